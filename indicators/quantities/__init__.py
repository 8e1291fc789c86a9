"""Quantities: `2.13万张` ⇄ value, unit, qualifier and the precision it was printed with."""

from indicators.quantities.reading import QuantityError, Reason, parse_absence, parse_quantity
from indicators.quantities.units import (
    Language,
    UnitError,
    convert,
    multiples,
    same_unit,
    short_for,
    split_multiple,
)
from indicators.quantities.values import BOUND, DECIMALS, Absence, Qualifier, Quantity, plain, shifted
from indicators.quantities.writing import Shown, compact_unit, format_quantity

__all__ = [
    "BOUND",
    "DECIMALS",
    "Absence",
    "Language",
    "Qualifier",
    "Quantity",
    "QuantityError",
    "Reason",
    "Shown",
    "UnitError",
    "compact_unit",
    "convert",
    "format_quantity",
    "multiples",
    "parse_absence",
    "parse_quantity",
    "plain",
    "same_unit",
    "shifted",
    "short_for",
    "split_multiple",
]
