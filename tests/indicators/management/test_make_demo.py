"""The demonstration: a small one, made once, looked at from all sides; and the real catalogue, shortened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from indicators.analytics.nature import Nature
from indicators.management.demo.make import Made, describe, make_demo
from indicators.models import (
    Absence,
    AuditEntry,
    Indicator,
    Observation,
    Region,
    Release,
    Submission,
    Target,
    Upload,
    User,
)
from indicators.models.observations import shown
from indicators.periods import Period
from indicators.services import first_data, people
from tests import factories
from tests.factories import Catalogue

REAL = {
    "养老机构数": (167, "家"),
    "养老床位数": ("2.13", "万张"),
    "探访人次": (17500, "人次"),
    "新增机构数": (12, "家"),
    "低保标准": (860, "元/人·月"),
    "火化人数": (480, "人"),
    "死亡人数": (500, "人"),
}
QUARTERS = 5
LAST_DAY = date(2023, 6, 30)


def write_real(folder: Path) -> Path:
    return factories.write_flat_sheet(
        folder / "real.xlsx", [(name, value, unit) for name, (value, unit) in REAL.items()]
    )


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Catalogue]:
    """A small site with a demonstration and, after it, real figures of the whole."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue = factories.make_catalogue()
        Indicator.objects.filter(code="eldercare.beds").update(assessment="project", polarity="more")
        Indicator.objects.filter(code="eldercare.visits").update(assessment="service", polarity="more")
        real = write_real(tmp_path_factory.mktemp("real"))
        make_demo(quarters=QUARTERS, first=[real])
        first_data.bring_in(path=real)
        yield catalogue
        transaction.set_rollback(True)


def current() -> list[Observation]:
    """All that is known and has a value."""
    rows = Observation.objects.as_of(None).filter(value__isnull=False)
    return list(rows.select_related("indicator__form", "region"))


def series(rows: list[Observation]) -> dict[tuple[Indicator, Region], list[tuple[Period, Decimal]]]:
    found: dict[tuple[Indicator, Region], list[tuple[Period, Decimal]]] = defaultdict(list)
    for row in sorted(shown(rows), key=lambda row: row.end):
        found[row.indicator, row.region].append((Period.parse(row.period), row.value or Decimal(0)))
    return found


def test_districts_add_up_to_the_real_figure(demo: Catalogue) -> None:
    rows = [row for row in current() if row.end == LAST_DAY]
    real = {row.indicator: row for row in rows if not row.is_demo and row.origin == "reported"}

    assert len(real) == len(REAL)
    for indicator, whole in real.items():
        if indicator.additive:
            parts = [r.value for r in rows if r.indicator == indicator and r.region in demo.counted]
            assert len(parts) == len(demo.counted), indicator
            assert abs(sum(map(Decimal, filter(None, parts))) - (whole.value or 0)) <= whole.margin, indicator
    beside = {row.region for row in rows if row.is_demo} - {demo.city, *demo.counted}
    assert beside == {demo.zone}  # what 平潭 handed in awaits review


def test_every_region_that_reports_has_every_quarter(demo: Catalogue) -> None:
    ends = defaultdict(set)
    for row in current():
        ends[row.region].add(row.end)

    assert {len(found) for region, found in ends.items() if region != demo.pingtan} == {QUARTERS + 1}


def test_whatever_is_invented_says_so(demo: Catalogue) -> None:
    real = Observation.objects.filter(is_demo=False)

    assert {row.region for row in real} == {demo.city}
    assert {row.end for row in real} == {LAST_DAY}
    assert {row.indicator.name for row in real.filter(origin="reported")} == set(REAL)
    for row in Observation.objects.filter(origin="computed"):
        assert row.is_demo == Observation.objects.filter(pk__in=row.parts, is_demo=True).exists()
    assert not Submission.objects.filter(is_demo=True, release__is_demo=False).exists()
    assert {row.name.startswith("演示数据") for row in Upload.objects.exclude(name="real.xlsx")} == {True}


def test_real_figure_is_shown_beside_the_invented_sum(demo: Catalogue) -> None:
    rows = Observation.objects.as_of(None).filter(indicator=demo.beds, region=demo.city, end=LAST_DAY)

    (row,) = shown(rows)

    assert rows.count() == 2
    assert (row.value, row.is_demo) == (21300, False)


