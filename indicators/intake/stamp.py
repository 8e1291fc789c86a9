"""The hidden sheet of a template: which form, region and period it was made for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.analytics.labels import span_name
from indicators.intake.asked import Asked
from indicators.intake.grid import Grid
from indicators.intake.layout.table import Line
from indicators.periods import Frequency, Period, PeriodError

SHEET = "_form"
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


def period_words(period: Period) -> str:
    """A period as a template names it: 2023年二季度, 2023年度."""
    return span_name(period) + ("度" if period.frequency is Frequency.YEAR else "")
