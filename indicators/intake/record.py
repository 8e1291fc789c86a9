"""What a file gave when it was taken, as JSON, so that it can be shown later as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier


@dataclass(frozen=True, slots=True)
class Record:
    """The figures of one file, and what was found in it; questions are settled by then."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def pack(figures: Iterable[Figure], findings: Iterable[Finding]) -> dict[str, Any]:
    return {
        "figures": [
            [
                figure.indicator,
                figure.region,
                str(figure.period),
                None if figure.value is None else str(figure.value),
                figure.absence,
                figure.unit,
                figure.printed,
                figure.printed_unit,
                figure.qualifier,
                str(figure.margin),
                figure.sheet,
                figure.cell,
            ]
            for figure in figures
        ],
        "findings": [
            [
                found.severity,
                found.code,
                found.sheet,
                found.cell,
                found.params,
                [found.subject.indicator, found.subject.region, str(found.subject.period)]
                if found.subject
                else None,
            ]
            for found in findings
        ],
    }


def unpack(content: Mapping[str, Any]) -> Record:
    """What `pack` was given."""
    return Record(
        tuple(_figure(*row) for row in content["figures"]),
        tuple(_finding(*row) for row in content["findings"]),
    )


def _figure(
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


def _finding(
    severity: str, code: str, sheet: str, cell: str, params: dict[str, str], subject: list[str] | None
) -> Finding:
    about = Subject(subject[0], subject[1], Period.parse(subject[2])) if subject else None
    return Finding(Severity(severity), Code(code), sheet, cell, params, about)
