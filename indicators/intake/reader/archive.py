"""The zip around a workbook: opened only when its size, names and parts are harmless."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import IO
from xml.parsers.expat import ExpatError

from ..findings import Code
from .limits import Limits, RefusalError, broken, size_text
from .markup import check_prolog

_ENCRYPTED = 0x1
_CONTENTS = 1024 * 1024  # so much of the list of contents is looked at
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    EOFError,
    NotImplementedError,  # a zip of a newer version
    ValueError,  # offsets outside the file, XML in an encoding that expat does not know
    LookupError,
    OverflowError,
)


def damage(error: Exception) -> RefusalError:
    """The refusal that an error of a damaged package is."""
    return broken("xml" if isinstance(error, ExpatError) else "zip")


class Archive:
    """The parts of a workbook by name; names are compared without regard to case, as OPC asks."""

    def __init__(self, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._parts = parts

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def open(self, name: str) -> IO[bytes]:
        """Raises RefusalError where the part is missing."""
        part = self._parts.get(name.lower())
        if part is None:
            raise broken("missing_part")
        return self._archive.open(part)

    def says_macros(self) -> bool:
        """Its list of contents declares a kind of file that may hold macros, as .xlsm does."""
        if "[Content_Types].xml" not in self:
            return False
        with self.open("[Content_Types].xml") as stream:
            return b"macroenabled" in stream.read(_CONTENTS).lower()

    def has_folder(self, folder: str) -> bool:
        return any(name.startswith(folder.lower() + "/") for name in self._parts)

    def has_file(self, file: str) -> bool:
        return any(posixpath.basename(name) == file.lower() for name in self._parts)


def open_archive(data: bytes, limits: Limits) -> Archive:
    """The zip's parts; raises RefusalError for a bomb, a password, macros, odd names or a document type."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    _check_size(archive.infolist(), limits)
    parts: dict[str, zipfile.ZipInfo] = {}
    for part in archive.infolist():
        name = part.filename.replace("\\", "/").lstrip("/").lower()
        if name in parts or ".." in name.split("/"):
            raise broken("part_name")
        if part.flag_bits & _ENCRYPTED:
            raise RefusalError(Code.PASSWORD_PROTECTED)
        if part.compress_type not in _METHODS:
            raise broken("zip")
        parts[name] = part
    opened = Archive(archive, parts)
    if opened.has_file("vbaProject.bin") or opened.has_folder("xl/macrosheets") or opened.says_macros():
        raise RefusalError(Code.MACROS)
    for name in parts:
        if name.endswith((".xml", ".rels")):
            with opened.open(name) as stream:
                check_prolog(stream)
    return opened


def _check_size(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise RefusalError(Code.UNPACKED_TOO_LARGE, limit=str(limits.parts), given=str(len(parts)))
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    allowed = min(limits.unpacked, max(limits.small, packed * limits.ratio))
    if unpacked > allowed:
        raise RefusalError(Code.UNPACKED_TOO_LARGE, limit=size_text(allowed), given=size_text(unpacked))
