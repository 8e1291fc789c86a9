"""Catalogue tables in and out of the admin, in the columns of the catalogue's own files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.results import Result
from tablib import Dataset
from tablib.exceptions import InvalidDimensions

from indicators.models import Indicator, Region
from indicators.services import catalogue
from indicators.services.catalogue_cells import (
    DEFINITION,
    TABLES,
    Table,
    column_of,
    parse_cell,
    read_definition,
    write_cell,
)

TOLD = 20  # problems of a file that was confirmed


class ExchangeMixin(ImportExportMixin):
    """CSV in, CSV and XLSX out; no workbook is parsed in the web process."""

    to_encoding = "utf-8-sig"  # spreadsheets know by its first bytes that the file is not GBK

    import_formats = [CSV]
    export_formats = [CSV, XLSX]
    export_form_class = ExportForm

    def add_data_read_fail_error_to_form(self, form: Form, e: Exception) -> None:
        said = _("This is not CSV in UTF-8; in Excel or WPS save it as “CSV UTF-8”.")
        if isinstance(e, InvalidDimensions):
            said = _("A row has more cells than the first line names columns; take out what is too much.")
        form.add_error("import_file", said)

    def process_import(self, request: HttpRequest, **options: Any) -> HttpResponse:
        """What was confirmed; the file is gone where that was done before."""
        try:
            response: HttpResponse = super().process_import(request, **options)
            return response
        except FileNotFoundError:
            said = _("This file is no longer here: it was imported already. If not, choose it again.")
            messages.warning(request, said)
            return redirect(f"admin:indicators_{self.opts.model_name}_import")

    def get_import_data_kwargs(self, **options: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**options), "rollback_on_validation_errors": True}

    def process_result(self, result: Told, request: HttpRequest) -> HttpResponse:
        """What came of a confirmed file, which may have become unfit since it was looked at."""
        if not result.problems:
            response: HttpResponse = super().process_result(result, request)
            return response
        messages.error(request, _("Nothing was imported: the catalogue has changed since the preview."))
        for problem in result.problems[:TOLD]:
            messages.error(request, problem)
        return redirect(f"admin:indicators_{self.opts.model_name}_import")


class CellWidget(widgets.Widget):
    """A cell as the catalogue's files write it."""

    def __init__(self, column: models.Field[Any, Any]) -> None:
        super().__init__()
        self.column = column

    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        try:
            return parse_cell(self.column, str(value or "").strip())
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error  # so that all cells of a row are told

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return write_cell(value)


class Told(Result):
    """What came of a file; lines are counted as in a spreadsheet, from the heads of the columns on."""

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong, with its line and column."""
        rows = [(bad.number, "", _word(each.error)) for bad in self.error_rows for each in bad.errors]
        rows += [
            (bad.number, column, message)
            for bad in self.invalid_rows
            for column, said in bad.error_dict.items()
            for message in said
        ]
        return [
            *(str(each.error) for each in self.base_errors),
            *(_say(*row) for row in sorted(rows, key=lambda row: row[0])),
        ]


def _word(error: Exception) -> str:
    """The words of an error; the database has none for people."""
    if isinstance(error, IntegrityError):
        return _("The same was entered at the same moment. Choose the file again.")
    return str(error)


def _say(number: int, column: str, message: str) -> str:
    if column in ("", NON_FIELD_ERRORS):
        return _("Line %(line)d: %(problem)s") % {"line": number + 1, "problem": message}
    said = _("Line %(line)d, column %(column)s: %(problem)s")
    return said % {"line": number + 1, "column": column, "problem": message}


class UnfitFile(Exception):  # noqa: N818 - a state of the file, not of the program
    """The whole file cannot be taken."""


class PlainDiff(resources.Diff):
    """What a row changes, in words without markup of its own."""

    def as_html(self) -> list[str]:
        return [
            escape(new) if self.new or old == new else escape(f"{old} → {new}")
            for old, new in zip(self.left, self.right, strict=False)
        ]


class CatalogueResource(resources.ModelResource):
    """One table of the catalogue; a row is kept by the catalogue's service, audited."""

    table: Table

    def get_queryset(self) -> models.QuerySet[Any]:
        return self.table.rows

    def iter_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """What is exported: all at once, with what `DefinitionField` asks of each row."""
        return queryset.prefetch_related("definitions") if self.table.model is Indicator else queryset

    def get_diff_class(self) -> type[PlainDiff]:
        return PlainDiff

    def get_result_class(self) -> type[Told]:
        return Told

    def before_import(self, dataset: Dataset, **options: Any) -> None:
        """Refuse a file in which two rows are the same one; the later would silently win."""
        header = self.table.read_header(dataset.headers or ())
        if header is None:
            raise UnfitFile(
                _("Expected the columns %(expected)s; found %(given)s.")
                % {"expected": ",".join(self.table.header), "given": ",".join(dataset.headers or ())}
            )
        dataset.headers = header
        for name in set(self.table.defaults) - set(header):
            dataset.append_col([self.table.defaults[name]] * len(dataset), header=name)
        seen: set[tuple[str, ...]] = set()
        for line, row in enumerate(dataset.dict, start=2):
            key = tuple(str(row[name]).strip() for name in self.table.key)
            if key in seen:
                raise UnfitFile(
                    _("Line %(line)d: %(key)s stands there twice.") % {"line": line, "key": " ".join(key)}
                )
            seen.add(key)

    def before_import_row(self, row: Any, **options: Any) -> None:
        """Refuse a row with all its bad cells, before the first of them hides the others."""
        problems = {}
        for name in self.fields.keys() & row.keys():
            try:
                parse_cell(column_of(self.table.model, name), str(row[name] or "").strip())
            except ValidationError as error:
                problems[name] = error
        if problems:
            raise ValidationError(problems)

    def validate_instance(self, instance: models.Model, *errors: Any, **options: Any) -> None:
        super().validate_instance(instance, *errors, **options)
        if isinstance(instance, Region):
            instance.check_top()

    def save_instance(self, instance: models.Model, is_create: bool, row: Any, **options: Any) -> None:
        catalogue.save(instance=instance, by=options.get("user"))
        if isinstance(instance, Indicator):
            catalogue.define(indicator=instance, by=options.get("user"), **read_definition(row))

    def skip_row(
        self, instance: models.Model, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        same = super().skip_row(instance, original, row, import_validation_errors)
        if not same or not isinstance(instance, Indicator):
            return bool(same)
        known = instance.definitions.last()
        return known is not None and all(
            getattr(known, name) == value for name, value in read_definition(row).items()
        )


class DefinitionField(fields.Field):
    """A column of the latest definition, which is a row of its own; kept by `save_instance`."""

    def get_value(self, instance: Any) -> Any:
        known = list(instance.definitions.all()) if instance.pk else []
        return getattr(known[-1], DEFINITION[self.column_name]) if known else None

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **options: Any) -> None:
        return


def make_resource(file: str) -> type[CatalogueResource]:
    """The resource of one of the catalogue's files."""
    table = TABLES[file]

    class Resource(CatalogueResource):
        class Meta:
            model = table.model
            fields = table.header
            import_id_fields = table.key
            use_transactions = True
            clean_model_instances = True
            skip_unchanged = True
            report_skipped = True

    Resource.table = table
    Resource.fields = {name: _field(table, name) for name in table.header}
    return Resource


def _field(table: Table, name: str) -> fields.Field:
    if table.model is Indicator and name in DEFINITION:
        return DefinitionField(column_name=name, widget=CellWidget(column_of(table.model, name)))
    return fields.Field(attribute=name, column_name=name, widget=CellWidget(column_of(table.model, name)))
