"""Large files: kept at once, read by the worker, every step of it repeatable."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from indicators.intake.examine import Examination
from indicators.intake.findings import Code
from indicators.intake.reader.limits import DEFAULT
from indicators.intake.reader.read import Reading
from indicators.models import Region, Upload, User
from indicators.periods import Period
from indicators.services import audit
from indicators.services.answers import remember
from indicators.services.errors import NothingNew, Refused, WrongState
from indicators.services.originals import all_or_nothing, discard, keep
from indicators.services.readings import get_reading
from indicators.services.rights import check_clerk
from indicators.services.staging import check_same_file, stage
from indicators.services.uploads import examine_kept, get_marked, lock_waiting

logger = logging.getLogger(__name__)

# Twice what the reader's child may take: the rest is for examining.
STALLED_AFTER = timedelta(seconds=2 * DEFAULT.wall_seconds)


def is_large(path: Path, reading: Reading | None = None) -> bool:
    """Whether a file is left to the worker, by its size or by the cells that were read in it."""
    if reading is None:
        return bool(path.stat().st_size > settings.BACKGROUND_SIZE)
    return sum(len(grid.cells) for grid in reading.grids) > int(settings.BACKGROUND_CELLS)


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_off(
    *,
    path: Path,
    name: str,
    by: User,
    words: IO[bytes] | None = None,
    period: Period | None = None,
    region: Region | None = None,
) -> Upload:
    """Keep a file for the worker to read. Raises NotPermitted, or SameFile where it waits already."""
    with all_or_nothing():
        check_clerk(by, {region.code} if region else ())
        upload = keep(
            name=name,
            sha256=checksum(path),
            path=path,
            by=by,
            words=words,
            state=Upload.State.READING,
            reading_since=timezone.now(),
            period=str(period or ""),
            region=region,
        )
        check_same_file(upload.sha256, by=by, but=upload)
        audit.record(by=by, action="receive", target=upload, after={"sha256": upload.sha256})
        _enqueue(upload)
    return upload


def is_stalled(upload: Upload) -> bool:
    """Whether a file is being read for longer than that can take, so that its worker must have died."""
    since = upload.reading_since
    return since is not None and timezone.now() - since > STALLED_AFTER


def start_again(*, upload: Upload, by: User) -> None:
    """Have a file read once more whose reading failed or stopped. Raises NotPermitted or WrongState."""
    with transaction.atomic():
        locked = lock_waiting(upload, by, Upload.State.READING)
        if not (locked.trouble or is_stalled(locked)):
            raise WrongState(_("%s is still being read.") % locked.name)
        locked.reading_since, locked.trouble = timezone.now(), ""
        locked.save(update_fields=["reading_since", "trouble"])
        audit.record(by=by, action="read_again", target=locked)
        _enqueue(locked)


def resume() -> int:
    """Queue every file once more that a worker left unread; tells how many."""
    left = list(Upload.objects.filter(state=Upload.State.READING, trouble=""))
    for upload in left:
        _enqueue(upload)
    return len(left)


@task()
def read_upload(pk: int) -> None:
    """Read a file that was put off; one that was read or given up meanwhile is left alone."""
    upload = Upload.objects.select_related("received_by", "region").get(pk=pk)
    if not upload.is_reading:
        return
    try:
        _read(upload)
    except Exception:
        logger.exception("Upload %s could not be read.", pk)
        trouble = _("Reading stopped by an error of the program. Read it again; the file is kept.")
        Upload.objects.filter(pk=pk, state=Upload.State.READING).update(trouble=trouble)


def _read(upload: Upload) -> None:
    examination = examine_kept(upload)
    try:
        marked = get_marked(get_reading(upload))
        if marked:
            raise NothingNew(_("Nothing was changed in this receipt of file %s.") % marked.pk)
        if examination.is_unplaced:
            _leave(upload, examination)
        else:
            _stage(upload, examination)
    except Refused as error:
        _leave(upload, examination, str(error))


def _stage(upload: Upload, examination: Examination) -> None:
    with all_or_nothing():
        locked = _lock(upload)
        if locked.is_reading:
            locked.state, locked.reading_since, locked.trouble = Upload.State.STAGED, None, ""
            locked.save(update_fields=["state", "reading_since", "trouble"])
            stage(examination=examination, upload=locked, by=locked.received_by)
            remember(examination=examination, by=locked.received_by)


def _leave(upload: Upload, examination: Examination, trouble: str = "") -> None:
    """Let a file wait with what it asks or why it was not taken; of personal data nothing stays."""
    with transaction.atomic():
        locked = _lock(upload)
        if not locked.is_reading:
            return
        locked.state, locked.reading_since, locked.trouble = Upload.State.ASKING, None, trouble
        if any(found.code is Code.PERSONAL_DATA for found in examination.findings):
            name = str(locked.file.name)
            locked.state, locked.file = Upload.State.DROPPED, ""
            locked.trouble = _("The file holds personal data, so it was refused and nothing of it is kept.")
            audit.record(by=locked.received_by, action="drop", target=locked)
            transaction.on_commit(lambda: discard(name))
        locked.save()


def _lock(upload: Upload) -> Upload:
    return Upload.objects.select_for_update(of=("self",)).select_related("received_by").get(pk=upload.pk)


def _enqueue(upload: Upload) -> None:
    transaction.on_commit(partial(read_upload.enqueue, upload.pk))
