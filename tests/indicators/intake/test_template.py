"""A template is read back just as it was filled in: as xlsx, as xls and as csv."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analytics.labels import reporting_basis
from indicators.analytics.nature import Nature
from indicators.intake.absences import WORDS, read_absence, says_why
from indicators.intake.figure import FileReading
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code, Severity
from indicators.intake.grid import Grid, cell_name
from indicators.intake.reader.notes import note_hidden
from indicators.intake.stamp import SHEET, read_stamp
from indicators.intake.template import (
    ABSENCE,
    BEFORE,
    CODE,
    COLUMNS,
    LABEL,
    NOTE,
    VALUE,
    Known,
    Row,
    Template,
    expectation,
    floor,
    notes,
    number_format,
    write_template,
)
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from tests.indicators.intake.corpus import INDEX, TODAY, cell_of, codes
from tests.indicators.intake.reader import build

Q1, Q2 = Period.parse("2023-Q1"), Period.parse("2023-Q2")
CODES = (
    "eldercare.institutions",
    "eldercare.visits",
    "eldercare.coverage",
    "assistance.spending",
    "assistance.standard",
    "assistance.events",
)
FIRST = 7  # the row of the first figure, from 0
Filled = Mapping[tuple[int, int], object]  # which figure, which column → what is written


def make_row(code: str, **known: Known) -> Row:
    entry = INDEX.entry(code)
    return Row(entry, reporting_basis(entry.nature, Q2), **known)


def make_template(*rows: Row, **fields: Any) -> Template:
    return Template(
        **{
            "form": "form",
            "form_name": "综合季报表",
            "region": "350102",
            "region_name": "鼓楼区",
            "period": Q2,
            "rows": rows or tuple(map(make_row, CODES)),
            **fields,
        }
    )


TEMPLATE = make_template()
BLANK = write_template(TEMPLATE)


def fill_in(filled: Filled, content: bytes = BLANK, **others: object) -> bytes:
    """The workbook with these cells filled in and saved by another program; `others` by their names."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (place, column), value in filled.items():
        book.worksheets[0].cell(FIRST + place + 1, column + 1).value = value  # type: ignore[union-attr]
    for name, value in others.items():
        book.worksheets[0][name].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_xls(content: bytes) -> bytes:
    """Every cell written anew into the old format, as 另存为 does."""
    book = xlwt.Workbook()
    for grid in build.read(content).grids:
        sheet = book.add_sheet(grid.sheet)
        sheet.visibility = 2 if grid.hidden else 0
        for (row, column), cell in grid.cells.items():
            sheet.write(row, column, float(cell.value) if isinstance(cell.value, Decimal) else cell.value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(content: bytes) -> bytes:
    """The sheet that was filled in, as a Chinese Windows saves it."""
    grid = build.read(content).grids[0]
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)
    )
    return stream.getvalue().encode("gb18030")


def read(content: bytes, *, period: Period | None = None, region: str | None = None) -> FileReading:
    return read_figures(build.read(content).grids, INDEX, period=period, region=region, today=TODAY)


def text_of(place: int, number: Decimal) -> tuple[str, Decimal]:
    """A number as a text that a clerk might type, and what it means."""
    unit = INDEX.entry(CODES[place]).unit
    return (f"{number}万", number * 10_000) if unit in ("家", "人次") else (f"{number}{unit}", number)


@st.composite
def fillings(draw: st.DrawFn) -> tuple[dict[tuple[int, int], object], dict[str, object]]:
    """Cells to write, and by indicator what they say: a value or an absence."""
    cells: dict[tuple[int, int], object] = {}
    said: dict[str, object] = {}
    for place, code in enumerate(CODES):
        places = 0 if INDEX.entry(code).unit in ("家", "人次") else 4
        highest = 100 if INDEX.entry(code).unit == "%" else 10**9
        match draw(st.sampled_from(["blank", "number", "text", "absence"])):
            case "number":
                value = draw(st.decimals(0, highest, places=places))
                cells[place, VALUE] = value
                said[code] = value
            case "text":
                number = draw(st.decimals(0, 100, places=2))
                cells[place, VALUE], said[code] = text_of(place, number)
            case "absence":
                absence = draw(st.sampled_from(list(WORDS)))
                cells[place, ABSENCE], said[code] = WORDS[absence], absence
        if draw(st.booleans()):
            cells[place, NOTE] = "另有说明"
    return cells, said


