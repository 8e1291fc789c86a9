"""A total that moved because a figure in it was corrected is marked as that figure is."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from random import Random

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Observation, Region, Release, Role, User
from indicators.periods import Period
from indicators.services import releases
from indicators.standing.corrected import find_earlier
from indicators.standing.series import read_series, read_tree
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, hand_in, publish

Q1, Q2 = "2023-Q1", "2023-Q2"


@pytest.fixture
def people(catalogue: Catalogue) -> dict[str, User]:
    return {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}


def whole(catalogue: Catalogue, indicator: Indicator, region: Region | None = None, period: str = Q2) -> bool:
    """Whether the computed figure is marked."""
    region = region or catalogue.city
    series = read_series([indicator.pk], region=region.pk, release=None)
    (one,) = [one for one in series[indicator.pk] if str(one.point.period) == period]
    assert one.row.origin == "computed"
    assert one.is_corrected == bool(one.earlier)
    return one.is_corrected


def test_first_reports_of_others_do_not_mark_a_total(catalogue: Catalogue, people: dict[str, User]) -> None:
    for region in catalogue.counted:
        publish(region, Q2, {catalogue.beds: 10}, **people)

    assert not whole(catalogue, catalogue.beds)


def test_corrected_district_marks_the_total_and_keeps_marking_it(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people)
    publish(catalogue.gulou, Q2, {catalogue.beds: 12}, **people)
    at_once = whole(catalogue, catalogue.beds)
    publish(catalogue.taijiang, Q2, {catalogue.beds: 7}, **people)

    series = read_series([catalogue.beds.pk], region=catalogue.city.pk, release=None)

    assert at_once
    (one,) = series[catalogue.beds.pk]
    assert one.is_corrected
    assert [row.value for row in Observation.objects.filter(pk__in=one.earlier)] == [10]


def test_uncounted_region_marks_no_total(catalogue: Catalogue, people: dict[str, User]) -> None:
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people)
    for value in (5, 6):
        publish(catalogue.pingtan, Q2, {catalogue.beds: value}, **people)
    publish(catalogue.taijiang, Q2, {catalogue.beds: 7}, **people)

    assert not whole(catalogue, catalogue.beds)


def test_provisional_figure_that_became_final_marks_nothing(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people, is_provisional=True)
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people)

    assert not whole(catalogue, catalogue.beds)


def test_correction_that_was_taken_back_marks_nothing(catalogue: Catalogue, people: dict[str, User]) -> None:
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people)
    release = publish(catalogue.gulou, Q2, {catalogue.beds: 12}, **people)
    releases.undo(release=release, by=people["reviewer"], reason="误核")

    assert not whole(catalogue, catalogue.beds)


def test_total_is_marked_on_the_days_since_the_correction_alone(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    numbers = [publish(catalogue.gulou, Q2, {catalogue.beds: value}, **people).number for value in (10, 12)]

    told = {
        number: read_series([catalogue.beds.pk], region=catalogue.city.pk, release=number)[catalogue.beds.pk]
        for number in numbers
    }

    assert [told[number][0].is_corrected for number in numbers] == [False, True]


def test_corrections_of_one_moment_mark_the_total_that_was_computed_once(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    regions = (catalogue.gulou, catalogue.taijiang)
    for region in regions:
        publish(region, Q2, {catalogue.beds: 10}, **people)
    waiting = {}
    for region, value in zip(regions, (12, 10), strict=True):
        waiting[hand_in(region, Q2, {catalogue.beds: value}, clerk=people["clerk"]).pk] = ""
    releases.approve_all(seen=waiting, by=people["reviewer"])

    assert whole(catalogue, catalogue.beds)


def test_rate_of_a_corrected_part_is_marked_and_others_are_not(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    rate = catalogue.cremation_rate
    for region in (catalogue.gulou, catalogue.taijiang):
        publish(region, Q2, {catalogue.cremated: 80, catalogue.deaths: 100}, **people)
    publish(catalogue.gulou, Q2, {catalogue.cremated: 90, catalogue.deaths: 100}, **people)

    assert whole(catalogue, rate)
    assert whole(catalogue, rate, catalogue.gulou)
    assert not whole(catalogue, rate, catalogue.taijiang)


def naive_parts(row: Observation) -> set[int]:
    """The ids of all figures that one is made of, at any remove."""
    parts = list(Observation.objects.filter(pk__in=row.parts))
    return {part.pk for part in parts}.union(*map(naive_parts, parts))


def naive_is_corrected(row: Observation, release: int | None) -> bool:
    """Whether an earlier version, of another value, was made of a figure that has been corrected since."""
    known = Observation.objects.as_of(release)
    wrong = set[int]()
    for now in known.filter(origin="reported"):
        while now.staged and (old := now.staged.replaces) and old.value is not None:
            if old.value == now.value and old.is_provisional != now.is_provisional:
                break  # the final figure is what the provisional one was
            wrong.add(old.pk)
            now = old
    same = {"indicator": row.indicator, "region": row.region, "start": row.start, "end": row.end}
    before = Observation.objects.filter(origin="computed", release__lt=row.release_id, **same)
    return any(
        old.value is not None and old.value != row.value and naive_parts(old) & wrong for old in before
    )


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5])
def test_marks_are_those_that_follow_from_the_parts(
    catalogue: Catalogue, people: dict[str, User], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - drawn by lot, no secrets
    places = [*catalogue.counted[:3], catalogue.zone, catalogue.pingtan]
    made = list[Release]()
    for _number in range(14):
        figures: dict[Indicator, Decimal | int | str | None] = {
            one: random.choice([7, 8, 9, 9, 9])
            for one in random.sample([catalogue.beds, catalogue.institutions], 2)
        }
        if made and random.random() < 0.15 and not hasattr(made[-1], "undone"):
            made.append(releases.undo(release=made[-1], by=people["reviewer"], reason="误核"))
            made[-1].undone = True  # type: ignore[attr-defined]
            continue
        said = {"is_provisional": random.random() < 0.2}
        made.append(publish(random.choice(places), random.choice([Q1, Q2]), figures, **people, **said))

    marked = 0
    for release in (None, made[6].number):
        tree = read_tree(
            Indicator.objects.values_list("pk", flat=True), regions=None, release=release,
            since=Period.parse(Q1).start, until=Period.parse(Q2).end,
        )  # fmt: skip
        for one in (one for series in tree.values() for seen in series.values() for one in seen):
            row = Observation.objects.get(pk=one.row.pk)
            if row.origin == "computed":
                assert one.is_corrected == naive_is_corrected(row, release), (row, row.value, release)
                marked += one.is_corrected
    assert marked


def test_deep_tree_is_marked_to_its_top(catalogue: Catalogue, people: dict[str, User]) -> None:
    """Of a region whose parts are counted its total is in the city's total."""
    town = factories.make_region("350102001", name="东街", parent=catalogue.gulou, kind="county")
    for value in (10, 12):
        publish(town, Q2, {catalogue.beds: value}, **people)

    assert whole(catalogue, catalogue.beds, catalogue.gulou)
    assert whole(catalogue, catalogue.beds)


