"""Drafts: beginning one, and what lies in it; files and typed cells come in through `staging` and `cells`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from indicators.intake.figure import Figure
from indicators.intake.findings import Code
from indicators.messages.figures import show_period
from indicators.models import Finding, Form, Indicator, Region, StagedFigure, Submission, Upload, User
from indicators.models.observations import Spot
from indicators.periods import Period
from indicators.services import audit, bulk, replaced
from indicators.services.checking import TOGETHER, recheck
from indicators.services.errors import NotPermitted, WrongState
from indicators.services.rights import check_clerk
from indicators.services.templates import check_due


def begin(*, form: Form, region: Region, period: Period, by: User) -> Submission:
    """The draft of that form, or a new one: to fill in, or to mend what is approved.

    Raises NotPermitted, NothingDue, or WrongState where a submission awaits review.
    """
    with transaction.atomic():
        check_clerk(by, {region.code})
        if not form.is_reported_by(region):
            raise NotPermitted(
                gettext_noop("%(region)s does not report “%(form)s”."), region=region, form=form
            )
        check_due(form, period)
        submission = open_draft(region=region, form=form, period=str(period), by=by)
        audit.record(by=by, action="begin", target=submission)
    return submission


def open_draft(
    *, region: Region, form: Form, period: str, by: User, is_demo: bool = False, at: datetime | None = None
) -> Submission:
    """The open submission of that region, form and period, or a new one; the caller has checked the clerk.

    Raises WrongState where it awaits review, or is real where a demonstration would be added.
    """
    submission = (
        Submission.objects.open().select_for_update().filter(region=region, form=form, period=period).first()
    )
    if submission is None:
        place = {"region": region, "form": form, "period": period}
        try:
            with transaction.atomic():
                submission = Submission.objects.create(**place, created_by=by, is_demo=is_demo)
        except IntegrityError:  # somebody else began it at the same moment
            return open_draft(region=region, form=form, period=period, by=by, is_demo=is_demo, at=at)
        if at:
            submission.created_at = at
            submission.save(update_fields=["created_at"])
        return submission
    submission.region, submission.form = region, form
    if is_demo and not submission.is_demo:
        raise WrongState(
            _("Submission %s holds real figures; no demonstration is added to them.") % submission.pk
        )
    if submission.state == Submission.State.SUBMITTED:
        raise WrongState(
            gettext_noop(
                "%(region)s, %(form)s, %(period)s: submission %(number)s awaits review; withdraw it first."
            ),
            region=submission.region,
            form=submission.form,
            period=show_period(submission.period),
            number=submission.pk,
        )
    return submission


def lock_draft(submission: Submission, by: User) -> Submission:
    """The draft, to be changed in this transaction. Raises NotPermitted or WrongState."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("region", "form")
    locked = rows.get(pk=submission.pk)
    check_clerk(by, {locked.region.code})
    if not locked.is_open:
        raise WrongState(
            _("Submission %(number)s is %(state)s; only a draft can be changed.")
            % {"number": locked.pk, "state": locked.get_state_display()}
        )
    return locked


def check_again(*, submission: Submission, by: User) -> None:
    """Check a draft against what is approved now. Raises as `lock_draft` does."""
    with transaction.atomic():
        recheck(lock_draft(submission, by))


def drop_file(*, submission: Submission, upload: Upload, by: User) -> int:
    """Take what one file brought out of a draft again; tells how many figures it had covered stand again.

    The file itself stays. Raises as `lock_draft` does.
    """
    with transaction.atomic():
        submission = lock_draft(submission, by)
        figures = submission.figures.filter(upload=upload)
        before = {"upload": upload.pk, "figures": figures.count()}
        figures.delete()
        found = submission.findings.filter(upload=upload)
        found.filter(code=Code.CLASH).update(upload=None)  # what does not come back is still to be told
        found.delete()
        others = submission.figures.count()
        _renew_clashes(submission, replaced.uncover(submission, upload))
        back = submission.figures.count() - others
        recheck(submission)
        audit.record(by=by, action="drop file", target=submission, before=before, after={"back": back})
    return back


