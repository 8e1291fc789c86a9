"""Filling a draft by hand, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.analytics.nature import Nature
from indicators.at_mark import kept
from indicators.intake.examine import as_entry
from indicators.intake.findings import Finding as Found
from indicators.intake.provisional import says_provisional
from indicators.intake.typed import NIL, Typed, read_typed
from indicators.models import (
    Absence,
    Indicator,
    Observation,
    Qualifier,
    StagedFigure,
    Submission,
    User,
    Version,
)
from indicators.models.observations import Place, Spot
from indicators.periods import Frequency, Period
from indicators.quantities import plain
from indicators.services import audit, bulk
from indicators.services.checking import as_rows, recheck
from indicators.services.drafts import as_staged, lock_draft, put
from indicators.services.errors import NothingDue
from indicators.services.templates import get_due


def fill_in(
    *,
    submission: Submission,
    cells: Mapping[Place, Typed],
    remarks: Mapping[Place, str] | None = None,
    by: User,
) -> None:
    """Keep what was typed into cells of a draft: what is wrong as a finding; a blank empties its cell.

    `remarks` go with figures that stay as they are. Raises NotPermitted or WrongState; nothing is kept then.
    """
    if not cells and not remarks:
        return
    with transaction.atomic():
        submission = lock_draft(submission, by)
        places = {*cells, *(remarks or {})}
        indicators = Indicator.objects.select_related("form", "parent").in_bulk({pk for pk, _ in places})
        spots = {(pk, period): indicators[pk].spot(Period.parse(period)) for pk, period in places}
        for place, note in (remarks or {}).items():
            for row in _at(submission, {spots[place]}):
                _note(row, note.strip())
        typed_at = {spots[place] for place in cells}
        before = _said(submission, typed_at)
        figures: list[StagedFigure] = []
        found: list[Found] = []
        for (pk, period), typed in cells.items():
            if typed.is_blank:
                continue
            entry, when = as_entry(indicators[pk]), Period.parse(period)
            figure, said = read_typed(typed, entry, submission.region.code, when)
            found += said
            if figure:
                figures.append(
                    as_staged(
                        figure, indicators[pk], submission, entered_by_id=by.pk, entered_at=timezone.now()
                    )
                )
        _at(submission, typed_at - {figure.spot for figure in figures}).delete()
        put(submission, figures, typed_at)
        ids = {indicator.code: pk for pk, indicator in indicators.items()}
        bulk.insert(as_rows(((each, None) for each in found), submission, ids))
        recheck(submission)
        after = {_name(indicators[pk], period): typed.text for (pk, period), typed in cells.items()}
        after |= {f"remark {pk} {period}": note for (pk, period), note in (remarks or {}).items()}
        audit.record(by=by, action="fill in", target=submission, before=before, after=after)


def confirm_nil(*, submission: Submission, by: User) -> int:
    """State for every blank count of the form's own period that nothing happened (零报告); tells how many.

    During the period that is zero; of a year to date or since the start it is what was reported, exactly, for
    the period before, in January to March of a year to date zero. Where that is not known so, for every other
    nature, and where a figure is approved already, the cell stays blank. Raises NotPermitted, WrongState, or
    NothingDue where nothing can be stated so.
    """
    with transaction.atomic():
        submission = lock_draft(submission, by)
        frequency = Period.parse(submission.period).frequency.value
        blank = [indicator for indicator in get_blank(submission) if indicator.frequency == frequency]
        before = _values_before(submission, blank)
        cells = {
            (indicator.pk, str(own)): Typed(before[indicator.pk], note=NIL)
            for indicator in blank
            if before.get(indicator.pk) is not None
            for own in [own_period(indicator, submission)]
        }
        if not cells:
            raise NothingDue(
                _(
                    "No blank could be filled in: levels stay blank, and what adds up needs the approved"
                    " figure of the period before. Type those figures, or choose why there are none."
                )
            )
        fill_in(submission=submission, cells=cells, by=by)
        audit.record(by=by, action="nil", target=submission, after={"figures": len(cells)})
    return len(cells)


def get_blank(submission: Submission, there: set[Spot] | None = None) -> list[Indicator]:
    """The figures that the form asks for and that neither the draft has nor anybody has approved.

    `there` is what the draft has, where that is known.
    """
    if there is None:
        flawed = submission.findings.blocking().select_related("indicator")
        there = {row.spot for row in submission.figures.all()} | {row.spot for row in flawed if row.spot}
    due = get_due(submission.form, Period.parse(submission.period))
    spots = {row.pk: row.spot(own_period(row, submission)) for row in due}
    lacking = [row for row in due if spots[row.pk] not in there]
    approved = reported(submission, (spots[row.pk] for row in lacking)) if lacking else {}
    return [row for row in lacking if spots[row.pk] not in approved]


def count_blank(submission: Submission, there: set[Spot]) -> int:
    """How many `get_blank` would give, without all that is known of them."""
    lacking = _read_due(Version.of_catalogue(), submission.form_id, submission.period) - there
    return len(lacking - reported(submission, lacking).keys()) if lacking else 0


@kept(8)
def _read_due(_mark: str, form: int, period: str) -> frozenset[Spot]:
    """Where the figures are kept that a form asks for in a period."""
    rows = Indicator.objects.collected().filter(form=form).order_by()
    given = rows.values_list("pk", "nature", "frequency")
    kinds = {row[1:] for row in given}  # few, however many indicators
    spans = {kind: _span_asked(period, *kind) for kind in kinds}
    return frozenset((row[0], *span) for row in given if (span := spans[row[1:]]))


def _span_asked(period: str, nature: str, frequency: str) -> tuple[date, date] | None:
    """The first and last day of what a form asks of such an indicator, if anything."""
    asked, indicator = Period.parse(period), Indicator(nature=nature, frequency=frequency)
    if not indicator.is_asked(asked):
        return None
    return asked.to(Frequency(frequency)).span(level=indicator.is_level)


def reported(submission: Submission, spots: Iterable[Spot]) -> dict[Spot, Observation]:
    """What the submission's region itself has reported, as approved now, at the dates of these spots."""
    rows = Observation.objects.as_of(None).filter(
        region=submission.region_id,
        origin=Observation.Origin.REPORTED,
        end__in={end for _indicator, _start, end in spots},
    )
    kept = rows.exclude(absence=Absence.WITHDRAWN)
    return {(row.indicator_id, row.start, row.end): row for row in kept}


