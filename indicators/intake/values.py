"""One cell to one value: number, unit, qualifier and precision, in the indicator's base unit."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import NamedTuple

from indicators.analytics.nature import Nature
from indicators.intake.absences import WORDS, read_absence
from indicators.intake.asked import RefusedError, refused
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Severity
from indicators.intake.grid import Cell, Kind
from indicators.intake.layout.words import as_unit, flat
from indicators.intake.provisional import says_provisional, without_mark
from indicators.intake.units import is_another, is_slighted
from indicators.numerals import narrow
from indicators.periods import Period
from indicators.quantities import (
    DECIMALS,
    Absence,
    Qualifier,
    Quantity,
    QuantityError,
    UnitError,
    convert,
    parse_absence,
    parse_quantity,
    plain,
)

ZERO, ONE = Decimal(0), Decimal(1)
_DAY_ZERO = date(1899, 12, 30)  # a workbook counts its days from here
PLACE = Decimal(1).scaleb(-DECIMALS)
_SMALL = re.compile(r"\d[百千]$")
_MULTIPLIER = re.compile(r"[\d两一二三四五六七八九十](?:余|多)?([百千]?[万亿])")
_NUMBER = re.compile(r"(?:约|近|逾|超)?\d[\d,]*(?:\.\d+)?[百千]?[万亿]?(?:余|多)?")
_DIGITS = re.compile(r"[^-\d.]")
_SHARES = ("%", "‰")
_QUALIFIERS = {
    Qualifier.ABOUT: ("约", "左右", "大概", "about"),
    Qualifier.NEARLY: ("近", "nearly"),
    Qualifier.OVER: ("余", "多", "超", "逾", "以上", "over"),
    Qualifier.ROUNDED: ("取整", "舍入", "四舍五入", "rounded"),
    Qualifier.EXACT: ("精确", "准确", "exact"),
}
_ACCOUNTING = re.compile(r"\(([0-9][0-9,]*(?:\.[0-9]+)?)\)")  # (120) in a cell of figures is -120
_CELL_TROUBLES = {Kind.ERROR: Code.CELL_ERROR, Kind.UNCOMPUTED: Code.UNCOMPUTED_FORMULA}


class Reading(NamedTuple):
    """What a cell says, in the base unit; value None with an absence."""

    value: Decimal | None
    absence: Absence | None
    qualifier: Qualifier
    margin: Decimal  # half the printed place; 0 when exact
    printed: str
    printed_unit: str
    is_provisional: bool = False


class Beside(NamedTuple):
    """What a row adds to its cell: the nearest unit and its cell, the 原文, the word of its 修饰 column."""

    unit: str = ""
    label_unit: str = ""
    unit_cell: str = ""
    rivals: tuple[str, ...] = ()  # the units that contradict each other
    printed: str = ""
    qualifier: str = ""
    power: int = 0  # 4: the cell shows a ten thousandth of what it stores, one of the rivals is for each
    is_told: bool = False  # which unit was answered, or is proved, also against one in the cell


class ValueReader(NamedTuple):
    """Reads the cells of one indicator; every refusal names it and the cell."""

    entry: IndicatorEntry
    sheet: str
    cell: str

    def read(self, cell: Cell, beside: Beside) -> Reading:
        """The value of a filled cell.

        Raises RefusedError: CELL_ERROR, UNCOMPUTED_FORMULA, NOT_A_NUMBER, NO_UNIT, UNIT_CONFLICT,
        SHOWN_SCALED, UNIT_MISMATCH, DOUBLE_SCALE, PRINTED_DISAGREES.
        """
        if plainly := self.plainly(cell, beside):
            return plainly
        shown = cell.text.strip()
        if cell.kind is Kind.TEXT and shown.endswith((")", "）")):
            bare, is_marked = without_mark(shown)
            if is_marked:
                reading = self.read(Cell(bare, bare, Kind.TEXT), beside)
                return reading._replace(printed=beside.printed or shown, is_provisional=True)
        absence = parse_absence(shown) if cell.kind is Kind.TEXT and not is_digits(shown) else None
        if absence:
            return Reading(None, absence, Qualifier.EXACT, ZERO, beside.printed or shown, "")
        own = self.quantity(cell)
        stated = self.stated(beside.printed)
        unit = own.unit or beside.unit or self.unit_of(own, stated, beside.printed)
        if not unit:
            raise self.refused(Code.NO_UNIT, cell=beside.unit_cell, given=shown, expected=self.entry.unit)
        if beside.power and beside.rivals:
            stored = Decimal(_DIGITS.sub("", shown)).scaleb(beside.power)
            weight = Severity.ERROR if cell.kind is Kind.TEXT else Severity.QUESTION  # 万 behind a thousandth
            raise self.refused(Code.SHOWN_SCALED, weight, given=shown, expected=plain(stored))
        if beside.rivals and not own.unit:
            one, other = beside.rivals
            raise self.refused(Code.UNIT_CONFLICT, cell=beside.unit_cell, given=one, expected=other)
        if own.unit in _SHARES and beside.unit and is_another(own.unit, beside.unit):
            raise self.refused(Code.UNIT_CONFLICT, Severity.ERROR, given=shown, expected=beside.unit)
        if beside.is_told:
            unit = beside.unit
        elif own.unit and is_slighted(own.unit, beside.unit) and not (multiplier(shown) or "千" in shown):
            raise self.refused(Code.UNIT_CONFLICT, given=own.unit, expected=beside.unit)
        for said in {beside.unit, beside.label_unit} - {"", unit}:
            self.in_base(own.value, said)
        scale = multiplier(f"1{unit}")
        if cell.kind is Kind.TEXT and not own.unit and scale and (multiplier(shown) or _SMALL.search(shown)):
            whole = shown + unit.replace(scale, "", 1)
            raise self.refused(Code.DOUBLE_SCALE, Severity.ERROR, given=shown, expected=unit, whole=whole)
        value = self.in_base(own.value, unit)
        if not stated:
            quantity = Quantity(own.value, unit, own.qualifier, own.quantum)
            text = shown if own.unit else shown + unit
            return self.reading(value, quantity, beside.printed or text, beside.qualifier)
        agreeing = [quantity for quantity in stated if self.as_stated(quantity) == value]
        if not agreeing:
            raise self.disagreeing(plain(value) + self.entry.unit, beside.printed)
        return self.reading(value, agreeing[0], beside.printed, beside.qualifier)

    def plainly(self, cell: Cell, beside: Beside) -> Reading | None:
        """What most cells say, found sooner: whole numbers in the base unit of which no more is said."""
        unit, shown = self.entry.unit, cell.text
        near, label, _cell, rivals, printed, qualifier, _power, _is_told = beside
        if not (shown.isascii() and shown.isdigit()) or near != unit or label not in ("", unit):
            return None
        if rivals or printed or qualifier or is_multiple(unit):
            return None
        value = Decimal(shown)
        if cell.kind is not Kind.TEXT and not (cell.kind is Kind.NUMBER and cell.value == value):
            return None
        return Reading(value, None, Qualifier.EXACT, ZERO, shown + unit, unit)

    def figure(
        self,
        reading: Reading,
        region: str,
        period: Period,
        *,
        citation: str = "",
        note: str = "",
        is_provisional: bool = False,
    ) -> Figure:
        """The figure that a reading of this cell states for a region and period; `note` or mark tell more."""
        value, absence, qualifier, margin, printed, printed_unit, is_marked = reading
        is_first = is_provisional or is_marked or (note != "" and says_provisional(note))
        return Figure(  # by place, as there are many
            self.entry.code,
            region,
            period,
            value,
            absence,
            self.entry.unit,
            printed,
            printed_unit,
            qualifier,
            margin,
            self.sheet,
            self.cell,
            citation,
            note,
            is_first and value is not None,
        )

    def explained(self, cell: Cell | None, why: str, why_cell: str) -> Reading:
        """The absence that the row's 缺报原因 states, for a cell that is blank or says the same.

        Raises RefusedError: ABSENCE_AND_VALUE, UNKNOWN_ABSENCE.
        """
        absence, shown = read_absence(why), cell.text.strip() if cell else ""
        if cell and (absence is None or parse_absence(shown) is not absence):
            raise self.refused(Code.ABSENCE_AND_VALUE, Severity.ERROR, given=shown, absence=why)
        if absence is None:
            words = "、".join(WORDS.values())
            raise self.refused(Code.UNKNOWN_ABSENCE, cell=why_cell, given=why, expected=words)
        return Reading(None, absence, Qualifier.EXACT, ZERO, why, "")

    def quantity(self, cell: Cell) -> Quantity:
        """The number of a cell, with its unit where the cell itself has one."""
        if cell.kind in _CELL_TROUBLES:
            raise self.refused(_CELL_TROUBLES[cell.kind], Severity.ERROR, given=cell.text.strip())
        if cell.kind in (Kind.NUMBER, Kind.PERCENT) and isinstance(cell.value, Decimal):
            unit = "%" if cell.kind is Kind.PERCENT else ""
            return Quantity(cell.value, unit, Qualifier.EXACT, last_place(cell.value))
        reason, character = cell.kind.value, ""
        if cell.kind is Kind.TEXT and is_digits(cell.text):
            return Quantity(Decimal(cell.text), "", Qualifier.EXACT, ONE)
        if cell.kind is Kind.TEXT:
            text = cell.text.strip()
            negative = _ACCOUNTING.fullmatch(narrow(text))
            try:
                return parse_quantity(f"-{negative[1]}" if negative else text)
            except QuantityError as error:
                reason, character = error.reason.value, error.character
        raise self.refused(
            Code.NOT_A_NUMBER,
            Severity.ERROR,
            given=cell.text.strip(),
            expected=self.entry.unit,
            reason=reason,
            character=character,
            number=str((cell.value - _DAY_ZERO).days) if isinstance(cell.value, date) else "",
        )

    def stated(self, printed: str) -> list[Quantity]:
        """The quantities of this indicator's unit that the 原文 states: as a whole, or within a sentence."""
        text = flat(printed)
        if not text:
            return []
        try:
            return [parse_quantity(text)]
        except QuantityError:
            found = []
        for match in _NUMBER.finditer(text):
            ahead = (text[match.end() : match.end() + length] for length in range(6, 0, -1))
            unit = next((unit for unit in ahead if as_unit(unit)), "")
            try:
                quantity = parse_quantity(match[0] + unit)
                convert(quantity.value, quantity.unit, self.entry.unit)
            except (QuantityError, UnitError):
                continue
            found.append(quantity)
        return found

    def unit_of(self, own: Quantity, stated: list[Quantity], printed: str) -> str:
        """The unit that the 原文 lends to a bare number; empty where it states none for it."""
        for quantity in stated:
            if quantity.unit:
                return quantity.unit if quantity.value == own.value else multiplier(printed) + quantity.unit
        return ""

    def as_stated(self, quantity: Quantity) -> Decimal | None:
        """The 原文's number in the base unit: 10.9名 counts as 10.9人/万人, 12户 never as 12人 (None)."""
        try:
            return convert(quantity.value, quantity.unit, self.entry.unit)
        except UnitError:
            per = self.entry.unit.split("/")[0]
            is_other = as_unit(quantity.unit) and not convertible(quantity.unit, per)
            return None if is_other else quantity.value

    def in_base(self, value: Decimal, unit: str) -> Decimal:
        try:
            return convert(value, unit, self.entry.unit)
        except UnitError:
            raise self.refused(
                Code.UNIT_MISMATCH, Severity.ERROR, given=unit, expected=self.entry.unit
            ) from None

    def reading(self, value: Decimal, quantity: Quantity, text: str, word: str) -> Reading:
        """The value with its precision: a multiplier or a rate's decimals round it, a 修饰 column decides."""
        mark = "" if is_digits(text) else multiplier(text)
        printed_unit = quantity.unit if multiplier(f"1{quantity.unit}") else mark + quantity.unit
        qualifier = quantity.qualifier
        if qualifier in (Qualifier.EXACT, Qualifier.ROUNDED):
            scaled = bool(multiplier(f"1{printed_unit}")) and flat(printed_unit) != flat(self.entry.unit)
            fraction = self.entry.nature is Nature.RATE and quantity.quantum < 1
            qualifier = Qualifier.ROUNDED if scaled or fraction else Qualifier.EXACT
        qualifier = qualifier_of(word) or qualifier
        margin = ZERO if qualifier is Qualifier.EXACT else self.margin(quantity)
        return Reading(value, None, qualifier, margin, text, printed_unit)

    def margin(self, quantity: Quantity) -> Decimal:
        """Half the last printed place, in the base unit."""
        try:
            place = convert(quantity.quantum, quantity.unit, self.entry.unit)
        except UnitError:
            place = quantity.quantum
        return (place / 2).quantize(PLACE, ROUND_CEILING)

    def disagreeing(self, given: str, printed: str) -> RefusedError:
        """The 原文 states another number than the cell, or one where the cell is blank."""
        return self.refused(Code.PRINTED_DISAGREES, given=given, expected=printed)

    def refused(
        self, code: Code, severity: Severity = Severity.QUESTION, cell: str = "", **params: str
    ) -> RefusedError:
        where, name = cell or self.cell, self.entry.name
        return refused(code, self.sheet, where, severity, question=None, indicator=name, **params)


