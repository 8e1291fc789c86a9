"""The targets of a region, and one indicator region by region, as sheets to take away."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.messages.figures import show_unit
from indicators.models import Indicator, Observation
from reports.exports.sheet import Column, Sheet
from reports.pages.areas import make_grid, read_areas
from reports.pages.charts import source
from reports.pages.region import get_targets
from reports.pages.selection import Selection
from reports.pages.sheets import Absolute, make_facts, make_grid_sheet, stamp_of

_PLACES = 4


def get_targets_sheet(selection: Selection, absolute: Absolute) -> Sheet:
    """A row for each target of the year beside what is reached of it, values in the unit of each."""
    region, year = selection.region, selection.period.year if selection.period else ""
    targets = get_targets(selection)
    known = Indicator.objects.with_place().in_bulk([line.target.indicator_id for line in targets])
    rows = Observation.objects.in_bulk([line.card.observation for line in targets])
    each = _("as given in each row")
    return Sheet(
        title=_("%(region)s: targets of %(year)s") % {"region": region, "year": year},
        facts=make_facts(
            selection, each, each, absolute(reverse("region", args=[region.code]) + selection.time_query)
        ),
        notes=(),
        columns=(
            Column(_("Code"), width=30),
            Column(_("Topic"), width=20),
            Column(_("Indicator"), width=26),
            Column(_("Kind of target")),
            Column(_("Target"), _PLACES),
            Column(_("Figure"), _PLACES),
            Column(_("Unit")),
            Column(_("Time"), width=20),
            Column(_("Without a figure")),
            Column(_("Done")),
            Column(_("Year elapsed")),
            Column(_("State")),
            Column(_("Document"), width=30),
            Column(_("Target revised"), width=30),
            Column(_("Corrected")),
            Column(_("Demonstration figures")),
            Column(_("Address"), is_link=True, width=40),
        ),
        rows=tuple(
            (
                card.code,
                str(known[target.indicator_id].topic or ""),
                card.name,
                str(target.get_kind_display()),
                target.value,
                rows[card.observation].value if card.observation in rows else None,
                show_unit(known[target.indicator_id]),
                card.label,
                "" if card.shown else card.absence,
                card.progress.done if card.progress else "",
                card.progress.due if card.progress else "",
                card.state.word,
                target.document,
                card.revision,
                _("yes") if card.is_corrected else "",
                _("yes") if card.is_demo or card.beside_demo else "",
                absolute(reverse("observation", args=[card.observation]) + selection.query)
                if card.observation
                else "",
            )
            for card, target in ((line.card, line.target) for line in targets)
        ),
        stamp=stamp_of(line.card.is_demo or line.card.beside_demo for line in targets),
    )


def get_smalls_sheet(indicator: Indicator, selection: Selection, address: str) -> Sheet:
    """The figures behind the small lines: every region and period that they show."""
    grid = make_grid(indicator, read_areas(indicator, selection, None), selection, columns=None)
    unit = show_unit(indicator)
    title = _("%s: region by region") % indicator
    facts = make_facts(selection, unit, source(indicator), address)
    return make_grid_sheet(title, grid, indicator.decimals, unit, facts, selection.told_note)
