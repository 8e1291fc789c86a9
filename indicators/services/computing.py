"""Computing, inside the transaction of a release, the sums and rates that its figures change."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from indicators import quantities
from indicators.analytics.nature import Nature
from indicators.analytics.points import ONE_SIDED, Point, Value
from indicators.analytics.rates import Rate, denominator_at, rate
from indicators.analytics.rollup import NOT_A_HOLE, Node, is_summable, roll_up
from indicators.models import Absence, Inclusion, Indicator, Observation, Region, Release
from indicators.models.observations import Spot
from indicators.periods import Frequency, Period, PeriodError
from indicators.quantities import DECIMALS, Qualifier
from indicators.services import bulk

Children = Mapping[int, list[Region]]  # by id of the region
STEP = Decimal(1).scaleb(-DECIMALS)


def refresh(
    *,
    release: Release,
    region: Region,
    stated: Sequence[Observation],
    replaced: Sequence[int],
    indicators: Iterable[Indicator],
) -> list[Observation]:
    """State, and give, the sums and rates that follow from a region's released figures, up the tree.

    `replaced` are the ids of those in whose place they stand; the `indicators` are those of the figures.
    """
    spots = {(row.indicator_id, row.start, row.end): Period.parse(row.period) for row in stated}
    if not spots:
        return []
    path = _path(region)
    children = {above.pk: list[Region]() for above in path}
    for child in Region.objects.filter(parent__in=children):
        children[child.parent_id or 0].append(child)
    return [
        *_refresh_sums(spots, replaced, indicators, path, children, release),
        *_refresh_rates(spots, path, children, release),
    ]


class Part(NamedTuple):
    """A current observation, as far as it goes into sums and rates."""

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
    reported_parts: int | None
    expected_parts: int | None
    formula: str
    basis: str | None
    parts: list[int]
    is_demo: bool

    @property
    def is_complete(self) -> bool:
        return self.expected_parts is None or self.reported_parts == self.expected_parts


Known = Part | Observation


@dataclass
class Board:
    """The current observations of some indicators in some regions, as they are shown."""

    reported: dict[tuple[int, Spot], Known] = field(default_factory=dict)
    computed: dict[tuple[int, Spot], Known] = field(default_factory=dict)
    spots: dict[tuple[int, int], set[Spot]] = field(default_factory=lambda: defaultdict(set))
    stated: list[Observation] = field(default_factory=list)  # what has been computed anew

    def shown(self, region: int, spot: Spot) -> Known | None:
        """The reported figure where there is one, else the computed one."""
        reported = self.reported.get((region, spot))
        if reported is not None and reported.absence != Absence.WITHDRAWN:
            return reported
        return self.computed.get((region, spot))

    def series(self, region: int, indicator: int) -> list[Known]:
        spots = self.spots.get((region, indicator), ())
        return [seen for spot in spots if (seen := self.shown(region, spot)) is not None]

    def state(self, stated: Mapping[Spot, Observation | None], *, region: int, release: Release) -> None:
        """Replace what was computed of a region at these spots, where it differs."""
        new, closed = {}, []
        for spot, observation in stated.items():
            known = self.computed.get((region, spot))
            if known is not None and observation is not None and _same(known, observation):
                continue
            if known is not None:
                del self.computed[region, spot]
                closed.append(known.pk)
            if observation is not None:
                new[spot] = observation
        bulk.update(Observation, closed, superseded_in=release)
        bulk.insert(list(new.values()))
        for spot, observation in new.items():
            self.computed[region, spot] = observation
            self.spots[region, spot[0]].add(spot)
        self.stated += new.values()


def read_board(
    indicators: Iterable[int], regions: Iterable[int], *, ends: Iterable[date] | None = None
) -> Board:
    rows = Observation.objects.as_of(None).filter(indicator_id__in=indicators, region_id__in=regions)
    if ends is not None:
        rows = rows.filter(end__in=ends)
    board = Board()
    for row in map(Part._make, rows.values_list(*Part._fields)):
        side = board.reported if row.origin == Observation.Origin.REPORTED else board.computed
        spot = row.indicator_id, row.start, row.end
        side[row.region_id, spot] = row
        board.spots[row.region_id, row.indicator_id].add(spot)
    return board


def _refresh_sums(
    spots: Mapping[Spot, Period],
    replaced: Sequence[int],
    touched: Iterable[Indicator],
    path: Sequence[Region],
    children: Children,
    release: Release,
) -> list[Observation]:
    """From the region upwards, each sum that one of its parts moves."""
    indicators = {
        indicator.pk: indicator
        for indicator in touched
        if is_summable(
            Nature(indicator.nature), additive=indicator.additive, confirmed=indicator.nature_confirmed
        )
    }
    if not indicators or len(path) < 2:
        return []
    ends = {end for _, _, end in spots}
    board = read_board(indicators, [region.pk for region in path], ends=ends)
    trees = Trees(path[1:], children, indicators)
    before: dict[Spot, Known | None] = {
        (row.indicator_id, row.start, row.end): row
        for row in _read_parts(replaced)
        if row.absence != Absence.WITHDRAWN
    }
    region, now = path[0].pk, dict[Spot, Known | None]()
    for spot in spots:
        if spot[0] in indicators:
            before.setdefault(spot, board.computed.get((region, spot)))
            now[spot] = board.shown(region, spot)
    for parent in path[1:]:
        known = {spot: board.computed.get((parent.pk, spot)) for spot in now}
        sums, anew = dict[Spot, Observation | None](), dict[Spot, Tree]()
        for spot, new in now.items():
            tree = trees.of(parent, indicators[spot[0]])
            if not tree.is_counted:
                continue
            total, last = known[spot], before[spot]
            moved = _move(total, last, new, tree.nodes.get(region)) if _is_of(total, tree) else None
            if moved is None:
                anew[spot] = tree
            else:
                sums[spot] = _observe(moved, spot, parent, spots[spot], tree, release)
        if anew:
            below = read_board(
                {spot[0] for spot in anew}, [child.pk for child in children[parent.pk]], ends=ends
            )
            for spot, tree in anew.items():
                total = _add(spot, parent, tree, below)
                sums[spot] = total and _observe(total, spot, parent, spots[spot], tree, release)
        board.state(sums, region=parent.pk, release=release)
        moving = [
            spot
            for spot in sums
            if board.computed.get((parent.pk, spot)) is not known[spot]
            and board.shown(parent.pk, spot) is board.computed.get((parent.pk, spot))
        ]
        region = parent.pk
        before = {spot: known[spot] for spot in moving}
        now = {spot: board.computed.get((region, spot)) for spot in moving}
    return board.stated


@dataclass(frozen=True)
class Tree:
    """The regions right below one as a sum of one indicator takes them, by id."""

    nodes: Mapping[int, Node]

    @cached_property
    def is_counted(self) -> bool:
        return any(node.counted for node in self.nodes.values())

    @cached_property
    def basis(self) -> str:
        """Changes with whatever changes which regions a sum takes in or lacks."""
        said = repr([(node.code, node.counted, node.expected) for node in self.nodes.values()])
        return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()


class Trees:
    """The trees of some indicators below some regions, each made once."""

    def __init__(self, parents: Iterable[Region], children: Children, indicators: Iterable[int]) -> None:
        self.children = children
        below = [child.pk for parent in parents for child in children[parent.pk]]
        self.excepted = {
            (inclusion.indicator_id, inclusion.region_id): inclusion.counts_in_total
            for inclusion in Inclusion.objects.filter(indicator__in=indicators, region__in=below)
        }
        self.made: dict[tuple[int, str, tuple[bool | None, ...]], Tree] = {}

    def of(self, parent: Region, indicator: Indicator) -> Tree:
        below, form = self.children[parent.pk], indicator.form
        own = tuple(self.excepted.get((indicator.pk, child.pk)) for child in below) if self.excepted else ()
        key = parent.pk, form.region_kinds, own
        if key not in self.made:
            differing = dict(zip((child.pk for child in below), own, strict=False))
            expected = form.expected_kinds
            self.made[key] = Tree(
                {
                    child.pk: Node(
                        code=str(child.pk),
                        parent=str(parent.pk),
                        counted=child.counts_in_total
                        if (counts := differing.get(child.pk)) is None
                        else counts,
                        expected=child.kind in expected,
                    )
                    for child in below
                }
            )
        return self.made[key]


class Total(NamedTuple):
    """A sum, before it is stated."""

    value: Decimal
    qualifier: str
    margin: Decimal
    reported: int
    expected: int
    parts: list[int]
    is_demo: bool


def _is_of(total: Known | None, tree: Tree) -> bool:
    """It was added up from the same regions, so that one of its parts can be exchanged."""
    return total is not None and total.basis == tree.basis


def _move(total: Known | None, last: Known | None, new: Known | None, node: Node | None) -> Total | None:
    """The sum with one region's figure in the place of its last one; None where it must be added up anew.

    What a part did to the sum's precision cannot be taken back, so the last one must be exact.
    """
    if total is None or total.value is None or new is None or new.value is None or node is None:
        return None
    parts, reported = set(total.parts), total.reported_parts or 0
    if not node.counted:
        return _as_total(total)
    if last is not None and last.absence in NOT_A_HOLE:
        return None
    had = last.value if last is not None else None
    if had is not None and last is not None:
        if last.qualifier != Qualifier.EXACT or last.is_demo or last.pk not in parts:
            return None
        parts.remove(last.pk)
        reported -= node.expected and last.is_complete
    if new.pk in parts or {total.qualifier, new.qualifier} & {*map(str, ONE_SIDED), Qualifier.ABOUT.value}:
        return None
    is_exact = total.qualifier == new.qualifier == Qualifier.EXACT
    return Total(
        value=total.value + new.value - (had or 0),
        qualifier=(Qualifier.EXACT if is_exact else Qualifier.ROUNDED).value,
        margin=total.margin + new.margin,
        reported=reported + (node.expected and new.is_complete),
        expected=total.expected_parts or 0,
        parts=sorted({*parts, new.pk}),
        is_demo=total.is_demo or new.is_demo,
    )


def _as_total(row: Known) -> Total:
    return Total(
        row.value or Decimal(0),
        row.qualifier,
        row.margin,
        row.reported_parts or 0,
        row.expected_parts or 0,
        list(row.parts),
        row.is_demo,
    )


def _add(spot: Spot, parent: Region, tree: Tree, board: Board) -> Total | None:
    """The sum of all that the regions right below show; None where there is nothing to add."""
    seen = {node.code: row for pk, node in tree.nodes.items() if (row := board.shown(pk, spot))}
    values = {code: as_part(row) for code, row in seen.items()}
    found = roll_up(values, tree.nodes.values(), additive=True).get(str(parent.pk))
    if found is None or found.value is None:
        return None
    parts = [seen[code] for code in found.parts]
    return Total(
        value=found.value,
        qualifier=found.qualifier.value,
        margin=found.margin,
        reported=found.reported,
        expected=found.expected,
        parts=sorted(part.pk for part in parts),
        is_demo=any(part.is_demo for part in parts),
    )


def _observe(
    total: Total, spot: Spot, parent: Region, period: Period, tree: Tree, release: Release
) -> Observation:
    return Observation(
        indicator_id=spot[0],
        region_id=parent.pk,
        period=str(period),
        start=spot[1],
        end=spot[2],
        origin=Observation.Origin.COMPUTED,
        value=total.value,
        qualifier=total.qualifier,
        margin=total.margin,
        reported_parts=total.reported,
        expected_parts=total.expected,
        formula="sum",
        basis=tree.basis,
        parts=total.parts,
        release_id=release.pk,
        is_demo=total.is_demo,
    )


def _read_parts(pks: Sequence[int]) -> Iterator[Part]:
    for begin in range(0, len(pks), bulk.BATCH):
        rows = Observation.objects.filter(pk__in=pks[begin : begin + bulk.BATCH])
        yield from map(Part._make, rows.values_list(*Part._fields))


def _refresh_rates(
    spots: Mapping[Spot, Period], path: list[Region], children: Children, release: Release
) -> list[Observation]:
    rates = _quotients({spot[0] for spot in spots})
    if not rates:
        return []
    indicators = {part.pk for rate in rates for part in (rate.indicator, rate.over, rate.under)}
    board = read_board(indicators, _places(path, children))
    since = min(end for _, _, end in spots)
    for quotient in rates:
        indicator = quotient.indicator
        excepted = dict(
            Inclusion.objects.filter(indicator=indicator).values_list("region_id", "counts_in_total")
        )
        for region in path:
            below = [c.pk for c in children[region.pk] if excepted.get(c.pk, c.counts_in_total)]
            stated = board.series(region.pk, indicator.pk)
            overs = [row for place in (region.pk, *below) for row in board.series(place, quotient.over.pk)]
            ends = {row.end: Period.parse(row.period) for row in (*stated, *overs) if row.end >= since}
            quotients: dict[Spot, Observation | None] = {}
            for end, period in ends.items():
                observation = _rate(quotient, region, below, end, board)
                if observation is not None:
                    observation.period = str(_at_frequency(period, indicator.frequency))
                    observation.release = release
                quotients[indicator.pk, end, end] = observation
            board.state(quotients, region=region.pk, release=release)
    return board.stated


@dataclass(frozen=True, slots=True)
class Quotient:
    """A rate with its numerator and denominator."""

    indicator: Indicator
    over: Indicator
    under: Indicator

    @property
    def factor(self) -> int:
        return self.indicator.factor or 1


def _quotients(touched: set[int]) -> list[Quotient]:
    """The rates that these indicators are parts of; none whose nature or parts are unconfirmed."""
    made_of = Q(numerator__in=touched) | Q(denominator__in=touched)
    wanted = list(Indicator.objects.filter(made_of).order_by().values_list("pk", flat=True))
    if not wanted:  # so with most releases, and cheaper to ask than for all there is to know of a rate
        return []
    rates = Indicator.objects.select_related("numerator", "denominator").filter(
        pk__in=wanted,
        nature_confirmed=True,
        numerator__nature_confirmed=True,
        denominator__nature_confirmed=True,
    )
    return [
        Quotient(row, row.numerator, row.denominator) for row in rates if row.numerator and row.denominator
    ]


def _rate(
    quotient: Quotient, region: Region, below: list[int], end: date, board: Board
) -> Observation | None:
    """The rate from the region's own parts, or over its counted regions that have both."""
    own = _parts(quotient, region.pk, end, board)
    whole = own is not None and all(part.is_complete for part in own)
    pairs = (
        {region.pk: own}
        if own and whole
        else {pk: pair for pk in below if (pair := _parts(quotient, pk, end, board))}
    )
    result = rate(
        {str(pk): as_point(over) for pk, (over, _) in pairs.items()},
        {str(pk): [as_point(under)] for pk, (_, under) in pairs.items()},
        quotient.factor,
    )
    if not isinstance(result, Rate):
        return None
    parts = [part for code in result.used for part in pairs[int(code)]]
    return Observation(
        indicator=quotient.indicator,
        region=region,
        start=end,
        end=end,
        origin=Observation.Origin.COMPUTED,
        value=result.value.quantize(STEP),
        qualifier=result.qualifier.value,
        margin=result.margin.quantize(STEP),
        reported_parts=None if whole else len(pairs),
        expected_parts=None if whole else len(below),
        formula=f"{quotient.over.code} / {quotient.under.code} * {quotient.factor}",
        parts=[part.pk for part in parts],
        is_demo=any(part.is_demo for part in parts),
    )


