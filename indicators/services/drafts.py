"""Filling drafts from files: several files may feed one submission, one file may feed several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from indicators.intake.examine import Examination
from indicators.intake.figure import Figure
from indicators.models import Finding, Form, Indicator, Region, StagedFigure, Submission, Upload, User
from indicators.models.observations import span_of
from indicators.periods import Frequency, Period, PeriodError
from indicators.services import audit
from indicators.services.errors import Blocked, NothingNew, SameFile, WrongState
from indicators.services.moments import moment
from indicators.services.originals import all_or_nothing, keep
from indicators.services.releases import queue_for_release
from indicators.services.rights import check_clerk

BATCH = 500
PENDING = (Submission.State.DRAFT, Submission.State.SUBMITTED)
Key = tuple[str, str, str]  # codes of region and form, and the period


def stage(
    *,
    examination: Examination,
    path: Path,
    by: User,
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Submission]:
    """Keep a file and put its figures into drafts: one for each region, form and period in it.

    Raises Blocked where the file has errors or questions, NotPermitted, SameFile where it waits already,
    NothingNew where all its figures are approved, WrongState where a submission is under review,
    NotBackdated where a demonstration cannot have come in `at` that moment.
    """
    if examination.is_blocked:
        raise Blocked(_("The file has errors or open questions; nothing was taken."))
    with all_or_nothing():
        queue_for_release()
        moment(at, is_demo=is_demo)
        check_clerk(by, {figure.region for figure in examination.figures})
        _check_same_file(examination)
        groups = _group(examination)
        if not groups:
            raise NothingNew(
                _("All figures of %(file)s are approved already, with the same values.")
                % {"file": examination.name}
            )
        upload = keep(examination=examination, path=path, by=by, at=at)
        catalogue = _get_catalogue(groups)
        return [
            _fill(
                key,
                figures,
                catalogue,
                examination=examination,
                upload=upload,
                by=by,
                is_demo=is_demo,
                at=at,
            )
            for key, figures in sorted(groups.items(), key=lambda item: item[0])
        ]


def _group(examination: Examination) -> dict[Key, list[Figure]]:
    """The figures of each submission; submissions in which nothing is new are left out."""
    forms = dict(Indicator.objects.values_list("code", "form__code"))
    frequencies = dict(Form.objects.values_list("code", "frequency"))
    groups: dict[Key, list[Figure]] = defaultdict(list)
    for figure in examination.figures:
        form = forms[figure.indicator]
        groups[figure.region, form, _form_period(figure.period, frequencies[form])].append(figure)
    return {
        key: figures
        for key, figures in groups.items()
        if not all(examination.repeats(figure) for figure in figures)
    }


@dataclass(frozen=True)
class _Catalogue:
    """The rows that a file's figures speak of, by code."""

    regions: Mapping[str, Region]
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]


def _get_catalogue(groups: Mapping[Key, list[Figure]]) -> _Catalogue:
    codes = {figure.indicator for figures in groups.values() for figure in figures}
    return _Catalogue(
        regions=Region.objects.in_bulk({region for region, _form, _period in groups}, field_name="code"),
        forms=Form.objects.in_bulk({form for _region, form, _period in groups}, field_name="code"),
        indicators=Indicator.objects.in_bulk(codes, field_name="code"),
    )


def _form_period(period: Period, frequency: str) -> str:
    """The form's period in which this figure is reported; a figure dated between two stands by itself."""
    try:
        return str(period.to(Frequency(frequency)))
    except PeriodError:
        return str(period)


def _check_same_file(examination: Examination) -> None:
    waiting = Submission.objects.filter(
        figures__upload__sha256=examination.sha256, state__in=PENDING
    ).distinct()
    if waiting:
        raise SameFile(
            _("This very file has been handed in already: submission %(numbers)s, %(state)s.")
            % {
                "numbers": ", ".join(str(submission.pk) for submission in waiting),
                "state": waiting[0].get_state_display(),
            }
        )


