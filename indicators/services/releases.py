"""Approving submissions and undoing releases: the only ways in which observations come to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from indicators.intake.collecting import paused_collecting
from indicators.intake.examine import get_last_release
from indicators.intake.findings import Code
from indicators.messages import describe
from indicators.models import (
    Absence,
    Notice,
    Observation,
    Qualifier,
    Release,
    StagedFigure,
    Submission,
    User,
    Version,
)
from indicators.models.reading import read_many
from indicators.services import audit, bulk, computing, differences, notices
from indicators.services.board import Part, copy_parts, read_parts, write_parts
from indicators.services.checking import Contents, get_ground, read_contents, recheck
from indicators.services.decisions import check_reviewer, has_filled_in
from indicators.services.errors import (
    LaterChanges,
    OwnSubmission,
    StaleFigures,
    WrongState,
)
from indicators.services.moments import moment
from indicators.services.receipts import check_seen
from indicators.services.rights import check_reviews

REPORTED = Observation.Origin.REPORTED.value
said = attrgetter("value", "absence", "qualifier", "margin", "is_provisional")  # what a figure states


def approve(
    *, submission: Submission, by: User, comment: str = "", seen: str = "", at: datetime | None = None
) -> Release:
    """Publish a submission's figures as one release, made by a second person; `seen` is their check number.

    A demonstration may be approved `at` an earlier moment. Raises WrongState, NotPermitted, OwnSubmission,
    StaleFigures or NotBackdated; nothing is written then.
    """
    return approve_all(seen={submission.pk: seen}, by=by, comment=comment, at=at)[0]


def approve_all(
    *, seen: Mapping[int, str], by: User, comment: str = "", at: datetime | None = None
) -> list[Release]:
    """Publish submissions at one moment, each as a release of its own; `seen` are check numbers by their ids.

    What follows from all of them is computed once, in the last release. Raises as `approve` does, and nothing
    is written then of any.
    """
    with transaction.atomic(), paused_collecting():
        queue_for_release()
        locked = Submission.objects.select_for_update(of=("self",)).select_related("form", "region__parent")
        submissions = list(locked.filter(pk__in=seen).order_by("pk"))
        for submission in submissions:
            check_reviewer(submission, by)
            check_seen(submission, seen[submission.pk])
        made_at = moment(
            at,
            is_demo=all(submission.is_demo for submission in submissions),
            after=max(filter(None, (submission.submitted_at for submission in submissions)), default=None),
        )
        catalogue = Version.of_catalogue()
        published = [_publish(submission, by, comment, made_at, catalogue) for submission in submissions]
        if published:
            _compute(published)
    return [one.release for one in published]


class Published(NamedTuple):
    """A submission's release, the figures that it states and the ids of those in whose place they stand."""

    submission: Submission
    release: Release
    stated: list[Part]
    replaced: list[int]


def _publish(submission: Submission, by: User, comment: str, made_at: datetime, catalogue: str) -> Published:
    figures, unchanged = _settle(submission, catalogue)
    release = _open_release(
        made_at=made_at,
        submission=submission,
        submitted_by_id=submission.submitted_by_id,
        approved_by=by,
        reason=submission.reason,
        is_demo=submission.is_demo,
    )
    replaced = [figure.replaces_id for figure in figures if figure.replaces_id]
    bulk.update(Observation, replaced, superseded_in_id=release.pk)
    stated = copy_parts(
        [as_stated(figure, submission) for figure in figures],
        release=release,
        staged=[figure.pk for figure in figures],
    )
    submission.state = Submission.State.APPROVED
    submission.decided_by, submission.decided_at, submission.comment = by, made_at, comment
    submission.save(update_fields=["state", "decided_by", "decided_at", "comment"])
    notices.tell(Notice.Kind.APPROVED, [submission], release=release, at=made_at)
    notices.tell(Notice.Kind.CORRECTED, _origins(replaced, submission), release=release, at=made_at)
    audit.record(
        by=by,
        action="approve",
        target=submission,
        after={
            "release": release.number,
            "figures": len(figures),
            "unchanged": unchanged,
        },
    )
    return Published(submission, release, stated, replaced)


