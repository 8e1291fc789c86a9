"""Computing the sums and rates that figures change: in the transaction of a release, or only to foresee."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from indicators import quantities
from indicators.analytics.nature import Nature
from indicators.analytics.points import Point, Value
from indicators.analytics.rates import Rate, denominator_at, rate
from indicators.analytics.rollup import Node, is_summable, roll_up
from indicators.models import Absence, Inclusion, Indicator, Observation, Region, Release
from indicators.models.observations import Spot
from indicators.periods import Frequency, Period, PeriodError
from indicators.quantities import DECIMALS, Qualifier
from indicators.services import bulk

Children = Mapping[int, list[Region]]  # by id of the region
STEP = Decimal(1).scaleb(-DECIMALS)


def refresh(
    *, release: Release, region: Region, stated: Sequence[Observation], indicators: Iterable[Indicator]
) -> list[Observation]:
    """State, and give, the sums and rates that follow from a region's released figures, up the tree.

    The `indicators` are those of the figures.
    """
    ledger = Ledger(release)
    _follow(ledger, region, stated, indicators)
    return ledger.stated


def foresee(*, region: Region, stated: Sequence[Observation], indicators: Iterable[Indicator]) -> Ledger:
    """What would follow from these figures, none of which is in the database; nothing is written."""
    ledger = Ledger(None, stated)
    _follow(ledger, region, stated, indicators)
    return ledger


def _follow(
    ledger: Ledger, region: Region, stated: Sequence[Observation], indicators: Iterable[Indicator]
) -> None:
    spots = {(row.indicator_id, row.start, row.end): Period.parse(row.period) for row in stated}
    if not spots:
        return
    ledger.path = path = _path(region)
    ledger.beside = list(Region.objects.filter(parent__in=path))
    children = {above.pk: list[Region]() for above in path}
    for child in ledger.beside:
        children[child.parent_id or 0].append(child)
    _refresh_sums(spots, indicators, path[1:], children, ledger)
    _refresh_rates(spots, path, children, ledger)


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
    parts: list[int]
    is_demo: bool

    @property
    def is_complete(self) -> bool:
        return self.expected_parts is None or self.reported_parts == self.expected_parts


Known = Part | Observation


@dataclass
class Ledger:
    """What follows from figures: computed anew, and no longer holding; written where there is a release.

    The figures `given` are taken for current ones.
    """

    release: Release | None
    given: Sequence[Observation] = ()
    stated: list[Observation] = field(default_factory=list)
    closed: list[Known] = field(default_factory=list)
    path: list[Region] = field(default_factory=list)  # from the region of the figures to the top
    beside: list[Region] = field(default_factory=list)  # those right below one of them

    @property
    def release_id(self) -> int:
        return self.release.pk if self.release else 0

    def put(self, stated: Sequence[Observation], closed: Sequence[Known]) -> None:
        if self.release is not None:
            bulk.update(Observation, [row.pk for row in closed], superseded_in=self.release)
            bulk.insert(stated)
        self.stated += stated
        self.closed += closed

    def read_board(
        self, indicators: Iterable[int], regions: Iterable[int], *, ends: Iterable[date] | None = None
    ) -> Board:
        """What is current of these, with what is only foreseen laid over it."""
        board = read_board(indicators, regions, ends=ends)
        if self.release is None:
            for row in self.closed:
                board.computed.pop((row.region_id, (row.indicator_id, row.start, row.end)), None)
            for row in (*self.given, *self.stated):
                board.lay(row)
        return board


@dataclass
class Board:
    """The current observations of some indicators in some regions, as they are shown."""

    reported: dict[tuple[int, Spot], Known]
    computed: dict[tuple[int, Spot], Known]

    def lay(self, row: Known) -> None:
        side = self.reported if row.origin == Observation.Origin.REPORTED else self.computed
        side[row.region_id, (row.indicator_id, row.start, row.end)] = row

    def shown(self, region: int, spot: Spot) -> Known | None:
        """The reported figure where there is one, else the computed one."""
        reported = self.reported.get((region, spot))
        if reported is not None and reported.absence != Absence.WITHDRAWN:
            return reported
        return self.computed.get((region, spot))

    def series(self, region: int, indicator: int) -> list[Known]:
        spots = {
            spot
            for place, spot in (*self.reported, *self.computed)
            if (place, spot[0]) == (region, indicator)
        }
        return [seen for spot in spots if (seen := self.shown(region, spot)) is not None]

    def state(self, stated: Mapping[Spot, Observation | None], *, region: int, ledger: Ledger) -> None:
        """Replace what was computed of a region at these spots, where it differs."""
        new, closed = {}, []
        for spot, observation in stated.items():
            known = self.computed.get((region, spot))
            if known is not None and observation is not None and _same(known, observation):
                continue
            if known is not None:
                del self.computed[region, spot]
                closed.append(known)
            if observation is not None:
                new[spot] = observation
        ledger.put(list(new.values()), closed)
        self.computed |= {(region, spot): observation for spot, observation in new.items()}


def read_board(
    indicators: Iterable[int], regions: Iterable[int], *, ends: Iterable[date] | None = None
) -> Board:
    rows = Observation.objects.as_of(None).filter(indicator_id__in=indicators, region_id__in=regions)
    if ends is not None:
        rows = rows.filter(end__in=ends)
    board = Board({}, {})
    for row in map(Part._make, rows.values_list(*Part._fields)):
        board.lay(row)
    return board


def _refresh_sums(
    spots: Mapping[Spot, Period],
    touched: Iterable[Indicator],
    ancestors: list[Region],
    children: Children,
    ledger: Ledger,
) -> None:
    indicators = {
        indicator.pk: indicator
        for indicator in touched
        if is_summable(
            Nature(indicator.nature), additive=indicator.additive, confirmed=indicator.nature_confirmed
        )
    }
    if not (indicators and ancestors):
        return
    places = _places(ancestors, children)
    board = ledger.read_board(indicators, places, ends={end for _, _, end in spots})
    excepted = {
        (inclusion.indicator_id, inclusion.region_id): inclusion.counts_in_total
        for inclusion in Inclusion.objects.filter(indicator__in=indicators, region__in=places)
    }
    for ancestor in ancestors:
        sums: dict[Spot, Observation | None] = {}
        trees: dict[tuple[str, tuple[bool | None, ...]], list[Node]] = {}
        below = children[ancestor.pk]
        for spot, period in spots.items():
            indicator = indicators.get(spot[0])
            if indicator is None:
                continue
            own = tuple(excepted.get((indicator.pk, child.pk)) for child in below) if excepted else ()
            tree = (indicator.form.region_kinds, own)
            if tree not in trees:
                trees[tree] = _nodes(ancestor, below, indicator.form.expected_kinds, own)
            seen = {str(c.pk): o for c in below if (o := board.shown(c.pk, spot))}
            values = {code: as_part(observation) for code, observation in seen.items()}
            total = roll_up(values, trees[tree], additive=True).get(str(ancestor.pk))
            observation = None
            if total is not None and total.value is not None:
                parts = [seen[code] for code in total.parts]
                observation = Observation(
                    indicator_id=indicator.pk,
                    region_id=ancestor.pk,
                    period=str(period),
                    start=spot[1],
                    end=spot[2],
                    origin=Observation.Origin.COMPUTED,
                    value=total.value,
                    qualifier=total.qualifier.value,
                    margin=total.margin,
                    reported_parts=total.reported,
                    expected_parts=total.expected,
                    formula="sum",
                    parts=[part.pk for part in parts],
                    release_id=ledger.release_id,
                    is_demo=any(part.is_demo for part in parts),
                )
            sums[spot] = observation
        board.state(sums, region=ancestor.pk, ledger=ledger)


def _nodes(
    parent: Region, below: Sequence[Region], expected: Collection[str], own: Sequence[bool | None]
) -> list[Node]:
    """The regions right below one; `own` is whether each counts for this indicator, where that differs."""
    differing = dict(zip((region.pk for region in below), own, strict=False))
    return [
        Node(
            code=str(region.pk),
            parent=str(parent.pk),
            counted=region.counts_in_total if (counts := differing.get(region.pk)) is None else counts,
            expected=region.kind in expected,
        )
        for region in below
    ]


def _refresh_rates(
    spots: Mapping[Spot, Period], path: list[Region], children: Children, ledger: Ledger
) -> None:
    rates = _quotients({spot[0] for spot in spots})
    if not rates:
        return
    indicators = {part.pk for rate in rates for part in (rate.indicator, rate.over, rate.under)}
    board = ledger.read_board(indicators, _places(path, children))
    since = min(end for _, _, end in spots)
    excepted = {
        (inclusion.indicator_id, inclusion.region_id): inclusion.counts_in_total
        for inclusion in Inclusion.objects.filter(indicator__in=[rate.indicator for rate in rates])
    }
    for quotient in rates:
        indicator = quotient.indicator
        for region in path:
            below = [
                child.pk
                for child in children[region.pk]
                if excepted.get((indicator.pk, child.pk), child.counts_in_total)
            ]
            stated = board.series(region.pk, indicator.pk)
            overs = [row for place in (region.pk, *below) for row in board.series(place, quotient.over.pk)]
            ends = {row.end: Period.parse(row.period) for row in (*stated, *overs) if row.end >= since}
            quotients: dict[Spot, Observation | None] = {}
            for end, period in ends.items():
                observation = _rate(quotient, region, below, end, board)
                if observation is not None:
                    observation.period = str(_at_frequency(period, indicator.frequency))
                    observation.release_id = ledger.release_id
                quotients[indicator.pk, end, end] = observation
            board.state(quotients, region=region.pk, ledger=ledger)


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
