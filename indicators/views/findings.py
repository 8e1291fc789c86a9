"""Findings in the reader's language, those that block first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.intake.findings import Code, Severity
from indicators.intake.findings import Finding as Found
from indicators.messages import describe
from indicators.messages.names import Rename, get_rename
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
    """One finding in words; of a kept one also its id, its line and the reason that was given for it."""

    level: Severity
    place: str
    message: str
    typed: str
    typed_absence: str = ""
    typed_note: str = ""
    pk: int | None = None
    line: str = ""
    indicator: str = ""
    reason_kind: str = ""
    reason: str = ""

    @property
    def severity(self) -> str:
        return str(Finding.Severity(str(self.level)).label)

    @property
    def tone(self) -> str:
        return TONES[self.level]

    @property
    def blocks(self) -> bool:
        return self.level in (Severity.ERROR, Severity.QUESTION)

    @property
    def is_warning(self) -> bool:
        return self.level is Severity.WARNING

    @property
    def needs_reason(self) -> bool:
        return self.is_warning and not self.reason


def describe_all(findings: Iterable[Found | Finding]) -> tuple[Described, ...]:
    """Every finding in words, errors first, else in the order given."""
    rename = get_rename()
    return in_order(describe_one(found, rename) for found in findings)


def in_order(findings: Iterable[Described]) -> tuple[Described, ...]:
    return tuple(sorted(findings, key=lambda found: ORDER.index(found.level)))


def describe_one(found: Found | Finding, rename: Rename) -> Described:
    """One finding in words."""
    said = Described(
        level=Severity(found.severity),
        place=" ".join(filter(None, (found.sheet, found.cell))),
        message=describe(Code(found.code), rename(Code(found.code), found.params)),
        typed=found.params.get("typed", found.params.get("given", "")),
        typed_absence=found.params.get("typed_absence", ""),
        typed_note=found.params.get("typed_note", ""),
    )
    return said if isinstance(found, Found) else _kept(found, said)


def _kept(row: Finding, said: Described) -> Described:
    return replace(
        said,
        pk=row.pk,
        line=f"{row.indicator_id}-{row.period}" if row.indicator_id else "",
        indicator=str(row.indicator) if row.indicator else "",
        reason_kind=str(row.get_reason_kind_display()),
        reason=row.reason,
    )
