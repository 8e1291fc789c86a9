"""The child that reads a file, forked from a process that has its modules already: as limited, sooner there.

Starting an interpreter takes ten times as long as reading what a test has written. Where the child itself
is tested, each file gets one, as on the site.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
READER = "indicators.intake.reader"
FORMATS = ("delimited", "document", "legacy", "opendocument", "workbook")


class Warm:
    """A process that waits to be told what to do, one thing at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.door, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with inner:
            self.process = subprocess.Popen([sys.executable, "-I", __file__], stdin=inner, env=environment)
        self.turn = Lock()

    def start(self, given: Sequence[str], output: IO[bytes], **_limits: object) -> tuple[int, bytes]:
        """What `read.start_child` gives."""
        with self.turn, tempfile.TemporaryFile() as errors:
            told = json.dumps(given).encode()
            socket.send_fds(self.door, [told], [output.fileno(), errors.fileno()])
            status = int(self.door.recv(16))
            errors.seek(0)
            return status, errors.read()

    def stop(self) -> None:
        self.door.close()
        self.process.wait()


def serve() -> None:
    """Fork for each message on standard input, and answer with the exit status."""
    sys.path.insert(0, str(ROOT))
    for module in (f"{READER}.child", *(f"{READER}.{kind}" for kind in FORMATS)):
        import_module(module)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends when the tests do
    gc.freeze()
    door = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    while True:
        told, files, *_ = socket.recv_fds(door, 1 << 16, 2)
        if not told:
            return
        child = os.fork()
        if not child:
            os.dup2(files[0], 1)
            os.dup2(files[1], 2)
            door.close()
            sys.argv = ["-c", *json.loads(told)]
            import_module(sys.argv[2]).run()
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        door.send(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    serve()
