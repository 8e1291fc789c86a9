"""What a card says of one indicator at a period."""

from decimal import Decimal

import pytest

from indicators.analytics.assessment import State
from indicators.models import Indicator, Observation, Region, Release
from indicators.periods import Period
from reports.pages.cards import Card, get_cards
from reports.pages.compare import View, Wanted, get_compare_page
from reports.pages.indicator import get_indicator_page
from reports.pages.overview import get_overview_page
from reports.pages.selection import Asked, Selection, get_selection
from reports.pages.tabs import View as IndicatorView
from tests import factories
from tests.factories import Catalogue


@pytest.fixture(autouse=True)
def release(catalogue: Catalogue) -> Release:
    return factories.make_release()


def card_of(indicator: Indicator, region: Region, period: str) -> Card:
    selection = get_selection(Asked(region=region, period=Period.parse(period)))
    return get_cards([indicator], selection)[indicator.pk]


def test_missing_figure_is_late_only_where_it_is_due(catalogue: Catalogue) -> None:
    yearly = factories.make_indicator("yearly", frequency="year", assessment="project")
    quarterly = factories.make_indicator("quarterly", assessment="project")
    own = factories.make_indicator("own", assessment="project", form=catalogue.study.form)

    states = {
        "due": card_of(quarterly, catalogue.gulou, "2023-Q3").state.state,
        "not this period": card_of(yearly, catalogue.gulou, "2023-Q3").state.state,
        "at the year's end": card_of(yearly, catalogue.gulou, "2023-Q4").state.state,
        "not this region": card_of(own, catalogue.gulou, "2023-Q3").state.state,
        "the bureau itself": card_of(own, catalogue.city, "2023-Q3").state.state,
    }

    assert states == {
        "due": State.NOT_REPORTED,
        "not this period": State.NOT_JUDGED,
        "at the year's end": State.NOT_REPORTED,
        "not this region": State.NOT_JUDGED,
        "the bureau itself": State.NOT_REPORTED,
    }


def test_last_known_figure_is_told_with_its_own_date_and_never_taken_for_this_one(
    catalogue: Catalogue,
) -> None:
    before = factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 120)

    card = card_of(catalogue.beds, catalogue.gulou, "2023-Q3")

    assert card.shown is None
    assert card.observation is None
    assert card.changes == ()
    assert card.last is not None
    assert (card.last.text, card.last.label, card.last.observation) == ("120张", "2023年6月末", before.pk)


def test_project_is_judged_from_last_years_end(catalogue: Catalogue) -> None:
    catalogue.beds.assessment = "project"
    catalogue.beds.polarity = "more"
    catalogue.beds.save()
    factories.make_target(catalogue.beds, catalogue.gulou, 200, kind="level")
    factories.make_observation(catalogue.beds, catalogue.gulou, "2022-Q4", 100)
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 150)

    card = card_of(catalogue.beds, catalogue.gulou, "2023-Q2")

    assert card.state.state is State.ON_TRACK
    assert card.progress is not None
    assert (card.progress.done, card.progress.due) == ("50%", "50%")


def test_flow_is_held_against_its_target_as_the_year_so_far(catalogue: Catalogue) -> None:
    catalogue.openings.assessment = "service"
    catalogue.openings.polarity = "more"
    catalogue.openings.save()
    factories.make_target(catalogue.openings, catalogue.gulou, 100)
    factories.make_observation(catalogue.openings, catalogue.gulou, "2023-Q1", 20)
    factories.make_observation(catalogue.openings, catalogue.gulou, "2023-Q2", 40)

    card = card_of(catalogue.openings, catalogue.gulou, "2023-Q2")
    without_first = card_of(catalogue.openings, catalogue.gulou, "2023-Q3")

    assert card.progress is not None
    assert card.progress.done == "60%"
    assert without_first.progress is None


def test_year_to_date_is_never_compared_with_the_previous_quarters_level(catalogue: Catalogue) -> None:
    for period, value in (("2022-Q4", 900), ("2023-Q1", 400), ("2023-Q2", 700)):
        factories.make_observation(catalogue.visits, catalogue.gulou, period, value)

    card = card_of(catalogue.visits, catalogue.gulou, "2023-Q2")

    year, successive = card.changes
    assert year.text == "—"
    assert successive.text == "▼ 25.0% 降"


def test_incomplete_sums_of_different_coverage_are_not_compared(catalogue: Catalogue) -> None:
    for period, parts in (("2022-Q2", 5), ("2023-Q2", 4)):
        factories.make_observation(
            catalogue.beds,
            catalogue.city,
            period,
            Decimal(1000),
            origin=Observation.Origin.COMPUTED,
            reported_parts=parts,
            expected_parts=5,
        )

    card = card_of(catalogue.beds, catalogue.city, "2023-Q2")

    assert card.coverage == "4/5 已报"
    assert [change.text for change in card.changes] == ["—", "—"]