def test_nothing_is_asked_where_nothing_was_corrected(catalogue: Catalogue, people: dict[str, User]) -> None:
    publish(catalogue.gulou, Q2, {catalogue.beds: 10}, **people)

    with CaptureQueriesContext(connection) as asked:
        read_series([catalogue.beds.pk], region=catalogue.city.pk, release=None, breaks={})

    assert len(asked) == 1
    assert find_earlier([], None) == {}


def test_number_of_corrections_does_not_change_the_number_of_statements(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    asked = []
    publish(catalogue.gulou, Q2, {catalogue.beds: 1}, **people)
    for value in range(2, 8):
        publish(catalogue.gulou, Q2, {catalogue.beds: value}, **people)
        with CaptureQueriesContext(connection) as queries:
            read_series([catalogue.beds.pk], region=catalogue.city.pk, release=None, breaks={})
        asked.append(len(queries))

    assert set(asked) == {3}


PAGES = (
    "/", "/brief/", "/pillars/practical/", "/topics/eldercare/", "/indicators/eldercare.beds/",
    "/indicators/eldercare.beds/?view=table", "/indicators/eldercare.beds/?view=corrections",
    "/compare/?topic=eldercare",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_marks_the_total_and_leads_to_what_was_said_before(
    client: Client, catalogue: Catalogue, people: dict[str, User], path: str
) -> None:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True)
    for region in (catalogue.gulou, catalogue.taijiang):
        publish(region, Q1, {catalogue.beds: 1000}, **people)
        publish(region, Q2, {catalogue.beds: 2000}, **people)
    publish(catalogue.gulou, Q2, {catalogue.beds: 2321}, **people)
    row = current(catalogue.beds, catalogue.city, Q2, origin="computed")
    assert row
    client.force_login(factories.make_user("leader", Role.VIEWER))
    cache.clear()

    page = client.get(path).content.decode()

    if "corrections" in path:
        assert ">4,000<" in page
        return
    link = re.search(rf'<a class="corrected"\s+href="(/observations/{row.pk}/[^"#]*)#versions">', page)
    assert link
    assert "4,000" in client.get(link[1].replace("&amp;", "&")).content.decode()
    if "=table" not in path and path.startswith("/indicators"):
        assert re.search(r"已更正，原为4,000张（核定批次[0-9]+）", page)


@pytest.mark.parametrize(
    "path", ["/figures.csv", "/topics/eldercare/figures.csv", "/indicators/eldercare.beds/trend.csv"]
)
def test_file_marks_the_total(
    client: Client, catalogue: Catalogue, people: dict[str, User], path: str
) -> None:
    for value in (10, 12):
        publish(catalogue.gulou, Q2, {catalogue.beds: value}, **people)
    client.force_login(factories.make_user("leader", Role.VIEWER))

    rows = list(csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))

    head = next(row for row in rows if "本数据已更正" in row)
    marked = [row for row in rows if len(row) == len(head) and row[head.index("本数据已更正")] == "是"]
    assert any("12" in {cell.removesuffix(".0000") for cell in row} for row in marked)