def own_period(indicator: Indicator, submission: Submission) -> Period:
    """The period at which a figure that the form asks for is kept."""
    return Period.parse(submission.period).to(Frequency(indicator.frequency))


def _values_before(submission: Submission, indicators: Iterable[Indicator]) -> dict[int, str]:
    """What each would be if nothing had happened in the period, as a clerk would type it."""
    spots = {
        indicator.pk: indicator.spot(own_period(indicator, submission).previous()) for indicator in indicators
    }
    known = {
        spot: row.value
        for spot, row in reported(submission, spots.values()).items()
        if row.qualifier == Qualifier.EXACT and row.is_demo == submission.is_demo
    }
    values = {}
    for indicator in indicators:
        value = known.get(spots[indicator.pk])
        begins = own_period(indicator, submission).start.month == 1
        match Nature(indicator.nature):
            case Nature.FLOW:
                values[indicator.pk] = "0"
            case Nature.YTD if begins:
                values[indicator.pk] = "0"
            case Nature.YTD | Nature.CUMULATIVE if value is not None:
                values[indicator.pk] = plain(value)
    return values


def _at(submission: Submission, spots: set[Spot]) -> QuerySet[StagedFigure]:
    """The figures that it holds at these spots."""
    rows = submission.figures.values_list("pk", "indicator_id", "start", "end")
    return submission.figures.filter(pk__in=[pk for pk, *spot in rows if tuple(spot) in spots])


def _note(row: StagedFigure, note: str) -> None:
    """Put another remark to a figure; what the last one said of its standing goes with it."""
    otherwise = row.is_provisional and not says_provisional(row.note)
    row.is_provisional = row.value is not None and (otherwise or says_provisional(note))
    row.note = note
    row.save(update_fields=["note", "is_provisional"])


def _said(submission: Submission, spots: set[Spot]) -> dict[str, str]:
    rows = _at(submission, spots).select_related("indicator")
    return {_name(row.indicator, row.period): row.printed for row in rows}


def _name(indicator: Indicator, period: str) -> str:
    return f"{indicator.code} {period}"
