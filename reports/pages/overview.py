"""All pillars at a glance, the headline indicators, what changed, and who has not reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from indicators.models import Indicator, Pillar
from indicators.standing.states import get_standing, is_awaited
from reports.pages.cards import Card, Known, get_known, make_cards
from reports.pages.charts import phrases
from reports.pages.lacking import Lacking, get_lacking
from reports.pages.moved import Moved, Turned, get_moved, make_turned
from reports.pages.pillar import Tally, get_own, tally_own
from reports.pages.portfolios import Portfolios
from reports.pages.selection import Selection
from reports.pages.statements import state


@dataclass(frozen=True, slots=True)
class PillarCard:
    """A pillar by state; `moved` by the last release, `overdue` of the region and those right below it."""

    pillar: Pillar
    count: int
    reported: int
    tallies: tuple[Tally, ...]
    moved: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Told:
    """A headline indicator in a sentence."""

    indicator: Indicator
    words: str
    observation: int | None
    is_demo: bool
    beside_demo: bool
    is_corrected: bool


@dataclass(frozen=True)
class OverviewPage:
    selection: Selection
    portfolios: Portfolios
    pillars: tuple[PillarCard, ...]
    headlines: tuple[Card, ...]
    calling: tuple[Card, ...]
    told: tuple[Told, ...]
    turned: tuple[Turned, ...]
    release: int | None
    moved: tuple[Moved, ...]
    lacking: tuple[Lacking, ...]
    tallies: tuple[Tally, ...]
    count: int
    reported: int
    is_demo: bool


def get_overview_page(selection: Selection) -> OverviewPage:
    """All that the first page shows."""
    indicators = selection.indicators
    known = get_known(indicators, selection)
    cards = make_cards(indicators, known, selection)
    every = get_own(indicators, cards, selection.region)
    lacking = get_lacking(indicators, selection)
    release, moved = get_moved(selection)
    moves = Counter(one.indicator.topic.pillar_id for one in moved if one.indicator.topic)
    overdue: Counter[int] = Counter()
    for one in lacking:
        overdue.update(one.pillars if one.is_overdue else {})
    pillars = []
    for pillar, group in groupby(
        indicators, key=lambda indicator: indicator.topic and indicator.topic.pillar
    ):
        members = list(group)
        own = get_own(members, cards, selection.region)
        if pillar is not None:
            pillars.append(
                PillarCard(
                    pillar,
                    len(own),
                    _reported(cards, own),
                    tally_own(own, cards),
                    moves[pillar.pk],
                    overdue[pillar.pk],
                )
            )
    return OverviewPage(
        selection=selection,
        portfolios=selection.catalogue.portfolios,
        pillars=tuple(pillars),
        headlines=tuple(cards[i.pk] for i in indicators if i.headline and i.pk in cards),
        calling=tuple(
            cards[i.pk] for i in indicators if i.pk in cards and cards[i.pk].state.tone in ("watch", "bad")
        ),
        told=make_told([i for i in indicators if i.headline], cards, known, selection),
        turned=make_turned(indicators, known.series, known.targets, selection),
        release=release,
        moved=moved,
        lacking=lacking,
        tallies=tally_own(every, cards),
        count=len(every),
        reported=_reported(cards, every),
        is_demo=any(card.is_demo or card.beside_demo for card in cards.values()),
    )


def make_told(
    indicators: list[Indicator], cards: dict[int, Card], known: Known, selection: Selection
) -> tuple[Told, ...]:
    """Each of these that has a figure at the period, as a sentence."""
    period = selection.period
    if period is None:
        return ()
    told = []
    for indicator in indicators:
        if cards[indicator.pk].shown is None:
            continue
        standing = get_standing(
            indicator,
            known.series,
            known.targets.get(indicator.pk),
            period,
            expected=is_awaited(indicator, selection.region, period),
        )
        card = cards[indicator.pk]
        words = state(indicator, known.series.get(indicator.pk, ()), period, standing)
        if standing.revised:
            words = phrases([words, card.revision])
        told.append(
            Told(indicator, words, card.observation, card.is_demo, card.beside_demo, card.is_corrected)
        )
    return tuple(told)


def _reported(cards: Mapping[int, Card], own: Iterable[Indicator]) -> int:
    return sum(one.pk in cards and cards[one.pk].shown is not None for one in own)
