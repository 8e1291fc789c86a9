"""What a demonstration stands on: the catalogue, and what the bureau has really reported for the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from indicators.analytics import rules
from indicators.analytics.deadlines import last_ended
from indicators.analytics.nature import Nature, Polarity
from indicators.analytics.rollup import is_summable
from indicators.intake.examine import Examination, examine
from indicators.management.demo.invent import Kind
from indicators.models import Inclusion, Indicator, Observation, Region, Rule, Target
from indicators.periods import Frequency, Period


@dataclass(frozen=True, slots=True)
class Anchor:
    """A real figure of the whole: what is invented leads up to it and adds up to it."""

    value: Decimal
    margin: Decimal = Decimal(0)
    qualifier: str = "exact"


@dataclass(frozen=True)
class World:
    """The catalogue as the inventor sees it; `last` is the quarter that the real figures are of."""

    root: Region
    regions: tuple[Region, ...]  # without the root, in the official order
    indicators: tuple[Indicator, ...]
    rules: tuple[rules.Rule, ...]
    targets: frozenset[tuple[int, int, int]]  # indicator, region and year of those that there are
    excepted: dict[tuple[int, int], bool]
    anchors: dict[str, Anchor]
    last: Period
    taken: frozenset[tuple[int, int, object]]  # indicator, region and end date of real figures

    def is_counted(self, indicator: Indicator, region: Region) -> bool:
        """Whether the region goes into the whole's sum of the indicator."""
        counts = self.excepted.get((indicator.pk, region.pk), region.counts_in_total)
        return counts and region.parent_id == self.root.pk

    def is_due(self, indicator: Indicator, period: Period) -> bool:
        """Its frequency asks for it, or the whole's figure was reported in between."""
        if not indicator.is_level:
            return indicator.frequency == period.frequency
        return indicator.is_due(period) or (period == self.last and indicator.code in self.anchors)

    def reporters(self, indicator: Indicator) -> tuple[Region, ...]:
        """The regions below the whole that report it."""
        return tuple(region for region in self.regions if indicator.form.is_reported_by(region))

    def is_summed(self, indicator: Indicator) -> bool:
        """Whether the whole's figure follows from the regions' by itself."""
        return is_summable(
            Nature(indicator.nature), additive=indicator.additive, confirmed=indicator.nature_confirmed
        ) and any(self.is_counted(indicator, region) for region in self.reporters(indicator))

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}


def kind_of(indicator: Indicator) -> Kind:
    return Kind(
        Nature(indicator.nature),
        Decimal(1).scaleb(-indicator.decimals),
        Polarity(indicator.polarity),
        indicator.unit == "%",
    )


def get_world(first: Iterable[Path] | None = None) -> World:
    """The catalogue with the real figures of the whole: approved ones and, before these, those of `first`.

    Without any the last ended quarter is the last. Raises Region.DoesNotExist without a catalogue.
    """
    root = Region.objects.get(parent=None)
    paths = sorted(Path(settings.FIRST_DATA_DIR).glob("*.xlsx")) if first is None else first
    ends: dict[str, tuple[Period, Anchor]] = {}
    for examination in map(examine, paths):
        ends |= _stated(examination, root)
    real = Observation.objects.as_of(None).filter(is_demo=False, origin=Observation.Origin.REPORTED)
    for row in real.filter(region=root, value__isnull=False).select_related("indicator").order_by("end"):
        if row.value is not None:
            anchor = Anchor(row.value, row.margin, row.qualifier)
            ends[row.indicator.code] = (Period.parse(row.period), anchor)
    quarter = _last_quarter(period for period, _anchor in ends.values())
    return World(
        root=root,
        regions=tuple(Region.objects.exclude(pk=root.pk)),
        indicators=tuple(
            Indicator.objects.select_related("form__department", "numerator", "denominator", "topic__pillar")
        ),
        rules=tuple(rules.parse(rule.formula) for rule in Rule.objects.in_force()),
        targets=frozenset(Target.objects.as_of(None).values_list("indicator", "region", "year")),
        excepted={(row.indicator_id, row.region_id): row.counts_in_total for row in Inclusion.objects.all()},
        anchors={code: anchor for code, (period, anchor) in ends.items() if period.end == quarter.end},
        last=quarter,
        taken=frozenset(real.values_list("indicator", "region", "end")),
    )


def _stated(examination: Examination, root: Region) -> dict[str, tuple[Period, Anchor]]:
    return {
        figure.indicator: (figure.period, Anchor(figure.value, figure.margin, figure.qualifier.value))
        for figure in examination.figures
        if figure.region == root.code and figure.value is not None
    }


def _last_quarter(periods: Iterable[Period]) -> Period:
    ends = sorted(period.end for period in periods if period.end.month % 3 == 0)
    if not ends:
        return last_ended(Frequency.QUARTER, timezone.localdate())
    return Period.ending(ends[-1], Frequency.QUARTER)