def _parts(quotient: Quotient, region: int, end: date, board: Board) -> tuple[Known, Known] | None:
    """A region's numerator at that date, and the denominator that belongs to it."""
    overs = [o for o in board.series(region, quotient.over.pk) if o.end == end and o.value is not None]
    unders = {as_point(o): o for o in board.series(region, quotient.under.pk)}
    if not overs:
        return None
    under = denominator_at(unders, Period.parse(overs[0].period))
    return (overs[0], unders[under]) if under is not None else None


def as_part(observation: Known) -> Value:
    """An observation as a sum takes it in: a computed one still knows what it lacks."""
    return Value(
        observation.value,
        Qualifier(observation.qualifier),
        observation.margin,
        quantities.Absence(observation.absence) if observation.absence else None,
        is_complete=observation.is_complete,
    )


def as_point(observation: Known) -> Point:
    return Point(
        Period.parse(observation.period),
        observation.value,
        Qualifier(observation.qualifier),
        observation.margin,
    )


def _at_frequency(period: Period, frequency: str) -> Period:
    try:
        return period.to(Frequency(frequency))
    except PeriodError:
        return period


def _places(regions: Iterable[Region], children: Children) -> set[int]:
    """The ids of these regions and of those right below them."""
    return {place.pk for region in regions for place in (region, *children[region.pk])}


def _path(region: Region) -> list[Region]:
    """The region and all above it, from the bottom up."""
    path = [region]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    return path


def _same(known: Known, new: Observation) -> bool:
    names = ("value", "qualifier", "margin", "reported_parts", "expected_parts", "parts", "formula")
    return all(getattr(known, name) == getattr(new, name) for name in names)
