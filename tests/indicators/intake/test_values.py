"""Cells to values: what is found sooner is what is found at length."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Nature
from indicators.intake.asked import RefusedError
from indicators.intake.grid import Cell, Kind
from indicators.intake.values import Beside, Reading, ValueReader
from tests.indicators.intake.corpus import CATALOGUE

UNITS = ("张", "人", "万人", "元", "亿元", "%", "人次", "")
natures = st.sampled_from([Nature.STOCK, Nature.YTD, Nature.RATE])
units = st.sampled_from(UNITS)
besides = st.builds(
    Beside,
    unit=units,
    unit_cell=st.just(""),
    power=st.just(0),
    label_unit=units,
    rivals=st.sampled_from([(), ("元", "万元")]),
    printed=st.sampled_from(["", "1200", "约1200"]),
    qualifier=st.sampled_from(["", "约"]),
)


def said(reader: ValueReader, cell: Cell, beside: Beside) -> Reading | str:
    try:
        return reader.read(cell, beside)
    except RefusedError as refusal:
        return refusal.finding.code.value


@given(number=st.integers(0, 10**9), nature=natures, unit=units.filter(bool), beside=besides)
def test_whole_number_says_what_it_says_with_a_space_behind_it(
    number: int, nature: Nature, unit: str, beside: Beside
) -> None:
    reader = ValueReader(replace(CATALOGUE.indicators[0], unit=unit, nature=nature), "表", "B2")
    for kind, value in ((Kind.TEXT, str(number)), (Kind.NUMBER, Decimal(number))):
        cell, spaced = Cell(value, str(number), kind), Cell(value, f"{number} ", kind)

        assert said(reader, cell, beside) == said(reader, spaced, beside)


def test_number_that_shows_less_than_it_is_stays_what_it_is() -> None:
    reader = ValueReader(CATALOGUE.indicators[0], "表", "B2")
    cell = Cell(Decimal("120.4"), "120", Kind.NUMBER)

    assert reader.read(cell, Beside(unit=reader.entry.unit)).value == Decimal("120.4")
