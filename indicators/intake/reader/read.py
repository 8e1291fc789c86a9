"""Read a file safely: a child process parses it, and whatever happens to the child becomes a finding."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ..findings import Code, Finding, Severity
from ..grid import Grid
from .child import OUT_OF_MEMORY, TOO_MUCH_OUTPUT
from .limits import DEFAULT, Limits, RefusalError, broken, size_text
from .notes import note_hidden
from .wire import read_lines

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from indicators.intake.reader.child import run; run()"
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # what Python itself may need to start
_STOPPED = [getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")]


@dataclass(frozen=True)
class Reading:
    """The sheets of a file, none where an error was found, and what kind of file it is."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...]
    kind: str


def read_file(path: Path, *, limits: Limits = DEFAULT, words: IO[bytes] | None = None) -> Reading:
    """The file's sheets as grids; `words` takes what the child said, for `read_again`.

    Raises OSError only where the file itself cannot be opened.
    """
    size = path.stat().st_size
    if not size:
        return _refused(RefusalError(Code.EMPTY_FILE), "empty")
    if size > limits.file:
        too_large = RefusalError(Code.FILE_TOO_LARGE, limit=size_text(limits.file), given=size_text(size))
        return _refused(too_large)
    with nullcontext(words) if words else tempfile.TemporaryFile() as output:
        try:
            _run_child(path.resolve(strict=True), limits, output)
            output.seek(0)
            return read_again(output)
        except RefusalError as refusal:
            return _refused(refusal)
        except ValueError:
            logger.exception("The reader's child said something unknown.")
            return _refused(broken("stopped"))


def read_again(words: Iterable[bytes]) -> Reading:
    """The reading that these words of a child tell of; raises ValueError or RefusalError where none."""
    heard = read_lines(words)
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


def _run_child(path: Path, limits: Limits, output: IO[bytes]) -> None:
    command = [sys.executable, "-I", "-c", _CHILD, str(_ROOT), str(path), json.dumps(asdict(limits))]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _over(f"{limits.wall_seconds:g} s") from error
    except OSError as error:
        logger.exception("The reader's child did not start.")
        raise broken("stopped") from error
    if done.returncode:
        logger.error("The reader's child ended with %s: %s", done.returncode, done.stderr[-2000:])
        raise explain_exit(done.returncode, limits)


def _over(limit: str) -> RefusalError:
    return RefusalError(Code.READING_LIMIT, limit=limit)


def _refused(refusal: RefusalError, kind: str = "") -> Reading:
    return Reading((), (refusal.finding,), kind)
