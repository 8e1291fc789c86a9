from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from indicators.intake.examine import examine
from indicators.intake.findings import Code, Severity
from tests import factories
from tests.factories import Catalogue


def test_what_a_sheet_prints_of_an_earlier_period_is_compared_with_what_is_approved(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    factories.make_observation(catalogue.institutions, catalogue.city, "2023-Q1", 160)
    rows = [
        ["福州市2023年二季度"],
        ["指标", "单位", "本期", "上期", "环比"],
        ["养老机构数", "家", 168, 161, "5%"],
    ]

    examination = examine(factories.write_workbook(tmp_path / "a.xlsx", rows), today=date(2023, 7, 5))

    assert [figure.value for figure in examination.figures] == [Decimal(168)]
    (found,) = [each for each in examination.findings if each.code is Code.COMPARISON_DIFFERS]
    assert (found.severity, found.cell) == (Severity.NOTE, "D3")
    assert (found.params["given"], found.params["expected"]) == ("161", "160家")
    assert not examination.is_blocked


def write_rate(path: Path, value: float | str, number_format: str = "General") -> Path:
    """One rate beside its unit %, as a workbook or, by the name of the path, as csv."""
    rows = [["福州市2023年二季度"], ["指标", "单位", "数量"], ["设施覆盖率", "%", value]]
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    sheet["C3"].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "value", "number_format", "read", "said"),
    [
        ("a.xlsx", 0.356, "0.0%", "35.6", None),
        ("a.csv", "35.6%", "", "35.6", None),
        ("a.csv", "35.6", "", "35.6", None),
        ("a.xlsx", 0.356, "General", "0.356", Code.SLIP),
        ("a.csv", "0.356", "", "0.356", Code.SLIP),
        ("a.xlsx", 0.00356, "0.00%", "0.356", Code.SLIP),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_percentage_is_read_as_it_is_shown_and_a_share_in_its_place_warns(
    catalogue: Catalogue,
    tmp_path: Path,
    name: str,
    value: float | str,
    number_format: str,
    read: str,
    said: Code | None,
    known: bool,
) -> None:
    rate = factories.make_indicator(
        "coverage", form=catalogue.form, name="设施覆盖率", unit="%", nature="rate", decimals=1
    )
    for period, before in (("2022-Q4", 35), ("2023-Q1", 36)) if known else ():
        factories.make_observation(rate, catalogue.city, period, before)

    examination = examine(write_rate(tmp_path / name, value, number_format), today=date(2023, 7, 5))

    assert [figure.value for figure in examination.figures] == [Decimal(read)]
    assert [found.code for found in examination.warnings] == ([said if known else Code.SHARE] if said else [])


def test_months_that_no_form_asks_for_stand_beside_the_one_that_does(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [["福州市2023年"], ["指标", "单位", "4月", "5月", "6月"], ["养老床位数", "张", 3, 4, 5]]

    examination = examine(factories.write_workbook(tmp_path / "a.xlsx", rows), today=date(2023, 7, 5))

    assert [(str(figure.period), figure.value) for figure in examination.figures] == [("2023-Q2", Decimal(5))]
    assert [found.code for found in examination.findings] == [Code.IGNORED_COLUMN] * 2
