"""How current figures are found."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from indicators.models import Observation
from indicators.models.observations import ObservationQuerySet


@pytest.mark.parametrize("most", [1, 3])
def test_current_figures_are_found_by_their_regions(db: None, most: int) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts the rows first")

    def plan(rows: ObservationQuerySet) -> str:
        return str(rows.values_list("pk").explain())

    current = Observation.objects.as_of(None).filter(region_id__in=range(1, most + 1))
    day = date(2023, 6, 30)

    assert "region_id=?" in plan(current.filter(end__in=[day]))
    assert "region_id=? AND indicator_id=?" in plan(current.filter(end__in=[day], indicator_id__in=[1, 2]))
    assert "region_id=? AND indicator_id=?" in plan(current.filter(end__gte=day, indicator_id__in=[1, 2]))
