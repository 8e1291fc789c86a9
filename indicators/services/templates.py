"""What a clerk may fetch a template of, and what stands in it; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from indicators.analytics.deadlines import last_ended
from indicators.analytics.labels import reporting_basis
from indicators.analytics.nature import Nature
from indicators.intake.examine import as_entry
from indicators.intake.template import Known, Row, Template
from indicators.messages.figures import show_period
from indicators.models import Form, Indicator, Observation, Region, User
from indicators.models.observations import Spot, shown
from indicators.periods import Frequency, Period
from indicators.quantities import Absence, Qualifier
from indicators.services.errors import NothingDue
from indicators.services.rights import regions_of

OFFERED = 8  # periods that have ended


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that some of a clerk's regions report, and the periods in which something of it is due."""

    form: Form
    regions: tuple[Region, ...]
    periods: tuple[Period, ...]  # the latest first
    latest: Period  # the last that has ended

    @property
    def options(self) -> tuple[tuple[str, str, bool], ...]:
        """Each period as it is written and named, and whether it is the one to begin with."""
        return tuple((str(each), show_period(str(each)), each == self.latest) for each in self.periods)


def get_offers(*, user: User, today: date) -> tuple[Offer, ...]:
    """The templates that a clerk may fetch, in the forms' order."""
    regions = tuple(regions_of(user).select_related("parent"))
    frequencies: dict[int, set[str]] = defaultdict(set)
    for pk, frequency in Indicator.objects.filter(numerator=None).values_list("form", "frequency"):
        frequencies[pk].add(frequency)
    offers = []
    for form in Form.objects.all():
        reporting = tuple(region for region in regions if form.is_reported_by(region))
        periods = due_periods(Frequency(form.frequency), frequencies[form.pk], today)
        ended = [period for period in periods if period.end < today]
        if reporting and ended:
            offers.append(Offer(form, reporting, periods, ended[0]))
    return tuple(offers)


def due_periods(frequency: Frequency, figures: Iterable[str], today: date) -> tuple[Period, ...]:
    """The running period of a form and the last ended ones, in which figures of these frequencies are due."""
    lengths = [Frequency(figure).months for figure in figures]
    periods = [last_ended(frequency, today).next()]
    while len(periods) <= OFFERED:
        periods.append(periods[-1].previous())
    return tuple(period for period in periods if any(period.months % months == 0 for months in lengths))


def get_template(*, form: Form, region: Region, period: Period) -> Template:
    """The figures of a form that are due in its period, beside what was approved before.

    Rates of two parts are computed, not asked for. Raises NothingDue where nothing is left.
    """
    indicators = check_due(form, period)
    own = {indicator.pk: period.to(Frequency(indicator.frequency)) for indicator in indicators}
    known = get_known(region, indicators, own.values())
    return Template(
        form=form.code,
        form_name=form.name,
        region=region.code,
        region_name=region.name,
        period=period,
        rows=tuple(
            Row(
                entry=as_entry(indicator),
                basis=reporting_basis(Nature(indicator.nature), own[indicator.pk]),
                before=past(known, indicator, own[indicator.pk].previous()),
                year_ago=past(known, indicator, own[indicator.pk].year_ago()),
            )
            for indicator in indicators
        ),
    )


def get_due(form: Form, period: Period) -> list[Indicator]:
    """The indicators of a form that are asked for in its period, in the catalogue's order."""
    rows = form.indicators.collected().select_related("parent")
    return [row for row in rows.order_by("topic__order", "order", "code") if row.is_asked(period)]


def check_due(form: Form, period: Period) -> list[Indicator]:
    """What a form asks for in its period; raises NothingDue where that is nothing."""
    indicators = get_due(form, period)
    if not indicators:
        raise NothingDue(
            _("Nothing of “%(form)s” is due in %(period)s.")
            % {"form": form, "period": show_period(str(period))}
        )
    return indicators


def get_known(
    region: Region, indicators: Iterable[Indicator], periods: Iterable[Period]
) -> dict[Spot, Observation]:
    """What is approved of these indicators at the periods, those before and a year before."""
    return get_known_in([region], indicators, periods)[region.pk]


def get_known_in(
    regions: Sequence[Region], indicators: Iterable[Indicator], periods: Iterable[Period]
) -> dict[int, dict[Spot, Observation]]:
    """The same of several regions, by id."""
    ends = {each.end for period in periods for each in (period, period.previous(), period.year_ago())}
    found: dict[int, dict[Spot, Observation]] = {region.pk: {} for region in regions}
    rows = Observation.objects.as_of(None).filter(region__in=regions, indicator__in=indicators, end__in=ends)
    for row in shown(rows):
        found[row.region_id][row.indicator_id, row.start, row.end] = row
    return found


def past(known: Mapping[Spot, Observation], indicator: Indicator, period: Period) -> Known | None:
    """The approved figure of one period, None where there is none."""
    row = known.get(indicator.spot(period))
    if row is None:
        return None
    return Known(
        period=period,
        value=row.value,
        absence=Absence(row.absence) if row.absence else None,
        qualifier=Qualifier(row.qualifier),
        margin=row.margin,
        is_demo=row.is_demo,
        is_provisional=row.is_provisional,
    )
