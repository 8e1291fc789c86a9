"""A corrected figure is marked wherever it is shown, its earlier values one click away."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, Observation, Role
from indicators.periods import Period
from indicators.services import displays
from reports.pages.overview import get_overview_page
from reports.pages.selection import Asked, get_selection
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, publish

OLD, NEW = "4,320", "4,321"  # beds of a district
OLD_WHOLE, NEW_WHOLE = "9,760", "9,761"  # and of the city, which reports its own
DISTRICT, CITY = "?region=350102&period=2023-Q2", "?region=350100&period=2023-Q2"


@dataclass(frozen=True)
class Corrected:
    client: Client
    district: Observation
    city: Observation


@pytest.fixture
def corrected(client: Client, catalogue: Catalogue) -> Corrected:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(
        headline=True, assessment="project", polarity="more"
    )
    catalogue.beds.refresh_from_db()
    for region in (catalogue.gulou, catalogue.city):
        factories.make_target(catalogue.beds, region, 120_000)
    people = {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}
    for region, values in (
        (catalogue.taijiang, [3000]),
        (catalogue.gulou, [4320, 4321]),
        (catalogue.city, [9760, 9761]),
    ):
        publish(region, "2022-Q2", {catalogue.beds: 2900}, **people)
        for value in values:
            publish(region, "2023-Q2", {catalogue.beds: value}, **people)
    client.force_login(factories.make_user("leader", Role.VIEWER))
    found = [current(catalogue.beds, region, "2023-Q2") for region in (catalogue.gulou, catalogue.city)]
    assert found[0]
    assert found[1]
    return Corrected(client, found[0], found[1])


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode("utf-8-sig")


PAGES = [
    ("/", NEW_WHOLE),
    ("/brief/", NEW_WHOLE),
    ("/pillars/practical/", NEW_WHOLE),
    ("/topics/eldercare/", NEW_WHOLE),
    ("/topics/eldercare/", NEW),  # region by region
    ("/indicators/eldercare.beds/", NEW_WHOLE),
    ("/indicators/eldercare.beds/?view=regions", NEW),
    ("/indicators/eldercare.beds/?view=table", NEW),
    ("/compare/?topic=eldercare", NEW),
    ("/compare/?topic=eldercare&view=growth", "▲ 49.0%"),
    ("/compare/?topic=eldercare&view=standing", ""),
    ("/regions/350102/", NEW),
]


@pytest.mark.parametrize(("path", "value"), PAGES)
def test_page_marks_it_and_leads_to_what_was_said_before(corrected: Corrected, path: str, value: str) -> None:
    row = corrected.city if value == NEW_WHOLE else corrected.district

    page = read(corrected.client, path)

    assert value in page
    link = re.search(
        rf'<a class="corrected"\s+href="(/observations/{row.pk}/[^"#]*)#versions">(.*?)</a>', page, re.S
    )
    assert link, path
    assert "本数据已更正" in link[2]
    if "†" in link[2]:
        assert "† 本数据已更正" in page  # what the sign says, for who does not point at it
    before = read(corrected.client, link[1].replace("&amp;", "&"))
    assert (OLD_WHOLE if row == corrected.city else OLD) in before


@pytest.mark.parametrize("path", ["/regions/350102/", "/topics/eldercare/", "/pillars/practical/"])
def test_every_place_of_a_page_that_shows_it_is_marked(corrected: Corrected, path: str) -> None:
    """Card, table of places, table of targets, small lines: as many marks as figures outside the charts."""
    page = read(corrected.client, path)
    value, row = (NEW, corrected.district) if "regions" in path else (NEW_WHOLE, corrected.city)

    outside = re.sub(r'<figure class="chart".*?</figure>|<script.*?</script>', "", page, flags=re.S)

    shown = len(re.findall(rf">{value}<", outside))
    assert shown
    assert outside.count(f"/observations/{row.pk}/") >= shown
    assert len(re.findall(rf'class="corrected"\s+href="/observations/{row.pk}/', outside)) >= shown


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/topics/eldercare/", OLD_WHOLE),
        ("/regions/350102/", OLD),
        ("/indicators/eldercare.beds/", OLD_WHOLE),
    ],
)
def test_chart_says_what_was_said_before_at_the_point(corrected: Corrected, path: str, value: str) -> None:
    chart = re.search(r'<figure class="chart".*?</figure>', read(corrected.client, path), re.S)

    assert chart
    assert re.search(f"已更正，原为{value}张（核定批次[0-9]+）", chart[0]), chart[0]


def test_wall_marks_its_figures_and_its_map(corrected: Corrected) -> None:
    admin = factories.make_user("admin", Role.SYSTEM_ADMIN, is_staff=True)
    token = displays.create(name="大厅", by=admin)[1]

    page = read(corrected.client, reverse("wall", args=[token]))

    assert ">9,761<" in page
    assert re.search(r'class="when">[^<]*本数据已更正', page)
    assert re.search(r">4,321<tspan[^>]*>†</tspan>", page)
    assert "† 本数据已更正" in page
    assert "鼓楼区 4,321张 " in page
    assert "/observations/" not in page  # the screen leads nowhere


FILES = [
    f"/figures.csv{CITY}",
    f"/pillars/practical/figures.csv{CITY}",
    f"/topics/eldercare/figures.csv{CITY}",
    f"/topics/eldercare/districts.csv{CITY}",
    f"/indicators/eldercare.beds/trend.csv{CITY}",
    f"/indicators/eldercare.beds/regions.csv{CITY}",
    f"/indicators/eldercare.beds/table.csv{CITY}",
    f"/compare/figures.csv{CITY}&topic=eldercare",
    f"/compare/figures.csv{CITY}&topic=eldercare&view=growth",
    f"/regions/350102/targets.csv{DISTRICT}",
]


@pytest.mark.parametrize("path", FILES)
def test_file_marks_it(corrected: Corrected, path: str) -> None:
    rows = list(csv.reader(io.StringIO(read(corrected.client, path))))

    marked = [row for row in rows if any("更正" in cell for cell in row)]
    heads = [row for row in marked if "本数据已更正" in row]
    if heads:
        at = heads[0].index("本数据已更正")
        shown = [row for row in rows if len(row) > at and row[at] == "是"]
        assert any({"4321", "9761"} & {cell.removesuffix(".0000") for cell in row} for row in shown)
        assert len([row for row in rows if {"4321", "9761"} & set(row)]) == len(shown)
    else:
        assert any("已更正" in cell for row in marked for cell in row), rows


@pytest.mark.parametrize("path", ["/compare/topics/", "/regions/", "/completeness/", "/search/?q=养老床位"])
def test_page_that_marks_nothing_shows_none_of_it(corrected: Corrected, path: str) -> None:
    page = read(corrected.client, path)

    assert not {NEW, NEW_WHOLE} & set(re.findall(r"[\d,]+", page))


def test_nothing_is_marked_that_was_not_corrected_yet(corrected: Corrected) -> None:
    first = Observation.objects.get(superseded_in=corrected.city.release)
    now = get_selection(Asked(period=Period.parse("2023-Q2")))

    (then,) = get_overview_page(replace(now, release=first.release_id)).headlines
    (today,) = get_overview_page(now).headlines

    assert (then.observation, then.is_corrected) == (first.pk, False)
    assert (today.observation, today.is_corrected) == (corrected.city.pk, True)
