"""Files that are handed in: taken at once, or kept until their questions are answered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext_noop

from indicators.intake.examine import Examination, examine
from indicators.intake.questions import Answers, Ask, Key
from indicators.intake.reader.read import Reading
from indicators.intake.receipt import same_cells
from indicators.intake.stamp import own_sheets, read_receipt
from indicators.intake.watch import Step, Watch, unwatched
from indicators.models import Region, Submission, Upload, User
from indicators.periods import Period
from indicators.services import audit
from indicators.services.errors import Blocked, NothingNew, NotPermitted, Refused, StaleFigures, WrongState
from indicators.services.originals import all_or_nothing, discard, keep
from indicators.services.readings import get_reading, open_packed
from indicators.services.records import forget_record, keep_record
from indicators.services.releases import queue_for_release
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
    """Keep a file: staged at once, or waiting where it asks or is wrong. Raises what `stage` raises.

    `period` and `region` are what was chosen for it, `words` what the reader's child said of it. Raises
    Blocked where it is wrong as a whole.
    """
    if examination.is_unplaced and not examination.may_wait:
        raise Blocked(gettext_noop("The file has errors or open questions; nothing was taken."))
    waits = examination.asks or examination.is_unplaced
    with all_or_nothing():
        check_clerk(by, {region.code} if region else ())
        upload = keep(
            name=examination.name,
            sha256=examination.sha256,
            path=path,
            by=by,
            words=words,
            state=Upload.State.ASKING if waits else Upload.State.STAGED,
            period=str(period or ""),
            region=region,
        )
        if waits:
            queue_for_release()
            check_same_file(examination.sha256, by=by, but=upload)
            keep_record(upload=upload, examination=examination)
            audit.record(by=by, action="receive", target=upload, after={"sha256": upload.sha256})
        else:
            stage(examination=examination, upload=upload, by=by)
    return upload


def examine_kept(upload: Upload, reading: Reading | None = None, watch: Watch = unwatched) -> Examination:
    """What a kept file says now, with the answers that were given; `reading` is what is in it, if at hand."""
    return examine(
        Path(upload.file.path),
        name=upload.name,
        period=Period.parse(upload.period) if upload.period else None,
        region=upload.region.code if upload.region else None,
        answers=get_answers(upload),
        reading=reading or get_reading(upload),
        watch=watch,
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
    if upload is None:
        return None
    with open_packed(upload) as packed:
        if packed.cells > sum(len(grid.cells) for grid in reading.grids):
            return None  # and need not be looked at
    is_same = same_cells(own_sheets(reading.grids), own_sheets(get_reading(upload).grids))
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


def settle(*, upload: Upload, by: User, asks: bool = False, watch: Watch = unwatched) -> list[Submission]:
    """Examine a waiting file, and stage it once nothing in it is open any more; none while something is.

    One that was never shown yet also waits where it only `asks`. Raises NotPermitted, WrongState where it
    waits no longer, StaleFigures where somebody answers at the same moment, NothingNew for a receipt as it
    was made, and what `stage` raises; it then goes on waiting, with what was found and why it was not taken.
    """
    _check_answers(upload, by)
    watch(Step.CELLS, 0, 0)
    reading = get_reading(upload)
    examination = examine_kept(upload, reading, watch)
    watch(Step.DRAFTS, 0, 0)
    expected = Upload.State.READING if upload.is_reading else Upload.State.ASKING
    try:
        if marked := get_marked(reading):
            raise NothingNew(
                gettext_noop("Nothing was changed in this receipt of file %(number)s."), number=marked.pk
            )
        if examination.is_unplaced or (asks and examination.asks):
            _leave(upload, examination)
            return []
        with all_or_nothing():
            locked = lock_waiting(upload, by, expected)
            if locked.answers != upload.answers:
                raise StaleFigures(
                    gettext_noop("Somebody else answered at the same moment; look at the file again.")
                )
            locked.state = Upload.State.STAGED
            locked.set_reading(None)
            locked.trouble, locked.trouble_params = "", {}
            locked.save()
            submissions = stage(examination=examination, upload=locked, by=by)
    except Refused as error:
        _leave(upload, examination, error)
        raise
    upload.state = locked.state
    return submissions


def examine_again(upload: Upload) -> None:
    """Put what this version finds in a waiting file in the place of what another one found."""
    _leave(upload, examine_kept(upload))


def _leave(upload: Upload, examination: Examination, refused: Refused | None = None) -> None:
    """Let a file wait with what was found and why it was not taken; of personal data nothing stays."""
    with transaction.atomic():
        locked = (
            Upload.objects.select_for_update(of=("self",)).select_related("received_by").get(pk=upload.pk)
        )
        if locked.state != upload.state or locked.answers != upload.answers:
            return
        locked.state = Upload.State.ASKING
        locked.set_reading(None)
        locked.trouble, locked.trouble_params = (refused.words, refused.params) if refused else ("", {})
        if examination.is_personal:
            _give_up(locked)
            locked.trouble = gettext_noop(
                "The file holds personal data, so it was refused and nothing of it is kept."
            )
            audit.record(by=locked.received_by, action="drop", target=locked)
        else:
            keep_record(upload=locked, examination=examination)
        locked.save()
    upload.state = locked.state


def drop(*, upload: Upload, by: User) -> None:
    """Give a waiting file up: its original is deleted.

    Raises NotPermitted, or WrongState where it waits no longer.
    """
    with transaction.atomic():
        locked = lock_waiting(upload, by)
        locked.trouble, locked.trouble_params = "", {}
        _give_up(locked)
        locked.save()
        audit.record(by=by, action="drop", target=locked, before={"sha256": locked.sha256})


def _give_up(locked: Upload) -> None:
    name = str(locked.file.name)
    locked.state, locked.file, locked.answers = Upload.State.DROPPED, "", []
    locked.set_reading(None)
    forget_record(locked)
    transaction.on_commit(lambda: discard(name))


def lock_asking(upload: Upload, by: User) -> Upload:
    """The file that asks, to be changed in this transaction. Raises NotPermitted or WrongState."""
    return lock_waiting(upload, by, Upload.State.ASKING)


def lock_waiting(upload: Upload, by: User, *states: Upload.State) -> Upload:
    """The file that asks or is being read, or is in one of `states`; raises NotPermitted or WrongState."""
    locked = _lock(upload)
    _check_answers(locked, by)
    if locked.state not in (states or (Upload.State.ASKING, Upload.State.READING)):
        raise WrongState(
            gettext_noop("%(file)s no longer awaits answers: %(state)s."),
            file=locked.name,
            state=Upload.State(locked.state).label,
        )
    return locked


def _lock(upload: Upload) -> Upload:
    rows = Upload.objects.select_for_update(of=("self",)).select_related("received_by", "region")
    return rows.get(pk=upload.pk)


def _check_answers(upload: Upload, by: User) -> None:
    if not may_answer(by, upload):
        raise NotPermitted(gettext_noop("%(user)s does not report for this file."), user=by.username)