def _compute(published: Sequence[Published]) -> None:
    """State what follows from these, and note the totals that differ from it."""
    last = published[-1]
    computed = computing.refresh(
        release=last.release,
        stated=[row for one in published for row in one.stated],
        replaced=[pk for one in published for pk in one.replaced],
    )
    differences.note([*((one.submission, one.stated) for one in published), (last.submission, computed)])


def undo(*, release: Release, by: User, reason: str = "", at: datetime | None = None) -> Release:
    """Take a release back by a new one, made by somebody other than who submitted the figures.

    What it replaced is stated again; what was new is marked as withdrawn.
    A demonstration may be undone `at` an earlier moment. Raises WrongState, NotPermitted, OwnSubmission,
    NotBackdated, or LaterChanges naming what a later release touched.
    """
    with transaction.atomic():
        queue_for_release()
        release = Release.objects.select_related("submission__form", "undoes").get(pk=release.pk)
        check_undoer(release, by)
        reported = release.observations.filter(origin=Observation.Origin.REPORTED)
        later = reported.filter(superseded_in__isnull=False).select_related("indicator", "region")
        if later:
            raise LaterChanges(
                _(
                    "Release %(release)s cannot be undone: later releases changed %(figures)s. "
                    "Undo those first."
                )
                % {
                    "release": release.number,
                    "figures": "; ".join(
                        f"{o.region} {o.indicator} {o.period} ({o.superseded_in_id})" for o in later[:10]
                    ),
                }
            )
        undoing = _open_release(
            made_at=moment(at, is_demo=release.is_demo),
            undoes=release,
            submitted_by=release.submitted_by,
            approved_by=by,
            reason=reason,
            is_demo=release.is_demo,
        )
        replaced = {_key(o): o for o in release.superseded.filter(origin=Observation.Origin.REPORTED)}
        taken = list(reported)
        bulk.update(Observation, [o.pk for o in taken], superseded_in_id=undoing.pk)
        pairs = [(row, replaced.get(_key(row))) for row in taken]
        stated = write_parts(
            [_restated(*pair) for pair in pairs],
            release=undoing,
            staged=[(before or row).staged_id for row, before in pairs],
        )
        computing.refresh(
            release=undoing,
            stated=stated,
            replaced=[row.pk for row in taken],
        )
        taken_back = _origins([o.pk for o in taken])
        notices.tell(Notice.Kind.UNDONE, taken_back, release=undoing, at=undoing.made_at)
        audit.record(
            by=by,
            action="undo",
            target=release,
            after={"release": undoing.number, "figures": len(stated), "reason": reason},
        )
    return undoing


class Settled(NamedTuple):
    """A figure as it is to be stated, and what it replaces."""

    pk: int
    indicator_id: int
    start: date
    end: date
    period: str
    value: Decimal | None
    absence: str
    qualifier: str
    margin: Decimal
    is_provisional: bool
    replaces_id: int | None


def _settle(submission: Submission, catalogue: str) -> tuple[list[Settled], int]:
    """The figures that do more than say again what is approved, and how many do not.

    Where anything that they were checked against has moved since they were handed in, they are checked anew:
    raises StaleFigures then.
    """
    if not submission.ground or submission.ground != get_ground(submission, catalogue):
        contents = read_contents(submission)
        check_fresh(contents)
        _check_unchanged(contents)
    rows = [*map(Settled._make, read_many(submission.figures.order_by("pk"), *Settled._fields))]
    before = {row.pk: said(row) for row in read_parts([row.replaces_id for row in rows if row.replaces_id])}
    changed = [row for row in rows if row.replaces_id is None or before.get(row.replaces_id) != said(row)]
    return changed, len(rows) - len(changed)


