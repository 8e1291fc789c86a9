"""The log of releases and the notices of corrections: what each changed, told again from the observations."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Indicator, Observation, Region, Release, User
from indicators.services import releases
from reports.pages.corrections import get_correction_page
from reports.pages.releases import Sought, get_log, get_releases
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("leader"))
    return client


@pytest.fixture
def people(catalogue: Catalogue) -> dict[str, User]:
    return {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}


def naive_corrections(
    number: int, indicator: Indicator | None, region: Region | None
) -> list[tuple[object, ...]]:
    """(indicator, region, was, is) of each reported value that this release replaced."""
    rows = list(Observation.objects.filter(origin="reported"))
    return sorted(
        (old.indicator_id, old.region_id, old.value, str(new.value))
        for old in rows
        for new in rows
        if old.superseded_in_id == number == new.release_id and old.value is not None
        if (old.indicator_id, old.region_id, old.start, old.end)
        == (new.indicator_id, new.region_id, new.start, new.end)
        if indicator is None or old.indicator_id == indicator.pk
        if region is None or old.region_id == region.pk
    )


def test_log_tells_what_every_release_corrected(catalogue: Catalogue, people: dict[str, User]) -> None:
    random = Random(3)  # noqa: S311 - draws what happens
    indicators, regions = [catalogue.beds, catalogue.institutions, catalogue.visits], catalogue.counted[:2]
    for _number in range(14):
        region = random.choice(regions)
        figures = {indicator: random.randint(100, 110) for indicator in random.sample(indicators, 2)}
        publish(region, random.choice(["2023-Q1", "2023-Q2"]), figures, **people)
    releases.undo(release=Release.objects.latest("number"), by=people["reviewer"], reason="误核")
    numbers = list(Release.objects.values_list("number", flat=True))

    for indicator in (None, *indicators):
        for region in (None, *regions):
            for only in (False, True):
                for until in (None, numbers[5]):
                    sought = Sought(indicator, region, only)
                    log = get_log(get_releases(until, sought), sought, until)

                    naive = {
                        number: naive_corrections(number, indicator, region)
                        for number in numbers
                        if until is None or number <= until
                    }
                    stated = Observation.objects.filter(origin="reported")
                    wanted = [
                        number
                        for number in naive
                        if naive[number] or not only
                        if (indicator is None or stated.filter(release=number, indicator=indicator).exists())
                        and (region is None or stated.filter(release=number, region=region).exists())
                    ]
                    assert [entry.release.number for entry in log] == wanted
                    for entry in log:
                        number = entry.release.number
                        assert entry.corrected == len(naive_corrections(number, None, None))
                        assert entry.figures == stated.filter(release=number).count()
                        assert naive[number] == sorted(
                            (c.row.indicator_id, c.row.region_id, c.old.row.value, str(c.row.value))
                            for c in entry.changes
                            if c.old
                        )


def test_notice_names_the_figure_the_reason_and_the_sums_that_follow(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    for region, cremated in ((catalogue.gulou, 90), (catalogue.taijiang, 45)):
        publish(
            region,
            "2023-Q2",
            {catalogue.beds: cremated, catalogue.cremated: cremated, catalogue.deaths: 100},
            **people,
        )

    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90, catalogue.cremated: 80}, **people)
    page = get_correction_page(release)

    assert page is not None
    assert [line.change.row.indicator for line in page.lines] == [catalogue.cremated]
    assert "90人" in page.lines[0].sentence
    assert "现更正为80人" in page.lines[0].sentence
    naive = {
        (new.indicator, new.region)
        for new in Observation.objects.filter(release=release, origin="computed")
        for old in Observation.objects.filter(superseded_in=release, origin="computed")
        if (old.indicator_id, old.region_id, old.end) == (new.indicator_id, new.region_id, new.end)
        if old.value != new.value
    }
    assert {(line.change.row.indicator, line.change.row.region) for line in page.derived} == naive
    assert {(catalogue.cremated, catalogue.city), (catalogue.cremation_rate, catalogue.city)} <= naive


def test_sum_that_grew_by_another_region_is_no_correction(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90}, **people)

    release = publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 45}, **people)

    assert release.superseded.filter(origin="computed").exists()
    assert get_correction_page(release) is None


def test_notice_of_an_undoing_says_what_holds_again(
    reader: Client, catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90}, **people)
    corrected = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 95}, **people)
    undoing = releases.undo(release=corrected, by=people["reviewer"], reason="依据不足")

    notice = reader.get(f"/releases/{undoing.number}/correction/").content.decode()
    before = reader.get(f"/releases/{corrected.number}/correction/").content.decode()
    log = reader.get("/releases/?corrections=on").content.decode()

    assert "关于撤销核定批次2的说明" in notice
    assert "现恢复为90张" in notice
    assert "依据不足" in notice
    assert "本说明所列更正不再有效" in before
    assert "已由核定批次3撤销" in log


def test_notice_of_what_was_only_new_says_that_it_is_taken_back(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90}, **people)

    undoing = releases.undo(release=release, by=people["reviewer"], reason="误报")
    page = get_correction_page(undoing)

    assert page is not None
    assert "所列90张予以收回" in page.lines[0].sentence


def test_release_that_corrects_nothing_has_no_notice(
    reader: Client, catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90}, **people)

    assert reader.get("/releases/1/correction/").status_code == 404
    assert reader.get("/releases/99/correction/").status_code == 404
    assert reader.post("/releases/1/correction/").status_code == 405


def test_day_before_knows_nothing_of_an_undoing(
    reader: Client, catalogue: Catalogue, people: dict[str, User]
) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 90}, **people)
    releases.undo(release=release, by=people["reviewer"], reason="误报")
    day = timezone.localdate() - timedelta(days=1)

    page = reader.get(f"/releases/1/?as_of={day}").context["page"]

    assert (page.is_later, page.undone_by) == (True, None)


@pytest.mark.parametrize(
    "address",
    ["/indicators/eldercare.beds/?region=350102", "/topics/eldercare/?region=350102", "/regions/350102/"],
)
def test_corrected_figure_says_so_and_leads_to_its_earlier_values(
    reader: Client, catalogue: Catalogue, people: dict[str, User], address: str
) -> None:
    for value in (90, 95):
        publish(catalogue.gulou, "2023-Q2", {catalogue.beds: value}, **people)
    row = Observation.objects.get(indicator=catalogue.beds, region=catalogue.gulou, value=95)

    html = reader.get(address).content.decode()

    assert "本数据已更正" in html
    assert f"/observations/{row.pk}/" in html
    assert "#versions" in html


def test_log_costs_the_same_however_many_releases(
    reader: Client,
    catalogue: Catalogue,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for value in range(12):
        publish(catalogue.gulou, "2023-Q2", {catalogue.beds: value}, **people)

    for page in ("/releases/", "/releases/?corrections=on&region=350102", "/releases/12/correction/"):
        with django_assert_max_num_queries(14):
            reader.get(page)
