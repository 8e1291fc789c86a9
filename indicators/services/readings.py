"""What was read in a kept file, beside its original: derived from it, and made anew where it is gone."""

from __future__ import annotations

import gzip
import logging
import shutil
import tempfile
from pathlib import Path
from typing import IO

from django.core.files import File

from indicators.intake.reader.limits import RefusalError
from indicators.intake.reader.read import Reading, read_again, read_file
from indicators.intake.reader.wire import VERSION
from indicators.models import Upload

logger = logging.getLogger(__name__)

STORAGE = Upload._meta.get_field("file").storage


def get_reading(upload: Upload) -> Reading:
    """What is in a kept file: as its reader said it once, or read anew where that is gone or outdated."""
    try:
        with STORAGE.open(words_name(str(upload.file.name))) as packed, gzip.open(packed) as words:
            return read_again(words)
    except FileNotFoundError:
        pass
    except (ValueError, EOFError, OSError, RefusalError):
        logger.warning("What was read in upload %s is damaged; it is read anew.", upload.pk)
    with tempfile.TemporaryFile() as words:
        reading = read_file(Path(upload.file.path), words=words)
        if reading.grids:
            keep_words(upload, words)
    return reading


def words_name(name: str) -> str:
    """Where the words of a reader of this version are kept beside an original."""
    return f"{name}.read{VERSION}.gz"


def keep_words(upload: Upload, words: IO[bytes]) -> None:
    """Keep what the reader's child said of a file beside its original."""
    words.seek(0)
    name = words_name(str(upload.file.name))
    with tempfile.TemporaryFile() as packed:
        with gzip.open(packed, "wb", compresslevel=1) as target:
            shutil.copyfileobj(words, target)
        packed.seek(0)
        STORAGE.delete(name)
        STORAGE.save(name, File(packed))
