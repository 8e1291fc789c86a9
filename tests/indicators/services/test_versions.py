"""Whatever changes what pages show renews its version, whoever writes it and however."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from indicators.models import (
    Definition,
    Department,
    Inclusion,
    Indicator,
    Observation,
    Region,
    Release,
    Version,
)
from indicators.services import catalogue as writing
from indicators.services.versions import TABLES, get_marks, install
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


def marks() -> dict[str, str]:
    return dict(Version.objects.values_list("name", "mark"))


@pytest.fixture
def before(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    install()
    return marks()


def test_service_renews_the_catalogue_alone(catalogue: Catalogue, before: dict[str, str]) -> None:
    catalogue.beds.name = "床位"
    writing.save(instance=catalogue.beds, by=None)

    assert marks()["catalogue"] != before["catalogue"]
    assert marks()["figures"] == before["figures"]


def test_definition_inclusion_and_statement_below_the_orm_renew_it_too(catalogue: Catalogue) -> None:
    def rename() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE indicators_region SET name = 'x' WHERE id = %s", [catalogue.gulou.pk])

    deeds = [
        lambda: Definition.objects.create(
            indicator=catalogue.beds, text="…", effective_from=date(2022, 1, 1)
        ),
        lambda: Inclusion.objects.create(
            indicator=catalogue.beds, region=catalogue.gulou, counts_in_total=False
        ),
        lambda: Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True),
        lambda: Inclusion.objects.all().delete(),
        lambda: Region.objects.bulk_create(
            [Region(code="x1", name="x", short_name="x", kind="x")], ignore_conflicts=True
        ),
        rename,
    ]

    seen = [get_marks()]
    for deed in deeds:
        deed()
        seen.append(get_marks())

    assert all(map(all, seen))
    assert len(set(seen)) == len(deeds) + 1


def test_release_renews_the_figures_alone(catalogue: Catalogue) -> None:
    clerk, reviewer = factories.make_clerk(), factories.make_reviewer()
    before = marks()

    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)

    assert Release.objects.exists()
    assert Observation.objects.exists()
    assert marks()["figures"] != before["figures"]
    assert marks()["catalogue"] == before["catalogue"]


def test_handing_in_renews_the_mark_of_reporting_alone(catalogue: Catalogue) -> None:
    before = get_marks()

    factories.make_submission(catalogue.gulou, catalogue.beds.form, "2023-Q2", state="submitted")

    after = get_marks()
    assert (after.catalogue, after.figures) == (before.catalogue, before.figures)
    assert after.reporting != before.reporting


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nobody_who_hands_in_waits_for_another() -> None:
    catalogue = factories.make_catalogue()
    form, clerk, both = catalogue.beds.form, factories.make_clerk(), Barrier(2, timeout=20)

    def hand_in(region: Region) -> None:
        with transaction.atomic():
            factories.make_submission(region, form, "2023-Q2", state="submitted", created_by=clerk)
            both.wait()  # neither has committed, and neither waits
        connection.close()

    before = get_marks().reporting
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(hand_in, (catalogue.gulou, catalogue.taijiang)))

    assert get_marks().reporting != before


def test_what_is_taken_back_leaves_the_version_as_it_was(catalogue: Catalogue) -> None:
    before = get_marks()

    with transaction.atomic():
        Department.objects.create(name="新处室")
        assert get_marks() != before
        transaction.set_rollback(True)

    assert get_marks() == before


def test_unknown_mark_is_blank(catalogue: Catalogue) -> None:
    Version.objects.filter(name="figures").delete()

    assert get_marks().figures == ""


@pytest.mark.django_db(transaction=True)
def test_triggers_go_with_their_migration_and_come_back() -> None:
    call_command("migrate", "indicators", "0014", verbosity=0)
    Department.objects.create(name="甲")

    call_command("migrate", "indicators", verbosity=0)
    before = get_marks()
    Department.objects.create(name="乙")

    assert all(before)
    assert get_marks() != before


def test_all_that_an_indicator_leans_on_is_watched() -> None:
    related = {field.related_model for field in Indicator._meta.get_fields() if field.many_to_one}

    assert {model._meta.db_table for model in related} <= TABLES["catalogue"]
