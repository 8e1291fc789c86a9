"""Files of drafts that another version of the reader read: compared with what this one finds, read anew."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from indicators.intake.examine import Examination
from indicators.intake.findings import Code
from indicators.intake.findings import Finding as Found
from indicators.intake.record import VERSION
from indicators.models import Finding, Indicator, StagedFigure, Submission, Upload, User
from indicators.models.observations import Spot
from indicators.quantities import plain
from indicators.services import audit, bulk
from indicators.services.checking import TOGETHER, as_rows, recheck
from indicators.services.drafts import drop_file, lock_draft
from indicators.services.errors import Blocked
from indicators.services.originals import all_or_nothing
from indicators.services.records import keep_record
from indicators.services.releases import said
from indicators.services.rights import may_answer
from indicators.services.staging import Key, as_staged_from, group
from indicators.services.uploads import examine_kept

logger = logging.getLogger(__name__)
OWN = (*TOGETHER, Code.CLASH, Code.READ_AGAIN)  # findings of a draft that no reading of a file brings


@dataclass(frozen=True)
class Change:
    """A figure as it lies in a draft and as it is read now; None where it is not."""

    before: StagedFigure | None
    now: StagedFigure | None

    @property
    def row(self) -> StagedFigure:
        return next(filter(None, (self.now, self.before)))


@dataclass(frozen=True)
class Difference:
    """What a file says otherwise in one draft than what lies there of it."""

    submission: Submission
    changes: Sequence[Change]
    findings: Sequence[Finding]  # of the file and its figures, as they are found now
    is_same: bool  # neither figures nor what asks for something differ


def get_outdated() -> QuerySet[Upload]:
    """The files that another version read, whose figures lie in what has not been decided on."""
    read = Upload.objects.filter(state=Upload.State.STAGED, record__isnull=False)
    read = read.exclude(record__content__version=VERSION)
    parts = (model.objects.filter(submission__in=_pending()) for model in (StagedFigure, Finding))
    return read.filter(reduce(or_, (Q(pk__in=rows.order_by().values("upload")) for rows in parts)))


def read_again(*, upload: Upload, by: User) -> int:
    """Put what this version finds in the place of what another one staged; tells how many figures changed.

    What was typed or came from another file since stays; each change is noted at its figure. A file that asks
    something now leaves its drafts and awaits answers. Raises as `lock_draft` does, or Blocked where
    it leaves something else open, or speaks of another draft.
    """
    examination = examine_kept(upload)
    with all_or_nothing():
        drafts = [lock_draft(submission, by) for submission in _fed_by(upload)]
        if examination.is_unplaced and _may_ask(examination, upload, by):
            _ask(upload, examination, by)
            return 0
        if examination.is_unplaced or _speaks_of_others(examination, drafts):
            raise Blocked(
                gettext_noop(
                    "%(file)s leaves something open now: take it out of the draft and hand it in again."
                ),
                file=upload.name,
            )
        differences = compare(upload, examination, drafts)
        for each in differences:
            _put(each, upload)
            after = {"upload": upload.pk, "version": VERSION, "figures": len(each.changes)}
            audit.record(by=by, action="read_again", target=each.submission, after=after)
        keep_record(upload=upload, examination=examination)
    return sum(len(each.changes) for each in differences)


def _may_ask(examination: Examination, upload: Upload, by: User) -> bool:
    """Its questions are this clerk's to answer, and nothing that holds of it has been decided on."""
    decided = upload.submissions.filter(state=Submission.State.APPROVED).exists()
    return examination.asks and examination.may_wait and may_answer(by, upload) and not decided


def _ask(upload: Upload, examination: Examination, by: User) -> None:
    """Take what it brought out of its drafts, and let it wait for answers as if it had just come in."""
    for submission in upload.submissions:
        drop_file(submission=submission, upload=upload, by=by)
    upload.state = Upload.State.ASKING
    upload.save(update_fields=["state"])
    keep_record(upload=upload, examination=examination)
    audit.record(by=by, action="read_again", target=upload, after={"state": upload.state, "version": VERSION})


def renew() -> int:
    """Note of files in which this version finds nothing else that it has read them; tells how many."""
    renewed = 0
    for upload in get_outdated().select_related("region"):
        try:
            renewed += _renew(upload)
        except Exception:  # of one file; the draft says that another version read it
            logger.exception("Upload %s could not be compared.", upload.pk)
    return renewed


def _renew(upload: Upload) -> bool:
    examination = examine_kept(upload)
    with transaction.atomic():
        submissions = _fed_by(upload)
        if examination.is_unplaced or _speaks_of_others(examination, submissions):
            return False
        if not all(each.is_same for each in compare(upload, examination, submissions)):
            return False
        keep_record(upload=upload, examination=examination)
    return True


