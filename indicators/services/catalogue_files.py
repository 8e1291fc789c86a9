"""Loading the catalogue from CSV files: every bad row is told, and none is taken while one is bad."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from indicators.models import Form, Indicator, User
from indicators.services import catalogue
from indicators.services.catalogue_cells import (
    DEFINITION,
    TABLES,
    Table,
    column_of,
    parse_cell,
    read_definition,
)

OUTCOMES = ("created", "changed", "unchanged")  # the first of them that befell a row counts


@dataclass(frozen=True)
class BadRow:
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadCatalogue(Exception):  # noqa: N818 - a state of the files, not of the program
    """Some rows cannot be taken; `rows` has all of them."""

    def __init__(self, rows: list[BadRow]) -> None:
        super().__init__("\n".join(map(str, rows)))
        self.rows = rows


@dataclass(frozen=True)
class Row:
    table: Table
    file: str
    line: int
    values: dict[str, str]


@dataclass
class Loading:
    """What has become of the rows so far."""

    by: User | None
    bad: list[BadRow] = field(default_factory=list)
    outcomes: dict[tuple[str, int], str] = field(default_factory=dict)

    def attempt(self, row: Row, *, links: bool) -> None:
        try:
            with transaction.atomic():
                outcomes = {*_take(row, by=self.by, links=links), self.outcomes.get((row.file, row.line))}
        except ValidationError as error:
            self.bad += [BadRow(row.file, row.line, reason) for reason in _reasons(error)]
        else:
            self.outcomes[row.file, row.line] = next(o for o in OUTCOMES if o in outcomes)

    def check_whole(self) -> None:
        try:
            catalogue.check_one_root()
        except ValidationError as error:
            self.bad.append(BadRow("regions.csv", 0, str(error.message)))


def load(*, paths: Iterable[Path], by: User | None) -> Counter[str]:
    """Create or update the catalogue from CSV files or folders of them; what is absent is left alone.

    Returns how many rows were created, changed and unchanged.
    Raises BadCatalogue with every bad row; nothing is written then.
    """
    loading = Loading(by)
    rows = list(_read_all(paths, loading))
    with transaction.atomic():
        for links in (False, True):  # rows may point at rows that come later
            for row in rows:
                if links <= _has_links(row.table):
                    loading.attempt(row, links=links)
        if not loading.bad:
            loading.check_whole()
        if loading.bad:
            raise BadCatalogue(sorted(set(loading.bad), key=lambda bad: (bad.file, bad.line, bad.reason)))
    return Counter(loading.outcomes.values())


def _read_all(paths: Iterable[Path], loading: Loading) -> Iterator[Row]:
    files = [
        file for path in paths for file in ([path / name for name in TABLES] if path.is_dir() else [path])
    ]
    found = {file.name: file for file in files if file.exists() or file.name not in TABLES}
    if not found:
        loading.bad.append(BadRow(", ".join(map(str, paths)), 0, _("There is no catalogue file here.")))
    for name in [*TABLES, *(set(found) - set(TABLES))]:
        if name in found:
            yield from _read(found[name], loading)


def _read(path: Path, loading: Loading) -> Iterator[Row]:
    table = TABLES.get(path.name)
    if table is None:
        expected = ", ".join(TABLES)
        loading.bad.append(BadRow(path.name, 0, _("Unknown file; expected one of: %s.") % expected))
        return
    try:
        lines = list(csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        loading.bad.append(BadRow(path.name, 0, _("This is not a CSV file in UTF-8: %s.") % error))
        return
    given = lines[0] if lines else []
    header = table.read_header(given)
    if header is None:
        reason = _("Expected the columns %(expected)s; found %(given)s.")
        loading.bad.append(
            BadRow(path.name, 1, reason % {"expected": ",".join(table.header), "given": ",".join(given)})
        )
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            reason = _("Expected %(expected)d columns; found %(given)d.")
            loading.bad.append(
                BadRow(path.name, number, reason % {"expected": len(header), "given": len(cells)})
            )
            continue
        values = table.fill({name: cell.strip() for name, cell in zip(header, cells, strict=True)})
        key = (*(values[name] for name in table.key), values.get("effective_from", ""))
        if key in seen:
            reason = _("%(key)s stands already in line %(line)d.")
            loading.bad.append(
                BadRow(path.name, number, reason % {"key": " ".join(key).strip(), "line": seen[key]})
            )
            continue
        seen[key] = number
        yield Row(table, path.name, number, values)


def _has_links(table: Table) -> bool:
    return any(_is_link(table.model, name) for name in table.header)


def _is_link(model: type[models.Model], name: str) -> bool:
    """Whether a column points at another row of the same file."""
    return name not in DEFINITION and model._meta.get_field(name).related_model is model


def _take(row: Row, *, by: User | None, links: bool) -> Iterator[str]:
    model, problems = row.table.model, {}
    values: dict[str, Any] = {}
    for name, text in row.values.items():
        if name in DEFINITION and model is Indicator:
            continue
        if _is_link(model, name) and not links:
            continue
        try:
            values[name] = parse_cell(column_of(model, name), text)
        except ValidationError as error:
            problems[name] = error
    if problems:
        raise ValidationError(problems)
    identity = {name: values[name] for name in row.table.key}
    instance = row.table.rows.filter(**identity).first() or model(**identity)
    for name, value in values.items():
        setattr(instance, name, value)
    if isinstance(instance, Form) and instance.pk is None:
        instance.order = row.line  # forms stand in the order of their file
    yield catalogue.save(instance=instance, by=by)
    if isinstance(instance, Indicator) and not links:
        yield catalogue.define(indicator=instance, by=by, **read_definition(row.values))


def _reasons(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        f"{name}: {message}" if name != "__all__" else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]
