"""A receipt written in a process of its own, so that no large workbook lies in the memory of the site."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from .grid import Position
from .marking import Sign
from .reader.child import OUT_OF_MEMORY, limit_resources
from .reader.limits import Limits
from .reader.wire import read_lines
from .receipt import Comment, Entry, Receipt, write_receipt
from .stamp import own_sheets

Said = tuple[str, Position, Comment]  # the sheet's name first


def say(receipt: Receipt, entries: Iterable[Entry], comments: Iterable[Said], stream: IO[bytes]) -> None:
    """Write down for the child what the receipt says, line by line; `receipt` itself has no entries."""
    _line(stream, asdict(receipt))
    for entry in entries:
        _line(stream, ["entry", asdict(entry)])
    for sheet, at, comment in comments:
        _line(stream, ["comment", sheet, at, comment.sign, comment.text])
    stream.flush()


def hear(lines: Iterable[bytes]) -> tuple[Receipt, dict[str, dict[Position, Comment]]]:
    """What `say` has written down: the receipt, and the comments of each sheet by cell."""
    first, *others = map(json.loads, lines)
    entries: list[Entry] = []
    comments: dict[str, dict[Position, Comment]] = {}
    for other in others:
        match other:
            case ["entry", entry]:
                entries.append(Entry(**entry))
            case ["comment", sheet, [row, column], sign, text]:
                comments.setdefault(sheet, {})[row, column] = Comment(Sign(sign), text)
    facts, headings = tuple(first.pop("facts")), tuple(first.pop("headings"))
    receipt = Receipt(**first, facts=facts, headings=headings)
    return replace(receipt, entries=tuple(entries)), comments


def run() -> None:
    """Entry: what is said, the words of the reader, and the limits as JSON are the process's arguments."""
    said, words, limits = sys.argv[-3:]
    limit_resources(Limits(**json.loads(limits)))
    status = 0
    try:
        with Path(said).open("rb") as lines:
            receipt, comments = hear(lines)
        with Path(words).open("rb") as lines:
            grids = own_sheets(read_lines(lines).grids)
        sys.stdout.buffer.write(write_receipt(receipt, grids, comments))
        sys.stdout.buffer.flush()
    except MemoryError:
        status = OUT_OF_MEMORY
    os._exit(status)


def _line(stream: IO[bytes], said: Any) -> None:
    stream.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
