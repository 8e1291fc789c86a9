"""Figures that their own history makes suspicious: few, the most telling first, at most one thing of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.analytics import series
from indicators.analytics.labels import label, span_name
from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.analytics.suspicions import Kind, Suspicion, suspect, suspect_share
from indicators.intake.checks import is_counted
from indicators.intake.entries import Catalogue, IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.history import Key, Known, key_of
from indicators.intake.typed import NIL
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier, plain

MOST = 7  # warnings of one region and form: what a clerk reads before he clicks through them
ENOUGH = 3  # year-to-date figures that do not equal another period's by chance
TELLING = 20  # the least that such a figure must be
PERCENT = "%"
HEADS = ("人", "户")  # twelve times as many where months are added up
Breaks = Mapping[str, tuple[date, ...]]  # by indicator, the days on which a new definition came into force
Place = tuple[str, str]  # codes of indicator and region


@dataclass(frozen=True, slots=True)
class Unusual:
    figure: Figure
    entry: IndicatorEntry
    suspicion: Suspicion
    fallen: Point | None = None  # which of two, where a correction of the first makes the second fall

    @property
    def rank(self) -> tuple[int, float]:
        return list(Kind).index(self.suspicion.kind), -abs(self.suspicion.score)


def check_unusual(
    figures: Iterable[Figure],
    known: Mapping[Key, Known],
    *,
    catalogue: Catalogue,
    breaks: Breaks,
    is_demo: bool = False,
) -> Iterator[Finding]:
    """What the clerk should look at again, at most MOST of a region's form; what is left out is counted.

    A demonstration is compared with a demonstration alone, and nothing with another definition's.
    """
    entries = {entry.code: entry for entry in catalogue.indicators}
    approved = {
        key: old for key, old in known.items() if old.is_demo == is_demo and old.absence != Absence.WITHDRAWN
    }
    keyed = [(figure, key_of(figure, entries[figure.indicator])) for figure in figures]
    new = [
        (figure, key)
        for figure, key in keyed
        if not ((old := known.get(key)) and old.is_said_again_by(figure))
    ]
    repeated: set[Figure] = set()
    for group, period in _repeated((figure for figure, _key in new), approved, entries):
        repeated |= set(group)
        yield _repeats(group, period, entries)
    if repeated:
        new = [(figure, key) for figure, key in new if figure not in repeated]
    forms: dict[Place, list[Unusual]] = defaultdict(list)
    for one in _unusual(new, approved, entries, breaks):
        forms[one.entry.form, one.figure.region].append(one)
    for found in forms.values():
        found.sort(key=lambda one: one.rank)
        yield from map(_finding, found[:MOST])
        if rest := found[MOST:]:
            yield Finding(Severity.NOTE, Code.MORE_UNUSUAL, params={"count": str(len(rest))})


def _unusual(
    figures: Iterable[tuple[Figure, Key]],
    approved: Mapping[Key, Known],
    entries: Mapping[str, IndicatorEntry],
    breaks: Breaks,
) -> Iterator[Unusual]:
    """What has been suspected is no history of what comes after it."""
    points: dict[Place, dict[Key, Point]] = defaultdict(dict)
    for key, old in approved.items():
        points[key[:2]][key] = _point(old, breaks.get(key[0], ()))
    given: dict[Place, dict[Period, Figure]] = defaultdict(dict)
    for figure, key in sorted(figures, key=lambda pair: pair[0].period):
        entry, place = entries[figure.indicator], key[:2]
        point = _point(figure, breaks.get(figure.indicator, ()))
        points[place].pop(key, None)
        if found := _suspect(entry, [*points[place].values()], point):
            yield Unusual(figure, entry, found)
            continue
        points[place][key] = point
        given[place][figure.period] = figure
    for place, own in given.items():
        if len(points[place]) < 2:
            continue
        entry, told = entries[place[0]], set[Figure]()
        for before, after in series.falls(entry.nature, points[place].values()):
            fallen = own.get(after.period) or own.get(before.period)
            if fallen and fallen not in told:
                told.add(fallen)
                by = float((after.value or 0) - (before.value or 0))
                yield Unusual(fallen, entry, Suspicion(Kind.FALLS, before, by), after)


def _suspect(entry: IndicatorEntry, earlier: Collection[Point], point: Point) -> Suspicion | None:
    monthly = "月" in entry.unit or "年" in entry.unit or entry.unit in HEADS
    found = None
    if earlier and entry.confirmed:
        found = suspect(entry.nature, earlier, point, whole=is_counted(entry), monthly=monthly)
    return found or (suspect_share(earlier, point) if entry.unit == PERCENT else None)


def _repeated(
    figures: Iterable[Figure], approved: Mapping[Key, Known], entries: Mapping[str, IndicatorEntry]
) -> Iterator[tuple[list[Figure], Period]]:
    """The year-to-date figures of a form, region and period that all are another period's, and that one."""
    groups: dict[tuple[str, str, Period], list[Figure]] = defaultdict(list)
    for figure in figures:
        entry = entries[figure.indicator]
        if entry.nature is Nature.YTD and figure.value and figure.note != NIL:
            groups[entry.form, figure.region, figure.period].append(figure)
    values: dict[tuple[str, Period], dict[str, Decimal | None]] = defaultdict(dict)
    for (indicator, region, _start, _end), old in approved.items():
        values[region, old.period][indicator] = old.value
    for (_form, region, period), group in groups.items():
        if sum((figure.value or 0) >= TELLING for figure in group) < ENOUGH:
            continue
        others = [
            other
            for (where, other), stated in values.items()
            if where == region
            and other != period
            and all(stated.get(figure.indicator) == figure.value for figure in group)
        ]
        if others:
            yield group, max(others)


