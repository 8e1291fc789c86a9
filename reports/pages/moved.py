"""What moved: the figures that the last release stated anew, and the indicators that changed their state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max
from django.utils.translation import gettext as _

from indicators.analytics.assessment import State
from indicators.messages import name_state
from indicators.models import Indicator, Observation, Target
from indicators.models.observations import shown
from indicators.standing.series import Seen
from indicators.standing.states import get_standing
from reports.pages.observation import Version, make_version
from reports.pages.selection import Selection

_JUDGED = (
    State.AHEAD,
    State.ON_TRACK,
    State.BEHIND,
    State.ATTENTION,
    State.MET,
    State.NOT_MET,
    State.HAPPENED,
    State.NOT_HAPPENED,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of the last release, and what was known before where it was another."""

    new: Version
    old: Version | None

    @property
    def indicator(self) -> Indicator:
        return self.new.row.indicator


@dataclass(frozen=True, slots=True)
class Turned:
    """An indicator that stands otherwise than a period before."""

    indicator: Indicator
    words: str
    is_worse: bool


def get_moved(selection: Selection) -> tuple[int | None, tuple[Moved, ...]]:
    """The last release that stated a figure of the region, and what it stated."""
    rows = Observation.objects.as_of(selection.release).filter(region=selection.region)
    # Plus zero: else PostgreSQL looks through all releases, the last first, for one of this region.
    number = rows.aggregate(last=Max(F("release_id") + 0))["last"]
    if number is None:
        return None, ()
    stated = shown(
        rows.filter(release=number)
        .select_related("indicator__topic", "indicator__form__department", "region")
        .order_by("indicator__order", "end")
    )
    before = {
        (row.indicator_id, row.start, row.end, row.origin): row
        for row in Observation.objects.filter(region=selection.region, superseded_in=number).select_related(
            "indicator", "region"
        )
    }
    found = []
    for row in stated:
        old = before.get((row.indicator_id, row.start, row.end, row.origin))
        is_same = old is not None and (old.value, old.absence) == (row.value, row.absence)
        if row.indicator.topic_id and not is_same and selection.takes(row.indicator):
            found.append(Moved(make_version(row), make_version(old) if old else None))
    return number, tuple(found)


def make_turned(
    indicators: Iterable[Indicator],
    series: Mapping[int, Sequence[Seen]],
    targets: Mapping[int, Target],
    selection: Selection,
) -> tuple[Turned, ...]:
    """Those judged at both ends of the last period, where the two judgements differ; the worse first."""
    period = selection.period
    if period is None or period.is_first_of_year:
        return ()
    found = []
    for indicator in indicators:
        target = targets.get(indicator.pk)
        now = get_standing(indicator, series, target, period).state
        before = get_standing(indicator, series, target, period.previous()).state
        if now != before and now in _JUDGED and before in _JUDGED:
            said = {"indicator": indicator, "before": name_state(before), "now": name_state(now)}
            words = _("%(indicator)s: from “%(before)s” to “%(now)s”") % said
            found.append(Turned(indicator, words, _JUDGED.index(now) > _JUDGED.index(before)))
    return tuple(sorted(found, key=lambda one: not one.is_worse))
