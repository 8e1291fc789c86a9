"""What is typed into one cell of a form to a figure, as if it stood in a sheet of that indicator's unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicators.intake.absences import WORDS, read_absence
from indicators.intake.asked import RefusedError
from indicators.intake.checks import checked
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Finding, Subject
from indicators.intake.grid import Cell, Kind
from indicators.intake.values import Beside, ValueReader
from indicators.periods import Period
from indicators.quantities import Absence


@dataclass(frozen=True, slots=True)
class Typed:
    """The text of one cell, the reason chosen where there is no figure, and a remark."""

    text: str
    absence: Absence | None = None
    note: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and self.absence is None


def read_typed(
    typed: Typed, entry: IndicatorEntry, region: str, period: Period
) -> tuple[Figure | None, tuple[Finding, ...]]:
    """The figure that the text states, None where something stands against it, and what is to be said of it.

    A number without a unit is in the indicator's own.
    """
    subject = Subject(entry.code, region, period)
    shown = typed.text.strip()
    cell = Cell(shown, shown, Kind.TEXT) if shown else None
    reader = ValueReader(entry, "", "")
    try:
        absence = typed.absence or read_absence(shown)
        if absence:
            reading = reader.explained(cell if typed.absence else None, WORDS[absence], "")
        else:
            reading = reader.read(Cell(shown, shown, Kind.TEXT), Beside(unit=entry.unit))
    except RefusedError as refusal:
        return None, (as_typed(replace(refusal.finding, subject=subject), typed),)
    figure = reader.figure(reading, region, period, note=typed.note.strip())
    if absence:
        return figure, ()
    kept, findings = checked(figure, entry)
    return kept, findings if kept else tuple(as_typed(finding, typed) for finding in findings)


def as_typed(finding: Finding, typed: Typed) -> Finding:
    """With the very text, reason and remark, so that the cell can show them again."""
    said = {
        "typed": typed.text.strip(),
        "typed_absence": typed.absence.value if typed.absence else "",
        "typed_note": typed.note.strip(),
    }
    return replace(finding, params={**finding.params, **{name: text for name, text in said.items() if text}})