def _repeats(group: Sequence[Figure], period: Period, entries: Mapping[str, IndicatorEntry]) -> Finding:
    given = group[0].period
    params = {
        "count": str(len(group)),
        "given": span_name(given),
        "period": span_name(period),
        "values": " ".join(f"{entries[f.indicator].name}{plain(f.value)}" for f in group if f.value),
    }
    return Finding(Severity.WARNING, Code.REPEATS_PERIOD, group[0].sheet, "", params)


def _finding(one: Unusual) -> Finding:
    figure, entry, suspicion = one.figure, one.entry, one.suspicion
    before = suspicion.before
    params = {
        "indicator": entry.name,
        "given": _said(figure.value, entry),
        "period": label(entry.nature, figure.period),
        "before": _said(before.value, entry) if before else "",
        "before_period": label(entry.nature, before.period) if before else "",
        "likely": _said(suspicion.likely, entry),
        "reason": suspicion.factor,
    }
    if suspicion.bounds:
        low, high = suspicion.bounds
        params |= {"low": _rounded(low, entry), "high": _rounded(high, entry)}
    if one.fallen:
        params |= {"given": _said(one.fallen.value, entry), "period": label(entry.nature, one.fallen.period)}
    if suspicion.kind is Kind.PERIOD_ALONE:
        params["span"] = span_name(figure.period)
    kept = {name: text for name, text in params.items() if text}
    return Finding(
        Severity.WARNING, Code(suspicion.kind.value), figure.sheet, figure.cell, kept, figure.subject
    )


def _said(value: Decimal | None, entry: IndicatorEntry) -> str:
    return "" if value is None else plain(value) + entry.unit


def _rounded(bound: float, entry: IndicatorEntry) -> str:
    """A bound in three digits or, of small ones, in the indicator's own decimals: it is no figure."""
    exact = Decimal(bound)
    places = entry.decimals if exact < 1000 else 2 - exact.adjusted()
    return plain(round(exact, places)) + entry.unit


def _point(stated: Known | Figure, breaks: Sequence[date]) -> Point:
    return Point(
        stated.period,
        stated.value,
        Qualifier(stated.qualifier),
        stated.margin,
        Absence(stated.absence) if stated.absence else None,
        definition=sum(day <= stated.period.end for day in breaks) if breaks else 0,
    )
