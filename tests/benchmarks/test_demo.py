"""A new site must not keep its first visitor waiting for the demonstration."""

from __future__ import annotations

from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from indicators.management.demo.make import make_demo
from indicators.models import AuditEntry, Region

ENTRIES = 2000
RATIO = 300


@pytest.mark.benchmark(group="demonstration")
def test_whole_demonstration_costs_little_a_release(fuzhou: Region, benchmark: BenchmarkFixture) -> None:
    """Each release, from its workbook to what is computed from it, costs so many single rows written."""
    begun = perf_counter()
    for number in range(ENTRIES):
        AuditEntry.objects.create(action="measure", target=str(number))
    row = (perf_counter() - begun) / ENTRIES
    begun = perf_counter()

    made = benchmark.pedantic(make_demo, rounds=1)

    release = (perf_counter() - begun) / made.releases
    benchmark.extra_info["rows a release"] = round(release / row)
    print(f"\n{made.releases} releases, each as dear as {release / row:.0f} rows")  # noqa: T201
    assert made.releases > 1000
    assert release / row < RATIO
