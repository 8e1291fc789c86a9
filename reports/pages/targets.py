"""Targets in words, and from what they were revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.messages.figures import language, show_day, show_value
from indicators.models import Indicator, Target
from indicators.quantities import Shown
from indicators.standing.targets import is_in_force
from reports.pages.charts import phrases


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A target in words, after what it was before; `ended` is the day of one that holds no longer."""

    row: Target
    shown: Shown
    ended: str
    former: tuple[str, ...]


def show_target(indicator: Indicator, versions: Sequence[Target], day: date | None) -> ShownTarget:
    """The last of these as it was known at a day's end, now for None."""
    *former, row = versions
    return ShownTarget(
        row,
        show_value(indicator, row.value, "exact", Decimal(0)),
        "" if is_in_force(row, day) else _when(row.ended_at),
        tuple(_former_words(indicator, old, row) for old in former),
    )


def _former_words(indicator: Indicator, old: Target, now: Target) -> str:
    said = {
        "from": _when(old.stated_at),
        "to": _when(old.ended_at),
        "demand": demand_words(indicator, old, now),
        "document": old.document,
    }
    return _("%(from)s to %(to)s: %(demand)s (%(document)s)") % said


def _when(at: datetime | None) -> str:
    return show_day(timezone.localdate(at)) if at else ""


def target_words(indicator: Indicator, target: Target | None) -> str:
    """What it asks for, as short as a card has it."""
    if target is None:
        return ""
    amount = _amount(indicator, target.value, compact=True)
    if language() != "en":
        return f"{target.get_kind_display()}{amount}"
    return amount if target.kind == Target.Kind.LEVEL else f"{target.get_kind_display()} {amount}"


def demand_words(indicator: Indicator, target: Target, other: Target) -> str:
    """What it asks for, exactly, with whatever else tells it from another."""
    between = " " if language() == "en" else ""
    said = [f"{target.get_kind_display()}{between}{_amount(indicator, target.value)}"]
    if target.baseline != other.baseline:
        base = _("none") if target.baseline is None else _amount(indicator, target.baseline)
        said.append(_("baseline %s") % base)
    if target.profile != other.profile:
        said.append(_("due by steps of %s") % (target.profile or _("equal size")))
    return phrases(said)


def revision_words(indicator: Indicator, target: Target | None) -> str:
    """「目标已于…由…调整为…」; blank where it asks for what it always did."""
    if target is None or target.revision is None:
        return ""
    old = target.revision.old
    return _("Target revised on %(day)s from %(old)s to %(new)s") % {
        "day": _when(target.revision.at),
        "old": demand_words(indicator, old, target),
        "new": demand_words(indicator, target, old),
    }


def _amount(indicator: Indicator, value: Decimal, *, compact: bool = False) -> str:
    return show_value(indicator, value, "exact", Decimal(0), compact=compact).text
