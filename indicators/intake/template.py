"""The template of one form, region and period: plain values to the workbook that a clerk fills in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from indicators.analytics.labels import span_name
from indicators.intake.absences import WORDS
from indicators.intake.checks import is_counted
from indicators.intake.entries import IndicatorEntry
from indicators.intake.grid import cell_name
from indicators.intake.provisional import PROVISIONAL
from indicators.intake.stamp import SHEET, Stamp, period_words
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier, format_quantity, plain

FILLED_IN = "填报"  # the sheet
(NUMBER, CODE, LABEL, UNIT, BASIS, VALUE, BEFORE, YEAR_AGO, ABSENCE, NOTE) = range(10)
COLUMNS = (  # header and width, in the order above
    ("序号", 5),
    ("指标代码", 9),
    ("指标", 32),
    ("单位", 10),
    ("填报口径", 25),
    ("本期", 15),
    ("上期已核定", 14),
    ("上年同期", 14),
    ("缺报原因", 13),
    ("备注", 24),
)
_FILLED_IN = (VALUE, ABSENCE, NOTE)
_NUMBERS = (VALUE, BEFORE, YEAR_AGO)
_CENTRED = (NUMBER, UNIT, ABSENCE)
_HEAD_ROW = 6
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # in the names of files
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_CODE: dict[str, Any] = {"font_color": "#a6a6a6", "font_size": 8}
_GREY: dict[str, Any] = {"font_color": "#7f7f7f"}
_EDGE: dict[str, Any] = {"border": 1, "border_color": "#bfbfbf"}
_AMBER: dict[str, Any] = {"bg_color": "#ffd666"}


@dataclass(frozen=True, slots=True)
class Known:
    """An approved figure of an earlier period; None with an absence."""

    period: Period
    value: Decimal | None
    absence: Absence | None = None
    qualifier: Qualifier = Qualifier.EXACT
    margin: Decimal = Decimal(0)
    is_demo: bool = False
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One figure that is asked for, with what is known of it before."""

    entry: IndicatorEntry
    basis: str  # 填报口径
    before: Known | None = None
    year_ago: Known | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A form for one region and period, before it is written; names are those of the catalogue."""

    form: str
    form_name: str
    region: str
    region_name: str
    period: Period
    rows: tuple[Row, ...]

    @property
    def file_name(self) -> str:
        name = f"{self.form_name}_{self.region_name}_{period_words(self.period)}"
        return _UNSAFE.sub("－", name) + ".xlsx"

    @property
    def stamp(self) -> Stamp:
        return Stamp(FILLED_IN, self.form, self.region, self.period)


def write_template(template: Template) -> bytes:
    """The workbook as bytes: one sheet to fill in, without a formula, and the hidden one that stamps it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SAFE) as book:
        book.set_properties({"title": template.form_name, "comments": "", "author": ""})
        _Sheet(book, template).write()
        hidden = book.add_worksheet(SHEET)
        for row, texts in enumerate(template.stamp.rows):
            for column, text in enumerate(texts):
                hidden.write_string(row, column, text)
        hidden.very_hidden()
    return stream.getvalue()


