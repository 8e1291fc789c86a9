"""Files that are handed in: taken at once, or kept until their questions are answered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.intake.examine import Examination, examine
from indicators.intake.questions import Answers, Ask, Key
from indicators.intake.reader.read import Reading
from indicators.intake.receipt import same_cells
from indicators.intake.stamp import own_sheets, read_receipt
from indicators.models import Region, Submission, Upload, User
from indicators.periods import Period
from indicators.services import audit
from indicators.services.answers import remember
from indicators.services.errors import NotPermitted, StaleFigures, WrongState
from indicators.services.originals import all_or_nothing, discard, keep
from indicators.services.readings import get_reading
from indicators.services.rights import check_clerk, may_answer
from indicators.services.staging import check_same_file, stage


def receive(
    *,
    examination: Examination,
    path: Path,
    by: User,
    words: IO[bytes] | None = None,
    period: Period | None = None,
    region: Region | None = None,
) -> Upload:
    """Keep a file: staged at once, or waiting where it asks something. Raises what `stage` raises.

    `period` and `region` are what was chosen for it, `words` what the reader's child said of it.
    """
    with all_or_nothing():
        check_clerk(by, {region.code} if region else ())
        upload = keep(
            name=examination.name,
            sha256=examination.sha256,
            path=path,
            by=by,
            words=words,
            state=Upload.State.ASKING if examination.asks else Upload.State.STAGED,
            period=str(period or ""),
            region=region,
        )
        if examination.asks:
            check_same_file(examination.sha256, by=by, but=upload)
            audit.record(by=by, action="receive", target=upload, after={"sha256": upload.sha256})
        else:
            stage(examination=examination, upload=upload, by=by)
            remember(examination=examination, by=by)
    return upload


def examine_kept(upload: Upload) -> Examination:
    """What a kept file says now, with the answers that were given."""
    return examine(
        Path(upload.file.path),
        name=upload.name,
        period=Period.parse(upload.period) if upload.period else None,
        region=upload.region.code if upload.region else None,
        answers=get_answers(upload),
        reading=get_reading(upload),
    )


def get_answers(upload: Upload) -> dict[Key, str]:
    """The answers that were given to a file's questions."""
    return {(Ask(ask), sheet, subject): said for ask, sheet, subject, said in upload.answers}


def get_marked(reading: Reading) -> Upload | None:
    """The upload whose receipt comes back with not one cell changed, None where it is anything else."""
    stamp = read_receipt(reading.grids)
    if stamp is None:
        return None
    upload = Upload.objects.exclude(file="").filter(pk=stamp.upload, sha256=stamp.sha256).first()
    is_same = upload and same_cells(own_sheets(reading.grids), own_sheets(get_reading(upload).grids))
    return upload if is_same else None


def answer(*, upload: Upload, answers: Answers, again: Iterable[Key] = (), by: User) -> None:
    """Note answers to questions of a waiting file beside those given before; those of `again` are withdrawn.

    Raises NotPermitted, or WrongState where it waits no longer.
    """
    with transaction.atomic():
        locked = lock_asking(upload, by)
        before, withdrawn = locked.answers, set(again)
        given = get_answers(locked) | dict(answers)
        locked.answers = [[*key, said] for key, said in given.items() if key not in withdrawn]
        locked.save(update_fields=["answers"])
        audit.record(
            by=by,
            action="answer",
            target=locked,
            before={"answers": before},
            after={"answers": locked.answers},
        )
    upload.answers = locked.answers


def settle(*, upload: Upload, by: User) -> list[Submission]:
    """Stage a waiting file once nothing in it is open any more; none while something is.

    Raises NotPermitted, WrongState where it waits no longer, StaleFigures where somebody answers at the same
    moment, and what `stage` raises; it then goes on waiting.
    """
    examination = examine_kept(upload)
    if examination.is_unplaced:
        return []
    with all_or_nothing():
        locked = lock_asking(upload, by)
        if locked.answers != upload.answers:
            raise StaleFigures(_("Somebody else answered at the same moment; look at the file again."))
        locked.state, locked.trouble = Upload.State.STAGED, ""
        locked.save(update_fields=["state", "trouble"])
        submissions = stage(examination=examination, upload=locked, by=by)
        remember(examination=examination, by=by)
    upload.state = locked.state
    return submissions


def drop(*, upload: Upload, by: User) -> None:
    """Give a waiting file up: its original is deleted.

    Raises NotPermitted, or WrongState where it waits no longer.
    """
    with transaction.atomic():
        locked = lock_waiting(upload, by)
        name = str(locked.file.name)
        locked.state, locked.file, locked.answers = Upload.State.DROPPED, "", []
        locked.reading_since, locked.trouble = None, ""
        locked.save()
        audit.record(by=by, action="drop", target=locked, before={"sha256": locked.sha256})
        transaction.on_commit(lambda: discard(name))


def lock_asking(upload: Upload, by: User) -> Upload:
    """The file that asks, to be changed in this transaction. Raises NotPermitted or WrongState."""
    return lock_waiting(upload, by, Upload.State.ASKING)


def lock_waiting(upload: Upload, by: User, *states: Upload.State) -> Upload:
    """The file that asks or is being read, or is in one of `states`; raises NotPermitted or WrongState."""
    rows = Upload.objects.select_for_update(of=("self",)).select_related("received_by", "region")
    locked = rows.get(pk=upload.pk)
    if not may_answer(by, locked):
        raise NotPermitted(_("%(user)s does not report for this file.") % {"user": by.username})
    if locked.state not in (states or (Upload.State.ASKING, Upload.State.READING)):
        raise WrongState(
            _("%(file)s no longer awaits answers: %(state)s.")
            % {"file": locked.name, "state": locked.get_state_display()}
        )
    return locked