def test_line_is_cut_each_january_of_a_year_to_date(catalogue: Catalogue) -> None:
    for period, value in (("2022-Q3", 30), ("2022-Q4", 40), ("2023-Q1", 12), ("2023-Q2", 25)):
        factories.make_observation(catalogue.visits, catalogue.city, period, value)

    line = card_of(catalogue.visits, catalogue.city, "2023-Q2").line

    assert line is not None
    assert line.line.count("M") == 2


def test_line_of_a_yearly_figure_ends_with_the_one_reported_in_between(catalogue: Catalogue) -> None:
    yearly = factories.make_indicator("yearly", frequency="year")
    for period, value in (("2021", 6), ("2022", 6), ("2023-Q2", 8)):
        factories.make_observation(yearly, catalogue.city, period, value)

    line = card_of(yearly, catalogue.city, "2023-Q2").line

    assert line is not None
    assert line.line.count("L") == 2
    assert line.dots.startswith("M196.0 4.0")


def test_incomplete_sum_is_hollow_and_joined_to_nothing(catalogue: Catalogue) -> None:
    for period, parts in (("2022-Q3", 12), ("2022-Q4", 12), ("2023-Q1", 4), ("2023-Q2", 12)):
        factories.make_observation(
            catalogue.beds,
            catalogue.city,
            period,
            parts,
            origin="computed",
            reported_parts=parts,
            expected_parts=12,
        )

    line = card_of(catalogue.beds, catalogue.city, "2023-Q2").line

    assert line is not None
    assert line.line.count("M") == 1
    assert line.dots.count("M") == 2
    assert line.hollow.count("M") == 1


def test_sum_that_lacks_a_region_has_neither_pace_nor_state(catalogue: Catalogue) -> None:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(assessment="project", polarity="more")
    catalogue.beds.refresh_from_db()
    factories.make_target(catalogue.beds, catalogue.city, 3000, kind="level", baseline=2500)
    coverage = {"origin": "computed", "reported_parts": 2, "expected_parts": 12}
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 527, **coverage)

    card = card_of(catalogue.beds, catalogue.city, "2023-Q2")

    assert (card.progress, card.state.word, card.state.tone) == (None, "未报全", "none")
    assert card.coverage == "2/12 已报"


def test_unconfirmed_figure_has_no_line(catalogue: Catalogue) -> None:
    catalogue.beds.nature_confirmed = False
    catalogue.beds.save()
    for period in ("2023-Q1", "2023-Q2"):
        factories.make_observation(catalogue.beds, catalogue.city, period, 5)

    assert card_of(catalogue.beds, catalogue.city, "2023-Q2").line is None


def test_year_to_date_says_that_the_period_alone_is_compared(catalogue: Catalogue) -> None:
    for period, value in (("2023-Q1", 400), ("2023-Q2", 900), ("2023-Q3", 1300)):
        factories.make_observation(catalogue.visits, catalogue.city, period, value)
        factories.make_observation(catalogue.beds, catalogue.city, period, value)

    names = {
        indicator.code: card_of(indicator, catalogue.city, "2023-Q3").changes[-1].name
        for indicator in (catalogue.visits, catalogue.beds)
    }

    assert names == {catalogue.visits.code: "当期环比", catalogue.beds.code: "环比"}


