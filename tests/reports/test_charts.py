"""What charts say of figures, and where there is none."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from plotly import graph_objects as go

from indicators.models import Definition, Indicator, Region, Release
from indicators.periods import Period
from indicators.standing.series import read_series
from reports.pages.charts import Chart
from reports.pages.indicator import IndicatorPage, get_indicator_page
from reports.pages.region import get_region_page
from reports.pages.selection import Asked, get_selection
from reports.pages.sheets import make_sheet
from reports.pages.statements import state
from reports.pages.tabs import View
from reports.pages.topic import get_topic_page
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


@pytest.fixture(autouse=True)
def release(catalogue: Catalogue) -> Release:
    return factories.make_release()


def page_of(indicator: Indicator, region: Region, view: View = View.TREND) -> IndicatorPage:
    selection = get_selection(Asked(region=region, period=Period.parse("2023-Q2")))
    return get_indicator_page(indicator, selection, view)


def trend_of(indicator: Indicator, region: Region) -> Chart:
    chart = page_of(indicator, region).trend
    assert chart is not None
    go.Figure(chart.figure)
    json.dumps(chart.figure, allow_nan=False)
    return chart


def give(indicator: Indicator, region: Region, values: dict[str, int | None], **other: object) -> None:
    for period, value in values.items():
        factories.make_observation(indicator, region, period, value, **other)


def names_of(chart: Chart) -> list[str]:
    return [trace["name"] for trace in chart.figure["data"] if "name" in trace]


def test_trend_says_the_last_figure_and_its_change(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2022-Q2": 160, "2023-Q1": 165, "2023-Q2": 167})

    chart = trend_of(catalogue.institutions, catalogue.city)

    assert chart.title == "2023年6月末养老机构数167家，同比升4.4%"
    assert "断开处为没有数的报告期。" in chart.notes
    assert "2022年6月末至2023年6月末共3个数" in chart.summary
    assert "养老服务季报表" in chart.source
    assert "核定批次1" in chart.as_of


def test_trend_without_a_base_says_where_it_came_from(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2023-Q1": 165, "2023-Q2": 167})

    chart = trend_of(catalogue.institutions, catalogue.city)

    assert chart.title == "2023年6月末养老机构数167家，环比升1.2%"
    assert "2023年3月末至2023年6月末共2个数" in chart.summary


@pytest.mark.parametrize("values", [{}, {"2023-Q2": 1}, {"2023-Q1": None, "2023-Q2": 1}])
def test_one_figure_is_no_trend(catalogue: Catalogue, values: dict[str, int | None]) -> None:
    give(catalogue.institutions, catalogue.city, values)

    assert page_of(catalogue.institutions, catalogue.city).trend is None


def test_planned_number_has_no_trend(catalogue: Catalogue) -> None:
    plan = factories.make_indicator("plan", nature="constant")
    give(plan, catalogue.city, {"2023-Q1": 18, "2023-Q2": 18})

    assert page_of(plan, catalogue.city).trend is None


def test_year_to_date_has_its_periods_as_bars_and_begins_anew_in_january(catalogue: Catalogue) -> None:
    give(catalogue.visits, catalogue.city, {"2022-Q3": 70, "2022-Q4": 90, "2023-Q1": 30, "2023-Q2": 50})

    data = trend_of(catalogue.visits, catalogue.city).figure["data"]

    assert [trace["y"] for trace in data if trace["type"] == "bar"] == [[20, 30, 20]]
    assert [trace["y"] for trace in data if trace.get("mode") == "lines"] == [[70, 90, None, 30, 50]]


def test_nothing_is_derived_from_a_nature_that_is_not_confirmed(catalogue: Catalogue) -> None:
    give(catalogue.study, catalogue.city, {"2022-Q2": 2, "2023-Q1": 3, "2023-Q2": 9})
    factories.make_target(catalogue.study, catalogue.city, 12)

    chart = trend_of(catalogue.study, catalogue.city)

    assert [trace["mode"] for trace in chart.figure["data"]] == ["markers"]
    assert "同比" not in chart.title
    assert "口径待确认" in chart.summary


def test_target_and_pace_are_drawn_where_the_assessment_has_them(catalogue: Catalogue) -> None:
    visits = factories.make_indicator(
        "visits", nature="ytd", unit="人次", assessment="service", polarity="more"
    )
    for indicator in (visits, catalogue.visits):
        give(indicator, catalogue.city, {"2023-Q1": 30, "2023-Q2": 50})
        factories.make_target(indicator, catalogue.city, 120, kind="level")

    assert "目标" in names_of(trend_of(visits, catalogue.city))
    assert "序时进度" in names_of(trend_of(visits, catalogue.city))
    assert "目标" not in names_of(trend_of(catalogue.visits, catalogue.city))


def test_new_definition_is_told_and_not_compared_across(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2022-Q2": 160, "2023-Q2": 167})
    Definition.objects.create(
        indicator=catalogue.institutions, text="新口径", effective_from=date(2023, 1, 1)
    )

    chart = trend_of(catalogue.institutions, catalogue.city)

    assert chart.title == "2023年6月末养老机构数167家，同比不可比（口径变更）"
    assert len(chart.figure["layout"]["shapes"]) == 1


@pytest.mark.parametrize(
    ("qualifier", "margin", "said"),
    [("nearly", 0, "环比不可比（只有约数）"), ("rounded", 5, "环比变化在数据精度内")],
)
def test_change_that_the_data_do_not_carry_is_not_claimed(
    catalogue: Catalogue, qualifier: str, margin: int, said: str
) -> None:
    give(catalogue.institutions, catalogue.city, {"2023-Q1": 165})
    give(catalogue.institutions, catalogue.city, {"2023-Q2": 167}, qualifier=qualifier, margin=margin)

    assert trend_of(catalogue.institutions, catalogue.city).title.endswith(said)


def test_missing_figure_is_told_with_the_last_one_and_its_date(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2022-Q4": 160, "2023-Q1": 165})

    title = trend_of(catalogue.institutions, catalogue.city).title

    assert title == "2023年6月末养老机构数无数据，最近为2023年3月末的165家"


def test_title_tells_the_pace(catalogue: Catalogue) -> None:
    canteens = factories.make_indicator("canteens", name="长者食堂数", assessment="project", polarity="more")
    give(canteens, catalogue.city, {"2022-Q4": 497, "2023-Q2": 528})
    factories.make_target(canteens, catalogue.city, 552, kind="level")

    assert trend_of(canteens, catalogue.city).title == (
        "2023年6月末长者食堂数528张，比年初增31张，快于序时6个百分点"
    )


def test_incomplete_sum_is_told(catalogue: Catalogue) -> None:
    give(catalogue.beds, catalogue.city, {"2023-Q1": 100})
    give(
        catalogue.beds, catalogue.city, {"2023-Q2": 90}, origin="computed", reported_parts=3, expected_parts=4
    )

    chart = trend_of(catalogue.beds, catalogue.city)

    assert chart.title == "2023年6月末养老床位数90张，仅3/4 已报，环比不可比（两期汇总范围不同）"
    assert "空心点为汇总未报齐。" in chart.notes
    assert "3/4 已报" in chart.figure["data"][-1]["text"][-1]


def test_explained_change_is_marked_in_the_chart_and_told_in_the_table(
    client: Client, catalogue: Catalogue
) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, state="approved")
    staged = factories.make_staged(submission, catalogue.beds, 900)
    give(catalogue.beds, catalogue.gulou, {"2023-Q1": 120})
    give(catalogue.beds, catalogue.gulou, {"2023-Q2": 900}, staged=staged)
    for text in ("新建两所养老院", "另一说明"):
        submission.findings.create(
            indicator=catalogue.beds,
            period="2023-Q2",
            severity="warning",
            code="jumps",
            reason=text,
            reason_kind="event",
        )
    client.force_login(factories.make_user("leader"))

    chart = trend_of(catalogue.beds, catalogue.gulou)
    page = client.get("/indicators/eldercare.beds/?region=350102").content.decode()

    hover = chart.figure["data"][-1]["text"]
    assert [("※" in text, "新建两所养老院" in text) for text in hover] == [(False, False), (True, True)]
    assert "2023年6月末 ※ 个别事项或集中办理：新建两所养老院" in chart.summary
    assert page.count("异常变动说明：个别事项或集中办理：新建两所养老院") == 1


def test_large_figures_are_drawn_in_a_larger_unit(catalogue: Catalogue) -> None:
    give(catalogue.beds, catalogue.city, {"2023-Q1": 21000, "2023-Q2": 21300})

    figure = trend_of(catalogue.beds, catalogue.city).figure

    assert figure["data"][-1]["y"] == [2.1, 2.13]
    assert figure["layout"]["annotations"][0]["text"] == "单位：万张"


def test_regions_list_what_is_missing_and_leave_the_whole_out(catalogue: Catalogue) -> None:
    give(catalogue.beds, catalogue.city, {"2023-Q2": 400})
    give(catalogue.beds, catalogue.gulou, {"2023-Q2": 120})
    give(catalogue.beds, catalogue.zone, {"2023-Q2": 30})

    chart = page_of(catalogue.beds, catalogue.city, View.REGIONS).by_region

    assert chart is not None
    assert chart.figure["data"][0]["y"] == ["鼓楼区", "高新区"]
    assert chart.figure["data"][0]["text"] == ["120张", "30张 · 不计入合计"]
    assert "台江区" in chart.figure["layout"]["yaxis"]["categoryarray"]
    assert "台江区 未报送" in chart.summary
    assert "从" not in chart.title


def test_regions_are_ranked_only_where_the_indicator_is_judged(catalogue: Catalogue) -> None:
    judged = factories.make_indicator("judged", assessment="project", polarity="more")
    for indicator in (judged, catalogue.beds):
        give(indicator, catalogue.gulou, {"2023-Q2": 1})
        give(indicator, catalogue.fuqing, {"2023-Q2": 2})

    ranked = page_of(judged, catalogue.city, View.REGIONS).by_region
    official = page_of(catalogue.beds, catalogue.city, View.REGIONS).by_region

    assert ranked is not None
    assert official is not None
    assert ranked.figure["data"][0]["y"] == ["福清市", "鼓楼区"]
    assert "从福清市" in ranked.title
    assert official.figure["data"][0]["y"] == ["鼓楼区", "福清市"]


def test_region_outside_the_total_is_drawn_and_not_named_as_an_end(catalogue: Catalogue) -> None:
    judged = factories.make_indicator("judged", assessment="project", polarity="more")
    for region, value in ((catalogue.gulou, 20), (catalogue.fuqing, 30), (catalogue.zone, 1)):
        give(judged, region, {"2023-Q2": value})

    chart = page_of(judged, catalogue.city, View.REGIONS).by_region

    assert chart is not None
    assert chart.figure["data"][0]["y"] == ["福清市", "鼓楼区", "高新区"]
    assert chart.title.endswith("从福清市30张到鼓楼区20张")


def test_one_region_is_no_comparison(catalogue: Catalogue) -> None:
    give(catalogue.beds, catalogue.gulou, {"2023-Q2": 120})

    assert page_of(catalogue.beds, catalogue.city, View.REGIONS).by_region is None


def test_topic_draws_its_headline_of_a_confirmed_nature(catalogue: Catalogue) -> None:
    topic = catalogue.beds.topic
    assert topic is not None
    headline = factories.make_indicator("headline", headline=True, order=90)
    doubtful = factories.make_indicator("doubtful", headline=True, order=0, nature_confirmed=False)
    for indicator in (headline, doubtful, catalogue.beds):
        give(indicator, catalogue.city, {"2023-Q1": 1, "2023-Q2": 2})

    page = get_topic_page(topic, get_selection(Asked()))

    assert page.headline == headline
    assert page.trend is not None


def test_headline_of_topic_and_region_stands_as_its_card_does(catalogue: Catalogue) -> None:
    topic = catalogue.beds.topic
    assert topic is not None
    deaths = factories.make_indicator("deaths", nature="ytd", headline=True, assessment="red_line")
    give(deaths, catalogue.gulou, {"2023-Q1": 0, "2023-Q2": 0})
    selection = get_selection(Asked(region=catalogue.gulou))

    of_topic = get_topic_page(topic, selection).trend
    of_region = get_region_page(selection).headlines[0].trend

    assert of_topic is not None
    assert of_topic.title == of_region.title
    assert of_topic.title.endswith("，未发生")


def test_plan_and_mean_are_said_before_their_label(catalogue: Catalogue) -> None:
    plan = factories.make_indicator("plan", nature="constant")
    give(plan, catalogue.city, {"2023-Q2": 18})
    seen = read_series([plan.pk], region=catalogue.city.pk, release=None)[plan.pk]

    assert state(plan, seen, Period.parse("2023-Q2")) == f"{plan}18张，计划数（2023年二季度）"


def test_page_holds_title_words_and_data_and_no_script(client: Client, catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2023-Q1": 165, "2023-Q2": 167})
    client.force_login(factories.make_user("leader"))

    page = client.get("/indicators/eldercare.institutions/").content.decode()
    without = client.get("/indicators/eldercare.beds/").content.decode()

    assert "2023年6月末养老机构数167家，环比升1.2%" in page
    assert 'data-chart="chart-trend"' in page
    assert '<script id="chart-trend" type="application/json">' in page
    assert "charts.js" not in without


def test_demonstration_figures_are_stamped_in_the_picture_too(catalogue: Catalogue) -> None:
    give(catalogue.beds, catalogue.city, {"2023-Q1": 165, "2023-Q2": 167}, is_demo=True)

    chart = trend_of(catalogue.beds, catalogue.city)

    assert chart.is_demo
    assert "演示数据" in render_to_string("components/chart.html", {"chart": chart, "level": 3})


def test_ticks_name_months_for_levels_and_quarters_for_flows(catalogue: Catalogue) -> None:
    give(catalogue.openings, catalogue.city, {"2022-Q4": 1, "2023-Q1": 2})
    give(catalogue.beds, catalogue.city, {"2022-Q4": 1, "2023-Q1": 2})

    flow = trend_of(catalogue.openings, catalogue.city).figure
    level = trend_of(catalogue.beds, catalogue.city).figure

    assert [tick[1:] for tick in flow["layout"]["meta"]["ticks"]] == [
        ["四季度", "2022年"],
        ["一季度", "2023年"],
    ]
    assert [tick[1:] for tick in level["layout"]["meta"]["ticks"]] == [["12月", "2022年"], ["3月", "2023年"]]
    assert flow["data"][0]["y"] == [float(Decimal(1)), float(Decimal(2))]


def test_a_provisional_figure_is_drawn_and_told_apart_everywhere(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.city, {"2022-Q4": 160, "2023-Q1": 165})
    give(catalogue.institutions, catalogue.city, {"2023-Q2": 167}, is_provisional=True)

    page = page_of(catalogue.institutions, catalogue.city)
    chart = trend_of(catalogue.institutions, catalogue.city)
    points = next(trace for trace in chart.figure["data"] if trace.get("mode") == "markers")

    assert points["marker"]["symbol"] == ["circle", "circle", "diamond"]
    assert points["marker"]["color"][-1] == "var(--surface)"
    assert "初步数" in chart.title
    assert "2023年6月末 初步数。" in chart.summary
    assert any("菱形" in note for note in chart.notes)
    assert page.card is not None
    assert page.card.shown is not None
    assert page.card.shown.text == "167家（初步数）"
    assert page.card.line is not None
    assert page.card.line.hollow
    assert [line.shown.status for line in page.series if line.shown] == ["初步数", "", ""]


def test_a_period_made_of_a_provisional_level_is_hatched(catalogue: Catalogue) -> None:
    give(catalogue.visits, catalogue.city, {"2023-Q1": 100})
    give(catalogue.visits, catalogue.city, {"2023-Q2": 250}, is_provisional=True)

    chart = trend_of(catalogue.visits, catalogue.city)
    bars = next(trace for trace in chart.figure["data"] if trace["type"] == "bar")

    assert bars["marker"]["pattern"]["shape"] == ["", "/"]
    assert "150人次（初步数）" in bars["hovertext"][-1]


def test_provisional_bars_of_regions_are_hatched_and_said(catalogue: Catalogue) -> None:
    give(catalogue.institutions, catalogue.gulou, {"2023-Q2": 7})
    give(catalogue.institutions, catalogue.taijiang, {"2023-Q2": 9}, is_provisional=True)

    chart = page_of(catalogue.institutions, catalogue.city, View.REGIONS).by_region

    assert chart is not None
    assert sorted(chart.figure["data"][0]["marker"]["pattern"]["shape"]) == ["", "/"]
    assert "台江区 9家（初步数）" in chart.summary
    assert any(note.startswith("斜纹") for note in chart.notes)


def test_a_corrected_point_bears_a_mark_and_what_was_said_before(catalogue: Catalogue) -> None:
    people = {"clerk": factories.make_clerk("writer"), "reviewer": factories.make_reviewer("checker")}
    publish(catalogue.gulou, "2023-Q1", {catalogue.institutions: 6}, **people)
    first = publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 7}, **people)
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 8}, **people)

    chart = trend_of(catalogue.institutions, catalogue.gulou)
    points = next(trace for trace in chart.figure["data"] if trace.get("mode") == "markers")

    before = f"已更正，原为7家（核定批次{first.number}）"
    assert before in chart.summary
    assert points["text"][-1].split("<br>")[2] == f"† {before}"
    assert "†" not in points["text"][0]
    assert [note["text"] for note in chart.figure["layout"]["annotations"]].count("※†") == 1
    assert any(note.startswith("†") for note in chart.notes)


def test_the_table_of_regions_and_its_file_mark_what_was_corrected(catalogue: Catalogue) -> None:
    people = {"clerk": factories.make_clerk("writer"), "reviewer": factories.make_reviewer("checker")}
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 7}, **people)
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 8}, is_provisional=True, **people)

    page = page_of(catalogue.institutions, catalogue.city, View.TABLE)
    sheet = make_sheet(page, str)

    assert page.grid is not None
    assert [spot.is_corrected for row in page.grid.rows for spot in row.spots if spot.seen] == [True, True]
    assert sheet is not None
    assert "已更正：福州市 2023年6月末、鼓楼区 2023年6月末" in sheet.notes  # the sum moved with it
    assert "初步数：福州市 2023年6月末、鼓楼区 2023年6月末" in sheet.notes
