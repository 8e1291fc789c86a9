"""Every figure of the demonstration: by region and indicator, one for each quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from indicators.analytics.nature import Nature
from indicators.analytics.rules import Comparison, Rule
from indicators.management.demo.invent import (
    PERCENT,
    Past,
    between,
    invent_part,
    invent_past,
    rounded,
    share_out,
)
from indicators.management.demo.world import Anchor, World, kind_of
from indicators.models import Indicator, Region
from indicators.periods import Period

Values = dict[tuple[int, int], Past]  # by region and indicator
CALM = 20  # so many times less than other figures does an implied one move
SMALL = ("own_units", "zone")  # kinds of region with a small part of everything


@dataclass(frozen=True)
class Plan:
    """What is invented, and what each region states of it in which quarter."""

    world: World
    periods: tuple[Period, ...]
    values: Values

    def stated(self, region: Region, period: Period) -> list[tuple[Indicator, Decimal]]:
        """The figures that a region reports for a quarter; none that anybody has really reported."""
        world = self.world
        return [
            (indicator, self.values[region.pk, indicator.pk][period])
            for indicator in world.indicators
            if (region.pk, indicator.pk) in self.values
            and world.is_due(indicator, period)
            and (indicator.pk, region.pk, period.end) not in world.taken
            and (region != world.root or self._is_stated_for_all(indicator, period))
        ]

    def _is_stated_for_all(self, indicator: Indicator, period: Period) -> bool:
        """The whole's own figure: where no sum gives it, and the bureau has not really reported it."""
        really = period == self.world.last and self.world.anchors
        return not really and not self.world.is_summed(indicator)


def make_plan(world: World, *, quarters: int, seed: int) -> Plan:
    """The figures of the last quarter and of so many before it, the same for the same seed."""
    periods = [world.last]
    while len(periods) <= quarters:
        periods.insert(0, periods[0].previous())
    inventor = _Inventor(world, tuple(periods), seed)
    inventor.invent()
    return Plan(world, tuple(periods), inventor.values)


