"""A draft by page: begun, typed into, explained, handed in; and what was typed is never lost."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Form, Indicator, Receipt, Role, Submission, User
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


@pytest.fixture
def clerk(catalogue: Catalogue, client: Client) -> User:
    user = factories.make_clerk("clerk", catalogue.gulou)
    client.force_login(user)
    return user


@pytest.fixture
def draft(client: Client, clerk: User) -> Submission:
    client.post("/forms/eldercare_quarterly/begin/", {"region": "350102", "period": "2023-Q2"})
    return Submission.objects.get()


def inputs(client: Client, draft: Submission) -> dict[str, str]:
    """What a browser would send back: every field of the page's form with the value that it shows."""
    page = client.get(f"/submissions/{draft.pk}/").content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if said.get("form") == "cells" and said.get("type") in ("text", "hidden"):
            fields[said["name"]] = html.unescape(said.get("value", ""))
    return fields


def save(client: Client, draft: Submission, step: str = "save", **texts: str) -> str:
    """Type into cells, by the last words of their indicators' codes, and press a button."""
    known = {row.code.split(".")[1]: row.pk for row in draft.form.indicators.all()}
    data = inputs(client, draft)
    for name, text in texts.items():
        data[f"{known[name]}-2023-Q2-text" if name in known else name] = text
    response = client.post(f"/submissions/{draft.pk}/{step}/", data, follow=True)
    return response.content.decode()


def values(draft: Submission) -> dict[str, object]:
    return {row.indicator.code.split(".")[1]: row.value for row in draft.figures.select_related("indicator")}


