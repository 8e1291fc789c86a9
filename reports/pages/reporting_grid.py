"""Reporting completeness as tables: districts by forms, or one of them over periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from indicators.analytics.labels import Language, span_name
from indicators.messages.figures import language
from indicators.models import Form, Region
from indicators.periods import Period
from indicators.services.punctuality import Reported, Wanted
from reports.pages.reporting import Punctual, ShownReporting, show_reporting
from reports.pages.selection import Selection

Told = tuple[Wanted, Reported]


@dataclass(frozen=True, slots=True)
class Head:
    """Of a row or a column; `region` and `form` are codes of those whose page it leads to."""

    title: str
    small: str = ""
    region: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of each form and period in it, or how many were in time; blank where none is expected."""

    head: Head
    shown: tuple[ShownReporting, ...]
    punctual: Punctual | None = None


@dataclass(frozen=True, slots=True)
class Row:
    head: Head
    cells: tuple[Cell, ...]
    punctual: Punctual


@dataclass(frozen=True, slots=True)
class Grid:
    name: str
    title: str
    first: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    totals: tuple[tuple[Head, Punctual], ...]
    punctual: Punctual


def lay_out(
    told: Sequence[Told],
    selection: Selection,
    form: Form | None,
    branches: Mapping[Region, Region],
) -> Iterable[Grid]:
    """Districts by forms and the whole's own forms; or by periods, where one form or region is chosen.

    Districts are told branch by branch where there are `branches`, and counted where those have several.
    """
    if selection.period is None:
        return
    whole = selection.region
    row_of = _of_branch(branches) if branches else _of_region
    counted = any(region != branch for region, branch in branches.items())
    if form:
        yield _grid("form", str(form), _("Region"), told, row_of, _of_period, counted=counted)
    elif whole != selection.root and not branches:
        yield _grid("region", str(whole), _("Form"), told, _of_form, _of_span(selection))
    else:
        own = [(each, one) for each, one in told if each[0].id == whole.id]
        below = [(each, one) for each, one in told if each[0].id != whole.id]
        yield _grid("districts", _("Districts"), _("District"), below, row_of, _of_form, counted=counted)
        yield _grid("own", str(whole), _("Form"), own, _of_form, _of_span(selection))


Keyed = Callable[[Wanted], tuple[Hashable, Head]]


def _of_region(wanted: Wanted) -> tuple[Hashable, Head]:
    region = wanted[0]
    return (region.order, region.code), Head(region.name, region=region.code)


def _of_branch(branches: Mapping[Region, Region]) -> Keyed:
    heads = {
        region.id: ((branch.order, branch.code), Head(branch.name, region=branch.code))
        for region, branch in branches.items()
    }
    return lambda wanted: heads.get(wanted[0].id) or _of_region(wanted)


def _of_form(wanted: Wanted) -> tuple[Hashable, Head]:
    form = wanted[1]
    return (form.order, form.code), Head(str(form), str(form.department), form=form.code)


def _of_period(wanted: Wanted) -> tuple[Hashable, Head]:
    return wanted[2].end, _head_of(wanted[2], language())


@lru_cache(maxsize=500)
def _head_of(period: Period, language: Language) -> Head:
    """Asked for once for every region."""
    return Head(span_name(period, language))


def _of_span(selection: Selection) -> Keyed:
    """The one of the periods shown in which it ends."""

    def keyed(wanted: Wanted) -> tuple[Hashable, Head]:
        span = selection.period
        while span and wanted[2].end < span.start:
            span = span.previous()
        return (span and span.end), _head_of(span, language()) if span else Head("")

    return keyed


def _grid(
    name: str,
    title: str,
    first: str,
    told: Iterable[Told],
    row_of: Keyed,
    column_of: Keyed,
    *,
    counted: bool = False,
) -> Grid:
    rows: dict[Hashable, Head] = {}
    columns: dict[Hashable, Head] = {}
    cells: dict[tuple[Hashable, Hashable], list[tuple[Period, Reported]]] = defaultdict(list)
    for each, one in told:
        (row, row_head), (column, column_head) = row_of(each), column_of(each)
        rows[row], columns[column] = row_head, column_head
        cells[row, column].append((each[2], one))
    order: list[Hashable] = sorted(columns)  # type: ignore[type-var]
    return Grid(
        name=name,
        title=title,
        first=first,
        heads=tuple(columns[column] for column in order),
        rows=tuple(
            Row(
                rows[row],
                tuple(_cell(columns[column], cells[row, column], counted=counted) for column in order),
                Punctual.of(one for column in order for _period, one in cells[row, column]),
            )
            for row in sorted(rows)  # type: ignore[type-var]
        ),
        totals=tuple(
            (columns[column], Punctual.of(one for row in rows for _period, one in cells[row, column]))
            for column in order
        ),
        punctual=Punctual.of(one for some in cells.values() for _period, one in some),
    )


def _cell(head: Head, reported: Collection[tuple[Period, Reported]], *, counted: bool) -> Cell:
    if counted and reported:
        return Cell(head, (), Punctual.of(one for _period, one in reported))
    return Cell(head, _show(reported))


def _show(reported: Collection[tuple[Period, Reported]]) -> tuple[ShownReporting, ...]:
    several = len(reported) > 1
    return tuple(
        show_reporting(one, span_name(period, language()) if several else "") for period, one in reported
    )
