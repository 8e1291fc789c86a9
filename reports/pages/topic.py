"""One topic: its cards and records, and where it stands among the topics of its pillar."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Topic
from reports.pages.cards import get_cards
from reports.pages.pillar import TopicBlock, make_topics
from reports.pages.selection import Selection


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    siblings: tuple[Topic, ...]
    selection: Selection
    block: TopicBlock | None


def get_topic_page(topic: Topic, selection: Selection) -> TopicPage:
    """All that the page of one topic shows; `block` is None where nothing is known yet."""
    indicators = list(topic.indicators.with_place())
    blocks = make_topics(indicators, get_cards(indicators, selection), selection.root)
    return TopicPage(
        topic=topic,
        siblings=tuple(topic.pillar.topics.all()),
        selection=selection,
        block=blocks[0] if blocks else None,
    )
