"""The cards of many indicators as one sheet: figure, changes, standing and source of each."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.messages.figures import show_unit
from indicators.models import Indicator, Qualifier
from indicators.standing.series import Seen
from indicators.standing.states import seen_at
from reports.exports.sheet import Cell, Column, Sheet
from reports.pages.cards import Card, get_known, make_cards
from reports.pages.selection import Selection
from reports.pages.sheets import Absolute, make_facts, stamp_of, words_of

_PLACES = 4


def get_cards_sheet(
    title: str, indicators: Sequence[Indicator], selection: Selection, address: str, absolute: Absolute
) -> Sheet:
    """A row for each indicator in the order of the report; values in the unit of each."""
    known = get_known(indicators, selection)
    cards = make_cards(indicators, known, selection)
    period = selection.period
    rows = tuple(
        _row(i, cards[i.pk], seen_at(known.series.get(i.pk, ()), period.end), selection, absolute)
        for i in indicators
        if period and i.pk in cards
    )
    return Sheet(
        title=f"{title} {selection.region} {selection.period_name}".strip(),
        facts=make_facts(
            selection,
            _("as given in each row"),
            _("as given in each row"),
            absolute(address + selection.query),
        ),
        notes=(),
        columns=(
            Column(_("Code"), width=30),
            Column(_("Pillar")),
            Column(_("Topic")),
            Column(_("Indicator"), width=26),
            Column(_("Time"), width=20),
            Column(_("Figure"), _PLACES),
            Column(_("Unit")),
            Column(_("Qualifier")),
            Column(_("Without a figure")),
            Column(pgettext("figures", "Change"), width=34),
            Column(_("State")),
            Column(_("Done")),
            Column(_("Year elapsed")),
            Column(_("Target"), width=20),
            Column(_("Target revised"), width=30),
            Column(_("Coverage")),
            Column(_("Provisional")),
            Column(_("Corrected")),
            Column(_("Department")),
            Column(_("Form"), width=24),
            Column(_("Release"), 0),
            Column(_("Demonstration figures")),
            Column(_("Address"), is_link=True, width=40),
        ),
        rows=rows,
        stamp=stamp_of(card.is_demo or card.beside_demo for card in cards.values()),
    )


def _row(
    indicator: Indicator, card: Card, now: Seen | None, selection: Selection, absolute: Absolute
) -> tuple[Cell, ...]:
    point = now.point if now else None
    has_value = point is not None and point.value is not None
    own = reverse("observation", args=[card.observation]) + selection.query if card.observation else ""
    return (
        indicator.code,
        str(indicator.topic.pillar) if indicator.topic else "",
        str(indicator.topic or ""),
        card.name,
        card.label,
        point.value if point else None,
        show_unit(indicator),
        str(Qualifier(point.qualifier).label) if point and has_value else "",
        "" if has_value else card.absence,
        "；".join(words_of(change) for change in card.changes) or card.remark,
        card.state.word,
        card.progress.done if card.progress else "",
        card.progress.due if card.progress else "",
        card.target,
        card.revision,
        card.coverage,
        _("yes") if card.shown and card.shown.status else "",
        _("yes") if card.is_corrected else "",
        str(indicator.form.department),
        str(indicator.form),
        now.row.release_id if now else None,
        _("yes") if card.is_demo else "",
        absolute(own) if own else "",
    )
