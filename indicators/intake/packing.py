"""Figures and findings as short JSON lists, and back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.questions import Ask, Question
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier

LONGEST = 500  # characters of what a cell or a finding says
MANY = 50  # parts of one question


def pack_figure(figure: Figure) -> list[Any]:
    return [
        figure.indicator,
        figure.region,
        str(figure.period),
        None if figure.value is None else str(figure.value),
        figure.absence,
        figure.unit,
        figure.printed[:LONGEST],
        figure.printed_unit,
        figure.qualifier,
        str(figure.margin),
        figure.sheet,
        figure.cell,
    ]


def pack_finding(found: Finding) -> list[Any]:
    about = found.subject
    return [
        found.severity,
        found.code,
        found.sheet,
        found.cell,
        {name: text[:LONGEST] for name, text in found.params.items()},
        [about.indicator, about.region, str(about.period)] if about else None,
        pack_question(found.question) if found.question else None,
    ]


def pack_question(question: Question) -> list[Any]:
    return [question.ask, question.sheet, question.subject, question.candidates, question.parts[:MANY]]


def unpack_question(
    ask: str, sheet: str, subject: str, candidates: Iterable[str], parts: Iterable[str]
) -> Question:
    return Question(Ask(ask), sheet, subject, tuple(candidates), tuple(parts))


def unpack_figure(
    indicator: str,
    region: str,
    period: str,
    value: str | None,
    absence: str | None,
    unit: str,
    printed: str,
    printed_unit: str,
    qualifier: str,
    margin: str,
    sheet: str,
    cell: str,
) -> Figure:
    return Figure(
        indicator=indicator,
        region=region,
        period=Period.parse(period),
        value=None if value is None else Decimal(value),
        absence=Absence(absence) if absence else None,
        unit=unit,
        printed=printed,
        printed_unit=printed_unit,
        qualifier=Qualifier(qualifier),
        margin=Decimal(margin),
        sheet=sheet,
        cell=cell,
    )


def unpack_finding(
    severity: str,
    code: str,
    sheet: str,
    cell: str,
    params: dict[str, str],
    subject: list[str] | None,
    question: list[Any] | None = None,
) -> Finding:
    about = Subject(subject[0], subject[1], Period.parse(subject[2])) if subject else None
    asked = unpack_question(*question) if question else None
    return Finding(Severity(severity), Code(code), sheet, cell, params, about, asked)
