"""Observations as sums and rates see them: rows without the cost of a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from indicators import quantities
from indicators.analytics.points import Point, Value
from indicators.intake.examine import FEW
from indicators.models import Absence, Observation, Region, Release, StagedFigure
from indicators.models.observations import Spot
from indicators.models.reading import read_many
from indicators.periods import Period
from indicators.quantities import Qualifier
from indicators.services import bulk

STAGED = (  # what a staged figure says of what is stated of it
    "indicator_id",
    "period",
    "start",
    "end",
    "value",
    "absence",
    "qualifier",
    "margin",
    "is_provisional",
)
REPORTED, WITHDRAWN = Observation.Origin.REPORTED.value, Absence.WITHDRAWN.value


class Part(NamedTuple):
    """An observation, as far as it goes into sums and rates; until it is written its id is 0."""

    pk: int
    region_id: int
    indicator_id: int
    start: date
    end: date
    period: str
    origin: str
    value: Decimal | None
    absence: str
    qualifier: str
    margin: Decimal
    is_provisional: bool
    reported_parts: int | None
    expected_parts: int | None
    formula: str
    basis: str | None
    parts: list[int]
    is_demo: bool

    @property
    def spot(self) -> Spot:
        return self.indicator_id, self.start, self.end

    @property
    def is_complete(self) -> bool:
        return self.expected_parts is None or self.reported_parts == self.expected_parts


@dataclass
class Board:
    """The current observations of some indicators in some regions, as they are shown."""

    reported: dict[tuple[int, Spot], Part] = field(default_factory=dict)
    computed: dict[tuple[int, Spot], Part] = field(default_factory=dict)
    spots: dict[tuple[int, int], set[Spot]] = field(default_factory=lambda: defaultdict(set))

    def lay(self, row: Part) -> None:
        side, spot = self.reported if row.origin == REPORTED else self.computed, row.spot
        side[row.region_id, spot] = row
        self.spots[row.region_id, row.indicator_id].add(spot)

    def lay_all(self, rows: Iterable[Part]) -> None:
        for row in rows:
            self.lay(row)

    def shown(self, region: int, spot: Spot) -> Part | None:
        """The reported figure where there is one, else the computed one."""
        reported = self.reported.get((region, spot))
        if reported is not None and reported.absence != WITHDRAWN:
            return reported
        return self.computed.get((region, spot))

    def series(self, region: int, indicator: int) -> list[Part]:
        spots = self.spots.get((region, indicator), ())
        return [seen for spot in spots if (seen := self.shown(region, spot)) is not None]

    def state(self, stated: Mapping[Spot, Part | None], *, region: int, ledger: Ledger) -> None:
        """Replace what was computed of a region at these spots, where it differs."""
        new, closed = [], []
        for spot, part in stated.items():
            known = self.computed.get((region, spot))
            if known is not None and part is not None and _same(known, part):
                continue
            if known is not None:
                del self.computed[region, spot]
                closed.append(known)
            if part is not None:
                new.append(part)
        self.lay_all(ledger.put(new, closed))


@dataclass
class Ledger:
    """What follows from figures: computed anew, and no longer holding; written where there is a release.

    The figures `given` are taken for current ones.
    """

    release: Release | None
    given: Sequence[Part] = ()
    stated: list[Part] = field(default_factory=list)
    closed: list[Part] = field(default_factory=list)
    places: list[Region] = field(default_factory=list)  # from those of the figures to the top
    beside: list[Region] = field(default_factory=list)  # those right below one of them

    def put(self, stated: Sequence[Part], closed: Sequence[Part]) -> Sequence[Part]:
        """State these in the place of those; gives them with their ids."""
        if self.release is not None:
            bulk.update(Observation, [row.pk for row in closed], superseded_in_id=self.release.pk)
            stated = write_parts(stated, release=self.release)
        self.stated += stated
        self.closed += closed
        return stated

    def read_board(
        self,
        indicators: Iterable[int],
        regions: Iterable[int],
        *,
        ends: Iterable[date] | None = None,
        stated: Sequence[Part] = (),
        without: Collection[int] = (),
    ) -> Board:
        """What is current of these, with what is `stated` here or only foreseen laid over it.

        What was withdrawn is left out, and what regions `without` reported figures, by id, have reported.
        """
        wanted = set(indicators)
        rows = Observation.objects.as_of(None).filter(region_id__in=regions).exclude(absence=WITHDRAWN)
        if without:
            rows = rows.exclude(region_id__in=without, origin=Observation.Origin.REPORTED)
        if len(wanted) <= FEW:
            rows = rows.filter(indicator_id__in=wanted)
        if ends is not None:
            rows = rows.filter(end__in=ends)
        board = Board()
        board.lay_all(row for row in _read(rows) if row.indicator_id in wanted)
        if self.release is None:
            for row in self.closed:
                board.computed.pop((row.region_id, row.spot), None)
            board.lay_all((*self.given, *self.stated))
        board.lay_all(stated)
        return board


def read_parts(pks: Sequence[int]) -> Iterator[Part]:
    for begin in range(0, len(pks), bulk.BATCH):
        rows = Observation.objects.filter(pk__in=pks[begin : begin + bulk.BATCH])
        yield from _read(rows)


def _read(rows: QuerySet[Observation]) -> Iterator[Part]:
    """As the database gives them; ids of parts are many, and its own way to read JSON is slow."""
    written = Cast("parts", TextField())
    for *known, parts, is_demo in read_many(rows, *Part._fields[:-2], written, "is_demo"):
        yield Part._make((*known, orjson.loads(parts), is_demo))


def write_parts(parts: Sequence[Part], *, release: Release, staged: Sequence[int | None] = ()) -> list[Part]:
    """State these in a release, reported ones with the ids of their staged figures; gives them with ids."""
    if not parts:
        return []
    columns: dict[str, Sequence[object]] = dict(zip(Part._fields, zip(*parts, strict=True), strict=True))
    if staged:
        columns["staged_id"] = staged
    pks = bulk.write(Observation, len(parts), columns, release_id=release.pk)
    return [Part(pk, *part[1:]) for part, pk in zip(parts, pks, strict=True)]


def copy_parts(parts: Sequence[Part], *, release: Release, staged: Sequence[int]) -> list[Part]:
    """State these figures of one submission in a release as they are staged; gives them with ids."""
    if not parts:
        return []
    same = {name: value for name, value in parts[0]._asdict().items() if name not in (*STAGED, "pk")}
    columns = {name: name for name in STAGED} | {"staged_id": "id"}
    pks = bulk.copy(StagedFigure, staged, Observation, columns, release_id=release.pk, **same)
    return [Part(pk, *part[1:]) for part, pk in zip(parts, pks, strict=True)]


def as_part(part: Part) -> Value:
    """A row as a sum takes it in: a computed one still knows what it lacks."""
    return Value(
        part.value,
        Qualifier(part.qualifier),
        part.margin,
        quantities.Absence(part.absence) if part.absence else None,
        is_complete=part.is_complete,
    )


def as_point(part: Part) -> Point:
    return Point(
        Period.parse(part.period),
        part.value,
        Qualifier(part.qualifier),
        part.margin,
    )


_computed = attrgetter(
    "value",
    "qualifier",
    "margin",
    "is_provisional",
    "reported_parts",
    "expected_parts",
    "parts",
    "formula",
)


def _same(known: Part, new: Part) -> bool:
    return _computed(known) == _computed(new)