def test_natures_are_obeyed(demo: Catalogue) -> None:
    for (indicator, region), points in series(current()).items():
        nature, values = Nature(indicator.nature), [value for _, value in points]
        assert all(value >= 0 for value in values)
        if indicator.decimals == 0:
            assert all(value % 1 == 0 for value in values), indicator
        if indicator.unit == "%":
            assert all(value <= 100 for value in values), indicator
        for (before, old), (after, new) in pairwise(points):
            if nature is Nature.YTD and before.year == after.year:
                assert old <= new, (indicator, region, after)


def test_releases_follow_their_dates_up_to_the_real_ones_of_today(demo: Catalogue) -> None:
    rows = list(Release.objects.order_by("number"))
    real = [row for row in rows if not row.is_demo]

    assert all(before.made_at <= after.made_at for before, after in pairwise(rows))
    assert rows[-len(real) :] == real
    assert all(timezone.localdate(row.made_at) == timezone.localdate() for row in real)
    assert timezone.localdate(rows[0].made_at) < date(2022, 4, 20)


def test_past_day_shows_what_was_released_then(demo: Catalogue) -> None:
    day = date(2022, 12, 31)

    rows = Observation.objects.as_of(Release.objects.latest_on(day)).select_related("release")

    assert max(row.end for row in rows) == date(2022, 9, 30)
    assert all(timezone.localdate(row.release.made_at) <= day for row in rows)
    assert Release.objects.latest_on(date(2022, 3, 31)) == 0


def test_things_go_wrong_and_are_put_right(demo: Catalogue) -> None:
    waiting = Submission.objects.exclude(state="approved")
    returned = AuditEntry.objects.filter(action="return")
    undoing = Release.objects.exclude(undoes=None).get()
    stated_twice = Observation.objects.filter(origin="reported", superseded_in__isnull=False)

    assert [row.state for row in waiting] == ["submitted"]
    assert waiting[0].region == demo.pingtan
    assert returned.count() == 1
    assert Submission.objects.get(pk=returned.get().target.split(":")[1]).state == "approved"
    assert undoing.reason
    assert undoing.approved_by != undoing.undoes.approved_by  # type: ignore[union-attr]
    assert stated_twice.count() == 3  # corrected; doubted, and what it was restored from
    assert not Observation.objects.filter(absence=Absence.WITHDRAWN).exists()
    corrected = [
        row.superseded_in for row in stated_twice if row.superseded_in and not row.superseded_in.undoes
    ]
    assert all(release.reason for release in corrected)


def test_some_are_late(demo: Catalogue) -> None:
    due = {
        row: Period.parse(row.period).end + timedelta(days=row.form.due_day)
        for row in Submission.objects.filter(is_demo=True).select_related("form")
    }

    late = [row for row, day in due.items() if timezone.localdate(row.submitted_at) > day]  # type: ignore[arg-type]

    assert 0 < len(late) < len(due) / 3


def test_targets_name_their_document(demo: Catalogue) -> None:
    rows = Target.objects.all()

    assert {row.indicator.code for row in rows if row.region == demo.city} == {
        "eldercare.beds",
        "eldercare.visits",
    }
    assert all(row.document.startswith("演示文件〔2023〕") for row in rows)
    assert {(row.year, timezone.localdate(row.stated_at)) for row in rows} == {(2023, date(2023, 1, 1))}
    beds = rows.get(indicator=demo.beds, region=demo.city)
    base = Observation.objects.as_of(None).get(indicator=demo.beds, region=demo.city, end=date(2022, 12, 31))
    assert beds.baseline == base.value


def test_second_run_adds_nothing(demo: Catalogue) -> None:
    kinds = (Release, Observation, Target, User)
    before = [kind.objects.count() for kind in kinds]

    made = make_demo(quarters=QUARTERS)

    assert not made.is_new
    assert len(describe(made)) == 1
    assert [kind.objects.count() for kind in kinds] == before


def test_sign_in_page_shows_the_accounts(demo: Catalogue, settings: Settings) -> None:
    page = Client().get("/sign-in/").content.decode()
    settings.DEMO = False
    without = Client().get("/sign-in/").content.decode()

    password = people.demo_password("clerk.350102")
    assert "clerk.350102" in page
    assert password in page
    assert User.objects.get(username="clerk.350102").check_password(password)
    assert password not in without


