"""Reporting completeness: every state and every count of the page, told again from what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.analytics.deadlines import last_ended
from indicators.analytics.punctuality import Reporting
from indicators.messages.figures import show_period
from indicators.models import Form, Region
from indicators.periods import Frequency, Period
from reports.pages.completeness import CompletenessPage, Narrowed, get_completeness_page
from reports.pages.reminders import get_reminders_page
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import due_of, live, naive_state, today, within, write_down

Q1, Q2 = Period.parse("2023-Q1"), Period.parse("2023-Q2")
PERIODS = [Period.parse(text) for text in ("2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2")]
STATES = ("in time", "late", "overdue", "open")


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("leader"))
    return client


@pytest.fixture
def forms(catalogue: Catalogue) -> list[Form]:
    """The quarterly one of the districts, a monthly one of the same, and the office's own."""
    monthly = factories.make_form("relief_monthly", name="救助月报表", frequency="month", department="救助处")
    factories.make_indicator("relief.persons", form=monthly, frequency="month", unit="人")
    return list(Form.objects.all())


def counts(states: Iterable[str]) -> tuple[int, ...]:
    known = list(states)
    return tuple(known.count(state) for state in STATES)


def shown(punctual: object) -> tuple[int, ...]:
    return tuple(getattr(punctual, name) for name in ("in_time", "late", "overdue", "open"))


def page_of(period: Period = Q2, as_of: date | None = None, **asked: object) -> CompletenessPage:
    region = asked.pop("region", None)
    selection = get_selection(Asked(region=region, period=period, as_of=as_of))
    return get_completeness_page(selection, Narrowed(**asked), period)


Told = dict[tuple[Region, Form, Period], str]  # what happened, in a word of STATES


@pytest.mark.parametrize("seed", range(8))
def test_every_state_and_count_is_what_happened(catalogue: Catalogue, forms: list[Form], seed: int) -> None:
    random = Random(seed)  # noqa: S311 - draws what happens
    regions = list(Region.objects.all())
    happened = [
        live(random, region, form, period)
        for span in PERIODS
        for form in forms
        for period in within(form, span)
        for region in regions
        if region.kind in form.region_kinds.split("|")
    ]
    begun = min(one.days["first"] for one in happened if "first" in one.days and "withdrawn" not in one.days)

    for _draw in range(25):
        span, region = random.choice(PERIODS[1:]), random.choice([None, *regions])
        form, department = random.choice([None, *forms]), random.choice([None, forms[0].department])
        as_of = random.choice([None, *(span.end + timedelta(days=random.randint(1, 30)) for _ in range(4))])
        day = as_of or today()

        page = page_of(span, as_of, region=region, form=form, department=department)

        periods = {place[2] for place, _one in page.wanted}
        states = {
            (one.region, one.form, one.period): naive_state(one, day)
            for one in happened
            if one.period in periods and one.period.end < day and due_of(one.form, one.period) >= begun
            if form in (None, one.form) and department in (None, one.form.department)
            if region in (None, catalogue.city, one.region)
        }
        known = {place: one.reporting for place, one in page.wanted if not one.is_backfill}
        assert {place: (state_of(one), one.late) for place, one in known.items()} == states
        assert all(due_of(form, period) < begun for (_, form, period), one in page.wanted if one.is_backfill)
        check_grids(page, {place: state for place, (state, _late) in states.items()}, catalogue.city)


def state_of(one: Reporting) -> str:
    flags = (one.is_in_time, one.is_late, one.is_overdue, not one.is_judged)
    return next(state for state, holds in zip(STATES, flags, strict=True) if holds)


def check_grids(page: CompletenessPage, told: Told, root: Region) -> None:
    """Each count at the edge of each table is that of the rows and columns beside it."""
    for grid in page.grids:
        split = grid.name in ("districts", "own")
        own = {
            place: told[place] for place in told if not split or (place[0] == root) == (grid.name == "own")
        }
        by_region = grid.name in ("districts", "form")
        assert shown(grid.punctual) == counts(own.values())
        for row in grid.rows:
            mine = (own[place] for place in own if row.head.title == str(place[0 if by_region else 1]))
            assert shown(row.punctual) == counts(mine)
        for head, punctual in grid.totals:
            mine = (own[place] for place in own if head.title in (str(place[1]), *spans(place[2])))
            assert shown(punctual) == counts(mine)


