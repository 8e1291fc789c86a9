"""Handing in, deciding, undoing by page; and what others may not."""

from pathlib import Path

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from indicators.models import Observation, Release, Role, Submission, Upload, User
from indicators.views.page import refuse
from tests import factories
from tests.factories import Catalogue

MEANT = {"blanks_meant": "on"}


@pytest.fixture
def people(catalogue: Catalogue) -> dict[str, User]:
    other_form = catalogue.study.form
    return {
        "clerk": factories.make_clerk("clerk", catalogue.gulou),
        "neighbour": factories.make_clerk("neighbour", catalogue.taijiang),
        "reviewer": factories.make_reviewer("reviewer", catalogue.form.department),
        "stranger": factories.make_reviewer("stranger", other_form.department),
        "auditor": factories.make_user("auditor", Role.AUDITOR),
        "leader": factories.make_user("leader"),
    }


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def sheet(tmp_path: Path) -> bytes:
    return factories.write_flat_sheet(
        tmp_path / "q2.xlsx", [("养老床位数", 120, "张")], title="2023年二季度 鼓楼区"
    ).read_bytes()


def upload(client: Client, content: bytes, name: str = "二季度.xlsx", **fields: str) -> int:
    response = client.post("/uploads/new/", {"file": SimpleUploadedFile(name, content), **fields})
    return response.status_code


@pytest.fixture
def draft(client: Client, people: dict[str, User], sheet: bytes) -> Submission:
    upload(sign_in(client, people["clerk"]), sheet)
    return Submission.objects.get()


def test_figure_goes_from_upload_to_release_and_is_undone(
    client: Client, people: dict[str, User], draft: Submission
) -> None:
    page = f"/submissions/{draft.pk}/"
    sign_in(client, people["clerk"]).post(f"{page}submit/", MEANT)
    sign_in(client, people["reviewer"]).post(f"{page}approve/")
    release = Release.objects.get()
    value = Observation.objects.as_of(None).get(origin="reported").value
    client.post(f"/releases/{release.number}/undo/", {"reason": "填错"})

    assert value == 120
    assert Release.objects.get(undoes=release).reason == "填错"


def test_upload_with_a_wrong_cell_leads_to_the_draft_that_says_where(
    client: Client, people: dict[str, User], tmp_path: Path
) -> None:
    content = factories.write_flat_sheet(
        tmp_path / "bad.xlsx", [("养老床位数", "23，75O", "张")], title="2023年二季度 鼓楼区"
    ).read_bytes()

    response = sign_in(client, people["clerk"]).post(
        "/uploads/new/", {"file": SimpleUploadedFile("bad.xlsx", content)}, follow=True
    )

    page = response.content.decode()
    assert response.redirect_chain == [(f"/submissions/{Submission.objects.get().pk}/", 302)]
    assert "Sheet1 B3" in page
    assert "23，75O" in page


def test_upload_that_no_answer_can_mend_keeps_nothing_and_says_where(
    client: Client, people: dict[str, User], tmp_path: Path
) -> None:
    content = factories.write_workbook(tmp_path / "bad.xlsx", [["什么都不是"]]).read_bytes()

    response = sign_in(client, people["clerk"]).post(
        "/uploads/new/", {"file": SimpleUploadedFile("bad.xlsx", content)}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Sheet1" in page
    assert not Upload.objects.exists()


def test_blanks_are_handed_in_only_when_they_are_meant(
    client: Client, people: dict[str, User], draft: Submission
) -> None:
    response = sign_in(client, people["clerk"]).post(f"/submissions/{draft.pk}/submit/", follow=True)

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "6" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize("content", [b"", b"not a workbook\x00\xff", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_upload_of_a_bad_file_is_a_message(client: Client, people: dict[str, User], content: bytes) -> None:
    assert upload(sign_in(client, people["clerk"]), content) == 422
    assert not Upload.objects.exists()


def test_upload_over_the_limit_is_refused(
    client: Client, people: dict[str, User], sheet: bytes, settings: object
) -> None:
    settings.UPLOAD_LIMIT = 100  # type: ignore[attr-defined]

    assert upload(sign_in(client, people["clerk"]), sheet) == 422


def test_upload_with_a_wrong_period_is_a_message(
    client: Client, people: dict[str, User], sheet: bytes
) -> None:
    assert upload(sign_in(client, people["clerk"]), sheet, period="2023Q2") == 422


def test_upload_of_the_same_file_twice_is_a_message(
    client: Client, people: dict[str, User], sheet: bytes, draft: Submission
) -> None:
    response = client.post("/uploads/new/", {"file": SimpleUploadedFile("again.xlsx", sheet)})

    assert str(draft.pk) in str(next(iter(response.context["messages"])))
    assert Upload.objects.count() == 1


def test_upload_for_another_region_is_refused(client: Client, people: dict[str, User], sheet: bytes) -> None:
    response = sign_in(client, people["neighbour"]).post(
        "/uploads/new/", {"file": SimpleUploadedFile("q2.xlsx", sheet)}
    )

    assert "鼓楼区" in str(next(iter(response.context["messages"])))
    assert not Upload.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "leader", "auditor"])
def test_upload_is_for_clerks(client: Client, people: dict[str, User], sheet: bytes, who: str) -> None:
    assert upload(sign_in(client, people[who]), sheet) == 403
    assert sign_in(client, people[who]).get("/uploads/new/").status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("reviewer", 200),
        ("auditor", 200),
        ("neighbour", 404),
        ("stranger", 404),
        ("leader", 404),
    ],
)
def test_draft_and_original_are_seen_by_those_who_work_on_it(
    client: Client, people: dict[str, User], draft: Submission, who: str, status: int
) -> None:
    client = sign_in(client, people[who])
    original = client.get(f"/uploads/{Upload.objects.get().pk}/original/")

    assert client.get(f"/submissions/{draft.pk}/").status_code == status
    assert original.status_code == status
    assert client.get("/submissions/").status_code == 200
    assert bool(client.get("/submissions/").context["page"].object_list) == (status == 200)
    if status == 200:
        assert original["Content-Disposition"].startswith("attachment")
        assert b"".join(original).startswith(b"PK")  # type: ignore[arg-type]


