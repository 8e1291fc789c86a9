"""The catalogue as pages read it, kept in memory until the database says that it has changed.

Its rows are shared by all pages of a process: whoever reads them changes nothing on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from indicators.at_mark import kept
from indicators.models import Indicator, Pillar, Region, Target
from indicators.services.deadlines import Deadlines, get_deadlines
from indicators.services.versions import get_marks
from indicators.standing.series import read_breaks
from indicators.standing.targets import read_targets
from reports.pages.portfolios import Portfolios, get_portfolios


class Catalogue:
    """Each part is read when it is first asked for."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """All of them in the official order."""
        return tuple(Region.objects.all())

    @property
    def root(self) -> Region | None:
        return next((region for region in self.regions if region.parent_id is None), None)

    @cached_property
    def pillars(self) -> tuple[Pillar, ...]:
        return tuple(Pillar.objects.all())

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those of all pillars with their place, in the order of the report."""
        rows = Indicator.objects.filter(topic__isnull=False).with_place()
        return tuple(rows.order_by("topic__pillar__order", "topic__order", "order", "id"))

    @cached_property
    def breaks(self) -> Mapping[int, tuple[date, ...]]:
        """The days on which a new definition came into force, by id of the indicator."""
        return read_breaks()

    @cached_property
    def deadlines(self) -> Deadlines:
        return get_deadlines()

    @cached_property
    def portfolios(self) -> Portfolios:
        return get_portfolios()

    def targets(self, region: Region, year: int, day: date | None = None) -> Mapping[int, Target]:
        """What the region should reach that year, as known on a day, by id of the indicator."""
        return _read_targets(self.mark, region.pk, year, day)


def get_catalogue(mark: str | None = None) -> Catalogue:
    """The catalogue as it stands at this mark; at today's for None."""
    mark = get_marks().catalogue if mark is None else mark
    return _catalogue_at(mark)


_catalogue_at = kept(2)(Catalogue)


@kept(200)
def _read_targets(mark: str, region: int, year: int, day: date | None) -> Mapping[int, Target]:
    return {row.indicator_id: row for row in read_targets(day, region=region, year=year)}
