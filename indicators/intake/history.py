"""Checks of a file's figures against each other and against what is approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.analytics import rules as formulas
from indicators.analytics.repairs import Ruled
from indicators.intake.entries import Catalogue, IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.provisional import PROVISIONAL, without_mark
from indicators.intake.repairing import suggest_repairs
from indicators.periods import Period
from indicators.quantities import Absence, plain

Key = tuple[str, str, date, date]  # codes of indicator and region, first and last day


class Known(NamedTuple):
    """An approved, reported figure."""

    period: Period
    value: Decimal | None
    absence: str
    qualifier: str
    margin: Decimal
    release: int
    observation: int
    is_demo: bool = False
    is_provisional: bool = False

    def is_said_again_by(self, figure: Figure) -> bool:
        return (self.value, self.absence, self.qualifier, self.margin, self.is_provisional) == (
            figure.value,
            figure.absence or "",
            figure.qualifier,
            figure.margin,
            figure.is_provisional,
        )


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule of a form, with the names of the indicators that it speaks of, by code."""

    number: int
    rule: formulas.Rule
    names: Mapping[str, str]
    tolerance: Decimal
    severity: Severity
    message: str

    @property
    def operands(self) -> tuple[str, ...]:
        return formulas.operands(self.rule)


def check(
    figures: Iterable[Figure],
    known: Mapping[Key, Known],
    *,
    catalogue: Catalogue,
    rules: Iterable[FormRule],
) -> tuple[Finding, ...]:
    """What the figures change, and which rules they break."""
    figures = tuple(figures)
    entries = {entry.code: entry for entry in catalogue.indicators}
    return (
        *_check_changes(figures, known, entries),
        *_check_rules(figures, known, tuple(rules), entries),
    )


def key_of(figure: Figure, entry: IndicatorEntry) -> Key:
    """Under which an approved figure of the same date or span is known."""
    return figure.indicator, figure.region, *figure.period.span(level=entry.nature.is_level)


def _check_changes(
    figures: tuple[Figure, ...], known: Mapping[Key, Known], entries: Mapping[str, IndicatorEntry]
) -> Iterator[Finding]:
    unchanged = 0
    for figure in figures:
        entry = entries[figure.indicator]
        before = known.get(key_of(figure, entry))
        if before is None or before.absence == Absence.WITHDRAWN:
            continue
        if before.is_said_again_by(figure):
            unchanged += 1
            continue
        is_final = before.is_provisional and not figure.is_provisional and figure.value is not None
        yield Finding(
            Severity.NOTE if is_final else Severity.WARNING,
            Code.FINAL_FIGURE if is_final else Code.CHANGES_APPROVED,
            figure.sheet,
            figure.cell,
            {
                "indicator": entry.name,
                "before": _said(before.value, before.absence)
                + (entry.unit if before.value is not None else "")
                + _status(is_provisional=before.is_provisional),
                "given": figure.printed
                + _status(is_provisional=figure.is_provisional and not without_mark(figure.printed)[1]),
                "release": str(before.release),
            },
            figure.subject,
        )
    if unchanged:
        yield Finding(Severity.NOTE, Code.UNCHANGED, params={"count": str(unchanged)})


def _status(*, is_provisional: bool) -> str:
    return f"（{PROVISIONAL}）" if is_provisional else ""


def _check_rules(
    figures: tuple[Figure, ...],
    known: Mapping[Key, Known],
    rules: tuple[FormRule, ...],
    entries: Mapping[str, IndicatorEntry],
) -> Iterator[Finding]:
    """Each rule, in each region at each date the figures speak of, and what would repair those broken."""
    values: dict[tuple[str, date], dict[str, Decimal | None]] = defaultdict(dict)
    places: dict[tuple[str, date], dict[str, Figure]] = defaultdict(dict)
    for (indicator, region, _start, end), before in known.items():
        values[region, end][indicator] = before.value
    for figure in figures:
        values[figure.region, figure.period.end][figure.indicator] = figure.value
        places[figure.region, figure.period.end][figure.indicator] = figure
    for rule in rules:
        for place, given in places.items():
            touched = [given[code] for code in rule.operands if code in given]
            if not touched:
                continue
            result = formulas.check(rule.rule, values[place], rule.tolerance)
            formula = formulas.write(rule.rule, rule.names)
            params = {
                "rule": str(rule.number),
                "formula": formula,
                "message": rule.message,
                "do": rule.severity.value,
                "values": " ".join(_said(values[place].get(code), "-") for code in rule.operands),
            }
            where = touched[0]
            if isinstance(result, formulas.Broken):
                params |= {"left": plain(result.left), "right": plain(result.right)}
                yield Finding(rule.severity, Code.RULE_BROKEN, where.sheet, where.cell, params, where.subject)
            elif isinstance(result, formulas.Incomplete):
                params["missing"] = "、".join(rule.names.get(code, code) for code in result.missing)
                yield Finding(
                    Severity.NOTE, Code.RULE_INCOMPLETE, where.sheet, where.cell, params, where.subject
                )
    for place, given in places.items():
        ruled = [Ruled(rule.rule, rule.tolerance) for rule in rules]
        yield from suggest_repairs(ruled, values[place], given, entries)


def _said(value: Decimal | None, absence: str) -> str:
    return plain(value) if value is not None else absence
