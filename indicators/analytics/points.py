"""A value with what is known of its precision, alone or at a period."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import NamedTuple, Protocol

from indicators.analytics.refusals import Reason
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier

ZERO = Decimal(0)
ONE_SIDED = frozenset({Qualifier.NEARLY, Qualifier.OVER})

# Values have 15 digits, so a quotient differs from every rounding boundary by more than 1e-30 of itself.
_DIVISION = Context(prec=50)


class Value(NamedTuple):
    """A figure in its base unit; None with an absence where there is none."""

    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    margin: Decimal = ZERO  # half the printed place in the base unit; 0 when exact
    absence: Absence | None = None
    is_complete: bool = True  # False for a sum that lacks a region


class Point(NamedTuple):
    """A figure of one indicator and region at a period."""

    period: Period
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    margin: Decimal = ZERO
    absence: Absence | None = None
    coverage: tuple[int, int] | None = None  # of a sum: regions reported, regions expected
    definition: int | str | None = None  # the definition in force
    is_provisional: bool = False
    parts: frozenset[str] | None = None  # of a sum: the regions in it, where known
    reason: Reason | None = None  # why a derived value is missing


class Measured(Protocol):
    """What a Value, a Point and a Sum have in common."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def qualifier(self) -> Qualifier: ...
    @property
    def margin(self) -> Decimal: ...


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient, to 50 digits: far beyond anything that is shown."""
    return _DIVISION.divide(numerator, denominator)


def combined_qualifier(parts: Iterable[Measured]) -> Qualifier:
    """The qualifier of a sum: 余 or 近 where a part has one of them, 约 where both occur, else rounded."""
    found = {part.qualifier for part in parts} - {Qualifier.EXACT}
    sided = found & ONE_SIDED
    if len(sided) == 1:
        return sided.pop()
    if sided:
        return Qualifier.ABOUT
    return Qualifier.ROUNDED if found else Qualifier.EXACT


def spread(measured: Measured) -> Decimal:
    """How far the true value may lie from the one given: half the printed place, for 近 and 余 all of it."""
    return measured.margin * (2 if measured.qualifier in ONE_SIDED else 1)


def combined_margin(parts: Iterable[Measured]) -> Decimal:
    """The margin of a sum or a difference: the sum of the margins."""
    parts = tuple(parts)
    mixed = combined_qualifier(parts) is Qualifier.ABOUT
    return sum((spread(part) if mixed else part.margin for part in parts), ZERO)


def comparable(now: Point, base: Point) -> Reason | None:
    """Why two points may not be set against each other: another definition, or sums of other regions."""
    if now.definition != base.definition:
        return Reason.DEFINITION_CHANGED
    return None if same_coverage(now, base) else Reason.COVERAGE_DIFFERS


def same_coverage(first: Point, second: Point) -> bool:
    """Both whole, or sums of the same regions; a reported total is whole."""
    if first.parts is not None and second.parts is not None:
        return first.parts == second.parts and first.coverage == second.coverage
    if first.coverage is not None and second.coverage is not None and first.coverage[1] != second.coverage[1]:
        return False
    return is_whole(first) and is_whole(second)


def is_whole(point: Point) -> bool:
    """No region that was expected is lacking."""
    return point.coverage is None or point.coverage[0] >= point.coverage[1]
