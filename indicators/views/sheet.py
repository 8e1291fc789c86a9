"""A submission line by line: what is asked, what is there, what it changes, and what is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.db.models import Max

from indicators.analytics import labels
from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.intake.provisional import PROVISIONAL, says_provisional, without_mark
from indicators.intake.template import Known
from indicators.messages.figures import language, show_absence, show_figure, show_period, show_unit
from indicators.messages.names import get_rename
from indicators.models import (
    CellComment,
    Finding,
    Indicator,
    Notice,
    Observation,
    StagedFigure,
    Submission,
)
from indicators.models.observations import Place, Spot
from indicators.periods import Period
from indicators.quantities import Qualifier, plain
from indicators.services.cells import own_period
from indicators.services.lines import find_alone, find_change
from indicators.services.templates import get_due, get_known, past
from indicators.views.findings import Described, describe_one, in_order

Asking = tuple[Indicator, str]  # a figure and the period that it is asked for


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a submission; `change` is new, changed, unchanged, or blank where it is not there."""

    indicator: Indicator
    period: str
    basis: str  # 填报口径
    unit: str
    figure: StagedFigure | None
    value: str  # as it is shown
    printed: str  # as it stood in the sheet, where that says more
    text: str  # as it may be typed again
    absence: str  # the reason and the remark beside it, likewise
    note: str
    approved: str
    is_approved: bool  # its region itself has reported it, and that holds
    before: str
    year_ago: str
    from_demo: bool  # one of the three is made up
    given_for: str  # the period that its figure names, where it is another of the same date
    change: str
    alone: str  # what a year to date says of its period alone
    findings: tuple[Described, ...]
    comments: tuple[CellComment, ...]
    is_mended: bool  # has come in since it was returned

    @property
    def key(self) -> str:
        """The name of the line in forms and addresses."""
        return f"{self.indicator.pk}-{self.period}"

    @property
    def place(self) -> Place:
        return self.indicator.pk, self.period


