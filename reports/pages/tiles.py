"""The tile map: each district where it lies, with its figure and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from indicators.analytics.assessment import State
from indicators.analytics.points import is_whole
from indicators.messages.figures import show_absence, show_figure, show_label
from indicators.messages.states import ShownState, show_state
from indicators.models import Indicator, Region, Target
from indicators.periods import Period
from indicators.standing.series import Seen
from indicators.standing.states import get_standing, is_awaited, seen_at
from reports.charts.tiles import Shape, draw_areas, lay_tiles
from reports.pages.base_map import get_areas
from reports.pages.charts import listed, why_missing
from reports.pages.selection import Selection

Tree = Mapping[int, Mapping[int, Sequence[Seen]]]  # by region, then by indicator
MOST = 100  # regions; more cannot be read on one map
LONG = 7  # signs of a number that fill a tile
GLYPHS = {
    State.AHEAD: "▲",
    State.ON_TRACK: "●",
    State.MET: "◆",
    State.NOT_HAPPENED: "◆",
    State.BEHIND: "▽",
    State.ATTENTION: "▼",
    State.NOT_MET: "×",
    State.HAPPENED: "×",
    State.NO_TARGET: "○",
    State.NOT_REPORTED: "□",
}


def pattern_of(state: ShownState) -> str:
    """What is laid over the ground, so that it is told without colour too; blank where nothing is."""
    if state.state is State.NOT_REPORTED:
        return "none"
    return state.tone if state.tone in ("watch", "bad") else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a tile says of a region: a number, or words where there is none, and how it stands."""

    region: Region
    state: ShownState
    number: str = ""
    tail: str = ""
    words: str = ""
    is_whole: bool = True
    is_demo: bool = False
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    told: Told
    glyph: str
    shape: Shape

    @property
    def title(self) -> str:
        """All that it says, for whoever points at it."""
        told = self.told
        corrected = f" {_('Corrected')}" if told.is_corrected else ""
        revised = f" {told.state.revised}" if told.state.revised else ""
        return f"{told.region} {told.number}{told.tail}{told.words} {told.state.word}{corrected}{revised}"

    @property
    def pattern(self) -> str:
        return pattern_of(self.told.state)

    @property
    def is_long(self) -> bool:
        return len(self.told.number or self.told.words) > LONG


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the legend: how a state is drawn, and how many stand so."""

    state: ShownState
    glyph: str
    count: int

    @property
    def pattern(self) -> str:
        return pattern_of(self.state)


@dataclass(frozen=True, slots=True)
class TileMap:
    """A map to be drawn; `number` is the review number of the base map, where one is used."""

    title: str
    summary: str
    width: float
    height: float
    tiles: tuple[Tile, ...]
    legend: tuple[Sign, ...]
    number: str
    is_demo: bool

    @property
    def box(self) -> str:
        """Breadth and height of the drawing with its outermost lines."""
        return f"{self.width + 2:g} {self.height + 2:g}"

    @property
    def states(self) -> dict[str, ShownState]:
        """How each region stands, by its code."""
        return {tile.told.region.code: tile.told.state for tile in self.tiles}

    @property
    def is_corrected(self) -> bool:
        return any(tile.told.is_corrected for tile in self.tiles)

    @property
    def has_holes(self) -> bool:
        return any(not tile.told.is_whole for tile in self.tiles)


def parts_of(indicator: Indicator) -> set[int]:
    """The indicators whose figures tell how this one stands: itself, and the whole of a share."""
    shares = indicator.assessment == Indicator.Assessment.SHARE
    return {indicator.pk, (shares and indicator.denominator_id) or indicator.pk}


def rows_of(indicator: Indicator, tree: Tree, selection: Selection) -> tuple[tuple[Region, Seen | None], ...]:
    """Every region told of that reports or has the figure at the period, in the official order."""
    period = selection.period
    if period is None:
        return ()
    kinds = indicator.form.expected_kinds
    seen = {
        region.pk: seen_at(tree.get(region.pk, {}).get(indicator.pk, ()), period.end)
        for region in selection.told
    }
    return tuple(
        (region, seen[region.pk])
        for region in selection.told
        if seen[region.pk] or (region.kind in kinds and region != selection.root)
    )


def make_indicator_map(
    indicator: Indicator,
    regions: Sequence[tuple[Region, Seen | None]],
    tree: Tree,
    targets: Iterable[Target],
    selection: Selection,
) -> TileMap | None:
    """The districts by one indicator at the selected period; None where fewer than two figures are known.

    The tree reaches back to the end of the year before, of all that `parts_of` names.
    """
    period = selection.period
    below = [(region, one) for region, one in regions if region != selection.whole]
    known = sum(one is not None and one.row.value is not None for _region, one in below)
    if period is None or known < 2 or len(below) > MOST:
        return None
    goals = {target.region_id: target for target in targets if target.year == period.year}
    title = _("%(indicator)s, %(when)s") % {"indicator": indicator, "when": show_label(indicator, period)}
    return make_tile_map(
        title,
        [
            _tell(
                indicator,
                region,
                one,
                get_state(indicator, region, tree, goals.get(region.pk), period),
                why_missing(indicator, region, period),
            )
            for region, one in below
        ],
    )


def get_state(
    indicator: Indicator, region: Region, tree: Tree, target: Target | None, period: Period
) -> ShownState:
    expected = is_awaited(indicator, region, period)
    return show_state(get_standing(indicator, tree.get(region.pk, {}), target, period, expected=expected))


def _tell(indicator: Indicator, region: Region, one: Seen | None, state: ShownState, missing: str) -> Told:
    if one is None or one.row.value is None:
        return Told(region, state, words=show_absence(one.row.absence) if one else missing)
    row = one.row
    shown = show_figure(indicator, one.row, compact=True)
    return Told(
        region=region,
        state=state,
        number=f"{shown.before}{shown.number}",
        tail=f"{shown.tail}{shown.remark}",
        is_whole=is_whole(one.point),
        is_demo=row.is_demo,
        is_corrected=one.is_corrected,
    )


def make_tile_map(title: str, told: Sequence[Told]) -> TileMap:
    """The map of what is told, each region at its place; on the base map where one is set.

    The title goes on with how many stand how, where they are judged.
    """
    areas = get_areas()
    if any(one.region.code in areas for one in told):
        drawing = draw_areas(areas, [one.region.code for one in told])
    else:
        areas = {}
        drawing = lay_tiles({one.region.code: one.region.tile for one in told})
    legend = make_legend(one.state for one in told)
    if {sign.state.state for sign in legend} != {State.NOT_JUDGED}:
        title += _(": ") + listed(f"{sign.state.word} {sign.count}" for sign in legend)
    return TileMap(
        title=title,
        summary=_("Map of %(count)d regions. %(title)s.") % {"count": len(told), "title": title},
        width=drawing.width,
        height=drawing.height,
        tiles=tuple(
            Tile(one, GLYPHS.get(one.state.state, ""), drawing.shapes[one.region.code]) for one in told
        ),
        legend=legend,
        number=settings.MAP_NUMBER if areas else "",
        is_demo=any(one.is_demo for one in told),
    )


def make_legend(states: Iterable[ShownState]) -> tuple[Sign, ...]:
    """The states that occur, in their own order."""
    order = list(State)
    counts = Counter(states)
    return tuple(
        Sign(state, GLYPHS.get(state.state, ""), counts[state])
        for state in sorted(counts, key=lambda state: order.index(state.state))
    )
