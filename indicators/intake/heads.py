"""What a column's header says beside its role and its period: names and a region."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.intake.dates import undated
from indicators.intake.headings import is_heading
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.table import Column
from indicators.intake.layout.words import as_unit, bare, trailing_bracket
from indicators.intake.matching import Index, is_total


@dataclass(frozen=True, slots=True)
class Head:
    """What the levels of a header say beside its role: names, of which one may be a region."""

    names: tuple[str, ...] = ()
    region: str = ""

    def label_in(self, index: Index) -> str:
        """The names as one label, the lower before the upper where only that is known: 低保人数 › 农村.

        Below a mere heading the lower alone.
        """
        label, turned = "".join(self.names), "".join(reversed(self.names))
        if index.indicator(label).entry or len(self.names) < 2:
            return label
        lower = index.indicator(self.names[-1]).entry
        if lower and all(is_heading(words, lower) for words in self.names[:-1]):
            return self.names[-1]
        return turned if index.indicator(turned).entry else label


def head_of(column: Column, index: Index) -> Head:
    """The names and the region in a column's header; words of a role and periods are neither."""
    names, region = [], ""
    for level in column.levels:
        rest = undated(level) if is_dated(level) else level
        if not rest or (role_of(rest) is Role.VALUE and not index.indicator(rest).entry) or as_unit(rest):
            continue
        if len(index.region(rest)) == 1 or is_total(rest):
            region = rest
        elif bare(rest) == "小计" and len(column.levels) > 1:  # of the parts beside it
            continue
        else:
            before, inside = trailing_bracket(rest)
            names.append(before if as_unit(inside) else rest)
    return Head(tuple(names), region)
