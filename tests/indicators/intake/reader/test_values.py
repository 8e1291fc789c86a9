from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.grid import Cell, Kind
from indicators.intake.reader.formats import GENERAL, read_format
from indicators.intake.reader.limits import RefusalError
from indicators.intake.reader.values import number_cell, plain, read_number, read_serial, text_cell, unescape


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.30000000000000004", "0.3"),
        ("35371.279999999999", "35371.28"),
        ("1.4E8", "140000000"),
        ("2.5E-05", "0.000025"),
        ("-0", "0"),
        ("1E-320", "0"),
        ("007", "7"),
        ("1200.00", "1200"),
    ],
)
def test_numbers_keep_fifteen_digits_and_no_exponent(text: str, value: str) -> None:
    assert number_cell(text, GENERAL, since_1904=False) == Cell(Decimal(value), value, Kind.NUMBER)


@pytest.mark.parametrize(
    "text", ["", "NaN", "Infinity", "1_000", "１２", "1,000", "0x10", "1E999", "1E9999999"]
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(RefusalError):
        read_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11))
def test_every_storable_figure_survives_the_float_of_a_workbook(value: Decimal) -> None:
    assert read_number(repr(float(value))) == value
    assert Decimal(plain(value)) == value


def test_a_percentage_is_times_a_hundred_and_keeps_its_digits() -> None:
    cell = number_cell("0.35599999999999998", read_format("0%"), since_1904=False)

    assert cell == Cell(Decimal("35.6"), "36%", Kind.PERCENT)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_serial_days_are_dates_in_both_systems(day: date) -> None:
    since_1900 = read_serial(Decimal((day - date(1899, 12, 30)).days), since_1904=False)

    assert since_1900 is not None
    assert since_1900.date() == day
    if day >= date(1904, 1, 1):
        since_1904 = read_serial(Decimal((day - date(1904, 1, 1)).days), since_1904=True)
        assert since_1904 == since_1900


def test_the_first_days_of_1900_are_one_off() -> None:
    cell = number_cell("59", read_format("yyyy/m/d"), since_1904=False)

    assert cell == Cell(date(1900, 2, 28), "1900/2/28", Kind.DATE)


@pytest.mark.parametrize("serial", ["-1", "0", "60", "2958466", "1E20"])
def test_a_day_that_no_calendar_has_stays_a_number(serial: str) -> None:
    assert number_cell(serial, read_format("yyyy/m/d"), since_1904=False).kind is Kind.NUMBER


def test_a_time_of_day_is_a_text() -> None:
    assert number_cell("0.75", read_format("h:mm"), since_1904=False) == Cell("18:00", "18:00", Kind.TEXT)


def test_escapes_are_resolved_and_control_characters_dropped() -> None:
    cell = text_cell(unescape("甲_x000A_乙_x0000__xD800__x005F_"))

    assert cell == Cell("甲\n乙_", "甲\n乙_", Kind.TEXT)


@pytest.mark.parametrize("text", ["", " ", "\u3000\xa0\n", "\x00"])
def test_space_alone_is_blank(text: str) -> None:
    assert text_cell(text) is None
