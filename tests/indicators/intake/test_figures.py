from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.findings import Code, Severity, Subject
from indicators.intake.grid import Cell, Kind
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from tests.indicators.intake.corpus import Q2, codes, make_grid, percent, read, read_rows, values
from tests.indicators.intake.test_layout import OFFICIAL

HEADER = ["指标名称", "单位", "数值"]


def only(reading):
    (figure,) = reading.figures
    return figure


def finding(reading, code):
    (found,) = [found for found in reading.findings if found.code is code]
    return found


def test_official_layout_states_period_region_and_form():
    reading = read(make_grid(OFFICIAL), period=None, region=None)

    assert values(reading) == {"eldercare.institutions": 167, "eldercare.beds": 21300}
    assert {str(figure.period) for figure in reading.figures} == {"2019-Q2"}
    assert {figure.region for figure in reading.figures} == {"350100"}
    assert reading.form_hint == "JBZH0001"
    assert codes(reading) == [Code.IGNORED_COLUMN] * 3
    assert reading.figures[0].cell == "D9"
    assert reading.figures[0].unit == "家"
    assert reading.figures[0].printed == "167个"


def test_full_row_keeps_text_citation_and_note():
    header = ["序号", "指标代码", "指标名称", "单位", "数值", "原文", "出处", "备注"]
    row = [1, "assistance.people", "低保人数", "人", 75800, "7.58万名", "报告 三（一）", "含特困"]

    figure = only(read_rows(header, row))

    assert (figure.indicator, figure.region, figure.period) == ("assistance.people", "350100", Q2)
    assert (figure.value, figure.unit) == (Decimal(75800), "人")
    assert (figure.printed, figure.printed_unit) == ("7.58万名", "万名")
    assert (figure.qualifier, figure.margin) == (Qualifier.ROUNDED, Decimal(50))
    assert (figure.citation, figure.note, figure.cell) == ("报告 三（一）", "含特困", "E2")


@pytest.mark.parametrize(
    ("label", "unit", "value", "expected", "qualifier", "margin"),
    [
        ("低保人数", "人", "3528", 3528, "exact", 0),
        ("低保人数", "人", "１，２３４", 1234, "exact", 0),
        ("低保人数", "", "7.58万人", 75800, "rounded", 50),
        ("低保人数", "人", "7.58万", 75800, "rounded", 50),
        ("低保人数", "万人", Decimal("7.58"), 75800, "rounded", 50),
        ("低保金", "", "约2.2亿元", 22000, "about", 500),
        ("低保金", "亿元", Decimal("2.2"), 22000, "rounded", 500),
        ("低保金", "万元", Decimal("1878.19"), Decimal("1878.19"), "exact", 0),
        ("低保金", "元", 18781900, Decimal("1878.19"), "exact", 0),
        ("低保金", "", "1878.19万元", Decimal("1878.19"), "exact", 0),
        ("探访关爱人次", "", "近40万人次", 400000, "nearly", 5000),
        ("探访关爱人次", "人次", "40余", 40, "over", Decimal("0.5")),
        ("设施覆盖率", "", percent("35.6%"), Decimal("35.6"), "rounded", Decimal("0.05")),
        ("设施覆盖率", "%", Decimal("0.356"), Decimal("0.356"), "rounded", Decimal("0.0005")),
        ("设施覆盖率", "%", 100, 100, "exact", 0),
        ("设施覆盖率", "‰", 356, Decimal("35.6"), "exact", 0),
        ("低保标准", "元/人·年", 9600, 800, "exact", 0),
        ("养老机构", "个", 167, 167, "exact", 0),
        ("养老机构（家）", "", 167, 167, "exact", 0),
        ("社工位次", "", "全省第二", 2, "exact", 0),
    ],
)
def test_value_is_read_in_the_base_unit(label, unit, value, expected, qualifier, margin):
    figure = only(read_rows(HEADER, [label, unit, value]))

    assert (figure.value, figure.qualifier, figure.margin) == (expected, qualifier, margin)


def test_unit_comes_from_row_then_label_then_header_then_line():
    above, header = ["单位：百人"], ["指标", "单位", "数量（千人）"]

    assert values(read_rows(above, header, ["低保人数（百人）", "人", 3])) == {"assistance.people": 3}
    assert values(read_rows(above, header, ["低保人数（百人）", "", 3])) == {"assistance.people": 300}
    assert values(read_rows(above, header, ["低保人数", "", 3])) == {"assistance.people": 3000}
    assert values(read_rows(["单位：万人"], ["指标", "数量"], ["低保人数", 3])) == {
        "assistance.people": 30000
    }


