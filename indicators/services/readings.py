"""What was read in a kept file, beside its original: derived from it, and made anew where it is gone."""

from __future__ import annotations

import logging
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files import File

from indicators.intake.reader.packed import Packed, pack
from indicators.intake.reader.read import Reading, read_again, read_words
from indicators.intake.reader.wire import VERSION
from indicators.models import Upload

logger = logging.getLogger(__name__)

STORAGE = Upload._meta.get_field("file").storage


@contextmanager
def open_packed(upload: Upload) -> Iterator[Packed]:
    """What the reader's child said of a kept file, row by row where that is all one needs."""
    name = words_name(str(upload.file.name))
    if not is_whole(name):
        _read_anew(upload)
    with STORAGE.open(name) as file:
        yield Packed(file)


def is_whole(name: str) -> bool:
    """Whether a packed file is there, and was written to its end."""
    if not STORAGE.exists(name):
        return False
    with STORAGE.open(name) as file:
        whole = zipfile.is_zipfile(file)
    if not whole:
        logger.warning("%s is damaged; its original is read anew.", name)
    return whole


def get_reading(upload: Upload) -> Reading:
    """All that is in a kept file."""
    with open_packed(upload) as packed:
        return read_again(packed.words())


def words_name(name: str) -> str:
    """Where the words of a reader of this version are kept beside an original."""
    return f"{name}.read{VERSION}.zip"


def keep_words(upload: Upload, words: IO[bytes]) -> None:
    """Keep what the reader's child said of a file beside its original."""
    words.seek(0)
    name = words_name(str(upload.file.name))
    with tempfile.TemporaryFile() as packed:
        pack(words, packed)
        packed.seek(0)
        STORAGE.delete(name)
        STORAGE.save(name, File(packed))


def _read_anew(upload: Upload) -> None:
    with tempfile.TemporaryFile() as words:
        read_words(Path(upload.file.path), words)
        keep_words(upload, words)
