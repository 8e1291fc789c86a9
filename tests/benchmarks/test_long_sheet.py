"""A long sheet must stay quicker here than by django-import-export, and not far from bare writes."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.long_sheet import Times, measure

ROWS = 3_000  # `peers` measures more


@pytest.mark.benchmark(group="long sheet")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_long_sheet_stays_ahead_of_its_peer(db: None, benchmark: BenchmarkFixture, kind: str) -> None:
    times: Times = benchmark.pedantic(measure, args=[ROWS, kind], rounds=1)

    print(f"\n{ROWS} rows of {kind}: {times}")  # noqa: T201
    assert times.ahead >= 6
    assert times.ahead_again >= 20
