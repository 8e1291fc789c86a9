"""A pillar page must stay far ahead of the same page written without a thought for speed, and of Dash."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytest_django import Settings

from tests.benchmarks.peered import Times, measure_alone, prepare

REGIONS = 14  # `pages` measures more


@pytest.mark.benchmark(group="pages beside their peers")
def test_pillar_page_stays_ahead_of_its_peers(
    transactional_db: None, settings: Settings, benchmark: BenchmarkFixture
) -> None:
    settings.ROOT_URLCONF = "tests.benchmarks.naive"
    cookie = prepare(REGIONS)

    times: Times = benchmark.pedantic(measure_alone, args=[cookie], kwargs={"rounds": 7}, rounds=1)

    print(f"\n{times}")  # noqa: T201
    assert times.naive >= 8 * times.ours
    assert times.dash >= 8 * times.ours
    assert times.naive >= 50 * times.again
    assert times.naive >= 50 * times.unchanged
    assert times.size <= 60 * 1024
