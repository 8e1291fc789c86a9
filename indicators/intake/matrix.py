"""The value columns of a table whose rows are regions or periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.intake.asked import Asked
from indicators.intake.choices import choose, head, which_column
from indicators.intake.dated import completed, dated_reaches, own_span
from indicators.intake.dates import without_dates
from indicators.intake.heads import head_of
from indicators.intake.layout.furniture import at
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import trailing_bracket
from indicators.intake.matching import Index, is_total
from indicators.intake.reach import Reach, check_rivals, has_numbers
from indicators.intake.subjects import column_words
from indicators.intake.titles import is_title

_PLACES = re.compile(r"^[各分]?(?:县\(市\)区|县\(市、区\)|县市区|区县|县区|地区|全市)")
_LISTING = re.compile(r"(?:情况)?(?:统计|汇总|一览|明细)?(?:表|数据)?$")
_INDICATOR = re.compile(r"(?:指标(?:名称)?|求和项):(.+)")


def matrix_reaches(table: Table, lines: Sequence[Line], index: Index, asked: Asked) -> list[Reach]:
    """The value columns where each row is a region or a period: one for each indicator, period or region."""
    told = counted(lines)
    titles = told or dict(filter(None, [named(line, index) for line in lines if is_title(line)]))
    title = "、".join(titles)  # of several none is meant
    where = next(iter(titles.values()), head(table, table.columns[0]))
    reaches: list[Reach] = []
    for each in table.with_role(Role.OTHER, Role.VALUE, Role.COMPARISON):
        column = completed(table, each, asked) if has_numbers(table, each) else each
        whole = "".join(column.levels)
        meant = index.indicator(whole)
        found = head_of(column, index)
        if not (meant.entry or meant.candidates):
            if column.role is Role.COMPARISON or not has_numbers(table, column, dated=bool(column.periods)):
                continue
            whole = found.label_in(index)
        known = title if told or column.levels else ""  # a title speaks of no column without a header
        label, cell = (whole, head(table, column)) if whole else (known, where)
        of_all_parts = bool(found.names and is_total(found.region) and table.first(Role.REGION))
        region = "" if meant.entry or of_all_parts else found.region  # 合计 beside 男 and 女
        span = own_span(table, column)
        reaches.append(Reach(column, label, cell, region, titled=not whole, span=span))
    unlike = len({reach.label for reach in reaches if not reach.titled}) > 1 and not title
    if unlike or sum(bool(reach.span) for reach in reaches) > 1:  # 合计 of them, or beside quarters, is none
        reaches = [reach for reach in reaches if reach.span or not (reach.titled and is_total(reach.region))]
    if not reaches:
        raise which_column(table, [], ())
    timed = [reach.column for reach in reaches if reach.column.periods or reach.span]
    if timed and len(timed) < len(reaches):
        chosen = choose(table, [reach.column for reach in reaches], asked)
        reaches = [reach for reach in reaches if reach.column is chosen]
    dated = [reach.column for reach in reaches if reach.column.periods]
    if dated:
        said = {each.column.index: each.period for each in dated_reaches(table, dated, lines, asked)}
        reaches = [
            replace(reach, period=said[reach.column.index]) for reach in reaches if reach.column.index in said
        ]
    return check_rivals(table, [untitled(table, reach, reaches) for reach in reaches], asked)


def counted(lines: Iterable[Line]) -> dict[str, str]:
    """What lines such as 指标：年末常住人口(人) say is counted, with their cells."""
    said = {match[1]: at(line) for line in lines if (match := _INDICATOR.search(line.text))}
    return {words: cell for words, cell in said.items() if role_of(words) is not Role.VALUE}


def named(line: Line, index: Index) -> tuple[str, str] | None:
    """The indicator that a title is the very name of beside region and period, with its cell."""
    words = without_dates(line.text)
    words = _PLACES.sub("", words.removeprefix(index.region_before(words)))
    before, inside = trailing_bracket(words)
    unit = f"({inside})" if inside else ""
    for rest in (words, _LISTING.sub("", before) + unit):
        if rest and index.indicator(rest).entry:
            return rest, at(line)
    return None


def untitled(table: Table, reach: Reach, reaches: Sequence[Reach]) -> Reach:
    """Of several columns under one title each by its own header: 人次 and 金额."""
    alike = [each for each in reaches if each.titled and each.region == reach.region and not each.period]
    if not reach.titled or reach.period or reach.span or len(alike) == 1:
        return reach
    label, cell = column_words(reach.column), head(table, reach.column)
    return replace(reach, label=label, label_cell=cell, titled=False) if label else reach
