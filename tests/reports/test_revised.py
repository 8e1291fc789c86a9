"""A target that was lowered is told wherever it is held against, and a past day knows the old one."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Indicator, Region, Role, Target
from indicators.services import catalogue as service
from indicators.services import displays
from tests import factories
from tests.factories import Catalogue

LONG_AGO, BEFORE = timedelta(days=30), timedelta(days=3)
NEW = timedelta(days=1)
REVISED = "目标已于"


def ago(span: timedelta) -> date:
    return timezone.localdate() - span


def moment(span: timedelta) -> datetime:
    return timezone.now() - span


def revise(target: Target, value: int, at: datetime, **changes: object) -> Target:
    """End it and state it anew, at a moment that is past."""
    boss = factories.make_user(f"boss{value}")
    Target.objects.filter(pk=target.pk).update(ended_at=at, ended_by=boss)
    kept = {"kind": target.kind, "document": target.document, "year": target.year, **changes}
    return factories.make_target(target.indicator, target.region, value, stated_at=at, stated_by=boss, **kept)


@pytest.fixture
def world(client: Client, catalogue: Catalogue) -> Catalogue:
    """Beds grew from 100 to 150: half way to 200, and all the way to 140, which came yesterday."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(
        assessment="project", polarity="more", headline=True
    )
    release = factories.make_release(made_at=moment(LONG_AGO))
    for region in (catalogue.city, catalogue.gulou, catalogue.taijiang):
        for period, value in (("2022-Q4", 100), ("2023-Q1", 120), ("2023-Q2", 150)):
            factories.make_observation(catalogue.beds, region, period, value, release=release)
    for region in (catalogue.city, catalogue.gulou):
        target = factories.make_target(catalogue.beds, region, 200, kind="level", stated_at=moment(LONG_AGO))
        value, note = (140, "按市政府要求下调") if region == catalogue.city else (141, "")
        revise(target, value, moment(NEW), document="榕民〔2023〕9号", note=note)
    client.force_login(factories.make_user("leader", Role.VIEWER))
    cache.clear()
    return catalogue


def read(client: Client, path: str, day: date | None = None) -> str:
    mark = "&" if "?" in path else "?"
    response = client.get(f"{path}{mark}as_of={day}" if day else path)
    assert response.status_code == 200, path
    return response.content.decode("utf-8-sig")


PAGES = [
    "/", "/brief/", "/pillars/practical/", "/topics/eldercare/", "/indicators/eldercare.beds/",
    "/indicators/eldercare.beds/?view=definition", "/indicators/eldercare.beds/?view=regions",
    "/regions/350102/", "/compare/?topic=eldercare&view=standing",
    "/figures.csv", "/topics/eldercare/figures.csv", "/regions/350102/targets.csv",
    "/compare/figures.csv?topic=eldercare&view=standing",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_and_file_tell_the_revision_since_it_was_made(
    client: Client, world: Catalogue, path: str
) -> None:
    now, then = read(client, path), read(client, path, ago(BEFORE))

    day = f"{ago(NEW).year}年{ago(NEW).month}月{ago(NEW).day}日"
    assert day in now
    assert "140" in now or "141" in now or REVISED in now
    assert day not in re.sub(r"<header.*?</header>|<aside.*?</aside>", "", then, flags=re.S)
    assert "榕民〔2023〕9号" not in then


def test_sentence_says_from_what_to_what(client: Client, world: Catalogue) -> None:
    page = read(client, "/indicators/eldercare.beds/")

    day = f"{ago(NEW).year}年{ago(NEW).month}月{ago(NEW).day}日"
    assert f"目标已于{day}由达到200张调整为达到140张" in page


STATES = {"慢于序时", "快于序时", "符合序时", "需关注", "已达标", "达标"}


@pytest.mark.parametrize("code", ["350100", "350102"])
def test_state_is_that_of_the_target_of_the_day(client: Client, world: Catalogue, code: str) -> None:
    """Told anew from the figures: half of 100 by mid-year is on schedule, 50 of 40 is ahead."""
    path = f"/indicators/eldercare.beds/?region={code}&period=2023-Q2"

    now, then = read(client, path), read(client, path, ago(BEFORE))

    assert [re.search(r'class="state \w+">([^<]+)<', page)[1] for page in (now, then)] == [  # type: ignore[index]
        "快于序时", "符合序时",
    ]  # fmt: skip


def test_log_tells_who_revised_what(client: Client, world: Catalogue) -> None:
    page = read(client, "/releases/targets/?region=350100")

    assert "boss140" in page
    assert "boss141" not in page
    assert "榕民〔2023〕1号 → 榕民〔2023〕9号" in page
    assert "按市政府要求下调" in page
    assert "2项目标有调整" in read(client, "/releases/")
    assert "项目标有调整" not in read(client, "/releases/", ago(BEFORE))
    assert "1项目标有调整" in read(client, "/releases/?region=350102")
    assert "榕民" not in read(client, "/releases/targets/", ago(BEFORE))


@pytest.mark.parametrize("path", ["/regions/", "/compare/topics/"])
def test_where_states_are_counted_the_revised_are_too(client: Client, world: Catalogue, path: str) -> None:
    assert f'href="/releases/targets/?as_of={ago(timedelta(0))}">1项目标有调整' in read(
        client, path, ago(timedelta(0))
    )
    assert "项目标有调整" not in read(client, path, ago(BEFORE))


def test_log_tells_what_was_given_up_and_stated_again_later(client: Client, world: Catalogue) -> None:
    target = Target.objects.as_of(None).get(region=world.gulou)
    Target.objects.filter(pk=target.pk).update(ended_at=moment(timedelta(hours=20)))
    given_up = read(client, "/releases/targets/?region=350102")
    factories.make_target(world.beds, world.gulou, 130, kind="level", stated_at=moment(timedelta(hours=1)))

    again = read(client, "/releases/targets/?region=350102")

    assert "已取消" in given_up
    assert "已取消" not in again
    assert "达到130张" in again
    assert REVISED in read(client, "/regions/350102/")


def test_wall_tells_it_too(client: Client, world: Catalogue) -> None:
    token = displays.create(name="大厅", by=factories.make_user("admin", Role.SYSTEM_ADMIN, is_staff=True))[1]

    page = read(client, reverse("wall", args=[token]))

    assert len(re.findall(REVISED, page)) >= 2  # the figure of the whole, and the tile of a district


def test_other_paper_alone_is_no_other_target(client: Client, world: Catalogue) -> None:
    target = Target.objects.as_of(None).get(region=world.city)
    target.document = "榕民〔2023〕10号"
    service.save(instance=target, by=None)

    assert REVISED in read(client, "/indicators/eldercare.beds/")  # since it was lowered, not since today
    assert "榕民〔2023〕9号 → 榕民〔2023〕10号" in read(client, "/releases/targets/")


@pytest.mark.parametrize("region", ["city", "gulou"])
def test_number_of_revisions_does_not_change_the_number_of_statements(
    client: Client, world: Catalogue, django_assert_max_num_queries: DjangoAssertNumQueries, region: str
) -> None:
    place: Region = getattr(world, region)
    target = Target.objects.as_of(None).get(region=place)
    for number in range(5):
        target.value = Decimal(150 + number)
        service.save(instance=target, by=None)
    read(client, "/releases/targets/")
    cache.clear()

    with django_assert_max_num_queries(7):
        read(client, "/releases/targets/")