def as_stated(figure: Settled | StagedFigure, submission: Submission) -> Part:
    """What a release states of a figure, or would state."""
    return _reported(figure, region=submission.region_id, is_demo=submission.is_demo)


def _reported(row: Settled | StagedFigure | Observation, *, region: int, is_demo: bool) -> Part:
    return Part(
        pk=0,
        region_id=region,
        indicator_id=row.indicator_id,
        start=row.start,
        end=row.end,
        period=row.period,
        origin=REPORTED,
        value=row.value,
        absence=row.absence,
        qualifier=row.qualifier,
        margin=row.margin,
        is_provisional=row.is_provisional,
        reported_parts=None,
        expected_parts=None,
        formula="",
        basis=None,
        parts=[],
        is_demo=is_demo,
    )


def _check_unchanged(contents: Contents) -> None:
    """Raise StaleFigures where its checks, made anew, find what nobody has mended or explained."""
    submission = contents.submission
    checked = recheck(submission, contents)
    if found := [*checked.blocking, *checked.unexplained]:
        raise StaleFigures(
            _(
                "Since submission %(number)s was checked, other figures were approved. Now the checks say: "
                "%(found)s Return it, so that the clerk can mend or explain this."
            )
            % {
                "number": submission.pk,
                "found": " ".join(describe(Code(each.code), each.params) for each in found[:3]),
            }
        )


def check_undoer(release: Release, by: User) -> None:
    """Raise WrongState, NotPermitted or OwnSubmission where this user cannot undo the release now."""
    undone_by = Release.objects.filter(undoes=release).select_related("approved_by").first()
    if undone_by:
        raise WrongState(
            _("Release %(release)s was undone already by release %(by)s (%(user)s).")
            % {"release": release.number, "by": undone_by.number, "user": undone_by.approved_by.username}
        )
    check_reviews(by, release.origin.form)
    if release.submitted_by_id == by.pk or has_filled_in(release.origin, by):
        raise OwnSubmission(
            _("The figures of release %(release)s were submitted by %(user)s: another reviewer must undo it.")
            % {"release": release.number, "user": by.username}
        )


def check_fresh(contents: Contents) -> None:
    """Raise StaleFigures where a staged figure was checked against another approved figure than today's."""
    if stale := contents.stale:
        raise StaleFigures(
            _(
                "Since submission %(number)s was checked, approved figures have changed: %(figures)s. "
                "Return it, so that the clerk can check it against today's figures."
            )
            % {
                "number": contents.submission.pk,
                "figures": "; ".join(f"{figure.indicator} {figure.period}" for figure in stale[:10]),
            }
        )


def repeats(figure: StagedFigure) -> bool:
    """Whether a staged figure only says again what is approved."""
    known = figure.replaces
    return known is not None and said(known) == said(figure)


def queue_for_release() -> None:
    """Let one release be made at a time, so that their numbers follow the order in which they take effect."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Release._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _origins(observations: list[int], but: Submission | None = None) -> list[Submission]:
    """The submissions in which these figures were handed in, without one."""
    if not observations:
        return []
    staged = StagedFigure.objects.filter(observations__in=observations)
    origins = set(staged.values_list("submission", flat=True)) - {but.pk if but else 0}
    return list(Submission.objects.filter(pk__in=origins))


def _open_release(**fields: object) -> Release:
    last = get_last_release()
    return Release.objects.create(number=last + 1, **fields)


def _key(observation: Observation) -> tuple[int, int, object, object]:
    return observation.indicator_id, observation.region_id, observation.start, observation.end


def _restated(observation: Observation, replaced: Observation | None) -> Part:
    """What a release had replaced as it is stated again; a withdrawn mark where that was nothing."""
    row = replaced or observation
    stated = _reported(row, region=row.region_id, is_demo=row.is_demo)
    if replaced is not None:
        return stated
    return stated._replace(
        value=None,
        absence=Absence.WITHDRAWN.value,
        qualifier=Qualifier.EXACT.value,
        margin=Decimal(0),
        is_provisional=False,
    )
