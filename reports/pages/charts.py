"""What the charts of a page have in common: the figure, and what is said of it without a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.messages import explain
from indicators.messages.figures import language, show_absence, show_figure, show_label
from indicators.models import Indicator, Region
from indicators.periods import Period
from indicators.quantities import compact_unit, shifted, split_multiple
from indicators.standing.series import Seen
from indicators.standing.states import is_awaited
from reports.charts.theme import Figure
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its title, what it says in words, how to read it, where it is from and as of when.

    `place` is the region that it is of; `code`, `view` and `query` name the files that hold the same.
    """

    name: str
    title: str
    summary: str
    notes: tuple[str, ...]
    source: str
    as_of: str
    figure: Figure
    is_demo: bool
    place: str = ""
    code: str = ""
    view: str = ""
    query: str = ""

    @property
    def element(self) -> str:
        """The id of the element that holds the figure as data."""
        return f"chart-{self.name}"

    @property
    def height(self) -> int:
        return int(self.figure["layout"]["height"])


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit of an axis: 万张 where the largest value is above 1万."""

    name: str
    power: int

    @classmethod
    def of(cls, indicator: Indicator, values: Sequence[Decimal]) -> Scale:
        power, name = compact_unit(max(map(abs, values)), indicator.unit, language())
        return cls(name or _("number"), split_multiple(indicator.unit)[0] - power)

    def place(self, value: Decimal) -> Decimal:
        return shifted(value, self.power)


def when(indicator: Indicator, one: Seen) -> str:
    """The time of a figure, as its label says it."""
    return show_label(indicator, one.point.period)


def value_of(indicator: Indicator, one: Seen) -> str:
    """A figure as a card writes it, or why there is none."""
    point = one.point
    if point.value is None:
        return why_absent(one)
    return show_figure(indicator, point, compact=True).text


def why_absent(one: Seen) -> str:
    """Why a figure is missing, or cannot be derived."""
    return explain(one.point.reason) if one.point.reason else show_absence(one.point.absence or "")


def why_missing(indicator: Indicator, region: Region, period: Period) -> str:
    """Why a region has no figure that nobody has said anything of; none is late with what is computed."""
    if not is_awaited(indicator, region, period):
        return _("not due")
    return _("not computed") if indicator.is_rate_of_parts else _("not reported")


def source(indicator: Indicator) -> str:
    """Who reports it, and on which form."""
    return _("Source: %(department)s, %(form)s") % {
        "department": indicator.form.department,
        "form": indicator.form,
    }


def as_of(selection: Selection) -> str:
    """The release after which it was so."""
    if selection.latest is None:
        return ""
    return _("as of release %(number)d, %(day)s") % {
        "number": selection.latest.number,
        "day": timezone.localdate(selection.latest.made_at).isoformat(),
    }


def provisional_note(*, as_points: bool = False) -> str:
    """How a picture tells figures that are not final, and what to think of them."""
    if as_points:
        return _("Hollow diamond: provisional, a final figure is to come.")
    return _("Hatched: provisional, a final figure is to come.")


def listed(texts: Iterable[str]) -> str:
    """One after the other, as the language separates them."""
    return ("、" if language() == "zh" else ", ").join(texts)


def phrases(texts: Iterable[str]) -> str:
    """Parts of one sentence, those that are blank left out."""
    return ("，" if language() == "zh" else ", ").join(text for text in texts if text)


def sentences(texts: Iterable[str]) -> str:
    """One after the other, as the language sets them."""
    return ("" if language() == "zh" else " ").join(texts)
