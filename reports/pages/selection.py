"""What a page was asked for: region, period, and the day to which it is turned back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from indicators.analytics.labels import span_name
from indicators.at_mark import kept
from indicators.messages.figures import language
from indicators.models import Indicator, Region, Release
from indicators.models.ends import read_ends
from indicators.periods import Period
from indicators.services.versions import Marks, get_marks
from indicators.standing.states import period_ending
from reports.pages.catalogue import Catalogue, get_catalogue
from reports.pages.portfolios import Portfolio

MOST_CHOICES = 120  # of more regions only those near the selected one are offered


@dataclass(frozen=True)
class Asked:
    """The query string, checked; None where it says nothing."""

    region: Region | None = None
    period: Period | None = None
    as_of: date | None = None
    portfolio: Portfolio | None = None


@dataclass(frozen=True)
class Selection:
    """What is shown: `release` is the last one known on the day asked for, None for today.

    `choices` are the regions to go to from here; of a large country not all.
    """

    region: Region
    root: Region
    period: Period | None
    as_of: date | None
    release: int | None
    latest: Release | None
    choices: tuple[Region, ...]
    periods: tuple[Period, ...]
    catalogue: Catalogue
    marks: Marks
    portfolio: Portfolio | None = None

    def takes(self, indicator: Indicator) -> bool:
        """Whether the indicator is of the departments asked for; all are where none was."""
        return self.portfolio is None or indicator.form.department.name in self.portfolio.departments

    @property
    def regions(self) -> tuple[Region, ...]:
        """All regions in the official order."""
        return self.catalogue.regions

    @property
    def offers_all(self) -> bool:
        """Whether every region is among the choices."""
        return len(self.choices) == len(self.regions)

    @cached_property
    def whole(self) -> Region:
        """What the regions `below` lie in: the top one; of a large country what is near the selected one."""
        return self.root if self.offers_all else get_near(self.regions, self.region)[0]

    @cached_property
    def below(self) -> tuple[Region, ...]:
        """The regions that a page tells of beside the whole, in the official order.

        All of them; of a large country those right below the selected one, or beside it where it has none.
        """
        if self.offers_all:
            return tuple(region for region in self.regions if region != self.root)
        return get_near(self.regions, self.region)[1]

    @cached_property
    def told(self) -> tuple[Region, ...]:
        """The whole and these, in the official order."""
        return self.regions if self.offers_all else (self.whole, *self.below)

    @property
    def told_note(self) -> str:
        """Which regions a page tells of where they are not all; blank where they are."""
        if self.offers_all:
            return ""
        return _("Of %(count)d regions only those right below %(whole)s are told of.") % {
            "count": len(self.regions),
            "whole": self.whole,
        }

    @property
    def indicators(self) -> list[Indicator]:
        """Those of all pillars that are asked for, in the order of the report."""
        return [indicator for indicator in self.catalogue.indicators if self.takes(indicator)]

    @property
    def period_name(self) -> str:
        return span_name(self.period, language()) if self.period else ""

    @property
    def query(self) -> str:
        """The query string that asks for the same again."""
        return _query(self.asked)

    @property
    def time_query(self) -> str:
        """The same for a page that names its region in its own address."""
        return _query(self._time)

    @property
    def asked(self) -> dict[str, str]:
        """The query string by its names; blank where nothing need be said."""
        return {"region": self.region.code if self.region != self.root else "", **self._time}

    @property
    def _time(self) -> dict[str, str]:
        return {
            "period": str(self.period) if self.period and self.period != self.periods[0] else "",
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "portfolio": self.portfolio.name if self.portfolio else "",
        }

    @property
    def period_options(self) -> list[tuple[str, str]]:
        return [(str(period), span_name(period, language())) for period in self.periods]


@dataclass(frozen=True)
class Day:
    """The day to which a page without a selection is turned back, if any, and the last release by then."""

    as_of: date | None = None
    release: int | None = None
    latest: Release | None = None

    def knows(self, release: int | None) -> bool:
        """Whether that release had been made by then."""
        return release is not None and (self.release is None or release <= self.release)


TODAY = Day()


def get_day(as_of: date | None) -> Day:
    if as_of is None:
        return TODAY
    release = Release.objects.latest_on(as_of)
    return Day(as_of, release, Release.objects.filter(number=release).first())


class NoRegions(Exception):  # noqa: N818 - a state of the site, not of the program
    """The catalogue has no regions yet, so there is nothing to select."""


def get_selection(asked: Asked, here: Region | None = None, marks: Marks | None = None) -> Selection:
    """Fill in what was not asked for: the region `here` or the top one, the last period. Raises NoRegions.

    A period of the whole is one of each region: who has not reported it yet is late, not a quarter behind.
    """
    marks = marks or get_marks()
    catalogue = get_catalogue(marks.catalogue)
    root = catalogue.root
    if root is None:
        raise NoRegions
    region = asked.region or here or root
    release = Release.objects.latest_on(asked.as_of) if asked.as_of else None
    periods = [period_ending(end) for end in _read_ends(marks.figures, (region.pk, root.pk), release)]
    if asked.period and asked.period not in periods:
        periods = sorted([*periods, asked.period], key=lambda period: period.end, reverse=True)
    return Selection(
        region=region,
        root=root,
        period=asked.period or (periods[0] if periods else None),
        as_of=asked.as_of,
        release=release,
        latest=_read_latest(marks.figures, release),
        choices=_make_choices(catalogue.regions, region, root),
        periods=tuple(periods),
        catalogue=catalogue,
        marks=marks,
        portfolio=asked.portfolio,
    )


def _make_choices(regions: tuple[Region, ...], region: Region, root: Region) -> tuple[Region, ...]:
    """Of a large country where one goes from here: the top and below it, those above, beside and inside."""
    if len(regions) <= MOST_CHOICES:
        return regions
    parents = {None, root.pk, region.parent_id, region.pk}
    return tuple(one for one in regions if one.parent_id in parents or one.pk == region.parent_id)


def get_near(regions: Sequence[Region], region: Region) -> tuple[Region, tuple[Region, ...]]:
    """A region and those right below it; where it has none, the one above it and those beside it."""
    below = tuple(one for one in regions if one.parent_id == region.pk)
    if below or region.parent_id is None:
        return region, below
    whole = next(one for one in regions if one.pk == region.parent_id)
    return whole, tuple(one for one in regions if one.parent_id == whole.pk)


@kept(1000)
def _read_ends(mark: str, regions: tuple[int, int], release: int | None) -> list[date]:
    return read_ends(regions, release)


@kept(100)
def _read_latest(mark: str, release: int | None) -> Release | None:
    known = Release.objects.all() if release is None else Release.objects.filter(number__lte=release)
    return known.first()


def _query(asked: dict[str, str]) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"?{kept}" if kept else ""


def asking(query: str, **more: str) -> str:
    """The same query string asking for more; what is blank is left out."""
    added = urlencode({name: value for name, value in more.items() if value})
    return (f"{query}&{added}" if query else f"?{added}") if added else query
