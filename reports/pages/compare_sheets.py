"""The comparison, and topics by districts, as sheets to take away."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from indicators.analytics.formats import round_half_up
from indicators.models import Region
from reports.exports.sheet import Cell, Picture, Shape, Sheet
from reports.exports.sheet import Column as Field
from reports.pages.compare import Column, ComparePage, View
from reports.pages.compared import Cell as Shown
from reports.pages.matrix import MatrixPage
from reports.pages.sheets import make_facts, stamp_of

MOST_SERIES = 4  # of a chart that can still be read
_SHARES = 4  # decimals of a change in percent


def make_compare_sheet(page: ComparePage, address: str) -> Sheet:
    """The regions in the order of the page, and of each indicator what the chosen view shows."""
    view = page.wanted.view
    first = (Field(_("Code")), Field(_("Region")), Field(_("Counted in the total")))
    fields = [(column, _fields(column, view)) for column in page.columns]
    each = _("as given in the head of each column")
    return Sheet(
        title=title_of(page),
        facts=make_facts(page.selection, each, _("as given on the page of each indicator"), address),
        notes=(*page.notes, *_reasons(page)),
        columns=(*first, *(field for _column, own in fields for field in own)),
        rows=tuple(
            (
                row.region.code,
                str(row.region),
                "" if row.is_whole else _counts(row.region),
                *(
                    said
                    for cell, column in zip(row.cells, page.columns, strict=True)
                    for said in _cells(cell, column, view)
                ),
            )
            for row in page.rows
        ),
        stamp=stamp_of([page.is_demo]),
        picture=_picture(page, len(first)),
    )


def title_of(page: ComparePage) -> str:
    return _("%(topic)s: the districts compared") % {"topic": page.wanted.topic or ""}


def _fields(column: Column, view: View) -> tuple[Field, ...]:
    """A column for the number, one for the place where there are places, one for all that qualifies it."""
    said = {"indicator": column.indicator, "label": column.label, "unit": column.unit}
    remark = Field(_("%s: remark") % column.indicator, width=22)
    match view:
        case View.STANDING:
            return (
                Field(_("%s: state") % column.indicator),
                Field(_("%s: done") % column.indicator),
                Field(_("%s: year elapsed") % column.indicator),
                remark,
            )
        case View.GROWTH:
            number = Field(_("%(indicator)s, year on year (%(label)s, %(unit)s)") % said, 1, width=24)
            return number, Field(_("%s: change") % column.indicator, width=20), remark
        case View.PER_RESIDENTS:
            decimals = 2
        case _:
            decimals = column.indicator.decimals
    number = Field(_("%(indicator)s (%(label)s, %(unit)s)") % said, decimals, width=24)
    place = (Field(_("%s: place") % column.indicator, 0),) if column.is_ranked else ()
    return number, *place, remark


def _cells(cell: Shown, column: Column, view: View) -> Iterator[Cell]:
    match view:
        case View.STANDING:
            yield cell.state.word if cell.state else ""
            yield cell.progress.done if cell.progress else ""
            yield cell.progress.due if cell.progress else ""
        case View.GROWTH:
            yield None if cell.value is None else round_half_up(cell.value, _SHARES)
            yield cell.change.text if cell.change else ""
        case _:
            yield cell.value
            if column.is_ranked:
                yield cell.place
    yield _remark(cell, column)


def _remark(cell: Shown, column: Column) -> str:
    shown, change = cell.shown, cell.change
    said = (
        column.refused,
        "" if cell.says_something or cell.state else cell.absence,
        (shown.before or shown.after) if shown else "",
        change.reason if change else "",
        cell.coverage,
        _("corrected") if cell.is_corrected and cell.says_something else "",
        cell.state.revised if cell.state else "",
        _("Demonstration figures") if cell.is_demo and cell.says_something else "",
    )
    return "；".join(part for part in said if part)


def _reasons(page: ComparePage) -> Iterator[str]:
    for column in page.columns:
        if column.refused:
            yield _("%(indicator)s is not compared so: %(reason)s") % {
                "indicator": column.indicator,
                "reason": column.refused,
            }
        elif column.unranked:
            yield _("%(indicator)s is not ranked: %(reason)s") % {
                "indicator": column.indicator,
                "reason": column.unranked,
            }


def _counts(region: Region) -> str:
    return _("yes") if region.counts_in_total else _("no")


def _picture(page: ComparePage, place: int) -> Picture | None:
    """Bars of the regions below the whole, as the page has them, where one axis serves all."""
    numbers = []
    for at, column in enumerate(page.columns):
        if any(row.cells[at].bar for row in page.rows):
            numbers.append((place, column.unit))
        place += len(_fields(column, page.wanted.view))
    units = {unit for _number, unit in numbers}
    if len(units) != 1 or len(numbers) > MOST_SERIES:
        return None
    return Picture(Shape.BAR, 1, tuple(number for number, _unit in numbers), units.pop(), after=1)


def make_matrix_sheet(page: MatrixPage, address: str) -> Sheet:
    """How many judged indicators of a topic stand so, district by district."""
    rows: list[tuple[Cell, ...]] = []
    for row in page.rows:
        cells = [{count.state: count.count for count in cell.counts} for cell in row.cells]
        for state in (count.state for count in page.counts if any(count.state in own for own in cells)):
            counts = (own.get(state, 0) for own in cells)
            rows.append((str(row.topic.pillar), str(row.topic), state.word, *counts))
    return Sheet(
        title=_("Topics and districts by state"),
        facts=make_facts(
            page.selection, _("indicators"), _("as given on the page of each indicator"), address
        ),
        notes=(
            _("How many indicators that are judged stand so."),
            *filter(None, [page.selection.told_note]),
        ),
        columns=(
            Field(_("Pillar")),
            Field(_("Topic"), width=24),
            Field(_("State")),
            *(Field(str(region), 0) for region in page.regions),
        ),
        rows=tuple(rows),
        stamp=stamp_of([page.is_demo]),
    )
