"""Observations as they are seen: one row for each figure, and the series they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from indicators.analytics.points import Point
from indicators.models import Definition, Finding, Observation, ReasonKind
from indicators.models.observations import ObservationQuerySet, shown
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from indicators.standing.corrected import COMPUTED, CORRECTED, find_earlier


class Row(NamedTuple):
    """An observation as it is read to be seen."""

    id: int
    indicator_id: int
    region_id: int
    period: str
    start: date
    end: date
    origin: str
    value: Decimal | None
    absence: str
    qualifier: str
    margin: Decimal
    is_provisional: bool
    reported_parts: int | None
    expected_parts: int | None
    release_id: int
    is_demo: bool
    is_corrected: bool | None = None
    explained: str | None = None

    @property
    def pk(self) -> int:
        return self.id


COLUMNS = tuple(name for name in Row._fields if name not in ("is_corrected", "explained"))


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation and the point that analytics sees in it.

    Corrected where it replaced another value; a computed one where it was made of such, then `earlier` are
    the ids of what it was before. `reason` is the explanation that a warning about it was given
    (异常变动说明), where that was read.
    """

    row: Row
    point: Point
    is_corrected: bool
    reason: str = ""
    earlier: tuple[int, ...] = ()


Tree = dict[int, dict[int, list[Seen]]]
Breaks = Mapping[int, tuple[date, ...]]  # by id of the indicator


def read_series(
    indicators: Iterable[int],
    *,
    region: int,
    release: int | None,
    until: date | None = None,
    since: date | None = None,
    with_reasons: bool = False,
    breaks: Breaks | None = None,
) -> dict[int, list[Seen]]:
    """The shown figures of each indicator in one region, oldest first.

    `breaks` as `read_breaks` gives them, where they are known already.
    """
    rows = Observation.objects.as_of(release).filter(region_id=region, indicator_id__in=list(indicators))
    if until:
        rows = rows.filter(end__lte=until)
    if since:
        rows = rows.filter(end__gte=since)
    return _by(
        rows, release=release, key=attrgetter("indicator_id"), breaks=breaks, with_reasons=with_reasons
    )


def read_tree(
    indicators: Iterable[int],
    *,
    regions: Iterable[int] | None,
    release: int | None,
    since: date,
    until: date,
    breaks: Breaks | None = None,
) -> Tree:
    """The shown figures of these indicators by region, then by indicator, oldest first.

    None for `regions` means all; `breaks` as `read_breaks` gives them, where they are known already.
    """
    rows = Observation.objects.as_of(release).filter(
        indicator_id__in=list(indicators), end__gte=since, end__lte=until
    )
    if regions is not None:
        rows = rows.filter(region_id__in=list(regions))
    return _by_region(_by(rows, release=release, key=attrgetter("region_id", "indicator_id"), breaks=breaks))


def make_tree(rows: Iterable[Observation], breaks: Breaks) -> Tree:
    """What is shown of current observations, as `read_tree` gives it; `breaks` as `read_breaks` gives them.

    Not whether they were corrected.
    """
    read = attrgetter(*COLUMNS)
    found = [Row(*(*read(row), None)) for row in shown(sorted(rows, key=attrgetter("end")))]
    return _by_region(_see(found, key=attrgetter("region_id", "indicator_id"), breaks=breaks))


def _by_region(found: Mapping[tuple[int, int], list[Seen]]) -> Tree:
    tree: Tree = defaultdict(dict)
    for (region, indicator), seen in found.items():
        tree[region][indicator] = seen
    return tree


def _by(
    rows: ObservationQuerySet,
    *,
    release: int | None,
    key: Callable[[Row], Any],
    breaks: Breaks | None = None,
    with_reasons: bool = False,
) -> dict[Any, list[Seen]]:
    rows = rows.annotate(is_corrected=CORRECTED).order_by("end")
    columns = (*COLUMNS, "is_corrected")
    if with_reasons:
        rows, columns = _with_reasons(rows), (*columns, "explained")
    read = rows.values_list(*columns)
    found = shown(Row(*each) for each in read)
    if breaks is None:
        breaks = read_breaks({row.indicator_id for row in found})
    doubtful = [row for row in found if row.is_corrected and row.origin == COMPUTED]
    return _see(found, key=key, breaks=breaks, earlier=find_earlier(doubtful, release) if doubtful else {})


def _see(
    found: Iterable[Row],
    *,
    key: Callable[[Row], Any],
    breaks: Breaks,
    earlier: Mapping[int, tuple[int, ...]] = MappingProxyType({}),
) -> dict[Any, list[Seen]]:
    series: dict[Any, list[Seen]] = defaultdict(list)
    for row in found:
        point = make_point(row, breaks.get(row.indicator_id, ()))
        before = earlier.get(row.id, ())
        is_corrected = bool(before) if row.origin == COMPUTED else bool(row.is_corrected)
        series[key(row)].append(Seen(row, point, is_corrected, show_reason(row.explained), before))
    return series


def _with_reasons(rows: ObservationQuerySet) -> ObservationQuerySet:
    """Each with the first reason that was given for a warning about it."""
    given = Finding.objects.exclude(reason="").filter(
        submission=OuterRef("staged__submission"),
        indicator=OuterRef("indicator"),
        period=OuterRef("staged__period"),
    )
    whole = Concat("reason_kind", Value("\n"), "reason", output_field=TextField())
    said = given.order_by("pk").annotate(said=whole)
    return rows.annotate(explained=Subquery(said.values("said")[:1]))


def show_reason(explained: str | None) -> str:
    """Why a figure is unusual, in the clerk's words, after the kind of reason in the reader's."""
    if not explained:
        return ""
    kind, text = explained.split("\n", 1)
    return f"{ReasonKind(kind).label}{_(': ')}{text}" if kind else text


def read_breaks(indicators: Iterable[int] | None = None) -> Breaks:
    """The days on which a new definition of these indicators, or of any, came into force."""
    found: dict[int, tuple[date, ...]] = {}
    rows = Definition.objects.filter(effective_from__isnull=False)
    if indicators is not None:
        rows = rows.filter(indicator_id__in=indicators)
    for indicator, day in rows.order_by("effective_from").values_list("indicator_id", "effective_from"):
        if day is not None:
            found[indicator] = (*found.get(indicator, ()), day)
    return found


def make_point(row: Row, breaks: Iterable[date] = ()) -> Point:
    """The point of an observation; its definition is counted from the breaks before it."""
    reported, expected = row.reported_parts, row.expected_parts
    return Point(
        period=Period.parse(row.period),
        value=row.value,
        qualifier=Qualifier(row.qualifier),
        margin=row.margin,
        absence=Absence(row.absence) if row.absence else None,
        coverage=None if reported is None or expected is None else (reported, expected),
        definition=sum(day <= row.end for day in breaks),
        is_provisional=row.is_provisional,
    )
