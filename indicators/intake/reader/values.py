"""What a file stores in one cell → the Cell that a person sees."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from indicators.quantities import QuantityError, parse_quantity

from ..grid import Cell, Kind
from .formats import GENERAL, Format, Shape, show_moment, show_percent
from .limits import broken

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_PRECISION = Context(prec=15, rounding=ROUND_HALF_EVEN)
_LARGEST = 308  # the largest power of ten that a workbook can store
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LAST_DAY = 2_958_465  # 9999-12-31
_DAY = Decimal(86_400)


def text_cell(text: str) -> Cell | None:
    """The text without control characters, or None where nothing but space is left."""
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    return Cell(text, text, Kind.TEXT) if text and not text.isspace() else None


def unescape(text: str) -> str:
    """A text of a workbook with its escapes `_x000A_` resolved."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def boolean_cell(*, true: bool) -> Cell:
    return Cell(true, "TRUE" if true else "FALSE", Kind.BOOLEAN)


def error_cell(text: str) -> Cell:
    return Cell(None, text, Kind.ERROR)


def read_number(text: str) -> Decimal:
    """The number at the 15 significant digits that a workbook keeps; else raises RefusalError."""
    if not _NUMBER.fullmatch(text):
        raise broken("number")
    value = _PRECISION.create_decimal(text)
    if value.adjusted() > _LARGEST:
        raise broken("number")
    return value if value and value.adjusted() >= -_LARGEST else Decimal(0)


def plain(value: Decimal) -> str:
    """`0.3`, `1200`: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_cell(text: str, shown: Format, *, since_1904: bool) -> Cell | None:
    """A stored number as number, percentage or date, as its format says; None where that shows nothing.

    Raises RefusalError where the text is no number. A time of day is a text: it is no figure.
    """
    value = read_number(text)
    if shown is GENERAL:
        return _number(value)
    if shown.hides and ("+" if value > 0 else "-" if value else "0") in shown.hides:
        return None
    if shown.shape is Shape.NUMBER:
        return _number(value)
    if shown.shape is Shape.PERCENT:
        hundredfold = Decimal(plain(value.scaleb(2)))
        return Cell(hundredfold, show_percent(hundredfold, shown), Kind.PERCENT)
    if shown.shape is Shape.SCALED:
        return _scaled(value, shown)
    moment = read_serial(value, since_1904=since_1904)
    if moment is None or (shown.shape is Shape.DATE and value < 1 and not since_1904):
        return _number(value)
    text = show_moment(moment, shown)
    if shown.shape is Shape.TIME:
        return Cell(text, text, Kind.TEXT)
    return Cell(moment.date(), text, Kind.DATE)


def read_serial(serial: Decimal, *, since_1904: bool) -> datetime | None:
    """The moment of a serial day number, to the second; None for the days that no calendar has.

    Days count from 1904-01-01 = 0, else from 1900-01-01 = 1 with the 29 February 1900 (60) that never was.
    """
    if not 0 <= serial < _LAST_DAY + 1 or (not since_1904 and int(serial) == 60):
        return None
    seconds = int((serial * _DAY).to_integral_value())
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if serial > 60 else 31)
    try:
        return datetime.combine(first, time()) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _number(value: Decimal) -> Cell:
    text = plain(value)
    return Cell(Decimal(text), text, Kind.NUMBER)


def _scaled(value: Decimal, shown: Format) -> Cell:
    """12.3456 for 123456 where the format shows 12.3, with the 万 or 亿 that it puts behind, if any."""
    scale = next((each for each in shown.scales if each.suits(value)), None)
    if scale is None:
        return _number(value)
    seen = value.scaleb(-scale.power)
    return Cell(text := plain(seen) + scale.suffix, text, Kind.TEXT) if scale.suffix else _number(seen)


def read_look(text: str, shown: Format) -> tuple[int, str]:
    """4 where a stored 123456 is shown as 12.3 without a 万 behind it; else 0, and the unit behind it."""
    value = read_number(text) if shown.scales and text else None
    scale = next((each for each in shown.scales if value is not None and each.suits(value)), None)
    if scale is None or scale.power == 0:
        return 0, scale.word if scale else ""
    return 0 if scale.is_said else scale.power, ""


def is_figure(cell: Cell) -> bool:
    """What a person must see to take it for a figure: names and dates place figures also where hidden."""
    if cell.kind is not Kind.TEXT:
        return cell.kind not in (Kind.DATE, Kind.BOOLEAN)
    try:
        return parse_quantity(cell.text).unit != "年"
    except QuantityError:
        return False


def noted(text: str) -> str:
    """What is noted on a cell, a full stop between its lines; the line of who wrote it left out."""
    lines = (line.strip() for line in text.splitlines())
    return "。".join(line for line in lines if line and not line.endswith((":", "：")))
