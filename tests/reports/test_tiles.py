"""The tile map of an indicator: its places, its states, the base map in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client

from indicators.analytics.assessment import State
from indicators.models import Indicator, Region
from indicators.services import catalogue as service
from reports.pages.indicator import get_indicator_page
from reports.pages.regions import get_regions_page
from reports.pages.selection import Asked, get_selection
from reports.pages.tabs import View
from reports.pages.tiles import TileMap
from tests import factories
from tests.factories import Catalogue

SQUARE = [[[119.0, 26.0], [120.0, 26.0], [120.0, 27.0], [119.0, 27.0], [119.0, 26.0]]]


def map_of(indicator: Indicator) -> TileMap:
    tiles = get_indicator_page(indicator, get_selection(Asked()), View.REGIONS).tiles
    assert tiles is not None
    return tiles


@pytest.fixture
def beds(catalogue: Catalogue) -> Indicator:
    """Judged beds: 鼓楼 on its way, 台江 far behind, 福清 without a target, 闽侯 silent."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(assessment="project", polarity="more")
    for region, value, target in ((catalogue.gulou, 150, 200), (catalogue.taijiang, 101, 200)):
        factories.make_observation(catalogue.beds, region, "2022-Q4", 100)
        factories.make_observation(catalogue.beds, region, "2023-Q2", value)
        factories.make_target(catalogue.beds, region, target, kind="level")
    factories.make_observation(catalogue.beds, catalogue.fuqing, "2023-Q2", 12345)
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 999)
    return Indicator.objects.with_place().get(pk=catalogue.beds.pk)


def test_map_tells_each_districts_figure_and_state(beds: Indicator) -> None:
    tiles = {tile.told.region.name: tile for tile in map_of(beds).tiles}

    assert "福州市" not in tiles
    assert [(tiles[n].told.number, tiles[n].told.tail) for n in ("鼓楼区", "福清市")] == [
        ("150", "张"),
        ("1.23", "万张"),
    ]
    assert [tiles[n].told.state.state for n in ("鼓楼区", "台江区", "福清市", "闽侯县")] == [
        State.ON_TRACK,
        State.BEHIND,
        State.NO_TARGET,
        State.NOT_REPORTED,
    ]
    assert tiles["闽侯县"].told.words == "未报送"
    assert len({tiles[n].glyph for n in ("鼓楼区", "台江区", "福清市", "闽侯县")}) == 4


def test_states_are_those_of_the_districts_page(beds: Indicator) -> None:
    selection = get_selection(Asked())
    lines = {
        line.region.pk: {t.state.state: t.count for t in line.tallies}
        for line in get_regions_page(selection).lines
    }

    tiles = map_of(beds).tiles

    assert len(tiles) == len(lines)
    assert all(tile.told.state.state in lines[tile.told.region.pk] for tile in tiles)


def test_page_shows_the_map_and_the_same_in_its_table(client: Client, beds: Indicator) -> None:
    client.force_login(factories.make_user("leader"))

    page = client.get(f"/indicators/{beds.code}/?view=regions").content.decode()

    assert 'aria-label="7个地区的地图。养老床位数（2023年6月末）' in page
    assert 'fill="url(#pattern-watch)"' in page
    assert page.count('id="pattern-watch"') == 1
    assert '<small class="told watch">慢于序时</small>' in page


def test_two_districts_at_one_place_are_both_shown(catalogue: Catalogue, beds: Indicator) -> None:
    Region.objects.filter(pk__in=[catalogue.gulou.pk, catalogue.taijiang.pk]).update(
        tile_column=1, tile_row=1
    )

    tiles = map_of(beds).tiles

    assert len({(tile.shape.x, tile.shape.y) for tile in tiles}) == len(tiles)


def test_place_is_a_column_and_a_row(catalogue: Catalogue) -> None:
    catalogue.gulou.tile_column = 3

    with pytest.raises(ValidationError, match="地图方格须同时填写列和行"):
        service.save(instance=catalogue.gulou, by=None)
    with pytest.raises(IntegrityError):
        catalogue.gulou.save()


def test_every_district_of_the_city_has_a_place_of_its_own(fuzhou: Region) -> None:
    below = Region.objects.filter(parent=fuzhou).exclude(kind="own_units")

    places = [region.tile for region in below]

    assert len(places) == len(set(places)) == 13
    assert None not in places


def write_map(path: Path, content: object) -> str:
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


def feature(code: str, **other: object) -> dict[str, object]:
    shape = {"type": "Polygon", "coordinates": SQUARE}
    return {"type": "Feature", "properties": {"adcode": code}, "geometry": shape, **other}


def test_base_map_stands_in_the_place_of_the_grid_with_its_number(
    client: Client, beds: Indicator, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MAP_FILE = write_map(tmp_path / "map.json", {"features": [feature("350102")]})
    settings.MAP_NUMBER = "闽S〔2023〕1号"
    client.force_login(factories.make_user("leader"))

    page = client.get(f"/indicators/{beds.code}/?view=regions").content.decode()

    assert "审图号：闽S〔2023〕1号" in page
    assert run_checks(tags=["maps"]) == []
    tiles = {tile.told.region.code: tile for tile in map_of(beds).tiles}
    assert "L" in tiles["350102"].shape.path
    assert "h100" in tiles["350103"].shape.path


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        {"features": []},
        {"features": [feature("350102", geometry={"type": "Point", "coordinates": [1, 2]})]},
        {"features": [feature("350102", geometry=None)]},
        {"features": [feature("350102", geometry={"type": "Polygon", "coordinates": [[[5e5, 3e6]] * 4]})]},
        {"features": [{"geometry": {"type": "Polygon", "coordinates": SQUARE}}]},
        "[" * 100_000,
    ],
)
def test_bad_base_map_is_told_and_the_grid_stays(
    beds: Indicator, settings: LazySettings, tmp_path: Path, content: object
) -> None:
    settings.MAP_FILE = write_map(tmp_path / "map.json", content)
    settings.MAP_NUMBER = "闽S〔2023〕1号"

    tiles = map_of(beds)

    assert [found.id for found in run_checks(tags=["maps"])] == ["reports.W001"]
    assert tiles.number == ""
    assert all("h100" in tile.shape.path for tile in tiles.tiles)


@pytest.mark.parametrize(("file", "number"), [("nowhere.json", "1"), ("map.json", "")])
def test_base_map_without_file_or_number_is_told(
    beds: Indicator, settings: LazySettings, tmp_path: Path, file: str, number: str
) -> None:
    write_map(tmp_path / "map.json", {"features": [feature("350102")]})
    settings.MAP_FILE, settings.MAP_NUMBER = str(tmp_path / file), number

    assert [found.id for found in run_checks(tags=["maps"])] == ["reports.W001"]
    assert map_of(beds).number == ""