class _Inventor:
    def __init__(self, world: World, periods: tuple[Period, ...], seed: int) -> None:
        self.world, self.periods, self.seed = world, periods, seed
        self.values: Values = {}
        self.wholes = {
            rule.left[0].code: rule.right[0].code
            for rule in world.rules
            if rule.comparison is Comparison.AT_MOST and len(rule.left) == len(rule.right) == 1
        }
        self.implied: set[str] = set()  # what only a rate lets us know
        for indicator in world.indicators:
            over, under = indicator.numerator, indicator.denominator
            if over and under and indicator.unit == "%":
                self.wholes.setdefault(over.code, under.code)
        self.sums = [rule for rule in world.rules if self._is_sum(rule)]
        self.weights = {region.pk: self._weight(region) for region in world.regions}

    def invent(self) -> None:
        """Wholes before their parts, so that no part is larger than its whole."""
        for indicator in self._in_order():
            anchor = self._anchor(indicator)
            if anchor is None or indicator.is_rate_of_parts:
                continue
            root = self.world.root
            self.values[root.pk, indicator.pk] = self._past(indicator, root, anchor.value)
            if indicator.code in self.implied:
                self._calm(self.values[root.pk, indicator.pk], anchor.value, kind_of(indicator).quantum)
            if reporters := self.world.reporters(indicator):
                self._invent_regions(indicator, anchor, reporters)
        for rule in self.sums:
            self._add_up(rule)
        for indicator in self.world.indicators:
            self._sum_up(indicator)

    def random(self, *of: object) -> Random:
        return Random(":".join(map(str, (self.seed, *of))))  # noqa: S311 - invented figures, no secrets

    def _weight(self, region: Region) -> Fraction:
        whole = between(self.random("weight", region.code), 500, 1700)
        return whole / 6 if region.kind in SMALL else whole

    def _in_order(self) -> list[Indicator]:
        def depth(code: str, seen: tuple[str, ...] = ()) -> int:
            whole = self.wholes.get(code)
            return 0 if whole is None or whole in seen else 1 + depth(whole, (*seen, code))

        return sorted(self.world.indicators, key=lambda indicator: depth(indicator.code))

    def _anchor(self, indicator: Indicator) -> Anchor | None:
        """The real figure; else what a rate or a target implies; else, on a site without any, a guess."""
        world = self.world
        if real := world.anchors.get(indicator.code):
            return real
        quantum = kind_of(indicator).quantum
        for rate in world.indicators:
            over, under = rate.numerator, rate.denominator
            if over and under == indicator and {rate.code, over.code} <= world.anchors.keys():
                value = Fraction(world.anchors[over.code].value) * (rate.factor or 1)
                self.implied.add(indicator.code)
                return Anchor(rounded(value / Fraction(world.anchors[rate.code].value), quantum))
        if target := indicator.targets.as_of(None).filter(region=world.root, year=world.last.year).first():
            return Anchor(rounded(Fraction(target.value) * world.last.elapsed, quantum))
        if world.anchors:
            return None
        random = self.random("guess", indicator.code)
        whole = world.by_code.get(self.wholes.get(indicator.code, ""))
        if whole and (above := self.values.get((world.root.pk, whole.pk))):
            return Anchor(rounded(Fraction(above[world.last]) * between(random, 600, 950), quantum))
        match Nature(indicator.nature):
            case Nature.RANK:
                return Anchor(Decimal(random.randint(1, 5)))
            case Nature.RATE:
                return Anchor(rounded(Fraction(random.randint(850, 990), 10), quantum))
        return Anchor(rounded(Fraction(random.randint(60, 4000)), quantum))

    def _calm(self, past: Past, last: Decimal, quantum: Decimal) -> None:
        """What is divided by, as a population is, hardly moves: the rate that it came from stays true."""
        for period, value in past.items():
            past[period] = rounded(Fraction(last) + Fraction(value - last) / CALM, quantum)

    def _sum_up(self, indicator: Indicator) -> None:
        """Let the whole be the sum of the regions that count, where it is one."""
        counted = [
            self.values[region.pk, indicator.pk]
            for region in self.world.regions
            if (region.pk, indicator.pk) in self.values and self.world.is_counted(indicator, region)
        ]
        if indicator.additive and counted:
            self.values[self.world.root.pk, indicator.pk] = {
                period: sum((one[period] for one in counted), Decimal(0)) for period in self.periods
            }

    def _invent_regions(self, indicator: Indicator, anchor: Anchor, reporters: Iterable[Region]) -> None:
        nature, kind = Nature(indicator.nature), kind_of(indicator)
        if nature is Nature.RANK:
            return
        if nature in (Nature.RATE, Nature.STANDARD):
            for region in reporters:
                value = self._near(indicator, region, anchor.value)
                self.values[region.pk, indicator.pk] = self._past(indicator, region, value)
            return
        total = self._exact(indicator, anchor)
        counted = {r.code: self.weights[r.pk] for r in reporters if self.world.is_counted(indicator, r)}
        whole = self.wholes.get(indicator.code)
        if whole and indicator.additive:
            pk = self.world.by_code[whole].pk
            last = {r.code: self.values.get((r.pk, pk), {}).get(self.world.last) for r in reporters}
            counted = {code: Fraction(last[code] or 0) for code in counted} or counted
        if not any(counted.values()):
            return
        parts = share_out(total, counted, kind.quantum)
        for region in reporters:
            beside = Fraction(total) * self.weights[region.pk] / sum(self.weights.values(), Fraction(0))
            value = parts.get(region.code, rounded(beside, kind.quantum))
            self.values[region.pk, indicator.pk] = self._past(indicator, region, value)

    def _near(self, indicator: Indicator, region: Region, value: Decimal) -> Decimal:
        """A region's rate or standard: near the whole's, and at the bound where that is."""
        kind = kind_of(indicator)
        if kind.is_percentage and value == PERCENT:
            return value
        near = Fraction(value) * (1 + between(self.random(indicator.code, region.code, "near"), -40, 40))
        found = rounded(near, kind.quantum)
        return min(found, PERCENT) if kind.is_percentage else found

    def _exact(self, indicator: Indicator, anchor: Anchor) -> Decimal:
        """A figure that the printed one may be rounded from."""
        quantum = kind_of(indicator).quantum
        low, high = {"nearly": (-900, 0), "over": (0, 900)}.get(anchor.qualifier, (-900, 900))
        slack = between(self.random(indicator.code, "exact"), low, high)
        return rounded(Fraction(anchor.value) + Fraction(anchor.margin) * slack, quantum)

    def _past(self, indicator: Indicator, region: Region, last: Decimal) -> Past:
        kind, random = kind_of(indicator), self.random(indicator.code, region.code)
        whole = self.world.by_code.get(self.wholes.get(indicator.code, ""))
        above = self.values.get((region.pk, whole.pk)) if whole else None
        if above and above[self.world.last] >= last:
            return invent_part(above, last, kind.quantum, random, restarts=kind.nature.restarts)
        return invent_past(kind, last, self.periods, random)

    def _is_sum(self, rule: Rule) -> bool:
        """One whole of several parts, all counted at a date, so that the last part may be the remainder."""
        terms = (*rule.left, *rule.right)
        known = [self.world.by_code.get(term.code) for term in terms]
        return (
            rule.comparison is Comparison.EQUAL
            and len(rule.left) == 1 < len(rule.right)
            and all(term.sign == 1 for term in terms)
            and all(one is not None and one.nature == Nature.STOCK for one in known)
        )

    def _add_up(self, rule: Rule) -> None:
        """Let the last part of a sum be what the others leave; where nothing is left, let all stand still."""
        operands = [self.world.by_code[term.code].pk for term in (*rule.left, *rule.right)]
        for region in (self.world.root, *self.world.regions):
            pasts = [self.values[region.pk, pk] for pk in operands if (region.pk, pk) in self.values]
            if len(pasts) < len(operands):
                continue
            whole, *others, rest = pasts
            for period in self.periods[:-1]:
                left = whole[period] - sum((other[period] for other in others), Decimal(0))
                if left >= 0:
                    rest[period] = left
                    continue
                for past in pasts:
                    past[period] = past[self.world.last]
