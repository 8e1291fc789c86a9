"""All pillars at a glance, and the headline indicators."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from indicators.models import Indicator, Pillar
from reports.pages.cards import Card, get_cards
from reports.pages.pillar import Tally, count_own, make_tallies
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class PillarCard:
    pillar: Pillar
    count: int
    reported: int
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class OverviewPage:
    selection: Selection
    pillars: tuple[PillarCard, ...]
    headlines: tuple[Card, ...]
    tallies: tuple[Tally, ...]
    count: int
    reported: int
    is_demo: bool


def get_overview_page(selection: Selection) -> OverviewPage:
    """All that the first page shows."""
    indicators = list(
        Indicator.objects.filter(topic__isnull=False)
        .with_place()
        .order_by("topic__pillar__order", "topic__order", "order", "id")
    )
    cards = get_cards(indicators, selection)
    pillars = []
    for pillar, group in groupby(
        indicators, key=lambda indicator: indicator.topic and indicator.topic.pillar
    ):
        members = list(group)
        own = [cards[indicator.pk] for indicator in members if indicator.pk in cards]
        count = count_own(members, cards, selection.region)
        pillars.append(PillarCard(pillar, count, _reported(own), make_tallies(card.state for card in own)))
    return OverviewPage(
        selection=selection,
        pillars=tuple(pillars),
        headlines=tuple(cards[i.pk] for i in indicators if i.headline and i.pk in cards),
        tallies=make_tallies(card.state for card in cards.values()),
        count=count_own(indicators, cards, selection.region),
        reported=_reported(list(cards.values())),
        is_demo=any(card.is_demo or card.beside_demo for card in cards.values()),
    )


def _reported(cards: list[Card]) -> int:
    return sum(card.shown is not None for card in cards)
