import random
import time
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from indicators.messages.states import show_state
from indicators.models import Indicator, Observation, ReasonKind, Region, StagedFigure, Submission, User
from indicators.models.observations import shown
from indicators.periods import Period
from indicators.services import checking, reasons, releases
from indicators.services.reach import Reach, get_reach
from reports.pages.cards import get_cards
from reports.pages.places import get_places
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, publish

PERIODS = ("2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1")
World = dict[tuple[str, ...], Any]


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


@pytest.fixture
def judged(catalogue: Catalogue) -> Catalogue:
    """The small bureau with one indicator of most assessments, and targets."""
    judge(catalogue.beds, assessment="project", polarity="more")
    judge(catalogue.visits, assessment="service", polarity="more")
    judge(catalogue.openings, assessment="service", polarity="more")
    judge(catalogue.cremation_rate, assessment="threshold", polarity="more")
    judge(catalogue.deaths, assessment="red_line", polarity="less")
    judge(catalogue.cremated, assessment="share", polarity="more", denominator=catalogue.deaths)
    goals = ((catalogue.beds, 20), (catalogue.visits, 12), (catalogue.openings, 8))
    for region in (catalogue.city, catalogue.gulou, catalogue.minhou, catalogue.zone):
        for year in (2022, 2023, 2024):
            for indicator, value in goals:
                factories.make_target(indicator, region, value, year=year)
            factories.make_target(catalogue.cremation_rate, region, 80, year=year, kind="at_least")
    return catalogue


def judge(indicator: Indicator, **fields: Any) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(**fields)
    indicator.refresh_from_db()


def draft(
    region: Region, period: str, figures: dict[Indicator, int | None], *, clerk: User
) -> tuple[Submission, list[StagedFigure]]:
    """These figures handed in, with reasons for all that is unusual."""
    form = next(iter(figures)).form
    submission = factories.make_submission(region, form, period, state="submitted", created_by=clerk)
    for indicator, value in figures.items():
        factories.make_staged(
            submission, indicator, value, replaces=current(indicator, region, period), printed=str(value)
        )
    checking.recheck(submission)
    reasons.give(submission.findings.unexplained(), ReasonKind.OTHER, "已核对")
    submission.refresh_from_db()
    return submission, list(submission.figures.select_related("indicator", "replaces"))


def look(indicators: list[Indicator], regions: Iterable[Region]) -> World:
    """Every figure, and the states and places of these regions, as pages and the database have them."""
    world: World = {}
    for region in regions:
        for period in PERIODS:
            selection = get_selection(Asked(region=region, period=Period.parse(period)))
            for card in get_cards(indicators, selection).values():
                world["state", card.code, region.code, period] = card.state
            for place in get_places(indicators, region, selection):
                world["place", place.code, region.code, period] = place.place
    for row in shown(Observation.objects.as_of(None).select_related("indicator", "region")):
        world["figure", row.indicator.code, row.region.code, row.period] = (
            row.origin,
            row.value,
            row.absence,
            row.qualifier,
            row.margin,
            row.reported_parts,
            row.expected_parts,
        )
    return world


def differences(before: World, after: World) -> World:
    """What differs, each as it was and as it is; of figures only what is computed."""
    pairs = {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()}
    return {
        key: pair
        for key, pair in pairs.items()
        if pair[0] != pair[1]
        and not (key[0] == "figure" and any(one and one[0] == "reported" for one in pair))
    }


def said(reach: Reach) -> World:
    """What is foreseen, in the same shape."""
    world: World = {}
    for state in reach.states:
        key = ("state", state.indicator.code, state.region.code, str(state.period))
        world[key] = show_state(state.before), show_state(state.after)
    for order in reach.orders:
        for region in order.moved:
            key = ("place", order.indicator.code, region.code, str(order.period))
            world[key] = order.before.places.get(region.code), order.after.places.get(region.code)
    for figure in reach.figures:
        period = str((figure.after or figure.before).point.period)  # type: ignore[union-attr]
        world["figure", figure.indicator.code, figure.region.code, period] = tuple(
            one
            and (
                one.row.origin,
                one.row.value,
                one.row.absence,
                one.row.qualifier,
                one.row.margin,
                one.row.reported_parts,
                one.row.expected_parts,
            )
            for one in (figure.before, figure.after)
        )
    return world


