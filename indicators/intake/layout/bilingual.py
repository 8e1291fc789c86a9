"""Sheets in two languages, as yearbooks are: 指标 Item over 养老机构 Institutions; the Chinese is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from indicators.intake.grid import Cell, Grid, Kind, Position
from indicators.intake.layout.headers import KEYS
from indicators.intake.layout.roles import role_of
from indicators.intake.layout.table import Column
from indicators.intake.layout.words import as_unit, flat

_SEEN = 400  # cells among which a header stands
_TWICE = re.compile(
    r"(?P<own>.*[\u4e00-\u9fff][^A-Za-z]*?)(?P<unit>[(（][^()（）A-Za-z]*[)）])?[\s/]*"
    r"(?P<other>[(（]?(?:10[ ,]?000 |100 million )?[A-Za-z][A-Za-z'’. ,&/()（）%‰:;\-\s\d]*?)"
    r"(?P<after>\s*[(（][^()（）A-Za-z]*[)）])?",
    re.DOTALL,
)
_LONGEST = 200  # characters of a header or a name and its translation
_LEAST = 3  # letters of a translation: ABC is none of 甲


@lru_cache(maxsize=65536)
def without_translation(text: str) -> str:
    """养老机构（家） of 养老机构（家） Institutions (unit); the whole text where nothing is translated."""
    found = _TWICE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not found or sum(map(str.isalpha, found["other"])) < _LEAST:
        return text
    return "".join(filter(None, (found["own"].rstrip(), found["unit"], (found["after"] or "").strip())))


def in_chinese(grid: Grid, is_name: Callable[[str], bool]) -> Grid:
    """The sheet without the translations beside its words, where its header or its names have such.

    Also without a row of them below its header.
    """
    seen = list(islice(grid.cells.items(), _SEEN))
    rows = {at[0] for at, cell in seen if is_repeated(grid, at, cell)}
    if rows:
        rows -= {row for (row, _), cell in grid.cells.items() if row in rows and not cell.text.isascii()}
        grid = replace(grid, cells={at: cell for at, cell in grid.cells.items() if at[0] not in rows})
    if not any(is_translated(cell, is_name) for _, cell in seen):
        return grid
    cells = {
        at: cell._replace(text=text, value=text)
        if cell.kind is Kind.TEXT and (text := without_translation(cell.text)) != cell.text
        else cell
        for at, cell in grid.cells.items()
    }
    return replace(grid, cells=cells)


def is_repeated(grid: Grid, at: Position, cell: Cell) -> bool:
    """It says in English what the header above it says: Item below 指标."""
    if cell.kind is not Kind.TEXT or not cell.text.isascii() or (role := role_of(cell.text)) not in KEYS:
        return False
    above = grid.cells.get((at[0] - 1, at[1]))
    return above is not None and not above.text.isascii() and role_of(above.text) is role


def is_translated(cell: Cell, is_name: Callable[[str], bool]) -> bool:
    """Its Chinese words alone are known, as those of a header or as a name."""
    if cell.kind is not Kind.TEXT or cell.text.isascii():
        return False
    own = without_translation(cell.text)
    if own == cell.text or is_name(cell.text):
        return False
    return role_of(own) in KEYS or bool(as_unit(own)) or is_name(own)


def without_twins(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns without those that say in English what another of their role says in Chinese."""
    columns = tuple(columns)
    said = {column.role for column in columns if not flat(column.header).isascii()} & {*KEYS}
    return tuple(column for column in columns if not (column.role in said and flat(column.header).isascii()))