@settings(max_examples=40)
@given(filling=fillings(), kind=st.sampled_from(["xlsx", "xls", "csv"]))
def test_what_was_filled_in_is_read_back(
    filling: tuple[dict[tuple[int, int], object], dict[str, object]], kind: str
) -> None:
    cells, said = filling
    content = fill_in(cells)
    content = {"xlsx": lambda: content, "xls": lambda: as_xls(content), "csv": lambda: as_csv(content)}[
        kind
    ]()

    reading = read(content)

    if said:
        assert {Severity.NOTE} >= {finding.severity for finding in reading.findings}
        assert {finding.code for finding in reading.findings} <= {Code.ROUNDED}
    else:
        assert codes(reading) == [Code.NO_FIGURES]
    assert {f.indicator: f.absence or f.value for f in reading.figures} == said
    for figure in reading.figures:
        place = CODES.index(figure.indicator)
        assert (figure.region, figure.period) == ("350102", Q2)
        assert figure.cell == cell_name(FIRST + place, VALUE)
        assert figure.note == cells.get((place, NOTE), "")


def test_columns_are_those_that_were_asked_for() -> None:
    headers = [header for header, _ in COLUMNS]

    assert headers == [
        "序号",
        "指标代码",
        "指标",
        "单位",
        "填报口径",
        "本期",
        "上期已核定",
        "上年同期",
        "缺报原因",
        "备注",
    ]


def test_sheet_holds_no_formula_and_no_link() -> None:
    row = replace(make_row(CODES[0]), entry=replace(INDEX.entry(CODES[0]), name="=1+1", aliases=()))

    with zipfile.ZipFile(io.BytesIO(write_template(make_template(row, form_name="http://x")))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "sheetProtection" not in sheet


def test_earlier_figures_are_shown_and_never_read() -> None:
    before = Known(Q1, Decimal(70_000), None, Qualifier.ABOUT, Decimal(5_000))
    row = make_row("eldercare.visits", before=before, year_ago=Known(Q2.year_ago(), Decimal(9)))
    content = write_template(make_template(row))

    blank, filled = read(content), read(fill_in({(0, VALUE): 80_000}, content))

    assert (blank.figures, codes(blank)) == ((), [Code.NO_FIGURES])
    assert [figure.value for figure in filled.figures] == [80_000]
    assert codes(filled) == []
    assert build.read(content).grids[0].cells[FIRST, BEFORE].value == 70_000


def test_a_value_and_a_reason_are_an_error() -> None:
    reading = read(fill_in({(0, VALUE): 3, (0, ABSENCE): "不适用", (1, VALUE): 4}))

    [finding] = reading.findings
    assert [figure.indicator for figure in reading.figures] == [CODES[1]]
    assert (finding.code, finding.severity, finding.cell) == (
        Code.ABSENCE_AND_VALUE,
        Severity.ERROR,
        f"F{FIRST + 1}",
    )
    assert finding.params == {"indicator": "养老机构", "given": "3", "absence": "不适用"}


def test_a_reason_outside_the_list_is_a_question() -> None:
    reading = read(fill_in({(0, ABSENCE): "系统故障"}))

    [finding] = reading.findings
    assert (finding.code, finding.severity, finding.cell) == (
        Code.UNKNOWN_ABSENCE,
        Severity.QUESTION,
        f"I{FIRST + 1}",
    )


@pytest.mark.parametrize("word", ["无", "—", "/", " "])
def test_no_reason_beside_a_value_is_no_matter(word: str) -> None:
    reading = read(fill_in({(0, VALUE): 3, (0, ABSENCE): word}))

    assert [figure.value for figure in reading.figures] == [3]
    assert codes(reading) == []


def test_a_dash_agrees_with_its_reason() -> None:
    reading = read(fill_in({(0, VALUE): "—", (0, ABSENCE): "不适用"}))

    assert [figure.absence for figure in reading.figures] == [Absence.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("word", "absence"),
    [
        *((word, absence) for absence, word in WORDS.items()),
        ("不予公布", Absence.WITHHELD),
        ("已停报", Absence.DISCONTINUED),
        ("移交", Absence.DISCONTINUED),
        ("其他", None),
    ],
)
def test_reasons_are_understood(word: str, absence: Absence | None) -> None:
    assert says_why(word)
    assert read_absence(word) is absence


def test_only_the_code_and_the_stamp_are_needed() -> None:
    content = fill_in({(0, VALUE): 3, (0, LABEL): None}, A1=None, A2=None, C2=None, C3=None, C4=None, E2=None)

    stamped, by_words = read(content), read(as_csv(content))

    assert [(f.indicator, f.region, f.period) for f in stamped.figures] == [(CODES[0], "350102", Q2)]
    assert stamped.form_hint == "form"
    assert Code.NO_PERIOD in codes(by_words)


def test_without_the_stamp_rows_and_codes_are_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(fill_in({(0, VALUE): 3, (0, LABEL): "改过的名称"})))
    del book[SHEET]
    stream = io.BytesIO()
    book.save(stream)

    reading = read(stream.getvalue())

    assert [(f.indicator, f.region, f.period) for f in reading.figures] == [(CODES[0], "350102", Q2)]
    assert reading.form_hint == "form"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"period": Q1}, Code.PERIOD_CONFLICT),
        ({"region": "350103"}, Code.REGION_CONFLICT),
        ({"period": Q2, "region": "350102"}, None),
    ],
)
@pytest.mark.parametrize("visible", [True, False])
def test_template_for_another_place_is_a_question(
    chosen: dict[str, Any], code: Code | None, *, visible: bool
) -> None:
    lost = {} if visible else {"C3": None, "C4": None, "E3": None}

    reading = read(fill_in({(0, VALUE): 3}, **lost), **chosen)

    assert codes(reading) == ([code] if code else [])
    assert len(reading.figures) == (not code)


