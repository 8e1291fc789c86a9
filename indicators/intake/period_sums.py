"""Rows of 合计 or 全年 below the quarters or months that they sum up, and what they prove of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.layout.words import bare
from indicators.intake.matching import Index, is_total
from indicators.intake.outline import Section
from indicators.intake.period_words import Span, before_sum, is_end, is_running, is_sum, span_of
from indicators.intake.reach import Reach
from indicators.periods import Frequency
from indicators.quantities import QuantityError, parse_quantity, shifted, split_multiple

Group = tuple[str, ...]  # what rows have in common that differ in their period alone


@dataclass(frozen=True, slots=True)
class Over:
    """A row that sums up others: its words, which rows they may be, and what the first says of its period."""

    called: str
    parts: tuple[tuple[int, ...], ...]  # the likeliest first
    text: str
    frequency: Frequency | None = None  # of the span that it names, if it names one


@dataclass(frozen=True)
class Sums:
    """The rows of a table that sum up periods, and the figures of which such a row proves what they are."""

    rows: Mapping[int, Over] = field(default_factory=dict)
    alone: frozenset[tuple[int, str]] = frozenset()  # column and label: of its quarter or month alone
    since_january: frozenset[int] = frozenset()  # rows that are of as much either way

    def is_alone(self, row: int, column: Column, label: str) -> bool:
        return (column.index, label) in self.alone and row not in self.since_january

    def of(self, table: Table, row: int, column: Column) -> Over | None:
        """What a cell sums up; nothing where its parts are blank, for then it stands by itself."""
        over = self.rows.get(row)
        filled = over and any(table.cell(part, column) for parts in over.parts for part in parts)
        return over if filled else None


def find_sums(
    table: Table,
    index: Index,
    periods: Mapping[int, str],
    sections: Mapping[int, Section],
    reaches: Sequence[Reach],
) -> Sums:
    """The sums among rows that say these `periods`."""
    blank = blank_sums(table)
    texts = set(periods.values()) - {""}
    spans = {text: span_of(text, table.year) for text in texts}
    lengths = {span.months for span in spans.values() if span}
    if not blank and len(lengths) < 2 and not any(map(is_sum, texts)):
        return Sums()
    groups = grouped(table, index, sections, blank)
    plain = {row for row, text in periods.items() if spans.get(text) and not is_sum(text)} - blank.keys()
    found: dict[int, Over] = {}
    for rows in groups.values():
        said = {row: span for row in rows if row in plain and (span := spans[periods[row]])}
        found |= named_sums(said, {row: span for row in rows if (span := spans.get(periods[row]))}, periods)
    plain -= found.keys()
    everything = tuple(row for row in table.rows if row in plain)
    for rows in groups.values():
        own = tuple(row for row in rows if row in plain)
        for row in rows:
            word = blank.get(row) or (periods[row] if is_sum(periods[row]) else "")
            if row in found or not word or is_running(word):
                continue
            span = spans.get(word)
            if span and not any(spans[periods[each]] == span for each in own):
                likely = [tuple(each for each in own if span.holds(spans[periods[each]]))]
            else:
                others = [*found, *blank, *(each for each in rows if is_sum(periods[each]))]
                likely = [*around(row, own, others), own or everything]
            if parts := [each for each in likely if len({periods[part] for part in each}) > 1]:
                found[row] = Over(word, tuple(dict.fromkeys(parts)), periods[parts[0][0]])
    label = table.first(Role.LABEL) or table.first(Role.CODE)
    alone = {
        (reach.column.index, table.text(row, label))
        for row, over in found.items()
        for reach in reaches
        if proves_alone(table, row, reach.column, over)
    }
    since = {row for row, text in periods.items() if (span := spans.get(text)) and span.is_since_january}
    return Sums(found, frozenset(alone), frozenset(since))


def grouped(
    table: Table, index: Index, sections: Mapping[int, Section], blank: Mapping[int, str]
) -> dict[Group, list[int]]:
    """The rows of each group: of one label, region and sub-title."""
    keys = table.with_role(Role.LABEL, Role.CODE)
    places = table.with_role(Role.REGION, Role.REGION_CODE)
    nothing = Section()

    @cache
    def place(text: str) -> str:
        found = index.region(text) or index.region(before_sum(text) or text)
        return found[0].code if len(found) == 1 and not is_total(text) else bare(text)

    found: dict[Group, list[int]] = defaultdict(list)
    for row in table.rows:
        section = sections.get(row, nothing)
        words = (table.text(row, column) for column in keys)
        regions = (place(text) for column in places if (text := table.text(row, column)))
        found[section.region, section.title, *words, *regions].append(row)
    return found


def named_sums(
    said: Mapping[int, Span], spans: Mapping[int, Span], periods: Mapping[int, str]
) -> Iterator[tuple[int, Over]]:
    """The rows that name a span which others of their group fill without a gap: 全年 and four quarters."""
    for row, span in spans.items():
        if is_end(periods[row]):
            continue
        inside = [(each, other) for each, other in said.items() if span.holds(other)]
        for length in sorted({other.months for _, other in inside}):
            parts = {other.start: each for each, other in inside if other.months == length}
            if len(parts) * length == span.months:
                rows = tuple(sorted(parts.values()))
                yield row, Over(periods[row], (rows,), periods[parts[min(parts)]], span.frequency)
                break


def around(row: int, own: Iterable[int], sums: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """The rows of a group between a sum and the one before it, and between it and the next."""
    own, sums = tuple(own), tuple(sums)
    before = max((each for each in sums if each < row), default=-1)
    after = min((each for each in sums if each > row), default=max((*own, row)) + 1)
    return (
        tuple(each for each in own if before < each < row),
        tuple(each for each in own if row < each < after),
    )


def blank_sums(table: Table) -> dict[int, str]:
    """The rows without a period whose region is a sum: 鼓楼区合计, or 合计 as the last or first of all."""
    columns = table.with_role(Role.PERIOD)
    places = table.with_role(Role.REGION, Role.CONTEXT, *((Role.PERIOD,) if len(columns) > 1 else ()))
    if not (columns and places):
        return {}
    blank = [row for row in table.rows if not all(table.text(row, column) for column in columns)]
    found: dict[int, str] = {}
    for row in blank:
        word = next((text for column in places if is_sum(text := table.text(row, column))), "")
        is_end = len(blank) == 1 and row in (table.rows[0], table.rows[-1])
        if word and (before_sum(word) or is_end):
            found[row] = word
    if not found:
        return {}
    said = {tuple(table.text(row, column) for column in columns) for row in table.rows if row not in blank}
    return found if len(said) > 1 else {}


def proves_alone(table: Table, row: int, column: Column, over: Over) -> bool:
    """The cell is what its parts add up to, and not merely the last of them."""
    total = amount(table, row, column)
    for rows in over.parts if total else ():
        parts = [each for part in rows if (each := amount(table, part, column))]
        filled = [each for each, _ in parts if each]
        if not total or len(filled) < 2:
            continue
        off = abs(total[0] - sum(filled))
        place = max(last for _, last in (*parts, total))
        if off == 0 or (place < 1 and total[0] != filled[-1] and off <= place / 2 * (len(parts) + 1)):
            return True
    return False


def amount(table: Table, row: int, column: Column) -> tuple[Decimal, Decimal] | None:
    """The number of a cell with its 万 or 亿, and the worth of its last digit; None where it holds none."""
    cell = table.cell(row, column)
    try:
        quantity = parse_quantity(cell.text) if cell else None
    except QuantityError:
        return None
    if quantity is None:
        return None
    power, _ = split_multiple(quantity.unit)
    return shifted(quantity.value, power), shifted(quantity.quantum, power)
