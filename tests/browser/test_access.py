"""Every page before axe: no violation of any impact, light and dark, wide and narrow."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver
from django.utils import timezone
from playwright.sync_api import Page

from indicators.intake.examine import examine
from indicators.intake.typed import Typed
from indicators.models import Form, Indicator, Observation, Receipt, Region, Submission, User
from indicators.periods import Period
from indicators.services import cells, displays, drafts, releases, submissions, uploads
from tests import factories
from tests.browser.conftest import Opener, press
from tests.browser.test_pages import PILLARS, SCREENS
from tests.test_permissions import GET as ADDRESSES
from tests.test_permissions import NO_GET, names

Q2 = Period.parse("2023-Q2")
# Who looks at what; a number in braces is that of a submission, or of what its name says.
PAGES: dict[str, list[tuple[str, str]]] = {
    "login": [("", "/sign-in/")],
    "password_change": [("official", "/password/")],
    "overview": [("official", "/"), ("official", "/?as_of=2020-01-01")],
    "brief": [("official", "/brief/")],
    "pillar": [("official", f"/pillars/{pillar}/") for pillar in PILLARS],
    "topic": [("official", "/topics/eldercare/")],
    "indicator": [
        ("official", f"/indicators/eldercare.canteens/?view={view}")
        for view in ("trend", "regions", "table", "definition", "corrections")
    ],
    "regions": [("official", "/regions/")],
    "region": [("official", "/regions/350102/"), ("official", "/regions/350100/")],
    "observation": [("official", "/observations/{observation}/")],
    "completeness": [
        ("official", "/completeness/"),
        ("official", "/completeness/?period=2023-Q2"),
        ("official", "/completeness/?period=2023-Q2&region=350102&as_of=2023-08-01"),
    ],
    "reminders": [("official", "/completeness/reminders/?period=2023-Q2")],
    "releases": [("official", "/releases/"), ("official", "/releases/?corrections=on")],
    "revisions": [("official", "/releases/targets/")],
    "release": [("official", "/releases/1/"), ("judge", "/releases/{release}/")],
    "compare": [
        ("official", "/compare/"),
        ("official", "/compare/?view=growth"),
        ("official", "/compare/?view=per_residents"),
        ("official", "/compare/?view=standing"),
        ("official", "/compare/?period=2023-Q2"),
    ],
    "matrix": [("official", "/compare/topics/"), ("official", "/compare/topics/?period=2023-Q2")],
    "correction": [("official", "/releases/{correction}/correction/")],
    "search": [("official", f"/search/?q={typed}") for typed in ("yanglao", "没有", "")],
    "wall": [("", "/wall/{token}/"), ("", "/wall/{revoked}/")],
    "work": [("official", "/work/"), ("writer", "/work/"), ("judge", "/work/")],
    "submissions": [("official", "/submissions/"), ("writer", "/submissions/")],
    "submission": [
        ("writer", "/submissions/{draft}/"),
        ("judge", "/submissions/{draft}/"),
        ("writer", "/submissions/{submitted}/"),
        ("judge", "/submissions/{submitted}/"),
        ("writer", "/submissions/{returned}/"),
        ("judge", "/submissions/{returned}/"),
        ("writer", "/submissions/{approved}/"),
    ],
    "review": [("judge", "/review/eldercare_quarterly/2023-Q2/")],
    "receipt": [("writer", "/receipts/{receipt}/")],
    "printed": [("writer", "/submissions/{submitted}/form/"), ("writer", "/submissions/{draft}/form/")],
    "layouts": [("writer", "/layouts/")],
    "answer": [("writer", "/answers/{answer}/")],
    "uploaded": [("writer", "/uploads/{waiting}/"), ("writer", "/uploads/{waiting}/?cell=B3#B3")],
    "upload": [("writer", "/uploads/new/"), ("official", "/uploads/new/")],
    "admin:index": [
        ("chief", "/admin/"),
        ("chief", "/admin/indicators/indicator/"),
        ("chief", "/admin/indicators/indicator/{indicator}/change/"),
    ],
}
NO_PAGES = {
    "indicator_file",
    "overview_file",
    "pillar_file",
    "topic_file",
    "smalls_file",
    "compare_file",
    "matrix_file",
    "targets_file",
    "completeness_file",
    "releases_file",
    "template",
    "original",
    "marked",
    "set_language",
    "alive",
    "ready",
}
# Without preloading, which puts style sheets inline and so offends against the policy.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
NOWHERE = "/nowhere/"


@pytest.fixture
def office(first_data: None, tmp_path: Path) -> dict[str, int | str]:
    """The bureau at work, with a submission in every state; tells the numbers that addresses ask for."""
    writer, judge = factories.make_clerk("writer"), factories.make_reviewer("judge")
    factories.make_user("chief", is_staff=True, is_superuser=True)
    city, gulou = Region.objects.get(code="350100"), Region.objects.get(code="350102")

    def fill_in(region: Region, form: str, **texts: str) -> Submission:
        submission = drafts.begin(form=Form.objects.get(code=form), region=region, period=Q2, by=writer)
        known = {row.code.split(".")[1]: row.pk for row in submission.form.indicators.all()}
        typed = {(known[name], str(Q2)): Typed(text) for name, text in texts.items()}
        cells.fill_in(submission=submission, cells=typed, by=writer)
        return submission

    draft = fill_in(city, "eldercare_quarterly", institutions="170", canteens="5O0", canteen_seats="7")
    approved, submitted, returned = (
        hand_in(fill_in(gulou, form, **texts), writer)
        for form, texts in (
            ("charity_quarterly", {"beneficiaries": "7.58万"}),
            ("child_welfare_quarterly", {"visits": "120"}),
            ("eldercare_quarterly", {"institutions": "12", "canteens": "30"}),
        )
    )
    release = releases.approve(submission=approved, by=judge)
    mended = hand_in(fill_in(gulou, "charity_quarterly", beneficiaries="7.6万"), writer, "复核台账")
    correction = releases.approve(submission=mended, by=judge)
    canteens = Indicator.objects.get(code="eldercare.canteens")
    submissions.return_to_clerk(
        submission=returned,
        by=judge,
        comment="请核对后再报。",
        cells={(canteens.pk, str(Q2)): "与上季度相差较大"},
        due=timezone.localdate() + timedelta(days=7),
    )
    asks = factories.write_flat_sheet(tmp_path / "asks.xlsx", [("养老机构", 12, "家"), ("某某数", 7, "家")])
    waiting = uploads.receive(examination=examine(asks), path=asks, by=writer)
    _shown, token = displays.create(name="大厅", by=writer)
    hidden, revoked = displays.create(name="旧屏", by=writer)
    displays.revoke(display=hidden, by=writer)
    return {
        "token": token,
        "revoked": revoked,
        "waiting": waiting.pk,
        "answer": factories.make_answer().pk,
        "draft": draft.pk,
        "submitted": submitted.pk,
        "returned": returned.pk,
        "approved": approved.pk,
        "release": release.number,
        "correction": correction.number,
        "receipt": Receipt.objects.get(submission=submitted).pk,
        "indicator": canteens.pk,
        "observation": Observation.objects.get(indicator=canteens, region=city).pk,
    }


def hand_in(submission: Submission, by: User, reason: str = "") -> Submission:
    submissions.submit(submission=submission, by=by, reason=reason)
    return Submission.objects.get(pk=submission.pk)


def violations(page: Page) -> list[str]:
    """What axe has against a page, each with the first element it means."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def test_every_page_has_a_row() -> None:
    known = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}
    pages = {name for name in known if ADDRESSES[name] is not NO_GET}

    assert pages | {"admin:index"} == set(PAGES) | NO_PAGES


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(
    office: dict[str, int | str], open_page: Opener, tmp_path: Path, width: int, scheme: str
) -> None:
    odd = factories.write_workbook(tmp_path / "odd.xlsx", [["什么都不是"]])
    pages: dict[str, Page] = {}
    found: list[str] = []

    for user, address in [*(each for rows in PAGES.values() for each in rows), ("official", NOWHERE)]:
        if user not in pages:
            pages[user] = open_page(
                user,
                refusals=(403, 404, 422),
                color_scheme=scheme,
                reduced_motion="reduce",  # what fades in has no contrast yet
                viewport={"width": width, "height": 900},
            )
        pages[user].goto(address.format_map(office))
        found += violations(pages[user])
    pages["writer"].goto("/uploads/new/")
    pages["writer"].set_input_files("input[type=file]", odd)
    press(pages["writer"], "main form[enctype] button")
    found += violations(pages["writer"])

    assert not found, "\n".join(found)
