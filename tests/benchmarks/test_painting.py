"""A browser shows all charts of the pillar page in half the time of the naive one, and nothing moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytest_django import Settings

from tests.benchmarks.painting import Painted, measure_painting
from tests.benchmarks.peered import prepare
from tests.browser.conftest import CHROMIUM


@pytest.mark.benchmark(group="pages beside their peers")
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs a Chromium")
def test_charts_are_painted_in_half_the_time_of_the_naive_page(
    transactional_db: None, settings: Settings, benchmark: BenchmarkFixture
) -> None:
    settings.ROOT_URLCONF = "tests.benchmarks.naive"
    cookie = prepare(14)

    painted: Painted = benchmark.pedantic(measure_painting, args=[cookie], kwargs={"rounds": 3}, rounds=1)

    print(f"\n{painted}")  # noqa: T201
    assert painted.naive >= 2 * painted.ours
    assert painted.shift <= 0.01
