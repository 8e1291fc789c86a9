from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

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


def test_months_that_no_form_asks_for_stand_beside_the_one_that_does(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [["福州市2023年"], ["指标", "单位", "4月", "5月", "6月"], ["养老床位数", "张", 3, 4, 5]]

    examination = examine(factories.write_workbook(tmp_path / "a.xlsx", rows), today=date(2023, 7, 5))

    assert [(str(figure.period), figure.value) for figure in examination.figures] == [("2023-Q2", Decimal(5))]
    assert [found.code for found in examination.findings] == [Code.IGNORED_COLUMN] * 2
