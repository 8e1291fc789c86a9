"""Read a file safely: a child process parses it, and whatever happens to the child becomes a finding."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ..findings import Code, Finding, Severity
from ..grid import Grid
from .child import OUT_OF_MEMORY, TOO_MUCH_OUTPUT
from .limits import DEFAULT, Limits, RefusalError, broken, size_text
from .notes import note_hidden
from .wire import Output, count_cells, read_lines

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = (
    "import sys; from importlib import import_module; "
    "sys.path.insert(0, sys.argv[1]); import_module(sys.argv[2]).run()"
)
_READER = "indicators.intake.reader.child"
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # what Python itself may need to start
_STOPPED = [getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")]


@dataclass(frozen=True)
class Reading:
    """The sheets of a file, none where an error was found, and what kind of file it is."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...]
    kind: str


class ManyCells(Exception):  # noqa: N818 - not an error: what was read is there
    """There are more cells than one wants to have at once."""


def read_file(
    path: Path, *, limits: Limits = DEFAULT, words: IO[bytes] | None = None, most: int | None = None
) -> Reading:
    """The file's sheets as grids; `words` takes what the child said, for `read_again`.

    Raises OSError only where the file itself cannot be opened, and ManyCells for more than `most`.
    """
    with nullcontext(words) if words else tempfile.TemporaryFile() as output:
        read_words(path, output, limits=limits)
        try:
            if most is not None and count_cells(output) > most:
                raise ManyCells
            output.seek(0)
            return read_again(output)
        except ValueError:
            logger.exception("The reader's child said something unknown.")
            return _refused(broken("stopped"))


def read_words(path: Path, words: IO[bytes], *, limits: Limits = DEFAULT) -> None:
    """Have a child say what is in a file, line by line; of one that it cannot read, why."""
    kind = ""
    try:
        size = path.stat().st_size
        if not size:
            kind = "empty"
            raise RefusalError(Code.EMPTY_FILE)
        if size > limits.file:
            raise RefusalError(Code.FILE_TOO_LARGE, limit=size_text(limits.file), given=size_text(size))
        run_child(_READER, [path.resolve(strict=True)], limits, words)
    except RefusalError as refusal:
        words.seek(0)
        words.truncate()
        said = Output(words, limits)
        said.kind(kind)
        said.finding(refusal.finding)
        said.end()


def read_again(words: Iterable[bytes]) -> Reading:
    """The reading that these words of a child tell of; raises ValueError where none."""
    try:
        heard = read_lines(words)
    except RefusalError as refusal:
        return _refused(refusal)
    findings = [*heard.findings, *(note for grid in heard.grids for note in note_hidden(grid))]
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Reading((), tuple(heard.findings), heard.kind)
    if not any(grid.cells for grid in heard.grids):
        return _refused(RefusalError(Code.EMPTY_FILE), heard.kind)
    return Reading(tuple(heard.grids), tuple(findings), heard.kind)


def explain_exit(status: int, limits: Limits) -> RefusalError:
    """Why a child that ended with this status (negative: by this signal) read nothing."""
    if status == OUT_OF_MEMORY:
        return _over(size_text(limits.memory))
    if status == TOO_MUCH_OUTPUT:
        return _over(size_text(limits.output))
    if status < 0 and -status in _STOPPED:
        return _over(f"{limits.cpu_seconds} s")
    return broken("stopped")


def run_child(module: str, paths: Iterable[Path], limits: Limits, output: IO[bytes]) -> None:
    """Have `run` of a module of ours say something in a process of its own, which limits itself.

    It finds `paths` and the limits as its last arguments. Raises RefusalError where it does not end well.
    """
    given = [str(_ROOT), module, *map(str, paths), json.dumps(asdict(limits))]
    try:
        status, complaint = start_child(given, output, seconds=limits.wall_seconds)
    except subprocess.TimeoutExpired as error:
        raise _over(f"{limits.wall_seconds:g} s") from error
    except OSError as error:
        logger.exception("%s did not start.", module)
        raise broken("stopped") from error
    if status:
        logger.error("%s ended with %s: %s", module, status, complaint[-2000:])
        raise explain_exit(status, limits)


def start_child(given: Sequence[str], output: IO[bytes], *, seconds: float) -> tuple[int, bytes]:
    """Its exit status (negative: the signal that ended it), and what it said on its standard error."""
    done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
        [sys.executable, "-I", "-c", _CHILD, *given],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        env=get_environment(),
        timeout=seconds,
        check=False,
    )
    return done.returncode, done.stderr


def get_environment() -> dict[str, str]:
    """What a child is told of ours: nothing that is secret."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def _over(limit: str) -> RefusalError:
    return RefusalError(Code.READING_LIMIT, limit=limit)


def _refused(refusal: RefusalError, kind: str = "") -> Reading:
    return Reading((), (refusal.finding,), kind)
