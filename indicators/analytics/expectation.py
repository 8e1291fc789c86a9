"""What a figure's own history leads to expect of the next one, and how far from it another value lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log1p, sqrt
from statistics import median

from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.periods import Period

LEAST = 7  # earlier figures from which a history's own scatter is believed
FAR = (
    3.5  # |z| beyond which a value is an outlier (Iglewicz, Hoaglin: How to Detect and Handle Outliers, 1993)
)
CONSISTENCY = 0.6745  # the third quartile of the normal distribution: MAD / 0.6745 estimates its deviation
CALM = 0.03  # no changes are believed to scatter by less than 3 %: MAD is zero where most of them are equal
UNEVEN = 0.1  # and nothing that happens by less than 10 %
UNKNOWN = 0.25  # the scatter of a history too short to tell
CARRIED = (Nature.STOCK, Nature.CUMULATIVE, Nature.STANDARD)  # the next figure starts from the last one
AROUND = (
    Nature.YTD,
    Nature.FLOW,
    Nature.RATE,
    Nature.MEAN,
)  # each figure starts anew, around the same height


@dataclass(frozen=True, slots=True)
class Expectation:
    """Where the next figure should lie, as log(1 + value); a year to date as if it were a whole year."""

    centre: float
    scatter: float
    scale: float  # to a whole year
    length: int  # earlier figures

    @property
    def value(self) -> float:
        return max(0.0, (exp(self.centre) - 1) / self.scale)

    def score(self, value: float) -> float:
        """The modified z-score of a value; a statistic of figures, not a figure, so a float."""
        return (log1p(value * self.scale) - self.centre) / self.scatter

    def is_far(self, value: float) -> bool:
        return abs(self.score(value)) > FAR

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that is not far."""
        reach = FAR * self.scatter
        low, high = (max(0.0, (exp(self.centre + way * reach) - 1) / self.scale) for way in (-1, 1))
        return low, high


def expect(nature: Nature, earlier: Sequence[Point], period: Period) -> Expectation | None:
    """What to expect at a period after `earlier` points, oldest first and all of one definition.

    z = 0.6745 (x - median) / MAD. What a stock, a cumulative figure or a standard carries on from its last
    value is judged by the changes of log(1 + value): in a growing series changes are alike in proportion, and
    the 1 tames small counts. Everything else is judged by its height. The scatter has a floor: 3 % or one
    unit for what is carried on, 10 % or the square root of the count (Poisson) for what happens.
    None without an earlier value, and for ranks and planned numbers.
    """
    values = [(float(point.value), point.period) for point in earlier if point.value is not None]
    if not values or any(value < 0 for value, _period in values):
        return None
    if nature in CARRIED:
        return _carried([value for value, _period in values])
    return _around(nature, values, period) if nature in AROUND else None


def _carried(values: Sequence[float]) -> Expectation:
    heights = [log1p(value) for value in values]
    steps = [after - before for before, after in pairwise(heights)]
    centre = heights[-1] + (median(steps) if len(values) >= LEAST else 0)
    return Expectation(centre, max(_scatter(steps, len(values)), CALM, 1 / (1 + values[-1])), 1, len(values))


def _around(nature: Nature, values: Iterable[tuple[float, Period]], period: Period) -> Expectation:
    heights = [log1p(value * _to_a_year(nature, at)) for value, at in values]
    centre, scale = median(heights), _to_a_year(nature, period)
    count = max(0.0, (exp(centre) - 1) / scale)
    scatter = max(_scatter(heights, len(heights)), UNEVEN, sqrt(1 / (1 + count)))
    return Expectation(centre, scatter, scale, len(heights))


def _to_a_year(nature: Nature, period: Period) -> float:
    return 12 / period.months if nature.restarts else 1


def _scatter(values: Sequence[float], length: int) -> float:
    if length < LEAST:
        return UNKNOWN
    middle = median(values)
    return median(abs(value - middle) for value in values) / CONSISTENCY
