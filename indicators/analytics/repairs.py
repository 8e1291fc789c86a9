"""The fewest cells whose change would make all broken rules hold: a hint where to look, no correction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from indicators.analytics.rules import Broken, Comparison, Incomplete, Rule, check, operands
from indicators.analytics.suspicions import TENS, exchanged

MOST_CELLS = 3  # of one repair; where more are wrong, nobody is helped by a guess
MOST_TRIED = 12  # cells of one knot of rules that are tried
Bound = tuple[tuple[Fraction, ...], Fraction]  # factors of the cells; their sum is at most this


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a repair: between which values, as far as there are bounds, it would have to lie."""

    code: str
    given: Decimal
    low: Fraction | None
    high: Fraction | None
    slip: str = ""  # transposed, 10, 1/10, digit, missing_part, counted_twice

    @property
    def needed(self) -> Decimal | None:
        """The one value it would have to be; None where there are several."""
        if self.low is None or self.low != self.high:
            return None
        return Decimal(self.low.numerator) / Decimal(self.low.denominator)


Repair = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with its tolerance."""

    rule: Rule
    tolerance: Decimal = Decimal(0)


def find_repairs(
    rules: Iterable[Ruled],
    values: Mapping[str, Decimal | None],
    *,
    changeable: Collection[str],
    whole: Collection[str] = (),
) -> list[tuple[Repair, ...]]:
    """For each knot of rules that share cells and are not all kept: its smallest repairs, likely slips first.

    A repair keeps every rule of its knot, broken ones to the last digit; no cell becomes negative, none of
    the `whole` ones a fraction. Exact: each set of up to MOST_CELLS cells is tried, the sets of one more cell
    only where no smaller one will do. A knot without such a repair gives none.
    """
    complete = [each for each in rules if not isinstance(check(each.rule, values), Incomplete)]
    found = []
    for knot in _knots(complete, changeable):
        broken = [each for each in knot if isinstance(check(each.rule, values, each.tolerance), Broken)]
        if any(each.rule.comparison is Comparison.DIFFERENT for each in broken):
            continue  # any other value would do
        if broken and (repairs := _smallest(knot, broken, values, changeable, whole)):
            found.append(tuple(sorted(repairs, key=lambda repair: not any(each.slip for each in repair))))
    return found


def _knots(rules: Iterable[Ruled], changeable: Collection[str]) -> list[list[Ruled]]:
    """Rules that share a cell, directly or through others, together."""
    knots: list[tuple[set[str], list[Ruled]]] = []
    for each in rules:
        cells, members = set(operands(each.rule)) & set(changeable), [each]
        for other in [knot for knot in knots if knot[0] & cells]:
            cells, members = cells | other[0], [*other[1], *members]
            knots.remove(other)
        knots.append((cells, members))
    return [members for _cells, members in knots]


def _smallest(
    knot: Sequence[Ruled],
    broken: Sequence[Ruled],
    values: Mapping[str, Decimal | None],
    changeable: Collection[str],
    whole: Collection[str],
) -> list[Repair]:
    cells = [code for code in dict.fromkeys(c for b in knot for c in operands(b.rule)) if code in changeable]
    if len(cells) > MOST_TRIED:
        cells = [code for code in cells if any(code in operands(each.rule) for each in broken)][:MOST_TRIED]
    for size in range(1, MOST_CELLS + 1):
        repairs = [
            repair
            for codes in combinations(cells, size)
            if all(set(codes) & set(operands(each.rule)) for each in broken)
            and (repair := _repair(codes, knot, broken, values, whole))
        ]
        if repairs:
            return repairs
    return []


def _repair(
    codes: tuple[str, ...],
    knot: Sequence[Ruled],
    broken: Sequence[Ruled],
    values: Mapping[str, Decimal | None],
    whole: Collection[str],
) -> Repair | None:
    bounds = [bound for each in knot for bound in _bounds(each, codes, values, exact=each in broken)]
    bounds += [(tuple(Fraction(-(one == code)) for one in codes), Fraction(0)) for code in codes]
    changes = []
    for place, code in enumerate(codes):
        reach = _reach(bounds, place)
        if reach is None:
            return None
        low, high = reach
        if code in whole and low is not None and low == high and low.denominator != 1:
            return None
        changes.append(_change(code, low, high, knot, values))
    return tuple(changes)


def _bounds(
    ruled: Ruled, codes: tuple[str, ...], values: Mapping[str, Decimal | None], *, exact: bool
) -> Iterator[Bound]:
    """The rule as bounds on these cells, all others as they are; a broken rule without leeway."""
    rule, leeway = ruled.rule, Fraction(0 if exact else ruled.tolerance)
    factors, rest = dict.fromkeys(codes, Fraction(0)), Fraction(0)
    for way, side in ((1, rule.left), (-1, rule.right)):
        for term in side:
            if term.code in factors:
                factors[term.code] += way * term.sign
            else:
                rest += way * term.sign * Fraction(values[term.code] or 0)
    row = tuple(factors.values())
    if rule.comparison in (Comparison.EQUAL, Comparison.AT_MOST, Comparison.LESS):
        yield row, leeway - rest
    if rule.comparison in (Comparison.EQUAL, Comparison.AT_LEAST, Comparison.MORE):
        yield tuple(-factor for factor in row), leeway + rest


def _reach(bounds: list[Bound], place: int) -> tuple[Fraction | None, Fraction | None] | None:
    """Between which values one cell may lie, the others eliminated (Fourier and Motzkin); None: nowhere."""
    for other in range(len(bounds[0][0])):
        if other != place:
            bounds = _eliminate(bounds, other)
    if any(not factors[place] and limit < 0 for factors, limit in bounds):
        return None
    low = max((limit / row[place] for row, limit in bounds if row[place] < 0), default=None)
    high = min((limit / row[place] for row, limit in bounds if row[place] > 0), default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def _eliminate(bounds: Iterable[Bound], place: int) -> list[Bound]:
    bounds = list(bounds)
    kept = {bound for bound in bounds if not bound[0][place]}
    for above, high in (bound for bound in bounds if bound[0][place] > 0):
        for below, low in (bound for bound in bounds if bound[0][place] < 0):
            up, down = above[place], -below[place]
            row = tuple(down * a + up * b for a, b in zip(above, below, strict=True))
            kept.add((row, down * high + up * low))
    return list(kept)


def _change(
    code: str,
    low: Fraction | None,
    high: Fraction | None,
    knot: Iterable[Ruled],
    values: Mapping[str, Decimal | None],
) -> Change:
    given = values[code] or Decimal(0)
    change = Change(code, given, low, high)
    if change.needed is None:
        return change
    beside = {other for each in knot if code in operands(each.rule) for other in operands(each.rule)} - {code}
    parts = [value for other in beside if (value := values[other])]
    return Change(code, given, low, high, name_slip(given, change.needed, parts))


def name_slip(given: Decimal, needed: Decimal, parts: Collection[Decimal] = ()) -> str:
    """How somebody who meant `needed` may have come to write `given`; empty where nothing is likely."""
    if not given or not needed:
        return ""
    for factor in TENS:
        if given == needed * factor:
            return str(factor)
        if given * factor == needed:
            return f"1/{factor}"
    if needed in exchanged(given):
        return "transposed"
    if needed - given in parts:
        return "missing_part"
    if given - needed in parts:
        return "counted_twice"
    one, other = f"{given.normalize():f}", f"{needed.normalize():f}"
    if len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return "digit"
    return ""
