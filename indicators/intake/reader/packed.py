"""What the reader's child said of a file, packed so that some rows of it are found without the rest."""

from __future__ import annotations

import json
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from ..grid import Cell, Grid, Kind, Position, Span
from .wire import add_row, read_spans

BLOCK = 64 * 1024  # bytes of lines that are packed together
SHOWN = 2000  # characters of a text that a window repeats
_HEAD = "head"
Range = tuple[int, int]  # first and last row


@dataclass
class PackedSheet:
    """One sheet: how large it is, and the rows that each block of it and each run of merges touches."""

    name: str
    hidden: bool
    height: int = 0
    width: int = 0
    blocks: list[Range] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    looks: int = 0  # how many lines say how cells look


def pack(words: Iterable[bytes], target: IO[bytes]) -> None:
    """Pack a child's lines, block by block; raises ValueError for lines that no child of ours says."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _Packer(archive).add(words)


class _Packer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.sheets: list[PackedSheet] = []
        self.others: list[Any] = []  # what is said of no sheet
        self._lines: list[bytes] = []
        self._size = 0
        self._rows: list[int] = []

    def add(self, words: Iterable[bytes]) -> None:
        for line in words:
            if line.startswith(b'["row",'):
                self._rows.append(int(line[7 : line.index(b",", 7)]))
                self._lines.append(line)
                self._size += len(line)
                if self._size > BLOCK:
                    self._flush()
                continue
            self._flush()
            match json.loads(line):
                case ["sheet", str(name), bool(hidden)]:
                    self.sheets.append(PackedSheet(name, hidden))
                case ["comments", _]:
                    self._put("comments", line)
                case ["merges", spans]:
                    sheet = self.sheets[-1]
                    self._put(f"m{len(sheet.merges)}", line)
                    sheet.merges.append((min(each[0] for each in spans), max(each[2] for each in spans)))
                case ["struck" | "scaled" | "worded", _]:
                    self._put(f"l{self.sheets[-1].looks}", line)
                    self.sheets[-1].looks += 1
                case ["end_sheet", int(height), int(width), _, _]:
                    self.sheets[-1].height, self.sheets[-1].width = height, width
                    self._put("end", line)
                case other:
                    self.others.append(other)
        if not self.others or self.others[-1][0] != "end":
            raise ValueError("the lines stop short")
        head = {"sheets": [asdict(sheet) for sheet in self.sheets], "others": self.others}
        self.archive.writestr(_HEAD, json.dumps(head, ensure_ascii=False))

    def _flush(self) -> None:
        if self._lines:
            blocks = self.sheets[-1].blocks
            self._put(str(len(blocks)), b"".join(self._lines))
            blocks.append((min(self._rows), max(self._rows)))
            self._lines, self._size, self._rows = [], 0, []

    def _put(self, name: str, content: bytes) -> None:
        self.archive.writestr(f"{len(self.sheets) - 1}/{name}", content)


class Packed:
    """A packed file, opened to be read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file)
        head = json.loads(self._archive.read(_HEAD))
        self.sheets = [PackedSheet(**sheet) for sheet in head["sheets"]]
        self._others: list[Any] = head["others"]

    @property
    def cells(self) -> int:
        """How many there are in the whole file."""
        return int(self._others[-1][1])

    def words(self) -> Iterator[bytes]:
        """All that the child said, line by line; what it said of no sheet comes last."""
        for number, sheet in enumerate(self.sheets):
            yield json.dumps(["sheet", sheet.name, sheet.hidden], ensure_ascii=False).encode()
            if f"{number}/comments" in self._archive.NameToInfo:
                yield self._read(number, "comments")
            for block in range(len(sheet.blocks)):
                yield from self._read(number, str(block)).splitlines()
            for run in range(len(sheet.merges)):
                yield self._read(number, f"m{run}")
            for look in range(sheet.looks):
                yield self._read(number, f"l{look}")
            if f"{number}/end" in self._archive.NameToInfo:  # a refusal may have cut the sheet short
                yield self._read(number, "end")
        for other in self._others:
            yield json.dumps(other, ensure_ascii=False).encode()

    def hidden(self, number: int) -> tuple[frozenset[int], frozenset[int]]:
        """The hidden rows and columns of a sheet."""
        _end, _height, _width, rows, columns = json.loads(self._read(number, "end"))
        return frozenset(rows), frozenset(columns)

    def window(self, number: int, rows: range) -> Grid:
        """These rows of a sheet, with the merges that touch them and the corners of those; long texts cut."""
        sheet = self.sheets[number]
        merges = tuple(self._merges(number, rows))
        wanted = {*rows, *(span.top for span in merges)}
        ordered = sorted(wanted)
        cells, texts = dict[Position, Cell](), dict[str, Cell]()
        for block, (first, last) in enumerate(sheet.blocks):
            at = bisect_left(ordered, first)
            if at == len(ordered) or ordered[at] > last:
                continue
            for line in self._read(number, str(block)).splitlines():
                if int(line[7 : line.index(b",", 7)]) in wanted:
                    _row, row, packed = json.loads(line)
                    found: dict[Position, Cell] = {}
                    add_row(found, row, packed, sheet.name, texts)
                    cells |= {at: _cut(cell) for at, cell in found.items()}
        hidden_rows, hidden_columns = self.hidden(number)
        return Grid(sheet.name, cells, merges, sheet.hidden, hidden_rows, hidden_columns)

    def _merges(self, number: int, rows: range) -> Iterator[Span]:
        for run, (top, bottom) in enumerate(self.sheets[number].merges):
            if top < rows.stop and bottom >= rows.start:
                for span in read_spans(json.loads(self._read(number, f"m{run}"))[1]):
                    if span.top < rows.stop and span.bottom >= rows.start:
                        yield span

    def _read(self, number: int, name: str) -> bytes:
        return self._archive.read(f"{number}/{name}")


def _cut(cell: Cell) -> Cell:
    if len(cell.text) <= SHOWN:
        return cell
    text = f"{cell.text[:SHOWN]}…"
    return Cell(text if cell.kind is Kind.TEXT else cell.value, text, cell.kind)
