"""What is remembered of sheets, on wide and narrow screens, changed and forgotten without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from indicators.models import Answer, User
from tests import factories
from tests.browser.conftest import Opener, press


@pytest.fixture
def answers(first_data: None) -> list[Answer]:
    people = {"by": factories.make_clerk("writer"), "layout": factories.make_layout(number="MZ-07")}
    factories.make_layout("殡葬服务季度情况", taken_by=User.objects.get(username="writer"))
    return [
        factories.make_answer("column", "", "全部", **people),
        factories.make_answer("indicator", "全部 › 护理床位", "eldercare.beds", called="养老床位", **people),
        factories.make_answer("unit", "全部 › 护理床位", "张", **people),
        factories.make_answer("indicator", "全部 › 护理床位 › 民政直属单位的护理型床位", "", **people),
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_remembered_is_changed_and_forgotten(
    answers: list[Answer], open_page: Opener, pictures: Path, width: int
) -> None:
    page = open_page("writer", java_script_enabled=False, viewport={"width": width, "height": 900})

    page.goto("/submissions/")
    page.screenshot(path=pictures / f"submissions-{width}.png", full_page=True)
    page.click("main >> text=表样")
    page.screenshot(path=pictures / f"layouts-{width}.png", full_page=True)
    page.click(f"a[href='/answers/{answers[2].pk}/']")
    page.screenshot(path=pictures / f"answer-{width}.png", full_page=True)
    page.fill("input[name=value]", "万张")
    press(page, "text=保存")
    expect(page.locator("main")).to_contain_text("万张")

    page.click("main >> text=删除这个表样 >> nth=0")
    page.locator("details[open] input[name=sure]").check()
    page.screenshot(path=pictures / f"layouts-forget-{width}.png", full_page=True)
    press(page, "details[open] button")

    expect(page.locator("main")).to_contain_text("表样及其答复已删除")
    assert page.locator("main section.card").count() == 1