@dataclass(frozen=True, slots=True)
class Asked:
    """A reviewer's comment and the line that it stands at."""

    line: Line
    comment: CellComment


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines of a submission; what was found of no one line stands beside them."""

    lines: tuple[Line, ...]
    others: tuple[Described, ...]
    findings: tuple[Described, ...]
    asked: tuple[Asked, ...]  # what the last return says of cells that have not come in anew since

    @property
    def todo(self) -> int:
        return len(self.asked) + len(self.findings)

    @property
    def filled(self) -> int:
        return sum(line.figure is not None for line in self.lines)

    @property
    def blank(self) -> int:
        return sum(line.change == "blank" and not line.is_approved for line in self.lines)

    @property
    def blocking(self) -> int:
        return sum(found.blocks for found in self.findings)

    @property
    def unexplained(self) -> int:
        return sum(found.needs_reason for found in self.findings)

    @property
    def from_demo(self) -> bool:
        return any(line.from_demo for line in self.lines)

    @property
    def has_warnings(self) -> bool:
        return any(found.is_warning for found in self.findings)

    @property
    def nil(self) -> int:
        """How many figures are zero."""
        return sum(line.figure is not None and line.figure.value == 0 for line in self.lines)


def make_sheet(submission: Submission) -> Sheet:
    """Every figure that the form asks for and every other that is there, in the catalogue's order.

    Of a decided submission only what is there.
    """
    staged = {
        row.spot: row
        for row in submission.figures.select_related("indicator", "upload", "entered_by", "replaces")
    }
    rows = list(submission.findings.select_related("indicator"))
    findings: dict[Spot, list[Finding]] = defaultdict(list)
    for row in rows:
        if row.spot:
            findings[row.spot].append(row)
    comments: dict[Spot, list[CellComment]] = defaultdict(list)
    for comment in submission.cell_comments.select_related("by", "indicator"):
        comments[comment.spot].append(comment)
    asked: dict[Spot, Asking] = {}
    if submission.state != Submission.State.APPROVED:
        due = get_due(submission.form, Period.parse(submission.period))
        asked = {row.spot(own): (row, str(own)) for row in due for own in [own_period(row, submission)]}
    there = {spot: (row.indicator, row.period) for spot, row in staged.items()}
    there |= {
        spot: (found[0].indicator, found[0].period)
        for spot, found in findings.items()
        if spot not in there and found[0].indicator
    }
    rest = sorted(there.items(), key=lambda item: (item[1][0].order, item[0]))
    asked |= {spot: asking for spot, asking in rest if spot not in asked}
    periods = {Period.parse(period) for _indicator, period in asked.values()}
    known = get_known(submission.region, [indicator for indicator, _period in asked.values()], periods)
    rename = get_rename()
    described = {row.pk: _at_its_line(describe_one(row, rename), row.spot, asked) for row in rows}
    returned = get_return(submission)
    lines = tuple(
        _line(
            asking,
            submission,
            staged.get(spot),
            known,
            in_order(described[row.pk] for row in findings[spot]),
            tuple(comments[spot]),
            returned,
        )
        for spot, asking in asked.items()
    )
    return Sheet(
        lines=lines,
        others=in_order(described[row.pk] for row in rows if not row.indicator_id),
        findings=in_order(described.values()),
        asked=tuple(
            Asked(line, comment)
            for line in lines
            for comment in line.comments
            if submission.state == Submission.State.RETURNED and comment.at == returned and not line.is_mended
        ),
    )


def get_return(submission: Submission) -> datetime | None:
    """When it was last returned, until it is approved; None where it never was."""
    if submission.state == Submission.State.APPROVED:
        return None
    returns = Notice.objects.filter(submission=submission, kind=Notice.Kind.RETURNED)
    return cast("datetime | None", returns.aggregate(last=Max("at"))["last"])


def _at_its_line(said: Described, spot: Spot | None, asked: Mapping[Spot, Asking]) -> Described:
    """With the name of the line that stands for its spot."""
    if spot is None:
        return said
    indicator, period = asked[spot]
    return replace(said, line=f"{indicator.pk}-{period}")


def _line(
    asking: Asking,
    submission: Submission,
    figure: StagedFigure | None,
    known: Mapping[Spot, Observation],
    findings: tuple[Described, ...],
    comments: tuple[CellComment, ...],
    returned: datetime | None,
) -> Line:
    indicator, period = asking[0], Period.parse(asking[1])
    before = past(known, indicator, period.previous())
    year_ago = past(known, indicator, period.year_ago())
    approved = past(known, indicator, period)
    row = known.get(indicator.spot(period))
    wrong = next((found for found in findings if found.blocks and not found.place), None)
    mended = returned and figure and figure.came_at > returned
    return Line(
        indicator=indicator,
        period=asking[1],
        basis=labels.reporting_basis(Nature(indicator.nature), period, language()),
        unit=show_unit(indicator),
        figure=figure,
        value=say(indicator, figure),
        printed=_printed(indicator, figure),
        text=_typed(figure) if figure else wrong.typed if wrong else "",
        absence=figure.absence if figure else wrong.typed_absence if wrong else "",
        note=figure.note if figure else wrong.typed_note if wrong else "",
        approved=say(indicator, approved),
        is_approved=row is not None and row.origin == Observation.Origin.REPORTED,
        before=say(indicator, before),
        year_ago=say(indicator, year_ago),
        from_demo=any(one is not None and one.is_demo for one in (approved, before, year_ago)),
        given_for=figure.period if figure and figure.period != asking[1] else "",
        change=find_change(figure, is_flawed=any(found.blocks for found in findings)),
        alone=_alone(indicator, find_alone(indicator, figure, period, before)),
        findings=findings,
        comments=comments,
        is_mended=bool(mended),
    )


def say(indicator: Indicator, row: StagedFigure | Observation | Known | None) -> str:
    """The value in the unit that the line names, or why there is none."""
    if row is None:
        return ""
    if row.value is None:
        return show_absence(row.absence or "")
    return show_figure(indicator, row).bare


def _printed(indicator: Indicator, figure: StagedFigure | None) -> str:
    """The sheet's own words, unless they are just the number."""
    if figure is None or figure.value is None:
        return ""
    number = plain(figure.value)
    bare = figure.printed.replace(",", "").replace(" ", "")
    return "" if bare in (number, number + indicator.unit) else figure.printed


def _typed(figure: StagedFigure) -> str:
    """What a clerk would type to say the same."""
    if figure.value is None:
        return ""
    said = plain(figure.value) if figure.qualifier == Qualifier.EXACT else figure.printed
    is_said = not figure.is_provisional or says_provisional(figure.note) or without_mark(said)[1]
    return said if is_said else f"{said}（{PROVISIONAL}）"


def _alone(indicator: Indicator, alone: Point | None) -> str:
    if alone is None or alone.value is None:
        return ""
    shown = show_figure(indicator, alone)
    number = shown.number.replace("-", "−")
    return f"{show_period(str(alone.period))} {shown.before}{number}{shown.after}{shown.remark}"
