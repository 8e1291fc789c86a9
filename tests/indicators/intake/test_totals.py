from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.entries import Catalogue
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code, Severity
from indicators.intake.matching import Index, is_total
from indicators.intake.questions import SKIP, Ask
from tests.indicators.intake.corpus import CATALOGUE, INDEX, TODAY, codes, make_grid, read_rows

TITLE = ["福州市2023年二季度"]
HEAD = ["地区", "养老机构（家）"]
DISTRICTS = ("鼓楼区", "台江区", "长乐区", "闽侯县")


def totals(reading):
    return [figure.value for figure in reading.figures if figure.region == "350100"]


@pytest.mark.parametrize("word", ["合计", "总合计", "总计", "共计", "各县（市）区合计", "全市", "一、合计"])
def test_words_for_a_total(word):
    right = read_rows(TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2], [word, 5], region=None)
    wrong = read_rows(TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2], [word, 6], region=None)

    assert (totals(right), codes(right)) == ([5], [Code.TOTAL_LACKS])
    assert (totals(wrong), codes(wrong)) == ([], [Code.TOTAL_DISAGREES])


@pytest.mark.parametrize("word", ["小计", "城区合计", "合计数中", "鼓楼区合计"])
def test_other_words_are_no_total_of_all(word):
    assert not is_total(word)


def test_a_question_names_both_sums():
    reading = read_rows(TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2], ["合计", 6])

    (found,) = reading.findings
    assert (found.severity, found.cell) == (Severity.QUESTION, "B5")
    assert found.params == {
        "indicator": "养老机构",
        "given": "6家",
        "expected": "5家",
        "count": "2",
        "region": "福州市",
        "period": "2023-Q2",
    }


def test_a_city_by_its_name_may_be_more_than_the_listed_districts_never_less():
    rows = [TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2]]

    assert totals(read_rows(*rows, ["福州市", 9])) == [9]
    assert codes(read_rows(*rows, ["福州市", 4])) == [Code.TOTAL_DISAGREES]


def test_a_city_by_its_name_is_the_sum_of_all_its_districts():
    rows = [TITLE, HEAD, *([name, 2] for name in DISTRICTS)]

    assert codes(read_rows(*rows, ["福州市", 8])) == []
    assert codes(read_rows(*rows, ["福州市", 9])) == [Code.TOTAL_DISAGREES]


def test_a_region_outside_totals_may_be_counted_or_not():
    rows = [TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2], ["平潭县", 1]]

    assert totals(read_rows(*rows, ["合计", 6])) == [6]
    assert totals(read_rows(*rows, ["合计", 5])) == [5]
    assert codes(read_rows(*rows, ["合计", 7])) == [Code.TOTAL_DISAGREES]


def test_a_zone_inside_a_county_is_not_added_beside_it():
    rows = [TITLE, HEAD, ["鼓楼区", 3], ["闽侯县", 2], ["福州高新区", 1]]

    assert totals(read_rows(*rows, ["合计", 5])) == [5]
    assert codes(read_rows(*rows, ["合计", 6])) == [Code.TOTAL_DISAGREES]


def test_what_is_withheld_leaves_the_total_unchecked_and_what_is_not_applicable_adds_nothing():
    assert totals(read_rows(TITLE, HEAD, ["鼓楼区", 3], ["台江区", "…"], ["合计", 9])) == [9]
    assert codes(read_rows(TITLE, HEAD, ["鼓楼区", 3], ["台江区", "—"], ["合计", 9])).count(
        Code.TOTAL_DISAGREES
    )


def test_what_is_not_additive_is_never_summed():
    entries = tuple(replace(entry, additive=False) for entry in CATALOGUE.indicators)
    from indicators.intake.figures import read_figures

    index = Index(replace(CATALOGUE, indicators=entries))
    grid = make_grid([TITLE, HEAD, ["鼓楼区", 3], ["台江区", 2], ["全市", 4]])
    reading = read_figures([grid], index, period=None, region=None, today=TODAY)

    assert totals(reading) == [4]