def spans(period: Period) -> tuple[str, str]:
    """The names of a period and of its quarter."""
    quarter = Period(period.year, Frequency.QUARTER, (period.months + 2) // 3)
    return show_period(str(period)), show_period(str(quarter))


def test_latest_period_handed_in_is_shown_and_the_one_being_collected_is_offered(
    reader: Client, catalogue: Catalogue
) -> None:
    write_down(catalogue.gulou, catalogue.form, Q1, {"first": date(2023, 4, 3)}, None)

    page = reader.get("/completeness/").context["page"]

    assert page.selection.period == Q1
    assert page.collecting == last_ended(Frequency.QUARTER, today())


def test_region_is_never_late_for_what_its_kind_does_not_report(
    reader: Client, catalogue: Catalogue, forms: list[Form]
) -> None:
    page = page_of(last_ended(Frequency.QUARTER, today()))

    expected = {(region.kind, form.code) for (region, form, _period), _one in page.wanted}
    assert ("city", "office_quarterly") in expected
    assert all(kind in Form.objects.get(code=code).expected_kinds for kind, code in expected)


def test_undecided_figures_are_not_told(reader: Client, catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    factories.make_staged(submission, catalogue.beds, 9876)

    html = reader.get("/completeness/?period=2023-Q2").content.decode()

    assert "待审" in html
    assert "9,876" not in html


def test_filters_are_in_the_address_and_bad_ones_are_told(reader: Client, catalogue: Catalogue) -> None:
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)

    good = reader.get(f"/completeness/?period=2023-Q2&form={catalogue.form.code}&region=350102")
    bad = reader.get("/completeness/?form=none&department=999&period=x&region=y&as_of=z")

    assert [row.head.title for grid in good.context["page"].grids for row in grid.rows] == ["鼓楼区"]
    assert f'value="{catalogue.form.code}" selected' in good.content.decode()
    assert (bad.status_code, len(list(bad.context["messages"]))) == (200, 5)


# A large country


@pytest.fixture
def country(catalogue: Catalogue) -> dict[Region, list[Region]]:
    """More provinces and counties than a page offers to choose from; only counties report."""
    kind = catalogue.gulou.kind
    provinces = [
        factories.make_region(
            f"P{n:02}", name=f"省{n:02}", parent=catalogue.city, kind="province", order=50 + n
        )
        for n in range(12)
    ]
    Region.objects.bulk_create(
        Region(
            code=f"{one.code}{n:02}",
            name=f"{one.name}县{n:02}",
            short_name="县",
            kind=kind,
            parent=one,
            order=n,
        )
        for one in provinces
        for n in range(11)
    )
    return {one: list(one.children.all()) for one in provinces}


def test_large_country_is_counted_branch_by_branch(
    reader: Client, catalogue: Catalogue, country: dict[Region, list[Region]]
) -> None:
    random, told = Random(11), {}  # noqa: S311 - draws what happens
    for province, counties in country.items():
        happened = [live(random, region, catalogue.form, Q2) for region in counties]
        told[province.name] = counts(naive_state(one, today())[0] for one in happened)

    idle = sum(
        region.kind in catalogue.form.expected_kinds and region.parent not in country
        for region in Region.objects.filter(parent__isnull=False).select_related("parent")
    )

    page = reader.get(f"/completeness/?period=2023-Q2&form={catalogue.form.code}").context["page"]
    whole = reader.get("/completeness/?period=2023-Q2")

    for shown_page in (page, whole.context["page"]):
        grid = shown_page.grids[0]
        sums = {row.head.title: row.cells[-1].punctual for row in grid.rows}
        assert {name: shown(sums[name]) for name in told} == told
        every = [*told.values(), (0, 0, idle, 0)]
        assert shown(grid.punctual) == tuple(sum(one[at] for one in every) for at in range(len(STATES)))
    assert len(whole.content) < 200_000


def test_branch_of_a_large_country_shows_what_each_region_in_it_did(
    reader: Client, catalogue: Catalogue, country: dict[Region, list[Region]]
) -> None:
    province, counties = next(iter(country.items()))
    write_down(counties[0], catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)

    branch = reader.get(f"/completeness/?period=2023-Q2&region={province.code}").context["page"]
    county = reader.get(f"/completeness/?period=2023-Q2&region={counties[0].code}").context["page"]

    (grid,) = branch.grids
    assert [row.head.title for row in grid.rows] == [region.name for region in counties]
    assert [row.cells[0].shown[0].word for row in grid.rows][:2] == ["待审", "未报"]
    assert [grid.name for grid in county.grids] == ["region"]


def test_all_who_owe_are_reminded_though_the_list_is_paged(
    reader: Client, catalogue: Catalogue, country: dict[Region, list[Region]]
) -> None:
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)
    address = f"/completeness/reminders/?period=2023-Q2&form={catalogue.form.code}&as_of=2023-07-12"

    first, second = (reader.get(f"{address}&page={number}") for number in (1, 2))

    owing = [region.name for counties in country.values() for region in counties]
    assert all(f"请{name}于" in first.context["page"].text for name in owing)
    listed = [each.whom for response in (first, second) for each in response.context["listed"]]
    assert set(owing) <= set(listed)
    assert len(listed) == len(set(listed)) == len(first.context["page"].reminders)


