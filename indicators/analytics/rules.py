"""Relations between figures as ministries write them: `A=B+C+D`, `A>=B+C`, `A<=B`, `A+B+C=D+E+F`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Expected(StrEnum):
    """What should have stood there."""

    OPERAND = "operand"
    COMPARISON = "comparison"
    OPERATOR = "operator"  # or the end


class RuleError(ValueError):
    """What was written is no rule: at which character (from 0), and what was expected there."""

    def __init__(self, position: int, expected: Expected) -> None:
        super().__init__(f"{position}: {expected}")
        self.position = position
        self.expected = expected


class Comparison(StrEnum):
    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    DIFFERENT = "!="


@dataclass(frozen=True, slots=True)
class Term:
    """The code of a figure, added (sign 1) or taken away (sign -1)."""

    sign: int
    code: str


@dataclass(frozen=True, slots=True)
class Rule:
    left: tuple[Term, ...]
    comparison: Comparison
    right: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """The rule is kept."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The rule is not kept: the value of either side, and left − right."""

    left: Decimal
    right: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The rule cannot be checked: these operands have no value."""

    missing: tuple[str, ...]


# Full-width signs as Chinese keyboards give them; one character for one, so that positions stay.
_FOLD = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    | dict.fromkeys("−–—", "-")
    | {"\u3000": " "}
)
_SPACE = re.compile(r"\s*")
_CODE = re.compile(r"\w+(?:\.\w+)*")
_SIGN = re.compile(r"[+-]")
_COMPARISON = re.compile(r">=|=>|<=|=<|!=|<>|==|[=<>≥≧≤≦≠]")
_READ = {Comparison.AT_LEAST: "≥", Comparison.AT_MOST: "≤", Comparison.DIFFERENT: "≠"}
_SPELT = {
    "=>": ">=",
    "≥": ">=",
    "≧": ">=",
    "=<": "<=",
    "≤": "<=",
    "≦": "<=",
    "<>": "!=",
    "≠": "!=",
    "==": "=",
}


def parse(text: str) -> Rule:
    """The rule that is written; raises RuleError."""
    scanner = _Scanner(text.translate(_FOLD))
    left = scanner.take_terms()
    comparison = scanner.take_comparison()
    right = scanner.take_terms()
    if not scanner.is_at_end:
        raise RuleError(scanner.position, Expected.OPERATOR)
    return Rule(left, comparison, right)


def write(rule: Rule, names: Mapping[str, str]) -> str:
    """The rule as people read it, its codes by name where there is one: 党支部数 = 五星级 + 四星级."""
    sign = _READ.get(rule.comparison, rule.comparison.value)
    return f"{_write(rule.left, names)} {sign} {_write(rule.right, names)}"


def _write(terms: tuple[Term, ...], names: Mapping[str, str]) -> str:
    said = " ".join(f"{'-' if term.sign < 0 else '+'} {names.get(term.code, term.code)}" for term in terms)
    return said.removeprefix("+ ")


def rename(text: str, codes: Mapping[str, str]) -> str:
    """The rule as it is written, its operands by these codes where they have one."""
    return _CODE.sub(lambda found: codes.get(found[0], found[0]), text.translate(_FOLD))


def operands(rule: Rule) -> tuple[str, ...]:
    """The codes in a rule, once each, in the order written."""
    return tuple(dict.fromkeys(term.code for term in (*rule.left, *rule.right)))


def check(
    rule: Rule, values: Mapping[str, Decimal | None], tolerance: Decimal = Decimal(0)
) -> Holds | Broken | Incomplete:
    """Whether the values keep the rule, where a difference up to the tolerance is rounding.

    A missing value is not zero: the rule is then incomplete.
    """
    missing = tuple(code for code in operands(rule) if values.get(code) is None)
    if missing:
        return Incomplete(missing)
    left, right = _side(rule.left, values), _side(rule.right, values)
    difference = left - right
    if _keeps(rule.comparison, difference, tolerance):
        return Holds()
    return Broken(left, right, difference)


def _keeps(comparison: Comparison, difference: Decimal, tolerance: Decimal) -> bool:
    match comparison:
        case Comparison.EQUAL:
            return abs(difference) <= tolerance
        case Comparison.DIFFERENT:
            return abs(difference) > tolerance
        case Comparison.AT_LEAST:
            return difference >= -tolerance
        case Comparison.AT_MOST:
            return difference <= tolerance
        case Comparison.MORE:
            return difference > -tolerance
        case Comparison.LESS:
            return difference < tolerance


def _side(terms: tuple[Term, ...], values: Mapping[str, Decimal | None]) -> Decimal:
    return sum((term.sign * (values[term.code] or Decimal(0)) for term in terms), Decimal(0))


class _Scanner:
    """Reads a rule from left to right: terms, comparison, terms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._skip_space()

    @property
    def is_at_end(self) -> bool:
        return self.position == len(self.text)

    def take_terms(self) -> tuple[Term, ...]:
        sign = self._take_sign() or 1
        terms = [self._take_term(sign)]
        while sign := self._take_sign():
            terms.append(self._take_term(sign))
        return tuple(terms)

    def take_comparison(self) -> Comparison:
        if written := self._take(_COMPARISON):
            return Comparison(_SPELT.get(written, written))
        raise RuleError(self.position, Expected.COMPARISON)

    def _take_sign(self) -> int:
        return {"+": 1, "-": -1, "": 0}[self._take(_SIGN)]

    def _take_term(self, sign: int) -> Term:
        if code := self._take(_CODE):
            return Term(sign, code)
        raise RuleError(self.position, Expected.OPERAND)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.position)
        if not match:
            return ""
        self.position = match.end()
        self._skip_space()
        return match.group()

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position