@given(
    parts=st.lists(st.integers(0, 10**6), min_size=2, max_size=4),
    above=st.booleans(),
    slip=st.sampled_from([0, 1, -1, 9, 10**4]),
)
def test_a_total_is_taken_once_where_it_is_the_sum_and_asked_about_where_not(parts, above, slip):
    body = [[name, value] for name, value in zip(DISTRICTS, parts, strict=False)]
    total = ["合计", max(0, sum(parts) + slip)]

    reading = read_rows(TITLE, HEAD, *([total, *body] if above else [*body, total]))

    is_sum = total[1] == sum(parts)
    assert totals(reading) == ([sum(parts)] if is_sum else [])
    assert (Code.TOTAL_DISAGREES in codes(reading)) is not is_sum
    assert [f.value for f in reading.figures if f.region != "350100"] == [Decimal(value) for value in parts]
    assert INDEX.region("合计")  # the city's alias: the words alone would have placed it


def read_among_many(*rows, answers=None):
    """In a city of seven counted regions."""
    more = (replace(INDEX.regions["350102"], code=f"35019{n}", name=f"新{n}区", short_name="") for n in "123")
    index = Index(Catalogue(CATALOGUE.indicators, (*CATALOGUE.regions, *more)))
    grid = make_grid([TITLE, HEAD, *rows])
    return read_figures([grid], index, period=None, region=None, today=TODAY, answers=answers)


def test_the_total_of_a_few_listed_is_asked_about():
    few = ["鼓楼区", 3], ["高新区", 4], ["合计", 7]
    asked = (Ask.REGION, "Sheet1", "合计(鼓楼区、福州高新区)")

    reading = read_among_many(*few)

    assert (totals(reading), codes(reading)) == ([], [Code.NO_REGION])
    assert (reading.findings[0].cell, reading.findings[0].question.key) == ("A5", asked)
    assert totals(read_among_many(*few, answers={asked: "350100"})) == [7]
    assert codes(read_among_many(*few, answers={asked: SKIP})) == [Code.LEFT_OUT]
    assert totals(read_among_many(["鼓楼区", 3], ["高新区", 4], ["全市", 7])) == [7]


def test_the_total_of_most_is_that_of_all():
    most = [[name, 2] for name in DISTRICTS]

    assert totals(read_among_many(*most, ["合计", 8])) == [8]


@pytest.mark.parametrize("listed", [DISTRICTS, DISTRICTS[:3]])
def test_a_total_of_a_list_in_which_one_is_blank_or_left_out_says_so(listed):
    rows = [[name, "" if name == "闽侯县" else 2] for name in listed]

    reading = read_rows(TITLE, HEAD, *rows, ["合计", 6])

    (found,) = reading.findings
    assert (totals(reading), found.code, found.severity) == ([6], Code.TOTAL_LACKS, Severity.NOTE)
    assert (found.cell, found.params["missing"]) == (f"B{3 + len(listed)}", "闽侯县")


def test_a_total_of_all_that_count_lacks_nothing():
    whole = [[name, 2] for name in DISTRICTS]

    assert codes(read_rows(TITLE, HEAD, *whole, ["平潭县", ""], ["合计", 8])) == []
    assert codes(read_rows(TITLE, HEAD, *whole[:3], ["闽侯县", "—"], ["合计", 6])) == [Code.ABSENT]
    assert codes(read_rows(TITLE, HEAD, *whole[:3], ["福州市", 9])) == []


def sheets(**values):
    heads = {"汇总": "福州市", **{name: name for name in DISTRICTS}}
    return [
        make_grid(
            [[f"{heads[name]}2023年二季度"], ["指标", "单位", "数量"], ["养老机构", "家", value]], sheet=name
        )
        for name, value in values.items()
    ]


@pytest.mark.parametrize(
    ("given", "taken", "said"),
    [
        ({"鼓楼区": 3, "台江区": 2, "长乐区": 1, "闽侯县": 1, "汇总": 7}, [7], []),
        ({"鼓楼区": 3, "台江区": 2, "长乐区": 1, "闽侯县": 1, "汇总": 8}, [], [Code.TOTAL_DISAGREES]),
        ({"鼓楼区": 3, "台江区": 2, "汇总": 4}, [], [Code.TOTAL_DISAGREES]),
        ({"鼓楼区": 3, "台江区": 2, "汇总": 5}, [5], [Code.TOTAL_LACKS]),
        ({"鼓楼区": 3, "台江区": 2, "汇总": 9}, [9], []),
        ({"鼓楼区": 3, "汇总": 9}, [9], []),
    ],
)
def test_a_total_on_another_sheet_is_compared_with_its_parts(given, taken, said):
    reading = read_figures(sheets(**given), INDEX, period=None, region=None, today=TODAY)

    assert (totals(reading), codes(reading)) == (taken, said)
    assert len(reading.figures) == len(given) - 1 + len(taken)
