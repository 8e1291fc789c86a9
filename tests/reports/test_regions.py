"""The districts and each of them: who is to report what, who counts, and how they stand beside each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Inclusion, Indicator, Region, Release
from indicators.periods import Period
from reports.pages.places import ShownPlace
from reports.pages.region import RegionPage, get_region_page
from reports.pages.regions import RegionLine, RegionsPage, get_regions_page
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue

Q2 = Period.parse("2023-Q2")


@pytest.fixture(autouse=True)
def release(catalogue: Catalogue) -> Release:
    return factories.make_release()


@pytest.fixture
def canteens(catalogue: Catalogue) -> Indicator:
    """A judged, additive project of the districts."""
    return factories.make_indicator(
        "canteens", name="长者食堂数", unit="家", assessment="project", polarity="more", order=1
    )


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.make_user("leader"))
    return client


def page_of(region: Region, period: Period = Q2) -> RegionPage:
    return get_region_page(get_selection(Asked(period=period), region))


def list_of(period: Period = Q2, as_of: date | None = None) -> RegionsPage:
    return get_regions_page(get_selection(Asked(period=period, as_of=as_of)))


def line_of(region: Region, period: Period = Q2) -> RegionLine:
    return next(line for line in list_of(period).lines if line.region == region)


def give(indicator: Indicator, values: dict[Region, Decimal | int | None], **other: Any) -> None:
    for region, value in values.items():
        factories.make_observation(indicator, region, "2023-Q2", value, **other)


def place_of(region: Region) -> ShownPlace | None:
    return next(iter(page_of(region).places), None)


# Who is to report what


def test_districts_stand_in_the_official_order_without_the_whole(catalogue: Catalogue) -> None:
    lines = list_of().lines

    assert [line.region.name for line in lines] == [
        "鼓楼区",
        "台江区",
        "福清市",
        "闽侯县",
        "高新区",
        "平潭县",
        "市本级",
    ]
    assert [line.within for line in lines if line.within] == [catalogue.minhou]


def test_district_is_expected_to_report_its_kinds_forms_and_nothing_computed(catalogue: Catalogue) -> None:
    give(catalogue.beds, {catalogue.gulou: 120})
    give(catalogue.cremation_rate, {catalogue.gulou: 98}, origin="computed")

    coverage = page_of(catalogue.gulou).coverage
    by_hand = [
        indicator
        for indicator in Indicator.objects.filter(numerator=None).order_by("order")
        if "district" in indicator.form.region_kinds and indicator != catalogue.beds
    ]

    assert list(coverage.missing) == by_hand
    assert (coverage.reported, coverage.expected) == (1, len(by_hand) + 1)
    assert line_of(catalogue.gulou).coverage == coverage


def test_whole_is_never_late_for_what_its_districts_report(catalogue: Catalogue) -> None:
    assert list(page_of(catalogue.city).coverage.missing) == [catalogue.study]


@pytest.mark.parametrize(
    ("absence", "reported", "expected"),
    [
        ("not_reported", 0, 7),
        ("withheld", 1, 7),
        ("not_applicable", 0, 6),
        ("discontinued", 0, 6),
        ("withdrawn", 0, 7),
    ],
)
def test_what_does_not_apply_is_not_expected(
    catalogue: Catalogue, absence: str, reported: int, expected: int
) -> None:
    give(catalogue.beds, {catalogue.gulou: None}, absence=absence)

    coverage = line_of(catalogue.gulou).coverage

    assert (coverage.reported, coverage.expected) == (reported, expected)


def test_sum_that_stands_in_for_a_district_is_not_its_report(catalogue: Catalogue) -> None:
    give(catalogue.beds, {catalogue.minhou: 30}, origin="computed", reported_parts=1, expected_parts=1)

    assert catalogue.beds in page_of(catalogue.minhou).coverage.missing


def test_yearly_figure_is_expected_at_the_years_end_only(catalogue: Catalogue) -> None:
    yearly = factories.make_indicator("yearly", frequency="year")

    assert yearly not in page_of(catalogue.gulou).coverage.missing
    assert yearly in page_of(catalogue.gulou, Period.parse("2023-Q4")).coverage.missing


def test_region_that_is_late_is_not_shown_a_period_behind(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q1", 1)
    give(catalogue.beds, {catalogue.city: 1})

    late, silent = (
        get_region_page(get_selection(Asked(), region)) for region in (catalogue.gulou, catalogue.taijiang)
    )

    assert late.selection.period == silent.selection.period == Q2
    assert catalogue.beds in late.coverage.missing
    assert catalogue.beds in silent.coverage.missing


def test_missing_figures_stand_by_form_with_the_day_they_are_due(catalogue: Catalogue) -> None:
    early = factories.make_form("early", due_day=5, region_kinds="district")
    factories.make_indicator("first", form=early)

    missing = page_of(catalogue.gulou).missing

    assert [(entry.form.code, entry.due) for entry in missing] == [
        ("early", date(2023, 7, 5)),
        ("eldercare_quarterly", date(2023, 7, 10)),
    ]


def test_list_and_page_count_the_same_states(catalogue: Catalogue, canteens: Indicator) -> None:
    factories.make_observation(canteens, catalogue.gulou, "2022-Q4", 40)
    give(canteens, {catalogue.gulou: 60, catalogue.taijiang: 10})
    factories.make_target(canteens, catalogue.gulou, 80, kind="level")

    for region in (catalogue.gulou, catalogue.taijiang, catalogue.pingtan, catalogue.zone):
        assert line_of(region).tallies == page_of(region).tallies
    assert "符合序时" in [tally.state.word for tally in line_of(catalogue.gulou).tallies]


# Who stands where


def test_places_and_medians_are_those_counted_by_hand(catalogue: Catalogue, canteens: Indicator) -> None:
    figures = dict(zip(catalogue.counted, (5, 9, 9, 1, 4), strict=True))
    give(canteens, {**figures, catalogue.pingtan: 100, catalogue.zone: 50})

    for region, value in figures.items():
        found = place_of(region)

        assert found is not None
        assert found.place == 1 + sum(other > value for other in figures.values())
        assert found.is_shared == (list(figures.values()).count(value) > 1)
        assert (found.count, found.missing) == (5, 0)
        assert found.median.number == str(median(figures.values()))


def test_median_between_two_figures_is_not_rounded_to_one(catalogue: Catalogue, canteens: Indicator) -> None:
    give(canteens, {catalogue.gulou: 12, catalogue.taijiang: 13})

    found = place_of(catalogue.gulou)

    assert found is not None
    assert found.median.text == "12.5家"
    assert (found.place, found.count, found.missing) == (2, 2, 3)


def test_least_is_first_where_less_is_better(catalogue: Catalogue, canteens: Indicator) -> None:
    Indicator.objects.filter(pk=canteens.pk).update(polarity="less", assessment="threshold")
    give(canteens, {catalogue.gulou: 3, catalogue.taijiang: 8})

    found = place_of(catalogue.gulou)

    assert found is not None
    assert found.place == 1


def test_region_that_does_not_count_has_no_place_and_takes_none(
    catalogue: Catalogue, canteens: Indicator
) -> None:
    give(canteens, {catalogue.gulou: 3, catalogue.taijiang: 8, catalogue.pingtan: 9, catalogue.zone: 10})

    assert place_of(catalogue.pingtan) is None
    assert place_of(catalogue.zone) is None

    Inclusion.objects.create(indicator=canteens, region=catalogue.pingtan, counts_in_total=True)
    Inclusion.objects.create(indicator=canteens, region=catalogue.taijiang, counts_in_total=False)

    first, third = place_of(catalogue.pingtan), place_of(catalogue.gulou)
    assert first is not None
    assert third is not None
    assert (first.place, third.place, third.count) == (1, 2, 2)
    assert place_of(catalogue.taijiang) is None
    assert page_of(catalogue.pingtan).excepted == (canteens,)


@pytest.mark.parametrize(
    "fields",
    [
        {"assessment": "none"},
        {"assessment": "floor"},
        {"assessment": "red_line", "polarity": "less"},
        {"polarity": "neutral"},
        {"additive": False},
        {"nature_confirmed": False},
    ],
)
def test_nobody_is_ranked_where_that_means_nothing(
    catalogue: Catalogue, canteens: Indicator, fields: dict[str, Any]
) -> None:
    Indicator.objects.filter(pk=canteens.pk).update(**fields)
    give(canteens, {catalogue.gulou: 3, catalogue.taijiang: 8})

    assert place_of(catalogue.gulou) is None


def test_rate_of_parts_is_ranked(catalogue: Catalogue) -> None:
    Indicator.objects.filter(pk=catalogue.cremation_rate.pk).update(assessment="threshold", polarity="more")
    give(catalogue.cremation_rate, {catalogue.gulou: 98, catalogue.taijiang: 99}, origin="computed")

    found = place_of(catalogue.gulou)

    assert found is not None
    assert (found.place, found.median.text) == (2, "98.5%")


def test_incomplete_sum_is_not_ranked(catalogue: Catalogue, canteens: Indicator) -> None:
    give(canteens, {catalogue.gulou: 3, catalogue.taijiang: 8})
    give(canteens, {catalogue.minhou: 5}, origin="computed", reported_parts=1, expected_parts=2)

    found = place_of(catalogue.gulou)

    assert found is not None
    assert (found.place, found.count, found.missing) == (2, 2, 3)
    assert place_of(catalogue.minhou) is None


# What the pages show


def test_page_says_what_a_region_is(reader: Client, catalogue: Catalogue) -> None:
    page = reader.get("/regions/FZ-GX/?period=2023-Q2").content.decode()

    assert "功能区" in page
    assert "只列示，不计入闽侯县合计" in page
    assert 'href="/regions/350121/"' in page


def test_kind_of_the_bureaus_own_is_named_as_its_catalogue_does(reader: Client, catalogue: Catalogue) -> None:
    Region.objects.filter(pk=catalogue.zone.pk).update(kind="示范片区")

    assert "示范片区" in reader.get("/regions/FZ-GX/?period=2023-Q2").content.decode()


def test_region_and_list_lead_to_each_other_with_period_and_day(reader: Client, catalogue: Catalogue) -> None:
    give(catalogue.beds, {catalogue.gulou: 1, catalogue.city: 1})
    when = f"period=2023-Q1&as_of={timezone.localdate()}"

    listed = reader.get(f"/regions/?{when}").content.decode()
    page = reader.get(f"/regions/350102/?{when}").content.decode()

    escaped = when.replace("&", "&amp;")
    assert f'href="/regions/350102/?{escaped}"' in listed
    assert f'href="/regions/?{escaped}"' in page
    assert f'href="/regions/350103/?{escaped}"' in page
    assert f"/indicators/eldercare.beds/?region=350102&amp;{escaped}" in page


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/regions/?region=350102&period=2023-Q1", "/regions/350102/?period=2023-Q1"),
        ("/regions/350102/?region=350103&as_of=2026-01-01", "/regions/350103/?as_of=2026-01-01"),
        ("/regions/350102/?region=350100", "/regions/"),
        ("/regions/350100/", "/regions/"),
    ],
)
def test_switch_leads_to_the_page_of_the_region(
    reader: Client, catalogue: Catalogue, asked: str, answer: str
) -> None:
    give(catalogue.beds, {catalogue.gulou: 1, catalogue.taijiang: 1, catalogue.city: 1})

    response = reader.get(asked)

    assert (response.status_code, response["Location"]) == (302, answer)


def test_region_that_there_is_not_is_told_and_left_out(reader: Client, catalogue: Catalogue) -> None:
    response = reader.get("/regions/350102/?region=nowhere")

    assert response.context["page"].region == catalogue.gulou
    assert len(list(response.context["messages"])) == 1


def test_table_of_an_indicator_leads_to_the_districts(reader: Client, catalogue: Catalogue) -> None:
    give(catalogue.beds, {catalogue.gulou: 1, catalogue.city: 1})

    page = reader.get("/indicators/eldercare.beds/?period=2023-Q2&view=regions").content.decode()

    assert 'href="/regions/350102/"' in page
    assert 'href="/regions/350100/"' not in page


def test_headline_with_a_trend_is_drawn_and_each_chart_is_its_own(catalogue: Catalogue) -> None:
    Indicator.objects.filter(pk__in=[catalogue.beds.pk, catalogue.visits.pk]).update(headline=True)
    for indicator in (catalogue.beds, catalogue.visits, catalogue.institutions):
        factories.make_observation(indicator, catalogue.gulou, "2023-Q1", 1)
        give(indicator, {catalogue.gulou: 2})

    headlines = page_of(catalogue.gulou).headlines

    assert [one.indicator for one in headlines] == [catalogue.beds, catalogue.visits]
    assert len({one.trend.element for one in headlines}) == 2


def test_invented_figures_are_stamped(reader: Client, catalogue: Catalogue, canteens: Indicator) -> None:
    give(canteens, {catalogue.gulou: 3})
    give(canteens, {catalogue.taijiang: 8}, is_demo=True)

    listed = {line.region: line.is_demo for line in list_of().lines}
    place = place_of(catalogue.gulou)

    assert (listed[catalogue.gulou], listed[catalogue.taijiang]) == (False, True)
    assert place is not None
    assert place.is_demo
    assert "含演示数据" in reader.get("/regions/350102/?period=2023-Q2").content.decode()


def test_earlier_day_shows_what_was_reported_then(catalogue: Catalogue) -> None:
    give(catalogue.beds, {catalogue.gulou: 120})

    then = get_regions_page(get_selection(Asked(period=Q2, as_of=date(2020, 1, 1))))

    assert next(line for line in then.lines if line.region == catalogue.gulou).coverage.reported == 0
    assert line_of(catalogue.gulou).coverage.reported == 1
