"""What was chosen or answered of a file, and refusals, which an answer may settle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from indicators.intake.entries import RegionEntry
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.layout.furniture import Said
from indicators.intake.matching import Index
from indicators.intake.questions import SKIP, Answers, Ask, Key, Question
from indicators.periods import Period, PeriodError


class RefusedError(Exception):
    """What was read cannot stand; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user chose or answered before the file was read, and the day of reading."""

    period: Period | None
    region: str | None
    today: date
    answers: Answers = field(default_factory=dict)
    used: dict[Key, str] = field(default_factory=dict)  # the answers that were needed, and the first cell

    def answer(self, question: Question, cell: str) -> str | None:
        """What was answered, noted as used; None where nothing was."""
        told = self.answers.get(question.key)
        if told is not None:
            self.used.setdefault(question.key, cell)
        return told

    def of(self, sheet: str, index: Index) -> Asked:
        """With the period and region that were answered for a whole sheet, as if they had been chosen."""
        period = period_told(self.answer(Question(Ask.PERIOD, sheet), "") or "")
        region = self.answer(Question(Ask.REGION, sheet), "")
        known = region if region in index.regions else None
        return replace(self, period=period or self.period, region=known or self.region)

    def leaves_out(self, sheet: str) -> bool:
        """A whole sheet was answered to be none of ours."""
        return SKIP in (self.answers.get((ask, sheet, "")) for ask in (Ask.PERIOD, Ask.REGION))


def settle(refusal: RefusedError, asked: Asked) -> str:
    """What was answered to its question; raises the refusal where nothing was, LEFT_OUT for a SKIP."""
    finding = refusal.finding
    told = asked.answer(finding.question, finding.cell) if finding.question else None
    if told is None:
        raise refusal
    if told == SKIP:
        given = finding.params.get("given") or finding.params.get("columns") or ""
        raise left_out(finding.sheet, finding.cell, given)
    return told


def left_out(sheet: str, cell: str, given: str) -> RefusedError:
    return refused(Code.LEFT_OUT, sheet, cell, Severity.NOTE, given=given)


def period_told(text: str) -> Period | None:
    """The period that an answer names, None where it names none."""
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def refused(
    code: Code,
    sheet: str,
    cell: str,
    severity: Severity = Severity.QUESTION,
    /,
    *,
    question: Question | None = None,
    **params: str,
) -> RefusedError:
    return RefusedError(Finding(severity, code, sheet, cell, params, question=question))


def which_period(sheet: str, said: Iterable[Said], subject: str = "") -> Question:
    named = (str(each.period) for each in said if not each.loose)
    return Question(Ask.PERIOD, sheet, subject, tuple(dict.fromkeys(named)))


def which_region(sheet: str, likely: Iterable[RegionEntry], subject: str = "") -> Question:
    return Question(Ask.REGION, sheet, subject, tuple(entry.code for entry in likely))
