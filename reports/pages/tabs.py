"""The views of one indicator, as links that need no script."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reports.pages.measures import Switch
from reports.pages.selection import Selection, asking


class View(StrEnum):
    TREND = "trend"
    REGIONS = "regions"
    TABLE = "table"
    DEFINITION = "definition"
    CORRECTIONS = "corrections"


NAMES: dict[View, Promise] = {
    View.TREND: gettext_lazy("Trend"),
    View.REGIONS: gettext_lazy("Districts"),
    View.TABLE: gettext_lazy("Data table"),
    View.DEFINITION: gettext_lazy("Definition"),
    View.CORRECTIONS: gettext_lazy("Corrections"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    view: View
    name: str
    address: str
    is_current: bool
    count: int = 0


def make_tabs(current: View, selection: Selection, switch: Switch, corrections: int) -> tuple[Tab, ...]:
    """Every view, each link asking for the same selection and measure; the first needs no word of its own."""
    return tuple(
        Tab(
            view,
            str(name),
            asking(selection.query, view="" if view is View.TREND else view.value, **switch.query),
            view is current,
            corrections if view is View.CORRECTIONS else 0,
        )
        for view, name in NAMES.items()
    )
