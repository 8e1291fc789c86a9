"""The child process: limits itself, reads one file and says what is in it on its standard output."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys

from ..findings import Code
from . import sniff
from .limits import Limits, RefusalError
from .wire import Output

OUT_OF_MEMORY = 3
TOO_MUCH_OUTPUT = 4


def main(path: str, limits: Limits) -> int:
    """Read the file at `path` for the parent; the exit status, 0 also for a refusal that was said."""
    limit_resources(limits)
    try:
        with open(path, "rb") as file:
            read_bytes(file.read(), limits, Output(sys.stdout.buffer, limits))
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        return TOO_MUCH_OUTPUT
    return 0


def read_bytes(data: bytes, limits: Limits, output: Output) -> None:
    """Put out the kind of file, then its sheets, then, where it was refused, the reason."""
    try:
        kind = sniff.sniff(data)
        output.kind(kind)
        _read(kind, data, limits, output)
    except RefusalError as refusal:
        output.finding(refusal.finding)
    output.end()


def _read(kind: str, data: bytes, limits: Limits, output: Output) -> None:
    if kind == sniff.XLSX:
        from .workbook import read_xlsx

        read_xlsx(data, limits, output)
    elif kind == sniff.XLS:
        from .legacy import read_xls

        read_xls(data, limits, output)
    elif kind == sniff.ODS:
        from .opendocument import read_ods

        read_ods(data, limits, output)
    elif kind == sniff.DOCX:
        from .document import read_docx

        read_docx(data, limits, output)
    elif kind == sniff.TEXT:
        from .delimited import read_delimited

        read_delimited(data, output)
    elif kind == sniff.EMPTY:
        raise RefusalError(Code.EMPTY_FILE)
    elif kind == sniff.ENCRYPTED:
        raise RefusalError(Code.PASSWORD_PROTECTED)
    else:
        raise RefusalError(Code.UNKNOWN_FORMAT, format=kind)


def limit_resources(limits: Limits) -> None:
    """Bound memory, processor time and output of this process, as far as the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock remains
        return
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.output),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def run() -> None:
    """Entry: `path` and the limits as JSON are the process's arguments."""
    path, limits = sys.argv[-2:]
    status = main(path, Limits(**json.loads(limits)))
    os._exit(status)  # an ordinary exit would flush what was not to be said, and change the status
