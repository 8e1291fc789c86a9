"""What a submission would change, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.messages.figures import show_absence, show_period, show_unit, show_value
from indicators.models import Indicator, Observation, StagedFigure, Submission
from indicators.services.releases import repeats


@dataclass(frozen=True, slots=True)
class Line:
    """A staged figure beside the approved one; `change` is new, changed or unchanged."""

    figure: StagedFigure
    period: str
    unit: str
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
    return Line(
        figure=figure,
        period=show_period(figure.period),
        unit=show_unit(figure.indicator),
        new=_said(figure, figure.indicator),
        old=_said(known, figure.indicator) if known else "",
        change=change,
    )


def _said(row: StagedFigure | Observation, indicator: Indicator) -> str:
    """The value in the indicator's unit, which the table names beside it, or why there is none."""
    if row.value is None:
        return show_absence(row.absence)
    shown = show_value(indicator, row.value, row.qualifier, row.margin)
    return f"{shown.before}{shown.number}{shown.after}"
