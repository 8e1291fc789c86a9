"""A large file is kept at once and read by the worker; whatever happens to it, the file is there."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from indicators.intake.questions import SKIP, Ask
from indicators.models import AuditEntry, RecordPart, Upload, UploadRecord, User
from indicators.services import reads, worker
from indicators.services.errors import NotPermitted, WrongState, reword
from indicators.services.kept import get_kept
from indicators.services.uploads import answer, drop
from tests import factories
from tests.factories import Catalogue

TITLE = "2023年二季度 鼓楼区"
ROW = (Ask.INDICATOR, "Sheet1", "某某数")
BEDS = ("养老床位数", 120, "张")


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return factories.write_flat_sheet(tmp_path / "q2.xlsx", [BEDS], title=TITLE)


@pytest.fixture
def reading(uploads: Path, path: Path, clerk: User) -> Upload:
    """A file whose worker has not come to it."""
    return reads.put_off(path=path, name="q2.xlsx", by=clerk)


def read(upload: Upload) -> Upload:
    reads.read_upload.func(upload.pk)
    return Upload.objects.get(pk=upload.pk)


def make_stalled(upload: Upload) -> None:
    Upload.objects.update(reading_since=timezone.now() - worker.LONGEST - timedelta(seconds=1))
    upload.refresh_from_db()


def test_file_that_asks_nothing_is_staged_and_only_once(reading: Upload) -> None:
    before = reading.state
    after = read(read(reading))

    assert before == "reading"
    assert (after.state, after.reading_since, after.trouble) == ("staged", None, "")
    assert [row.figures.count() for row in after.submissions] == [1]


def test_file_that_asks_waits_for_answers(uploads: Path, clerk: User, tmp_path: Path) -> None:
    path = factories.write_flat_sheet(tmp_path / "a.xlsx", [BEDS, ("某某数", 7, "家")], title=TITLE)

    after = read(reads.put_off(path=path, name="a.xlsx", by=clerk))

    assert (after.state, after.trouble) == ("asking", "")


def test_file_that_cannot_be_read_waits_with_its_finding(
    client: Client, uploads: Path, clerk: User, tmp_path: Path
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 cut short")
    client.force_login(clerk)

    after = read(reads.put_off(path=path, name="broken.xlsx", by=clerk))
    page = client.get(f"/uploads/{after.pk}/")

    assert after.state == "asking"
    assert page.status_code == 200
    assert page.context["page"].findings


def test_file_that_is_refused_stays_with_the_reason(catalogue: Catalogue, reading: Upload) -> None:
    reading.received_by.regions.set([catalogue.taijiang])

    after = read(reading)

    assert after.state == "asking"
    assert after.trouble
    assert after.file.storage.exists(str(after.file.name))


def test_nothing_stays_of_personal_data(
    client: Client,
    uploads: Path,
    clerk: User,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("姓名,身份证号\n张三,350102199001011234\n", encoding="utf-8")
    upload = reads.put_off(path=path, name="people.csv", by=clerk)
    client.force_login(clerk)

    with django_capture_on_commit_callbacks(execute=True):
        after = read(upload)

    assert (after.state, str(after.file)) == ("dropped", "")
    assert list(uploads.iterdir()) == []
    assert str(reword(after.trouble, {})) in client.get(f"/uploads/{after.pk}/").content.decode()
    assert client.get(f"/uploads/{after.pk}/original/").status_code == 404


def test_error_of_the_program_leaves_the_file_to_be_read_again(
    reading: Upload, clerk: User, uploads: Path
) -> None:
    (uploads / str(reading.file.name)).rename(uploads / "away")
    failed = read(reading)
    (uploads / "away").rename(uploads / str(reading.file.name))

    reads.start_again(upload=failed, by=clerk)

    assert (failed.state, bool(failed.trouble)) == ("reading", True)
    assert read(reading).state == "staged"


def test_worker_that_starts_reads_what_one_that_died_left(
    reading: Upload, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        left = reads.resume()

    reading.refresh_from_db()
    assert left == 1
    assert reading.state == "staged"
    assert reads.resume() == 0


def test_worker_that_starts_examines_what_another_version_read(
    uploads: Path, clerk: User, tmp_path: Path
) -> None:
    """A cell that shows 元 in 万元, as it was read before formats of scale were."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (
        [TITLE],
        ["指标名称", "数值", "计量单位"],
        ["养老床位数", 1200000, "张"],
        ["某某数", 7, "家"],
    ):
        book.active.append(row)
    book.active["B3"].number_format = '0!.0000"万"'
    book.save(path)
    asking = read(reads.put_off(path=path, name="a.xlsx", by=clerk))
    right = get_kept(asking)
    found = [mark.figure.value for _at, mark in right.each_mark(0) if mark.figure]
    UploadRecord.objects.update(content=asking.record.content | {"version": "2.1", "cells": 1})
    RecordPart.objects.all().delete()

    renewed = [reads.renew(), reads.renew()]

    again = get_kept(Upload.objects.get())
    assert found == [1200000]
    assert renewed == [1, 0]
    assert (again.record, again.head) == (right.record, right.head)
    assert list(again.each_mark(0)) == list(right.each_mark(0))