def is_digits(text: str) -> bool:
    """A whole number and nothing else: the most frequent text by far."""
    return text.isascii() and text.isdigit()


@lru_cache(maxsize=65536)
def is_quantity(text: str) -> bool:
    """The text states a number and nothing else."""
    try:
        parse_quantity(text)
    except QuantityError:
        return False
    return True


@lru_cache(maxsize=65536)
def multiplier(text: str) -> str:
    """The 万 or 亿 that follows a number; empty where there is none."""
    found = _MULTIPLIER.search(flat(text))
    return found[1] if found else ""


@lru_cache(maxsize=1024)
def is_multiple(unit: str) -> bool:
    """万元 and 亿人: a number in it is rounded."""
    return bool(multiplier(f"1{unit}"))


def last_place(value: Decimal) -> Decimal:
    """The worth of the last digit behind the point, 1 for a whole number."""
    if value == value.to_integral_value():
        return ONE
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)


def qualifier_of(word: str) -> Qualifier | None:
    """The qualifier that a word of a 修饰 column means, None for an empty or unknown one."""
    if not word:
        return None
    text = flat(word).casefold()
    found = (each for each, words in _QUALIFIERS.items() if any(hint in text for hint in words))
    return next(found, None)


def convertible(unit: str, to: str) -> bool:
    try:
        convert(Decimal(1), unit, to)
    except UnitError:
        return False
    return True
