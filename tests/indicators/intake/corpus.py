"""Grids made from lists of rows, and a small catalogue to read them with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from indicators.analytics.nature import Nature
from indicators.intake.entries import Catalogue, IndicatorEntry, RegionEntry
from indicators.intake.figure import FileReading
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code
from indicators.intake.grid import Cell, Grid, Kind, Span
from indicators.intake.matching import Index
from indicators.intake.questions import Answers
from indicators.periods import Frequency, Period

TODAY = date(2024, 1, 31)
Q2 = Period.parse("2023-Q2")

Given = str | int | float | Decimal | date | bool | Cell | None


def cell_of(given: Given) -> Cell | None:
    """What a reader makes of a value."""
    match given:
        case None | "":
            return None
        case Cell():
            return given
        case bool():
            return Cell(given, str(given).upper(), Kind.BOOLEAN)
        case str():
            return Cell(given, given, Kind.TEXT)
        case date():
            return Cell(given, given.isoformat(), Kind.DATE)
        case _:
            return Cell(Decimal(str(given)), str(given), Kind.NUMBER)


def percent(text: str) -> Cell:
    return Cell(Decimal(text.rstrip("%")), text, Kind.PERCENT)


def make_grid(
    rows: Iterable[Sequence[Given]],
    *,
    sheet: str = "Sheet1",
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    comments: dict[tuple[int, int], str] | None = None,
    struck: Iterable[tuple[int, int]] = (),
    scaled: dict[tuple[int, int], int] | None = None,
    worded: dict[tuple[int, int], str] | None = None,
) -> Grid:
    cells = {
        (row, column): cell
        for row, values in enumerate(rows)
        for column, given in enumerate(values)
        if (cell := cell_of(given))
    }
    spans = tuple(Span(*merge) for merge in merges)
    parts = frozenset(hidden_rows), frozenset(hidden_columns)
    return Grid(
        sheet, cells, spans, hidden, *parts, comments or {}, frozenset(struck), scaled or {}, worded or {}
    )


def indicator(
    code: str,
    name: str,
    unit: str,
    nature: Nature = Nature.STOCK,
    *aliases: str,
    frequency: Frequency = Frequency.QUARTER,
) -> IndicatorEntry:
    return IndicatorEntry(code, name, aliases, unit, nature, frequency, "form", 0)


CATALOGUE = Catalogue(
    indicators=(
        indicator("eldercare.institutions", "养老机构", "家", Nature.STOCK, "养老机构数", "养老机构数量"),
        indicator("eldercare.facilities", "养老服务设施", "个"),
        indicator("eldercare.beds", "养老床位", "张", Nature.STOCK, "养老床位数"),
        indicator("eldercare.visits", "探访关爱人次", "人次", Nature.YTD),
        indicator("eldercare.coverage", "设施覆盖率", "%", Nature.RATE),
        indicator("assistance.people", "低保人数", "人", Nature.STOCK, "最低生活保障人数"),
        indicator("assistance.rural_people", "农村低保人数", "人"),
        indicator("assistance.spending", "低保金", "万元", Nature.YTD, "低保资金支出"),
        indicator("assistance.standard", "低保标准", "元/人·月", Nature.STANDARD),
        indicator("assistance.events", "临时救助", "人次", Nature.FLOW, "临时救助人次"),
        indicator("assistance.year_flow", "当年新增救助点", "个", Nature.FLOW, frequency=Frequency.YEAR),
        indicator("social.workers", "持证社工", "人", Nature.STOCK, frequency=Frequency.YEAR),
        indicator("social.density", "每万人持证社工", "人/万人", Nature.RATE, frequency=Frequency.YEAR),
        indicator("charity.raised", "慈善募集", "万元", Nature.YTD, "募集款"),
        indicator("charity.given", "慈善支出", "万元", Nature.YTD, "募集款"),
        indicator("safety.casualties", "伤亡人数", "人", Nature.YTD),
        indicator("social.rank", "社工位次", "位次", Nature.RANK),
    ),
    regions=(
        RegionEntry("350100", "福州市", "福州", ("榕", "全市", "合计", "总计"), "city", "", True),
        RegionEntry("350102", "鼓楼区", "鼓楼", (), "district", "350100", True),
        RegionEntry("350103", "台江区", "台江", (), "district", "350100", True),
        RegionEntry("350112", "长乐区", "长乐", ("长乐市",), "district", "350100", True, ("350182",)),
        RegionEntry("350121", "闽侯县", "闽侯", (), "county", "350100", True),
        RegionEntry("350128", "平潭县", "平潭", ("平潭综合实验区", "岚"), "county", "350100", False),
        RegionEntry("FZ-GX", "福州高新区", "高新区", (), "zone", "350121", False),
    ),
)
INDEX = Index(CATALOGUE)


def read(
    *grids: Grid,
    period: Period | None = Q2,
    region: str | None = "350100",
    today: date = TODAY,
    answers: Answers | None = None,
) -> FileReading:
    return read_figures(grids, INDEX, period=period, region=region, today=today, answers=answers)


def read_rows(*rows: Sequence[Given], **options: Period | str | date | None) -> FileReading:
    return read(make_grid(rows), **options)  # type: ignore[arg-type]


def values(reading: FileReading) -> dict[str, Decimal | None]:
    return {figure.indicator: figure.value for figure in reading.figures}


def codes(reading: FileReading) -> list[Code]:
    return [finding.code for finding in reading.findings]
