"""The hidden sheets of what we write: for what a template was made, of which file a receipt is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.analytics.labels import span_name
from indicators.intake.asked import Asked
from indicators.intake.grid import Grid
from indicators.intake.layout.table import Line
from indicators.periods import Frequency, Period, PeriodError

SHEET, RECEIPT = "_form", "_receipt"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a template was made for; `sheet` is the one that it speaks of."""

    sheet: str
    form: str
    region: str
    period: Period

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What the hidden sheet holds."""
        return (
            ("version", VERSION),
            ("sheet", self.sheet),
            ("form", self.form),
            ("region", self.region),
            ("period", str(self.period)),
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """The same as text above a table, for a sheet that has lost its own."""
        return Line(0, 0, f"报告期:{period_words(self.period)}"), Line(0, 0, f"地区代码:{self.region}")

    def completes(self, asked: Asked) -> Asked:
        """What the user chose and, where he chose nothing, what is stamped."""
        return replace(asked, period=asked.period or self.period, region=asked.region or self.region)


def read_stamp(grids: Iterable[Grid]) -> Stamp | None:
    """The stamp of a workbook; None where there is none, or none that can be understood."""
    for grid in grids:
        if grid.sheet == SHEET:
            said = {grid.text(row, 0): grid.text(row, 1) for row in range(grid.height)}
            try:
                return Stamp(said["sheet"], said["form"], said["region"], Period.parse(said["period"]))
            except (KeyError, PeriodError):
                return None
    return None


@dataclass(frozen=True, slots=True)
class ReceiptStamp:
    """Of which upload a receipt is, by its number and its SHA-256; `listing` is a sheet of its own."""

    upload: int
    sha256: str
    listing: str

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What the hidden sheet holds."""
        return (
            ("version", VERSION),
            ("upload", str(self.upload)),
            ("sha256", self.sha256),
            ("listing", self.listing),
        )


def read_receipt(grids: Iterable[Grid]) -> ReceiptStamp | None:
    """The stamp of a receipt that comes back; None where there is none, or none that can be understood."""
    for grid in grids:
        if grid.sheet == RECEIPT:
            said = {grid.text(row, 0): grid.text(row, 1) for row in range(grid.height)}
            try:
                return ReceiptStamp(int(said["upload"]), said["sha256"], said["listing"])
            except (KeyError, ValueError):
                return None
    return None


def own_sheets(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """The clerk's own sheets: without what a receipt has added."""
    grids = tuple(grids)
    stamp = read_receipt(grids)
    return tuple(grid for grid in grids if not stamp or grid.sheet not in (RECEIPT, stamp.listing))


def period_words(period: Period) -> str:
    """A period as a template names it: 2023年二季度, 2023年度."""
    return span_name(period) + ("度" if period.frequency is Frequency.YEAR else "")
