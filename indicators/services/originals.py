"""Keeping uploaded originals: a file stays just when the rows that name it do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from indicators.models import Upload, User
from indicators.services.readings import STORAGE, keep_words, words_name

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
            discard(str(upload.file.name))
        _kept.set(before)
        raise
    if not transaction.get_connection().in_atomic_block:
        _kept.set(())


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete originals that no row names, as a server that was killed leaves behind; tells how many."""
    originals = Upload.objects.exclude(file="").values_list("file", flat=True)
    named = {each for name in originals for each in (name, words_name(name))}
    before = timezone.now() - older_than
    names = STORAGE.listdir("")[1] if STORAGE.exists("") else []
    lost = [name for name in names if name not in named and STORAGE.get_modified_time(name) < before]
    for name in lost:
        STORAGE.delete(name)
    return len(lost)


def keep(
    *,
    name: str,
    sha256: str,
    path: Path,
    by: User,
    at: datetime | None = None,
    words: IO[bytes] | None = None,
    **fields: Any,
) -> Upload:
    """The upload of a file, its original stored under a generated name; received now or `at`.

    `words` is what the reader's child said of it, where that is at hand.
    """
    longest = Upload._meta.get_field("name").max_length or 0
    upload = Upload(
        name=name[-longest:],
        sha256=sha256,
        size=path.stat().st_size,
        received_by=by,
        **fields,
    )
    with path.open("rb") as content:
        upload.file.save(name, File(content), save=False)
    _kept.set((*_kept.get(), upload))
    upload.save()
    if words:
        keep_words(upload, words)
    if at:
        Upload.objects.filter(pk=upload.pk).update(received_at=at)
    return upload


def discard(name: str) -> None:
    """Delete an original by its stored name, and what was read in it."""
    STORAGE.delete(name)
    STORAGE.delete(words_name(name))
