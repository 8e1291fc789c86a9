"""What goes wrong in the demonstration, and is put right: one thing of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.management.demo.plan import Plan
from indicators.management.demo.world import World
from indicators.models import Indicator, Region
from indicators.periods import Period

Figures = dict[Indicator, Decimal]
ENOUGH = 10  # what is wrong must not be wrong by much
MISTYPED = (Indicator.Nature.STOCK, Indicator.Nature.FLOW)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that is stated once more, otherwise: the value before and after."""

    region: Region
    indicator: Indicator
    period: Period
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Story:
    """Who is returned a form in which period, whose last form waits, and what is stated once more."""

    returned: tuple[Region, Period] | None
    waiting: Region | None
    corrected: Correction | None  # wrong at first, right since
    doubted: Correction | None  # right at first, made wrong, and taken back


def make_story(plan: Plan) -> Story:
    """None where there is nobody to whom it could happen; what waits is in no total, if that can be."""
    regions = plan.world.regions
    uncounted = [region for region in regions if not region.counts_in_total] or regions
    first, second, *_ = (*_corrections(plan), None, None)
    return Story(
        returned=(regions[0], plan.periods[-2]) if regions else None,
        waiting=uncounted[-1] if uncounted else None,
        corrected=first
        and Correction(first.region, first.indicator, first.period, first.after, first.before),
        doubted=second,
    )


def slip(figures: Mapping[Indicator, Decimal], world: World) -> Indicator | None:
    """The figure that is mistyped: one that no rule catches first."""
    fit = (i for i, value in figures.items() if i.nature in MISTYPED and value and not _is_ruled(i, world))
    return next(fit, None)


def _corrections(plan: Plan) -> Iterator[Correction]:
    """A figure of the middle of the history in each of the first two regions, and one that it is not."""
    period = plan.periods[len(plan.periods) // 2]
    for region in plan.world.regions[:2]:
        for indicator, value in plan.stated(region, period):
            stock = indicator.nature == Indicator.Nature.STOCK
            if stock and value >= ENOUGH and not _is_ruled(indicator, plan.world):
                wrong = value - max(Decimal(1), (value / 20).to_integral_value())
                yield Correction(region, indicator, period, value, wrong)
                break


def _is_ruled(indicator: Indicator, world: World) -> bool:
    terms = (term for rule in world.rules for term in (*rule.left, *rule.right))
    return any(term.code == indicator.code for term in terms)
