"""A new site must not keep its first visitor waiting for the demonstration."""

from __future__ import annotations

from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from indicators.management.demo.make import make_demo
from indicators.models import Region

SECONDS = 40


@pytest.mark.benchmark(group="demonstration")
def test_whole_demonstration_is_made_in_time(fuzhou: Region, benchmark: BenchmarkFixture) -> None:
    begun = perf_counter()

    made = benchmark.pedantic(make_demo, rounds=1)

    assert made.releases > 1000
    assert perf_counter() - begun < SECONDS
