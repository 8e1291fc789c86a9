"""Sums up the tree of regions, with what they lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.analytics.nature import Nature
from indicators.analytics.points import ZERO, Value, combined_margin, combined_qualifier, spread
from indicators.quantities import Absence, Qualifier

# A region that has no such figure, or no longer has it, leaves no hole in a sum.
NOT_A_HOLE = frozenset({Absence.NOT_APPLICABLE, Absence.DISCONTINUED})


class TreeError(ValueError):
    """A region lies under itself; `code` is one of the circle."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Node:
    """A region in the tree: whether its parent's sum takes it in, and whether it must report."""

    code: str
    parent: str | None
    counted: bool = True
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a region's direct counted regions.

    `reported` and `expected` count the regions that must report (11/12 已报); `parts` are all that are in the
    sum, `missing` those it lacks, `partial` those in it that are themselves incomplete sums.
    """

    value: Decimal | None
    qualifier: Qualifier
    margin: Decimal
    reported: int
    expected: int
    parts: tuple[str, ...]
    missing: tuple[str, ...]
    partial: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.partial


def is_summable(nature: Nature, *, additive: bool, confirmed: bool = True) -> bool:
    """Whether this indicator's regions may be added at all."""
    return additive and confirmed and nature.sums_over_regions


def roll_up(values: Mapping[str, Value], tree: Iterable[Node], *, additive: bool) -> dict[str, Sum]:
    """The sum of every region that has counted regions below it, by code; nothing where not additive.

    From the leaves up, each region goes in as it is shown: as reported where it reported, else as its own
    sum. A parent none of whose regions is counted, or has anything to report, has no sum. Raises TreeError.
    """
    if not additive:
        return {}
    children: dict[str, list[Node]] = defaultdict(list)
    for node in tree:
        if node.parent is not None and node.counted:
            children[node.parent].append(node)
    sums: dict[str, Sum] = {}
    for code in _leaves_first(children):
        added = _sum(children[code], values, sums)
        if added is not None:
            sums[code] = added
    return sums


def differs(reported: Value, computed: Value | Sum) -> bool:
    """Whether a reported total differs from a complete sum by more than their precision explains."""
    if reported.value is None or computed.value is None or not computed.is_complete:
        return False
    return abs(reported.value - computed.value) > spread(reported) + spread(computed)


def _leaves_first(children: Mapping[str, list[Node]]) -> list[str]:
    """The parents, each after those below it; raises TreeError."""
    done: dict[str, bool] = {}

    def visit(code: str) -> None:
        if code not in children or done.get(code):
            return
        if code in done:
            raise TreeError(code)
        done[code] = False
        for node in children[code]:
            visit(node.code)
        del done[code]
        done[code] = True

    for code in list(children):
        visit(code)
    return list(done)


def _sum(nodes: list[Node], values: Mapping[str, Value], sums: Mapping[str, Sum]) -> Sum | None:
    shown: dict[str, Value | Sum] = {}
    missing: list[str] = []
    reported = expected = 0
    for node in nodes:
        own = values.get(node.code)
        figure: Value | Sum | None = own if own is not None and own.value is not None else sums.get(node.code)
        if figure is not None and figure.value is not None:
            shown[node.code] = figure
            expected += node.expected
            reported += node.expected and figure.is_complete
        elif node.expected and not (own is not None and own.absence in NOT_A_HOLE):
            expected += 1
            missing.append(node.code)
    if not shown and not missing:
        return None
    figures = tuple(shown.values())
    return Sum(
        value=sum((figure.value or ZERO for figure in figures), ZERO) if figures else None,
        qualifier=combined_qualifier(figures),
        margin=combined_margin(figures),
        reported=reported,
        expected=expected,
        parts=tuple(shown),
        missing=tuple(missing),
        partial=tuple(code for code, figure in shown.items() if not figure.is_complete),
    )
