"""How many warnings figures without an error give, and how many planted errors are found: counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache

import pytest

from indicators.analytics.nature import Nature
from indicators.analytics.suspicions import exchanged
from indicators.intake.entries import IndicatorEntry
from indicators.intake.examine import get_catalogue
from indicators.intake.figure import Figure
from indicators.intake.findings import Finding
from indicators.intake.history import Key, Known, key_of
from indicators.intake.unusual import check_unusual
from indicators.management.demo.plan import make_plan
from indicators.management.demo.world import get_world
from indicators.models import Region
from indicators.periods import Frequency, Period
from indicators.quantities import Qualifier

QUARTERS = 8
ZERO = Decimal(0)
Slip = Callable[[Decimal], Decimal | None]


class World:
    """What the districts of the demonstration report, and what is approved before each quarter."""

    def __init__(self, seed: int) -> None:
        plan = make_plan(get_world(), quarters=QUARTERS, seed=seed)
        self.catalogue = get_catalogue()
        self.entries = {entry.code: entry for entry in self.catalogue.indicators}
        self.periods = plan.periods
        self.series: dict[tuple[str, str], dict[Period, Figure]] = defaultdict(dict)
        for period in plan.periods:
            for region in plan.world.regions:
                for indicator, value in plan.stated(region, period):
                    figure = self._figure(indicator.code, region.code, period, value)
                    self.series[indicator.code, region.code][period] = figure

    def _figure(self, indicator: str, region: str, period: Period, value: Decimal) -> Figure:
        unit, exact = self.entries[indicator].unit, Qualifier.EXACT
        return Figure(indicator, region, period, value, None, unit, str(value), "", exact, ZERO, "", "A1")

    def handed_in(self, period: Period) -> dict[tuple[str, str], list[Figure]]:
        """The figures of each region and form."""
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for (indicator, region), series in self.series.items():
            if period in series:
                found[region, self.entries[indicator].form].append(series[period])
        return found

    def check(self, figures: Iterable[Figure]) -> list[Finding]:
        """What is found where all that these figures' series hold before them is approved."""
        figures = list(figures)
        known: dict[Key, Known] = {}
        for figure in figures:
            for period, old in self.series[figure.indicator, figure.region].items():
                if period < figure.period:
                    key = key_of(old, self.entries[old.indicator])
                    known[key] = Known(old.period, old.value, "", "exact", ZERO, 1, 1)
        return list(check_unusual(figures, known, catalogue=self.catalogue, breaks={}))

    def plant(self, slip: Slip, fits: Callable[[IndicatorEntry, Decimal], bool]) -> Counter[str]:
        """What is said of each fitting figure of the last quarter where it alone is wrong."""
        found: Counter[str] = Counter()
        for (indicator, _region), series in self.series.items():
            figure, entry = series.get(self.periods[-1]), self.entries[indicator]
            if not figure or not figure.value or len(series) < 3 or not entry.confirmed:
                continue
            wrong = slip(figure.value) if fits(entry, figure.value) else None
            if wrong is not None and wrong != figure.value:
                said = self.check([figure._replace(value=wrong)])
                found[said[0].code.value if said else "nothing"] += 1
        return found


@pytest.fixture(scope="module")
def make_world(same_fuzhou: Region) -> Callable[[int], World]:
    """The world of a seed, which nothing changes, is made once."""
    return cache(World)


@pytest.fixture
def world(make_world: Callable[[int], World]) -> World:
    return make_world(1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_without_an_error_give_no_warning(make_world: Callable[[int], World], seed: int) -> None:
    world = make_world(seed)
    submissions = [group for period in world.periods for group in world.handed_in(period).values()]

    warnings = [found for group in submissions for found in world.check(group)]

    assert len(submissions) > 1000
    assert warnings == []


@pytest.mark.parametrize("factor", ["10", "10000"])
def test_every_slip_by_a_power_of_ten_is_found(world: World, factor: str) -> None:
    found = world.plant(lambda value: value * Decimal(factor), lambda entry, value: value >= 5)

    assert found.total() > 400
    assert set(found) == {"slip"}


def test_every_missing_digit_is_found(world: World) -> None:
    found = world.plant(lambda value: value // 10, lambda entry, value: value >= 50)

    assert found.total() > 300
    assert set(found) == {"slip"}


def test_every_twelve_months_for_one_are_found(world: World) -> None:
    found = world.plant(lambda value: value * 12, lambda entry, value: entry.unit in ("人", "户"))

    assert found.total() > 50
    assert set(found) == {"slip"}


def test_every_stock_half_as_large_again_is_found_where_its_history_is_long_enough(world: World) -> None:
    quarterly = Frequency.QUARTER
    found = world.plant(
        lambda value: value * 3 // 2,
        lambda entry, value: (entry.nature, entry.frequency) == (Nature.STOCK, quarterly) and value >= 10,
    )

    assert found.total() > 100
    assert set(found) <= {"jumps", "transposed"}
    assert found["jumps"] > 0.95 * found.total()


def test_most_first_digits_exchanged_are_found_where_that_changes_much(world: World) -> None:
    def much(value: Decimal) -> Decimal | None:
        first = next(exchanged(value), value)
        return first if not Decimal("0.5") < first / value < 2 else None

    found = world.plant(much, lambda entry, value: value >= 100)

    assert found.total() > 100
    assert found["nothing"] < 0.1 * found.total()  # of what varies much by itself
    assert found["transposed"] > 0.85 * found.total()


def test_quarters_alone_are_found(world: World) -> None:
    before, last = world.periods[-2:]
    found: Counter[str] = Counter()

    for (indicator, _region), series in world.series.items():
        entry, figure = world.entries[indicator], series.get(last)
        if entry.nature is Nature.YTD and entry.confirmed and figure and before in series:
            alone = (figure.value or ZERO) - (series[before].value or ZERO)
            if alone >= 10:
                said = world.check([figure._replace(value=alone)])
                found[said[0].code.value if said else "nothing"] += 1

    assert found.total() > 80
    assert set(found) == {"period_alone"}
