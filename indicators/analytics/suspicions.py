"""The one thing that makes a figure suspicious against its own history: the most specific that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from indicators.analytics.expectation import FAR, LEAST, Expectation, expect
from indicators.analytics.nature import Nature
from indicators.analytics.points import Point, comparable
from indicators.analytics.series import to_periods
from indicators.quantities import DECIMALS, Qualifier, plain

LIKELY = 2  # |z| up to which what a slip would have meant is likely, or within half as much again of what is
HALF_AS_MUCH_AGAIN = 1.5  # expected: the powers of ten lie far enough apart
NEAR = 1  # |z| up to which exchanged digits are: there are many to exchange
FEW = 2  # earlier figures without which no slip is told
TENS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 8))
MONTHS = Decimal(12)


class Kind(StrEnum):
    """Most specific first: of several that fit, the first is told."""

    SLIP = "slip"  # ×10ⁿ, ÷10ⁿ, ×12, ÷12
    SHARE = "share"  # 0.356 where 35.6 % is asked for
    PERIOD_ALONE = "period_alone"  # one period's own where the year to date is asked for
    TRANSPOSED = "transposed"  # two neighbouring digits exchanged
    FALLS = "falls"
    JUMPS = "jumps"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What is suspected, the last figure before, what would fit where that can be told, the z-score."""

    kind: Kind
    before: Point | None  # none before a share that is the first of its indicator
    score: float
    likely: Decimal | None = None
    factor: str = ""  # of a slip: 10, 1/10000
    bounds: tuple[float, float] | None = None  # of a jump


def suspect(
    nature: Nature, earlier: Iterable[Point], point: Point, *, whole: bool = False, monthly: bool = False
) -> Suspicion | None:
    """What is suspicious in a point after earlier ones; None where nothing is, or nothing can be told.

    Only points of its own definition and of whole sums count. `whole` where half of one cannot be counted;
    `monthly` where month and year, or heads and times, may be confused.
    """
    if point.value is None or point.value < 0:
        return None
    known = [
        each
        for each in sorted(earlier, key=lambda each: each.period.end)
        if each.value is not None
        and each.period.end < point.period.end
        and (nature.is_level or each.period.frequency is point.period.frequency)
        and comparable(point, each) is None
    ]
    expected = expect(nature, known, point.period)
    if expected is None:
        return None
    alone = _period_alone(nature, known, point)
    if not expected.is_far(float(point.value)):
        return alone
    return (
        _slip(expected, known, point, whole=whole, monthly=monthly)
        or alone
        or _transposed(expected, known, point)
        or _jump(nature, expected, known, point)
    )


def suspect_share(earlier: Iterable[Point], point: Point) -> Suspicion | None:
    """A percentage of at most one whose hundredfold is nearer to the last one, or that is the first.

    Of any nature and definition: a workbook keeps 35.6 % as 0.356, so that either may have been typed.
    """
    if point.value is None or not 0 < point.value <= 1:
        return None
    known = [each for each in earlier if each.value is not None and each.period.end < point.period.end]
    last = max(known, key=lambda each: each.period.end, default=None)
    if last and last.value is not None and last.value <= point.value * 10:  # half-way between both, by ratio
        return None
    return Suspicion(Kind.SHARE, last, 0.0, Decimal(plain(point.value * 100)))


def _slip(
    expected: Expectation, known: Sequence[Point], point: Point, *, whole: bool, monthly: bool
) -> Suspicion | None:
    """The one factor under which the value fits best: what it would have been is near what was expected."""
    if len(known) < FEW or not point.value or expected.value <= 0:
        return None
    fitting = [
        (abs(expected.score(float(meant))), name, meant)
        for name, meant in _unslipped(point.value, monthly=monthly)
        if not (whole and meant % 1) and _is_likely(expected, meant)
    ]
    if not fitting:
        return None
    _score, factor, meant = min(fitting)
    return Suspicion(Kind.SLIP, known[-1], expected.score(float(point.value)), meant, factor)


def _is_likely(expected: Expectation, meant: Decimal) -> bool:
    low, high = expected.value / HALF_AS_MUCH_AGAIN, expected.value * HALF_AS_MUCH_AGAIN
    return low <= float(meant) <= high or abs(expected.score(float(meant))) <= LIKELY


def _unslipped(value: Decimal, *, monthly: bool) -> Iterator[tuple[str, Decimal]]:
    for factor in (*TENS, *([MONTHS] if monthly else [])):
        yield str(factor), Decimal(plain(round(value / factor, DECIMALS)))
        yield f"1/{factor}", Decimal(plain(value * factor))


def _period_alone(nature: Nature, known: Sequence[Point], point: Point) -> Suspicion | None:
    """A year to date that, with what had been reached before, would be what a period usually adds.

    By itself it must fall, or add far less than the periods of a history long enough do.
    """
    if nature is not Nature.YTD or not point.value or point.period.is_first_of_year or not known:
        return None
    before = known[-1]
    if before.period != point.period.previous() or not before.value:
        return None
    own = [each for each in to_periods(known) if each.value is not None and each.value >= 0]
    usual = expect(Nature.FLOW, own, point.period)
    added = point.value - before.value
    if usual is None or usual.length < FEW or not _is_likely(usual, point.value):
        return None
    score = usual.score(float(max(added, Decimal(0))))
    if added >= 0 and (usual.length < LEAST or score > -FAR):
        return None
    return Suspicion(Kind.PERIOD_ALONE, before, score, before.value + point.value)


def _transposed(expected: Expectation, known: Sequence[Point], point: Point) -> Suspicion | None:
    """The value with two neighbouring digits exchanged that is nearest to what was expected."""
    if len(known) < FEW or point.value is None or point.qualifier is not Qualifier.EXACT:
        return None
    fitting = [(abs(expected.score(float(meant))), meant) for meant in exchanged(point.value)]
    score, meant = min(fitting, default=(FAR, point.value))
    if score > NEAR:
        return None
    return Suspicion(Kind.TRANSPOSED, known[-1], expected.score(float(point.value)), meant)


def exchanged(value: Decimal) -> Iterator[Decimal]:
    """Each number of as many digits that a value becomes when two neighbouring digits change places."""
    text = plain(value)
    places = [place for place, character in enumerate(text) if character.isdigit()]
    for one, other in pairwise(places):
        first, second = text[one], text[other]
        if first != second and (one or second != "0"):
            yield Decimal(text[:one] + second + text[one + 1 : other] + first + text[other + 1 :])


def _jump(nature: Nature, expected: Expectation, known: Sequence[Point], point: Point) -> Suspicion | None:
    if nature is not Nature.STOCK or expected.length < LEAST or point.value is None:
        return None
    score = expected.score(float(point.value))
    return Suspicion(Kind.JUMPS, known[-1], score, bounds=expected.bounds)
