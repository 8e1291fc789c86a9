"""Two people at once: clerks on one draft, reviewers on one submission."""

from __future__ import annotations

from playwright.sync_api import expect

from indicators.models import Submission
from tests.browser.conftest import Opener, cell_of, press, row, type_in

INVESTED, PROJECTS, PREMISES = "社区提升投入资金", "社区提升项目数", "社区新扩建场所数"


def values() -> dict[str, object]:
    """What the only open draft holds, by indicator."""
    figures = Submission.objects.open().get().figures.select_related("indicator")
    return {figure.indicator.name: figure.value for figure in figures}


def test_two_clerks_keep_each_others_cells(draft: str, open_page: Opener) -> None:
    one, other = open_page("writer"), open_page("colleague")
    one.goto(draft)
    other.goto(draft)

    type_in(one, INVESTED, "640")
    type_in(other, PROJECTS, "31")
    seen = cell_of(other, INVESTED).input_value()
    type_in(other, PREMISES, "22")
    type_in(one, PREMISES, "23")

    assert values() == {INVESTED: 640, PROJECTS: 31, PREMISES: 23}
    assert seen == "640"


def test_later_of_two_clerks_wins_and_both_see_the_clash(draft: str, open_page: Opener) -> None:
    one, other = open_page("writer"), open_page("colleague")
    one.goto(draft)
    other.goto(draft)

    type_in(one, INVESTED, "640")
    type_in(other, INVESTED, "650")
    type_in(one, PROJECTS, "31")

    assert values() == {INVESTED: 650, PROJECTS: 31}
    expect(cell_of(one, INVESTED)).to_have_value("650")
    for page in (one, other):
        said = page.inner_text(row(INVESTED))
        assert "640" in said
        assert "writer" in said


def test_cell_that_is_being_typed_into_is_left_alone(draft: str, open_page: Opener) -> None:
    one, other = open_page("writer"), open_page("colleague")
    one.goto(draft)
    other.goto(draft)

    type_in(one, INVESTED, "640")
    other.goto(draft)
    with other.expect_response(lambda answer: answer.request.method == "POST"):
        cell_of(other, PROJECTS).fill("31")
        cell_of(other, INVESTED).focus()
        other.keyboard.type("77")
    expect(other.locator("#saving")).to_contain_text("已保存")
    half_typed = cell_of(other, INVESTED).input_value()

    assert "77" in half_typed


def test_one_of_two_reviewers_wins_and_the_other_is_told(draft: str, open_page: Opener) -> None:
    clerk, one = open_page("writer"), open_page("judge")
    other = open_page("second", refusals=(422,))
    clerk.goto(draft)
    type_in(clerk, INVESTED, "640")
    clerk.check("#id_blanks_meant")
    press(clerk, "main button:text-is('提交')")
    one.goto(draft)
    other.goto(draft)

    press(one, "main button:text-is('核定发布')")
    other.fill("#id_comment", "请核对")
    press(other, "main button:text-is('退回')")
    told = other.inner_text(".message.error")

    assert Submission.objects.first().state == "approved"
    assert "judge" in told
    assert "已核定" in told
    assert one.locator(".steps time").last.inner_text() in told
