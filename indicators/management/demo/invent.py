"""Invented numbers: a figure's past by its nature, and how a whole falls apart over regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from indicators.analytics.nature import Nature, Polarity
from indicators.periods import Period

Past = dict[Period, Decimal]
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the past of a figure obeys: its nature, its last printed place, and where it may not go."""

    nature: Nature
    quantum: Decimal
    polarity: Polarity = Polarity.NEUTRAL
    is_percentage: bool = False


def between(random: Random, low: int, high: int) -> Fraction:
    """A share between `low` and `high` thousandths."""
    return Fraction(random.randint(low * 10, high * 10), 10_000)


def rounded(value: Fraction, quantum: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    steps = value / Fraction(quantum)
    whole = (Decimal(steps.numerator) / Decimal(steps.denominator)).to_integral_value(rounding)
    return whole * quantum


def invent_past(kind: Kind, last: Decimal, periods: Sequence[Period], random: Random) -> Past:
    """The figure at each period, oldest first, that ends with `last`; nothing stays nothing."""
    if not last:
        return dict.fromkeys(periods, last)
    if kind.nature.restarts:
        return _years_to_date(kind, last, periods, random)
    exact = Fraction(last)
    past = {periods[-1]: last}
    for later, period in zip(periods[:0:-1], periods[-2::-1], strict=True):
        exact = max(Fraction(0), _before(kind, exact, random, new_year=later.year != period.year))
        past[period] = rounded(exact, kind.quantum)
    return dict(sorted(past.items()))


def _before(kind: Kind, value: Fraction, random: Random, *, new_year: bool) -> Fraction:
    """The figure one period earlier."""
    match kind.nature:
        case Nature.CUMULATIVE:
            return value * (1 - between(random, 20, 60))
        case Nature.RATE if kind.is_percentage:
            step = 10 * between(random, 0, 80)
            return min(Fraction(100), value + step if kind.polarity is Polarity.LESS else value - step)
        case Nature.RANK:
            return value + (random.randint(1, 10) <= 3)
        case Nature.STANDARD:
            return value / (1 + between(random, 30, 70)) if new_year else value
        case Nature.CONSTANT:
            return value
        case Nature.FLOW:
            return value * (1 + between(random, -120, 80))
    growth = between(random, 6, 26) if kind.polarity is Polarity.MORE else between(random, -10, 16)
    return value / (1 + growth)


def _years_to_date(kind: Kind, last: Decimal, periods: Sequence[Period], random: Random) -> Past:
    """It grows by about as much in each period, more from year to year, and begins anew in January."""
    end = periods[-1]
    pace = Fraction(last) / end.number
    growth = 1 + between(random, 10, 90)
    past = {}
    for period in periods:
        own = pace / growth ** (end.year - period.year)
        uneven = Fraction(period.number) + between(random, -150, 150)
        past[period] = last if period == end else rounded(own * uneven, kind.quantum)
    return past


def invent_part(whole: Past, last: Decimal, quantum: Decimal, random: Random, *, restarts: bool) -> Past:
    """The past of a figure that never exceeds `whole`, of which it is `last` at the end."""
    periods = sorted(whole, reverse=True)
    share = Fraction(last) / Fraction(whole[periods[0]]) if whole[periods[0]] else Fraction(0)
    part = {periods[0]: last}
    for later, period in pairwise(periods):
        most = Fraction(whole[period]) * share * between(random, 850, 1000)
        value = rounded(most, quantum, ROUND_FLOOR)
        part[period] = value if restarts and later.year != period.year else min(value, part[later])
    return dict(sorted(part.items()))


def share_out(total: Decimal, weights: Mapping[str, Fraction], quantum: Decimal) -> dict[str, Decimal]:
    """The total in parts by weight, each a multiple of `quantum`; they add up to it exactly."""
    whole = sum(weights.values(), Fraction(0))
    exact = {name: Fraction(total) * weight / whole for name, weight in weights.items()}
    parts = {name: rounded(value, quantum, ROUND_FLOOR) for name, value in exact.items()}
    short = int((total - sum(parts.values(), Decimal(0))) / quantum)
    by_remainder = sorted(exact, key=lambda name: (Fraction(parts[name]) - exact[name], name))
    for name in by_remainder[:short]:
        parts[name] += quantum
    return parts
