"""A file that another version of the reader read is compared, and read anew where somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from indicators.intake.examine import examine
from indicators.intake.questions import Ask
from indicators.intake.record import VERSION
from indicators.intake.typed import Typed
from indicators.models import (
    Answer,
    AuditEntry,
    Finding,
    StagedFigure,
    Submission,
    Upload,
    UploadRecord,
    User,
)
from indicators.services import cells, drafts, rereading, staging, submissions
from indicators.services import uploads as uploading
from indicators.services.errors import Blocked, NotPermitted, WrongState
from tests import factories
from tests.factories import Catalogue


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def draft(catalogue: Catalogue, clerk: User, tmp_path: Path, uploads: Path) -> Submission:
    rows = [("养老床位数", 120, "张"), ("养老机构数", 3, "家")]
    path = factories.write_flat_sheet(tmp_path / "q2.xlsx", rows, title="2023年二季度 鼓楼区")
    (submission,) = staging.take(examination=examine(path, name="q2.xlsx"), path=path, by=clerk)
    return submission


@pytest.fixture
def upload(draft: Submission) -> Upload:
    """As another version read it: 0.3 in the place of 3, and no beds."""
    draft.figures.filter(indicator__code="eldercare.institutions").update(value="0.3", printed="0.3家")
    draft.figures.filter(indicator__code="eldercare.beds").delete()
    return outdate(draft)


def outdate(draft: Submission) -> Upload:
    file = draft.uploads.get()
    record = UploadRecord.objects.get(upload=file)
    record.content["version"] = "1.0"
    record.save()
    return file


def values(draft: Submission) -> dict[str, str]:
    return {
        row.indicator.code: str(row.value.normalize()) if row.value is not None else ""
        for row in StagedFigure.objects.filter(submission=draft).select_related("indicator")
    }


def version(upload: Upload) -> str:
    return str(UploadRecord.objects.get(upload=upload).content["version"])


def notes(draft: Submission) -> set[tuple[str, str]]:
    rows = draft.findings.filter(code="read_again")
    return {(row.params["before"], row.params["given"]) for row in rows}


def test_what_is_read_otherwise_is_noted_at_each_figure(
    draft: Submission, upload: Upload, clerk: User
) -> None:
    changed = rereading.read_again(upload=upload, by=clerk)

    assert changed == 2
    assert values(draft) == {"eldercare.institutions": "3", "eldercare.beds": "1.2E+2"}
    assert notes(draft) == {("0.3家", "3家"), ("—", "120张")}
    assert version(upload) == VERSION
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["figures"], entry.by) == ("read_again", 2, clerk)
    assert not rereading.get_outdated().exists()


def test_what_is_no_figure_any_more_goes_and_is_noted(
    draft: Submission, clerk: User, catalogue: Catalogue
) -> None:
    row = draft.figures.get(indicator__code="eldercare.beds")
    row.pk, row.indicator, row.cell = None, catalogue.deaths, "B9"
    row.save()
    upload = outdate(draft)

    assert rereading.read_again(upload=upload, by=clerk) == 1
    assert catalogue.deaths.code not in values(draft)
    assert {given for _before, given in notes(draft)} == {"—"}


def test_nothing_changes_by_itself_where_something_would(draft: Submission, upload: Upload) -> None:
    before = values(draft), list(draft.findings.values_list("code", flat=True))

    assert rereading.renew() == 0
    assert (values(draft), list(draft.findings.values_list("code", flat=True))) == before
    assert version(upload) == "1.0"


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_where_this_version_finds_the_same_it_is_noted_by_itself(
    draft: Submission, clerk: User, is_handed_in: bool
) -> None:
    if is_handed_in:
        submissions.submit(submission=draft, by=clerk, reason="x")
    upload = outdate(draft)
    before = values(draft)

    assert [rereading.renew(), rereading.renew()] == [1, 0]
    assert version(upload) == VERSION
    assert values(draft) == before
    assert not notes(draft)


def test_a_new_warning_is_not_passed_over_and_its_reason_stays(
    clerk: User, catalogue: Catalogue, uploads: Path, tmp_path: Path
) -> None:
    content = [["2023年二季度 鼓楼区"], ["某数", 7], ["指标名称", "数值", "单位"], ["养老床位数", 120, "张"]]
    path = factories.write_workbook(tmp_path / "b.xlsx", content)
    (draft,) = staging.take(examination=examine(path), path=path, by=clerk)
    warning = draft.findings.get(severity="warning")
    Finding.objects.filter(pk=warning.pk).update(reason_kind="other", reason="另表")
    upload = outdate(draft)
    assert rereading.renew() == 1

    outdate(draft)
    rereading.read_again(upload=upload, by=clerk)
    assert draft.findings.get(severity="warning").reason == "另表"

    draft.findings.filter(severity="warning").delete()
    outdate(draft)
    assert rereading.renew() == 0


def test_what_was_typed_since_stays(
    draft: Submission, upload: Upload, clerk: User, catalogue: Catalogue
) -> None:
    typed = {(catalogue.beds.pk, "2023-Q2"): Typed("130")}
    cells.fill_in(submission=draft, cells=typed, by=clerk)

    assert rereading.read_again(upload=upload, by=clerk) == 1
    assert values(draft) == {"eldercare.institutions": "3", "eldercare.beds": "1.3E+2"}


@pytest.fixture
def asking(clerk: User, uploads: Path, tmp_path: Path) -> Submission:
    """The draft of a file that asks something in this version."""
    rows = [("某某床位", 7, "张")]
    path = factories.write_flat_sheet(tmp_path / "b.xlsx", rows, title="2023年二季度 鼓楼区")
    told = {(Ask.INDICATOR, examine(path).grids[0].sheet, "某某床位"): "eldercare.beds"}
    (draft,) = staging.take(examination=examine(path, answers=told), path=path, by=clerk)
    Answer.objects.all().delete()
    outdate(draft)
    return draft


def test_a_file_that_asks_something_now_leaves_its_draft_and_awaits_answers(
    asking: Submission, clerk: User
) -> None:
    upload = asking.uploads.get()
    assert rereading.renew() == 0

    assert rereading.read_again(upload=upload, by=clerk) == 0

    upload.refresh_from_db()
    (question,) = [found.question for found in uploading.examine_kept(upload).findings if found.question]
    assert (upload.is_asking, values(asking), version(upload)) == (True, {}, VERSION)

    uploading.answer(upload=upload, answers={question.key: "eldercare.beds"}, by=clerk)
    uploading.settle(upload=upload, by=clerk)

    assert values(asking) == {"eldercare.beds": "7"}


def test_the_clerk_is_led_to_the_question(client: Client, asking: Submission, clerk: User) -> None:
    upload = asking.uploads.get()
    client.force_login(clerk)

    done = client.post(f"/submissions/{asking.pk}/files/{upload.pk}/read-again/", follow=True)

    assert done.redirect_chain == [(f"/uploads/{upload.pk}/", 302)]
    assert "某某床位" in done.content.decode()


def test_a_file_that_leaves_something_open_now_is_not_taken_by_whom_it_does_not_ask(
    asking: Submission, clerk: User, catalogue: Catalogue
) -> None:
    upload, before = asking.uploads.get(), values(asking)
    upload.received_by = factories.make_clerk("wider", catalogue.gulou, catalogue.taijiang)
    upload.save()

    with pytest.raises(Blocked):
        rereading.read_again(upload=upload, by=clerk)

    assert (values(asking), version(upload)) == (before, "1.0")


def test_only_a_draft_is_read_again_and_only_by_its_clerks(
    draft: Submission, upload: Upload, clerk: User, catalogue: Catalogue
) -> None:
    with pytest.raises(NotPermitted):
        rereading.read_again(upload=upload, by=factories.make_clerk("other", catalogue.taijiang))
    submissions.submit(submission=draft, by=clerk, reason="x")
    with pytest.raises(WrongState):
        rereading.read_again(upload=upload, by=clerk)

    assert version(upload) == "1.0"


def test_clerk_and_reviewer_are_told_and_the_clerk_reads_again(
    client: Client, draft: Submission, upload: Upload, clerk: User
) -> None:
    button = f"/submissions/{draft.pk}/files/{upload.pk}/read-again/"
    client.force_login(clerk)
    shown = client.get(f"/submissions/{draft.pk}/").content.decode()
    assert button in shown
    assert "由旧版本读取" in shown

    done = client.post(button, follow=True).content.decode()

    assert "q2.xlsx" in done
    assert button not in done
    assert values(draft)["eldercare.institutions"] == "3"
    outdate(draft)
    submissions.submit(submission=draft, by=clerk, reason="x")
    client.force_login(factories.make_reviewer("reviewer"))
    shown = client.get(f"/submissions/{draft.pk}/").content.decode()
    assert button not in shown
    assert "由旧版本读取" in shown


def test_a_file_that_is_not_of_the_draft_is_not_found(client: Client, draft: Submission, clerk: User) -> None:
    client.force_login(clerk)

    assert client.post(f"/submissions/{draft.pk}/files/999/read-again/").status_code == 404
    assert client.get(f"/submissions/{draft.pk}/files/999/read-again/").status_code == 405


def test_a_file_that_was_taken_out_is_let_alone(draft: Submission, upload: Upload, clerk: User) -> None:
    drafts.drop_file(submission=draft, upload=upload, by=clerk)

    assert not rereading.get_outdated().exists()
