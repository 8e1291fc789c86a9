"""The catalogue and the first workbook hold together and agree with the figures that they state."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from indicators.analytics import rules
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.periods import Frequency

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "fixtures" / "catalogue"
WORKBOOK = ROOT / "fixtures" / "report_2023.xlsx"
FIGURES = ROOT.parent / "shared" / "data" / "report_2023_figures.csv"
DIVISIONS = FIGURES.with_name("fuzhou_divisions.csv")

# Columns that the figures and the catalogue share.
SHARED = ["unit", "nature", "nature_confirmed", "additive", "polarity", "assessment", "frequency", "headline"]

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (CATALOGUE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_outside(path: Path) -> list[Row]:
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def codes(name: str) -> set[str]:
    return {row["code"] for row in read(name)}


def fold(text: str) -> str:
    """The text as matching sees it: width, case, space and punctuation make no difference."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in normal if unicodedata.category(sign)[0] in "LN")


def full_width(section: str) -> str:
    return section.replace("(", "（").replace(")", "）")


def workbook_rows() -> list[tuple[str, tuple[object, ...]]]:
    """Sheet name and cells of every row that states a figure."""
    book = openpyxl.load_workbook(WORKBOOK)
    return [
        (sheet.title, row)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=4, values_only=True)
        if row[1] is not None
    ]


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*.csv")), ids=lambda path: path.name)
def test_catalogue_file_is_plain_utf8(path: Path) -> None:
    content = path.read_bytes()

    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name", ["pillars", "topics", "forms", "indicators", "regions"])