def test_number_without_a_unit_is_a_question():
    reading = read_rows(["指标", "数量"], ["低保人数", 3], ["养老机构", 4], ["低保金", "5万元"])

    assert values(reading) == {"assistance.spending": 5}
    assert codes(reading) == [Code.NO_UNIT, Code.NO_UNIT]
    assert finding(read_rows(HEADER, ["低保人数", "", 3]), Code.NO_UNIT).cell == "B2"


@pytest.mark.parametrize(
    ("label", "unit", "value"),
    [
        ("低保人数", "人次", 3),
        ("低保人数", "户", 3),
        ("低保人数", "人", "3户"),
        ("低保人数", "人次", "3人"),
        ("低保人数", "人", percent("35.6%")),
        ("临时救助（人）", "", 3),
        ("临时救助（人）", "人次", 3),
        ("临时救助（人）", "", "3人次"),
        ("养老床位", "家", 3),
    ],
)
def test_foreign_unit_is_an_error(label, unit, value):
    reading = read_rows(HEADER, [label, unit, value], period=Period.parse("2023-Q2"))

    assert not reading.figures
    assert Code.UNIT_MISMATCH in codes(reading)
    assert finding(reading, Code.UNIT_MISMATCH).params.keys() >= {"indicator", "given", "expected"}


def test_scale_that_is_stated_twice_is_an_error():
    reading = read_rows(HEADER, ["低保人数", "万人", "7.58万"], period=Period.parse("2023-Q2"))

    said = finding(reading, Code.DOUBLE_SCALE).params
    assert not reading.figures
    assert (said["given"], said["expected"], said["whole"]) == ("7.58万", "万人", "7.58万人")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("待定", Code.NOT_A_NUMBER),
        ("(120)", Code.NEGATIVE),
        ("养老(120)", Code.NOT_A_NUMBER),
        ("1,2345", Code.NOT_A_NUMBER),
        (date(2023, 6, 1), Code.NOT_A_NUMBER),
        (True, Code.NOT_A_NUMBER),
        (Cell(None, "#DIV/0!", Kind.ERROR), Code.CELL_ERROR),
        (Cell(None, "=A1+1", Kind.UNCOMPUTED), Code.UNCOMPUTED_FORMULA),
        (-3, Code.NEGATIVE),
        ("-3", Code.NEGATIVE),
        (Decimal("3.5"), Code.NOT_WHOLE),
        (100_000_000_000, Code.VALUE_TOO_LARGE),
        (Decimal("1e300"), Code.VALUE_TOO_LARGE),
        ("9" * 40, Code.VALUE_TOO_LARGE),
    ],
)
def test_bad_value_is_an_error_at_its_cell(value, code):
    reading = read_rows(HEADER, ["养老机构", "家", value], ["养老床位", "张", 5])

    assert values(reading) == {"eldercare.beds": 5}
    found = finding(reading, code)
    assert (found.severity, found.cell, found.params["indicator"]) == (Severity.ERROR, "C2", "养老机构")


def test_percentage_above_hundred_is_an_error():
    assert codes(read_rows(HEADER, ["设施覆盖率", "%", 101])) == [Code.OVER_HUNDRED]


def test_fraction_of_a_person_is_an_error_even_when_printed_in_ten_thousands():
    assert codes(read_rows(HEADER, ["低保人数", "万人", Decimal("7.58888")])) == [Code.NOT_WHOLE]


def test_more_decimals_than_are_kept_are_rounded_and_said():
    reading = read_rows(HEADER, ["低保金", "元", Decimal("12345678.55")])

    assert only(reading).value == Decimal("1234.5679")
    assert finding(reading, Code.ROUNDED).params["expected"] == "1234.5679万元"


@pytest.mark.parametrize(("mark", "absence"), [("—", Absence.NOT_APPLICABLE), ("…", Absence.WITHHELD)])
def test_mark_of_absence_is_a_figure_without_value(mark, absence):
    reading = read_rows(HEADER, ["养老机构", "家", mark])

    assert (only(reading).value, only(reading).absence) == (None, absence)
    assert finding(reading, Code.ABSENT).severity is Severity.NOTE


def test_blank_is_not_given_and_a_heading_is_no_indicator():
    reading = read_rows(HEADER, ["一、养老"], ["养老机构", "家", None], ["养老床位", "张", 0])

    assert values(reading) == {"eldercare.beds": 0}
    assert not reading.findings


