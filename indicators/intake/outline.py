"""Under which labels each row stands: 一、 › （一） › 1. › 其中, and the sub-titles between rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from indicators.intake.dates import undated
from indicators.intake.grid import cell_name
from indicators.intake.layout.furniture import unit_said
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.layout.words import as_unit, bare, flat
from indicators.intake.matching import Index, is_total, label_key, label_unit, without_numbering
from indicators.intake.nested import nested
from indicators.intake.period_words import is_sum, span_of
from indicators.periods import read_periods

_GROUPS = frozenset(["类别", "分类", "大类", "小类", "指标类别", "指标分类", "一级指标"])
_UNIT = re.compile(
    r"\((.+)\)|(?:以下)?(?:各项)?(?:指标|数据|金额)?(?:计量|金额)?单位[均都]?(?:应?[为是]|系)(.+)"
)
_LEVELS = [
    re.compile(pattern)
    for pattern in (
        r"[一二三四五六七八九十]+\s*[、.．]",
        r"[(（][一二三四五六七八九十]+[)）]",
        r"\d{1,3}\s*(?:、|[.．](?!\d))",
        r"[(（]\d{1,2}[)）]|\d{1,2}[)）]",
        r"[A-Z]\s*[、.．]",
        r"[IVX]+\s*[、.．]",
    )
]
PLAIN = len(_LEVELS) + 1  # the depth of a row without a number


@dataclass(frozen=True, slots=True)
class Section:
    """What the sub-titles above a row say for it; each holds until the next of its kind."""

    region: str = ""
    region_cell: str = ""
    period: str = ""
    period_cell: str = ""
    unit: str = ""  # of a line 单位：万元
    title: str = ""  # any other words
    title_unit: str = ""
    title_cell: str = ""


@dataclass
class Outline:
    """For each row its path, and its section where there is one."""

    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sections: dict[int, Section] = field(default_factory=dict)
    recurring: frozenset[str] = frozenset()  # keys of labels that stand under more than one path
    labels: dict[int, str] = field(default_factory=dict)  # of rows that name a region below an indicator


def outline(table: Table, index: Index, is_filled: Callable[[int], bool]) -> Outline:
    """The outline of a table; `is_filled` says of a row whether it holds figures."""
    made = Outline()
    key = table.first(Role.LABEL) or table.first(Role.CODE)
    by_period = bool(table.first(Role.PERIOD)) and not table.with_role(Role.REGION, Role.REGION_CODE)
    section = nothing = Section()
    headings: list[tuple[int, str]] = []
    under: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    groups = dict.fromkeys(group_columns(table), "")
    labels = table.texts(key)
    nest = nested(table, index, is_filled)
    made.labels = nest.labels
    for row in table.rows:
        text = labels.get(row, "")
        filled = is_filled(row)
        title = "" if filled else only_text(table, row)
        if title:
            where = cell_name(row, first_column(table, row))
            read = sub_title(section, title, where, index, labelled=bool(key) or by_period)
            if read.region != section.region:
                headings = []
            section = read
            if is_place(title, index) or is_only_unit(title) or read.period_cell == where:
                continue
        if row in nest.regions:
            region, where = nest.regions[row]
            made.sections[row] = replace(section, region=region, region_cell=where)
        elif section is not nothing:
            made.sections[row] = section
        if row in nest.labels:
            continue
        for column in groups:  # a blank one goes on, as if it were merged
            groups[column] = table.text(row, column) or groups[column]
        text = text or (title if key else "")  # in the column of numbers
        if not text:
            continue
        if not filled:  # it heads what follows, unless it is a figure that is not filled in
            filled = bool(index.indicator(text).entry) and not title
        level = depth(text, is_heading=not filled)
        if not (filled or under):  # nothing stands above it that 其中：局属 could be a part of
            level = min(level, PLAIN - 1)
        headings = [heading for heading in headings if heading[0] < level]
        if path := (*filter(None, groups.values()), *(words for _, words in headings)):
            made.paths[row] = path
        headings.append((level, text))
        under[label_key(text)].add(made.paths.get(row, ()))
    made.recurring = frozenset(label for label, paths in under.items() if len(paths) > 1)
    return made


def group_columns(table: Table) -> list[Column]:
    """The columns that say under what a label stands: 类别, or a weaker word for a label beside it."""
    return [
        column
        for column in table.with_role(Role.CONTEXT)
        if any(role_of(level) is Role.LABEL or bare(level) in _GROUPS for level in column.levels)
    ]


def only_text(table: Table, row: int) -> str:
    """The one text of a row beside its number; empty where there are more, or none."""
    found = [(column.role, text) for column in table.columns if (text := table.text(row, column))]
    texts = {text for role, text in found if role is not Role.CONTEXT} or {text for _, text in found}
    return texts.pop() if len(texts) == 1 else ""


def first_column(table: Table, row: int) -> int:
    return next((column.index for column in table.columns if table.text(row, column)), 0)


def sub_title(section: Section, title: str, cell: str, index: Index, *, labelled: bool) -> Section:
    """The section from a sub-title on: a region, a period, a unit, or other words."""
    words = without_numbering(title)
    if unit := unit_alone(title):
        return replace(section, unit=unit)
    if is_place(title, index):  # where regions are rows, one of them that is blank
        return replace(section, region=words, region_cell=cell) if labelled else section
    if is_only_date(title) or (section.period and is_sum(words) and span_of(words, None)):
        return replace(section, period=words, period_cell=cell)
    return replace(section, title=title, title_cell=cell, title_unit=label_unit(title))


def is_place(title: str, index: Index) -> bool:
    words = without_numbering(title)
    return len(index.region(words)) == 1 or is_total(words)


def is_only_date(title: str) -> bool:
    words = without_numbering(title)
    same = read_periods(words, year=2000) == read_periods(title, year=2000)  # 一、二季度 are two
    return is_dated(words) and not undated(words) and same


def is_only_unit(title: str) -> bool:
    return bool(unit_alone(title))


def unit_alone(title: str) -> str:
    """The unit of 单位：元, 以下单位为元 and （元）; empty where a line says anything else."""
    words = flat(title)
    found = _UNIT.fullmatch(words)
    return unit_said([Line(0, 0, words)]) or (as_unit(found[1] or found[2]) if found else "")


@lru_cache(maxsize=65536)
def depth(label: str, *, is_heading: bool) -> int:
    """0 under 一、, 1 under （一） and so on; then headings without a number, plain rows, 其中 of any row."""
    if label.startswith("其中"):
        return PLAIN + 1
    numbered = (level for level, pattern in enumerate(_LEVELS) if pattern.match(label))
    return next(numbered, PLAIN - is_heading)
