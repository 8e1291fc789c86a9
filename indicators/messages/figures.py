"""How a figure is written in the reader's language: value, unit, time, absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.analytics import labels
from indicators.analytics.labels import Language
from indicators.analytics.nature import Nature
from indicators.models import Absence, Indicator
from indicators.periods import Period
from indicators.quantities import Qualifier, Shown, format_quantity
from indicators.quantities.units import unit_name
from indicators.standing.series import Seen


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


class Stated(Protocol):
    """What an observation, a figure in a draft and a point have in common."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def margin(self) -> Decimal: ...
    @property
    def is_provisional(self) -> bool: ...


def show_figure(indicator: Indicator, stated: Stated, *, compact: bool = False) -> Shown:
    """A figure that there is, as a value is shown, and that it is provisional where it is."""
    value = stated.value
    if value is None:
        raise ValueError("A figure without a value has an absence to show.")
    shown = show_value(indicator, value, stated.qualifier, stated.margin, compact=compact)
    return replace(shown, status=show_status(stated))


def show_status(stated: Stated) -> str:
    """That a figure is not the final one yet; nothing of one that is."""
    return _("provisional") if stated.is_provisional and stated.value is not None else ""


def show_value(
    indicator: Indicator, value: Decimal, qualifier: str, margin: Decimal, *, compact: bool = False
) -> Shown:
    """A value with qualifier and unit, of a rank 第2位; `compact` writes 万 and 亿, as cards do."""
    shown = format_quantity(
        value,
        indicator.unit,
        Qualifier(qualifier),
        decimals=indicator.decimals,
        quantum=margin * 2 or None,
        compact=compact,
        language=language(),
    )
    if Nature(indicator.nature) is not Nature.RANK:
        return shown
    return replace(shown, number=show_place(shown.number), unit="")


def show_place(place: int | str, *, is_shared: bool = False) -> str:
    """A place in an order: 第2位, 并列第2位 where others have the same."""
    return (_("place %(place)s =") if is_shared else _("place %(place)s")) % {"place": place}


def show_unit(indicator: Indicator) -> str:
    """The unit as a table names it above its figures; some that Chinese counts with have no English word."""
    return unit_name(indicator.unit, language()) or _("number")


def show_label(indicator: Indicator, period: Period) -> str:
    """The time of a figure: 2023年6月末, 2023年1—6月, 截至2023年6月末累计."""
    return labels.label(Nature(indicator.nature), period, language(), of=nature_of_parts(indicator))


def nature_of_parts(indicator: Indicator) -> Nature | None:
    """Of what a rate counts; None of any other figure."""
    return Nature(indicator.numerator.nature) if indicator.numerator else None


def show_absence(absence: str) -> str:
    return str(Absence(absence).label) if absence else ""


def show_period(period: str) -> str:
    """A period by its name: 2023年二季度 for `2023-Q2`."""
    return labels.span_name(Period.parse(period), language())


def show_day(day: date) -> str:
    """A day as a letter writes it: 2023年7月12日."""
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh" else day.isoformat()


def show_coverage(seen: Seen | None) -> str:
    """How many regions a sum has, of how many; nothing of what is whole by itself."""
    if seen is None or seen.point.coverage is None:
        return ""
    reported, expected = seen.point.coverage
    return _("%(reported)d/%(expected)d reported") % {"reported": reported, "expected": expected}