def test_changed_period_is_a_question_until_it_is_chosen() -> None:
    content = fill_in({(0, VALUE): 3}, C3="2023年三季度")

    assert codes(read(content)) == [Code.PERIOD_CONFLICT]
    assert [str(f.period) for f in read(content, period=Period.parse("2023-Q3")).figures] == ["2023-Q3"]


def test_stamp_is_no_hidden_sheet_to_tell_of() -> None:
    grids = build.read(BLANK).grids

    assert [grid.hidden for grid in grids] == [False, True]
    assert not [note for grid in grids for note in note_hidden(grid)]
    assert read_stamp(grids) == TEMPLATE.stamp


@pytest.mark.parametrize("cells", [{}, {(0, 0): "period", (0, 1): "someday"}])
def test_stamp_that_cannot_be_understood_is_none(cells: dict[tuple[int, int], str]) -> None:
    grid = Grid(SHEET, {at: cell for at, text in cells.items() if (cell := cell_of(text))})

    assert read_stamp([grid]) is None


@pytest.mark.parametrize(
    ("code", "number", "fits"),
    [
        ("eldercare.institutions", "AND(F8>=0,F8=INT(F8))", "整数"),
        ("eldercare.coverage", "AND(F8>=0,F8<=100)", "百分数"),
        ("assistance.spending", "F8>=0", "万元"),
    ],
)
def test_numbers_are_checked_and_texts_let_pass(code: str, number: str, fits: str) -> None:
    condition, words = expectation(INDEX.entry(code), "F8")
    book = openpyxl.load_workbook(io.BytesIO(write_template(make_template(make_row(code)))))
    typed, chosen = book.worksheets[0].data_validations.dataValidation

    assert condition == number
    assert fits in words
    assert (typed.formula1, typed.errorStyle) == (f"OR(ISTEXT(F8),{number})", "warning")
    assert "7.58万" in typed.error
    assert chosen.formula1 == '"未报送,不适用,保密,停报或移交"'


@pytest.mark.parametrize(
    ("code", "period", "least"),
    [
        ("eldercare.visits", "2023-Q1", 95),
        ("eldercare.visits", "2022-Q4", None),
        ("eldercare.institutions", "2023-Q1", None),
    ],
)
def test_a_fall_is_amber_only_where_none_should_be(code: str, period: str, least: int | None) -> None:
    row = make_row(code, before=Known(Period.parse(period), Decimal(100), margin=Decimal(5)))

    assert floor(row, Q2) == least


def test_a_cumulative_figure_may_not_fall_over_the_new_year() -> None:
    entry = replace(INDEX.entry("eldercare.visits"), nature=Nature.CUMULATIVE)

    assert floor(Row(entry, "", Known(Period.parse("2022-Q4"), Decimal(100))), Q1) == 100


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (Known(Q1, Decimal(75_800)), "#,##0"),
        (Known(Q1, Decimal("1878.19")), "#,##0.00"),
        (Known(Q1, Decimal(220), qualifier=Qualifier.ABOUT), '"约"#,##0'),
        (Known(Q1, Decimal(126), qualifier=Qualifier.OVER, is_demo=True), '#,##0"余（演示）"'),
    ],
)
def test_earlier_figures_are_written_as_on_the_site(known: Known, shown: str) -> None:
    entry = replace(INDEX.entry("assistance.spending"), decimals=2)

    assert number_format(known, entry) == shown


def test_invented_figures_are_stamped() -> None:
    row = make_row(CODES[0], before=Known(Q1, Decimal(3), is_demo=True))
    with_them = build.read(write_template(make_template(row))).grids[0]
    without = build.read(BLANK).grids[0]

    assert "演示数据" in with_them.text(5, 0)
    assert "演示" not in without.text(5, 0)


def test_year_notes_and_file_name() -> None:
    template = make_template(period=Period.parse("2023"), form_name="人口/基数")

    assert template.file_name == "人口－基数_鼓楼区_2023年度.xlsx"
    assert any("2022年" in note for note in notes(template))
    assert build.read(write_template(template)).grids[0].text(2, LABEL) == "2023年度"
    assert CODE < LABEL
