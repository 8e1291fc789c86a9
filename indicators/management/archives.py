"""A backup is one file: what it holds with checksums, the database, and the originals."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
MANIFEST, DATABASE, ORIGINALS = "manifest.json", "database", "originals"


class BadArchive(Exception):  # noqa: N818 - a state of the file, not of the program
    """The file is no backup, or not as it was written; the message names what differs."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    vendor: str  # of the database: a backup returns to its own kind only
    migrations: list[str]
    releases: int
    files: dict[str, str]  # SHA-256 by name in the archive
    format: int = FORMAT


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, *, files: dict[str, Path], **about: Any) -> Manifest:
    """Write a backup of these files, by their names in it."""
    manifest = Manifest(**about, files={name: digest(source) for name, source in files.items()})
    content = json.dumps({name: getattr(manifest, name) for name in Manifest.__slots__}, indent=1).encode()
    with path.open("xb") as file:
        path.chmod(0o600)
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
            for name, source in files.items():
                archive.add(source, name, recursive=False)
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Write out what a backup holds, after comparing all of it with its checksums; raises BadArchive."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            entries = iter(archive)
            manifest = _read_manifest(archive, entries)
            found = {entry.name: _take(archive, entry, manifest, folder) for entry in entries}
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError, StopIteration) as error:
        raise BadArchive(f"{path.name}: {error}") from error
    wrong = {name for name, expected in manifest.files.items() if found.get(name) != expected}
    if wrong or DATABASE not in found:
        raise BadArchive(", ".join(sorted(wrong | {DATABASE} - set(found))))
    return manifest


def _read_manifest(archive: tarfile.TarFile, entries: Iterator[tarfile.TarInfo]) -> Manifest:
    first = next(entries)
    content = archive.extractfile(first) if first.name == MANIFEST else None
    if content is None:
        raise BadArchive(MANIFEST)
    manifest = Manifest(**json.load(content))
    if manifest.format != FORMAT:
        raise BadArchive(f"format {manifest.format}")
    return manifest


def _take(archive: tarfile.TarFile, entry: tarfile.TarInfo, manifest: Manifest, folder: Path) -> str:
    """Write one file out; its checksum. Nothing is taken that the manifest does not name."""
    name = PurePosixPath(entry.name)
    content = archive.extractfile(entry) if entry.isreg() else None
    if content is None or entry.name not in manifest.files or name.is_absolute() or ".." in name.parts:
        raise BadArchive(entry.name)
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)
    return digest(target)
