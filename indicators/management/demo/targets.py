"""Invented targets of the year, each from a document whose name says so: most are kept up with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from django.conf import settings
from django.utils import timezone

from indicators.analytics.assessment import Bands, State, TargetKind, assess
from indicators.analytics.assessment import Target as Goal
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Value
from indicators.management.demo.invent import rounded
from indicators.management.demo.plan import Plan
from indicators.management.demo.world import kind_of
from indicators.models import Indicator, Region, Target
from indicators.periods import Frequency, Period
from indicators.services import catalogue

DOCUMENT = "演示文件〔{year}〕{number}号"
SLOW, ATTENTIVE = 2, 1  # how many of the whole's targets
# How far along a figure is, beside the share of the year that has passed.
PACES = {
    State.ON_TRACK: (Fraction(97, 100), Fraction(1), Fraction(93, 100), Fraction(9, 10)),
    State.AHEAD: (Fraction(120, 100), Fraction(116, 100)),
    State.BEHIND: (Fraction(72, 100), Fraction(76, 100), Fraction(68, 100)),
    State.ATTENTION: (Fraction(50, 100), Fraction(44, 100), Fraction(40, 100), Fraction(30, 100)),
}
PACED = (Assessment.PROJECT, Assessment.SERVICE)


def set_targets(plan: Plan, *, backdated: bool) -> int:
    """Targets of the last year for what is judged: of the whole, and of the regions where they add up.

    Where the demonstration has a past, they were stated when that year began.
    """
    count = 0
    began = datetime(plan.world.last.year, 1, 1, tzinfo=timezone.get_default_timezone())
    for region in (plan.world.root, *plan.world.regions):
        for target in make_targets(plan, region):
            if backdated:
                target.stated_at = began
            catalogue.save(instance=target, by=None)
            count += 1
    return count


def make_targets(plan: Plan, region: Region) -> Iterator[Target]:
    """The targets of one region that there are none of yet."""
    world = plan.world
    whole = region == world.root
    wishes = {State.ATTENTION: ATTENTIVE, State.BEHIND: SLOW} if whole else {}
    numbers = {
        name: n for n, name in enumerate(dict.fromkeys(i.form.department.name for i in world.indicators), 1)
    }
    for indicator in world.indicators:
        past = plan.values.get((region.pk, indicator.pk))
        known = (indicator.pk, region.pk, world.last.year) in world.targets
        if past is None or known or not indicator.nature_confirmed or not (whole or indicator.additive):
            continue
        outlook = Outlook(indicator, dict(past), world.last)
        if whole and (anchor := world.anchors.get(indicator.code)):
            outlook.past[world.last] = anchor.value
        target = outlook.target(wishes)
        if target is not None:
            target.region = region
            target.document = DOCUMENT.format(
                year=world.last.year, number=numbers[indicator.form.department.name]
            )
            yield target


class Outlook:
    """One region's figures of an indicator, and the targets that would put them into a wanted state."""

    def __init__(self, indicator: Indicator, past: dict[Period, Decimal], last: Period) -> None:
        self.indicator, self.past, self.last = indicator, past, last
        self.assessment, self.nature = Assessment(indicator.assessment), Nature(indicator.nature)
        self.polarity = Polarity(indicator.polarity)
        self.now = past[last]
        year_end = Period(last.year - 1, Frequency.QUARTER, 4)
        self.base = past.get(year_end) if self.assessment is Assessment.PROJECT else None

    def target(self, wishes: dict[State, int]) -> Target | None:
        """A target; the first of `wishes` that can be is granted and taken off, else it is kept up with."""
        if self.assessment is Assessment.FLOOR:
            return self.make(TargetKind.AT_LEAST, self.nice(Fraction(self.now) * 6 / 5))
        if self.assessment is Assessment.THRESHOLD and self.polarity is not Polarity.LESS:
            return self.make(TargetKind.AT_LEAST, rounded(Fraction(self.now), Decimal(1), ROUND_FLOOR))
        if self.assessment not in PACED or self.polarity is Polarity.LESS:
            return None
        for state in [*(wish for wish, left in wishes.items() if left), State.ON_TRACK, State.AHEAD]:
            for pace in PACES[state]:
                found = self.paced(pace, state)
                if found is not None:
                    if state in wishes:
                        wishes[state] -= 1
                    return found
        return None

    def paced(self, pace: Fraction, wanted: State) -> Target | None:
        """The target of which just `pace` of what is due has been done, if that leads to the wanted state."""
        start = Fraction(self.base or 0)
        done = Fraction(self.now) - start
        if done <= 0 or (self.assessment is Assessment.PROJECT and self.base is None):
            return None
        goal = start + done / (self.last.elapsed * pace)
        for value in (self.nice(goal), rounded(goal, self.quantum, ROUND_CEILING)):
            if self.state(value) is wanted:
                return self.make(TargetKind.LEVEL, value)
        return None

    def state(self, value: Decimal) -> State:
        """How the figure would stand at the last period, given the one before."""
        before = None
        earlier = self.last.previous()
        if earlier.year == self.last.year and earlier in self.past and self.indicator.is_due(earlier):
            before = self.assessed(earlier, value, None)
        return self.assessed(self.last, value, before)

    def assessed(self, period: Period, value: Decimal, before: State | None) -> State:
        return assess(
            self.assessment,
            self.nature,
            Value(self.past[period]),
            elapsed=period.elapsed,
            target=Goal(TargetKind.LEVEL, value, self.base),
            polarity=self.polarity,
            before=before,
            bands=Bands(**settings.BANDS),
        ).state

    def make(self, kind: TargetKind, value: Decimal) -> Target:
        return Target(
            indicator=self.indicator,
            year=self.last.year,
            kind=kind.value,
            value=value,
            baseline=self.base,
        )

    @property
    def quantum(self) -> Decimal:
        return kind_of(self.indicator).quantum

    def nice(self, value: Fraction) -> Decimal:
        """Rounded up to two digits, as plans are."""
        step = max(self.quantum, Decimal(1))
        while value >= 100 * Fraction(step):
            step *= 10
        return rounded(value, step, ROUND_CEILING)