def test_nothing_at_all_is_never_silent():
    assert codes(read()) == [Code.NO_TABLE]
    assert codes(read(make_grid([]))) == [Code.NO_TABLE]
    assert codes(read_rows(HEADER, ["养老机构", "家", None])) == [Code.NO_FIGURES]
    assert codes(read(make_grid([HEADER, ["养老机构", "家", 3]], hidden=True))) == [Code.NO_TABLE]


def test_sheet_without_table_beside_others_is_said():
    table = make_grid([HEADER, ["养老机构", "家", 3]])

    words = read(table, make_grid([["填报说明：略"]], sheet="说明"))
    numbers = read(table, make_grid([["合计", 3]], sheet="草稿"))

    assert finding(words, Code.NO_TABLE).severity is Severity.NOTE
    assert finding(numbers, Code.NO_TABLE).severity is Severity.WARNING
    assert finding(numbers, Code.NO_TABLE).sheet == "草稿"


def test_unknown_indicator_is_a_question_with_suggestions():
    found = finding(read_rows(HEADER, ["养老机购", "家", 3]), Code.UNKNOWN_INDICATOR)

    assert (found.severity, found.cell) == (Severity.QUESTION, "A2")
    assert found.params["suggestions"].startswith("养老机构")


@pytest.mark.parametrize("label", ["合计", "", "其中：女性"])
def test_row_with_a_value_is_never_skipped(label):
    assert codes(read_rows(HEADER, [label, "家", 3])) == [Code.UNKNOWN_INDICATOR]


def test_two_candidates_are_a_question_with_both_names():
    found = finding(read_rows(HEADER, ["募集款", "万元", 3]), Code.AMBIGUOUS_INDICATOR)

    assert found.params == {"given": "募集款", "candidates": "慈善募集、慈善支出"}


@pytest.mark.parametrize(
    "above",
    [["一、农村低保"], ["农村低保"], ["（一）农村低保人数", "人", 5], ["农村低保人数", "人", 5]],
)
def test_label_under_a_rural_row_is_not_the_whole(above):
    label = "低保人数" if len(above) == 1 else "1.低保人数" if "（" in above[0] else "其中：低保人数"

    reading = read_rows(HEADER, above, [label, "人", 3], ["二、养老"], ["养老机构", "家", 4])

    assert "assistance.people" not in values(reading)
    assert values(reading)["eldercare.institutions"] == 4
    assert codes(reading) == [Code.AMBIGUOUS_INDICATOR]


def test_plain_row_after_a_rural_one_is_the_whole():
    reading = read_rows(HEADER, ["农村低保人数", "人", 1], ["低保人数", "人", 3])

    assert values(reading) == {"assistance.rural_people": 1, "assistance.people": 3}


def test_code_of_another_indicator_is_an_error():
    reading = read_rows(["代码", "指标", "单位", "数量"], ["eldercare.beds", "养老机构", "家", 3])

    assert not reading.figures
    assert finding(reading, Code.CODE_NAME_CONFLICT).params == {
        "indicator": "养老机构",
        "given": "养老机构",
        "code": "eldercare.beds",
        "expected": "养老床位",
    }


def test_column_without_a_header_is_said():
    reading = read_rows(HEADER, ["养老机构", "家", 3, 4])

    assert values(reading) == {"eldercare.institutions": 3}
    assert finding(reading, Code.IGNORED_COLUMN).params == {"column": "D"}


def test_unit_line_holds_for_its_own_table_alone():
    table = [["指标", "数量"], ["低保金", 3]]

    reading = read_rows(["单位：万元"], *table, ["指标", "数量"], ["慈善募集", 4])

    assert values(reading) == {"assistance.spending": 3}
    assert codes(reading) == [Code.NO_UNIT]


def test_duplicates_are_errors_at_both_cells_and_neither_is_kept():
    first = make_grid([HEADER, ["养老机构", "家", 3]], sheet="一")
    second = make_grid([HEADER, ["养老机构数", "家", 3], ["养老床位", "张", 4]], sheet="二")

    reading = read(first, second)

    assert values(reading) == {"eldercare.beds": 4}
    assert [(found.code, found.sheet, found.params["others"]) for found in reading.findings] == [
        (Code.DUPLICATE, "一", "二!C2"),
        (Code.DUPLICATE, "二", "一!C2"),
    ]


@pytest.mark.parametrize(
    ("printed", "value", "qualifier"),
    [
        ("167家", 167, "exact"),
        ("167个", 167, "exact"),
        ("约167家", 167, "about"),
        ("全市共有养老机构167家，比2022年多", 167, "exact"),
        ("已全面整改到位", 167, "exact"),
    ],
)
def test_printed_text_gives_the_qualifier(printed, value, qualifier):
    figure = only(read_rows([*HEADER, "原文"], ["养老机构", "家", 167, printed]))

    assert (figure.value, figure.qualifier, figure.printed) == (value, qualifier, printed)