def compare(upload: Upload, examination: Examination, submissions: Sequence[Submission]) -> list[Difference]:
    """What the file says otherwise in each of these."""
    groups = group(examination)
    codes = {found.subject.indicator for found in examination.findings if found.subject}
    codes |= {figure.indicator for figure in examination.figures}
    indicators = Indicator.objects.with_codes().in_bulk(codes, field_name="code")
    whole = [found for found in examination.findings if not found.subject and found.code not in TOGETHER]
    found = []
    for submission in submissions:
        own = groups.get(_key(submission))
        figures = own.figures if own else []
        staged = as_staged_from(upload, examination, figures, submission, indicators)
        told = [*(own.findings if own else ()), *whole]
        found.append(_difference(submission, upload, staged, told, indicators))
    return found


def _difference(
    submission: Submission,
    upload: Upload,
    staged: Sequence[StagedFigure],
    told: Sequence[Found],
    indicators: Mapping[str, Indicator],
) -> Difference:
    rows = list(submission.figures.select_related("indicator"))
    before = {row.spot: row for row in rows if row.upload_id == upload.pk}
    old = [row for row in submission.findings.select_related("indicator") if row.code not in OWN]
    taken = {row.spot for row in rows if row.upload_id != upload.pk}
    taken |= {row.spot for row in old if row.spot and row.upload_id != upload.pk}
    now = {row.spot: row for row in staged if row.spot not in taken}
    pairs = [Change(before.get(spot), now.get(spot)) for spot in dict.fromkeys((*before, *now))]
    kept = [each for each in told if not (each.blocks and _spot(each, indicators) in taken)]
    ids = {code: indicator.pk for code, indicator in indicators.items()}
    found = as_rows(((each, upload.pk) for each in kept), submission, ids)
    reasons = {_identity(row): (row.reason_kind, row.reason) for row in old if row.reason}
    for row in found:
        row.reason_kind, row.reason = reasons.get(_identity(row), ("", ""))
    changes = [each for each in pairs if _says(each.before) != _says(each.now)]
    asked = {_identity(row) for row in found if row.severity != Finding.Severity.NOTE}
    return Difference(submission, changes, found, not changes and asked <= set(map(_identity, old)))


def _put(difference: Difference, upload: Upload) -> None:
    submission = difference.submission
    changes = difference.changes
    StagedFigure.objects.filter(pk__in=[each.before.pk for each in changes if each.before]).delete()
    bulk.insert([each.now for each in changes if each.now])
    submission.findings.filter(upload=upload).exclude(code__in=OWN).delete()
    bulk.insert(difference.findings)
    bulk.insert([_note(submission, upload, each) for each in changes])
    recheck(submission)


def _note(submission: Submission, upload: Upload, change: Change) -> Finding:
    row = change.row
    return Finding(
        submission=submission,
        upload=upload,
        indicator_id=row.indicator_id,
        period=row.period,
        severity=Finding.Severity.NOTE,
        code=Code.READ_AGAIN,
        sheet=row.sheet,
        cell=row.cell,
        params={
            "indicator": row.indicator.name,
            "given": _shown(change.now),
            "before": _shown(change.before),
            "file": upload.name,
        },
    )


def _shown(row: StagedFigure | None) -> str:
    if row is None:
        return "—"
    return row.printed if row.value is None else plain(row.value) + row.indicator.unit


def _says(row: StagedFigure | None) -> tuple[object, ...]:
    return said(row) if row else ()


def _identity(row: Finding) -> tuple[object, ...]:
    """What must not differ for a reason to stay."""
    return row.code, row.indicator_id, row.period, *sorted(row.params.items())


def _spot(found: Found, indicators: Mapping[str, Indicator]) -> Spot | None:
    subject = found.subject
    return indicators[subject.indicator].spot(subject.period) if subject else None


def _key(submission: Submission) -> Key:
    return submission.region.code, submission.form.code, submission.period


def _speaks_of_others(examination: Examination, submissions: Sequence[Submission]) -> bool:
    return not group(examination).keys() <= set(map(_key, submissions))


def _pending() -> QuerySet[Submission]:
    return Submission.objects.exclude(state=Submission.State.APPROVED)


def _fed_by(upload: Upload) -> list[Submission]:
    """What has not been decided on and holds something of the file."""
    fed = _pending().filter(Submission.fed_by(upload=upload))
    return list(fed.select_related("region", "form").order_by("pk"))
