"""The sums that figures move, up the tree of regions: exchanging one part where that can be done exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.analytics.points import ONE_SIDED
from indicators.analytics.rollup import NOT_A_HOLE, roll_up
from indicators.models import Absence, Observation, Region
from indicators.models.observations import Spot
from indicators.quantities import Qualifier
from indicators.services.board import Board, Ledger, Part, as_part, read_parts
from indicators.services.structure import Structure, Tree

COMPUTED = Observation.Origin.COMPUTED.value
EXACT, ROUNDED = Qualifier.EXACT.value, Qualifier.ROUNDED.value
VAGUE = frozenset({*map(str, ONE_SIDED), Qualifier.ABOUT.value})


class Move(NamedTuple):
    """What one region shows in a sum above it, before and now."""

    region: int
    last: Part | None
    new: Part | None


def refresh_sums(
    stated: Sequence[Part],
    replaced: Sequence[int],
    places: Sequence[Region],
    structure: Structure,
    ledger: Ledger,
) -> None:
    """From the regions whose figures are stated upwards, each sum that they move, once for all of them."""
    summable = structure.summable
    periods = {row.spot: row.period for row in stated}
    indicators = {spot[0]: summable[spot[0]] for spot in periods if spot[0] in summable}
    if not indicators or len(places) < 2:
        return
    own: dict[int, list[Spot]] = defaultdict(list)
    for row in stated:
        if row.indicator_id in indicators:
            own[row.region_id].append(row.spot)
    ends = {end for _, _, end in periods}
    board = ledger.read_board(
        indicators,
        [region.pk for region in places],
        ends=ends,
        stated=stated,
        without=own.keys() - {region.parent_id for region in places},
    )
    before = {
        (row.region_id, row.spot): row for row in read_parts(replaced) if row.absence != Absence.WITHDRAWN
    }
    moves: dict[int, dict[Spot, list[Move]]] = defaultdict(lambda: defaultdict(list))
    for region in places:
        place, moved = region.pk, moves.pop(region.pk, {})
        known = {spot: board.computed.get((place, spot)) for spot in (*own[place], *moved)}
        sums, anew = dict[Spot, Part | None](), dict[Spot, Tree]()
        for spot, parts in moved.items():
            tree = structure.tree(region, spot[0], indicators[spot[0]])
            if not tree.is_counted and known[spot] is None:
                continue
            total = _move(known[spot], parts, tree)
            if total is None:
                anew[spot] = tree
            else:
                sums[spot] = _stated(total, spot, place, periods[spot], tree)
        if anew:
            children = [child.pk for child in structure.children[place]]
            told = [pk for pk in children if anew.keys() <= set(own[pk])]  # all of it, here and now
            below = ledger.read_board({spot[0] for spot in anew}, {*children}.difference(told), ends=ends)
            below.lay_all(filter(None, (board.shown(pk, spot) for pk in told for spot in anew)))
            for spot, tree in anew.items():
                added = _add(spot, place, tree, below)
                sums[spot] = added and _stated(added, spot, place, periods[spot], tree)
        board.state(sums, region=place, ledger=ledger)
        if region.parent_id is None:
            continue
        above, stated_here = moves[region.parent_id], set(own[place])
        for spot in own[place]:
            last = before.get((place, spot), known[spot])
            above[spot].append(Move(place, last, board.shown(place, spot)))
        for spot in sums:
            computed = board.computed.get((place, spot))
            is_moved = computed is not known[spot] and board.shown(place, spot) is computed
            if is_moved and spot not in stated_here:
                above[spot].append(Move(place, known[spot], computed))


class Total(NamedTuple):
    """A sum, before it is stated."""

    value: Decimal
    qualifier: str
    margin: Decimal
    is_provisional: bool
    reported_parts: int | None
    expected_parts: int | None
    parts: list[int]
    is_demo: bool


def _move(total: Part | None, moves: Iterable[Move], tree: Tree) -> Total | None:
    """The sum with what some regions show now in the place of what they did; None where it is added up anew.

    What a part did to the sum's precision or standing cannot be taken back, so the last one must be exact
    and final.
    """
    if total is None or total.value is None or total.basis != tree.basis:
        return None
    value, margin, parts, reported = total.value, total.margin, set(total.parts), total.reported_parts or 0
    qualifier, is_provisional, is_demo = total.qualifier, total.is_provisional, total.is_demo
    for region, last, new in moves:
        node = tree.nodes.get(region)
        if node is None or new is None or new.value is None:
            return None
        if not node.counted:
            continue
        if last is not None and last.absence in NOT_A_HOLE:
            return None
        if last is not None and last.value is not None:
            if last.qualifier != EXACT or last.is_provisional or last.is_demo or last.pk not in parts:
                return None
            parts.remove(last.pk)
            reported -= node.expected and last.is_complete
            value -= last.value
        if new.pk in parts or qualifier in VAGUE or new.qualifier in VAGUE:
            return None
        if new.qualifier != EXACT:
            qualifier = ROUNDED
        parts.add(new.pk)
        reported += node.expected and new.is_complete
        value += new.value
        margin += new.margin
        is_provisional |= new.is_provisional
        is_demo |= new.is_demo
    return Total(
        value, qualifier, margin, is_provisional, reported, total.expected_parts, sorted(parts), is_demo
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
        reported_parts=found.reported,
        expected_parts=found.expected,
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
        reported_parts=total.reported_parts,
        expected_parts=total.expected_parts,
        formula="sum",
        basis=tree.basis,
        parts=total.parts,
        is_demo=total.is_demo,
    )
