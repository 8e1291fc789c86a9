"""The wallboard: a scene for each pillar, its large figures beside a map of the districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from indicators.analytics.assessment import State
from indicators.messages.states import ShownState
from indicators.models import Indicator, Pillar
from indicators.services.versions import Marks
from indicators.standing.series import read_tree
from indicators.standing.targets import read_targets
from reports.pages.cards import Card, get_cards
from reports.pages.pillar import Tally, get_own, tally_own
from reports.pages.regions import RegionLine, get_regions_page
from reports.pages.selection import Asked, Selection, get_selection
from reports.pages.tiles import (
    MOST,
    TileMap,
    Told,
    make_indicator_map,
    make_tile_map,
    parts_of,
    rows_of,
)

FIGURES = 6  # in a scene


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the screen at a time: the `number`th of `of` scenes of a pillar."""

    pillar: Pillar
    count: int
    reported: int
    tallies: tuple[Tally, ...]
    cards: tuple[Card, ...]
    map: TileMap | None
    number: int = 1
    of: int = 1

    @property
    def is_demo(self) -> bool:
        shown = [card.is_demo or card.beside_demo for card in self.cards]
        return any(shown) or bool(self.map and self.map.is_demo)


@dataclass(frozen=True)
class WallPage:
    selection: Selection
    scenes: tuple[Scene, ...]

    @property
    def pillars(self) -> tuple[Pillar, ...]:
        return tuple(dict.fromkeys(scene.pillar for scene in self.scenes))

    @property
    def is_demo(self) -> bool:
        return any(scene.is_demo for scene in self.scenes)


def get_wall_page(marks: Marks | None = None) -> WallPage:
    """All scenes at the last period, as of today, read at these marks. Raises NoRegions."""
    selection = get_selection(Asked(), marks=marks)
    if selection.period is None:
        return WallPage(selection, ())
    indicators = selection.catalogue.indicators
    cards = get_cards(indicators, selection)
    maps = _get_maps([one for one in indicators if one.headline], selection)
    coverage = _make_coverage_map(selection)
    scenes: list[Scene] = []
    for pillar, group in groupby(indicators, key=lambda one: one.topic and one.topic.pillar):
        members = list(group)
        own = [cards[one.pk] for one in members if one.pk in cards]
        whole = Scene(
            pillar=pillar,
            count=len(get_own(members, cards, selection.region)),
            reported=sum(card.shown is not None for card in own),
            tallies=tally_own(get_own(members, cards, selection.region), cards),
            cards=(),
            map=None,
        )
        parts = _scenes_of(members, cards)
        for number, few in enumerate(parts, 1):
            shown = tuple(cards[one.pk] for one in few)
            mapped = next((maps[one.pk] for one in few if one.pk in maps), coverage)
            scenes.append(replace(whole, cards=shown, map=mapped, number=number, of=len(parts)))
    return WallPage(selection, tuple(scenes))


def _scenes_of(indicators: Sequence[Indicator], cards: Mapping[int, Card]) -> list[list[Indicator]]:
    """The headline indicators, so many at a time; where there is room others that have a figure."""
    known = [one for one in indicators if one.pk in cards]
    first = [one for one in known if one.headline]
    others = [one for one in known if not one.headline and cards[one.pk].shown]
    judged = sorted(others, key=lambda one: one.assessment == Indicator.Assessment.NONE)
    scenes = max(1, -(-len(first) // FIGURES))
    queue = [*first, *judged][: scenes * FIGURES]
    return [queue[start : start + FIGURES] for start in range(0, len(queue), FIGURES)]


def _get_maps(indicators: Sequence[Indicator], selection: Selection) -> dict[int, TileMap]:
    """The map of each of these indicators that districts report, from one reading."""
    period = selection.period
    if period is None or len(selection.below) > MOST:
        return {}
    tree = read_tree(
        {part for indicator in indicators for part in parts_of(indicator)},
        regions=[region.pk for region in selection.told],
        release=selection.release,
        since=date(period.year - 1, 12, 31),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    targets = read_targets(
        selection.as_of, indicator__in=indicators, region__in=selection.told, year=period.year
    )
    maps = {}
    for indicator in indicators:
        own = [target for target in targets if target.indicator_id == indicator.pk]
        rows = rows_of(indicator, tree, selection)
        made = make_indicator_map(indicator, rows, tree, own, selection)
        if made:
            maps[indicator.pk] = made
    return maps


def _make_coverage_map(selection: Selection) -> TileMap | None:
    """What the districts have reported of all that is due."""
    if len(selection.below) > MOST:
        return None
    lines = [line for line in get_regions_page(selection).lines if line.coverage.expected]
    if len(lines) < 2:
        return None
    title = _("Figures reported, %(when)s") % {"when": selection.period_name}
    return make_tile_map(title, [_tell(line) for line in lines])


def _tell(line: RegionLine) -> Told:
    reported, expected = line.coverage.reported, line.coverage.expected
    if reported == expected:
        state = ShownState(State.MET, _("all reported"), "good")
    elif reported:
        state = ShownState(State.BEHIND, _("some missing"), "watch")
    else:
        state = ShownState(State.NOT_REPORTED, _("nothing reported"), "none")
    return Told(line.region, state, f"{reported}/{expected}", "", is_demo=line.is_demo)
