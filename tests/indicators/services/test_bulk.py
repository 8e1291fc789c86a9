"""What is written below the ORM reads back as if it had been written by it, and breaks where that would."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from indicators.models import Finding, Observation, StagedFigure
from indicators.services import bulk
from tests import factories
from tests.factories import Catalogue


def make_figures(catalogue: Catalogue, values: list[Decimal]) -> list[StagedFigure]:
    submission = factories.make_submission(catalogue.city, catalogue.beds.form, "2023")
    periods = [f"2023-{month:02}" for month in range(1, len(values) + 1)]
    made = [
        factories.make_staged(submission, catalogue.beds, value, period=period)
        for period, value in zip(periods, values, strict=True)
    ]
    for row in made:
        row.delete()
    return made


def test_rows_read_back_as_they_were(catalogue: Catalogue) -> None:
    rows = make_figures(catalogue, [Decimal("1.5"), Decimal("0"), Decimal("99999999999.9999")])
    rows[0].printed = "约1.5\t个\n\\N"

    bulk.insert(rows)

    kept = StagedFigure.objects.in_bulk([row.pk for row in rows])
    names = [field.attname for field in StagedFigure._meta.concrete_fields]
    assert [[getattr(kept[row.pk], name) for name in names] for row in rows] == [
        [getattr(row, name) for name in names] for row in rows
    ]


def test_ids_are_new_and_the_orm_goes_on_after_them(catalogue: Catalogue) -> None:
    before, *rows = make_figures(catalogue, [Decimal(1), Decimal(2), Decimal(3)])
    before.pk = None
    before.save()

    bulk.insert(rows)
    after = factories.make_staged(before.submission, catalogue.openings, 4, period="2023-Q1")

    assert len({before.pk, after.pk, *(row.pk for row in rows)}) == 4


def test_copies_have_what_is_taken_over_and_what_is_the_same_in_all(catalogue: Catalogue) -> None:
    rows = make_figures(catalogue, [Decimal("1.5"), Decimal(0), Decimal("99999999999.9999")])
    bulk.insert(rows)
    first, _, last = rows
    release = factories.make_release()
    taken = {name: name for name in ("indicator_id", "period", "start", "end", "value", "margin")}

    pks = bulk.copy(
        StagedFigure,
        [last.pk, first.pk],
        Observation,
        {**taken, "staged_id": "id"},
        region_id=catalogue.city.pk,
        origin="reported",
        release_id=release.pk,
    )

    kept = Observation.objects.in_bulk(pks)
    assert [kept[pk].staged_id for pk in pks] == [last.pk, first.pk]
    assert [(kept[pk].value, kept[pk].period, kept[pk].end) for pk in pks] == [
        (row.value, row.period, row.end) for row in (last, first)
    ]
    assert {
        (row.region_id, row.release_id, str(row.parts), row.superseded_in_id) for row in kept.values()
    } == {(catalogue.city.pk, release.pk, "[]", None)}


def test_params_of_findings_read_back(catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.city, catalogue.beds.form)
    row = Finding(submission=submission, severity="note", code="rounded", params={"given": "1\t“约”"})

    bulk.insert([row])

    assert Finding.objects.get(pk=row.pk).params == {"given": "1\t“约”"}


def test_constraints_stay_in_force(catalogue: Catalogue) -> None:
    row, twin = make_figures(catalogue, [Decimal(1), Decimal(2)])
    twin.period, twin.start, twin.end = row.period, row.start, row.end

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([row, twin])

    assert not StagedFigure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ids_need_a_transaction() -> None:
    assert not connection.in_atomic_block

    with pytest.raises(transaction.TransactionManagementError):
        bulk.insert([Observation()])