# Whom to remind


def test_reminder_names_all_that_is_owed_and_nothing_else(catalogue: Catalogue, forms: list[Form]) -> None:
    random = Random(7)  # noqa: S311 - draws what happens
    happened = [live(random, region, catalogue.form, Q2) for region in catalogue.counted]
    day = date(2023, 7, 12)

    page = get_reminders_page(page_of(Q2, day, form=catalogue.form), date(2023, 7, 15))

    owed = {
        one.region.name
        for one in happened
        if naive_state(one, day)[0] == "overdue" or ("returned" in one.days and one.days["returned"] <= day)
        if naive_state(one, day)[0] in ("overdue", "open")
    }
    assert {each.whom for each in page.reminders} >= owed
    assert all(name in page.text for name in owed)
    assert len(page.text.splitlines()) == len({(each.whom, each.asked_by) for each in page.reminders}) + 1


def test_reminder_says_in_chinese_by_when(reader: Client, catalogue: Catalogue) -> None:
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)
    reader.post("/language/", {"language": "en", "next": "/"})

    address = (
        f"/completeness/reminders/?period=2023-Q2&form={catalogue.form.code}&as_of=2023-07-12&by=2023-07-17"
    )
    page = reader.get(address).context["page"]

    assert page.text.splitlines()[:2] == [
        "截至2023年7月12日，以下报表尚未报送到位：",
        "请台江区于2023年7月17日前报送：2023年二季度《养老服务季报表》（应于2023年7月10日前报送，逾期2天）。",
    ]
    assert "鼓楼区" not in page.text


def test_forms_of_one_reminder_are_a_list(reader: Client, catalogue: Catalogue) -> None:
    other = factories.make_form("charity_quarterly", name="慈善事业季报表", order=9)
    factories.make_indicator("raised", form=other)
    for form in (catalogue.form, other):
        write_down(catalogue.gulou, form, Q2, {"first": date(2023, 7, 3)}, None)

    page = reader.get("/completeness/reminders/?period=2023-Q2&as_of=2023-07-12").content.decode()

    assert "养老服务季报表、慈善事业季报表" in page


def test_what_is_due_within_days_is_asked_for_by_its_own_deadline(catalogue: Catalogue) -> None:
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)

    early = get_reminders_page(page_of(Q2, date(2023, 7, 3)), None)
    soon = get_reminders_page(page_of(Q2, date(2023, 7, 6)), None)

    assert early.reminders == ()
    assert {each.asked_by for each in soon.reminders} == {date(2023, 7, 10)}


def test_page_costs_the_same_however_many_report(
    reader: Client,
    catalogue: Catalogue,
    forms: list[Form],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    random = Random(1)  # noqa: S311 - draws what happens
    for region in catalogue.counted:
        for period in PERIODS:
            live(random, region, catalogue.form, period)

    for query in ("", "?period=2023-Q2", "?region=350102", f"?form={catalogue.form.code}"):
        for page in ("/completeness/", "/completeness/reminders/"):
            with django_assert_max_num_queries(22):
                reader.get(page + query)
