"""How a figure is written in the reader's language: value, unit, time, absence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.analytics import labels
from indicators.analytics.labels import Language
from indicators.analytics.nature import Nature
from indicators.models import Absence, Indicator
from indicators.periods import Period
from indicators.quantities import Qualifier, Shown, format_quantity
from indicators.quantities.units import unit_name


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


def show_value(
    indicator: Indicator, value: Decimal, qualifier: str, margin: Decimal, *, compact: bool = False
) -> Shown:
    """A value with qualifier and unit; `compact` writes 万 and 亿, as cards do."""
    return format_quantity(
        value,
        indicator.unit,
        Qualifier(qualifier),
        decimals=indicator.decimals,
        quantum=margin * 2 or None,
        compact=compact,
        language=language(),
    )


def show_unit(indicator: Indicator) -> str:
    """The unit as a table names it above its figures; some that Chinese counts with have no English word."""
    return unit_name(indicator.unit, language()) or _("number")


def show_label(indicator: Indicator, period: Period) -> str:
    """The time of a figure: 2023年6月末, 2023年1—6月, 截至2023年6月末累计."""
    parts = indicator.numerator
    return labels.label(
        Nature(indicator.nature), period, language(), of=Nature(parts.nature) if parts else None
    )


def show_absence(absence: str) -> str:
    return str(Absence(absence).label) if absence else ""


def show_period(period: str) -> str:
    """A period by its name: 2023年二季度 for `2023-Q2`."""
    return labels.span_name(Period.parse(period), language())


def show_day(day: date) -> str:
    """A day as a letter writes it: 2023年7月12日."""
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh" else day.isoformat()