@pytest.mark.parametrize("seed", range(2))
def test_what_is_foreseen_is_what_approving_does(
    judged: Catalogue, clerk: User, reviewer: User, seed: int
) -> None:
    """Against a naive one: approve, look at the pages and at every figure, and take it back."""
    chance = random.Random(seed)  # noqa: S311
    indicators = [row for row in Indicator.objects.with_place() if row.form == judged.form]
    asked = [row for row in indicators if row not in (judged.cremation_rate, judged.allowance)]
    regions = [*judged.counted, judged.zone, judged.pingtan, judged.city]

    def figures(share: float) -> dict[Indicator, int | None]:
        chosen = [row for row in asked if chance.random() < share] or [chance.choice(asked)]
        return {row: None if chance.random() < 0.1 else chance.choice((0, 1, 2, 5, 9, 12)) for row in chosen}

    for period in PERIODS[:4]:
        for region in regions:
            if chance.random() < (0.1 if region == judged.city else 0.7):
                publish(region, period, figures(0.7), clerk=clerk, reviewer=reviewer)
    world, kinds = look(indicators, regions), set()
    for _draft in range(5):
        region, period = chance.choice(regions), chance.choice(PERIODS[:5])
        seen = {region, judged.city, judged.minhou, chance.choice(regions)}
        codes = {one.code for one in seen}
        with transaction.atomic():
            submission, staged = draft(region, period, figures(0.5), clerk=clerk)
            foreseen = said(get_reach(submission, staged))
            releases.approve(submission=submission, by=reviewer)
            now = look(indicators, seen)
            transaction.set_rollback(True)
        before, after, expected = (
            {key: each for key, each in one.items() if key[0] == "figure" or key[2] in codes}
            for one in (world, now, foreseen)
        )

        assert expected == differences(before, after), (region, period)
        kinds |= {key[0] for key in expected}
    assert kinds == {"state", "place", "figure"}


def test_reach_names_states_places_and_totals(judged: Catalogue, clerk: User, reviewer: User) -> None:
    for region, beds in ((judged.gulou, 30), (judged.taijiang, 20), (judged.minhou, 10), (judged.fuqing, 5)):
        publish(region, "2023-Q2", {judged.beds: beds}, clerk=clerk, reviewer=reviewer)
    submission, staged = draft(judged.fuqing, "2023-Q2", {judged.beds: 25}, clerk=clerk)

    reach = get_reach(submission, staged)

    (order,) = reach.orders
    assert [one.name for one in order.moved] == ["台江区", "福清市", "闽侯县"]
    assert (order.before.places["350181"], order.after.places["350181"]) == (4, 2)
    (total,) = reach.figures
    assert total.region == judged.city
    assert (total.before.row.value, total.after.row.value) == (65, 85)  # type: ignore[union-attr]
    assert [(state.region, state.before.state, state.after.state) for state in reach.states] == []


def test_indicators_that_are_not_judged_have_no_state_and_no_order(
    judged: Catalogue, clerk: User, reviewer: User
) -> None:
    publish(judged.gulou, "2023-Q2", {judged.institutions: 3}, clerk=clerk, reviewer=reviewer)
    publish(judged.fuqing, "2023-Q2", {judged.institutions: 2}, clerk=clerk, reviewer=reviewer)
    submission, staged = draft(judged.fuqing, "2023-Q2", {judged.institutions: 9}, clerk=clerk)

    reach = get_reach(submission, staged)

    assert not reach.states
    assert not reach.orders
    assert [figure.after.row.value for figure in reach.figures if figure.after] == [12]


def test_what_only_says_again_what_is_approved_reaches_nothing(
    judged: Catalogue, clerk: User, reviewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(judged.gulou, "2023-Q2", {judged.beds: 3}, clerk=clerk, reviewer=reviewer)
    submission, staged = draft(judged.gulou, "2023-Q2", {judged.beds: 3}, clerk=clerk)

    with django_assert_num_queries(0):
        assert not get_reach(submission, staged)


def test_total_that_the_city_reports_itself_does_not_move(
    judged: Catalogue, clerk: User, reviewer: User
) -> None:
    publish(judged.city, "2023-Q2", {judged.beds: 99}, clerk=clerk, reviewer=reviewer)
    submission, staged = draft(judged.gulou, "2023-Q2", {judged.beds: 3}, clerk=clerk)

    assert get_reach(submission, staged).figures == ()


def test_large_draft_asks_no_more_often_and_writes_nothing(judged: Catalogue, clerk: User) -> None:
    def measure(count: int) -> tuple[int, float]:
        submission = factories.make_submission(judged.gulou, judged.form, created_by=clerk)
        rows = [
            factories.make_indicator(
                f"many.{count}.{number}", assessment="project", polarity="more", order=number
            )
            for number in range(count)
        ]
        for row in rows:
            factories.make_staged(submission, row, 7)
        staged = list(submission.figures.select_related("indicator", "replaces"))
        start = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            reach = get_reach(submission, staged)
        submission.figures.all().delete()
        submission.delete()
        assert len(reach.figures) == count
        assert all(query["sql"].startswith("SELECT") for query in queries)
        return len(queries), time.process_time() - start

    few, _short = measure(2)
    many, seconds = measure(200)

    assert many == few <= 14
    assert seconds < 5