@pytest.mark.parametrize("step", ["submit", "withdraw", "approve", "return"])
@pytest.mark.parametrize("who", ["neighbour", "stranger", "leader"])
def test_steps_are_refused_to_others(
    client: Client, people: dict[str, User], draft: Submission, step: str, who: str
) -> None:
    response = sign_in(client, people[who]).post(f"/submissions/{draft.pk}/{step}/")

    draft.refresh_from_db()
    assert response.status_code == 404
    assert draft.state == "draft"


@pytest.mark.parametrize("step", ["submit", "withdraw", "approve", "return"])
def test_steps_are_not_taken_by_get(
    client: Client, people: dict[str, User], draft: Submission, step: str
) -> None:
    assert sign_in(client, people["clerk"]).get(f"/submissions/{draft.pk}/{step}/").status_code == 405


def test_approval_of_ones_own_is_a_message(client: Client, catalogue: Catalogue, sheet: bytes) -> None:
    both = factories.make_user("both", is_superuser=True)
    upload(sign_in(client, both), sheet)
    submission = Submission.objects.get()
    client.post(f"/submissions/{submission.pk}/submit/", MEANT)

    response = client.post(f"/submissions/{submission.pk}/approve/", follow=True)

    assert "both" in str(list(response.context["messages"])[-1])
    assert not Release.objects.exists()


def test_return_and_withdraw_by_page(client: Client, people: dict[str, User], draft: Submission) -> None:
    page = f"/submissions/{draft.pk}/"
    sign_in(client, people["clerk"]).post(f"{page}submit/", MEANT)
    client.post(f"{page}withdraw/")
    draft.refresh_from_db()
    withdrawn = draft.state
    client.post(f"{page}submit/", MEANT)
    sign_in(client, people["reviewer"]).post(f"{page}return/", {"comment": "请核对"})

    draft.refresh_from_db()
    assert (withdrawn, draft.state, draft.comment) == ("draft", "returned", "请核对")


@pytest.mark.parametrize("text", ["\x00", "字" * 1001])
def test_bad_words_are_a_message(
    client: Client, people: dict[str, User], draft: Submission, text: str
) -> None:
    response = sign_in(client, people["clerk"]).post(
        f"/submissions/{draft.pk}/submit/", {**MEANT, "reason": text}, follow=True
    )

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert list(response.context["messages"])


def test_undo_is_for_reviewers(client: Client, people: dict[str, User], catalogue: Catalogue) -> None:
    release = factories.make_release()

    response = sign_in(client, people["leader"]).post(
        f"/releases/{release.number}/undo/", {"reason": "误报"}, follow=True
    )

    assert Release.objects.count() == 1
    assert list(response.context["messages"])


def test_refusal_shows_what_somebody_else_just_did(
    client: Client, people: dict[str, User], draft: Submission, rf: RequestFactory
) -> None:
    sign_in(client, people["clerk"]).post(f"/submissions/{draft.pk}/submit/", MEANT)
    seen = Submission.objects.with_place().get()
    sign_in(client, people["reviewer"]).post(f"/submissions/{draft.pk}/approve/")
    request = rf.post(f"/submissions/{draft.pk}/return/", {"comment": "改"})
    request.user, request.session = people["reviewer"], client.session
    request._messages = FallbackStorage(request)

    page = refuse(request, seen, ["已核定"]).content.decode()

    assert "/approve/" not in page
    assert "核定批次" in page


@pytest.mark.parametrize("reason", ["", "   "])
def test_release_is_not_undone_without_a_reason(
    client: Client, people: dict[str, User], draft: Submission, reason: str
) -> None:
    sign_in(client, people["clerk"]).post(f"/submissions/{draft.pk}/submit/", MEANT)
    sign_in(client, people["reviewer"]).post(f"/submissions/{draft.pk}/approve/")
    release = Release.objects.get()

    response = client.post(f"/releases/{release.number}/undo/", {"reason": reason}, follow=True)

    assert Release.objects.count() == 1
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"
