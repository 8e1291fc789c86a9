"""The tables of the catalogue's files, and what their cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext as _

from indicators.models import (
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Form,
    Inclusion,
    Indicator,
    Pillar,
    Region,
    Rule,
    Target,
    Topic,
)
from indicators.quantities import plain

DEFINITION = {
    "definition": "text",
    "source": "source",
    "effective_from": "effective_from",
    "effective_to": "effective_to",
}
check_no_nul = ProhibitNullCharactersValidator()  # PostgreSQL takes none, and SQLite would
SWITCH = {"yes": True, "no": False}


@dataclass(frozen=True)
class Table:
    """How one file of the catalogue maps to a model: what identifies a row, which columns there are.

    `words` are other heads of columns, as sheets of the trade have them; `defaults` the cells of columns that
    may be absent.
    """

    model: type[models.Model]
    columns: str
    key: tuple[str, ...] = ("code",)
    optional: tuple[str, ...] = ()  # columns that files from before they were known lack
    words: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> models.QuerySet[Any]:
        """What a file may change: of targets only those in force."""
        if self.model is Target:
            return Target.objects.as_of(None)
        return self.model._default_manager.all()

    @property
    def header(self) -> list[str]:
        return self.columns.split(",")

    def read_header(self, header: Iterable[str]) -> list[str] | None:
        """The columns that a file's first line names; None where one is unknown, lacking or there twice."""
        named = [self.words.get(head.strip(), head.strip()) for head in header]
        needed = set(self.header) - set(self.defaults) - set(self.optional)
        fits = needed <= set(named) <= set(self.header) and len(set(named)) == len(named)
        return named if fits else None

    def fill(self, row: Mapping[str, str]) -> dict[str, str]:
        """A row with the cells of absent columns."""
        return {**self.defaults, **row}


TABLES = {
    "pillars.csv": Table(Pillar, "code,name,name_en,character,creed,order"),
    "topics.csv": Table(Topic, "code,name,name_en,pillar,group,order"),
    "forms.csv": Table(
        Form, "code,name,name_en,department,frequency,due_day,region_kinds,number", optional=("number",)
    ),
    "indicators.csv": Table(
        Indicator,
        "code,name,name_en,topic,form,unit,nature,nature_confirmed,additive,polarity,assessment,decimals,"
        "frequency,numerator,denominator,factor,parent,aliases,definition,source,effective_from,effective_to,"
        "headline,order",
    ),
    "regions.csv": Table(
        Region,
        "code,name,short_name,aliases,kind,parent,counts_in_total,former_codes,order,tile_column,tile_row",
        optional=("tile_column", "tile_row"),
    ),
    "inclusions.csv": Table(Inclusion, "indicator,region,counts_in_total", ("indicator", "region")),
    "targets.csv": Table(
        Target,
        "indicator,region,year,kind,value,baseline,profile,document,note",
        ("indicator", "region", "year"),
    ),
    "calendar.csv": Table(CalendarDay, "day,kind,name", ("day",)),
    "deadlines.csv": Table(Deadline, "form,period,due", ("form", "period")),
    "rules.csv": Table(
        Rule,
        "form,number,formula,tolerance,severity,message,is_confirmed",
        ("form", "number"),
        words={
            "序号": "number",
            "报表代码": "form",
            "公式": "formula",
            "允许误差": "tolerance",
            "级别": "severity",
            "说明": "message",
        },
        defaults={"tolerance": "0", "severity": "warning", "message": "", "is_confirmed": "yes"},
    ),
}


def read_definition(row: Mapping[str, str]) -> dict[str, Any]:
    """The definition in a row of indicators. Raises ValidationError."""
    values: dict[str, Any] = {}
    for column, name in DEFINITION.items():
        values[name] = parse_cell(column_of(Definition, name), row[column])
    return values


def column_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The model's field of a file's column; a definition's columns are those of Definition."""
    if model is Indicator and name in DEFINITION:
        model, name = Definition, DEFINITION[name]
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def parse_cell(column: models.Field[Any, Any], text: str) -> Any:
    """The value that a cell means. Raises ValidationError."""
    check_no_nul(text)
    if column.related_model:
        return _find(column, text)
    if isinstance(column, models.BooleanField):
        if text not in SWITCH:
            raise ValidationError(_("“%s” is neither yes nor no.") % text)
        return SWITCH[text]
    if column.choices:
        text = {str(label): value for value, label in column.flatchoices}.get(text, text)
    if text == "":
        if column.null:
            return None
        if column.has_default() and not isinstance(column, models.CharField | models.TextField):
            return column.get_default()
    return column.to_python(text) if text or column.blank else _missing(column)


def _missing(column: models.Field[Any, Any]) -> None:
    raise ValidationError(_("“%s” is empty.") % column.verbose_name)


def _find(column: models.Field[Any, Any], text: str) -> models.Model | None:
    model = column.related_model
    if text == "" and column.null:
        return None
    if model is Department and text:
        return Department.objects.get_or_create(name=text)[0]
    try:
        return model._default_manager.get(code=text)  # type: ignore[union-attr]
    except ObjectDoesNotExist:
        raise ValidationError(
            _("There is no %(kind)s “%(code)s”.") % {"kind": model._meta.verbose_name, "code": text}  # type: ignore[union-attr]
        ) from None


def write_cell(value: Any) -> str:
    """The cell that means a value: codes for rows of other tables, yes and no, plain decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return plain(value)
        case Department():
            return value.name
        case models.Model():
            return str(getattr(value, "code", value.pk))
        case _:
            return str(value)