def test_codes_are_unique(name: str) -> None:
    counts = Counter(row["code"] for row in read(name))

    assert [code for code, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", ["pillars", "topics", "indicators", "regions"])
def test_rows_stand_in_display_order(name: str) -> None:
    orders = [int(row["order"]) for row in read(name)]

    assert all(before < after for before, after in pairwise(orders))


def test_catalogue_refers_to_what_exists() -> None:
    indicators, known = read("indicators"), codes("indicators")

    assert {row["pillar"] for row in read("topics")} == codes("pillars")
    assert {row["topic"] for row in indicators} - {""} == codes("topics")
    assert {row["form"] for row in indicators} == codes("forms")
    for column in ("numerator", "denominator", "parent"):
        assert {row[column] for row in indicators} - {""} <= known


def test_indicators_use_known_kinds() -> None:
    for row in read("indicators"):
        assert row["nature"] in set(Nature)
        assert row["assessment"] in set(Assessment)
        assert row["frequency"] in set(Frequency)
        assert row["polarity"] in set(Polarity)
        assert {row["nature_confirmed"], row["additive"], row["headline"]} <= {"yes", "no"}
        assert 0 <= int(row["decimals"]) <= 4
        assert re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", row["code"])


def test_indicators_say_what_they_are() -> None:
    for row in read("indicators"):
        assert row["definition"].endswith("。")
        assert row["source"]
        assert row["name_en"].isascii()
        assert row["unit"]


def test_labels_mean_one_indicator_each() -> None:
    labels = Counter(
        fold(label) for row in read("indicators") for label in [row["name"], *row["aliases"].split("|")]
    )

    assert "" not in labels
    assert [label for label, count in labels.items() if count > 1] == []


def test_labels_do_not_confuse_people_with_services() -> None:
    for row in read("indicators"):
        for label in [row["name"], *row["aliases"].split("|")]:
            assert not label.endswith("人次") or row["unit"] == "人次"
            assert not label.endswith("人数") or row["unit"] in {"人", "人/万人"}


def test_part_is_measured_like_its_whole() -> None:
    indicators = {row["code"]: row for row in read("indicators")}

    for row in indicators.values():
        if row["parent"]:
            whole = indicators[row["parent"]]
            assert (row["unit"], row["nature"], row["form"]) == (
                whole["unit"],
                whole["nature"],
                whole["form"],
            )


def test_rate_of_parts_states_both_and_its_factor() -> None:
    for row in read("indicators"):
        if row["numerator"]:
            assert row["denominator"]
            assert int(row["factor"]) > 0
        if row["assessment"] == "share":
            assert row["denominator"]


def test_forms_are_due_and_expected_of_somebody() -> None:
    kinds = {row["kind"] for row in read("regions")}

    for row in read("forms"):
        assert row["frequency"] in set(Frequency)
        assert 1 <= int(row["due_day"]) <= 28
        assert set(row["region_kinds"].split("|")) <= kinds


def test_forms_do_not_mix_bureau_and_districts() -> None:
    forms = {row["code"]: row for row in read("forms")}
    reported_by = {row["name"]: row["reported_by"] for row in read_outside(FIGURES)}

    for row in read("indicators"):
        if row["topic"]:
            bureau = forms[row["form"]]["region_kinds"] == "city"
            assert bureau == (reported_by[row["name"]] == "bureau"), row["code"]


def test_regions_form_a_tree() -> None:
    parents = {row["code"]: row["parent"] for row in read("regions")}

    assert list(parents.values()).count("") == 1
    for code in parents:
        above, seen = parents[code], {code}
        while above:
            assert above in parents
            assert above not in seen
            seen.add(above)
            above = parents[above]


def test_regions_agree_with_divisions() -> None:
    regions = {row.pop("code"): row for row in read("regions")}
    divisions = {row.pop("code"): row for row in read_outside(DIVISIONS)}

    for row in regions.values():
        for own in ("order", "tile_column", "tile_row"):
            row.pop(own)

    assert regions == divisions


def test_targets_refer_to_what_exists() -> None:
    for row in read("targets"):
        assert row["indicator"] in codes("indicators")
        assert row["region"] in codes("regions")
        assert row["kind"] in {"level", "increase", "at_least", "at_most"}
        assert row["document"]


def test_rules_stay_within_their_form_and_hold_for_the_first_figures() -> None:
    forms = {row["code"]: row["form"] for row in read("indicators")}
    values = {str(row[1]): Decimal(str(row[4])) for _, row in workbook_rows()}

    for row in read("rules"):
        rule = rules.parse(row["formula"])
        assert {forms[code] for code in rules.operands(rule)} == {row["form"]}
        assert rules.check(rule, values, Decimal(row["tolerance"])) == rules.Holds()
        assert row["severity"] in {"error", "warning"}
        assert row["message"].endswith("。")


def test_indicators_agree_with_figures() -> None:
    indicators = {row["name"]: row for row in read("indicators")}
    topics = {row["code"]: row for row in read("topics")}
    figures = read_outside(FIGURES)

    assert [row["name"] for row in read("indicators") if row["topic"]] == [row["name"] for row in figures]
    for figure in figures:
        row = indicators[figure["name"]]
        topic = topics[row["topic"]]
        assert [row[key] for key in SHARED] == [figure[key] for key in SHARED]
        assert (topic["name"], topic["pillar"]) == (figure["topic"], figure["pillar"])
        assert topic["group"].partition("（")[0] == figure["group"]
        assert row["source"].endswith(full_width(figure["section"]))
        assert round(Decimal(figure["value"]), int(row["decimals"])) == Decimal(figure["value"])


def test_requirement_is_a_target_and_no_observation() -> None:
    names = {row["code"]: row["name"] for row in read("indicators")}
    required = [row for row in read_outside(FIGURES) if row["qualifier"] == "requirement"]

    targets = read("targets")

    assert [(names[row["indicator"]], row["value"], row["note"]) for row in targets] == [
        (row["name"], row["value"], row["printed"]) for row in required
    ]
    assert {row["indicator"] for row in targets}.isdisjoint(row[1] for _, row in workbook_rows())


def test_workbook_agrees_with_catalogue() -> None:
    indicators = {row["code"]: row for row in read("indicators")}
    topics = {row["code"]: row["pillar"] for row in read("topics")}
    pillars = {row["code"]: row["name"] for row in read("pillars")}
    rows = workbook_rows()

    assert len({row[1] for _, row in rows}) == len(rows) == 89
    for sheet, row in rows:
        indicator = indicators[str(row[1])]
        assert row[2:4] == (indicator["name"], indicator["unit"])
        assert sheet == pillars[topics[indicator["topic"]]]


def test_workbook_agrees_with_figures_cell_by_cell() -> None:
    pillars = {row["code"]: row["name"] for row in read("pillars")}
    columns = ["name", "unit", "value", "printed", "section", "note"]
    figures = [row for row in read_outside(FIGURES) if row["qualifier"] != "requirement"]
    for figure in figures:
        figure["section"] = f"工作报告 {full_width(figure['section'])}"

    stated = [
        [sheet, *("" if cell is None else str(cell) for cell in row[2:])] for sheet, row in workbook_rows()
    ]

    assert stated == [
        [pillars[figure["pillar"]], *(figure[column] for column in columns)] for figure in figures
    ]


def test_workbook_says_period_and_region_on_every_sheet() -> None:
    book = openpyxl.load_workbook(WORKBOOK)

    assert book.sheetnames == [row["name"] for row in read("pillars")]
    for sheet in book.worksheets:
        assert sheet["A2"].value == "报告期：2023年二季度"
        assert sheet["D2"].value == "地区：福州市"
        header = [cell.value for cell in sheet[3]]
        assert header == ["序号", "指标代码", "指标名称", "单位", "数值", "原文", "出处", "备注"]


def test_code_knows_neither_this_bureau_nor_its_indicators() -> None:
    words = {"福州", "350100"} | codes("indicators")

    found = [
        (str(path.relative_to(ROOT)), word)
        for package in ("civaffairs", "indicators", "reports")
        for path in sorted((ROOT / package).rglob("*.py"))
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]

    assert found == []
