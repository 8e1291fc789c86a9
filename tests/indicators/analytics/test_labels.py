from datetime import date

import pytest

from indicators.analytics.labels import NAMES, label, nature_name, reporting_basis
from indicators.analytics.nature import Nature
from tests.indicators.analytics.build import period


@pytest.mark.parametrize(
    ("nature", "when", "zh", "en"),
    [
        (Nature.STOCK, "2023-Q2", "2023年6月末", "end of June 2023"),
        (Nature.STOCK, "2023-01", "2023年1月末", "end of January 2023"),
        (Nature.STOCK, "2023", "2023年末", "end of 2023"),
        (Nature.FLOW, "2023-Q2", "2023年二季度", "Q2 2023"),
        (Nature.FLOW, "2023-06", "2023年6月", "June 2023"),
        (Nature.FLOW, "2023-S1", "2023年上半年", "H1 2023"),
        (Nature.FLOW, "2023", "2023年", "2023"),
        (Nature.YTD, "2023-Q2", "2023年1—6月", "January–June 2023"),
        (Nature.YTD, "2023-S1", "2023年1—6月", "January–June 2023"),
        (Nature.YTD, "2023-01", "2023年1月", "January 2023"),
        (Nature.YTD, "2023-Q4", "2023年1—12月", "January–December 2023"),
        (Nature.YTD, "2023", "2023年", "2023"),
        (Nature.CUMULATIVE, "2023-Q2", "截至2023年6月末累计", "cumulative to the end of June 2023"),
        (Nature.RATE, "2023-Q2", "2023年二季度", "Q2 2023"),
        (Nature.STANDARD, "2023-Q2", "2023年6月末执行", "in force at the end of June 2023"),
        (Nature.MEAN, "2023", "年均（2023年）", "yearly mean (2023)"),
        (Nature.CONSTANT, "2023", "计划数（2023年）", "plan (2023)"),
    ],
)
def test_a_label_says_what_time_a_figure_speaks_of(nature, when, zh, en):
    assert label(nature, period(when)) == zh
    assert label(nature, period(when), "en") == en


def test_a_rate_and_a_rank_are_labelled_as_their_parts():
    assert label(Nature.RATE, period("2023-Q2"), of=Nature.STOCK) == "2023年6月末"
    assert label(Nature.RANK, period("2023-Q2"), of=Nature.YTD) == "2023年1—6月"


def test_a_standard_is_labelled_with_its_effective_date():
    since = date(2023, 4, 1)

    assert label(Nature.STANDARD, period("2023-Q2"), since=since) == "2023年4月起执行"
    assert label(Nature.STANDARD, period("2023-Q2"), "en", since=since) == "in force since April 2023"


def test_a_mean_and_a_plan_are_labelled_with_what_their_source_states():
    assert label(Nature.MEAN, period("2023"), stated="2021—2023年") == "年均（2021—2023年）"
    assert label(Nature.CONSTANT, period("2023"), stated="三年行动方案") == "计划数（三年行动方案）"


@pytest.mark.parametrize(
    ("nature", "zh", "en"),
    [
        (Nature.STOCK, "2023年6月末时点数", "end of period, end of June 2023"),
        (Nature.FLOW, "2023年二季度当期数", "during the period, Q2 2023"),
        (Nature.YTD, "2023年1—6月累计数", "year to date, January–June 2023"),
        (Nature.CUMULATIVE, "至2023年6月末历史累计数", "since the start, to the end of June 2023"),
        (Nature.RATE, "2023年二季度比率", "rate, Q2 2023"),
    ],
)
def test_a_form_says_what_it_asks_for(nature, zh, en):
    assert reporting_basis(nature, period("2023-Q2")) == zh
    assert reporting_basis(nature, period("2023-Q2"), "en") == en


def test_every_nature_has_a_name_a_label_and_a_basis_in_both_languages():
    assert set(NAMES) == set(Nature)
    for nature in Nature:
        for language in ("zh", "en"):
            assert nature_name(nature, language)
            assert label(nature, period("2023-Q2"), language)
            assert reporting_basis(nature, period("2023-Q2"), language)
