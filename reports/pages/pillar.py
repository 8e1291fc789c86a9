"""One pillar: its topics, what is judged in them, and the plain records of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from indicators.analytics.assessment import State
from indicators.messages.states import ShownState
from indicators.models import Indicator, Pillar, Region
from reports.pages.cards import Card, get_cards
from reports.pages.selection import Selection

TONE_ORDER = ("good", "watch", "bad", "none")
STATES = tuple(State)
FLOOR = Indicator.Assessment.FLOOR


@dataclass(frozen=True, slots=True)
class TopicBlock:
    """A topic's cards, and its records of work, which are only listed."""

    code: str
    name: str
    cards: tuple[Card, ...]
    records: tuple[Card, ...]

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.records)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    topics: tuple[TopicBlock, ...]

    @property
    def count(self) -> int:
        return sum(topic.count for topic in self.topics)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators are in a state, and the share of all in percent."""

    state: ShownState
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """Of the required activities that were judged, how many were done, and which were not."""

    count: int
    unmet: tuple[Card, ...]

    @property
    def met(self) -> int:
        return self.count - len(self.unmet)


@dataclass(frozen=True)
class PillarPage:
    pillar: Pillar
    selection: Selection
    requirements: Requirements
    groups: tuple[Group, ...]
    tallies: tuple[Tally, ...]
    count: int
    reported: int
    is_demo: bool


def get_pillar_page(pillar: Pillar, selection: Selection) -> PillarPage:
    """All that the page of one pillar shows."""
    indicators = [one for one in selection.indicators if one.topic and one.topic.pillar_id == pillar.pk]
    cards = get_cards(indicators, selection)
    own = get_own(indicators, cards, selection.region)
    groups = tuple(
        Group(name, make_topics(list(members), cards, selection.root))
        for name, members in groupby(indicators, key=lambda i: i.topic.group if i.topic else "")
    )
    return PillarPage(
        pillar=pillar,
        selection=selection,
        requirements=make_requirements(indicators, cards),
        groups=groups,
        tallies=tally_own(own, cards),
        count=len(own),
        reported=sum(card.shown is not None for card in cards.values()),
        is_demo=any(card.is_demo or card.beside_demo for card in cards.values()),
    )


def make_requirements(indicators: Iterable[Indicator], cards: Mapping[int, Card]) -> Requirements:
    """What is required (党组学习, 听取汇报), as far as it can be judged."""
    floors = [cards[i.pk] for i in indicators if i.assessment == FLOOR and i.pk in cards]
    judged = [card for card in floors if card.state.state in (State.MET, State.NOT_MET)]
    return Requirements(len(judged), tuple(card for card in judged if card.state.state is State.NOT_MET))


def get_own(indicators: Iterable[Indicator], cards: Mapping[int, Card], region: Region) -> list[Indicator]:
    """Those of these indicators that the region may report, or has a figure of."""
    return [
        indicator
        for indicator in indicators
        if indicator.form.is_reported_by(region)
        or (indicator.pk in cards and cards[indicator.pk].shown is not None)
    ]


def tally_own(own: Iterable[Indicator], cards: Mapping[int, Card]) -> tuple[Tally, ...]:
    """How these indicators stand, before there is any period not at all."""
    return make_tallies(cards[indicator.pk].state for indicator in own if indicator.pk in cards)


def make_topics(
    indicators: Sequence[Indicator], cards: dict[int, Card], root: Region
) -> tuple[TopicBlock, ...]:
    blocks = []
    for topic, members in groupby(indicators, key=lambda indicator: indicator.topic):
        shown = [(is_record(i, root), cards[i.pk]) for i in members if i.pk in cards]
        if topic is not None:
            blocks.append(
                TopicBlock(
                    code=topic.code,
                    name=str(topic),
                    cards=tuple(card for record, card in shown if not record),
                    records=tuple(card for record, card in shown if record),
                )
            )
    return tuple(blocks)


def is_record(indicator: Indicator, root: Region) -> bool:
    """A record of the bureau's own work: not judged, and reported by nobody below it."""
    return (
        indicator.assessment == Indicator.Assessment.NONE
        and not indicator.headline
        and set(indicator.form.expected_kinds) <= {root.kind}
    )


def make_tallies(states: Iterable[ShownState]) -> tuple[Tally, ...]:
    """The states that occur, those that call for a look last, indicators without a judgement at the end."""
    counts = Counter(states)
    total = counts.total()
    tallies, start = [], 0
    for state in sorted(counts, key=lambda shown: (TONE_ORDER.index(shown.tone), STATES.index(shown.state))):
        count = counts[state]
        if state.state is State.NOT_REPORTED:
            # Of what is not judged the figure may be missing too, and is not counted here.
            state = replace(state, word=_("to be judged and not reported"))
        tallies.append(Tally(state, count, f"{start * 100 / total:.2f}", f"{count * 100 / total:.2f}"))
        start += count
    return tuple(tallies)