class _Sheet:
    """The sheet to fill in."""

    def __init__(self, book: Any, template: Template) -> None:
        self.book, self.template = book, template
        self.sheet = book.add_worksheet(FILLED_IN)
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self) -> None:
        for column, (_, width) in enumerate(COLUMNS):
            self.sheet.set_column(column, column, width, self.form())
        self.furniture()
        for column, (header, _) in enumerate(COLUMNS):
            ground = "#cfe2f3" if column in _FILLED_IN else "#e7e6e6"
            self.text(_HEAD_ROW, column, header, bold=True, bg_color=ground, align="center", **_EDGE)
        self.sheet.set_row(_HEAD_ROW, 26)
        first = _HEAD_ROW + 1
        for place, row in enumerate(self.template.rows):
            self.row(first + place, place + 1, row)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:J{first + len(self.template.rows)}"})
        for place, note in enumerate(notes(self.template)):
            self.text(first + len(self.template.rows) + 1 + place, NUMBER, note, **_GREY)
        self.print_set_up()

    def furniture(self) -> None:
        """What intake reads above a table: label and value in cells of their own, nothing merged."""
        template = self.template
        self.text(0, NUMBER, template.form_name, bold=True, font_size=16)
        self.sheet.set_row(0, 30)
        for row, label, value, beside in (
            (1, "报表：", template.form_name, f"表号：{template.form}"),
            (2, "报告期：", period_words(template.period), f"地区代码：{template.region}"),
            (3, "地区：", template.region_name, ""),
        ):
            self.text(row, NUMBER, label)
            self.text(row, LABEL, value, bold=True)
            if beside:
                self.text(row, BASIS, beside, **_GREY)
        self.text(4, NUMBER, "请填写“本期”“缺报原因”“备注”三列，其余各列请勿改动。")
        if any(known.is_demo for row in template.rows for known in (row.before, row.year_ago) if known):
            self.text(
                5, NUMBER, "演示数据：以前各期中标“演示”的，不是真实数据。", bold=True, font_color="#c00000"
            )

    def row(self, at: int, number: int, row: Row) -> None:
        entry = row.entry
        texts = {NUMBER: str(number), CODE: entry.code, LABEL: entry.name, UNIT: entry.unit, BASIS: row.basis}
        for column, text in texts.items():
            look = dict(_CODE if column == CODE else {"text_wrap": True})
            if column == LABEL and entry.parent:
                look["indent"] = 1
            self.text(at, column, text, bg_color="#f2f2f2", **_aligned(column), **look, **_EDGE)
        for column in _FILLED_IN:
            wrapped = {"text_wrap": column == NOTE}
            self.sheet.write_blank(at, column, None, self.form(**_EDGE, **wrapped, **_aligned(column)))
        for column, known in ((BEFORE, row.before), (YEAR_AGO, row.year_ago)):
            self.known(at, column, known, entry)
        self.sheet.set_row(at, 22 if max(len(entry.name) / 15, len(row.basis) / 12) <= 1 else 32)
        self.checks(at, row)

    def known(self, at: int, column: int, known: Known | None, entry: IndicatorEntry) -> None:
        look: dict[str, Any] = {"bg_color": "#f2f2f2", **_aligned(column), **_EDGE}
        if known is None or known.value is None:
            word = WORDS.get(known.absence, "—") if known and known.absence else "—"
            self.text(at, column, word + ("（演示）" if known and known.is_demo else ""), **look)
        else:
            shown = number_format(known, entry)
            self.sheet.write_number(at, column, known.value, self.form(num_format=shown, **look))

    def checks(self, at: int, row: Row) -> None:
        """What the program says while one types.

        It warns and never forbids: intake has the last word, and whoever must save an odd figure can. As a
        condition that lets text pass, 7.58万 is not even warned of.
        """
        cell, why = cell_name(at, VALUE), cell_name(at, ABSENCE)
        condition, words = expectation(row.entry, cell)
        self.sheet.data_validation(
            at,
            VALUE,
            at,
            VALUE,
            {
                "validate": "custom",
                "value": f"=OR(ISTEXT({cell}),{condition})",
                "error_type": "warning",
                "error_title": "请核对",
                "error_message": f"{words}也可写成 7.58万 这样的文字。确认无误可选“是”。",
            },
        )
        self.sheet.data_validation(
            at,
            ABSENCE,
            at,
            ABSENCE,
            {
                "validate": "list",
                "source": list(WORDS.values()),
                "input_title": "缺报原因",
                "input_message": "没有数据时选一项，“本期”留空。确实没有发生的，“本期”填 0。",
                "error_title": "请从列表中选择",
                "error_message": "只能选：" + "、".join(WORDS.values()) + "。其他情况请写入备注。",
            },
        )
        both = f"=AND(LEN({cell})>0,LEN({why})>0)"
        amber = self.form(**_AMBER, bare=True)
        self.sheet.conditional_format(
            at, ABSENCE, at, ABSENCE, {"type": "formula", "criteria": both, "format": amber}
        )
        if (least := floor(row, self.template.period)) is not None:
            fallen = f"=AND(ISNUMBER({cell}),{cell}<{plain(least)})"
            self.sheet.conditional_format(
                at, VALUE, at, VALUE, {"type": "formula", "criteria": fallen, "format": amber}
            )

    def print_set_up(self) -> None:
        last = _HEAD_ROW + len(self.template.rows) + 1 + len(notes(self.template))
        self.sheet.freeze_panes(_HEAD_ROW + 1, LABEL + 1)
        self.sheet.set_selection(_HEAD_ROW + 1, VALUE, _HEAD_ROW + 1, VALUE)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_HEAD_ROW)
        self.sheet.print_area(0, 0, last, NOTE)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        self.sheet.write_string(row, column, text, self.form(**look))

    def form(self, *, bare: bool = False, **look: Any) -> Any:
        """One format for each look, however many cells have it."""
        key = (("bare", bare), *sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look if bare else {**_FONT, **look})
        return self.formats[key]