def test_page_offers_a_cell_for_every_figure_that_is_asked_for(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    names = {name.removesuffix("-text") for name in inputs(client, draft) if name.endswith("-text")}

    asked = {f"{row.pk}-2023-Q2" for row in catalogue.form.indicators.exclude(pk=catalogue.cremation_rate.pk)}
    assert {name for name in names if not name.startswith("initial")} == asked


def test_figure_that_names_another_period_of_its_date_stands_in_one_line_and_says_so(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    save(client, draft, beds="120", visits="12O")
    Indicator.objects.filter(pk__in=[catalogue.beds.pk, catalogue.visits.pk]).update(frequency="month")

    page = client.get(f"/submissions/{draft.pk}/").content.decode()

    assert page.count(f'id="line-{catalogue.beds.pk}-') == 1
    assert page.count(f'id="line-{catalogue.visits.pk}-') == 1
    assert f'href="#line-{catalogue.visits.pk}-2023-06"' in page
    assert "2023年二季度</small>" in page


def test_page_sent_back_as_it_is_changes_nothing(client: Client, draft: Submission) -> None:
    save(client, draft, beds="7.58万", visits="12", institutions="12O")
    before = list(draft.figures.order_by("pk").values())

    save(client, draft)

    assert list(draft.figures.order_by("pk").values()) == before
    assert draft.findings.count() == 1


def test_two_clerks_on_other_cells_keep_each_others(client: Client, draft: Submission) -> None:
    stale = inputs(client, draft)
    save(client, draft, beds="120")
    visits = next(row.pk for row in draft.form.indicators.all() if row.code == "eldercare.visits")

    client.post(f"/submissions/{draft.pk}/save/", stale | {f"{visits}-2023-Q2-text": "30"})

    assert values(draft) == {"beds": 120, "visits": 30}


def test_wrong_cell_is_told_and_kept_as_typed(client: Client, draft: Submission) -> None:
    page = save(client, draft, beds="12O")

    assert "“12O”不是数值" in page
    assert "12O" in inputs(client, draft).values()
    assert values(draft) == {}


def test_rule_is_told_in_the_words_of_the_form(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    factories.make_rule(draft.form, "eldercare.openings<=eldercare.institutions")

    incomplete = save(client, draft, openings="3")
    broken = save(client, draft, institutions="2")

    assert "新增机构数 ≤ 养老机构数。缺少：养老机构数。" in incomplete
    assert "新增机构数 ≤ 养老机构数。左边为3，右边为2。" in broken


def test_scale_that_is_stated_twice_is_asked_about_and_kept_as_typed(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    catalogue.beds.unit = "万张"
    catalogue.beds.save()

    page = save(client, draft, beds=" 1.28亿 ")

    assert "请写成1.28亿张" in page
    assert "1.28亿" in inputs(client, draft).values()


def test_what_is_typed_is_kept_though_handing_in_is_refused(client: Client, draft: Submission) -> None:
    page = save(client, draft, "submit", beds="120")

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert values(draft) == {"beds": 120}
    assert "还有6项空白" in page


def test_draft_is_handed_in_and_the_receipt_tells_how_much(client: Client, draft: Submission) -> None:
    page = save(client, draft, "submit", beds="120", openings="0", blanks_meant="on")

    receipt = Receipt.objects.get()
    text = " ".join(re.sub("<[^>]+>", "", client.get(f"/receipts/{receipt.pk}/").content.decode()).split())
    assert receipt.number in page
    assert "已提交，待审核" in text
    assert "2/7" in text
    assert "1项有数值，1项为零，0项缺报（已注明原因），5项未填" in text
    assert "2023-07-10 补录" in text
    assert receipt.check_number in text


def test_form_to_sign_bears_the_check_number_of_the_receipt(client: Client, draft: Submission) -> None:
    save(client, draft, "submit", beds="21300", blanks_meant="on")

    page = client.get(f"/submissions/{draft.pk}/form/").content.decode()

    assert Receipt.objects.get().check_number in page
    assert "21,300" in page
    assert all(role in page for role in ("填表人", "统计负责人", "单位负责人"))


@pytest.mark.parametrize(("number", "shown"), [("", False), ("JBZH0001表", True)])
def test_form_to_sign_bears_its_official_number_and_no_code_of_ours(
    client: Client, draft: Submission, number: str, shown: bool
) -> None:
    Form.objects.filter(pk=draft.form_id).update(number=number)

    page = client.get(f"/submissions/{draft.pk}/form/").content.decode()

    assert ("JBZH0001表" in page) == shown
    assert ("表号" in page) == shown
    assert draft.form.code not in page


def test_one_reason_for_ticked_warnings(client: Client, catalogue: Catalogue, draft: Submission) -> None:
    publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500, catalogue.deaths: 90},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )
    save(client, draft, visits="300", deaths="80")
    first = draft.findings.filter(code="falls").first()

    page = save(client, draft, "explain", warnings=str(first.pk), kind="scope", text="剔除外地户籍")

    reasons = set(draft.findings.filter(code="falls").values_list("reason_kind", "reason"))
    assert reasons == {("scope", "剔除外地户籍"), ("", "")}
    assert "剔除外地户籍" in page


def test_nil_return_is_confirmed(client: Client, draft: Submission) -> None:
    refused = save(client, draft, "nil")
    untouched = values(draft)

    done = save(client, draft, "nil", confirmed="on", beds="120")

    assert untouched == {}
    assert values(draft) == {"beds": 120, "openings": 0}
    assert "请先勾选" in refused
    assert "已按零报告填入1项" in done


def test_file_is_taken_out_again(client: Client, draft: Submission, tmp_path: Path) -> None:
    path = factories.write_flat_sheet(
        tmp_path / "q2.xlsx", [("养老床位数", 120, "张")], title="2023年二季度 鼓楼区"
    )
    client.post("/uploads/new/", {"file": SimpleUploadedFile("q2.xlsx", path.read_bytes())})
    upload = draft.figures.get().upload

    page = save(client, draft, f"files/{upload.pk}/drop", institutions="12")

    assert values(draft) == {"institutions": 12}
    assert "q2.xlsx" in page


@pytest.mark.parametrize(
    ("period", "says"), [("2099-Q1", "尚未"), ("nonsense", "nonsense"), ("", "请选择报告期")]
)
def test_draft_of_no_ended_period_is_not_begun(client: Client, clerk: User, period: str, says: str) -> None:
    response = client.post(
        "/forms/eldercare_quarterly/begin/", {"region": "350102", "period": period}, follow=True
    )

    assert says in response.content.decode()
    assert not Submission.objects.exists()


def test_text_that_is_too_long_is_a_message_and_the_others_are_kept(
    client: Client, draft: Submission
) -> None:
    page = save(client, draft, beds="1" * 101, visits="30")

    assert "养老床位数" in page
    assert values(draft) == {"visits": 30}


def test_correction_begins_from_the_approved_submission(
    client: Client, catalogue: Catalogue, clerk: User
) -> None:
    release = publish(
        catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=factories.make_reviewer()
    )
    page = client.get(f"/submissions/{release.submission_id}/").content.decode()

    client.post("/forms/eldercare_quarterly/begin/", {"region": "350102", "period": "2023-Q2"})
    correction = Submission.objects.open().get()
    told = save(client, correction, beds="125")

    assert "申请更正" in page
    assert "将替换已核定的120张" in told


def test_reviewer_returns_with_comments_at_cells_and_a_deadline(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    save(client, draft, "submit", beds="120", blanks_meant="on")
    client.force_login(factories.make_reviewer())

    client.post(
        f"/submissions/{draft.pk}/return/",
        {f"comment-{catalogue.beds.pk}-2023-Q2": "与台账不符", "due": due},
    )

    client.force_login(User.objects.get(username="clerk"))
    page = client.get(f"/submissions/{draft.pk}/").content.decode()
    assert page.count("与台账不符") == 2  # at the cell, and among what is to be looked at
    assert due in page
    assert due in client.get("/work/").content.decode()


def test_reviewer_sees_what_was_mended_since_he_returned_it(client: Client, draft: Submission) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), factories.make_reviewer()
    save(client, draft, "submit", beds="120", visits="30", blanks_meant="on")
    client.force_login(reviewer)
    client.post(f"/submissions/{draft.pk}/return/", {"comment": "请核对"})
    client.force_login(clerk)
    save(client, draft, "submit", beds="125", blanks_meant="on")

    client.force_login(reviewer)
    page = client.get(f"/submissions/{draft.pk}/").content.decode()

    assert page.count("退回后修改") == 1


@pytest.mark.parametrize("due", ["2023-01-01", "31.1.2099", "9999-12-31"])
def test_deadline_that_cannot_be_is_a_message(client: Client, draft: Submission, due: str) -> None:
    save(client, draft, "submit", beds="120", blanks_meant="on")
    client.force_login(factories.make_reviewer())

    page = client.post(
        f"/submissions/{draft.pk}/return/", {"comment": "核对", "due": due}, follow=True
    ).content.decode()

    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert "日期" in page


@pytest.mark.parametrize(("filled", "most"), [(0, 25), (1, 33), (5, 33)])  # with figures also their reach
def test_page_asks_the_database_a_constant_number_of_times(
    client: Client,
    catalogue: Catalogue,
    draft: Submission,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    filled: int,
    most: int,
) -> None:
    words = ["beds", "institutions", "visits", "openings", "deaths"][:filled]
    save(client, draft, **dict.fromkeys(words, "5"))

    with django_assert_max_num_queries(most):
        client.get(f"/submissions/{draft.pk}/")


# What was not seen


def test_remark_alone_changes_nothing_else(client: Client, draft: Submission, tmp_path: Path) -> None:
    path = factories.write_workbook(
        tmp_path / "q2.xlsx",
        [
            ["2023年二季度 鼓楼区"],
            ["指标名称", "数值", "单位", "原文"],
            ["养老床位数", 75800, "张", "全区床位约7.58万张，较上年增加"],
        ],
    )
    client.post("/uploads/new/", {"file": SimpleUploadedFile("q2.xlsx", path.read_bytes())})
    before = draft.figures.get()

    save(client, draft, **{f"{before.indicator_id}-2023-Q2-note": "已核对"})

    after = draft.figures.get()
    assert (after.pk, after.note) == (before.pk, "已核对")
    assert (after.value, after.qualifier, after.upload, after.cell) == (
        75800,
        before.qualifier,
        before.upload,
        "B3",
    )


def test_cell_that_another_filled_meanwhile_is_not_emptied_unseen(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    save(client, draft, beds="100")
    stale = inputs(client, draft)
    save(client, draft, beds="111")

    page = client.post(
        f"/submissions/{draft.pk}/save/", stale | {f"{catalogue.beds.pk}-2023-Q2-text": ""}, follow=True
    ).content.decode()

    assert values(draft) == {"beds": 111}
    assert "此处已填入111" in page


def test_remark_without_a_figure_is_a_message(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    page = save(client, draft, **{f"{catalogue.beds.pk}-2023-Q2-note": "尚未统计"})

    assert "备注须随数据" in page


def test_figures_that_changed_since_the_page_was_opened_are_not_approved(
    client: Client, draft: Submission
) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), factories.make_reviewer()
    save(client, draft, "submit", beds="100", blanks_meant="on")
    client.force_login(reviewer)
    page = client.get(f"/submissions/{draft.pk}/").content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    client.force_login(clerk)
    client.post(f"/submissions/{draft.pk}/withdraw/")
    save(client, draft, "submit", beds="999999", blanks_meant="on")
    client.force_login(reviewer)

    told = client.post(f"/submissions/{draft.pk}/approve/", {"seen": seen}, follow=True).content.decode()

    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert "请重新核对" in told


def test_whoever_took_a_figure_out_does_not_decide(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    both = factories.make_user(
        "both", Role.CLERK, Role.REVIEWER, regions=[catalogue.city], departments=[catalogue.form.department]
    )
    save(client, draft, beds="100", visits="30")
    client.force_login(both)
    save(client, draft, visits="")
    client.force_login(User.objects.get(username="clerk"))
    save(client, draft, "submit", blanks_meant="on")
    client.force_login(both)

    client.post(f"/submissions/{draft.pk}/approve/")

    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_word_of_the_list_of_reasons_may_be_typed(client: Client, draft: Submission) -> None:
    save(client, draft, beds="不适用")

    assert draft.figures.get().absence == "not_applicable"


# A demonstration


def test_demonstration_says_so_on_page_receipt_and_paper(client: Client, draft: Submission) -> None:
    Submission.objects.update(is_demo=True)
    before = client.get(f"/submissions/{draft.pk}/").content.decode()
    page = save(client, draft, beds="120")
    save(client, draft, "submit", blanks_meant="on")

    receipt = client.get(f"/receipts/{Receipt.objects.get().pk}/").content.decode()
    paper = client.get(f"/submissions/{draft.pk}/form/").content.decode()

    words = "演示数据，不作正式报送"
    assert [text.count(words) for text in (before, page, receipt, paper)] == [1, 2, 1, 1]
    assert 'href="#demo"' in page


def test_real_draft_takes_the_place_of_a_demonstration_once_that_is_confirmed(
    client: Client, draft: Submission
) -> None:
    Submission.objects.update(is_demo=True)
    save(client, draft, beds="120")
    client.post(f"/submissions/{draft.pk}/begin-real/")
    untouched = values(draft)

    client.post(f"/submissions/{draft.pk}/begin-real/", {"given_up": "on"})

    real = Submission.objects.get()
    assert untouched == {"beds": 120}
    assert (real.is_demo, real.period, values(real)) == (False, "2023-Q2", {})


# What was refused stands as it was typed


def post(client: Client, draft: Submission, step: str, **typed: str) -> tuple[int, str]:
    """Press a button and stay where it leads."""
    response = client.post(f"/submissions/{draft.pk}/{step}/", inputs(client, draft) | typed)
    return response.status_code, response.content.decode()


def test_wrong_text_keeps_its_reason_and_remark(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    key = f"{catalogue.beds.pk}-2023-Q2"
    page = save(client, draft, **{f"{key}-text": "120", f"{key}-absence": "withheld", f"{key}-note": "待核"})

    assert values(draft) == {}
    assert '<option value="withheld" selected>' in page
    assert inputs(client, draft)[f"{key}-text"] == "120"
    assert inputs(client, draft)[f"{key}-note"] == "待核"


def test_all_that_was_typed_stands_again_where_one_cell_is_refused(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )
    save(client, draft, visits="300")
    key, long = f"{catalogue.beds.pk}-2023-Q2", "1" * 101
    typed = {f"{key}-text": long, f"{key}-absence": "withheld", f"{key}-note": "待核"}

    status, page = post(
        client, draft, "explain", **typed, kind="scope", text="剔除外地", reason="见附件", blanks_meant="on"
    )

    assert status == 422
    assert f'value="{long}"' in page
    assert 'value="待核"' in page
    assert '<option value="withheld" selected>' in page
    assert '<option value="scope" selected>' in page
    assert ">剔除外地</textarea>" in page
    assert ">见附件</textarea>" in page
    assert re.search(r'name="blanks_meant" checked', page)


def test_reason_stands_again_where_handing_in_is_refused_for_another_cell(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )
    save(client, draft, visits="300")

    status, page = post(
        client,
        draft,
        "explain",
        **{f"{catalogue.beds.pk}-2023-Q2-text": "12O"},
        kind="scope",
        text="剔除外地",
    )

    assert status == 422  # no warning was ticked
    assert ">剔除外地</textarea>" in page
    assert "12O" in page


def test_page_that_was_refused_changes_language_to_the_page_itself(client: Client, draft: Submission) -> None:
    _status, page = post(client, draft, "nil")

    assert f'name="next" value="/submissions/{draft.pk}/"' in " ".join(page.split())


def test_review_comments_stand_again_where_the_deadline_is_wrong(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    save(client, draft, "submit", beds="120", blanks_meant="on")
    client.force_login(factories.make_reviewer())

    response = client.post(
        f"/submissions/{draft.pk}/return/",
        {"comment": "请核对", "due": "31.1.2099", f"comment-{catalogue.beds.pk}-2023-Q2": "与台账不符"},
    )

    assert response.status_code == 422
    assert 'value="与台账不符"' in response.content.decode()
    assert "请核对</textarea>" in response.content.decode()


# For readers of English


def test_findings_name_indicators_in_english_on_an_english_page(
    client: Client, catalogue: Catalogue, draft: Submission
) -> None:
    for row, name in ((catalogue.institutions, "Institutions"), (catalogue.openings, "Newly opened")):
        row.name_en = name
        row.save()
    factories.make_rule(draft.form, "eldercare.openings<=eldercare.institutions")
    save(client, draft, openings="3", institutions="x")
    client.cookies["django_language"] = "en"

    page = html.unescape(client.get(f"/submissions/{draft.pk}/").content.decode())

    assert "Rule 1 was not checked: Newly opened ≤ Institutions. Not known: Institutions." in page
    assert "Institutions: “x” is not a number." in page
    assert "养老机构数" not in page


def test_form_of_three_hundred_lines_is_saved_and_handed_in_by_page(
    client: Client, catalogue: Catalogue, clerk: User
) -> None:
    form = factories.make_form("long_quarterly", name="长表")
    rows = [factories.make_indicator(f"long.row{number}", form=form) for number in range(300)]
    client.post("/forms/long_quarterly/begin/", {"region": "350102", "period": "2023-Q2"})
    draft = Submission.objects.get()
    data = inputs(client, draft) | {f"{row.pk}-2023-Q2-text": "7" for row in rows}

    client.post(f"/submissions/{draft.pk}/submit/", data)

    draft.refresh_from_db()
    assert draft.figures.count() == 300
    assert draft.state == "submitted"


def test_warning_that_cannot_be_one_is_refused(client: Client, draft: Submission) -> None:
    said = {"warnings": "9" * 5000, "kind": "mended", "text": "已核实"}

    response = client.post(f"/submissions/{draft.pk}/explain/", said)

    assert response.status_code == 422