@pytest.mark.parametrize("printed", ["168家", "1.67万家", "167户", "全市共有养老机构168家"])
def test_printed_text_that_states_another_number_is_a_question(printed):
    reading = read_rows([*HEADER, "原文"], ["养老机构", "家", 167, printed])

    assert not reading.figures
    assert finding(reading, Code.PRINTED_DISAGREES).severity is Severity.QUESTION


def test_printed_text_beside_a_blank_value_is_a_question():
    reading = read_rows([*HEADER, "原文"], ["养老机构", "家", None, "167家"], ["养老床位", "张", 2, ""])

    assert values(reading) == {"eldercare.beds": 2}
    assert codes(reading) == [Code.PRINTED_DISAGREES]


def test_printed_text_alone_is_the_value():
    figure = only(read_rows(["指标", "原文"], ["低保人数", "7.58万名"]))

    assert (figure.value, figure.printed, figure.cell) == (75800, "7.58万名", "B2")


def test_printed_unit_serves_a_bare_number():
    header = ["指标", "数量", "原文"]

    assert only(read_rows(header, ["低保人数", Decimal("7.58"), "7.58万名"])).value == 75800
    assert only(read_rows(header, ["低保人数", 75800, "7.58万名"])).value == 75800
    assert codes(read_rows(header, ["低保人数", 758, "7.58万名"])) == [Code.PRINTED_DISAGREES]


@pytest.mark.parametrize(
    ("word", "qualifier"),
    [
        ("约", "about"),
        ("近", "nearly"),
        ("余", "over"),
        ("取整", "rounded"),
        ("精确", "exact"),
        ("", "rounded"),
    ],
)
def test_qualifier_column_wins(word, qualifier):
    figure = only(read_rows([*HEADER, "修饰"], ["低保人数", "万人", Decimal("7.58"), word]))

    assert figure.qualifier == qualifier
    assert figure.margin == (0 if qualifier == "exact" else 50)


def test_two_value_columns_are_a_question():
    reading = read_rows(["指标", "单位", "本月", "本年累计"], ["低保金", "万元", 3, 4])

    assert not reading.figures
    assert finding(reading, Code.WHICH_VALUE_COLUMN).params == {"columns": "本月、本年累计"}


def test_column_of_unknown_header_is_a_question_when_no_other_holds_values():
    assert codes(read_rows(["指标", "单位", "民政"], ["养老机构", "家", 4])) == [Code.WHICH_VALUE_COLUMN]


@pytest.mark.parametrize("header", ["上期", "上季度", "环比", "同比", "上年同期", "上月", "比重", "甲乙"])
def test_other_columns_are_said_and_not_read(header):
    reading = read_rows([*HEADER, header], ["养老机构", "家", 3, 4])

    assert values(reading) == {"eldercare.institutions": 3}
    assert finding(reading, Code.IGNORED_COLUMN).params == {"column": header}


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "身份证号", "金额"], ["张三", "x", 3]],
        [["指标", "数量", "手机号码"], ["养老机构", 3, "1"]],
        [["序号", "监护人姓名（必填）"], [1, "张三"]],
        [["指标", "数量"], ["张三", "350102199001011234"], ["李四", "350102199001015678"]],
        [["指标", "备注"], ["养老机构", "经办 11010519491231002X"]],
        [["指标", "数量"], ["一", "13800000001"], ["二", "13900000002"], ["三", 13700000003]],
    ],
)
def test_personal_data_refuses_the_file_and_says_nothing_of_it(rows):
    table = make_grid([HEADER, ["养老机构", "家", 3]])

    reading = read(table, make_grid(rows, hidden=True))

    assert not reading.figures
    assert codes(reading) == [Code.PERSONAL_DATA]
    assert reading.findings[0].params.keys() == {"kind"}


def test_form_furniture_and_large_money_are_no_personal_data():
    reading = read_rows(
        ["填表人：甲", "联系电话：0591-87654321"],
        HEADER,
        ["低保金", "元", 13800000001],
        ["慈善募集", "元", 3],
        ["养老机构", "家", 3],
        ["填表人姓名：", "甲"],
    )

    assert Code.PERSONAL_DATA not in codes(reading)


