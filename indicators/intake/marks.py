"""The asterisk of a row: what its footnote says, and whether that suits the indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.analytics.nature import Nature
from indicators.intake.asked import refused
from indicators.intake.entries import IndicatorEntry
from indicators.intake.findings import Code
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Table
from indicators.intake.layout.words import bare, flat

_STAR = re.compile(r"[*★☆]|星号")
_CLAUSE = re.compile(r"[,;。、]")
_OTHERS = re.compile(r"其他|其它|其余|未[带标注加]|不[带标注加]|无")
_ACCUMULATED = re.compile(r"累计|年初至|year-?to-?date|ytd")
_THIS_YEAR = re.compile(r"[本当今]年|年初至")
_NAMED = re.compile(r"末|时点|现有|在册")
_AT_END = re.compile(r"期末|时点|季末|月末|年末")
_NO = ("", "否", "无", "0", "no", "n", "false")


class Meaning(StrEnum):
    ACCUMULATED = "本年累计"
    AT_END = "期末"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a star means in one table, and what a row without one then is."""

    starred: Meaning | None = None
    others: Meaning | None = None

    def of(self, *, starred: bool) -> Meaning | None:
        return self.starred if starred else self.others


def read_marks(table: Table) -> Marks:
    """From the header of the column of stars, and from the note that explains them."""
    starred = others = None
    column = table.first(Role.STAR)
    if column and _ACCUMULATED.search(flat(column.header).casefold()):
        starred = Meaning.ACCUMULATED
    for note in notes(table):
        for clause in _CLAUSE.split(note):
            meaning = meaning_of(clause)
            if _OTHERS.search(clause):
                others = meaning or others
            elif _STAR.search(clause):
                starred = meaning or starred
    return Marks(starred, others if starred else None)


def notes(table: Table) -> Iterator[str]:
    """The texts above and below the table, and those between its rows that hold nothing else."""
    yield from (flat(line.text) for line in (*table.above, *table.below) if _STAR.search(line.text))
    for row in table.rows if any(map(_STAR.search, table.grid.texts)) else ():
        text = flat(only_text(table, row))
        if _STAR.search(text) and meaning_of(text):
            yield text


def only_text(table: Table, row: int) -> str:
    """The one text that a row holds, be it in several columns; empty where there are more."""
    only = ""
    for column in table.columns:
        text = table.text(row, column)
        if text and only and text != only:
            return ""
        only = text or only
    return only


def meaning_of(text: str) -> Meaning | None:
    if _ACCUMULATED.search(text):
        return Meaning.ACCUMULATED
    return Meaning.AT_END if _AT_END.search(text) else None


def is_starred(table: Table, row: int, label: str) -> bool:
    column = table.first(Role.STAR)
    if column:
        text = table.text(row, column)
        return bool(_STAR.search(text)) or bare(text) not in _NO
    return bool(re.match(r"[*★☆]|.*[*★☆]\s*(?:[(（][^()（）]*[)）])?$", label.strip()))


def check_mark(entry: IndicatorEntry, meaning: Meaning | None, label: str, sheet: str, cell: str) -> None:
    """Raises RefusedError with NATURE_CONFLICT where a row's mark says another nature than the catalogue."""
    accumulates = entry.nature in (Nature.YTD, Nature.FLOW)
    if meaning is Meaning.ACCUMULATED:
        suits = accumulates or entry.nature is Nature.RATE
    else:
        suits = meaning is None or not accumulates or bool(_ACCUMULATED.search(label))
    if not suits:
        given, expected = str(meaning), entry.nature.value
        raise refused(Code.NATURE_CONFLICT, sheet, cell, indicator=entry.name, given=given, expected=expected)


def check_header(entry: IndicatorEntry, header: str, sheet: str, cell: str, *, of_it: bool = False) -> None:
    """Raises RefusedError with NATURE_CONFLICT where a column of this year alone holds a historical total.

    Also where a header that is of this indicator alone (`of_it`) adds up what is a stock: sums of months.
    """
    words = flat(header)
    this_year = bool(_THIS_YEAR.search(words)) and "历年" not in words
    added_up = (
        of_it and entry.nature is Nature.STOCK and _ACCUMULATED.search(words) and not _NAMED.search(words)
    )
    if this_year and (entry.nature is Nature.CUMULATIVE or added_up):
        given, expected = Meaning.ACCUMULATED.value, entry.nature.value
        raise refused(Code.NATURE_CONFLICT, sheet, cell, indicator=entry.name, given=given, expected=expected)
