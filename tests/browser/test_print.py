"""On paper: A4, nothing cut off, and a usual form to sign on one sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from indicators.intake.typed import Typed
from indicators.models import Form, Indicator, Observation, Region, Submission, User
from indicators.periods import Period
from indicators.services import cells, drafts
from tests import factories
from tests.browser.conftest import Opener

A4, LYING = (595, 842), (842, 595)  # points
WIDTH, LYING_WIDTH = 688, 1047  # pixels: A4 without its margins
ADDRESSES = [
    "/",
    "/pillars/practical/",
    "/indicators/eldercare.canteens/",
    "/brief/",
    "/regions/350102/",
    "/regions/350102/?period={due}",
    "/completeness/reminders/?period={due}",
    "/releases/",
    "/releases/{correction}/",
    "/releases/{correction}/correction/",
]
WIDE = [
    "/compare/?topic=community&period={due}",
    "/compare/?topic=eldercare&period=2023-Q2",
    "/compare/?topic=eldercare&period=2023-Q2&view=standing",
    "/compare/topics/?period={due}",
    "/completeness/?period={due}",
    "/completeness/?period=2023-Q2",
]


@pytest.fixture
def paper(due: Period) -> str:
    """The address of the form to sign of a form with eight figures and reasons."""
    writer, form = User.objects.get(username="writer"), Form.objects.get(code="funeral_rescue_quarterly")
    submission = drafts.begin(form=form, region=Region.objects.get(code="350102"), period=due, by=writer)
    typed = {
        (row.pk, str(due)): Typed("123456", note="含上年结转的部分")
        for row in form.indicators.filter(numerator=None)
    }
    cells.fill_in(submission=submission, cells=typed, by=writer)
    Submission.objects.filter(pk=submission.pk).update(
        reason="因清明祭扫高峰，业务量集中。\n补录上季度数据。"
    )
    return f"/submissions/{submission.pk}/form/"


@pytest.fixture
def correction(due: Period) -> int:
    """The number of a release that corrected a figure of a district."""
    gulou, indicator = Region.objects.get(code="350102"), Indicator.objects.get(code="community.premises")
    old = factories.make_observation(indicator, gulou, str(due), 20)
    submission = factories.make_submission(gulou, indicator.form, str(due), state="approved")
    release = factories.make_release(submission)
    Observation.objects.filter(pk=old.pk).update(superseded_in=release)
    factories.make_observation(indicator, gulou, str(due), 22, release=release)
    return release.number


def sheets(page: Page) -> list[tuple[int, int]]:
    """The size of each sheet that a page prints on, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def overhanging(page: Page, width: int = WIDTH) -> list[str]:
    """What reaches beyond the sheet, or is hidden in a box that would have to be scrolled."""
    found: list[str] = page.evaluate(
        """(width) => [...document.querySelectorAll("main *")].filter((part) =>
          (part.getBoundingClientRect().right > width + 1 && !part.closest(".unseen, svg"))
          || (part.matches("textarea") && part.scrollHeight > part.clientHeight + 1)
        ).map((part) => part.outerHTML.slice(0, 120))""",
        width,
    )
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_fits_on_paper(due: Period, correction: int, open_page: Opener, address: str) -> None:
    page = open_page("official", viewport={"width": WIDTH, "height": 1000})
    page.goto(address.format(due=due, correction=correction))
    page.emulate_media(media="print")

    printed = sheets(page)

    assert set(printed) == {A4}
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert overhanging(page) == []
    for plot in page.locator("[data-chart]").all():
        expect(plot).to_have_attribute("data-drawn", "")


@pytest.mark.parametrize("address", WIDE)
def test_table_of_districts_fits_on_lying_paper(
    due: Period, correction: int, open_page: Opener, address: str
) -> None:
    page = open_page("official", viewport={"width": LYING_WIDTH, "height": 700})
    page.goto(address.format(due=due))
    page.emulate_media(media="print")

    assert set(sheets(page)) == {LYING}
    assert page.evaluate("document.documentElement.scrollWidth") <= LYING_WIDTH
    assert overhanging(page, LYING_WIDTH) == []
    assert page.locator("main table").first.is_visible()


def test_leaders_brief_is_one_sheet(due: Period, open_page: Opener) -> None:
    page = open_page("official", viewport={"width": WIDTH, "height": 1000})

    for address in ("/brief/", "/brief/?period=2023-Q2"):
        page.goto(address)
        page.emulate_media(media="print")

        assert sheets(page) == [A4]
        assert overhanging(page) == []
        assert page.locator(".filters, .masthead").first.is_hidden()


def test_form_to_sign_is_one_sheet(paper: str, open_page: Opener) -> None:
    page = open_page("writer", viewport={"width": WIDTH, "height": 1000})
    page.goto(paper)
    page.emulate_media(media="print")

    printed = sheets(page)

    assert printed == [A4]
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert overhanging(page) == []
    assert page.locator(".signatures").is_visible()
