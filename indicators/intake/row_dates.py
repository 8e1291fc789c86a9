"""The period that a row states: in one column, in 年份 beside 季度, or below the year in a sub-title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from indicators.intake.layout.furniture import Said, periods_said
from indicators.intake.layout.headers import is_span
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.outline import Section
from indicators.intake.period_above import said_above
from indicators.periods import Frequency

_NUMBER = re.compile(r"第?(\d{1,2}|[一二三四])")
_ACCOUNTS = re.compile("[财会][政计]年度")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def period_columns(table: Table) -> tuple[Column, ...]:
    """The columns that say it, without those that are blank in every row."""
    columns = table.with_role(Role.PERIOD)
    if len(columns) < 2:
        return columns
    return tuple(column for column in columns if any(table.text(row, column) for row in table.rows))


def row_period(table: Table, row: int, columns: Sequence[Column], section: Section) -> str:
    """The words for it, empty where the row states none: a year without its quarter is none."""
    if len(columns) == 1:
        text = worded(table, row, columns[0])
    else:
        parts = [worded(table, row, column) for column in columns]
        years = [_YEAR.fullmatch(part) for part in parts]
        if not all(parts) and all(year for part, year in zip(parts, years, strict=True) if part):
            return section.period
        text = "".join(f"{year[1]}年" if year else part for part, year in zip(parts, years, strict=True))
    if section.period.endswith("年") and is_span(text):
        return section.period + text
    return text or section.period


def worded(table: Table, row: int, column: Column) -> str:
    """What a cell says, with the words that its header leaves out."""
    return in_full(table.texts(column)[row], column.header)


@lru_cache(maxsize=65536)
def in_full(said: str, header: str) -> str:
    """Under 季度 a 2 is 第2季度, under 月份 2月, under 财政年度 2022 is 2022财政年度."""
    text = flat(said)
    if _YEAR.fullmatch(text) and (accounts := _ACCOUNTS.search(header)):
        return text.rstrip("年") + accounts[0]  # it may begin in another month
    number = _NUMBER.fullmatch(text) if "季" in header or "月" in header else None
    if not number:
        return text
    return f"第{number[1]}季度" if "季" in header else f"{number[1]}月"


def finer_title(table: Table, lines: Sequence[Line]) -> Said | None:
    """The title's period that is less than a year, where no row states the same: a bare year may be of it."""
    said = [each for each in said_above(lines) if not is_year(each)]
    columns = period_columns(table)
    texts = {row_period(table, row, columns, Section()) for row in table.rows} if said else ()
    ends = {each.period.end for text in texts for each in periods_said(text, year=table.year)}
    return next((each for each in said if each.period.end not in ends), None)


def is_year(said: Said) -> bool:
    """A year and no more: 2022年末 is its last day, and no part of it can be meant."""
    return said.period.frequency is Frequency.YEAR and "末" not in said.text and "底" not in said.text
