"""What a person can settle is asked, and what was answered is read where nothing speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.figure import FileReading
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code
from indicators.intake.questions import SKIP, Answers, Ask, Key, lasts, numbered
from indicators.intake.scopes import scope_words
from indicators.periods import Period
from tests.indicators.intake import misleading, unseen
from tests.indicators.intake.awkward import (
    BEDS,
    CASES,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    MINHOU,
    MONEY,
    PEOPLE,
    Q1,
    Q2,
    RURAL,
    SITES,
    TAIJIANG,
    TITLE,
    Case,
    Placed,
)
from tests.indicators.intake.corpus import INDEX, TODAY, Given, codes, make_grid

SHEET = "Sheet1"
INDICATOR, REGION, PERIOD, UNIT, COLUMN, NATURE, NOTE, STRUCK, ABOVE = Ask
GIVEN = "charity.given"
BY_NAME = {case.name: case for case in [*CASES, *unseen.CASES, *misleading.CASES]}


@dataclass(frozen=True)
class Told:
    """The answers to one awkward sheet, and what it gives beside what it gave without them."""

    case: str
    answers: dict[tuple[Ask, str], str]
    more: tuple[Placed, ...] = ()
    said: tuple[Code, ...] = field(default=())


TOLD = [
    Told(
        "regions by indicators, a part between the rows",
        {(INDICATOR, "民办 › 养老机构(家)"): SKIP},
        said=(Code.LEFT_OUT,),
    ),
    Told(
        "a corner without a word, rows of nobody knows what",
        {(REGION, "华大街道"): GULOU, (REGION, "南街街道"): TAIJIANG},
        ((HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30), (HOMES, TAIJIANG, Q2, 2), (BEDS, TAIJIANG, Q2, 20)),
    ),
    Told(
        "indicators by regions, one of them of another city",
        {(REGION, "思明区"): SKIP},
        said=(Code.LEFT_OUT,),
    ),
    Told(
        "regions by periods, another indicator in one header",
        {(INDICATOR, "民办"): SITES},
        ((SITES, GULOU, Q2, 4),),
    ),
    Told(
        "regions by years without title",
        {(INDICATOR, ""): HOMES, (UNIT, ""): "家"},
        tuple(
            (HOMES, region, period, value)
            for region, period, value in (
                (GULOU, "2022-Q4", 3),
                (GULOU, "2021-Q4", 4),
                (TAIJIANG, "2022-Q4", 5),
                (TAIJIANG, "2021-Q4", 6),
            )
        ),
    ),
    Told(
        "years over rows that say nothing",
        {(REGION, "#2"): GULOU, (REGION, "#3"): TAIJIANG, (INDICATOR, ""): MONEY, (UNIT, ""): "亿元"},
        tuple(
            (MONEY, region, period, Decimal(value))
            for region, period, value in (
                (GULOU, "2020-Q4", 15000),
                (GULOU, "2021-Q4", 25000),
                (GULOU, "2022-Q4", 30000),
                (TAIJIANG, "2020-Q4", 40000),
                (TAIJIANG, "2021-Q4", 50000),
                (TAIJIANG, "2022-Q4", 60000),
            )
        ),
    ),
    Told(
        "indicators by months of nobody knows which year",
        {(COLUMN, ""): "3月", (PERIOD, ""): "2023-03"},
        ((BEDS, CITY, Q1, 4),),
        (Code.IGNORED_COLUMN,),
    ),
    Told(
        "城市 and 农村 under one 数量",
        {(COLUMN, ""): "数量 农村"},
        ((RURAL, CITY, Q2, 2),),
        (Code.IGNORED_COLUMN,),
    ),
    Told(
        "only the rural ones",
        {(COLUMN, ""): "农村 数量"},
        ((RURAL, CITY, Q2, 3),),
        (Code.IGNORED_COLUMN,),
    ),
    Told(
        "a header of two rows that spells names, in a csv file",
        {(INDICATOR, "低保人数全部"): PEOPLE},
        ((PEOPLE, GULOU, Q2, 3),),
    ),
    Told(
        "a header of three rows",
        {(INDICATOR, "养老服务养老机构"): HOMES, (INDICATOR, "养老服务养老床位"): BEDS},
        ((HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)),
    ),
    Told(
        "by codes that are another's name",
        {(INDICATOR, "eldercare.beds 养老机构"): HOMES},
        ((HOMES, CITY, Q2, 3),),
    ),
    Told(
        "a heading with a unit does not lend it to the next",
        {(UNIT, "床位 › 养老床位"): "百张"},
        ((BEDS, CITY, Q2, 200),),
    ),
    Told("a path that spells no name", {(INDICATOR, "城市 › 低保人数"): SKIP}, said=(Code.LEFT_OUT,)),
    Told(
        "合计 of a district's streets is not the city",
        {(REGION, "华大街道"): SKIP, (REGION, "南街街道"): SKIP},
        said=(Code.LEFT_OUT,) * 2,
    ),
    Told("a misspelt label", {(INDICATOR, "养老机溝"): HOMES}, ((HOMES, CITY, Q2, 2),)),
    Told("a name of two indicators", {(INDICATOR, "募集款"): GIVEN}, ((GIVEN, CITY, Q2, 2),)),
    Told("时间：最近5年", {(PERIOD, ""): Q2}, ((HOMES, CITY, Q2, 3),)),
    Told("no region", {(REGION, ""): MINHOU}, ((HOMES, MINHOU, Q2, 3),)),
    Told("two periods", {(PERIOD, ""): Q1}, ((HOMES, CITY, Q1, 3),)),
    Told("a title against the choice", {(PERIOD, ""): Q2}, ((HOMES, CITY, Q2, 3),)),
    Told(
        "two columns of one header",
        {(COLUMN, ""): "#C 养老机构(家)"},
        ((HOMES, GULOU, Q2, 2), (HOMES, TAIJIANG, Q2, 4)),
        (Code.IGNORED_COLUMN,),
    ),
    Told(
        "万元 in the label over 元",
        {(UNIT, "低保金(万元) 元/万元"): "万元"},
        ((MONEY, CITY, Q2, 3),),
    ),
    Told(
        "福州市（不含平潭）, 350100 chosen",
        {(REGION, "福州市(不含平潭)养老统计"): CITY},
        ((HOMES, CITY, Q2, 12),),
    ),
    Told("two units in one line", {(UNIT, "低保金"): "元"}, ((MONEY, CITY, Q2, Decimal("0.0003")),)),
    Told(
        "当月 in 万元 beside 累计 in 元",
        {(COLUMN, ""): "累计资金(元)"},
        ((MONEY, CITY, Q2, 5),),
        (Code.IGNORED_COLUMN,),
    ),
]


def keyed(answers: dict[tuple[Ask, str], str]) -> dict[Key, str]:
    return {(ask, SHEET, subject): told for (ask, subject), told in answers.items()}


def read(case: Case, answers: Answers) -> FileReading:
    return read_figures(
        [make_grid(case.rows, merges=case.merges, **case.options)],
        INDEX,
        period=Period.parse(case.period) if case.period else None,
        region=case.region or None,
        today=TODAY,
        answers=answers,
    )


def read_rows(*rows: list[Given], **answers: str) -> FileReading:
    """A sheet with answers named by what they ask, of the subject that stands before the colon."""
    told = {}
    for ask, text in answers.items():
        subject, _, answer = text.rpartition(":")
        told[Ask(ask), subject] = answer
    return read(Case("", rows), keyed(told))


def placed(reading: FileReading) -> list[Placed]:
    return sorted(
        ((each.indicator, each.region, str(each.period), each.value) for each in reading.figures), key=str
    )


def asked(reading: FileReading) -> set[tuple[Ask, str]]:
    """What is asked, part by part."""
    questions = [found.question for found in reading.findings if found.question]
    return {(each.ask, subject) for each in questions for subject in each.parts or [each.subject]}


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.case)
def test_an_answered_sheet_gives_its_figures(told: Told) -> None:
    case = BY_NAME[told.case]
    before = [code for code in case.said if code in (Code.IGNORED_COLUMN, Code.LEFT_OUT)]

    reading = read(case, keyed(told.answers))

    assert placed(reading) == sorted((*case.figures, *told.more), key=str)
    assert sorted(codes(reading)) == sorted((*before, *told.said))
    assert reading.used.keys() == keyed(told.answers).keys()


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.case)
def test_only_what_is_asked_is_answered(told: Told) -> None:
    case, answers = BY_NAME[told.case], {}
    for _ in told.answers:
        answers |= {
            key: told.answers[key] for key in asked(read(case, keyed(answers))) if key in told.answers
        }

    assert answers == told.answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_can_be_settled_is_asked_and_all_left_out_is_said(case: Case) -> None:
    answers: dict[Key, str] = {}
    for _ in range(3):
        reading = read(case, answers)
        answers |= {(ask, SHEET, subject): SKIP for ask, subject in asked(reading)}

    assert not asked(read(case, answers))
    assert placed(read(case, answers)) == sorted(case.figures, key=str)
    assert not answers or Code.LEFT_OUT in codes(read(case, answers))


@given(
    case=st.sampled_from(CASES),
    ask=st.sampled_from(Ask),
    place=st.sampled_from([("Sheet2", ""), (SHEET, "没有的行"), (SHEET, "#99"), ("", "养老机构")]),
    told=st.sampled_from([SKIP, HOMES, GULOU, Q1, "万元", "数量"]),
)
def test_an_answer_about_something_else_changes_nothing(
    case: Case, ask: Ask, place: tuple[str, str], told: str
) -> None:
    reading = read(case, {(ask, *place): told})

    assert reading == read(case, {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_for_a_whole_sheet_is_as_if_it_had_been_chosen(case: Case) -> None:
    for period, region in ((Q1, CITY), (Q2, GULOU), ("2021-Q4", MINHOU)):
        told = read(replace(case, period="", region=""), keyed({(PERIOD, ""): period, (REGION, ""): region}))
        chosen = read(replace(case, period=period, region=region), {})

        assert (told.figures, told.findings) == (chosen.figures, chosen.findings)


@pytest.mark.parametrize("told", ["没有这个", "eldercare", "2023-13", "Q2", "999999"])
@pytest.mark.parametrize(
    "case", ["a misspelt label", "no region", "时间：最近5年", "a name of two indicators"]
)
def test_an_answer_that_names_nothing_leaves_the_question(case: str, told: str) -> None:
    before = read(BY_NAME[case], {})
    answers = {(ask, SHEET, subject): told for ask, subject in asked(before)}

    after = read(BY_NAME[case], answers)

    assert (after.figures, after.findings) == (before.figures, before.findings)


def test_an_answered_period_against_the_title_is_a_question() -> None:
    reading = read_rows(TITLE, HEAD, ["养老机构", "家", 3], period=f":{Q1}")

    assert (reading.figures, codes(reading)) == ((), [Code.PERIOD_CONFLICT])
    assert reading.findings[0].question
    assert reading.findings[0].question.candidates == (Q2,)


def test_an_answered_region_against_the_reporting_unit_is_a_question() -> None:
    reading = read_rows(["编制单位：鼓楼区"], TITLE, HEAD, ["养老机构", "家", 3], region=f":{TAIJIANG}")

    assert (reading.figures, codes(reading)) == ((), [Code.REGION_CONFLICT])


def test_an_answered_unit_that_does_not_convert_is_asked_again() -> None:
    reading = read_rows(TITLE, HEAD, ["低保金", "", 3], unit="低保金:人")

    assert (reading.figures, codes(reading)) == ((), [Code.UNIT_MISMATCH])
    assert asked(reading) == {(UNIT, "低保金")}


def test_an_answered_unit_gives_way_to_one_in_the_cell() -> None:
    reading = read_rows(TITLE, HEAD, ["低保金", "", "3万元"], unit="低保金:亿元")

    assert placed(reading) == [(MONEY, CITY, Q2, 3)]
    assert not reading.used


def test_an_answered_indicator_must_fit_the_unit_and_is_asked_again() -> None:
    reading = read_rows(TITLE, HEAD, ["收养机构", "家", 3], indicator=f"收养机构:{PEOPLE}")

    assert (reading.figures, codes(reading)) == ((), [Code.UNIT_MISMATCH])
    assert asked(reading) == {(INDICATOR, "收养机构")}


def test_an_answered_indicator_must_fit_the_period() -> None:
    reading = read_rows(TITLE, HEAD, ["社工", "人", 3], indicator="社工:assistance.year_flow")

    assert reading.figures == ()
    assert asked(reading) == {(INDICATOR, "社工")}


def test_two_rows_answered_to_one_indicator_are_a_duplicate() -> None:
    reading = read_rows(TITLE, HEAD, ["养老机构", "家", 3], ["敬老院", "家", 2], indicator=f"敬老院:{HOMES}")

    assert (reading.figures, codes(reading)) == ((), [Code.DUPLICATE] * 2)
    assert asked(reading) == {(INDICATOR, "敬老院")}


def test_two_rows_answered_to_one_region_are_asked_again() -> None:
    case = BY_NAME["years over rows that say nothing"]
    told = {(REGION, "#2"): GULOU, (REGION, "#3"): GULOU, (INDICATOR, ""): MONEY, (UNIT, ""): "亿元"}

    reading = read(case, keyed(told))

    assert (reading.figures, set(codes(reading))) == ((), {Code.DUPLICATE})
    assert asked(reading) == {(REGION, "#2"), (REGION, "#3")}


def test_an_answer_for_a_name_of_the_catalogue_is_a_question_where_it_says_otherwise() -> None:
    reading = read_rows(TITLE, HEAD, ["养老机构", "家", 3], indicator=f"养老机构:{SITES}")

    assert (reading.figures, codes(reading)) == ((), [Code.AMBIGUOUS_INDICATOR])


def test_a_code_that_contradicts_its_name_is_settled_only_by_one_of_the_two() -> None:
    reading = read(
        BY_NAME["by codes that are another's name"], keyed({(INDICATOR, "eldercare.beds 养老机构"): SITES})
    )

    assert (reading.figures, codes(reading)) == ((), [Code.CODE_NAME_CONFLICT])


def test_an_answered_part_is_never_the_whole() -> None:
    rows = [TITLE, ["指标", "单位", "公办", "民办"], ["养老机构", "家", 3, 2]]

    reading = read_rows(*rows, column=":民办")

    assert reading.figures == ()
    assert asked(reading) == {(INDICATOR, "民办 › 养老机构")}


def test_a_month_without_its_year_must_be_that_of_the_answered_period() -> None:
    case = BY_NAME["indicators by months of nobody knows which year"]

    reading = read(case, keyed({(COLUMN, ""): "1月", (PERIOD, ""): "2023-03"}))

    assert (reading.figures, codes(reading)) == ((), [Code.PERIOD_CONFLICT])


def test_rows_that_were_not_answered_stay_a_question() -> None:
    case = BY_NAME["years over rows that say nothing"]

    reading = read(case, keyed({(REGION, "#2"): GULOU, (INDICATOR, ""): HOMES, (UNIT, ""): "万家"}))

    assert {figure.region for figure in reading.figures} == {GULOU}
    assert codes(reading) == [Code.NO_REGION]
    assert reading.findings[0].params["rows"] == "3"


def test_a_row_without_the_region_that_others_have_is_answered_by_its_number() -> None:
    rows = [TITLE, ["地区", "养老机构（家）", "备注"], ["鼓楼区", 3, ""], ["", 2, "新"]]

    assert asked(read_rows(*rows)) == {(REGION, "#4")}
    assert placed(read_rows(*rows, region=f"#4:{TAIJIANG}")) == [
        (HOMES, GULOU, Q2, 3),
        (HOMES, TAIJIANG, Q2, 2),
    ]


def test_a_subject_is_the_same_next_quarter() -> None:
    said = [
        asked(read_rows([f"福州市{quarter}"], HEAD, [f"{number}、{quarter}末护理型床位", "张", 3]))
        for number, quarter in (("三", "2023年一季度"), ("四", "2023年二季度"))
    ]

    assert said == [{(INDICATOR, "护理型床位")}] * 2


@pytest.mark.parametrize(
    ("ask", "subject", "expected"),
    [
        (INDICATOR, "护理型床位", True),
        (INDICATOR, "", True),
        (UNIT, "护理型床位", True),
        (COLUMN, "", True),
        (REGION, "榕城区", True),
        (REGION, "", False),
        (REGION, "本区", False),
        (REGION, numbered(4), False),
        (REGION, "福州市(不含平潭)养老统计", True),
        (NOTE, "注:低保人数不含特困", True),
        (PERIOD, "", False),
        (PERIOD, "最近", False),
    ],
)
def test_what_means_the_same_next_time_lasts(ask: Ask, subject: str, expected: bool) -> None:
    assert lasts(ask, subject) is expected


def test_figures_under_words_of_another_nature_are_taken_where_a_person_says_so() -> None:
    rows: list[list[Given]] = [["福州市2023年二季度"], ["指标", "单位", "本季"], ["低保金", "万元", 3]]

    assert asked(read_rows(*rows)) == {(NATURE, "本季")}
    assert placed(read_rows(*rows, nature="本季:asked")) == [(MONEY, CITY, Q2, 3)]
    assert codes(read_rows(*rows, nature="本季:")) == [Code.LEFT_OUT]
    assert not lasts(NATURE, "本季")


def test_what_a_note_narrows_is_asked_in_its_own_words() -> None:
    rows: list[list[Given]] = [TITLE, HEAD, ["养老机构", "家", 3], ["注：养老机构不含民办"]]

    assert asked(read_rows(*rows)) == {(NOTE, "注:养老机构不含民办")}
    assert placed(read_rows(*rows, note="注:养老机构不含民办:asked")) == [(HOMES, CITY, Q2, 3)]
    assert codes(read_rows(*rows, note="注:养老机构不含民办:")) == [Code.LEFT_OUT]


@pytest.mark.parametrize(
    ("title", "subject", "region"),
    [
        ("福州市（不含平潭）2023年二季度养老统计", "福州市(不含平潭)养老统计", CITY),
        ("2023年二季度鼓楼区南街街道养老统计", "鼓楼区南街街道养老统计", GULOU),
    ],
)
def test_a_scope_is_asked_without_the_date_of_its_title(title: str, subject: str, region: str) -> None:
    rows: list[list[Given]] = [[title], HEAD, ["养老机构", "家", 3]]

    assert asked(read_rows(*rows)) == {(REGION, subject)}
    assert placed(read_rows(*rows, region=f"{subject}:{region}")) == [(HOMES, region, Q2, 3)]
    assert not placed(read_rows(*rows, region=f"{subject}:")), "left out"
    assert asked(read_rows(*rows, region=f"福州市(不含长乐)养老统计:{CITY}")) == {(REGION, subject)}


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("2023年二季度福州市（不含平潭2022年新设街道）养老统计", "福州市(不含平潭2022年新设街道)养老统计"),
        ("2023年二季度全市（不含平潭）养老统计", "全市(不含平潭)养老统计"),
    ],
)
def test_a_date_in_brackets_belongs_to_the_scope(title: str, subject: str) -> None:
    assert scope_words(title) == subject
    assert lasts(REGION, subject) is not subject.startswith("全")


def test_a_label_is_asked_under_the_words_of_the_title_that_narrow_it() -> None:
    rows: list[list[Given]] = [["2023年二季度福州市残疾人低保人数"], HEAD, ["低保人数", "人", 3]]

    assert asked(read_rows(*rows)) == {(INDICATOR, "残疾人 › 低保人数")}


def test_an_answer_for_one_starred_row_says_nothing_of_another() -> None:
    rows: list[list[Given]] = [
        TITLE,
        HEAD,
        ["养老机构*", "家", 3],
        ["养老床位*", "张", 4],
        ["注：带*为本年累计"],
    ]

    assert asked(read_rows(*rows)) == {(NATURE, "养老机构"), (NATURE, "养老床位")}
    assert placed(read_rows(*rows, nature="养老机构:asked")) == [(HOMES, CITY, Q2, 3)]


def test_the_indicator_that_the_title_names_is_offered_and_not_taken() -> None:
    rows: list[list[Given]] = [
        ["福州市2023年各区养老床位（张）"],
        ["地区", "一季度", "二季度"],
        ["鼓楼区", 3, 4],
    ]

    (question,) = (found.question for found in read_rows(*rows).findings if found.question)

    assert question is not None
    assert (question.ask, question.subject, question.candidates) == (INDICATOR, "", (BEDS,))
    assert not read_rows(*rows).figures


def test_tables_of_one_sheet_that_name_nothing_are_asked_about_one_by_one():
    rows = [
        ["福州市2022年末城市救助", "单位：人"],
        ["地区", "数量"],
        ["鼓楼区", 3],
        ["福州市2023年6月末农村救助", "单位：人"],
        ["地区", "数量"],
        ["台江区", 4],
    ]
    first, second = (Ask.INDICATOR, "福州市城市救助"), (Ask.INDICATOR, "福州市农村救助")
    case = Case("", rows)

    half = read(case, keyed({first: PEOPLE}))
    whole = read(case, keyed({first: PEOPLE, second: RURAL}))

    assert asked(read(case, {})) >= {first, second}
    assert placed(half) == [(PEOPLE, GULOU, "2022-Q4", 3)]
    assert placed(whole) == [(PEOPLE, GULOU, "2022-Q4", 3), (RURAL, TAIJIANG, Q2, 4)]


def test_tables_of_one_sheet_without_titles_are_told_apart_by_their_rows():
    rows = [["地区", "数量（人）"], ["鼓楼区", 3], [], ["地区", "数量（人）"], ["台江区", 4]]

    assert asked(read_rows(*rows)) >= {(Ask.INDICATOR, "#1"), (Ask.INDICATOR, "#4")}
