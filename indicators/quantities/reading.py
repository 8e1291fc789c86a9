"""From what is printed to a quantity: `约2.2亿元`, `两轮次`, `全省第二`."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from indicators.numerals import NUMERALS, narrow, whole_number
from indicators.quantities.units import MULTIPLES
from indicators.quantities.values import Absence, Qualifier, Quantity, shifted


class Reason(StrEnum):
    """Why a text states no quantity."""

    EMPTY = "empty"
    NO_NUMBER = "no_number"  # 已全面整改到位
    CHARACTER = "character"  # 23,75O: `character` is the first that cannot stand there
    GROUPING = "grouping"  # 1,2345
    PARENTHESES = "parentheses"  # (120): a remark, or negative?
    BOUND = "bound"  # 至少2次: a requirement


class QuantityError(ValueError):
    """The text states no quantity: why, and where one character is to blame, which."""

    def __init__(self, text: str, reason: Reason, character: str = "") -> None:
        super().__init__(text, reason, character)
        self.text = text
        self.reason = reason
        self.character = character


_QUALIFIERS = {
    Qualifier.ABOUT: ("大约", "大概", "约", "左右"),
    Qualifier.NEARLY: ("将近", "接近", "近"),
    Qualifier.OVER: ("超过", "突破", "超", "逾", "多", "余", "以上"),
}
_MEANT = {word: qualifier for qualifier, words in _QUALIFIERS.items() for word in words}
_BOUND_WORDS = re.compile("至少|不少于|不低于|不超过|不高于|不足|最多|以内|以下")
_BEFORE = "(?P<before>大约|大概|约|将近|接近|近|超过|突破|超|逾)?"
_SPELT = f"[{NUMERALS}]"
# Only these may follow a numeral in words: 两个确立, 一老一小 and 六月 count nothing.
_COUNTED = (
    "轮次|场次|届次|位次|人次|[个家所处人名位次户张对例件项条场轮届份辆台套座元亩]|公[里顷]|平方[米公]里?|米"
)
_OPEN = (
    rf"%|‰|㎡|k?m[2²]?|(?:(?!{_SPELT}|[万亿多余约近超逾以左右上下前后大第至到不])[一-龥]){{1,8}}"
    r"(?:[/·][一-龥]{1,6}){0,2}"
)
_QUANTITY = re.compile(
    rf"{_BEFORE}(?P<sign>-)?(?:(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)|(?P<spelt>{_SPELT}+))"
    rf"(?P<more>[多余])?(?P<multiple>{'|'.join(MULTIPLES)})?(?P<still_more>[多余])?"
    rf"(?:[个大](?P<field>方面|领域)|(?P<unit>(?(spelt)(?:{_COUNTED})|(?:{_OPEN}))))?(?P<after>左右|以上|[多余])?"
)
_GROUPED = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_RANK = re.compile(rf"(?:全[国省市县区])?第(?P<place>[0-9]+|{_SPELT}+)[名位]?")
_NONE = re.compile("零(?:伤亡|死亡|事故|发生)")


def parse_quantity(text: str) -> Quantity:
    """The quantity that a text states and nothing else: `约2.2亿元`, `１，２３４人`, `两轮次`, `零伤亡`.

    A value printed with a multiple is ROUNDED, except in 万元, the unit that money is kept in; 全省第二 is 2
    位次; 15个方面 and 3大领域 count 个; a bare number has the unit "". Raises QuantityError.
    """
    tight = narrow(text)
    if not tight:
        raise QuantityError(text, Reason.EMPTY)
    if re.search("[()]", tight):
        raise QuantityError(text, Reason.PARENTHESES)
    if _BOUND_WORDS.search(tight):
        raise QuantityError(text, Reason.BOUND)
    if _NONE.fullmatch(tight):
        return Quantity(Decimal(0), "", Qualifier.EXACT, Decimal(1))
    if rank := _RANK.fullmatch(tight):
        return Quantity(_whole(text, rank["place"]), "位次", Qualifier.EXACT, Decimal(1))
    return _parse(text, tight)


def _parse(text: str, tight: str) -> Quantity:
    match = _QUANTITY.match(tight)
    if not match and not re.search(f"[0-9]|{_SPELT}", tight):
        raise QuantityError(text, Reason.NO_NUMBER)
    if not match or match.end() < len(tight):
        rest = tight[match.end() :] if match else re.sub(f"^{_BEFORE}-?", "", tight)
        raise QuantityError(text, Reason.CHARACTER, rest[0])
    sign, multiple = match["sign"] or "", match["multiple"] or ""
    unit = "个" if match["field"] else match["unit"] or ""
    power = MULTIPLES.get(multiple, 0)
    decimals = 0
    if match["spelt"]:
        number = _whole(text, match["spelt"])
    else:
        whole, _, fraction = match["digits"].partition(".")
        if not _GROUPED.fullmatch(whole):
            raise QuantityError(text, Reason.GROUPING)
        number, decimals = Decimal(match["digits"].replace(",", "")), len(fraction)
    qualifier = _qualifier(
        text, [word for word in match.group("before", "more", "still_more", "after") if word]
    )
    if qualifier is Qualifier.EXACT and multiple and (multiple, unit) != ("万", "元"):
        qualifier = Qualifier.ROUNDED
    value = shifted(number, power)
    return Quantity(
        value.copy_negate() if sign and value else value,
        unit,
        qualifier,
        shifted(Decimal(1), power - decimals),
    )


def _whole(text: str, spelt: str) -> Decimal:
    try:
        return Decimal(whole_number(spelt))
    except ValueError:
        raise QuantityError(text, Reason.NO_NUMBER) from None


def _qualifier(text: str, words: list[str]) -> Qualifier:
    """What the words around the number say of it; two that disagree (近40余) are refused."""
    said = {_MEANT[word] for word in words} or {Qualifier.EXACT}
    if len(said) > 1:
        raise QuantityError(text, Reason.CHARACTER, words[-1][0])
    return said.pop()


def parse_absence(text: str) -> Absence | None:
    """The absence that a mark states: — - / are not applicable, … is withheld; a blank states nothing."""
    tight = narrow(text)
    if re.fullmatch("[-—–―─]{1,3}|/", tight):
        return Absence.NOT_APPLICABLE
    return Absence.WITHHELD if re.fullmatch(r"…{1,2}|\.{3}|\.{6}|⋯{1,2}", tight) else None
