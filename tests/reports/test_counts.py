"""The same question has the same count on every page, recounted by plain SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client

from indicators.models import Form, Observation, Region, Role
from indicators.periods import Period
from reports.pages.brief import get_brief_page
from reports.pages.completeness import CompletenessPage, Narrowed, get_completeness_page
from reports.pages.overview import OverviewPage, get_overview_page
from reports.pages.region import get_region_page
from reports.pages.regions import get_regions_page
from reports.pages.reminders import get_reminders_page
from reports.pages.selection import Asked, Selection, get_selection
from reports.pages.wall import get_wall_page
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import due_of, live, write_down

Q1, Q2 = Period.parse("2025-Q1"), Period.parse("2025-Q2")
Place = tuple[str, str]  # codes of region and form

HANDED_IN = """
    SELECT COUNT(*) FROM indicators_submission s
    WHERE s.region_id = %s AND s.form_id = %s AND s.period = %s AND s.state IN ('submitted', 'approved')
"""
THERE = """
    SELECT COUNT(DISTINCT o.indicator_id) FROM indicators_observation o
    JOIN indicators_indicator i ON i.id = o.indicator_id
    WHERE o.region_id = %s AND i.form_id = %s AND o."end" = %s AND o.superseded_in_id IS NULL
    AND o.origin = 'reported' AND o.absence IN ({answers}) AND i.numerator_id IS NULL
