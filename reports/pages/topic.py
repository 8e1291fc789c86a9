"""One topic: its cards and records, and where it stands among the topics of its pillar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import Indicator, Topic
from reports.pages.areas import Smalls, make_smalls, read_areas
from reports.pages.cards import Known, get_known, get_standing_of, make_cards
from reports.pages.charts import Chart
from reports.pages.pillar import TopicBlock, make_topics
from reports.pages.replaced import get_replaced_in
from reports.pages.selection import Selection
from reports.pages.trend import make_trend_chart


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    siblings: tuple[Topic, ...]
    selection: Selection
    block: TopicBlock | None
    headline: Indicator | None
    trend: Chart | None
    smalls: Smalls | None


def get_topic_page(topic: Topic, selection: Selection) -> TopicPage:
    """All that the page of one topic shows; `block` is None where nothing is known yet."""
    indicators = [one for one in selection.indicators if one.topic_id == topic.pk]
    known = get_known(indicators, selection, with_reasons=True)
    blocks = make_topics(indicators, make_cards(indicators, known, selection), selection.root)
    headline, trend = _headline(indicators, known, selection)
    return TopicPage(
        topic=topic,
        siblings=tuple(topic.pillar.topics.all()),
        selection=selection,
        block=blocks[0] if blocks else None,
        headline=headline,
        trend=trend,
        smalls=_smalls(headline, selection),
    )


def _smalls(headline: Indicator | None, selection: Selection) -> Smalls | None:
    """The headline indicator region by region, where more than the bureau reports it."""
    if headline is None or set(headline.form.expected_kinds) <= {selection.root.kind}:
        return None
    return make_smalls(headline, read_areas(headline, selection, None), selection)


def _headline(
    indicators: Sequence[Indicator], known: Known, selection: Selection
) -> tuple[Indicator | None, Chart | None]:
    """The first headline indicator that can be drawn; none whose nature nobody has confirmed."""
    for indicator in indicators:
        if indicator.headline and indicator.nature_confirmed:
            target = known.targets.get(indicator.pk)
            targets = [target] if target else []
            seen = known.series.get(indicator.pk, ())
            standing = get_standing_of(indicator, known, selection)
            trend = make_trend_chart(
                indicator,
                seen,
                targets,
                selection,
                standing=standing,
                replaced=get_replaced_in(known.series, [indicator], selection).get(indicator.pk, ()),
            )
            if trend is not None:
                return indicator, trend
    return None, None
