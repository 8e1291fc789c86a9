"""What moved, who has not reported, and a summary that claims no more than the data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from indicators.models import Department, Indicator, Release
from indicators.periods import Period
from indicators.standing.series import read_tree
from reports.pages.brief import get_brief_page
from reports.pages.coverage import make_coverage
from reports.pages.overview import OverviewPage, get_overview_page
from reports.pages.portfolios import Portfolio
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import write_down

Q2 = Period.parse("2023-Q2")


@pytest.fixture(autouse=True)
def release(catalogue: Catalogue) -> Release:
    return factories.make_release()


def page_of(**asked: Any) -> OverviewPage:
    return get_overview_page(get_selection(Asked(period=Q2, **asked)))


def test_who_lacks_what_agrees_with_the_page_of_each_district(catalogue: Catalogue) -> None:
    for indicator, region, value in (
        (catalogue.beds, catalogue.gulou, 1),
        (catalogue.visits, catalogue.gulou, None),
        (catalogue.beds, catalogue.taijiang, 2),
        (catalogue.institutions, catalogue.taijiang, 0),
    ):
        factories.make_observation(indicator, region, "2023-Q2", value)
    factories.make_observation(
        catalogue.openings, catalogue.taijiang, "2023-Q2", None, absence="not_applicable"
    )
    selection = get_selection(Asked(period=Q2))
    every = selection.indicators
    tree = read_tree(
        [one.pk for one in every],
        regions=[region.pk for region in selection.regions],
        release=None,
        since=date(2023, 1, 1),
        until=Q2.end,
    )

    lacking = {region.pk: 0 for region in selection.regions}
    for one in page_of().lacking:
        lacking[one.region.pk] += one.missing

    right_below = [region for region in selection.regions if region.parent_id == catalogue.city.pk]
    for region in right_below:
        expected = make_coverage(every, region, tree.get(region.pk, {}), Q2).lacking
        assert lacking[region.pk] == expected, region
    assert lacking[catalogue.zone.pk] == 0  # it lies deeper


def in_use(catalogue: Catalogue) -> None:
    """Since the spring before."""
    for region, form in ((catalogue.gulou, catalogue.form), (catalogue.city, catalogue.study.form)):
        write_down(region, form, Period.parse("2023-Q1"), {"first": date(2023, 4, 3)}, None)


def test_what_is_missing_is_overdue_after_its_day_only(catalogue: Catalogue) -> None:
    in_use(catalogue)

    early = page_of(as_of=date(2023, 7, 9)).lacking
    late = page_of(as_of=date(2023, 7, 11)).lacking

    assert not any(one.is_overdue for one in early)
    assert all(one.is_overdue for one in late)
    assert late


def test_last_release_is_told_with_what_was_known_before(catalogue: Catalogue, release: Release) -> None:
    later = factories.make_release(
        factories.make_submission(catalogue.city, catalogue.form, state="approved")
    )
    factories.make_observation(
        catalogue.beds, catalogue.city, value=120, release=release, superseded_in=later
    )
    factories.make_observation(catalogue.beds, catalogue.city, value=121, release=later)
    factories.make_observation(catalogue.institutions, catalogue.city, value=5, release=release)

    page = page_of()

    assert page.release == later.number
    assert [(one.old and one.old.row.value, one.new.row.value) for one in page.moved] == [(120, 121)]
    assert [entry.moved for entry in page.pillars] == [1]


def test_indicator_that_turned_is_told_in_words(catalogue: Catalogue) -> None:
    canteens = factories.make_indicator("canteens", name="长者食堂数", assessment="project", polarity="more")
    for period, value in {"2022-Q4": 100, "2023-Q1": 130, "2023-Q2": 131}.items():
        factories.make_observation(canteens, catalogue.city, period, value)
    factories.make_target(canteens, catalogue.city, 200, kind="level")

    page = page_of()

    assert [one.words for one in page.turned] == ["长者食堂数由“符合序时”转为“慢于序时”"]
    assert [one.is_worse for one in page.turned] == [True]


def test_department_narrows_the_page_and_goes_along(client: Client, catalogue: Catalogue) -> None:
    client.force_login(factories.make_user("leader"))

    page = client.get("/?portfolio=办公室&period=2023-Q2").context["page"]
    html = client.get("/?portfolio=办公室&period=2023-Q2").content.decode()

    assert page.count == 1
    assert "portfolio=%E5%8A%9E%E5%85%AC%E5%AE%A4" in html.partition('class="nav"')[2].partition("</nav>")[0]


def test_leaders_portfolio_is_several_departments(
    client: Client, catalogue: Catalogue, settings: LazySettings
) -> None:
    settings.PORTFOLIOS = {"民生": ["养老服务处", "办公室"]}
    client.force_login(factories.make_user("leader"))

    page = client.get("/?portfolio=民生").context["page"]

    assert page.selection.portfolio == Portfolio("民生", ("养老服务处", "办公室"))
    assert page.count == Indicator.objects.filter(topic__isnull=False).count()


def test_unknown_department_is_told(client: Client, catalogue: Catalogue) -> None:
    client.force_login(factories.make_user("leader"))

    response = client.get("/?portfolio=nowhere")

    assert [str(message) for message in response.context["messages"]] == ["没有处室“nowhere”，已显示全部。"]
    assert Department.objects.count() > 1


def test_brief_is_written_from_the_same_data(catalogue: Catalogue) -> None:
    in_use(catalogue)
    Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True)
    factories.make_observation(catalogue.beds, catalogue.city, "2022-Q4", 100)
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 131)

    page = get_brief_page(get_selection(Asked(period=Q2)))
    said = {one.title: one.text for one in page.paragraphs}

    assert [one.words for one in page.told] == ["2023年6月末养老床位数131张，比年初增31张"]
    assert "福州市9项指标中1项有数" in said["总体情况"]
    assert said["总体情况"].endswith("未作评价的9项中，不评价8项、无法计算1项。")
    assert "鼓楼区《养老服务季报表》（缺7/7个数）" in said["未报送"]
    assert "需要关注" not in said


def test_brief_counts_as_not_reported_only_what_is_judged(catalogue: Catalogue) -> None:
    factories.make_indicator("canteens", assessment="project", polarity="more")
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 131)

    page = get_brief_page(get_selection(Asked(period=Q2)))

    assert "应评价而未报送1项、不评价8项" in page.paragraphs[0].text


def test_brief_before_any_figure_says_so(client: Client, catalogue: Catalogue) -> None:
    client.force_login(factories.make_user("leader"))

    html = client.get("/brief/").content.decode()

    assert 'class="card empty"' in html


def test_cards_are_a_file_too(client: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 131)
    client.force_login(factories.make_user("leader"))
    before = timezone.localdate() - timedelta(days=1)

    for address in ("/figures.csv", "/pillars/practical/figures.csv", "/topics/eldercare/figures.csv"):
        now = client.get(f"{address}?period=2023-Q2").content.decode("utf-8-sig")
        then = client.get(f"{address}?period=2023-Q2&as_of={before}").content.decode("utf-8-sig")

        assert "eldercare.beds,实干机关,养老服务,养老床位数,2023年6月末,131,张" in now
        assert ",131," not in then


def test_states_are_counted_of_the_indicators_that_a_district_reports(catalogue: Catalogue) -> None:
    """Not of the bureau's own, which the district is not asked for."""
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 131)
    for region in (catalogue.city, catalogue.gulou):
        page = page_of(region=region)

        assert sum(tally.count for tally in page.tallies) == page.count
        for entry in page.pillars:
            assert sum(tally.count for tally in entry.tallies) == entry.count
    assert page.count == 8

    text = get_brief_page(get_selection(Asked(region=catalogue.gulou, period=Q2))).paragraphs[0].text

    assert "鼓楼区8项指标中1项有数" in text
    assert "未作评价的8项中" in text


def test_first_figure_of_all_is_told_without_a_comparison(catalogue: Catalogue) -> None:
    Indicator.objects.filter(pk=catalogue.visits.pk).update(headline=True)
    factories.make_observation(catalogue.visits, catalogue.city, "2023-Q2", 40)

    page = page_of()

    assert [card.remark for card in page.headlines] == ["尚无可比期"]
    assert [one.words for one in page.told] == ["2023年1—6月探访人次40人次"]