"""
ASKED = "SELECT COUNT(*) FROM indicators_indicator i WHERE i.form_id = %s AND i.numerator_id IS NULL"


def ask(sql: str, *params: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Naive:
    """What is overdue, and of every form that lacks any how many figures are missing, of how many."""

    overdue: set[Place]
    missing: dict[Place, tuple[int, int]]


def recount(day: date) -> Naive:
    overdue, missing = set(), {}
    for region in Region.objects.all():
        for form in Form.objects.all():
            if region.kind not in form.region_kinds.split("|"):
                continue
            place = (region.code, form.code)
            submissions = list(region.submissions.filter(form=form, period=str(Q2)))
            extended = [row.extended_to for row in submissions if row.extended_to and row.state == "returned"]
            due = max([due_of(form, Q2), *extended])
            if not ask(HANDED_IN, region.pk, form.pk, str(Q2)) and due < day:
                overdue.add(place)
            given = THERE.format(answers="'', 'not_applicable', 'discontinued', 'withheld'")
            waived = THERE.format(answers="'not_applicable', 'discontinued'")
            asked = ask(ASKED, form.pk)
            lacks = asked - ask(given, region.pk, form.pk, Q2.end)
            if lacks:
                missing[place] = (lacks, asked - ask(waived, region.pk, form.pk, Q2.end))
    return Naive(overdue, missing)


@pytest.fixture
def forms(catalogue: Catalogue) -> list[Form]:
    """Two forms of the districts, of the same pillar."""
    other = factories.make_form("relief_quarterly", name="救助季报表", department="救助处")
    for code in ("persons", "households"):
        factories.make_indicator(f"relief.{code}", form=other, unit="人")
    return [catalogue.form, other]


def happen(catalogue: Catalogue, forms: list[Form], seed: int) -> None:
    """The site is in use since spring; then every form of every district goes its own way."""
    random = Random(seed)  # noqa: S311 - draws what happens
    write_down(catalogue.gulou, forms[0], Q1, {"first": date(2025, 4, 3), "approved": date(2025, 4, 4)}, None)
    write_down(catalogue.city, catalogue.study.form, Q1, {"first": date(2025, 4, 3)}, None)
    release = factories.make_release()
    for region in Region.objects.exclude(code="350100"):
        for form in forms:
            happened = live(random, region, form, Q2)
            if "approved" not in happened.days:
                continue
            for indicator in form.indicators.filter(numerator=None):
                told = random.choice(["", "", "", "not_reported", "not_applicable", "none"])
                if told != "none":
                    factories.make_observation(
                        indicator, region, str(Q2), None if told else 5, absence=told, release=release
                    )


def overview(selection: Selection) -> tuple[OverviewPage, CompletenessPage]:
    return get_overview_page(selection), get_completeness_page(selection, Narrowed(), Q2)


@pytest.mark.parametrize("seed", range(5))
def test_pages_count_alike_what_is_not_reported(catalogue: Catalogue, forms: list[Form], seed: int) -> None:
    happen(catalogue, forms, seed)
    selection = get_selection(Asked(period=Q2))

    page, completeness = overview(selection)
    naive = recount(completeness.day)

    # Forms: reporting page, whom to remind, and the forms called overdue on the overview.
    wanted = {(region.code, form.code): one for (region, form, _period), one in completeness.wanted}
    assert {place for place, one in wanted.items() if one.reporting.is_overdue} == naive.overdue
    assert completeness.punctual.overdue == len(naive.overdue)
    reminded = get_reminders_page(completeness, None).reminders
    owed = {(each.whom, form.code) for each in reminded for form in each.forms}
    names = {region.code: region.name for region in Region.objects.all()}
    names[catalogue.city.code] = (
        catalogue.study.form.department.name
    )  # the bureau's own are asked of its offices
    assert {(names[region], form) for region, form in naive.overdue} <= owed
    below = {catalogue.city.code, *(region.code for region in Region.objects.filter(parent=catalogue.city))}
    listed = {(one.region.code, one.form.code): one for one in page.lacking}
    assert {place for place, one in listed.items() if one.is_overdue} == {
        place for place in naive.overdue & naive.missing.keys() if place[0] in below
    }

    # Figures: overview, list of districts, page of each.
    expected = {place: counts for place, counts in naive.missing.items() if place[0] in below}
    assert {place: (one.missing, one.expected) for place, one in listed.items()} == expected
    late = sum(naive.missing[place][0] for place in naive.overdue if place in expected)
    assert sum(entry.overdue for entry in page.pillars) == late
    for line in get_regions_page(selection).lines:
        own = [count for (code, _form), (count, _all) in naive.missing.items() if code == line.region.code]
        assert line.coverage.lacking == sum(own), line.region
        district = get_region_page(get_selection(Asked(region=line.region, period=Q2)))
        assert sum(len(entry.indicators) for entry in district.missing) == sum(own)


def test_brief_tells_the_forms_that_are_overdue_and_the_figures_they_lack(
    catalogue: Catalogue, forms: list[Form]
) -> None:
    happen(catalogue, forms, 1)
    selection = get_selection(Asked(period=Q2))
    naive = recount(get_completeness_page(selection, Narrowed(), Q2).day)
    below = list(Region.objects.filter(parent=catalogue.city))
    late = [(region, form) for region in below for form in forms if (region.code, form.code) in naive.overdue]

    text = next(one.text for one in get_brief_page(selection).paragraphs if one.title == "未报送")

    assert late
    for region, form in late[:6]:
        missing, expected = naive.missing[region.code, form.code]
        assert f"{region}《{form}》（缺{missing}/{expected}个数）" in text


def test_what_was_handed_in_and_waits_is_missing_and_not_overdue(catalogue: Catalogue) -> None:
    write_down(catalogue.taijiang, catalogue.form, Q2, {"first": date(2025, 7, 4)}, None)

    page = get_overview_page(get_selection(Asked(period=Q2)))

    shown = {one.region: (one.is_overdue, one.shown.word, one.shown.note[:5]) for one in page.lacking}
    assert shown[catalogue.taijiang] == (False, "待审", "07-04")
    assert shown[catalogue.gulou][:2] == (True, "未报")


def test_what_was_due_before_the_site_was_in_use_is_not_overdue(catalogue: Catalogue) -> None:
    write_down(catalogue.taijiang, catalogue.form, Q2, {"first": date(2025, 9, 4)}, None)

    page = get_overview_page(get_selection(Asked(period=Q2)))

    assert page.lacking
    assert not any(one.is_overdue for one in page.lacking)
    assert not any(entry.overdue for entry in page.pillars)


def test_wall_shows_how_many_figures_each_district_reported(catalogue: Catalogue, forms: list[Form]) -> None:
    happen(catalogue, forms, 2)
    factories.make_observation(catalogue.beds, catalogue.city, str(Q2), 999)
    naive = recount(date(2026, 1, 1))

    (scene,) = get_wall_page().scenes

    assert scene.map
    for tile in scene.map.tiles:
        own = [counts for (code, _form), counts in naive.missing.items() if code == tile.told.region.code]
        whole = [form for form in forms if (tile.told.region.code, form.code) not in naive.missing]
        reported, expected = map(int, tile.told.number.split("/"))
        assert expected - reported == sum(missing for missing, _all in own)
        if not whole:
            assert expected == sum(every for _missing, every in own)


def test_words_say_what_is_counted(client: Client, catalogue: Catalogue, forms: list[Form]) -> None:
    happen(catalogue, forms, 1)
    client.force_login(factories.make_user("leader", Role.VIEWER))

    def words(path: str) -> str:
        return " ".join(re.sub("<[^>]+>", " ", client.get(path).content.decode()).split())

    assert re.search(r"\d+个数逾期未报", words(f"/?period={Q2}"))
    assert "缺数 / 应报数" in words(f"/?period={Q2}")
    assert re.search(r"应报\d+张次：.*逾期未报\d+", words(f"/completeness/?period={Q2}"))
    assert "单位：项" in words(f"/regions/?period={Q2}")


def test_day_that_was_turned_back_to_counts_as_it_was(catalogue: Catalogue, forms: list[Form]) -> None:
    happen(catalogue, forms, 3)
    due = due_of(forms[0], Q2)

    for day in (due, due + timedelta(days=1), due + timedelta(days=9)):
        page, completeness = overview(get_selection(Asked(period=Q2, as_of=day)))

        late = {(one.region, one.form) for one in page.lacking if one.is_overdue}
        shown = {
            (region, form)
            for (region, form, _period), one in completeness.wanted
            if one.reporting.is_overdue and region.parent_id in (None, catalogue.city.pk)
        }
        assert late == shown
        assert bool(late) == (day > due)
    assert Observation.objects.exists()
