"""A quarter by page, as people do it: handed in by one, approved by another, then undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from indicators.models import Region, Release
from tests import factories
from tests.browser.conftest import press, sign_in


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A later quarter of one indicator of the bureau's catalogue."""
    return factories.write_flat_sheet(
        tmp_path / "三季度.xlsx", [("养老机构数", 169, "家")], title="福州市2023年三季度养老服务统计表"
    )


def test_a_quarter_goes_in_is_approved_by_another_and_undone(
    first_data: None, page: Page, sheet: Path
) -> None:
    factories.make_clerk("writer", Region.objects.get(parent__isnull=True))
    factories.make_reviewer("judge")

    sign_in(page, "writer")
    page.goto("/uploads/new/")
    page.set_input_files("input[type=file]", sheet)
    press(page, "main button[type=submit]")
    press(page, "main form[action$='/submit/'] button")
    submission = page.url
    press(page, "header form[action='/sign-out/'] button")

    sign_in(page, "judge")
    page.goto(submission)
    press(page, "main form[action$='/approve/'] button >> nth=0")
    page.goto("/indicators/eldercare.institutions/")
    moved = page.inner_text("main .value >> nth=0")

    page.goto(f"/releases/{Release.objects.latest('number').number}/")
    page.fill("main form[action$='/undo/'] [name=reason]", "误报")
    press(page, "main form[action$='/undo/'] button")
    page.goto("/indicators/eldercare.institutions/")
    restored = page.inner_text("main .value >> nth=0")
    corrections = page.inner_text("main")

    assert submission.split("/")[-3] == "submissions"
    assert "169" in moved
    assert "169" not in restored
    assert "167" in restored
    assert "误报" in corrections
