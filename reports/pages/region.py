"""One region: what it is, how it stands, its indicators, and what it has not reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.messages import name_kind
from indicators.models import Form, Inclusion, Indicator, Region
from indicators.models import Target as TargetRow
from indicators.periods import Period
from indicators.services.deadlines import Deadlines
from reports.pages.cards import Card, Known, get_known, get_standing_of, make_cards
from reports.pages.charts import Chart
from reports.pages.coverage import Coverage, make_coverage
from reports.pages.discipline import Discipline, get_discipline
from reports.pages.pillar import Tally, TopicBlock, make_tallies, make_topics
from reports.pages.places import ShownPlace, get_places
from reports.pages.regions import shown_of
from reports.pages.replaced import get_replaced_in
from reports.pages.reporting import ShownReporting, show_reporting
from reports.pages.selection import Selection
from reports.pages.trend import make_trend_chart


@dataclass(frozen=True, slots=True)
class MissingForm:
    """What a region has not reported of one form, and by when it is due."""

    form: Form
    due: date
    indicators: tuple[Indicator, ...]
    shown: ShownReporting | None = None  # None where the form was not collected yet


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of the year beside what has been reached of it."""

    card: Card
    target: TargetRow


@dataclass(frozen=True, slots=True)
class Headline:
    indicator: Indicator
    trend: Chart


@dataclass(frozen=True)
class RegionPage:
    """`excepted` are the indicators in whose total the region is, or is not, against its own setting."""

    region: Region
    kind: str
    parent: Region | None
    children: tuple[Region, ...]
    siblings: tuple[Region, ...]
    excepted: tuple[Indicator, ...]
    selection: Selection
    coverage: Coverage
    missing: tuple[MissingForm, ...]
    tallies: tuple[Tally, ...]
    headlines: tuple[Headline, ...]
    places: tuple[ShownPlace, ...]
    targets: tuple[TargetLine, ...]
    discipline: Discipline | None
    topics: tuple[TopicBlock, ...]
    is_demo: bool


def get_region_page(selection: Selection) -> RegionPage:
    """All that the page of the selected region shows."""
    region, period = selection.region, selection.period
    every = selection.catalogue.indicators
    known = get_known(every, selection, with_reasons=True)
    indicators = shown_of(every, region, known.series, period) if period else []
    cards = make_cards(indicators, known, selection)
    coverage = make_coverage(indicators, region, known.series, period) if period else Coverage(0, 0, ())
    discipline = get_discipline(selection, period) if period else None
    return RegionPage(
        region=region,
        kind=name_kind(region.kind),
        parent=next((other for other in selection.regions if other.pk == region.parent_id), None),
        children=tuple(other for other in selection.regions if other.parent_id == region.pk),
        siblings=_beside(selection),
        excepted=_excepted(region),
        selection=selection,
        coverage=coverage,
        missing=_by_form(coverage.missing, period, discipline, selection.catalogue.deadlines)
        if period and discipline
        else (),
        tallies=make_tallies(card.state for card in cards.values()),
        headlines=tuple(_headlines(indicators, known, selection)),
        places=get_places(indicators, region, selection),
        targets=_make_targets(indicators, cards, known),
        discipline=discipline,
        topics=make_topics(indicators, cards, selection.root),
        is_demo=any(_is_demo(card) for card in cards.values()),
    )


def _beside(selection: Selection) -> tuple[Region, ...]:
    """All regions below the top; of a large country those that lie where this one does."""
    if selection.offers_all:
        return selection.below
    return tuple(one for one in selection.regions if one.parent_id == selection.region.parent_id)


def get_targets(selection: Selection) -> tuple[TargetLine, ...]:
    """The targets of the selected region alone, as its page shows them."""
    every = selection.catalogue.indicators
    known = get_known(every, selection)
    period = selection.period
    indicators = shown_of(every, selection.region, known.series, period) if period else []
    return _make_targets(indicators, make_cards(indicators, known, selection), known)


def _make_targets(
    indicators: Iterable[Indicator], cards: Mapping[int, Card], known: Known
) -> tuple[TargetLine, ...]:
    return tuple(
        TargetLine(cards[one.pk], known.targets[one.pk]) for one in indicators if one.pk in known.targets
    )


def _is_demo(card: Card) -> bool:
    return card.is_demo or card.beside_demo


def _excepted(region: Region) -> tuple[Indicator, ...]:
    rows = Inclusion.objects.filter(region=region).exclude(counts_in_total=region.counts_in_total)
    return tuple(row.indicator for row in rows.select_related("indicator").order_by("indicator__order"))


def _by_form(
    missing: Sequence[Indicator], period: Period, discipline: Discipline, usual: Deadlines
) -> tuple[MissingForm, ...]:
    """What is missing, the form that is due first before the others."""
    forms: dict[Form, list[Indicator]] = {}
    for indicator in missing:
        forms.setdefault(indicator.form, []).append(indicator)
    if not forms:
        return ()
    known = {form: discipline.known.get((form.pk, period.end)) for form in forms}
    due = {form: one.reporting.due if one else usual.due(form, period) for form, one in known.items()}
    return tuple(
        MissingForm(
            form, due[form], tuple(forms[form]), show_reporting(one) if (one := known[form]) else None
        )
        for form in sorted(forms, key=lambda form: (due[form], form.order, form.code))
    )


def _headlines(indicators: Iterable[Indicator], known: Known, selection: Selection) -> Iterable[Headline]:
    """The headline indicators that can be drawn; none whose nature nobody has confirmed."""
    headlines = [one for one in indicators if one.headline and one.nature_confirmed]
    replaced = get_replaced_in(known.series, headlines, selection)
    for indicator in headlines:
        target = known.targets.get(indicator.pk)
        targets = [target] if target else []
        seen = known.series.get(indicator.pk, ())
        trend = make_trend_chart(
            indicator,
            seen,
            targets,
            selection,
            name=f"trend-{indicator.pk}",
            standing=get_standing_of(indicator, known, selection),
            replaced=replaced.get(indicator.pk, ()),
        )
        if trend is not None:
            yield Headline(indicator, trend)
