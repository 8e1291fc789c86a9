"""The notice of a correction (更正说明): what was and what is, why, and what followed from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.messages.figures import show_absence, show_day
from indicators.models import Observation, Release
from reports.pages.observation import Version, make_version
from reports.pages.releases import Changed, get_corrections, undone_by
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One figure in a sentence, with the release that had stated it."""

    change: Changed
    sentence: str


@dataclass(frozen=True)
class CorrectionPage:
    """`derived` are the sums and rates that changed with it; `is_undoing` where it undid another release."""

    release: Release
    selection: Selection | None
    lines: tuple[CorrectionLine, ...]
    derived: tuple[CorrectionLine, ...]
    is_undoing: bool
    undone_by: Release | None
    is_demo: bool

    @property
    def day(self) -> str:
        return _day(self.release)


def get_correction_page(release: Release, selection: Selection | None = None) -> CorrectionPage | None:
    """The notice of what a release corrected; None where it corrected nothing."""
    corrections = get_corrections(release)
    if not corrections:
        return None
    derived = get_derived(release, {change.row.pk for change in corrections})
    rows = [change.row for change in (*corrections, *derived)]
    return CorrectionPage(
        release=release,
        selection=selection,
        lines=tuple(
            CorrectionLine(change, _sentence(change, is_undoing=release.undoes_id is not None))
            for change in corrections
        ),
        derived=tuple(CorrectionLine(change, _derived_sentence(change)) for change in derived),
        is_undoing=release.undoes_id is not None,
        undone_by=undone_by(release, selection.release if selection else None),
        is_demo=any(row.is_demo for row in rows),
    )


def get_derived(release: Release, corrected: set[int]) -> list[Changed]:
    """The computed values that changed because these figures did, at any remove."""
    old = {
        _spot(row): row
        for row in release.superseded.filter(origin=Observation.Origin.COMPUTED).select_related(
            "indicator", "region"
        )
    }
    rows = list(
        release.observations.filter(origin=Observation.Origin.COMPUTED)
        .select_related("indicator", "region")
        .order_by("indicator__order", "region__order", "end")
    )
    touched, grown = set(corrected), True
    while grown:
        more = {row.pk for row in rows if row.pk not in touched and touched & set(row.parts)}
        touched, grown = touched | more, bool(more)
    return [
        Changed(row, make_version(row), make_version(old[_spot(row)]))
        for row in rows
        if row.pk in touched and _spot(row) in old and _said(old[_spot(row)]) != _said(row)
    ]


def _sentence(change: Changed, *, is_undoing: bool) -> str:
    old = change.old
    if old is None:
        raise ValueError("A correction has replaced something.")
    said = _named(change) | {
        "release": old.row.release_id,
        "day": _day(old.row.release),
        "old": _value(old),
        "new": _value(change.new),
    }
    if change.row.value is None:
        words = _(
            "%(region)s, %(indicator)s, %(label)s: release %(release)d of %(day)s said %(old)s;"
            " this is taken back, and there now is no figure (%(new)s)."
        )
    elif is_undoing:
        words = _(
            "%(region)s, %(indicator)s, %(label)s: release %(release)d of %(day)s said %(old)s;"
            " it is %(new)s again."
        )
    else:
        words = _(
            "%(region)s, %(indicator)s, %(label)s: release %(release)d of %(day)s said %(old)s;"
            " this is corrected to %(new)s."
        )
    return words % said


def _derived_sentence(change: Changed) -> str:
    old = _value(change.old) if change.old else ""
    return _("%(region)s, %(indicator)s, %(label)s: %(old)s before, %(new)s now.") % (
        _named(change) | {"old": old, "new": _value(change.new)}
    )


def _named(change: Changed) -> dict[str, object]:
    row = change.row
    return {"region": row.region, "indicator": row.indicator, "label": change.new.label}


def _value(version: Version) -> str:
    return version.shown.text if version.shown else show_absence(version.row.absence)


def _day(release: Release) -> str:
    return show_day(timezone.localdate(release.made_at))


def _said(row: Observation) -> tuple[object, ...]:
    return row.value, row.absence, row.qualifier, row.margin


def _spot(row: Observation) -> tuple[object, ...]:
    return row.indicator_id, row.region_id, row.start, row.end
