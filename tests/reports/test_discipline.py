"""The profile of a region: how it reports, how far it is from the median, what it should reach."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from statistics import median

import pytest
from django.utils import timezone

from indicators.models import CalendarDay, Form, Observation, Release
from indicators.periods import Period
from indicators.services import releases
from reports.pages.region import RegionPage, get_region_page
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish
from tests.reports.happened import due_of, live, naive_state

Q2 = Period.parse("2023-Q2")
PERIODS = [Period.parse(text) for text in ("2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2")]


def page_of(region: object, as_of: object = None, period: Period = Q2) -> RegionPage:
    return get_region_page(get_selection(Asked(period=period, as_of=as_of), region))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_discipline_counts_what_happened_in_four_quarters(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - draws what happens
    second = factories.make_form(
        "relief_quarterly", name="救助季报表", department="救助处", region_kinds="district"
    )
    factories.make_indicator("relief.persons", form=second, unit="人")
    regions = (catalogue.gulou, catalogue.taijiang)
    happened = [
        live(random, region, form, period)
        for period in PERIODS
        for form in Form.objects.filter(code__in=(catalogue.form.code, second.code))
        for region in regions
    ]
    begun = min(one.days["first"] for one in happened if "first" in one.days and "withdrawn" not in one.days)

    for region in regions:
        for as_of in (None, Q2.end + timedelta(days=12)):
            day = as_of or timezone.localdate()
            found = page_of(region, as_of).discipline

            mine = [one for one in happened if one.region == region and one.period in PERIODS[1:]]
            judged = [naive_state(one, day)[0] for one in mine if due_of(one.form, one.period) >= begun]
            assert found is not None
            punctual = found.punctual
            assert [punctual.in_time, punctual.late, punctual.overdue, punctual.open] == [
                judged.count(state) for state in ("in time", "late", "overdue", "open")
            ]
            assert found.returned == sum(
                one.days.get("returned", day + timedelta(days=1)) <= day for one in mine
            )


def test_corrections_are_counted_unless_undone(catalogue: Catalogue) -> None:
    people = {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}
    for value in (90, 95, 97):
        publish(catalogue.gulou, "2023-Q2", {catalogue.beds: value, catalogue.visits: 5}, **people)
    publish(catalogue.gulou, "2022-Q1", {catalogue.beds: 80}, **people)
    publish(catalogue.gulou, "2022-Q1", {catalogue.beds: 81}, **people)
    releases.undo(release=Release.objects.get(number=3), by=people["reviewer"], reason="误核")

    found = page_of(catalogue.gulou).discipline

    rows = Observation.objects.filter(region=catalogue.gulou, origin="reported", end__year=2023)
    replaced = [row.superseded_in for row in rows if row.superseded_in]
    naive = [
        one for one in replaced if one.undoes_id is None and not Release.objects.filter(undoes=one).exists()
    ]
    assert found is not None
    assert found.corrected == len(naive) == 1


@pytest.mark.parametrize("seed", range(6))
def test_distance_is_that_to_the_median_of_the_peers(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - draws figures
    factories.make_release()
    canteens = factories.make_indicator(
        "canteens", name="长者食堂数", unit="家", assessment="project", polarity="more"
    )
    values = {region: random.randint(10, 40) for region in catalogue.counted}
    for region, value in values.items():
        factories.make_observation(canteens, region, "2023-Q2", value)

    middle = Decimal(median(values.values()))
    for region, value in values.items():
        place = page_of(region).places[0]
        much = f"{abs(value - middle).normalize():f}"
        word = f"高于中位数{much}家" if value > middle else f"低于中位数{much}家"
        assert place.distance == ("与中位数持平" if value == middle else word)


def test_distance_of_shares_is_in_points_and_never_finer_than_the_figure(catalogue: Catalogue) -> None:
    factories.make_release()
    rate = catalogue.cremation_rate
    type(rate).objects.filter(pk=rate.pk).update(assessment="threshold", polarity="more")
    for region, value in ((catalogue.gulou, "98.5"), (catalogue.taijiang, "96"), (catalogue.fuqing, "96.1")):
        factories.make_observation(rate, region, "2023-Q2", Decimal(value), margin=Decimal("0.15"))

    said = [page_of(region).places[0].distance for region in (catalogue.gulou, catalogue.taijiang)]

    assert said == ["高于中位数2.4个百分点", "在数据精度内"]


def test_what_is_not_judged_has_no_distance(catalogue: Catalogue) -> None:
    factories.make_release()
    for region in catalogue.counted:
        factories.make_observation(catalogue.beds, region, "2023-Q2", 5)

    assert page_of(catalogue.gulou).places == ()


def test_targets_stand_beside_what_is_reached(catalogue: Catalogue) -> None:
    factories.make_release()
    canteens = factories.make_indicator(
        "canteens", name="长者食堂数", unit="家", assessment="project", polarity="more"
    )
    factories.make_observation(canteens, catalogue.gulou, "2022-Q4", 20)
    factories.make_observation(canteens, catalogue.gulou, "2023-Q2", 26)
    factories.make_target(canteens, catalogue.gulou, 30)
    factories.make_target(canteens, catalogue.taijiang, 30)

    (line,) = page_of(catalogue.gulou).targets

    assert line.card.progress is not None
    assert (line.card.progress.done, line.card.progress.due) == ("60%", "50%")
    assert line.target.document == "榕民〔2023〕1号"


def test_missing_form_is_due_when_the_calendar_says(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou)
    usual = page_of(catalogue.gulou).missing[0].due
    CalendarDay.objects.create(day=usual, kind="off")

    assert page_of(catalogue.gulou).missing[0].due > usual
