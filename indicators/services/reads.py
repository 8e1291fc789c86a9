"""Large files: kept at once, read by the worker, every step of it repeatable."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from indicators.intake.record import is_outdated
from indicators.models import Region, Submission, Upload, UploadRecord, User
from indicators.periods import Period
from indicators.services import audit, uploads, worker
from indicators.services.errors import Refused, WrongState
from indicators.services.lease import Lease, has_run_out
from indicators.services.originals import all_or_nothing, keep
from indicators.services.readings import open_packed
from indicators.services.releases import queue_for_release
from indicators.services.rights import check_clerk
from indicators.services.staging import check_same_file
from indicators.services.uploads import lock_waiting

logger = logging.getLogger(__name__)


def is_large(path: Path) -> bool:
    """Whether a file is left to the worker by its size alone."""
    return bool(path.stat().st_size > settings.BACKGROUND_SIZE)


def settle(*, upload: Upload, by: User) -> list[Submission]:
    """Examine a waiting file with its answers, a large one by the worker. Raises as `uploads.settle`."""
    if upload.size <= settings.BACKGROUND_SIZE:
        with open_packed(upload) as packed:
            cells = packed.cells
        if cells <= settings.BACKGROUND_CELLS:
            return uploads.settle(upload=upload, by=by)
    with transaction.atomic():
        locked = lock_waiting(upload, by, Upload.State.ASKING)
        locked.state = Upload.State.READING
        locked.set_reading(timezone.now())
        locked.trouble, locked.trouble_params = "", {}
        locked.save()
        _enqueue(locked, by)
    upload.state = locked.state
    return []


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
        queue_for_release()
        check_same_file(upload.sha256, by=by, but=upload)
        audit.record(by=by, action="receive", target=upload, after={"sha256": upload.sha256})
        _enqueue(upload)
    return upload


def is_stalled(upload: Upload, now: datetime | None = None) -> bool:
    """Whether the worker over a file must have died: its lease has run out, and none is to follow."""
    return has_run_out(upload, now) and upload.pk not in worker.get_queued()


def start_again(*, upload: Upload, by: User) -> None:
    """Have a file read once more whose reading failed or stopped. Raises NotPermitted or WrongState."""
    with transaction.atomic():
        locked = lock_waiting(upload, by, Upload.State.READING)
        if not (locked.trouble or is_stalled(locked)):
            raise WrongState(gettext_noop("%(file)s is still being read."), file=locked.name)
        locked.trouble, locked.trouble_params = "", {}
        locked.set_reading(timezone.now())
        locked.save()
        audit.record(by=by, action="read_again", target=locked)
        worker.give_up(locked.pk)
        _enqueue(locked)


def resume() -> int:
    """Have what a worker left unread wait for this one; tells how many files that is."""
    worker.queue_again()
    waiting = Upload.objects.filter(state=Upload.State.READING, trouble="")
    waiting.update(leased_until=None, step="", percent=None)
    left = list(waiting)
    queued = worker.get_queued()
    for upload in left:
        if upload.pk not in queued:
            _enqueue(upload)
    return len(left)


def renew() -> int:
    """Examine the waiting files anew whose records are of another version; tells how many they are."""
    waiting = UploadRecord.objects.filter(upload__state=Upload.State.ASKING).select_related("upload__region")
    outdated = [record.upload for record in waiting.iterator() if is_outdated(record.content)]
    for upload in outdated:
        try:
            uploads.examine_again(upload)
        except Exception:  # of one file; its page examines it again and says so
            logger.exception("Upload %s could not be examined anew.", upload.pk)
    return len(outdated)


@task()
def read_upload(pk: int, by: int | None = None) -> None:
    """Read a file that was put off, or was answered by somebody; one that waits no longer is left alone."""
    upload = Upload.objects.select_related("received_by", "region").get(pk=pk)
    if not upload.is_reading:
        return
    try:
        who = User.objects.get(pk=by) if by else upload.received_by
        uploads.settle(upload=upload, by=who, asks=by is None, watch=Lease(pk))
    except Refused:
        logger.info("Upload %s was read, and not taken.", pk)
    except Exception:
        logger.exception("Upload %s could not be read.", pk)
        trouble = gettext_noop("Reading stopped by an error of the program. Read it again; the file is kept.")
        Upload.objects.filter(pk=pk, state=Upload.State.READING).update(trouble=trouble, trouble_params={})


def _enqueue(upload: Upload, by: User | None = None) -> None:
    transaction.on_commit(partial(read_upload.enqueue, upload.pk, by.pk if by else None))