def test_only_a_stalled_reading_starts_again(reading: Upload, clerk: User, catalogue: Catalogue) -> None:
    with pytest.raises(WrongState):
        reads.start_again(upload=reading, by=clerk)
    make_stalled(reading)
    with pytest.raises(NotPermitted):
        reads.start_again(upload=reading, by=factories.make_clerk("other", catalogue.taijiang))

    reads.start_again(upload=reading, by=clerk)

    assert not reads.is_stalled(Upload.objects.get())
    assert AuditEntry.objects.latest("pk").action == "read_again"


def test_file_given_up_meanwhile_is_left_alone(reading: Upload, clerk: User) -> None:
    drop(upload=reading, by=clerk)

    assert read(reading).state == "dropped"


@pytest.mark.parametrize("limit", ["BACKGROUND_SIZE", "BACKGROUND_CELLS"])
def test_page_of_a_large_file_refreshes_until_it_is_read(
    client: Client,
    uploads: Path,
    path: Path,
    clerk: User,
    settings: Settings,
    limit: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    setattr(settings, limit, 1)
    client.force_login(clerk)

    with path.open("rb") as file, django_capture_on_commit_callbacks() as queued:
        place = client.post("/uploads/new/", {"file": file}).headers["Location"]
    before = client.get(place)
    for each in queued:
        each()
    after = client.get(place)

    assert before.headers["Refresh"] == "3"
    assert "<progress" in before.content.decode()
    assert "Refresh" not in after.headers
    assert Upload.objects.get().state == "staged"


def test_page_of_a_stalled_file_offers_to_read_it_again(client: Client, reading: Upload, clerk: User) -> None:
    make_stalled(reading)
    client.force_login(clerk)

    page = client.get(f"/uploads/{reading.pk}/")

    assert f"/uploads/{reading.pk}/read-again/" in page.content.decode()
    assert "Refresh" not in page.headers


def test_small_file_is_examined_at_once_and_a_large_one_by_the_worker(
    uploads: Path,
    clerk: User,
    tmp_path: Path,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    path = factories.write_flat_sheet(tmp_path / "a.xlsx", [BEDS, ("某某数", 7, "家")], title=TITLE)
    asking = read(reads.put_off(path=path, name="a.xlsx", by=clerk))
    answer(upload=asking, answers={ROW: SKIP}, by=clerk)

    settings.BACKGROUND_CELLS = 1
    with django_capture_on_commit_callbacks() as queued:
        staged = reads.settle(upload=asking, by=clerk)
    waiting = Upload.objects.get().state
    for each in queued:
        each()

    assert (staged, waiting) == ([], "reading")
    assert Upload.objects.get().state == "staged"


def test_why_a_file_was_not_taken_is_said_in_the_readers_language(
    client: Client, catalogue: Catalogue, reading: Upload, clerk: User
) -> None:
    factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    client.force_login(clerk)

    with override("en"):
        after = read(reading)
    pages = []
    for language in ("en", "zh-hans"):
        client.cookies["django_language"] = language
        pages.append(client.get(f"/uploads/{after.pk}/").content.decode())

    assert after.trouble_params["region"] == str(catalogue.gulou)
    assert "withdraw it first" in pages[0]
    assert "撤回" in pages[1]
