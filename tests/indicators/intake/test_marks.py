import pytest

from indicators.intake.findings import Code
from indicators.intake.layout import read_tables
from indicators.intake.marks import Marks, Meaning, is_starred, read_marks
from tests.indicators.intake.corpus import codes, make_grid, read_rows, values

YTD, END = Meaning.ACCUMULATED, Meaning.AT_END
HEAD = ["指标", "单位", "数量"]


def marks(*notes, header=HEAD):
    (table,), _ = read_tables(make_grid([header, ["养老机构", "家", 3, "*"], *([note] for note in notes)]))
    return read_marks(table)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("注：带*为本年累计，其他为期末。", Marks(YTD, END)),
        ("带*为本年累计，其余为期末数", Marks(YTD, END)),
        ("说明：加“*”的指标为年初至报告期末累计数。", Marks(YTD, None)),
        ("注：*为期末数，其他为本年累计", Marks(END, YTD)),
        ("注：★表示累计", Marks(YTD, None)),
        ("注：带*为必填项", Marks()),
        ("注：其他为期末", Marks()),
        ("", Marks()),
    ],
)
def test_the_note_says_what_a_star_means(note, expected):
    assert marks(note) == expected


def test_the_header_of_a_column_may_say_it():
    assert marks(header=[*HEAD, "star_ytd"]) == Marks(YTD, None)
    assert marks(header=[*HEAD, "是否累计"]) == Marks(YTD, None)
    assert marks(header=[*HEAD, "*"]) == Marks()
    assert marks("注：*为本年累计", header=[*HEAD, "*"]) == Marks(YTD, None)


@pytest.mark.parametrize(
    ("label", "starred"),
    [("*结婚", True), ("结婚*", True), ("结婚★（对）", True), ("结婚（对）", False), ("3*4公寓", False)],
)
def test_a_star_before_or_after_a_label(label, starred):
    (table,), _ = read_tables(make_grid([HEAD, [label, "对", 3]]))

    assert is_starred(table, 1, label) is starred


def test_a_flow_marked_year_to_date_is_one_only_in_the_first_quarter():
    rows = [HEAD, ["临时救助*", "人次", 3], ["注：带*为本年累计"]]

    assert values(read_rows(["2023年一季度"], *rows, period=None)) == {"assistance.events": 3}
    assert codes(read_rows(["2023年二季度"], *rows)) == [Code.NATURE_CONFLICT]


def test_a_year_to_date_figure_without_a_star_is_a_question():
    rows = [HEAD, ["低保金", "万元", 3], ["养老机构", "家", 3], ["注：带*为本年累计，其他为期末"]]

    assert codes(read_rows(*rows)) == [Code.NATURE_CONFLICT]
    assert values(read_rows(*rows)) == {"eldercare.institutions": 3}
