"""The sums that a region's figures move, up the tree: exchanging one part where that can be done exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.analytics.points import ONE_SIDED
from indicators.analytics.rollup import NOT_A_HOLE, Node, roll_up
from indicators.models import Absence, Observation, Region
from indicators.models.observations import Spot
from indicators.quantities import Qualifier
from indicators.services.board import Board, Ledger, Part, as_part, read_parts
from indicators.services.structure import Structure, Tree

COMPUTED = Observation.Origin.COMPUTED.value
EXACT, ROUNDED = Qualifier.EXACT.value, Qualifier.ROUNDED.value
VAGUE = frozenset({*map(str, ONE_SIDED), Qualifier.ABOUT.value})


def refresh_sums(
    stated: Sequence[Part],
    replaced: Sequence[int],
    path: Sequence[Region],
    structure: Structure,
    ledger: Ledger,
) -> None:
    """From the region whose figures are stated upwards, each sum that one of its parts moves."""
    spots = {row.spot: row.period for row in stated}
    summable = structure.summable
    indicators = {spot[0]: summable[spot[0]] for spot in spots if spot[0] in summable}
    if not indicators or len(path) < 2:
        return
    ends = {end for _, _, end in spots}
    board = ledger.read_board(indicators, [region.pk for region in path], ends=ends, stated=stated)
    before: dict[Spot, Part | None] = {
        row.spot: row for row in read_parts(replaced) if row.absence != Absence.WITHDRAWN
    }
    region, now = path[0].pk, dict[Spot, Part | None]()
    for spot in spots:
        if spot[0] in indicators:
            before.setdefault(spot, board.computed.get((region, spot)))
            now[spot] = board.shown(region, spot)
    for parent in path[1:]:
        place = parent.pk
        known = {spot: board.computed.get((place, spot)) for spot in now}
        sums, anew = dict[Spot, Part | None](), dict[Spot, Tree]()
        for spot, new in now.items():
            tree = structure.tree(parent, spot[0], indicators[spot[0]])
            if not tree.is_counted and known[spot] is None:
                continue
            total, last = known[spot], before[spot]
            moved = _move(total, last, new, tree.nodes.get(region)) if _is_of(total, tree) else None
            if moved is None:
                anew[spot] = tree
            else:
                sums[spot] = _stated(moved, spot, place, spots[spot], tree)
        if anew:
            below = ledger.read_board(
                {spot[0] for spot in anew}, [child.pk for child in structure.children[place]], ends=ends
            )
            for spot, tree in anew.items():
                added = _add(spot, place, tree, below)
                sums[spot] = added and _stated(added, spot, place, spots[spot], tree)
        board.state(sums, region=place, ledger=ledger)
        moving = [
            spot
            for spot in sums
            if (computed := board.computed.get((place, spot))) is not known[spot]
            and board.shown(place, spot) is computed
        ]
        region = place
        before = {spot: known[spot] for spot in moving}
        now = {spot: board.computed.get((region, spot)) for spot in moving}


class Total(NamedTuple):
    """A sum, before it is stated."""

    value: Decimal
    qualifier: str
    margin: Decimal
    is_provisional: bool
    reported: int
    expected: int
    parts: list[int]
    is_demo: bool


def _is_of(total: Part | None, tree: Tree) -> bool:
    """It was added up from the same regions, so that one of its parts can be exchanged."""
    return total is not None and total.basis == tree.basis


def _move(total: Part | None, last: Part | None, new: Part | None, node: Node | None) -> Total | None:
    """The sum with one region's figure in the place of its last one; None where it must be added up anew.

    What a part did to the sum's precision or standing cannot be taken back, so the last one must be exact
    and final.
    """
    if total is None or total.value is None or new is None or new.value is None or node is None:
        return None
    parts, reported = set(total.parts), total.reported_parts or 0
    if not node.counted:
        return _as_total(total)
    if last is not None and last.absence in NOT_A_HOLE:
        return None
    had = last.value if last is not None else None
    if had is not None and last is not None:
        if last.qualifier != EXACT or last.is_provisional or last.is_demo or last.pk not in parts:
            return None
        parts.remove(last.pk)
        reported -= node.expected and last.is_complete
    if new.pk in parts or total.qualifier in VAGUE or new.qualifier in VAGUE:
        return None
    is_exact = total.qualifier == new.qualifier == EXACT
    return Total(
        value=total.value + new.value - (had or 0),
        qualifier=EXACT if is_exact else ROUNDED,
        margin=total.margin + new.margin,
        is_provisional=total.is_provisional or new.is_provisional,
        reported=reported + (node.expected and new.is_complete),
        expected=total.expected_parts or 0,
        parts=sorted({*parts, new.pk}),
        is_demo=total.is_demo or new.is_demo,
    )


def _as_total(row: Part) -> Total:
    return Total(
        row.value or Decimal(0),
        row.qualifier,
        row.margin,
        row.is_provisional,
        row.reported_parts or 0,
        row.expected_parts or 0,
        list(row.parts),
        row.is_demo,
    )


def _add(spot: Spot, parent: int, tree: Tree, board: Board) -> Total | None:
    """The sum of all that the regions right below show; None where there is nothing to add."""
    seen = {node.code: row for pk, node in tree.nodes.items() if (row := board.shown(pk, spot))}
    values = {code: as_part(row) for code, row in seen.items()}
    found = roll_up(values, tree.nodes.values(), additive=True).get(str(parent))
    if found is None or found.value is None:
        return None
    parts = [seen[code] for code in found.parts]
    return Total(
        value=found.value,
        qualifier=found.qualifier.value,
        margin=found.margin,
        is_provisional=any(part.is_provisional for part in parts),
        reported=found.reported,
        expected=found.expected,
        parts=sorted(part.pk for part in parts),
        is_demo=any(part.is_demo for part in parts),
    )


def _stated(total: Total, spot: Spot, region: int, period: str, tree: Tree) -> Part:
    return Part(
        pk=0,
        region_id=region,
        indicator_id=spot[0],
        start=spot[1],
        end=spot[2],
        period=period,
        origin=COMPUTED,
        value=total.value,
        absence="",
        qualifier=total.qualifier,
        margin=total.margin,
        is_provisional=total.is_provisional,
        reported_parts=total.reported,
        expected_parts=total.expected,
        formula="sum",
        basis=tree.basis,
        parts=total.parts,
        is_demo=total.is_demo,
    )