def notes(template: Template) -> list[str]:
    """What stands below the table; intake takes each line for a note by its first word."""
    before, year_ago = template.period.previous(), template.period.year_ago()
    lines = (
        "“本期”按“单位”一列填数，也可写成 7.58万、1.2亿。留空表示未填，不改动已有数据。",
        "确实没有发生的填 0。没有数据的，“本期”留空，在“缺报原因”中选一项。",
        f"“上期已核定”一般指{span_name(before)}，“上年同期”一般指{span_name(year_ago)}，均为已核定的数。",
        "“本期”变为黄色，表示累计数小于上期，请核对；确实如此的，提交时说明原因。",
        "尚非最终数的，在“备注”中写明“初步数”或“快报数”，公布时随数标明；最终数出来后再报一次。",
        "可以粘贴、调整列宽、写备注。请勿改动指标代码、报告期和地区。",
    )
    return [f"说明{number}：{line}" for number, line in enumerate(lines, 1)]


def expectation(entry: IndicatorEntry, cell: str) -> tuple[str, str]:
    """What a number typed into a cell must be, as a condition and in words."""
    if entry.unit == "%":
        return f"AND({cell}>=0,{cell}<=100)", "百分数应在 0 到 100 之间，按百分数填，如 35.6。"
    if is_counted(entry):
        return f"AND({cell}>=0,{cell}=INT({cell}))", f"应为不小于 0 的整数，单位是{entry.unit}。"
    return f"{cell}>=0", f"应为不小于 0 的数，单位是{entry.unit}。"


def floor(row: Row, period: Period) -> Decimal | None:
    """The value below which a figure that only grows has fallen; None where it may."""
    nature, before = row.entry.nature, row.before
    if not nature.falls_is_suspicious or before is None or before.value is None:
        return None
    if nature.restarts and before.period.year != period.year:
        return None
    return before.value - before.margin


def number_format(known: Known, entry: IndicatorEntry) -> str:
    """How a workbook shows a known figure: as the site does, without losing the number behind it."""
    if known.value is None:
        return ""
    shown = format_quantity(
        known.value,
        entry.unit,
        known.qualifier,
        quantum=known.margin * 2 or None,
        decimals=entry.decimals,
    )
    places = len(shown.number.partition(".")[2])
    digits = "#,##0" + ("." + "0" * places if places else "")
    after = (
        shown.after
        + (f"（{PROVISIONAL}）" if known.is_provisional else "")
        + ("（演示）" if known.is_demo else "")
    )
    return "".join((f'"{shown.before}"' if shown.before else "", digits, f'"{after}"' if after else ""))


def _aligned(column: int) -> dict[str, Any]:
    return {"align": "right" if column in _NUMBERS else "center" if column in _CENTRED else "left"}
