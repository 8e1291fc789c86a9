"""Keeping uploaded originals: a file stays just when the rows that name it do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import transaction

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


def keep(*, examination: Examination, path: Path, by: User, at: datetime | None = None) -> Upload:
    """The upload of an examined file, its original stored under a generated name; received now or `at`."""
    upload = Upload(
        name=examination.name, sha256=examination.sha256, size=path.stat().st_size, received_by=by
    )
    with path.open("rb") as content:
        upload.file.save(examination.name, File(content), save=True)
    if at:
        Upload.objects.filter(pk=upload.pk).update(received_at=at)
    _kept.set((*_kept.get(), upload))
    return upload