def _fill(
    key: Key,
    figures: list[Figure],
    catalogue: _Catalogue,
    *,
    examination: Examination,
    upload: Upload,
    by: User,
    is_demo: bool,
    at: datetime | None,
) -> Submission:
    submission = _draft(key, catalogue, by=by, is_demo=is_demo, at=at)
    indicators = catalogue.indicators
    known = {_spot(old): old for old in submission.figures.select_related("upload")}
    staged = [
        _staged(figure, indicators[figure.indicator], submission, upload, examination) for figure in figures
    ]
    replaced = [known[_spot(new)] for new in staged if _spot(new) in known]
    for old in replaced:
        submission.findings.filter(upload=old.upload_id, sheet=old.sheet, cell=old.cell).delete()
    clashes = [
        Finding(
            submission=submission,
            upload=upload,
            severity=Finding.Severity.NOTE,
            code="clash",
            sheet=new.sheet,
            cell=new.cell,
            params={
                "indicator": new.indicator.name,
                "given": new.printed,
                "before": before.printed,
                "file": before.upload.name,
                "place": f"{before.sheet} {before.cell}".strip(),
            },
        )
        for new in staged
        if (before := known.get(_spot(new))) and (before.value, before.absence) != (new.value, new.absence)
    ]
    if replaced:
        StagedFigure.objects.filter(pk__in=[old.pk for old in replaced]).delete()
    StagedFigure.objects.bulk_create(staged, batch_size=BATCH)
    places = {(figure.sheet, figure.cell) for figure in figures}
    elsewhere = {(figure.sheet, figure.cell) for figure in examination.figures} - places
    Finding.objects.bulk_create(
        clashes
        + [
            Finding(
                submission=submission,
                upload=upload,
                severity=found.severity.value,
                code=found.code.value,
                sheet=found.sheet,
                cell=found.cell,
                params=found.params,
            )
            for found in examination.findings
            if (found.sheet, found.cell) not in elsewhere
        ],
        batch_size=BATCH,
    )
    audit.record(
        by=by,
        action="stage",
        target=submission,
        after={"upload": upload.pk, "sha256": upload.sha256, "figures": len(staged)},
    )
    return submission


def _spot(figure: StagedFigure) -> tuple[int, date, date]:
    return figure.indicator_id, figure.start, figure.end


def _draft(key: Key, catalogue: _Catalogue, *, by: User, is_demo: bool, at: datetime | None) -> Submission:
    """The open submission of that region, form and period, or a new one."""
    region, form, period = key
    submission = (
        Submission.objects.open()
        .select_for_update()
        .filter(region__code=region, form__code=form, period=period)
        .first()
    )
    if submission is None:
        submission = Submission.objects.create(
            region=catalogue.regions[region],
            form=catalogue.forms[form],
            period=period,
            created_by=by,
            is_demo=is_demo,
        )
        if at:
            Submission.objects.filter(pk=submission.pk).update(created_at=at)
        return submission
    if is_demo and not submission.is_demo:
        raise WrongState(
            _("Submission %s holds real figures; no demonstration is added to them.") % submission.pk
        )
    if submission.state == Submission.State.SUBMITTED:
        raise WrongState(
            _("%(region)s, %(form)s, %(period)s: submission %(number)s awaits review; withdraw it first.")
            % {
                "region": submission.region,
                "form": submission.form,
                "period": submission.period,
                "number": submission.pk,
            }
        )
    return submission


def _staged(
    figure: Figure, indicator: Indicator, submission: Submission, upload: Upload, examination: Examination
) -> StagedFigure:
    start, end = span_of(figure.period, level=indicator.is_level)
    known = examination.known.get((figure.indicator, figure.region, start, end))
    return StagedFigure(
        submission=submission,
        indicator=indicator,
        period=str(figure.period),
        start=start,
        end=end,
        value=figure.value,
        absence=figure.absence or "",
        qualifier=figure.qualifier,
        margin=figure.margin,
        printed=figure.printed,
        citation=figure.citation,
        note=figure.note,
        upload=upload,
        sheet=figure.sheet,
        cell=figure.cell,
        replaces_id=known.observation if known else None,
    )
