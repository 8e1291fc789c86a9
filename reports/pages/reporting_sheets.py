"""Reporting completeness and the log of releases, as sheets to take away."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.messages.figures import show_period
from indicators.models import Release
from reports.exports.sheet import Cell, Column, Sheet
from reports.pages.completeness import CompletenessPage
from reports.pages.releases import undone_by
from reports.pages.reminders import in_order
from reports.pages.reporting import show_reporting
from reports.pages.selection import Selection
from reports.pages.sheets import Absolute, make_facts, stamp_of


def make_completeness_sheet(page: CompletenessPage, address: str) -> Sheet:
    """A row for each form that is expected of each region, those of all pages."""
    ordered = sorted(page.wanted, key=in_order)
    rows: list[tuple[Cell, ...]] = []
    for (region, form, period), one in ordered:
        shown, reporting = show_reporting(one), one.reporting
        rows.append(
            (
                region.code,
                str(region),
                str(form.department),
                form.code,
                str(form),
                str(period),
                show_period(str(period)),
                shown.word,
                reporting.due.isoformat(),
                reporting.handed_in.isoformat() if reporting.handed_in else "",
                reporting.late if reporting.is_judged and not one.is_backfill else None,
                one.release or None,
                _yes(one.is_demo),
            )
        )
    day = (_("State of"), page.day.isoformat())
    unit = _("forms")
    return Sheet(
        title=_("Reporting completeness"),
        facts=(*make_facts(page.selection, unit, _("submissions and their receipts"), address), day),
        notes=(_("Days late: after the deadline, or overdue by."),),
        columns=(
            Column(_("Code")),
            Column(_("Region")),
            Column(_("Department"), width=20),
            Column(_("Code of the form"), width=26),
            Column(_("Form"), width=30),
            Column(_("Period")),
            Column(_("Time"), width=18),
            Column(_("State")),
            Column(_("Due")),
            Column(_("Handed in")),
            Column(_("Days late"), 0),
            Column(_("Release"), 0),
            Column(_("Demonstration figures")),
        ),
        rows=tuple(rows),
        stamp=stamp_of([page.is_demo]),
    )


def make_releases_sheet(
    releases: Iterable[Release], selection: Selection, address: str, absolute: Absolute
) -> Sheet:
    """A row for each release, the newest first."""
    rows = [_release(row, selection, absolute) for row in releases]
    return Sheet(
        title=_("Releases and corrections"),
        facts=make_facts(selection, _("figures"), _("log of releases"), address),
        notes=(),
        columns=(
            Column(_("Release"), 0),
            Column(_("Made at"), width=20),
            Column(_("Undoes release"), 0),
            Column(_("Undone by release"), 0),
            Column(_("Region")),
            Column(_("Form"), width=30),
            Column(_("Period")),
            Column(_("Figures stated"), 0),
            Column(_("Of these corrected"), 0),
            Column(_("Submitted by")),
            Column(_("Approved by")),
            Column(_("Explanation"), width=40),
            Column(_("Demonstration figures")),
            Column(_("Address"), is_link=True, width=40),
        ),
        rows=tuple(rows),
        stamp=stamp_of(bool(row[-2]) for row in rows),
    )


def _release(row: Release, selection: Selection, absolute: Absolute) -> tuple[Cell, ...]:
    origin, undoing = row.origin, undone_by(row, selection.release)
    return (
        row.number,
        f"{timezone.localtime(row.made_at):%Y-%m-%d %H:%M}",
        row.undoes_id,
        undoing.number if undoing else None,
        str(origin.region),
        str(origin.form),
        origin.period,
        row.figures,  # type: ignore[attr-defined]
        row.corrected,  # type: ignore[attr-defined]
        row.submitted_by.username,
        row.approved_by.username,
        row.reason,
        _yes(row.is_demo),
        absolute(reverse("release", args=[row.number]) + selection.time_query),
    )


def _yes(holds: bool) -> str:
    return _("yes") if holds else ""
