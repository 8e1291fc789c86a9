"""What is known of a kept file, read as far as one page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.intake.figure import Figure
from indicators.intake.findings import Finding
from indicators.intake.grid import Grid, Position
from indicators.intake.marking import Mark
from indicators.intake.record import (
    Head,
    Numbered,
    Part,
    is_outdated,
    read_findings,
    read_head,
    read_marks,
    split,
    unpack,
)
from indicators.intake.stamp import own_sheets
from indicators.models import RecordPart, Upload, UploadRecord
from indicators.services.checking import as_figure, as_found
from indicators.services.readings import get_reading
from indicators.services.uploads import examine_kept

LAST = 2**31 - 1  # row of any sheet


@dataclass(frozen=True)
class Kept:
    """The record of a file; `whole` holds its parts where they lie in no row of their own."""

    head: Head
    record: int | None = None
    whole: tuple[Part, ...] = ()

    def findings(self, first: int = 1, last: int | None = None) -> Iterator[Numbered]:
        """Those with these numbers, errors first."""
        for number, found in read_findings(self._parts(None, first, last or self.head.findings)):
            if first <= number <= (last or number):
                yield number, found

    def marks(self, sheet: int, rows: Iterable[int]) -> tuple[Mapping[Position, Mark], list[Numbered]]:
        """The marks in these rows of a sheet, and what was found there."""
        wanted = frozenset(rows)
        if not wanted:
            return {}, []
        return read_marks(self._parts(sheet, min(wanted), max(wanted)), wanted.__contains__)

    def each_mark(self, sheet: int) -> Iterator[tuple[Position, Mark]]:
        """The marks of a whole sheet, one after the other."""
        for part in self._parts(sheet, 0, LAST):
            yield from read_marks([part], lambda _row: True)[0].items()

    def _parts(self, sheet: int | None, first: int, last: int) -> Iterator[Part]:
        if self.record is None:
            yield from (
                part
                for part in self.whole
                if part.sheet == sheet and first <= part.bottom and part.top <= last
            )
            return
        rows = RecordPart.objects.filter(record=self.record, top__lte=last, bottom__gte=first)
        rows = rows.filter(sheet__isnull=True) if sheet is None else rows.filter(sheet=sheet)
        for row in rows.iterator(chunk_size=1):
            yield Part(row.sheet, row.top, row.bottom, row.content)


def get_kept(upload: Upload) -> Kept:
    """The record of a file; one that still waits is examined anew where its record is of another version.

    Of a file that was read before records had parts it is made of what there is.
    """
    record = UploadRecord.objects.filter(upload=upload).first()
    if upload.is_asking and (record is None or is_outdated(record.content)):
        examined = examine_kept(upload)
        return _whole(examined.grids, examined.figures, examined.findings)
    if record and "read" in record.content:
        return Kept(read_head(record.content), record.pk)
    grids = own_sheets(get_reading(upload).grids)
    if record:
        return _whole(grids, *unpack(record.content))
    figures = upload.figures.select_related("indicator", "submission__region")
    findings = upload.findings.select_related("indicator", "submission__region")
    return _whole(
        grids,
        [as_figure(row, row.submission.region.code) for row in figures],
        [as_found(row) for row in findings],
    )


def _whole(grids: Sequence[Grid], figures: Sequence[Figure], findings: Iterable[Finding]) -> Kept:
    head, parts = split(grids, figures, findings)
    return Kept(head, whole=tuple(parts))
