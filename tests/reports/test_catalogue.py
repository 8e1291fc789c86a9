"""The catalogue in memory: read once, and never older than the database."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.at_mark import kept
from indicators.models import Definition, Region, Version
from indicators.services.versions import get_marks
from reports.pages.catalogue import Catalogue, get_catalogue
from tests import factories


def parts(catalogue: Catalogue) -> list[object]:
    return [
        catalogue.regions,
        catalogue.pillars,
        catalogue.indicators,
        catalogue.breaks,
        catalogue.targets(catalogue.regions[0], 2023),
    ]


def test_catalogue_is_read_once(
    catalogue: factories.Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = parts(get_catalogue())

    with django_assert_num_queries(1):
        again = parts(get_catalogue())

    assert again == first


def test_catalogue_is_what_the_database_has_now(catalogue: factories.Catalogue) -> None:
    before = get_catalogue()
    parts(before)

    Region.objects.filter(pk=catalogue.gulou.pk).update(name="改名区")
    Definition.objects.create(indicator=catalogue.beds, text="新口径", effective_from="2023-01-01")

    assert "改名区" in {region.name for region in get_catalogue().regions}
    assert "改名区" not in {region.name for region in before.regions}
    assert catalogue.beds.pk in get_catalogue().breaks


def test_catalogue_forgets_what_was_taken_back(catalogue: factories.Catalogue) -> None:
    with transaction.atomic():
        Region.objects.filter(pk=catalogue.gulou.pk).update(name="未定区")
        assert "未定区" in {region.name for region in get_catalogue().regions}
        transaction.set_rollback(True)

    assert "未定区" not in {region.name for region in get_catalogue().regions}


def test_catalogue_is_read_each_time_where_its_mark_is_unknown(catalogue: factories.Catalogue) -> None:
    Version.objects.all().delete()
    parts(get_catalogue())

    Region.objects.filter(pk=catalogue.gulou.pk).update(name="改名区")
    Version.objects.all().delete()  # the triggers made one

    assert get_marks().catalogue == ""
    assert "改名区" in {region.name for region in get_catalogue().regions}


@pytest.mark.parametrize(("mark", "reads"), [("some", 1), ("", 2)])
def test_what_is_kept_is_read_once_at_a_known_mark(mark: str, reads: int) -> None:
    read: list[int] = []

    @kept(2)
    def double(mark: str, number: int) -> int:
        read.append(number)
        return number * 2

    assert [double(mark, 3), double(mark, 3)] == [6, 6]
    assert len(read) == reads
