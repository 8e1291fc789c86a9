"""Why a figure is missing is said in one word on every page."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client

from indicators.models import Indicator, Role
from indicators.periods import Period
from reports.pages.cards import get_cards
from reports.pages.compare import Wanted, get_compare_page
from reports.pages.discipline import get_discipline
from reports.pages.indicator import get_indicator_page
from reports.pages.selection import Asked, get_selection
from reports.pages.tabs import View
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import write_down

Q2 = Period.parse("2023-Q2")


@pytest.fixture
def yearly(catalogue: Catalogue) -> Indicator:
    return factories.make_indicator("yearly", name="年度数", frequency="year")


@pytest.mark.parametrize(
    ("code", "word"),
    [("eldercare.beds", "未报送"), ("funeral.cremation_rate", "无法计算"), ("yearly", "本期不报")],
)
def test_pages_say_alike_why_a_district_has_no_figure(
    client: Client, catalogue: Catalogue, yearly: Indicator, code: str, word: str
) -> None:
    indicator = Indicator.objects.get(code=code)
    before = ("2021", "2022") if indicator == yearly else ("2022-Q3", "2022-Q4")
    for region in (catalogue.gulou, catalogue.taijiang, catalogue.fuqing):
        for period in before:
            factories.make_observation(indicator, region, period, 7)
        if region != catalogue.fuqing:
            factories.make_observation(indicator, region, "2023-Q2", 8)
    selection = get_selection(Asked(period=Q2))
    indicator = next(one for one in selection.catalogue.indicators if one.code == code)
    client.force_login(factories.make_user("leader", Role.VIEWER))

    page = get_indicator_page(indicator, selection, View.REGIONS)
    grid = get_indicator_page(indicator, selection, View.TABLE).grid
    own = get_selection(Asked(region=catalogue.fuqing, period=Q2))
    compared = get_compare_page(selection, Wanted(indicator.topic, (code,)))
    file = client.get(f"/indicators/{code}/regions.csv?period=2023-Q2").content.decode("utf-8-sig")

    assert grid
    assert page.tiles
    assert page.smalls
    said = {
        "card": get_cards([indicator], own)[indicator.pk].absence,
        "lines": next(line.absence for line in page.regions if line.title == "福清市"),
        "grid": next(row.spots[-1].text for row in grid.rows if row.region == catalogue.fuqing),
        "tile": next(t.told.words for t in page.tiles.tiles if t.told.region == catalogue.fuqing),
        "small": next(one.text for one in page.smalls.lines if one.region == catalogue.fuqing),
        "compared": next(r.cells[0].absence for r in compared.rows if r.region == catalogue.fuqing),
        "file": next(row[6] for row in csv.reader(io.StringIO(file)) if "福清市" in row),
    }
    assert set(said.values()) == {word}, said


def test_districts_that_only_entered_later_are_not_told_that_nothing_is_due_yet(
    client: Client, catalogue: Catalogue
) -> None:
    write_down(
        catalogue.gulou, catalogue.form, Q2, {"first": date(2024, 3, 1), "approved": date(2024, 3, 1)}, None
    )
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 8)
    client.force_login(factories.make_user("leader", Role.VIEWER))

    page = client.get("/regions/350102/?period=2023-Q2").content.decode()

    assert get_discipline(get_selection(Asked(region=catalogue.gulou)), Q2).punctual.backfill == 1
    assert "无须判定" in page
    assert "尚未到期" not in page
