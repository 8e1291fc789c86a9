"""Values, labels and states in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.analytics import labels
from indicators.analytics.change import Change
from indicators.analytics.formats import change_words
from indicators.analytics.labels import Language
from indicators.analytics.nature import Nature, Polarity
from indicators.analytics.refusals import Refusal
from indicators.messages import explain
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


@dataclass(frozen=True, slots=True)
class ShownChange:
    """同比 or 环比: arrow, number and word, or why there is none; `direction` is up, down or flat."""

    name: str
    text: str
    direction: str = ""
    reason: str = ""


def show_change(name: str, change: Change | Refusal) -> ShownChange:
    if isinstance(change, Refusal):
        return ShownChange(name, "—", reason=explain(change.reason))
    direction = "flat" if change.value == 0 else "up" if change.value > 0 else "down"
    return ShownChange(name, change_words(change, language()).text, direction)


def is_coloured(indicator: Indicator) -> bool:
    """Need-driven figures and records of work get no colour."""
    return indicator.assessment != Indicator.Assessment.NONE and indicator.polarity != Polarity.NEUTRAL.value