@pytest.mark.parametrize(
    "known", [("2019-Q3",), ("2019-Q3", "2022-Q4"), ("2022-Q4",), ("2023-Q2",), ("2022-Q3",), ("2023-Q4",)]
)
def test_pages_give_one_reason_why_nothing_is_compared(catalogue: Catalogue, known: tuple[str, ...]) -> None:
    """Whether a page reads two years or all of them, and whatever was reported afterwards."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True)
    for period in (*known, "2023-Q3"):
        factories.make_observation(catalogue.beds, catalogue.city, period, 100)
    period = Period.parse("2023-Q3")
    selection = get_selection(Asked(region=catalogue.city, period=period))
    beds = next(one for one in selection.catalogue.indicators if one == catalogue.beds)

    page = get_indicator_page(beds, selection)

    (headline,) = get_overview_page(selection).headlines
    (line,) = (one for one in page.series if one.title == headline.label)
    assert page.card == headline == card_of(catalogue.beds, catalogue.city, "2023-Q3")
    assert (line.changes, line.remark) == (headline.changes, headline.remark)
    said = {change.name: change.reason or change.text for change in headline.changes}
    growth = compared(selection, beds)
    assert growth == (said.get("同比") or headline.remark)
    assert (headline.remark == "尚无可比期") == all(not "2021" <= each < "2023-Q3" for each in known), (
        headline
    )


def compared(selection: Selection, indicator: Indicator) -> str:
    """What 对比分析 says of the growth of the whole."""
    wanted = Wanted(indicator.topic, (indicator.code,), View.GROWTH)
    change = get_compare_page(selection, wanted).rows[0].cells[0].change
    assert change is not None
    return change.reason or change.text


def test_yearly_figure_is_compared_once(catalogue: Catalogue) -> None:
    yearly = factories.make_indicator("yearly", frequency="year")
    for period, value in (("2021", 100), ("2022", 110)):
        factories.make_observation(yearly, catalogue.city, period, value)

    assert [change.name for change in card_of(yearly, catalogue.city, "2022").changes] == ["同比"]


def test_share_tells_both_of_its_numbers(catalogue: Catalogue) -> None:
    found = factories.make_indicator("found", nature="cumulative")
    mended = factories.make_indicator("mended", nature="cumulative", assessment="share", denominator=found)
    factories.make_observation(found, catalogue.city, "2023-Q3", 44)
    factories.make_observation(mended, catalogue.city, "2023-Q3", 40)

    card = card_of(mended, catalogue.city, "2023-Q3")

    assert card.state.state is State.NOT_MET
    assert "44" in card.share
    assert "90.9%" in card.share


@pytest.mark.parametrize("assessment", ["none", "floor", "red_line"])
def test_change_of_what_earns_no_credit_is_not_coloured(catalogue: Catalogue, assessment: str) -> None:
    catalogue.visits.assessment = assessment
    catalogue.visits.polarity = "more"
    catalogue.visits.save()

    assert not card_of(catalogue.visits, catalogue.city, "2023-Q3").coloured


def test_figure_that_stands_alone_is_not_said_to_be_compared_with_invented_ones(
    catalogue: Catalogue,
) -> None:
    plan = factories.make_indicator("plan", nature="constant")
    for indicator in (plan, catalogue.beds):
        factories.make_observation(indicator, catalogue.city, "2023-Q1", 18, is_demo=True)
        factories.make_observation(indicator, catalogue.city, "2023-Q2", 18)

    assert not card_of(plan, catalogue.city, "2023-Q2").beside_demo
    assert card_of(catalogue.beds, catalogue.city, "2023-Q2").beside_demo


def test_rate_whose_parts_are_missing_is_not_computed_and_nobody_is_late(catalogue: Catalogue) -> None:
    Indicator.objects.filter(pk=catalogue.cremation_rate.pk).update(assessment="threshold")
    catalogue.cremation_rate.refresh_from_db()

    card = card_of(catalogue.cremation_rate, catalogue.gulou, "2023-Q3")

    assert card.state.state is State.NOT_JUDGED
    assert card.absence == card.state.word == "无法计算"


def test_district_is_counted_only_what_it_may_report(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q3", 1)
    pages = {
        region: get_overview_page(get_selection(Asked(region=region, period=Period.parse("2023-Q3"))))
        for region in (catalogue.city, catalogue.gulou)
    }

    assert (pages[catalogue.city].count, pages[catalogue.city].reported) == (9, 0)
    assert (pages[catalogue.gulou].count, pages[catalogue.gulou].reported) == (8, 1)
    assert pages[catalogue.gulou].pillars[0].count == 8


def test_rank_is_said_as_a_place_wherever_it_is_written(catalogue: Catalogue) -> None:
    rank = factories.make_indicator("rank", name="全省位次", nature="rank", unit="位", polarity="less")
    for period, value in (("2023-Q2", 4), ("2023-Q3", 2)):
        factories.make_observation(rank, catalogue.city, period, value)
    selection = get_selection(Asked(region=catalogue.city, period=Period.parse("2023-Q3")))

    page = get_indicator_page(rank, selection)
    grid = get_indicator_page(rank, selection, IndicatorView.TABLE).grid

    assert page.card
    assert page.card.shown
    assert page.trend
    assert grid
    assert page.card.shown.text == page.card.shown.bare == "第2位"
    assert [change.text for change in page.card.changes] == ["—", "▲ 前移2位"]
    assert page.trend.title == "2023年三季度全省位次第2位，环比前移2位"
    assert [line.shown.text for line in page.series if line.shown] == ["第2位", "第4位"]
    assert [spot.text for row in grid.rows for spot in row.spots if spot.observation] == ["第4位", "第2位"]
    assert "全省位次第2位" in brief_words(selection)


def brief_words(selection: Selection) -> str:
    """What the overview and the brief tell of the headline indicators."""
    Indicator.objects.filter(code="rank").update(headline=True)
    told = get_overview_page(get_selection(Asked(selection.region, selection.period))).told
    return "；".join(one.words for one in told)
