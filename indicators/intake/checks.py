"""What a figure must be by itself, and what figures of one file must be together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from indicators.analytics.nature import Nature
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.matching import Index
from indicators.quantities import BOUND, DECIMALS, plain

_WORDS = (
    "个 家 所 处 人 名 位 人次 张 床 户 户次 对 件 次 场 场次 轮 轮次 例 届 届次 期 批 批次 条 项 宗 起 份 "
    "座 套 台 辆 只 穴 格位 篇 支 队 间 栋 班"
)
SOME = 20  # rivals of one figure that are named
COUNTED = frozenset(_WORDS.split())
_MEASURED = (Nature.RATE, Nature.STANDARD, Nature.MEAN)


def check_figure(figure: Figure, entry: IndicatorEntry) -> Iterator[Finding]:
    """NEGATIVE, OVER_HUNDRED, NOT_WHOLE or VALUE_TOO_LARGE errors of one value; ROUNDED and ABSENT notes."""
    value = figure.value
    if value is None:
        yield finding(Severity.NOTE, Code.ABSENT, figure, entry, figure.printed, str(figure.absence))
        return
    given = plain(value) + entry.unit
    if abs(value) >= BOUND:
        yield finding(Severity.ERROR, Code.VALUE_TOO_LARGE, figure, entry, given, plain(BOUND))
        return
    if value < 0:
        yield finding(Severity.ERROR, Code.NEGATIVE, figure, entry, given, "0")
    if entry.unit == "%" and value > 100:
        yield finding(Severity.ERROR, Code.OVER_HUNDRED, figure, entry, given, "100")
    if is_counted(entry) and value % 1:
        yield finding(Severity.ERROR, Code.NOT_WHOLE, figure, entry, given, entry.unit)
    elif round(value, DECIMALS) != value:
        kept = plain(round(value, DECIMALS)) + entry.unit
        yield finding(Severity.NOTE, Code.ROUNDED, figure, entry, given, kept)


def checked(figure: Figure, entry: IndicatorEntry) -> tuple[Figure | None, tuple[Finding, ...]]:
    """The figure as it is kept, None where an error stands against it, and what its checks say."""
    if is_usual(figure.value, entry):
        return figure, ()
    findings = tuple(check_figure(figure, entry))
    if any(found.blocks for found in findings):
        return None, findings
    value = None if figure.value is None else kept(figure.value)
    return (figure if value is figure.value else figure._replace(value=value)), findings


def is_usual(value: Decimal | None, entry: IndicatorEntry) -> bool:
    """A whole number within all bounds, of which there is nothing to say."""
    return value is not None and 0 <= value < BOUND and value == int(value) and entry.unit != "%"


def kept(value: Decimal) -> Decimal:
    """The value with at most as many decimals as are kept."""
    rounded = round(value, DECIMALS)
    return value if rounded == value else rounded


def is_counted(entry: IndicatorEntry) -> bool:
    """Its values are whole numbers: half of one cannot be counted."""
    return entry.unit in COUNTED and entry.nature not in _MEASURED


def finding(
    severity: Severity, code: Code, figure: Figure, entry: IndicatorEntry, given: str, expected: str
) -> Finding:
    params = {"indicator": entry.name, "given": given, "expected": expected}
    return Finding(severity, code, figure.sheet, figure.cell, params, figure.subject)


def check_duplicates(figures: Iterable[Figure], index: Index) -> tuple[list[Figure], list[Finding]]:
    """The figures that stand alone, and an error for each cell of those that claim one place together."""
    places: dict[tuple[str, str, date, date | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        start = None if index.entry(figure.indicator).nature.is_level else figure.period.start
        places[figure.indicator, figure.region, figure.period.end, start].append(figure)
    kept = [rivals[0] for rivals in places.values() if len(rivals) == 1]
    findings = [
        Finding(
            Severity.ERROR,
            Code.DUPLICATE,
            figure.sheet,
            figure.cell,
            {
                "indicator": index.entry(figure.indicator).name,
                "given": figure.printed,
                "others": named(figure, rivals),
                "region": index.regions[figure.region].name,
                "period": str(figure.period),
            },
            figure.subject,
            figure.question,
        )
        for rivals in places.values()
        if len(rivals) > 1
        for figure in rivals
    ]
    return kept, findings


def named(figure: Figure, rivals: Sequence[Figure]) -> str:
    """The first of the others, as far as anyone reads them: there may be thousands."""
    others = [place(other, figure.sheet) for other in rivals[: SOME + 1] if other is not figure]
    return "、".join(others[:SOME]) + ("…" if len(rivals) - 1 > SOME else "")


def place(figure: Figure, sheet: str) -> str:
    """The figure's cell, with its sheet where that is another one."""
    return figure.cell if figure.sheet == sheet else f"{figure.sheet}!{figure.cell}"
