"""A large country: its pages tell of one branch, so that none grows with the country."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from indicators.management import scale
from indicators.models import Observation, Region, User
from indicators.services import displays
from reports.pages.sheets import make_sheet
from reports.pages.wall import get_wall_page
from tests import factories

REGIONS = 250  # 100 provinces below the top, of which the first has 100 inside and the second the others
PROVINCE, LEAF = "scale0000", "scale0105"
INDICATOR = "/indicators/scale.i001/"
PAGES = (
    "/",
    "/topics/scale0/",
    f"{INDICATOR}?view=regions",
    f"{INDICATOR}?view=table",
    "/regions/",
    f"/regions/{PROVINCE}/",
    f"/regions/{LEAF}/",
    "/compare/",
    "/compare/topics/",
    "/completeness/",
    "/completeness/?form=scale",
    "/releases/",
    "/releases/1/",
)


@pytest.fixture(scope="module")
def made(one_transaction: None) -> None:
    scale.fill(indicators=12, regions=REGIONS, quarters=3, pillars=1)
    factories.make_user("leader")


@pytest.fixture
def reader(made: None, db: None, client: Client) -> Client:
    cache.clear()
    client.force_login(User.objects.get(username="leader"))
    return client


def told(client: Client, path: str) -> set[str]:
    """The codes of the regions that a page speaks of."""
    return set(re.findall(r"scale\d{4}", client.get(path).content.decode()))


def inside(code: str) -> set[str]:
    return set(Region.objects.filter(parent__code=code).values_list("code", flat=True))


@pytest.mark.parametrize("page", PAGES)
def test_page_speaks_of_no_more_than_two_branches(reader: Client, page: str) -> None:
    found = told(reader, page)

    assert len(found) <= 2 * scale.CHILDREN


@pytest.mark.parametrize(
    "page", ["/topics/scale0/?", f"{INDICATOR}?view=regions&", f"{INDICATOR}?view=table&"]
)
def test_selected_region_is_told_with_those_inside_it(reader: Client, page: str) -> None:
    top, province = reader.get(page), reader.get(f"{page}region={PROVINCE}")
    leaf = told(reader, f"{page}region={LEAF}")

    assert "共250个地区" in top.content.decode()
    assert f"其中{PROVINCE}的直接下级" in province.content.decode()
    assert inside(PROVINCE) <= told(reader, f"{page}region={PROVINCE}")
    assert inside(PROVINCE) <= leaf


def test_table_of_a_branch_says_what_was_released(reader: Client) -> None:
    page = reader.get(f"{INDICATOR}?view=regions&region={PROVINCE}").context["page"]

    figures = {line.region: line.point.value for line in page.regions}
    rows = Observation.objects.filter(indicator__code="scale.i001", period="2023-Q2")
    assert figures == {
        row.region.code: row.value
        for row in rows.select_related("region")
        if row.region.code in {PROVINCE, *inside(PROVINCE)}
    }


def test_chart_and_small_lines_leave_the_whole_of_a_branch_out(reader: Client) -> None:
    page = reader.get(f"{INDICATOR}?view=regions&region={PROVINCE}").context["page"]

    drawn = {small.region.code for small in page.smalls.lines}
    mapped = {tile.told.region.code for tile in page.tiles.tiles}
    assert drawn == mapped == inside(PROVINCE)
    assert PROVINCE not in page.by_region.figure["data"][0]["y"]
    assert "共250个地区" in page.by_region.notes[0]


@pytest.mark.parametrize("view", ["regions", "table"])
def test_file_beside_a_branch_holds_the_same_and_says_so(reader: Client, view: str) -> None:
    page = reader.get(f"{INDICATOR}?view={view}&region={PROVINCE}").context["page"]
    content = reader.get(f"{INDICATOR}{view}.csv?region={PROVINCE}").content.decode()

    assert set(re.findall(r"scale\d{4}", content)) == {PROVINCE, *inside(PROVINCE)}
    assert "共250个地区" in make_sheet(page, str).notes[0]


def test_list_of_regions_leads_down_the_tree(reader: Client) -> None:
    listed = told(reader, "/regions/")
    province = told(reader, f"/regions/{PROVINCE}/")

    assert listed == inside("scale")
    assert inside(PROVINCE) <= province


def test_wallboard_shows_the_map_of_the_provinces(made: None, db: None) -> None:
    scene = get_wall_page().scenes[0]

    assert scene.map is not None
    assert {tile.told.region.code for tile in scene.map.tiles} == inside("scale")


def test_wallboard_of_a_large_country_opens(reader: Client) -> None:
    _display, token = displays.create(name="大厅", by=User.objects.get(username="leader"))

    assert reader.get(f"/wall/{token}/").status_code == 200


def test_figures_of_a_release_are_shown_page_by_page(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.pages.releases.LISTED", 5)

    pages = [reader.get(f"/releases/1/?page={number}").context["page"].changes for number in (1, 2, 3)]

    assert [len(page.object_list) for page in pages] == [5, 5, 2]
    shown = [change.row.pk for page in pages for change in page]
    assert sorted(shown) == sorted(Observation.objects.filter(release=1).values_list("pk", flat=True))
