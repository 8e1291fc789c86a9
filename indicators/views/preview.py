"""What a submission would change, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Observation, StagedFigure, Submission
from indicators.quantities import plain
from indicators.services.releases import repeats


@dataclass(frozen=True, slots=True)
class Line:
    """A staged figure beside the approved one; `change` is new, changed or unchanged."""

    figure: StagedFigure
    new: str
    old: str
    change: str


def make_preview(submission: Submission) -> tuple[Line, ...]:
    """Every figure of a submission in the catalogue's order."""
    rows = submission.figures.select_related("indicator", "upload", "replaces").order_by(
        "indicator__topic__order", "indicator__order", "end"
    )
    return tuple(_line(row) for row in rows)


def _line(figure: StagedFigure) -> Line:
    known = figure.replaces
    change = "unchanged" if repeats(figure) else "changed" if known else "new"
    return Line(figure, _said(figure), _said(known) if known else "", change)


def _said(row: StagedFigure | Observation) -> str:
    return f"{plain(row.value):}" if row.value is not None else str(row.get_absence_display())
