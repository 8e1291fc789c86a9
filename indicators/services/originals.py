"""Keeping uploaded originals: a file stays just when the rows that name it do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from indicators.intake.examine import Examination
from indicators.models import Upload, User

_kept: ContextVar[tuple[Upload, ...]] = ContextVar("kept", default=())


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction that takes the originals kept in it along when it fails."""
    before = _kept.get()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for upload in _kept.get()[len(before) :]:
            upload.file.delete(save=False)
        _kept.set(before)
        raise
    if not transaction.get_connection().in_atomic_block:
        _kept.set(())


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete originals that no row names, as a server that was killed leaves behind; tells how many."""
    named = set(Upload.objects.values_list("file", flat=True))
    storage = Upload._meta.get_field("file").storage
    before = timezone.now() - older_than
    names = storage.listdir("")[1] if storage.exists("") else []
    lost = [name for name in names if name not in named and storage.get_modified_time(name) < before]
    for name in lost:
        storage.delete(name)
    return len(lost)


def keep(*, examination: Examination, path: Path, by: User, at: datetime | None = None) -> Upload:
    """The upload of an examined file, its original stored under a generated name; received now or `at`."""
    longest = Upload._meta.get_field("name").max_length or 0
    upload = Upload(
        name=examination.name[-longest:], sha256=examination.sha256, size=path.stat().st_size, received_by=by
    )
    with path.open("rb") as content:
        upload.file.save(examination.name, File(content), save=True)
    if at:
        Upload.objects.filter(pk=upload.pk).update(received_at=at)
    _kept.set((*_kept.get(), upload))
    return upload
