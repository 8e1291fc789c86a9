"""docs/arithmetic.md recomputed: each table after `<!-- examples: name -->` has one test below."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.analytics.assessment import Target, TargetKind, assess
from indicators.analytics.change import Basis, period_on_period, year_on_year
from indicators.analytics.formats import change_words, round_half_up
from indicators.analytics.labels import label, nature_name
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Point, Value, combined_margin, combined_qualifier
from indicators.analytics.ranking import rank
from indicators.analytics.rates import rate
from indicators.analytics.refusals import Reason, Refusal
from indicators.analytics.rollup import Node, roll_up
from indicators.analytics.rules import Broken, Holds, Incomplete, check, parse
from indicators.analytics.series import falls, to_periods, to_ytd, total
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier, plain

DOCUMENT = Path(__file__).parents[3] / "docs" / "arithmetic.md"
NUMBER = re.compile(
    r"(?P<near>近?)(?P<value>-?[\d.]+)(?P<over>余?)(?:±(?P<margin>[\d.]+))?"
    r"(?:\[(?P<reported>\d+)/(?P<expected>\d+)\])?(?:\{(?P<definition>\d+)\})?"
)
ABSENCES = {
    "缺": Absence.NOT_REPORTED,
    "不适用": Absence.NOT_APPLICABLE,
    "保密": Absence.WITHHELD,
}
YES = {"是": True, "否": False}


def read_tables():
    """Rows as {heading: cell}, by the name of their table."""
    tables: dict[str, list[dict[str, str]]] = {}
    name, headings = "", []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if marker := re.fullmatch(r"<!-- examples: (\w+) -->", line):
            name, headings = marker[1], []
        elif name and line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not headings:
                headings = cells
            elif not set(line) <= set("|-"):
                tables.setdefault(name, []).append(dict(zip(headings, cells, strict=True)))
        elif headings:
            name, headings = "", []
    return tables


TABLES = read_tables()
USED = set()


def examples(name):
    """One test for each row of a table."""
    USED.add(name)
    return pytest.mark.parametrize(
        "row", [pytest.param(row, id=f"{n}-{next(iter(row.values()))}") for n, row in enumerate(TABLES[name])]
    )


def pairs(text):
    """`a=1 b=2` as [(a, 1), (b, 2)]."""
    return [] if text == "—" else [tuple(pair.split("=")) for pair in text.split()]


def read_value(text):
    if text in ABSENCES:
        return Value(None, absence=ABSENCES[text])
    match = NUMBER.fullmatch(text)
    assert match, text
    margin = Decimal(match["margin"] or 0)
    sided = Qualifier.NEARLY if match["near"] else Qualifier.OVER if match["over"] else None
    return Value(Decimal(match["value"]), sided or (Qualifier.ROUNDED if margin else Qualifier.EXACT), margin)


def read_point(period, text):
    value, match = read_value(text), NUMBER.fullmatch(text)
    return Point(
        Period.parse(period),
        value.value,
        value.qualifier,
        value.margin,
        value.absence,
        coverage=(int(match["reported"]), int(match["expected"])) if match and match["reported"] else None,
        definition=match and match["definition"],
    )


def read_series(text):
    return [read_point(*pair) for pair in pairs(text)]


def refused(reason):
    return f"拒绝：{reason}"


@examples("natures")
def test_natures(row):
    nature = Nature(row["代码"])

    assert nature_name(nature) == row["性质"]
    assert nature.sums_over_time is YES[row["跨期相加"]]
    assert nature.sums_over_regions is YES[row["跨地区相加"]]
    assert nature.restarts is YES[row["每年重新起算"]]
    assert nature.falls_is_suspicious is YES[row["下降须说明"]]
    assert (nature.yearly or "—", nature.successive or "—") == (row["同比"], row["环比"])


@examples("labels")
def test_labels(row):
    nature, period = Nature(row["代码"]), Period.parse(row["报告期"])

    assert (label(nature, period), label(nature, period, "en")) == (row["中文"], row["English"])


@examples("ytd")
def test_periods_of_a_year_to_date(row):
    points = [read_point(other["报告期"], other["本年累计"]) for other in TABLES["ytd"]]

    derived = next(found for found in to_periods(points) if str(found.period) == row["报告期"])

    shown = plain(derived.value) if derived.value is not None else derived.reason and refused(derived.reason)
    assert (shown or "缺") == row["当期"]


def test_year_to_date_of_the_periods_of_a_whole_year():
    whole = [row for row in TABLES["ytd"] if row["报告期"].startswith("2022")]

    found = to_ytd(read_point(row["报告期"], row["当期"]) for row in whole)

    assert [plain(point.value) for point in found] == [row["本年累计"] for row in whole]


@examples("totals")
def test_totals(row):
    points = read_series(row["各期"])

    found = total(points, [point.period for point in points])

    if isinstance(found, Refusal):
        assert refused(found.reason) == row["合计"]
    else:
        lacking = " ".join(map(str, (*found.missing, *found.partial)))
        assert (plain(found.value), lacking or "—") == (row["合计"], row["不完整之处"])


@examples("falls")
def test_falls(row):
    found = falls(Nature(row["代码"]), read_series(row["各期"]))

    assert (" ".join(str(after.period) for _, after in found) or "—") == row["下降的报告期"]


@examples("changes")
def test_changes(row):
    points = read_series(row["各期"])
    ask = year_on_year if row["比较"].startswith("同比") else period_on_period
    basis = {"（当期）": Basis.PERIOD, "（累计值）": Basis.LEVEL}.get(row["比较"][2:])

    change = ask(
        Nature(row["代码"]),
        points,
        points[-1].period,
        row["单位"],
        basis=basis,
        confirmed=not row["比较"].endswith("（未确认）"),
    )

    shown = refused(change.reason) if isinstance(change, Refusal) else change_words(change).text
    assert shown == row["结果"]


@examples("precision")
def test_precision(row):
    parts = [read_value(text) for text in row["各项"].split()]

    assert plain(sum(part.value for part in parts)) == row["和"]
    assert plain(combined_margin(parts)) == row["误差"]
    assert combined_qualifier(parts) == row["限定"]


@examples("sums")
def test_sums(row):
    nodes = [
        Node(line["单位"], line["上级"], counted=YES[line["计入合计"]], expected=YES[line["应报"]])
        for line in TABLES["tree"]
    ]
    values = {line["单位"]: read_value(line["养老机构"]) for line in TABLES["tree"]}
    values |= {name: read_value(text) for name, text in pairs(row["变动"])}

    sums = roll_up(values, nodes, additive=True)

    city = sums["福州市"]
    assert plain(city.value) == row["全市"]
    assert f"{city.reported}/{city.expected}" == row["已报/应报"]
    assert (" ".join(city.missing) or "—") == row["缺"]
    assert ("闽侯县" not in sums) == (row["闽侯县的下级之和"] == "无")


@examples("rates")
def test_rates(row):
    numerators, denominators = {}, {}
    for cell, take in (
        (row["分子"], lambda name, point: numerators.update({name: point})),
        (row["分母"], lambda name, point: denominators.setdefault(name, []).append(point)),
    ):
        for place, text in pairs(cell):
            name, period = place.split(":")
            take(name, read_point(period, text))

    found = rate(numerators, denominators, int(row["系数"]))

    if isinstance(found, Refusal):
        assert refused(found.reason) == row["比率"]
    else:
        decimals = len(row["比率"].partition(".")[2])
        assert str(round_half_up(found.value, decimals)) == row["比率"]
        assert " ".join(sorted({str(period) for period in found.used.values()})) == row["分母所用"]
        assert (" ".join(found.left_out) or "—") == row["未用"]


@examples("standings")
def test_standings(row):
    kind, _, number = row["目标"].partition(" ")
    is_share = kind == "共"

    found = assess(
        Assessment(row["评价"]),
        Nature(row["代码"]),
        read_value(row["现值"]),
        elapsed=Fraction(row["序时"]),
        target=Target(TargetKind(kind), Decimal(number)) if number and not is_share else None,
        polarity=Polarity(row["方向"]),
        baseline=None if row["上年末"] == "—" else Decimal(row["上年末"]),
        whole=Decimal(number) if is_share else None,
        before=None if row["上期"] == "—" else row["上期"],
    )

    progress = "—" if found.progress is None else f"{float(found.progress):.1%}"
    gap = "—" if found.gap is None else f"{float(found.gap):+.1f}".replace("-", "−")
    assert (progress, gap, found.state) == (row["完成"], row["差距"], row["状态"])


@examples("ranking")
def test_ranking(row):
    found = rank(
        {name: read_value(text).value for name, text in pairs(row["完成率"])}, Assessment(row["评价"])
    )

    if isinstance(found, Refusal):
        assert refused(found.reason) == row["位次"]
    else:
        assert " ".join(f"{place.code}={place.place}" for place in found.places) == row["位次"]


@examples("rules")
def test_rules(row):
    values = {code: read_value(text).value for code, text in pairs(row["数据"])}

    match check(parse(row["规则"]), values, Decimal(row["允许误差"])):
        case Holds():
            shown = "成立"
        case Broken(difference=difference):
            shown = f"不成立，差 {plain(difference)}"
        case Incomplete(missing):
            shown = f"不能判断，缺 {' '.join(missing)}"

    assert shown == row["结果"]


def test_every_reason_is_explained_once():
    assert [row["代码"] for row in TABLES["reasons"]] == list(Reason)


def test_every_nature_is_explained_once():
    assert [row["代码"] for row in TABLES["natures"]] == list(Nature)


def test_every_table_of_examples_is_recomputed():
    assert set(TABLES) == USED | {"tree", "reasons"}
