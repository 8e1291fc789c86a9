from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Frequency, Period, PeriodError, read_periods


@st.composite
def periods(draw: st.DrawFn) -> Period:
    frequency = draw(st.sampled_from(Frequency))
    number = draw(st.integers(1, 12 // frequency.months))
    return Period(draw(st.integers(1950, 2099)), frequency, number)


def said(text: str, **options: int) -> list[str]:
    return [str(period) for period in read_periods(text, **options)]


@given(periods())
def test_period_is_parsed_back_from_its_text(period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text", ["", "2023-13", "2023-00", "2023-Q5", "2023-S3", "0000", "2023年", "２０２３", "2023-6"]
)
def test_parse_refuses_what_is_no_period_and_names_it(text):
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)

    assert caught.value.text == text


@pytest.mark.parametrize(("year", "number"), [(2023, 0), (2023, 5), (0, 1), (10000, 1)])
def test_period_that_cannot_be_is_not_made(year, number):
    with pytest.raises(PeriodError):
        Period(year, Frequency.QUARTER, number)


@pytest.mark.parametrize(
    ("text", "start", "end", "days", "months", "elapsed"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 29, 2, Fraction(1, 6)),
        ("2023-Q2", date(2023, 4, 1), date(2023, 6, 30), 91, 6, Fraction(1, 2)),
        ("2023-S2", date(2023, 7, 1), date(2023, 12, 31), 184, 12, Fraction(1)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), 365, 12, Fraction(1)),
    ],
)
def test_period_knows_its_days(text, start, end, days, months, elapsed):
    period = Period.parse(text)

    assert (period.start, period.end, period.days) == (start, end, days)
    assert (period.months, period.elapsed) == (months, elapsed)


@given(periods())
def test_next_and_previous_touch_and_undo_each_other(period):
    assert period.next().previous() == period
    assert (period.next().start - period.end).days == 1


@given(periods())
def test_year_ago_is_the_same_part_of_the_year_before(period):
    before = period.year_ago()

    assert (before.year, before.months) == (period.year - 1, period.months)


@given(periods(), periods())
def test_periods_are_ordered_by_start_then_end(one, other):
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))
    assert (one == other) == ((one.start, one.end) == (other.start, other.end))
    assert len({one, other}) == (1 if one == other else 2)


@given(periods(), st.sampled_from(Frequency))
def test_to_keeps_the_last_day_or_refuses(period, frequency):
    if period.months % frequency.months:
        with pytest.raises(PeriodError):
            period.to(frequency)
    else:
        assert period.to(frequency).end == period.end
        assert period.to(frequency).frequency is frequency


@given(periods())
def test_ending_finds_the_period_of_its_last_day(period):
    assert Period.ending(period.end, period.frequency) == period


def test_ending_refuses_a_day_inside_a_period():
    with pytest.raises(PeriodError):
        Period.ending(date(2023, 6, 29), Frequency.MONTH)


@pytest.mark.parametrize(
    ("text", "first"), [("2023-01", True), ("2023-Q1", True), ("2023", True), ("2023-S2", False)]
)
def test_first_of_year(text, first):
    assert Period.parse(text).is_first_of_year is first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年二季度", "2023-Q2"),
        ("2023年第2季度", "2023-Q2"),
        ("2023年第二季度末", "2023-Q2"),
        ("2023二季度", "2023-Q2"),
        ("2023Q2", "2023-Q2"),
        ("2023年Q2", "2023-Q2"),
        ("2023-Q2", "2023-Q2"),
        ("2023年上半年", "2023-S1"),
        ("2023年下半年", "2023-S2"),
        ("2023年半年报", "2023-S1"),
        ("2023H1", "2023-S1"),
        ("2023-S1", "2023-S1"),
        ("2023年", "2023"),
        ("2023", "2023"),
        ("2023年度", "2023"),
        ("2023年全年", "2023"),
        ("2023年末", "2023"),
        ("二〇二三年", "2023"),
        ("二〇二三年六月", "2023-06"),
        ("2019年06月", "2019-06"),
        ("２０２３年　６月", "2023-06"),
        ("2023 年 6 月", "2023-06"),
        ("2023年\n6月份", "2023-06"),
        ("201806", "2018-06"),
        ("2023-06", "2023-06"),
        ("2023/6", "2023-06"),
        ("2023年6月30日", "2023-06"),
        ("2023-06-30", "2023-06"),
        ("2023.6.30", "2023-06"),
        ("20230630", "2023-06"),
        ("截至2023年6月末", "2023-06"),
        ("截至2023年6月底累计", "2023-06"),
        ("关于2023年第二季度全市民政重点工作进展情况的通报", "2023-Q2"),
        ("地区编码：350000000000  2019年06月", "2019-06"),
        ("民政季报201806.xls", "2018-06"),
        ("JBZH0001_2019年06月.xlsx", "2019-06"),
        ("表2、2023年6月", "2023-06"),
    ],
)
def test_read_finds_a_period(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize("dash", ["-", "－", "—", "——", "–", "~", "～", "至", "到", "月-", "月至", " — "])
def test_read_takes_every_dash_of_a_span(dash):
    assert said(f"2023年1{dash}6月") == ["2023-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年前三季度", "2023-09"),
        ("2023年一至三季度", "2023-09"),
        ("2023年1月1日至6月30日", "2023-06"),
        ("2023年1月—2023年6月", "2023-06"),
        ("2023年4-6月", "2023-Q2"),
        ("2023年7-12月", "2023-S2"),
        ("2023年三至四季度", "2023-S2"),
    ],
)
def test_read_names_a_span_by_its_end_from_january_and_else_by_its_own_period(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "5+14+N", "90后", "15分钟", "第三届", "二十大", "共2023人", "12023年", "1.2023", "201806人",
        "350100", "350100000000", "202313", "2023年13月", "2023年2月30日", "2023年第5季度", "2023Q5",
        "2023年6-8月", "2022年7月—2023年6月", "2023年以来", "2023年初", "2023.6", "闽民〔2023〕12号", "6个月",
        "二季度", "1-6月", "上半年", "全年", "上季度", "上年同期", "",
        "发放201806元", "2023S3",
    ],
)  # fmt: skip
def test_read_finds_nothing_where_no_period_is_named(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二季度", "2023-Q2"),
        ("1-6月", "2023-06"),
        ("6月末", "2023-06"),
        ("上半年", "2023-S1"),
        ("前三季度", "2023-09"),
        ("全年", "2023"),
        ("2022年二季度", "2022-Q2"),
    ],
)
def test_read_lends_the_given_year_to_what_names_none(text, expected):
    assert said(text, year=2023) == [expected]


def test_read_does_not_lend_the_year_to_last_year():
    assert said("上年1-6月", year=2023) == []
    assert said("去年二季度", year=2023) == []


def test_read_lends_a_bare_year_to_the_part_that_follows_it():
    assert said("2023年度（1—6月）") == ["2023-06"]
    assert said("2023年全市民政统计（二季度）") == ["2023-Q2"]


def test_read_keeps_order_and_says_each_period_once():
    assert said("2022年 2021年 2022年") == ["2022", "2021"]
    assert said("2020-2023年") == ["2020", "2023"]
    assert said("2023年一、二季度") == ["2023-Q1", "2023-Q2"]


@given(st.text(alphabet="2019年06月第二三季度上半至-—QS .（）〇", max_size=20))
def test_read_never_fails(text):
    assert all(1900 <= period.year < 2100 for period in read_periods(text))


@given(periods())
def test_read_understands_what_str_writes(period):
    assert read_periods(str(period)) == [period]