def test_sign_in_page_shows_no_accounts_where_there_is_no_demonstration(db: None, client: Client) -> None:
    factories.make_clerk()

    page = client.get("/sign-in/").content.decode()

    assert people.demo_password("clerk") not in page


def test_pages_stamp_what_is_invented_and_not_what_is_real(demo: Catalogue) -> None:
    client = Client()
    client.force_login(User.objects.get(username="leader"))
    rows = Observation.objects.as_of(None).filter(indicator=demo.beds, end=LAST_DAY, origin="reported")
    stamp = '<span class="stamp">演示数据</span>'

    invented = client.get(f"/observations/{rows.get(region=demo.gulou).pk}/").content.decode()
    real = client.get(f"/observations/{rows.get(region=demo.city).pk}/").content.decode()
    district = client.get("/?region=350102").content.decode()
    release = client.get(f"/releases/{Release.objects.filter(is_demo=True).latest('number').pk}/")

    assert stamp in invented
    assert stamp not in real
    assert "演示数据</span>" in district
    assert stamp in release.content.decode()


def test_site_in_use_gets_it_today_and_is_told_so(catalogue: Catalogue, tmp_path: Path) -> None:
    first_data.bring_in(path=write_real(tmp_path))
    real = Observation.objects.as_of(None).filter(is_demo=False)
    before = set(real.values_list("pk", "value"))

    made = make_demo(quarters=1)

    assert (made.is_new, made.backdated) == (True, False)
    assert len(describe(made)) == 2
    assert {timezone.localdate(row.made_at) for row in Release.objects.all()} == {timezone.localdate()}
    assert set(real.values_list("pk", "value")) == before


def test_site_without_figures_gets_a_guess(catalogue: Catalogue) -> None:
    made = make_demo(quarters=1, first=[])

    assert made.is_new
    assert Observation.objects.filter(region=catalogue.city, origin="reported", is_demo=True).exists()


def test_same_seed_gives_the_same_figures(catalogue: Catalogue, tmp_path: Path) -> None:
    real = write_real(tmp_path)
    found: list[list[tuple[str, str, str, Decimal | None]]] = []

    for seed in (7, 7, 8):
        with transaction.atomic():
            make_demo(seed=seed, quarters=1, first=[real])
            rows = Observation.objects.order_by("indicator", "region", "end", "release")
            found.append(list(rows.values_list("indicator__code", "region__code", "period", "value")))
            transaction.set_rollback(True)

    assert found[0] == found[1] != found[2]


def test_real_catalogue_gets_districts_that_agree_with_the_report(fuzhou: Region) -> None:
    made: Made = make_demo(quarters=1)
    for path in Path(settings.FIRST_DATA_DIR).glob("*.xlsx"):
        first_data.bring_in(path=path)

    rows = [row for row in current() if row.end == LAST_DAY]
    real = {row.indicator: row for row in rows if not row.is_demo}
    sums = {row.indicator: row for row in rows if row.region == fuzhou and row.is_demo}
    assert made.backdated
    assert len(real) == 89
    assert len(sums) > 30
    for indicator, row in sums.items():
        assert row.origin == "computed"
        assert abs((row.value or 0) - (real[indicator].value or 0)) <= row.margin + real[indicator].margin
        assert row.is_complete, indicator


def test_command_says_what_there_is(demo: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_demo", "--seed", "3")

    said = capsys.readouterr()
    assert '"releases"' in said.out
    assert said.err.strip()


def test_command_asks_for_a_catalogue_first(db: None) -> None:
    with pytest.raises(Exception, match="load_catalogue"):
        call_command("make_demo")


def test_quickstart_leaves_a_site_with_its_own_administrator_alone(fuzhou: Region) -> None:
    factories.make_user("boss", is_superuser=True)

    call_command("quickstart", "--no-server")

    assert not Submission.objects.filter(is_demo=True).exists()
    assert people.get_demo_accounts() == ()


def test_demonstration_takes_nobodys_account(catalogue: Catalogue) -> None:
    real = factories.make_user("reviewer")

    make_demo(quarters=1, first=[])

    names = {account.username for account in people.get_demo_accounts()}
    assert "demo.reviewer" in names
    assert "reviewer" not in names
    assert not real.groups.exists()
