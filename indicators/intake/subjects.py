"""What a sheet calls its rows and columns, without what changes from one period to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from indicators.intake.dates import undated
from indicators.intake.grid import Kind, column_name
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.table import Column, Table
from indicators.intake.layout.words import flat, trailing_bracket
from indicators.intake.matching import without_numbering
from indicators.intake.questions import numbered, numbered_column
from indicators.intake.values import is_quantity

STEP = " › "


@lru_cache(maxsize=65536)
def timeless(text: str) -> str:
    """A text without number and period: 床位 of 1. 2023年6月末床位; the whole where nothing is left."""
    words = without_numbering(text)
    before, inside = trailing_bracket(words)
    if inside and is_dated(inside):
        words = before
    return (undated(words) if is_dated(words) else "") or flat(words)


def label_subject(label: str, path: Iterable[str] = (), code: str = "") -> str:
    """A label under the labels above it, with its code: 农村 › 低保人数."""
    own = " ".join(filter(None, (flat(code), timeless(label) if label else "")))
    return STEP.join(filter(None, (*map(timeless, path), own)))


def column_words(column: Column) -> str:
    """The texts of a column's header, from the top down: 数量 农村; empty where it is only a period."""
    levels = (level for level in column.levels if not is_dated(level) or undated(level))
    return " ".join(map(timeless, levels))


def column_subject(column: Column) -> str:
    """The same, with the period where nothing else is said."""
    return column_words(column) or timeless(column.header)


def told_apart(columns: Sequence[Column]) -> dict[str, Column]:
    """Columns by what tells each from the others: its words, else with its period, else its letter."""
    found: dict[str, Column] = {}
    for name in (column_subject, lambda column: flat(column.header), lettered):
        left = [column for column in columns if column not in found.values()]
        counts = Counter(map(name, left))
        found |= {name(column): column for column in left if counts[name(column)] == 1}
    return dict(sorted(found.items(), key=lambda pair: pair[1].index))


def lettered(column: Column) -> str:
    return numbered_column(column_name(column.index), flat(column.header))


def row_subjects(table: Table) -> dict[int, str]:
    """What each row is called by the first text in it that is no number; by its number where none tells."""
    texts = {row: row_text(table, row) for row in table.rows}
    counts = Counter(texts.values())
    return {row: text if text and counts[text] == 1 else numbered(row) for row, text in texts.items()}


def row_text(table: Table, row: int) -> str:
    cells = (table.cell(row, column) for column in table.columns)
    texts = (cell.text for cell in cells if cell and cell.kind is Kind.TEXT)
    return next((flat(text) for text in texts if not is_quantity(text)), "")
