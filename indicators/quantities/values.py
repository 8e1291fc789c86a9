"""What a quantity is, and what is there where none is."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

# What is stored has four decimals and stays below 10¹¹: 15 significant digits, which survive SQLite.
DECIMALS = 4
BOUND = Decimal("1e11")


class Qualifier(StrEnum):
    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"


class Absence(StrEnum):
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    DISCONTINUED = "discontinued"
    WITHDRAWN = "withdrawn"


class Quantity(NamedTuple):
    """A value in its unit with 万 and 亿 resolved; `quantum` is the last printed place in that unit."""

    value: Decimal
    unit: str
    qualifier: Qualifier
    quantum: Decimal


def plain(value: Decimal) -> str:
    """The value as a decimal string without exponent or trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shifted(value: Decimal, power: int) -> Decimal:
    """The value times a power of ten, exact however many digits it has."""
    return Decimal(plain(Decimal(f"{value:f}E{power}")))