def as_staged(figure: Figure, indicator: Indicator, submission: Submission, **origin: object) -> StagedFigure:
    """A figure as a draft keeps it; `origin` is its upload, or who typed it and when."""
    pk, start, end = indicator.spot(figure.period)
    return bulk.make(
        StagedFigure,
        {"submission": submission, "indicator": indicator},
        submission_id=submission.pk,
        indicator_id=pk,
        period=str(figure.period),
        start=start,
        end=end,
        value=figure.value,
        absence=figure.absence.value if figure.absence else "",
        qualifier=figure.qualifier.value,
        margin=figure.margin,
        is_provisional=figure.is_provisional,
        printed=figure.printed,
        citation=figure.citation,
        note=figure.note,
        sheet=figure.sheet,
        cell=figure.cell,
        **origin,
    )


def put(
    submission: Submission,
    figures: Sequence[StagedFigure],
    flawed: Iterable[Spot] = (),
    *,
    upload: Upload | None = None,
) -> list[StagedFigure]:
    """Let figures into a draft, the latest in the place of what stood there; gives all that lies in it then.

    A clash is noted. What was found so far of them, and at the `flawed` spots, goes too; where an `upload`
    brings them, all of that is kept beneath.
    """
    known = {
        old.spot: old for old in submission.figures.select_related("upload", "entered_by").order_by("pk")
    }
    latest: dict[Spot, StagedFigure] = {}
    clashes = []
    for new in figures:
        spot = new.spot
        old = latest.get(spot) or known.get(spot)
        if old is not None and _clashes(old, new):
            clashes.append(_clash(old, new))
        latest[spot] = new
    gone = [known.pop(spot) for spot in latest if spot in known]
    said = _find(submission, {*latest, *flawed}) if submission.findings.exists() else []
    if upload is None:
        replaced.forget(submission, {*latest, *flawed})
    else:
        replaced.cover(submission, [*gone, *(row for row in said if row.code != Code.CLASH)], upload)
    StagedFigure.objects.filter(pk__in=[old.pk for old in gone]).delete()
    submission.findings.filter(pk__in=[row.pk for row in said]).delete()
    bulk.insert([*latest.values()])
    bulk.insert(clashes)
    return [*known.values(), *latest.values()]


def _find(submission: Submission, spots: set[Spot]) -> list[Finding]:
    """What was found of the single figures at these spots."""
    rows = submission.findings.exclude(indicator=None).exclude(code__in=TOGETHER)
    return [row for row in rows.select_related("indicator", "upload") if row.spot in spots]


def _renew_clashes(submission: Submission, spots: set[Spot]) -> None:
    """Let the notes of clashes tell of what lies beneath these spots now."""
    stale = [row.pk for row in _find(submission, spots) if row.code == Code.CLASH]
    submission.findings.filter(pk__in=stale).delete()
    beneath = replaced.get_covered(submission)
    Finding.objects.bulk_create(
        _clash(old, new)
        for new in submission.figures.select_related("indicator")
        if new.spot in spots and new.upload_id
        for old in [beneath.get((new.spot, new.upload_id))]
        if old is not None and _clashes(old, new)
    )


def _clash(old: StagedFigure, new: StagedFigure) -> Finding:
    return Finding(
        submission=new.submission,
        upload=new.upload,
        indicator_id=new.indicator_id,
        period=new.period,
        severity=Finding.Severity.NOTE,
        code=Code.CLASH,
        sheet=new.sheet,
        cell=new.cell,
        params={
            "indicator": new.indicator.name,
            "given": new.printed,
            "before": old.printed,
            "file": old.upload.name if old.upload else "",
            "place": f"{old.sheet} {old.cell}".strip(),
            "by": old.entered_by.username if old.entered_by else "",
        },
    )


def _clashes(old: StagedFigure, new: StagedFigure) -> bool:
    """They say different things: of one date under two names of its period, or from two hands."""
    is_other = old.period != new.period or (_hands(old) != _hands(new) and not _mends(old, new))
    return is_other and (old.value, old.absence) != (new.value, new.absence)


def _mends(old: StagedFigure, new: StagedFigure) -> bool:
    """Somebody types over what his own file said: he knows of both."""
    return bool(old.upload and new.entered_by_id and old.upload.received_by_id == new.entered_by_id)


def _hands(figure: StagedFigure) -> tuple[int | None, int | None]:
    """Which file it is from, or who typed it: nobody clashes with what he typed himself."""
    return figure.upload_id, figure.entered_by_id