TABLE = [
    ["序号", "指标代码", "指标名称", "计量单位", "数值", "原文", "出处", "备注", "上期"],
    [1, "eldercare.institutions", "养老机构", "家", 167, "167家", "一（一）", "", 160],
    [2, "", "其中：养老床位（张）", "", "2.13万", "", "", "据实", 160],
    [3, "", "低保人数", "人", "", "", "", "", ""],
    [4, "", "低保金", "亿元", Decimal("2.2"), "约2.2亿元", "三", "", ""],
    [5, "", "伤亡人数", "人", 0, "零伤亡", "", "", ""],
    [6, "", "募集款", "万元", 3, "", "", "", ""],
]
ABOVE = ["2023年二季度民政统计表", "", "（内部资料）", "制表机关：民政局", "编制单位：福州市"]
BELOW = ["注：1. 2022年口径有调整，含120家。", "", "2. 低保人数不含特困", "填表人：甲"]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) not in "."})


def widened(value):
    return value.translate(WIDE) if isinstance(value, str) else value


def placed(reading):
    return sorted(
        (figure.indicator, figure.value, figure.qualifier, figure.margin, figure.citation, figure.note)
        for figure in reading.figures
    )


@given(
    order=st.permutations(range(9)),
    above=st.lists(st.sampled_from(ABOVE), max_size=4),
    below=st.lists(st.sampled_from(BELOW), max_size=4),
    wide=st.booleans(),
)
def test_order_of_columns_titles_notes_and_width_change_nothing(order, above, below, wide):
    table = [[row[place] for place in order] for row in TABLE]
    rows = [*([text] for text in above), *table, *([text] for text in below)]
    if wide:
        rows = [[widened(value) for value in row] for row in rows]

    reading = read_rows(*rows)

    assert placed(reading) == placed(read_rows(*TABLE))
    assert len(reading.figures) == 4
    assert sorted(codes(reading)) == sorted(codes(read_rows(*TABLE)))


WORDS = st.one_of(
    st.none(),
    st.sampled_from(
        [cell for row in TABLE for cell in row]
        + [cell for row in OFFICIAL for cell in row]
        + [
            "地区",
            "报告期",
            "2023年",
            "2022年二季度",
            "鼓楼区",
            "350102",
            "—",
            "…",
            "1-6月",
            "单位：万元",
            "编制单位：",
        ]
    ),
    st.text(max_size=6),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from([percent("35.6%"), Cell(None, "#N/A", Kind.ERROR), date(2023, 6, 30), True]),
)
CORNERS = st.tuples(*[st.integers(0, 6)] * 4).map(
    lambda c: (min(c[::2]), min(c[1::2]), max(c[::2]), max(c[1::2]))
)


@given(
    rows=st.lists(st.lists(WORDS, max_size=7), max_size=8),
    merges=st.lists(CORNERS, max_size=2),
    hidden=st.sets(st.integers(0, 6), max_size=2),
    headed=st.booleans(),
)
def test_any_sheet_gives_figures_or_says_why_not(rows, merges, hidden, headed):
    rows = [*([HEADER] if headed else []), *rows]
    grid = make_grid(rows, merges=merges, hidden_rows=hidden, hidden_columns=hidden)

    reading = read(grid)

    assert reading.figures or reading.findings
    assert all(figure.period.end <= date(2024, 1, 31) for figure in reading.figures)


def test_column_without_a_unit_is_one_question():
    reading = read_rows(["指标", "数量"], ["养老床位", 3], ["养老床位", 4])

    assert codes(reading) == [Code.NO_UNIT]


def test_finding_on_one_cell_names_its_figure():
    reading = read_rows(HEADER, ["养老床位数", "张", "12O"], period=Q2)

    assert finding(reading, Code.NOT_A_NUMBER).subject == Subject("eldercare.beds", "350100", Q2)


def test_question_asked_once_for_several_cells_names_none():
    header = ["地区", "指标名称", "数值"]

    reading = read_rows(
        header, ["鼓楼区", "养老床位数", 3], ["台江区", "养老床位数", 4], period=Q2, region=None
    )

    assert finding(reading, Code.NO_UNIT).subject is None


def test_figure_outside_the_known_regions_names_none():
    reading = read_rows(["地区", *HEADER], ["火星区", "养老床位数", "张", "12O"], period=Q2)

    assert {found.subject for found in reading.findings} == {None}


def test_of_thousands_that_claim_one_place_a_few_are_named() -> None:
    reading = read_rows(HEADER, *(["养老机构", "家", number] for number in range(30)))

    assert not reading.figures
    assert [found.params["others"].count("、") for found in reading.findings] == [19] * 30
    assert all(found.params["others"].endswith("…") for found in reading.findings)
