"""Grids to figures: what a file states, cell by cell, and everything that is to be said about it.

Every finding names sheet and cell where there is one. Params by code (all are text):

NO_TABLE            given (the label of a row of figures outside every table, or empty)
NO_PERIOD           given (what the text above says, or empty), expected (a frequency, or empty)
UNKNOWN_PERIOD      given, expected (the day of reading, where the period has not ended by then)
PERIOD_CONFLICT     given, expected (the chosen period or what the rest of the sheet says)
NO_REGION           given (regions that the title names, or empty), rows (that do not say which they are)
UNKNOWN_REGION      given, candidates (names, or empty)
REGION_CONFLICT     given, expected
BLANK_BELOW         column, rows (that it leaves blank)
WHICH_VALUE_COLUMN  columns (their headers, or empty where no column holds values)
IGNORED_COLUMN      column
LEFT_OUT            given (what a row or column is called, or empty for a whole sheet)
NO_FIGURES          –
UNKNOWN_INDICATOR   given (code and label), suggestions (names, or empty)
UNKNOWN_CODE        given (some of the codes), count
AMBIGUOUS_INDICATOR given, candidates
CODE_NAME_CONFLICT  given (the label), code, expected (the name of the code), indicator (whose label it is)
NO_UNIT             indicator, given, expected
UNIT_CONFLICT       indicator, given, expected (two units)
NEARER_UNIT         given (the unit that holds), expected (that of the line above the table)
UNIT_MISMATCH       indicator, given, expected
SHOWN_SCALED        indicator, given (the number that is shown), expected (the one that is stored)
STRUCK_THROUGH      given (what the cell says)
WRONG_FREQUENCY     indicator, given (period or header), expected (a frequency)
NATURE_CONFLICT     indicator, given (本年累计 or 期末), expected (a Nature)
SPAN_UNSAID         indicator (names), columns (their headers)
TOTAL_DISAGREES     indicator, given, expected (the sum), count (of its parts), region, period
TOTAL_LACKS         indicator (names), missing (regions), region
SUBTOTAL            given (what the first is called), count (of such rows)
PERIOD_SUM          given (what the first is called), indicator (names), count (of such cells)
SUM_OF_LEVELS       given (what the first is called), indicator (names), count (of such cells)
DUPLICATE           indicator, given, others (cells), region, period
CELL_ERROR, UNCOMPUTED_FORMULA   indicator, given, expected (the unit)
NOT_A_NUMBER        indicator, given, expected (unit), character, reason (quantities.Reason, date, boolean),
                    number (that a date may have been)
PRINTED_DISAGREES   indicator, given (the value), expected (the 原文)
NEGATIVE, OVER_HUNDRED, NOT_WHOLE, VALUE_TOO_LARGE, ROUNDED   indicator, given, expected
ABSENT              indicator, given, expected (an Absence)
UNKNOWN_ABSENCE     indicator, given, expected (the reasons that there are)
ABSENCE_AND_VALUE   indicator, given, absence (the reason)
PERSONAL_DATA       kind (header, identity_number, mobile_number, e_mail)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from indicators.intake.across import across_sheets
from indicators.intake.asked import Asked, left_out
from indicators.intake.checks import check_duplicates
from indicators.intake.figure import Comparison, Figure, FileReading
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Grid, cell_name
from indicators.intake.layout import read_tables
from indicators.intake.layout.furniture import form_said
from indicators.intake.layout.table import Table, is_number
from indicators.intake.matching import Index
from indicators.intake.privacy import personal_data
from indicators.intake.questions import Answers
from indicators.intake.rows import read_rows
from indicators.intake.spans import check_sheets
from indicators.intake.stamp import SHEET, read_stamp
from indicators.intake.watch import Step, Watch, unwatched
from indicators.periods import Period

__all__ = ["Figure", "FileReading", "read_figures"]


def read_figures(
    grids: Iterable[Grid],
    index: Index,
    *,
    period: Period | None,
    region: str | None,
    today: date,
    answers: Answers | None = None,
    watch: Watch = unwatched,
) -> FileReading:
    """The figures of a file that can be proved, and a finding for everything else.

    `period` and `region` are what the user chose, None where the file is to say it. Never both empty: a
    file that states nothing has at least a NO_TABLE or NO_FIGURES error.
    """
    grids = tuple(grids)
    personal = tuple(refusal for grid in grids if (refusal := personal_data(grid)))
    if personal:
        return FileReading((), personal)
    chosen, stamp = Asked(period, region, today, answers or {}), read_stamp(grids)
    figures: list[Figure] = []
    compared: list[Comparison] = []
    said: dict[tuple[object, ...], Finding] = {}
    bare: list[tuple[Grid, Finding]] = []
    read: dict[str, list[Table]] = {}
    form, seen = "", False
    height, above = sum(grid.height for grid in grids), 0
    for grid in grids:
        tell = partial(tell_row, watch, above, height)
        above += grid.height
        if grid.hidden or not grid.cells or grid.sheet == SHEET:
            continue
        tables, missing = read_tables(grid, index.is_name)
        if tables:  # figures that stand in none of them
            said |= {identity(finding): finding for finding in missing}
        else:
            bare.extend((grid, finding) for finding in missing)
        stamped = stamp if stamp and stamp.sheet == grid.sheet else None
        read[grid.sheet] = tables
        asked = (stamped.completes(chosen) if stamped else chosen).of(grid.sheet, index)
        for table in tables:
            seen = True
            if table.is_blank:
                continue
            top = (*tables[0].above, *(stamped.lines if stamped else ()))
            form = form or form_said(table.above)
            if asked.leaves_out(grid.sheet):
                skipped = left_out(grid.sheet, cell_name(table.header_rows[0], 0), "").finding
                said.setdefault(identity(skipped), skipped)
                continue
            for found in read_rows(table, top, index, asked, tell):
                if isinstance(found, Figure):
                    figures.append(found)
                elif isinstance(found, Comparison):
                    compared.append(found)
                elif (before := said.setdefault(identity(found), found)).subject != found.subject:
                    said[identity(found)] = replace(before, subject=None)
    kept, rivals = check_duplicates(figures, index)
    kept, unequal = across_sheets(kept, index)
    findings = [*said.values(), *rivals, *unequal, *check_sheets(read, kept, index)]
    others = bool(kept or findings)
    findings += [replace(found, severity=weight(grid)) if others else found for grid, found in bare]
    if not kept and not findings:
        findings.append(Finding(Severity.ERROR, Code.NO_FIGURES if seen else Code.NO_TABLE))
    hint = form or (stamp.form if stamp else "")
    return FileReading(tuple(kept), tuple(findings), hint, tuple(compared), chosen.used)


def tell_row(watch: Watch, above: int, height: int, row: int) -> None:
    """How far the sheets are read, together `height` rows of which some stand `above` this one."""
    watch(Step.FIGURES, above + row, height)


def identity(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one: a question about a whole sheet, or a column's unit, is asked once.

    Asked of several figures it is about no one of them.
    """
    params = {
        name: text for name, text in finding.params.items() if (finding.code, name) != (Code.NO_UNIT, "given")
    }
    return finding.code, finding.sheet, finding.cell, *params.items()


def weight(grid: Grid) -> Severity:
    """How much it matters that one sheet beside others has no table: more where it holds numbers."""
    return Severity.WARNING if any(map(is_number, grid.cells.values())) else Severity.NOTE
