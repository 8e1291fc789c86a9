"""Checking a draft as a whole whenever it changes: its figures together, and against what is approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indicators.intake import history
from indicators.intake.entries import Catalogue
from indicators.intake.examine import as_entry, get_breaks, get_known, get_rules
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Severity, Subject
from indicators.intake.findings import Finding as Found
from indicators.intake.unusual import check_unusual
from indicators.models import Finding, StagedFigure, Submission, Upload
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier

TOGETHER = (
    Code.RULE_BROKEN,
    Code.REPAIR,
    Code.REPAIR_OF_SEVERAL,
    Code.RULE_INCOMPLETE,
    Code.CHANGES_APPROVED,
    Code.UNCHANGED,
    Code.SLIP,
    Code.PERIOD_ALONE,
    Code.TRANSPOSED,
    Code.FALLS,
    Code.JUMPS,
    Code.REPEATS_PERIOD,
    Code.MORE_UNUSUAL,
)
MOVING = ("release", "low", "high")  # params that may change though the figures have not
BATCH = 500
Identity = tuple[Any, ...]


def recheck(submission: Submission) -> None:
    """Find anew what a draft's figures say together; a reason once given stays while nothing has moved."""
    staged = list(submission.figures.select_related("indicator__form", "indicator__parent", "upload"))
    figures = {row.pk: as_figure(row, submission.region.code) for row in staged}
    rules = get_rules(figures.values())
    known = get_known(tuple(figures.values()), {code for rule in rules for code in rule.operands})
    _compare_with_today(staged, figures, known)
    entries = Catalogue(tuple(as_entry(row.indicator) for row in staged), ())
    found = (
        *history.check(figures.values(), known, catalogue=entries, rules=rules),
        *check_unusual(
            figures.values(),
            known,
            catalogue=entries,
            breaks=get_breaks(figures.values()),
            is_demo=submission.is_demo,
        ),
    )
    reasons = _reasons_given(submission)
    submission.findings.filter(code__in=TOGETHER).delete()
    uploads = {(row.indicator.code, row.period): row.upload for row in staged}
    rows = as_rows(
        (
            (each, uploads[each.subject.indicator, str(each.subject.period)] if each.subject else None)
            for each in found
        ),
        submission,
        {row.indicator.code: row.indicator_id for row in staged},
    )
    for row in rows:
        if row.severity == Finding.Severity.WARNING:
            row.reason_kind, row.reason = reasons.get(_identity(row), ("", ""))
    Finding.objects.bulk_create(rows, batch_size=BATCH)


def as_figure(row: StagedFigure, region: str) -> Figure:
    """A staged figure as intake reads them."""
    return Figure(
        indicator=row.indicator.code,
        region=region,
        period=Period.parse(row.period),
        value=row.value,
        absence=Absence(row.absence) if row.absence else None,
        unit=row.indicator.unit,
        printed=row.printed,
        printed_unit="",
        qualifier=Qualifier(row.qualifier),
        margin=row.margin,
        sheet=row.sheet,
        cell=row.cell,
        citation=row.citation,
        note=row.note,
    )


def as_found(row: Finding) -> Found:
    """A kept finding as intake makes them."""
    about = None
    if row.indicator:
        about = Subject(row.indicator.code, row.submission.region.code, Period.parse(row.period))
    return Found(Severity(row.severity), Code(row.code), row.sheet, row.cell, row.params, about)


def as_rows(
    found: Iterable[tuple[Found, Upload | None]], submission: Submission, indicators: Mapping[str, int]
) -> list[Finding]:
    """Findings, each with the file that it speaks of, as they are kept; `indicators` are ids by code."""
    return [
        Finding(
            submission=submission,
            upload=file,
            indicator_id=indicators[each.subject.indicator] if each.subject else None,
            period=str(each.subject.period) if each.subject else "",
            severity=each.severity.value,
            code=each.code.value,
            sheet=each.sheet,
            cell=each.cell,
            params=each.params,
        )
        for each, file in found
    ]


def _compare_with_today(
    staged: Iterable[StagedFigure], figures: Mapping[int, Figure], known: Mapping[history.Key, history.Known]
) -> None:
    """Let each staged figure point at the approved one that it would replace now."""
    moved = []
    for row in staged:
        figure = figures[row.pk]
        before = known.get((figure.indicator, figure.region, row.start, row.end))
        replaces = before.observation if before else None
        if row.replaces_id != replaces:
            row.replaces_id = replaces
            moved.append(row)
    StagedFigure.objects.bulk_update(moved, ["replaces"], batch_size=BATCH)


def _reasons_given(submission: Submission) -> dict[Identity, tuple[str, str]]:
    """The reasons that were given in this submission."""
    rows = submission.findings.filter(code__in=TOGETHER).exclude(reason="")
    return {_identity(row): (row.reason_kind, row.reason) for row in rows.order_by("pk")}


def _identity(row: Finding) -> Identity:
    """What must not move for a reason to stay: which check, which figure, and the values it speaks of."""
    params = sorted((name, text) for name, text in row.params.items() if name not in MOVING)
    return row.code, row.indicator_id, row.period, *params
