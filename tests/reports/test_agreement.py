"""Page = chart = table = CSV = database, recomputed naively over two hundred random selections."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from itertools import pairwise
from random import Random

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from indicators.models import Indicator, Observation, Region, Release
from indicators.periods import Period
from reports.exports.delimited import write_csv
from reports.pages.sheets import make_sheet
from tests import factories
from tests.factories import Catalogue

SELECTIONS = 200
COMPARISONS = 40
PERIODS = [f"{year}-Q{quarter}" for year in (2021, 2022) for quarter in (1, 2, 3, 4)]
DAYS = [date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1)]
Series = dict[str, Decimal | None]


@pytest.fixture
def releases(catalogue: Catalogue) -> list[Release]:
    """Three days of releases, each correcting some of what those before it stated."""
    made = [
        factories.make_release(
            factories.make_submission(catalogue.city, catalogue.form, state="approved"),
            made_at=datetime.combine(day, time(12), timezone.get_default_timezone()),
        )
        for day in DAYS
    ]
    factories.make_indicator("cumulative", name="累计建成数", nature="cumulative", order=20)
    random = Random(2023)  # noqa: S311 - figures, not secrets
    for indicator in indicators():
        for region in Region.objects.all():
            for period in PERIODS:
                stated = [release for release in made if random.random() < 0.6]
                for release, after in pairwise([*stated, None]):
                    value = None if random.random() < 0.1 else random.randint(0, 2400)
                    factories.make_observation(
                        indicator, region, period, value, release=release, superseded_in=after
                    )
    return made


def indicators() -> list[Indicator]:
    codes = ("eldercare.beds", "eldercare.visits", "eldercare.openings", "cumulative")
    return list(Indicator.objects.filter(code__in=codes).order_by("code"))


def known(every: Iterable[Observation], indicator: Indicator, region: Region, day: date) -> Series:
    """What was known at the end of a day, from nothing but the rows."""
    found: Series = {}
    for row in every:
        after = row.superseded_in
        if (row.indicator_id, row.region_id) != (indicator.pk, region.pk):
            continue
        if timezone.localdate(row.release.made_at) > day:
            continue
        if after is None or timezone.localdate(after.made_at) > day:
            found[row.period] = row.value
    return found


def measured(series: Series, indicator: Indicator, measure: str) -> Series:
    """当期 or 累计 by hand."""

    def before(period: str) -> Decimal | None:
        return series.get(str(Period.parse(period).previous()))

    def derive(period: str) -> Decimal | None:
        value, first = series[period], period.endswith("Q1")
        if indicator.nature == "flow":
            year = [series.get(f"{period[:5]}Q{n}") for n in range(1, int(period[-1]) + 1)]
            return None if None in year else sum((one for one in year if one is not None), Decimal(0))
        if value is None or (first and indicator.nature == "ytd"):
            return value
        base = before(period)
        return None if base is None else value - base

    own = {"ytd": "total", "cumulative": "total", "flow": "period"}.get(indicator.nature)
    return series if own in (None, measure) else {period: derive(period) for period in series}


def numbers(cells: Iterable[str]) -> list[Decimal | None]:
    return [Decimal(cell.replace(",", "")) if re.match(r"-?[\d,]+$", cell) else None for cell in cells]


def table_of(html: str) -> list[Decimal | None]:
    """The figures of the table over time, oldest first."""
    table = html.partition('id="series"')[2].partition("</table>")[0]
    cells = re.findall(r'<td class="amount".*?</td>', table, re.DOTALL)
    return numbers(re.sub(r"<[^>]+>|\s", "", cell) for cell in reversed(cells))


def test_page_chart_table_and_file_say_what_the_database_does(
    client: Client, catalogue: Catalogue, releases: list[Release]
) -> None:
    client.force_login(factories.make_user("leader"))
    every = list(Observation.objects.select_related("release", "superseded_in"))
    random, regions = Random(6), list(Region.objects.all())  # noqa: S311 - a choice, not a secret
    drawn = 0

    for _number in range(SELECTIONS):
        indicator, region = random.choice(indicators()), random.choice(regions)
        period, measure = random.choice(PERIODS), random.choice(["period", "total"])
        day = random.choice(DAYS) + timedelta(days=random.choice([0, 9]))
        series = known(every, indicator, region, day)
        expected = measured(
            {one: series[one] for one in PERIODS if one in series and one <= period}, indicator, measure
        )
        query = f"?region={region.code}&period={period}&as_of={day}&measure={measure}"

        cache.clear()  # a kept page does not tell what it was made of
        response = client.get(f"/indicators/{indicator.code}/{query}")
        page = response.context["page"]
        sheet = make_sheet(page, str)
        assert sheet is not None
        file = write_csv(sheet).decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(file, newline="")))

        values = list(expected.values())
        assert [line.point.value for line in reversed(page.series)] == values, query
        assert table_of(response.content.decode()) == values, query
        assert [row["报告期"] for row in rows] == list(expected), query
        assert numbers(row[indicator.name] for row in rows) == values, query
        if measure != "period" or indicator.nature != "ytd":
            now = series.get(period) if page.switch.measure else expected.get(period)
            shown = page.card.shown
            assert (Decimal(shown.number.replace(",", "")) if shown else None) == now, query
        if page.trend is not None:
            drawn += 1
            trace = page.trend.figure["data"][-1]
            assert trace["y"] == [float(value) for value in values if value is not None], query

    assert drawn > SELECTIONS / 3


def moved(series: Series, nature: str, unit: str, period: str, *, yearly: bool) -> str:
    """同比 or 环比 by hand, as a page writes it; 环比 of a year to date is that of the periods alone."""
    own = Period.parse(period)
    base = str(own.year_ago() if yearly else own.previous())
    alone = nature == "ytd" and not yearly
    now, then = ((measured_alone(series, one) if alone else series.get(one)) for one in (period, base))
    if now is None or then is None or now < 0 or then < 0:
        return "—"
    arrow, difference = ("▲" if now > then else "▼"), abs(now - then)
    if now == then:
        return "持平"
    if nature == "cumulative" or then < 30:
        return f"{arrow} {'增' if now > then else '减'}{difference:,.0f}{unit}"
    places, share = 1, difference * 100 / then
    while not share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):
        places += 1
    share = share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{arrow} {share}% {'升' if now > then else '降'}"


def measured_alone(series: Series, period: str) -> Decimal | None:
    """A period without the rest of its year."""
    value, base = series.get(period), series.get(str(Period.parse(period).previous()))
    if value is None or period.endswith("Q1"):
        return value
    return None if base is None else value - base


def test_changes_of_page_table_and_file_are_those_of_the_quantity_shown(
    client: Client, catalogue: Catalogue, releases: list[Release]
) -> None:
    client.force_login(factories.make_user("leader"))
    every = list(Observation.objects.select_related("release", "superseded_in"))
    random, regions = Random(11), list(Region.objects.all())  # noqa: S311 - a choice, not a secret
    as_shown = {("ytd", "period"): "flow", ("cumulative", "period"): "flow", ("flow", "total"): "ytd"}
    told = 0

    for _number in range(20):
        indicator, region = random.choice(indicators()), random.choice(regions)
        measure = random.choice(["period", "total"])
        series = known(every, indicator, region, DAYS[-1])
        shown = measured({one: series[one] for one in PERIODS if one in series}, indicator, measure)
        nature = as_shown.get((indicator.nature, measure), indicator.nature)
        query = f"?region={region.code}&period={PERIODS[-1]}&as_of={DAYS[-1]}&measure={measure}"

        cache.clear()
        response = client.get(f"/indicators/{indicator.code}/{query}")
        page, html = response.context["page"], response.content.decode()
        sheet = make_sheet(page, str)
        assert sheet is not None
        rows = csv.DictReader(StringIO(write_csv(sheet).decode("utf-8-sig"), newline=""))
        in_file = {row["报告期"]: row["变动"] for row in rows}

        for line in page.series:
            period = str(line.point.period)
            expected = [moved(shown, nature, indicator.unit, period, yearly=way) for way in (True, False)]
            said = [change.text for change in line.changes]
            assert said == (expected if said else []), (query, period)
            assert said or set(expected) == {"—"}, (query, period)
            assert all(f" {text}" in in_file[period] for text in said), (query, period)
            told += sum(text != "—" for text in said)
        assert (page.switch.refused == "") is (indicator.nature != "stock")
        assert page.switch.refused in html

    assert told > 60


def test_comparison_and_its_file_say_what_the_database_does(
    client: Client, catalogue: Catalogue, releases: list[Release]
) -> None:
    client.force_login(factories.make_user("leader"))
    every = list(Observation.objects.select_related("release", "superseded_in"))
    random, regions = Random(7), [*catalogue.counted, catalogue.pingtan]  # noqa: S311 - a choice, not a secret
    own = [one for one in indicators() if one.topic is not None and one.topic.code == "eldercare"]
    Indicator.objects.filter(pk__in=[one.pk for one in own]).update(assessment="project", polarity="more")
    told = 0

    for _number in range(COMPARISONS):
        chosen = sorted(random.sample(own, random.randint(1, len(own))), key=lambda one: one.order)
        period, day = random.choice(PERIODS), random.choice(DAYS) + timedelta(days=random.choice([0, 9]))
        view = random.choice(["value", "growth"])
        asked = "".join(f"&indicator={one.code}" for one in chosen)
        query = f"?topic=eldercare&period={period}&as_of={day}&view={view}{asked}"

        html = client.get(f"/compare/{query}").content.decode()
        file = client.get(f"/compare/figures.csv{query}").content.decode("utf-8-sig")
        rows = {row["代码"]: row for row in csv.DictReader(StringIO(file, newline=""))}
        shown = compared(html)

        for at, indicator in enumerate(chosen):
            head = next(name for name in rows[catalogue.city.code] if name.startswith(f"{indicator.name}"))
            values = {}
            for region in (catalogue.city, *regions):
                series = known(every, indicator, region, day)
                now, before = series.get(period), series.get(f"{int(period[:4]) - 1}{period[4:]}")
                cell, written = shown[region.code][at], rows[region.code][head]
                if view == "value":
                    values[region.code] = now
                    assert numbers([cell.rsplit("位", 1)[-1]]) == numbers([written]) == [now], (query, head)
                elif now and before and before >= 30 and now != before:
                    told += 1
                    if indicator.nature != "cumulative":
                        share = (now - before) * 100 / before
                        assert abs(Decimal(written) - share) <= Decimal("0.00005"), (query, head)
                        assert f"{abs(share):.1f}%" in cell, (query, head)
            places = naive_places({one.code: values.get(one.code) for one in catalogue.counted})
            for region in regions:
                place = rows[region.code].get(f"{indicator.name}：位次", "")
                assert place == str(places.get(region.code, "")), (query, head)
                assert (f"第{place}位" in shown[region.code][at]) == bool(place), (query, head)

    assert told > COMPARISONS


def compared(html: str) -> dict[str, list[str]]:
    """The words of each cell of the comparison, by the code of the region; the whole is the city."""
    table = html.partition('<table class="compared">')[2].partition("</table>")[0]
    found = {}
    for row in table.partition("<tbody>")[2].split("</tr>")[:-1]:
        code = re.search(r"/regions/([^/]+)/", row)
        cells = re.findall(r"<td.*?</td>", row, re.DOTALL)
        words = [re.sub(r"<svg.*?</svg>|<[^>]+>|\s", "", cell, flags=re.DOTALL) for cell in cells]
        found[code[1] if code else "350100"] = words
    return found


def naive_places(values: dict[str, Decimal | None]) -> dict[str, int]:
    """One more than how many have more; nobody has a place alone."""
    whole = {code: value for code, value in values.items() if value is not None}
    if len(whole) < 2:
        return {}
    return {code: 1 + sum(other > own for other in whole.values()) for code, own in whole.items()}
