"""Which figures were corrected: reported ones themselves, computed ones because a figure in them was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple, Protocol

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from indicators.models import Indicator, Observation, StagedFigure
from indicators.models.observations import Placed

REPORTED, COMPUTED = Observation.Origin.REPORTED.value, Observation.Origin.COMPUTED.value
MOST = 200  # releases that one statement asks about

# A provisional figure that turns out to be the final one was not corrected.
_IS = Q(staged__replaces__value__isnull=False) & (
    ~Q(staged__replaces__value=F("value")) | Q(staged__replaces__is_provisional=F("is_provisional"))
)
_CLAIMS = StagedFigure.objects.filter(replaces__isnull=False)
# Of a computed figure only that it may be so: a figure of its kind and date, or what a rate is made of, was.
_MAY_BE = Q(origin=COMPUTED) & (
    Q(Exists(_CLAIMS.filter(indicator=OuterRef("indicator"), end=OuterRef("end"))))
    | (~Q(formula="sum") & Q(Exists(_CLAIMS.filter(end__lte=OuterRef("end")))))
)
CORRECTED = ExpressionWrapper(_IS | _MAY_BE, output_field=BooleanField())


class Computed(Placed, Protocol):
    """A computed figure as a series reads it."""

    @property
    def id(self) -> int: ...
    @property
    def value(self) -> Decimal | None: ...


class Correction(NamedTuple):
    """A reported figure that took the place of another, and the release in which it did."""

    new: int
    old: int
    release: int
    superseded_in: int | None


class Earlier(NamedTuple):
    """A computed figure that another took the place of."""

    id: int
    indicator_id: int
    region_id: int
    start: date
    end: date
    value: Decimal | None
    parts: list[int]
    release: int
    superseded_in: int

    def was_current_before(self, release: int) -> bool:
        return self.release < release <= self.superseded_in


def find_earlier(rows: Collection[Computed], release: int | None) -> dict[int, tuple[int, ...]]:
    """By id, what computed figures were before figures in them were corrected: ids, the last first.

    None of one that only more regions have reported of, and none where it says now what it said then. A
    correction that was taken back is none.
    """
    holding = _find_holding(_read_corrections(rows, release), release) if rows else []
    if not holding:
        return {}
    versions = _read_versions(rows, {one.release for one in holding})
    whole = _Whole(versions, {one.old for one in holding})
    earlier: dict[int, list[Earlier]] = {row.id: [] for row in rows}
    at = {_spot(row): row for row in rows}
    for version in versions:
        row = at.get(_spot(version))
        if row is None or version.value is None or version.value == row.value:
            continue
        if any(version.was_current_before(one.release) and whole.has(version.id, one.old) for one in holding):
            earlier[row.id].append(version)
    return {
        pk: tuple(one.id for one in sorted(found, key=lambda one: -one.release))
        for pk, found in earlier.items()
        if found
    }


def _spot(row: Computed | Earlier) -> tuple[object, ...]:
    return row.region_id, row.indicator_id, row.start, row.end


def _read_corrections(rows: Collection[Computed], release: int | None) -> list[Correction]:
    """All corrections of figures that these may be made of, by the release; found by what was staged."""
    own = Indicator.objects.filter(pk__in={row.indicator_id for row in rows})
    parts = (Q(pk__in=own.values(name)) for name in ("pk", "numerator", "denominator"))
    found = Observation.objects.filter(
        _IS,
        origin=REPORTED,
        staged__replaces__isnull=False,
        staged__indicator__in=Indicator.objects.filter(reduce(or_, parts)).values("pk"),
        staged__end__lte=max(row.end for row in rows),
    )
    if release is not None:
        found = found.filter(release__lte=release)
    return [
        Correction(*each)
        for each in found.values_list("pk", "staged__replaces", "release_id", "superseded_in_id")
    ]


def _find_holding(corrections: Iterable[Correction], release: int | None) -> list[Correction]:
    """Those that hold still, and those that they corrected once more."""
    by_new = {one.new: one for one in corrections}
    now = [
        one
        for one in by_new.values()
        if one.superseded_in is None or (release is not None and one.superseded_in > release)
    ]
    return list(dict.fromkeys(each for one in now for each in _chain(one, by_new)))


def _chain(one: Correction | None, by_new: Mapping[int, Correction]) -> Iterator[Correction]:
    while one is not None:
        yield one
        one = by_new.get(one.old)


def _read_versions(rows: Collection[Computed], releases: Collection[int]) -> list[Earlier]:
    """What was said at these places right before each of these releases."""
    past = Observation.objects.filter(
        region__in={row.region_id for row in rows},
        indicator__in={row.indicator_id for row in rows},
        end__in={row.end for row in rows},
        origin=COMPUTED,
        superseded_in__isnull=False,
    )
    names = ("pk", *Earlier._fields[1:7], "release_id", "superseded_in_id")
    found: dict[int, Earlier] = {}
    numbers = sorted(releases)
    for start in range(0, len(numbers), MOST):
        before = Q()
        for number in numbers[start : start + MOST]:
            before |= Q(release__lt=number, superseded_in__gte=number)
        found |= {each[0]: Earlier(*each) for each in past.filter(before).values_list(*names)}
    return list(found.values())


class _Whole:
    """What computed figures are made of, at any remove."""

    def __init__(self, versions: Iterable[Earlier], sought: Collection[int]) -> None:
        self.parts = {one.id: frozenset(one.parts) for one in versions}
        asked = set(sought) | set(self.parts)
        while below := frozenset[int]().union(*self.parts.values()) - asked:
            asked |= below
            rows = Observation.objects.filter(pk__in=below, origin=COMPUTED)
            self.parts |= {pk: frozenset(parts) for pk, parts in rows.values_list("pk", "parts")}

    def has(self, whole: int, part: int) -> bool:
        parts = self.parts.get(whole, frozenset())
        return part in parts or any(self.has(one, part) for one in parts if one in self.parts)
