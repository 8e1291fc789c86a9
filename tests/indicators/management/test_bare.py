from __future__ import annotations

from copy import copy

import pytest
from django.db import IntegrityError, connection, transaction

from indicators.management import scale
from indicators.management.bare import bare
from indicators.models import Observation

TABLE = Observation._meta.db_table


def get_kept() -> dict[str, dict[str, object]]:
    """What the database looks after, by name."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, TABLE)


def test_a_bare_table_gets_all_that_it_had_back(db: None) -> None:
    before = get_kept()

    with bare(Observation):
        within = get_kept()

    assert get_kept() == before
    assert "observation_one_current" in before
    assert "observation_one_current" not in within


def test_what_is_written_meanwhile_is_checked_in_the_end(db: None) -> None:
    scale.fill(indicators=1, regions=1, quarters=1)
    one = Observation.objects.get()
    Observation.objects.all().delete()
    one.pk = None
    twice = [one, copy(one)]

    with pytest.raises(IntegrityError), transaction.atomic(), bare(Observation):
        Observation.objects.bulk_create(twice)


def test_a_table_with_rows_stays_as_it_is(db: None) -> None:
    scale.fill(indicators=1, regions=1, quarters=1)
    before = get_kept()

    with bare(Observation):
        within = get_kept()

    assert within == before
