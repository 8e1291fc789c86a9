"""Nothing that leaves as CSV is ever computed, and every number comes back as it was."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.delimited import BOM, harmless, write_csv
from reports.exports.sheet import Cell, Column, Sheet

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠A1"]


def sheet_of(*cells: Cell, stamp: str = "") -> Sheet:
    columns = tuple(Column(f"列{place}") for place in range(len(cells)))
    return Sheet("表", (), (), columns, (cells,), stamp)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_file_begins_with_the_mark_that_excel_asks_for() -> None:
    assert write_csv(sheet_of("鼓楼区")).startswith(BOM.encode())


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(text: str) -> None:
    assert read(write_csv(sheet_of(text)))[1] == [f"'{text}"]


def test_negative_number_stays_a_number() -> None:
    assert read(write_csv(sheet_of(Decimal("-1.50"), None, 0)))[1] == ["-1.5", "", "0"]


def test_head_and_stamp_are_harmless_too() -> None:
    sheet = Sheet("表", (), (), (Column("=1"),), ((Decimal(1),),), "=演示")

    assert read(write_csv(sheet)) == [["'=1", "'=演示"], ["1", "'=演示"]]


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8")))
def test_any_text_comes_back_and_begins_harmlessly(text: str) -> None:
    said = read(write_csv(sheet_of(text, "end")))[1][0]

    assert said.removeprefix("'") == text.removeprefix("'")
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11))
def test_any_number_comes_back(number: Decimal) -> None:
    assert Decimal(read(write_csv(sheet_of(number)))[1][0]) == number
