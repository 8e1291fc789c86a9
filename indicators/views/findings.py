"""Findings in the reader's language, those that block first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.intake.findings import Code, Severity
from indicators.intake.findings import Finding as Found
from indicators.messages import describe
from indicators.models import Finding

ORDER = list(Severity)
TONES = {
    Severity.ERROR: "bad",
    Severity.QUESTION: "watch",
    Severity.WARNING: "watch",
    Severity.NOTE: "none",
}


@dataclass(frozen=True, slots=True)
class Described:
    severity: str
    tone: str
    place: str
    message: str


def describe_all(findings: Iterable[Found | Finding]) -> tuple[Described, ...]:
    """Every finding in words, errors first, else in the order given."""
    ordered = sorted(findings, key=lambda found: ORDER.index(Severity(found.severity)))
    return tuple(
        Described(
            severity=str(Finding.Severity(str(found.severity)).label),
            tone=TONES[Severity(found.severity)],
            place=" ".join(filter(None, (found.sheet, found.cell))),
            message=describe(Code(found.code), found.params),
        )
        for found in ordered
    )
