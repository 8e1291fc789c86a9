"""The page of a pillar must not grow dear as the database grows."""

from __future__ import annotations

from time import perf_counter

import pytest
from django.db import transaction
from django.test import Client
from pytest_benchmark.fixture import BenchmarkFixture

from indicators.management import scale
from tests import factories

INDICATORS = 90
PAGE = "/pillars/scale0/"
ROUNDS = 20


def best_of(client: Client, rounds: int = ROUNDS) -> float:
    """The quickest of several views of the page, in seconds; the first ones warm it up."""
    times = []
    for _ in range(rounds + 2):
        begun = perf_counter()
        response = client.get(PAGE)
        times.append(perf_counter() - begun)
        assert response.status_code == 200
    return min(times[2:])


@pytest.mark.benchmark(group="pillar page")
def test_page_with_282000_observations_takes_at_most_3_times_that_with_90(
    db: None, client: Client, benchmark: BenchmarkFixture
) -> None:
    client.force_login(factories.make_user("leader"))
    with transaction.atomic():
        assert scale.fill(indicators=INDICATORS, regions=1, quarters=1) == 90
        small = best_of(client)
        transaction.set_rollback(True)
    assert scale.fill(indicators=INDICATORS, regions=94, quarters=34) > 282_000
    large = best_of(client)

    benchmark.extra_info["ratio"] = round(large / small, 2)
    benchmark.pedantic(client.get, args=[PAGE], rounds=ROUNDS)

    assert large <= 3 * small, f"{large / small:.2f} times"
