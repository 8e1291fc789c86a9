"""What is read at once is what `values_list` gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F

from indicators.models import Observation
from indicators.models.reading import read_many
from tests import factories
from tests.factories import Catalogue

COLUMNS = (
    "indicator__code",
    "start",
    "end",
    "value",
    "margin",
    "is_demo",
    "reported_parts",
    "release_id",
    "parts",
)


def test_values_are_those_of_the_orm(catalogue: Catalogue) -> None:
    for month, value in enumerate((Decimal("1.5"), Decimal(0), None, Decimal("1.5")), start=1):
        factories.make_observation(catalogue.beds, catalogue.city, f"2023-{month:02}", value)
    rows = Observation.objects.order_by("end")

    read = [*read_many(rows, *COLUMNS, F("value") * 2)]

    assert read == [*rows.values_list(*COLUMNS, F("value") * 2)]
    assert read[0][1:4] == (date(2023, 1, 31), date(2023, 1, 31), Decimal("1.5"))


def test_nothing_is_read_of_nothing(db: None) -> None:
    assert not [*read_many(Observation.objects.none(), "pk")]
    assert not [*read_many(Observation.objects.all(), "pk", "value")]


def test_more_rows_than_are_read_at_once_come_in_order(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.models.reading.AT_ONCE", 2)
    for month in range(1, 6):
        factories.make_observation(catalogue.beds, catalogue.city, f"2023-{month:02}", month)

    read = read_many(Observation.objects.order_by("-end"), "value")

    assert [value for (value,) in read] == [5, 4, 3, 2, 1]
