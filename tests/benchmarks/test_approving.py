"""Approving must cost what is approved, not what there is."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_benchmark.fixture import BenchmarkFixture

from indicators.management import scale
from tests.benchmarks.approving import Approved, measure

INDICATORS, FIGURES = 60, 720
MORE = 3  # times: another floor of the tree, with sums of its own


def approve_among(regions: int) -> Approved:
    with transaction.atomic():
        scale.fill(indicators=INDICATORS, regions=regions, quarters=4)
        approved = measure(FIGURES)
        transaction.set_rollback(True)
    return approved


@pytest.mark.benchmark(group="approving")
def test_approving_among_1200_regions_takes_at_most_3_times_as_long_as_among_14(
    db: None, benchmark: BenchmarkFixture
) -> None:
    few = approve_among(14)

    many: Approved = benchmark.pedantic(approve_among, args=[1200], rounds=1)

    print(f"\namong 14 regions: {few}\namong 1200: {many}")  # noqa: T201
    assert few.figures == many.figures == FIGURES
    assert many.seconds <= MORE * few.seconds
