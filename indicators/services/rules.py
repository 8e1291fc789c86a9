"""Proposing rules from what the catalogue or a sheet's numbering makes parts, and confirming them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from indicators.analytics import rules as formulas
from indicators.intake.examine import get_index
from indicators.intake.stamp import own_sheets
from indicators.intake.wholes import find_parts
from indicators.models import Form, Indicator, Observation, Rule, Upload, User
from indicators.services import catalogue
from indicators.services.readings import get_reading

Pair = tuple[Indicator, Indicator]  # a part and its whole
FILES = 5  # the last of a form tell how its rows are numbered
ENOUGH = 8  # approved sums that agree before a sum is proposed


def propose(*, form: Form, by: User) -> list[Rule]:
    """Rules that a form does not have yet, each unconfirmed.

    A part is at most its whole; the parts add up to it where they do in all that is approved.
    """
    with transaction.atomic():
        known = {_meaning(rule.formula) for rule in form.rules.all()}
        number = form.rules.aggregate(last=Max("number"))["last"] or 0
        proposed = []
        for formula in _formulas(form):
            if _meaning(formula) not in known:
                known.add(_meaning(formula))
                number += 1
                rule = Rule(form=form, number=number, formula=formula, is_confirmed=False)
                catalogue.save(instance=rule, by=by)
                proposed.append(rule)
    return proposed


def confirm(*, rules: Iterable[Rule], by: User) -> int:
    """Let figures be checked against these rules; tells how many of them were only proposed."""
    with transaction.atomic():
        waiting = [rule for rule in rules if not rule.is_confirmed]
        for rule in waiting:
            rule.is_confirmed = True
            catalogue.save(instance=rule, by=by)
    return len(waiting)


def _formulas(form: Form) -> Iterator[str]:
    for pairs in (_catalogued(form), _numbered(form)):
        wholes: dict[Indicator, list[Indicator]] = defaultdict(list)
        for part, whole in dict.fromkeys(pairs):
            if (part.unit, part.nature) == (whole.unit, whole.nature):
                wholes[whole].append(part)
        for whole, parts in wholes.items():
            if len(parts) > 1 and _adds_up(whole, parts):
                yield f"{whole.code}={'+'.join(part.code for part in parts)}"
            yield from (f"{part.code}<={whole.code}" for part in parts)


def _catalogued(form: Form) -> Iterator[Pair]:
    for part in form.indicators.filter(parent__form=form).select_related("parent"):
        if part.parent:
            yield part, part.parent


def _numbered(form: Form) -> Iterator[Pair]:
    """As the last files numbered them that this form was taken from."""
    own = {indicator.code: indicator for indicator in form.indicators.all()}
    index = get_index()
    files = Upload.objects.filter(state=Upload.State.STAGED, figures__submission__form=form).distinct()
    for upload in files.order_by("-pk")[:FILES]:
        for part, whole in find_parts(own_sheets(get_reading(upload).grids), index):
            if part.code in own and whole.code in own:
                yield own[part.code], own[whole.code]


def _adds_up(whole: Indicator, parts: Iterable[Indicator]) -> bool:
    """Whether the parts are the whole wherever all of them are approved, and often enough."""
    values: dict[tuple[int, date], dict[int, Decimal]] = defaultdict(dict)
    wanted = [whole.pk, *(part.pk for part in parts)]
    rows = Observation.objects.as_of(None).filter(
        indicator__in=wanted, origin=Observation.Origin.REPORTED, value__isnull=False
    )
    for region, end, indicator, value in rows.values_list("region", "end", "indicator", "value"):
        values[region, end][indicator] = value or Decimal(0)
    sums = [stated for stated in values.values() if len(stated) == len(wanted)]
    return len(sums) >= ENOUGH and all(2 * stated[whole.pk] == sum(stated.values()) for stated in sums)


def _meaning(formula: str) -> tuple[frozenset[formulas.Term], str, frozenset[formulas.Term]]:
    """The same for a ≤ b and b ≥ a, and for sums in whatever order."""
    rule = formulas.parse(formula)
    left, sign, right = frozenset(rule.left), rule.comparison, frozenset(rule.right)
    return (right, "<=", left) if sign is formulas.Comparison.AT_LEAST else (left, sign.value, right)
