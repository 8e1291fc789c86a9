"""A real Chromium before a live site; what it complains about fails the test."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from indicators.analytics.deadlines import last_ended
from indicators.models import Form, Indicator, Region, User
from indicators.periods import Frequency, Period
from indicators.services import drafts
from tests import factories

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent
FORM = "社区治理季报表"
BEFORE = {"upgraded_communities": 18, "premises": 20, "investment": 500, "projects": 30}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Its event loop runs in this thread, where Django would refuse to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Opener]:
    """Opens Chinese pages, each in a browser context of its own; with a username, signed in.

    An error on a page, a refused resource or a request to elsewhere fails the test; a status among
    `refusals` does not.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def opener(username: str = "", *, refusals: tuple[int, ...] = (), **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("page", lambda page: listen(page, live_server.url, refusals, complaints))
        if username:
            let_in(context, username, live_server.url)
        return context.new_page()

    yield opener
    for context in contexts:
        context.close()

    assert not complaints, "\n".join(complaints)


def listen(page: Page, home: str, refusals: tuple[int, ...], complaints: list[str]) -> None:
    """Note whatever a page complains about."""
    told = [f"status of {status} " for status in refusals]

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in told):
            complaints.append(f"{page.url} {message.text}")

    def see_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and f"{address.scheme}://{address.netloc}" != home:
            complaints.append(f"asked elsewhere: {request.url}")

    def see_response(response: Response) -> None:
        if response.status >= 400 and response.status not in refusals:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", see_request)
    page.on("response", see_response)


def let_in(context: BrowserContext, username: str, home: str) -> None:
    """Sign somebody in without the sign-in page."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    name = site.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A Chinese page; whatever it complains about fails the test."""
    return open_page()


@pytest.fixture(scope="session")
def first_day() -> Iterator[sqlite3.Connection]:
    """The database as `quickstart` leaves it, once it has; else empty."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as kept:
        yield kept


@pytest.fixture
def first_data(transactional_db: None, first_day: sqlite3.Connection) -> None:
    """The site as `quickstart` leaves it, with an official who may sign in; on SQLite made only once."""
    connection.ensure_connection()
    if first_day.execute("SELECT 1 FROM sqlite_master").fetchone():
        first_day.backup(connection.connection)
        ContentType.objects.clear_cache()
        return
    call_command("quickstart", no_server=True, no_demo=True)
    factories.make_user("official")
    if connection.vendor == "sqlite":
        connection.connection.backup(first_day)


@pytest.fixture
def due(first_data: None) -> Period:
    """The quarter that is due, in a district with figures of the quarter before, and people to do it."""
    gulou, period = Region.objects.get(code="350102"), last_ended(Frequency.QUARTER, timezone.localdate())
    for name, value in BEFORE.items():
        indicator = Indicator.objects.get(code=f"community.{name}")
        factories.make_observation(indicator, gulou, str(period.previous()), value)
    department = Form.objects.get(name=FORM).department
    factories.make_clerk("writer", gulou)
    factories.make_clerk("colleague", gulou)
    factories.make_reviewer("judge", department)
    factories.make_reviewer("second", department)
    return period


@pytest.fixture
def draft(due: Period) -> str:
    """The address of an empty draft of the form that is due."""
    submission = drafts.begin(
        form=Form.objects.get(name=FORM),
        region=Region.objects.get(code="350102"),
        period=due,
        by=User.objects.get(username="writer"),
    )
    return f"/submissions/{submission.pk}/"


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the pages are put, to be looked at."""
    folder = Path(site.VAR_DIR) / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sign_in(page: Page, username: str = "official") -> None:
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", factories.PASSWORD)
    press(page, "main button[type=submit]")


def press(page: Page, button: str) -> None:
    """Press a button that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.click(button)


def row(words: str) -> str:
    """The row of a table that says these words."""
    return f"main tr:has-text('{words}')"


def cell_of(page: Page, indicator: str) -> Locator:
    return page.get_by_label(f"{indicator}：本期数", exact=True)


def type_in(page: Page, indicator: str, text: str) -> None:
    """Type into the cell of an indicator on the page of a draft, and wait until it is kept."""
    cell = cell_of(page, indicator)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        cell.fill(text)
        cell.blur()
    expect(page.locator("#saving")).to_contain_text("已保存")
