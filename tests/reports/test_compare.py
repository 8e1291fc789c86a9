"""Regions beside each other: every number against a naive recomputation from the observations."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest
from django.test import Client

from indicators.analytics.assessment import State
from indicators.analytics.refusals import Reason
from indicators.messages import explain
from indicators.messages.states import SIGNS
from indicators.models import Indicator, Observation, Region
from indicators.periods import Period
from reports.pages.bars import Bar
from reports.pages.cards import get_cards
from reports.pages.compare import ComparePage, Row, View, Wanted, get_compare_page
from reports.pages.matrix import get_matrix_page
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue

PERIODS = ("2022-Q2", "2022-Q4", "2023-Q1", "2023-Q2")


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("leader"))
    return client


@pytest.fixture
def residents(catalogue: Catalogue) -> Indicator:
    """How many live in each region, counted once a year, and the rate that says what it is for."""
    people = factories.make_indicator(
        "population.resident", name="常住人口", unit="人", frequency="year", topic=None, order=20
    )
    factories.make_indicator(
        "beds.per_10000",
        unit="张/万人",
        nature="rate",
        additive=False,
        numerator=catalogue.beds,
        denominator=people,
        factor=10_000,
        order=21,
    )
    return people


@pytest.fixture
def judged(catalogue: Catalogue, residents: Indicator) -> Catalogue:
    factories.make_release()
    for indicator, assessment in ((catalogue.beds, "project"), (catalogue.visits, "service")):
        Indicator.objects.filter(pk=indicator.pk).update(assessment=assessment, polarity="more")
        indicator.refresh_from_db()
        for region in (catalogue.gulou, catalogue.fuqing, catalogue.pingtan):
            factories.make_target(indicator, region, 15)
    return catalogue


def compare(period: str = "2023-Q2", region: Region | None = None, **wanted: object) -> ComparePage:
    selection = get_selection(Asked(period=Period.parse(period), region=region))
    return get_compare_page(selection, Wanted(**wanted))  # type: ignore[arg-type]


def row_of(page: ComparePage, region: Region) -> Row:
    return next(row for row in page.rows if row.region == region)


def value(indicator: Indicator, region: Region, period: str) -> Decimal | None:
    row = Observation.objects.filter(indicator=indicator, region=region, period=period).first()
    return row.value if row else None


def naive_places(values: dict[Region, Decimal]) -> dict[Region, int]:
    """One more than how many have more; nobody has a place alone."""
    if len(values) < 2:
        return {}
    return {region: 1 + sum(other > own for other in values.values()) for region, own in values.items()}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_what_a_naive_one_gives(judged: Catalogue, residents: Indicator, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secrets
    regions = [*judged.counted, judged.pingtan]
    indicators = [judged.beds, judged.visits, judged.institutions, judged.openings, judged.allowance]
    for period in PERIODS:
        for region in regions:
            for indicator in indicators:
                if chance.random() < 0.75:
                    given = chance.choice((0, 3, 7, 7, 12, 40, 61, None))
                    factories.make_observation(indicator, region, period, given)
    for region in regions:
        if chance.random() < 0.8:
            factories.make_observation(residents, region, "2022", chance.randint(20_000, 900_000))

    for _selection in range(4):
        period = chance.choice(PERIODS[2:])
        chosen = chance.sample(indicators, chance.randint(1, 5))
        codes = tuple(one.code for one in chosen)
        pages = {view: compare(period, indicators=codes, view=view) for view in View}

        for at, column in enumerate(pages[View.VALUE].columns):
            one = column.indicator
            ranked = one in (judged.beds, judged.visits)
            known = {each: value(one, each, period) for each in regions}
            values = {each: given for each, given in known.items() if given is not None}
            counted = {each: given for each, given in values.items() if each in judged.counted}
            places = naive_places(counted) if ranked else {}
            people = {each: value(residents, each, "2022") for each in regions}
            rates = {
                each: given * 10_000 / people[each]  # type: ignore[operator]
                for each, given in values.items()
                if people[each] and one != judged.allowance
            }
            rate_places = naive_places({each: rates[each] for each in rates if each in counted})
            for region in regions:
                cell = row_of(pages[View.VALUE], region).cells[at]
                assert (cell.shown and number(cell.shown.number)) == known[region]
                assert cell.place == places.get(region)
                assert cell.is_shared == (list(places.values()).count(cell.place or 0) > 1)
                if known[region]:
                    assert cell.bar is not None
                    assert Decimal(cell.bar.width) == round(known[region] * 100 / max(values.values()), 2)  # type: ignore[operator]
                    assert (Decimal(cell.bar.start), cell.bar.zero) == (0, "")
                else:
                    assert not cell.bar

                cell = row_of(pages[View.PER_RESIDENTS], region).cells[at]
                assert (cell.shown is not None) == (region in rates)
                if cell.shown:
                    assert abs(number(cell.shown.number) - rates[region]) <= Decimal("0.005")
                assert cell.place == (rate_places.get(region) if ranked else None)

                cell = row_of(pages[View.GROWTH], region).cells[at]
                before = value(one, region, f"{int(period[:4]) - 1}{period[4:]}")
                now = known[region]
                if now is None:
                    assert cell.change is None
                elif before is None:
                    assert cell.change is not None
                    assert cell.change.text == "—"
                elif before >= 30 and now != before:
                    assert cell.change is not None
                    assert f"{abs(now - before) * 100 / before:.1f}%" in cell.change.text
                elif now == before:
                    assert cell.change is not None
                    assert cell.change.text == "持平"
                else:
                    assert not cell.bar or one == judged.allowance

                cell = row_of(pages[View.STANDING], region).cells[at]
                selection = get_selection(Asked(period=Period.parse(period), region=region))
                card = get_cards([one], selection)[one.pk]
                if one.assessment == "none":
                    assert cell.state is None
                else:
                    assert (cell.state, cell.progress) == (card.state, card.progress)


@pytest.mark.parametrize("period", ["2023-Q1", "2023-Q2"])
def test_matrix_counts_the_states_of_the_cards(judged: Catalogue, period: str) -> None:
    chance = random.Random(period)  # noqa: S311 - no secrets
    for region in (*judged.counted, judged.zone):
        for indicator in (judged.beds, judged.visits):
            if chance.random() < 0.7:
                factories.make_observation(indicator, region, period, chance.choice((1, 5, 9, 20)))

    page = get_matrix_page(get_selection(Asked(period=Period.parse(period))))

    (row,) = page.rows
    for cell in row.cells:
        selection = get_selection(Asked(period=Period.parse(period), region=cell.region))
        cards = get_cards([judged.beds, judged.visits], selection)
        assert Counter({count.state: count.count for count in cell.counts}) == Counter(
            card.state for card in cards.values()
        )


def test_what_has_no_places_says_why(judged: Catalogue) -> None:
    def reason(indicator: Indicator, **changed: object) -> str:
        Indicator.objects.filter(pk=indicator.pk).update(**changed)
        (column,) = compare(indicators=(indicator.code,)).columns
        assert column.is_ranked == (not column.unranked)
        return column.unranked

    factories.make_observation(judged.beds, judged.gulou, "2023-Q2", 3)
    few = reason(judged.beds)
    factories.make_observation(judged.beds, judged.fuqing, "2023-Q2", 9)

    assert few == explain(Reason.TOO_FEW)
    assert reason(judged.beds) == ""
    assert reason(judged.beds, additive=False) == explain(Reason.NOT_ADDED)
    assert reason(judged.beds, nature_confirmed=False) == explain(Reason.NATURE_UNCONFIRMED)
    assert reason(judged.beds, polarity="neutral") == explain(Reason.NEITHER_BETTER)
    assert reason(judged.beds, assessment="floor") == explain(Reason.ONLY_MET)
    assert reason(judged.beds, assessment="red_line") == explain(Reason.ONLY_MET)
    assert reason(judged.beds, assessment="none") == explain(Reason.NOT_JUDGED)
    judged.visits.form.region_kinds = "city"
    judged.visits.form.save()
    assert reason(judged.visits) == explain(Reason.NOBODY_BELOW)


def test_less_is_better_ranks_the_least_first(judged: Catalogue) -> None:
    Indicator.objects.filter(pk=judged.beds.pk).update(polarity="less")
    for region, given in ((judged.gulou, 3), (judged.fuqing, 9), (judged.minhou, 3)):
        factories.make_observation(judged.beds, region, "2023-Q2", given)

    page = compare(indicators=(judged.beds.code,))

    assert [row_of(page, one).cells[0].place for one in (judged.gulou, judged.fuqing, judged.minhou)] == [
        1,
        3,
        1,
    ]


def test_what_fell_reaches_to_the_left_of_the_line(judged: Catalogue) -> None:
    for region, before, now in ((judged.gulou, 100, 130), (judged.fuqing, 100, 90)):
        factories.make_observation(judged.beds, region, "2022-Q2", before)
        factories.make_observation(judged.beds, region, "2023-Q2", now)

    page = compare(indicators=(judged.beds.code,), view=View.GROWTH)

    assert row_of(page, judged.gulou).cells[0].bar == Bar("25.00", "75.00", "25.00")
    assert row_of(page, judged.fuqing).cells[0].bar == Bar("0.00", "25.00", "25.00")


@pytest.mark.parametrize(
    ("view", "invented", "stamped"),
    [
        (View.VALUE, "2023-Q2", True),
        (View.VALUE, "2022-Q2", False),
        (View.GROWTH, "2022-Q2", True),
        (View.GROWTH, "2023-Q1", False),
        (View.STANDING, "2022-Q4", True),
        (View.STANDING, "2022-Q2", False),
    ],
)
def test_each_figure_made_of_invented_ones_is_stamped(
    reader: Client, judged: Catalogue, view: View, invented: str, stamped: bool
) -> None:
    for region in (judged.gulou, judged.fuqing):
        for period in PERIODS:
            is_demo = region == judged.gulou and period == invented
            factories.make_observation(judged.beds, region, period, 40, is_demo=is_demo)

    address = f"/compare/?period=2023-Q2&indicator=eldercare.beds&view={view}"
    html = reader.get(address).content.decode()

    assert html.count('class="invented"') == stamped
    assert ("含演示数据" in html) == stamped


def test_where_all_is_invented_the_page_says_it_once(reader: Client, judged: Catalogue) -> None:
    for region in (judged.gulou, judged.fuqing):
        factories.make_observation(judged.beds, region, "2023-Q2", 40, is_demo=True)

    html = reader.get("/compare/?period=2023-Q2&indicator=eldercare.beds").content.decode()

    assert 'class="invented"' not in html
    assert '<span class="stamp">演示数据</span>' in html


def test_matrix_tells_each_state_by_a_sign_of_its_own(reader: Client, judged: Catalogue) -> None:
    for region, given in ((judged.gulou, 3), (judged.fuqing, 15), (judged.minhou, 9)):
        factories.make_observation(judged.beds, region, "2023-Q2", given)

    response = reader.get("/compare/topics/?period=2023-Q2")
    page, html = response.context["page"], response.content.decode()

    signs = [count.state.sign for count in page.counts]
    assert len(signs) == len(set(signs)) > 2
    assert all(f">{count.state.sign}</span> {count.state.word}" in html for count in page.counts)
    total = sum(count.count for row in page.rows for cell in row.cells for count in cell.counts)
    assert sum(count.count for count in page.counts) == total


def test_signs_differ() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS) == len(State)
    assert not {"·", "…"} & set(SIGNS.values())


def test_regions_can_be_ordered_by_place_and_what_is_missing_stays_last(judged: Catalogue) -> None:
    for region, given in ((judged.gulou, 3), (judged.fuqing, 9), (judged.minhou, 9), (judged.pingtan, 50)):
        factories.make_observation(judged.beds, region, "2023-Q2", given)

    page = compare(indicators=(judged.beds.code,), by=judged.beds.code)

    names = [row.region.name for row in page.rows]
    assert names == ["福州市", "福清市", "闽侯县", "鼓楼区", "台江区", "平潭县", "市本级"]
    assert [row.cells[0].place for row in page.rows] == [None, 1, 1, 3, None, None, None]


def test_what_is_not_judged_keeps_the_official_order(judged: Catalogue) -> None:
    for region, given in ((judged.gulou, 3), (judged.fuqing, 9)):
        factories.make_observation(judged.institutions, region, "2023-Q2", given)

    page = compare(indicators=(judged.institutions.code,), by=judged.institutions.code)

    assert [row.region for row in page.rows[1:4]] == [judged.gulou, judged.taijiang, judged.fuqing]
    assert not page.is_ranked


def test_nothing_is_set_against_residents_of_other_regions(judged: Catalogue, residents: Indicator) -> None:
    """The city's sum is without 平潭, the residents that it reports are with it."""
    factories.make_observation(
        judged.beds, judged.city, "2023-Q2", 50, origin="computed", reported_parts=5, expected_parts=5
    )
    factories.make_observation(residents, judged.city, "2022", 100_000)

    page = compare(indicators=(judged.beds.code,), view=View.PER_RESIDENTS)

    assert page.rows[0].cells[0].shown is None
    assert page.rows[0].cells[0].absence


def test_without_a_population_it_is_said(judged: Catalogue) -> None:
    Indicator.objects.filter(code="beds.per_10000").update(factor=1000)

    page = compare(indicators=(judged.beds.code,), view=View.PER_RESIDENTS)

    assert page.columns[0].refused


def test_copied_link_gives_the_same_page(reader: Client, judged: Catalogue) -> None:
    factories.make_observation(judged.beds, judged.gulou, "2023-Q2", 12)
    factories.make_observation(judged.beds, judged.fuqing, "2023-Q2", 12)

    page = reader.get(
        "/compare/?period=2023-Q2&topic=eldercare&indicator=eldercare.beds&view=value&by=eldercare.beds"
    )

    text = page.content.decode()
    assert text.count('<option value="value" selected>') == 1
    assert 'value="eldercare.beds" checked' in " ".join(text.split())
    assert "并列第1位" in text


@pytest.mark.parametrize("query", ["topic=none", "indicator=none", "view=none", "by=none"])
def test_what_is_asked_wrongly_is_told(reader: Client, judged: Catalogue, query: str) -> None:
    page = reader.get(f"/compare/?{query}")

    assert page.status_code == 200
    assert ("message warning" in page.content.decode()) == (query != "by=none")
