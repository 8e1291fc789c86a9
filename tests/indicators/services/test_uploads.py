"""A file that asks waits, kept, until it can be staged or is given up."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from indicators.intake.examine import Examination, examine
from indicators.intake.questions import SKIP, Ask
from indicators.intake.reader.read import read_file
from indicators.models import AuditEntry, StagedFigure, Submission, Upload, User
from indicators.services import uploads
from indicators.services.errors import Blocked, NotPermitted, SameFile, StaleFigures, WrongState
from indicators.services.kept import get_kept
from indicators.services.originals import sweep
from indicators.services.readings import get_reading, words_name
from indicators.services.rights import get_asking, may_answer
from indicators.services.staging import take
from tests import factories
from tests.factories import Catalogue

ROW = (Ask.INDICATOR, "Sheet1", "某某数")


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return factories.write_flat_sheet(
        tmp_path / "q2.xlsx", [("养老床位数", 120, "张"), ("某某数", 7, "家")], title="2023年二季度 鼓楼区"
    )


def receive(path: Path, by: User) -> Upload:
    with tempfile.TemporaryFile() as words:
        examination = examine(path, reading=read_file(path, words=words))
        return uploads.receive(examination=examination, path=path, by=by, words=words)


@pytest.fixture
def waiting(uploads: Path, path: Path, clerk: User) -> Upload:
    return receive(path, clerk)


def name_the_row(catalogue: Catalogue) -> None:
    catalogue.institutions.aliases = "某某数"
    catalogue.institutions.save()


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_file_that_asks_is_kept_and_waits(uploads: Path, waiting: Upload) -> None:
    name = str(waiting.file.name)

    assert waiting.state == "asking"
    assert not Submission.objects.exists()
    assert files(uploads) == sorted([name, words_name(name)])
    assert AuditEntry.objects.get().action == "receive"


def test_file_that_asks_nothing_is_staged_at_once(catalogue: Catalogue, clerk: User, path: Path) -> None:
    name_the_row(catalogue)

    upload = receive(path, clerk)

    assert upload.state == "staged"
    assert [row.figures.count() for row in upload.submissions] == [2]
    assert get_kept(upload).head.figures == 2


def test_file_with_personal_data_is_never_kept(uploads: Path, clerk: User, tmp_path: Path) -> None:
    rows = [["鼓楼区"], ["姓名", "身份证号", "某某数"], ["张三", "350102199001010011", 7]]

    with pytest.raises(Blocked):
        receive(factories.write_workbook(tmp_path / "p.xlsx", rows), clerk)

    assert files(uploads) == []


def test_taken_file_is_not_settled_again(
    catalogue: Catalogue, uploads: Path, waiting: Upload, clerk: User
) -> None:
    name_the_row(catalogue)
    staged(waiting, clerk)

    with pytest.raises(WrongState):
        staged(Upload.objects.get(), clerk)


def test_refused_file_leaves_nothing(catalogue: Catalogue, uploads: Path, path: Path) -> None:
    name_the_row(catalogue)

    with pytest.raises(NotPermitted):
        receive(path, factories.make_clerk("neighbour", catalogue.taijiang))

    assert files(uploads) == []
    assert not Upload.objects.exists()


def test_waiting_file_is_staged_once_nothing_is_open(
    catalogue: Catalogue, uploads: Path, waiting: Upload, clerk: User
) -> None:
    before = staged(waiting, clerk)
    name_the_row(catalogue)
    (draft,) = staged(waiting, clerk)

    waiting.refresh_from_db()
    assert before == []
    assert waiting.state == "staged"
    assert {row.upload_id for row in draft.figures.all()} == {waiting.pk}
    assert draft.figures.count() == 2
    assert len(files(uploads)) == 2


def staged(upload: Upload, by: User) -> list[Submission]:
    return uploads.settle(upload=upload, by=by)


def test_answers_are_kept_beside_earlier_ones_and_can_be_withdrawn(waiting: Upload, clerk: User) -> None:
    unit = (Ask.UNIT, "Sheet1", "")
    uploads.answer(upload=waiting, answers={ROW: "eldercare.beds"}, by=clerk)
    uploads.answer(upload=waiting, answers={ROW: SKIP, unit: "张"}, by=clerk)
    both = uploads.get_answers(waiting)
    uploads.answer(upload=waiting, answers={}, again=[ROW], by=clerk)

    waiting.refresh_from_db()
    assert both == {ROW: SKIP, unit: "张"}
    assert uploads.get_answers(waiting) == {unit: "张"}
    assert AuditEntry.objects.filter(action="answer").count() == 3


def test_answer_given_meanwhile_is_not_passed_over(
    catalogue: Catalogue, waiting: Upload, clerk: User
) -> None:
    name_the_row(catalogue)
    uploads.answer(upload=Upload.objects.get(pk=waiting.pk), answers={ROW: "eldercare.visits"}, by=clerk)

    with pytest.raises(StaleFigures):
        uploads.settle(upload=waiting, by=clerk)

    assert not StagedFigure.objects.exists()


def test_refusal_to_stage_leaves_the_file_waiting(
    catalogue: Catalogue, uploads: Path, waiting: Upload, clerk: User
) -> None:
    factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    name_the_row(catalogue)

    with pytest.raises(WrongState):
        staged(waiting, clerk)

    waiting.refresh_from_db()
    assert waiting.state == "asking"
    assert len(files(uploads)) == 2


def test_dropped_file_is_gone_but_named(
    uploads: Path,
    waiting: Upload,
    clerk: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        drop(waiting, clerk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.name, waiting.file.name) == ("dropped", "q2.xlsx", "")
    assert files(uploads) == []


def drop(upload: Upload, by: User) -> None:
    uploads.drop(upload=upload, by=by)


@pytest.mark.parametrize(
    "deed", [drop, staged, lambda upload, by: uploads.answer(upload=upload, answers={}, by=by)]
)
def test_others_neither_answer_nor_drop_a_waiting_file(
    catalogue: Catalogue, waiting: Upload, deed: Callable[[Upload, User], object]
) -> None:
    neighbour = factories.make_clerk("neighbour", catalogue.taijiang)
    name_the_row(catalogue)

    with pytest.raises(NotPermitted):
        deed(waiting, neighbour)


def test_waiting_file_is_seen_by_those_who_have_all_its_clerks_regions(
    catalogue: Catalogue, waiting: Upload, clerk: User
) -> None:
    bureau = factories.make_clerk("bureau", catalogue.city)
    nobody = factories.make_clerk("nobody")
    nobody.regions.clear()
    of_the_bureau = factories.make_upload("b.xlsx", b"b", received_by=bureau, state="asking")
    of_nobody = factories.make_upload("n.xlsx", b"n", received_by=nobody, state="asking")
    colleague = factories.make_clerk("colleague", catalogue.gulou)

    assert get_asking(colleague) == [waiting]
    assert get_asking(bureau) == [waiting, of_the_bureau]
    assert not may_answer(clerk, of_nobody)


def test_very_same_file_does_not_wait_twice(waiting: Upload, path: Path, clerk: User) -> None:
    with pytest.raises(SameFile):
        receive(path, clerk)

    assert Upload.objects.count() == 1


def test_file_that_waits_is_not_taken_beside(
    catalogue: Catalogue, waiting: Upload, path: Path, clerk: User
) -> None:
    name_the_row(catalogue)

    with pytest.raises(SameFile):
        take(examination=examine(path), path=path, by=clerk)


def test_command_does_not_let_a_file_wait(catalogue: Catalogue, path: Path, clerk: User) -> None:
    with pytest.raises(Blocked):
        take(examination=examine(path), path=path, by=clerk)

    assert not Upload.objects.exists()


# What was read


def test_file_is_not_read_by_a_child_again(uploads: Path, waiting: Upload) -> None:
    (uploads / str(waiting.file.name)).write_bytes(b"no workbook any more")

    assert get_reading(waiting).grids[0].text(3, 0) == "某某数"


@pytest.mark.parametrize("damage", [None, b"", b"no zip", "cut short"])
def test_file_is_read_anew_where_what_was_read_is_gone_or_damaged(
    uploads: Path, waiting: Upload, damage: bytes | str | None
) -> None:
    kept = uploads / words_name(str(waiting.file.name))
    whole = kept.read_bytes()
    if damage is None:
        kept.unlink()
    else:
        kept.write_bytes(whole[:-20] if isinstance(damage, str) else damage)

    reading = get_reading(waiting)

    assert reading.grids[0].text(3, 0) == "某某数"
    assert get_reading(waiting) == reading
    assert len(files(uploads)) == 2


def test_sweep_leaves_what_a_waiting_file_needs(uploads: Path, waiting: Upload) -> None:
    (uploads / "lost.xlsx.read1.gz").write_bytes(b"of an older version")

    swept = sweep(older_than=timedelta(0))

    assert swept == 1
    assert len(files(uploads)) == 2


def test_examination_of_a_kept_file_is_that_of_the_command(waiting: Upload, path: Path) -> None:
    kept: Examination = uploads.examine_kept(waiting)

    assert kept == examine(path, name=waiting.name)
