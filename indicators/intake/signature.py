"""By what a sheet's form is known again: its number, its title, its headers, and what its rows are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from indicators.intake.dates import without_dates
from indicators.intake.grid import Grid, column_name
from indicators.intake.layout import read_tables
from indicators.intake.layout.furniture import form_said
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.intake.matching import Index
from indicators.intake.subjects import column_words, row_text, timeless

ROWS = 2000  # more are no form
NAMED = 5  # of what has changed
_PLAIN = re.compile(
    r"附[件表]|各项|关于|的|民政|工作|业务|事业|统计|数据|基本|主要|指标|情况|完成|进展|汇总|一览|明细|报送|上报|填报|"
    r"[年季月][度报]?|分?地区|报|表|局|[\W\d_一二三四五六七八九十]"
)

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Look:
    """What a sheet looks like, without what changes from one period or region to the next."""

    number: str = ""  # 表号
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    places: tuple[int, ...] = ()  # the number of each row in the sheet

    @property
    def is_named(self) -> bool:
        """It says which form it is of."""
        return bool(self.number or self.title)


def look_of(grid: Grid, index: Index) -> Look | None:
    """What a sheet looks like; None where it has no table."""
    tables, _ = read_tables(grid, index.is_name)
    if not tables:
        return None
    columns = (
        column_words(column)
        for table in tables
        for column in table.columns
        if column.levels != (column_name(column.index),)
    )
    named = {row + 1: text for table in tables for row, text in names_of(table).items()}
    rows = sorted(named.items())[:ROWS]
    return Look(
        form_said(line for table in tables for line in table.above),
        title_of(tables[0].above, index),
        tuple(filter(None, columns)),
        tuple(text for _, text in rows),
        tuple(row for row, _ in rows),
    )


def names_of(table: Table) -> dict[int, str]:
    """What the rows of a table are called; nothing where each is a period."""
    keys = (Role.LABEL, Role.CODE, Role.REGION, Role.REGION_CODE)
    key = next(filter(None, map(table.first, keys)), None)
    if key is None and table.first(Role.PERIOD):
        return {}
    texts = {row: table.text(row, key) if key else row_text(table, row) for row in table.rows}
    return {row: timeless(text) for row, text in texts.items() if text}


def title_of(lines: Iterable[Line], index: Index) -> str:
    """The longest text above a table that is no furniture, without region, period and unit."""
    return max((plain_title(line.text, index) for line in lines if ":" not in line.text), key=len, default="")


def plain_title(text: str, index: Index) -> str:
    before, inside = trailing_bracket(text)
    words = before if as_unit(inside) else flat(text)
    for region in index.regions_in(words):
        for name in sorted((region.name, region.short_name, *region.aliases), key=len, reverse=True):
            words = words.replace(flat(name), "") if len(name) > 1 else words
    title = without_dates(words)
    return title if _PLAIN.sub("", title) else ""  # 民政统计表 may be the title of any form


def recognise(look: Look, known: Mapping[Name, Look]) -> Name | None:
    """Of which known form a sheet is: by its number, else its title, else its headers; never of two."""
    if look.number:
        found = {name: each for name, each in known.items() if each.number == look.number}
        titled = [name for name, each in found.items() if each.title == look.title]
        if found:
            return only(titled if len(found) > 1 else [*found])
    free = {name: each for name, each in known.items() if not (look.number and each.number)}
    if look.title:
        return only(
            name
            for name, each in free.items()
            if each.title == look.title and overlap(each.columns, look.columns)
        )
    return only(
        name
        for name, each in free.items()
        if not each.is_named and each.columns == look.columns and overlap(each.rows, look.rows)
    )


def only(names: Iterable[Name]) -> Name | None:
    found = list(names)
    return found[0] if len(found) == 1 else None


def overlap(some: Sequence[str], others: Sequence[str]) -> bool:
    """At least half of the shorter stands in the longer."""
    shared = (Counter(some) & Counter(others)).total()
    return 0 < min(len(some), len(others)) <= 2 * shared


def changes(before: Look, after: Look) -> dict[str, str]:
    """What looks different, as params of LAYOUT_CHANGED; empty where nothing does."""
    found: dict[str, str] = {}
    places = after.places if len(after.places) == len(after.rows) else range(1, len(after.rows) + 1)
    for kind, old, new, numbers in (
        ("columns", before.columns, after.columns, ()),
        ("rows", before.rows, after.rows, places),
    ):
        added, gone, renamed = difference(old, new)
        numbered = {at: f"{numbers[at]} " if numbers else "" for at in range(len(new))}
        said = {
            "new": [f"{numbered[at]}“{new[at]}”" for at in added],
            "gone": [f"“{old[at]}”" for at in gone],
            "renamed": [f"{numbered[at]}“{old[was]}” → “{new[at]}”" for was, at in renamed],
        }
        for how, texts in said.items():
            if texts:
                found[f"{how}_{kind}"] = "、".join(texts[:NAMED]) + ("…" if len(texts) > NAMED else "")
                found[f"{how}_{kind}_count"] = str(len(texts))
    return found


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """The places of what is new, of what is gone, and of what stands where something else stood.

    What has only moved is none of them.
    """
    added: list[int] = []
    gone: list[int] = []
    renamed: list[tuple[int, int]] = []
    before, after = set(old), set(new)
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was = [at for at in range(first, last) if old[at] not in after]
        now = [at for at in range(start, end) if new[at] not in before]
        if len(was) == len(now):
            renamed += zip(was, now, strict=True)
        else:
            gone += was
            added += now
    return added, gone, renamed
