from collections.abc import Iterable
from pathlib import Path

import pytest

from indicators.intake.examine import Examination, examine
from indicators.models import AuditEntry, Finding, Release, StagedFigure, Submission, Upload, User
from indicators.services import releases, staging, submissions
from indicators.services.errors import (
    Blocked,
    NothingNew,
    NotPermitted,
    OwnSubmission,
    ReasonNeeded,
    SameFile,
    StaleFigures,
    WrongState,
)
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish

Figures = Iterable[tuple[str, object, str]]


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


class Desk:
    """A clerk's desk: writes a sheet and examines it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sheet(
        self, figures: Figures, *, title: str = "2023年二季度 鼓楼区 统计表"
    ) -> tuple[Examination, Path]:
        path = self.folder / f"{len(list(self.folder.iterdir()))}.xlsx"
        factories.write_flat_sheet(path, figures, title=title)
        return examine(path), path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def stage(desk: Desk, by: User, figures: Figures, **options: str) -> list[Submission]:
    examination, path = desk.sheet(figures, **options)
    return staging.take(examination=examination, path=path, by=by)


def test_stage_keeps_each_figure_with_its_cell(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    (draft,) = stage(desk, clerk, [("养老床位数", "7.5万", "张"), ("养老机构数", 12, "家")])

    beds = draft.figures.get(indicator=catalogue.beds)
    assert (draft.state, draft.region, draft.period) == ("draft", catalogue.gulou, "2023-Q2")
    assert (beds.value, beds.qualifier, beds.printed, beds.sheet, beds.cell) == (
        75000,
        "rounded",
        "7.5万张",
        "Sheet1",
        "B3",
    )
    assert AuditEntry.objects.filter(action="stage").count() == 1


def test_stage_of_a_file_with_a_question_about_no_one_figure_keeps_nothing(
    catalogue: Catalogue, clerk: User, desk: Desk
) -> None:
    with pytest.raises(Blocked):
        stage(desk, clerk, [("某某数", 3, "张"), ("养老机构数", 12, "家")])

    assert not Upload.objects.exists()
    assert not Submission.objects.exists()


def test_wrong_cell_goes_along_and_blocks_the_draft(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    (draft,) = stage(desk, clerk, [("养老床位数", "很多", "张"), ("养老机构数", 12, "家")])

    wrong = draft.findings.get(code="not_a_number")
    assert [figure.indicator for figure in draft.figures.all()] == [catalogue.institutions]
    assert (wrong.indicator, wrong.period, wrong.cell) == (catalogue.beds, "2023-Q2", "B3")
    with pytest.raises(Blocked, match="1"):
        submissions.submit(submission=draft, by=clerk)


def test_file_with_a_wrong_cell_is_not_submitted_at_once(
    catalogue: Catalogue, clerk: User, desk: Desk, uploads: Path
) -> None:
    examination, path = desk.sheet([("养老床位数", "很多", "张"), ("养老机构数", 12, "家")])

    with pytest.raises(Blocked):
        submissions.submit_file(examination=examination, path=path, by=clerk, reason="说明")

    assert not Submission.objects.exists()
    assert not list(uploads.iterdir())


def test_wrong_cell_is_mended_by_another_file(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    (draft,) = stage(desk, clerk, [("养老床位数", "很多", "张")])

    stage(desk, clerk, [("养老床位数", 120, "张")])

    assert not draft.findings.blocking()
    assert draft.figures.get().value == 120


def test_stage_for_a_foreign_region_is_refused_and_keeps_no_file(
    catalogue: Catalogue, desk: Desk, uploads: Path
) -> None:
    before = len(list(uploads.iterdir()))

    with pytest.raises(NotPermitted, match="鼓楼区"):
        stage(desk, factories.make_clerk("taijiang", catalogue.taijiang), [("养老机构数", 12, "家")])

    assert len(list(uploads.iterdir())) == before
    assert not Upload.objects.exists()


def test_stage_needs_a_clerk(catalogue: Catalogue, reviewer: User, desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        stage(desk, reviewer, [("养老机构数", 12, "家")])


def test_second_file_fills_the_same_draft_and_tells_the_clash(
    catalogue: Catalogue, clerk: User, desk: Desk
) -> None:
    (first,) = stage(desk, clerk, [("养老机构数", 12, "家")])
    (second,) = stage(desk, clerk, [("养老机构数", 13, "家"), ("养老床位数", 5, "张")])

    clash = Finding.objects.get(code="clash")
    assert first == second
    assert first.figures.get(indicator=catalogue.institutions).value == 13
    assert first.figures.count() == 2
    assert (clash.params["before"], clash.params["given"]) == ("12家", "13家")


def test_same_file_twice_is_refused(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    examination, path = desk.sheet([("养老机构数", 12, "家")])
    staging.take(examination=examination, path=path, by=clerk)

    with pytest.raises(SameFile):
        staging.take(examination=examination, path=path, by=clerk)

    assert Upload.objects.count() == 1


def test_file_with_nothing_new_is_refused(
    catalogue: Catalogue, clerk: User, reviewer: User, desk: Desk
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 12}, clerk=clerk, reviewer=reviewer)

    with pytest.raises(NothingNew):
        stage(desk, clerk, [("养老机构数", 12, "家")])

    assert Submission.objects.count() == 1


def test_file_under_review_cannot_be_fed(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    (draft,) = stage(desk, clerk, [("养老机构数", 12, "家")])
    submissions.submit(submission=draft, by=clerk)

    with pytest.raises(WrongState, match=str(draft.pk)):
        stage(desk, clerk, [("养老机构数", 13, "家")])

    assert StagedFigure.objects.get().value == 12


def test_submit_of_a_changed_figure_needs_a_reason(
    catalogue: Catalogue, clerk: User, reviewer: User, desk: Desk
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 12}, clerk=clerk, reviewer=reviewer)
    (draft,) = stage(desk, clerk, [("养老机构数", 13, "家")])

    with pytest.raises(ReasonNeeded):
        submissions.submit(submission=draft, by=clerk, reason=" ")
    submissions.submit(submission=draft, by=clerk, reason="漏报1家")

    draft.refresh_from_db()
    assert (draft.state, draft.reason, draft.submitted_by) == ("submitted", "漏报1家", clerk)


def test_falling_year_to_date_asks_for_a_reason(
    catalogue: Catalogue, clerk: User, reviewer: User, desk: Desk
) -> None:
    publish(catalogue.gulou, "2023-Q1", {catalogue.visits: 100}, clerk=clerk, reviewer=reviewer)

    examination, _ = desk.sheet([("探访人次", 90, "人次")])

    (warning,) = examination.warnings
    assert (warning.code, warning.cell) == ("falls", "B3")
    assert warning.params["before"] == "100人次"


def test_submit_refuses_what_changed_since_the_preview(
    catalogue: Catalogue, clerk: User, reviewer: User, desk: Desk
) -> None:
    (draft,) = stage(desk, clerk, [("养老机构数", 13, "家")])
    factories.make_observation(catalogue.institutions, catalogue.gulou, value=12)

    with pytest.raises(StaleFigures, match="养老机构数"):
        submissions.submit(submission=draft, by=clerk)

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_withdrawn_submission_is_a_draft_again(catalogue: Catalogue, clerk: User, desk: Desk) -> None:
    (draft,) = stage(desk, clerk, [("养老机构数", 13, "家")])
    submissions.submit(submission=draft, by=clerk)

    submissions.withdraw(submission=draft, by=clerk)

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_by) == ("draft", None)
    with pytest.raises(WrongState):
        submissions.withdraw(submission=draft, by=clerk)


def test_returned_submission_is_mended_and_approved(
    catalogue: Catalogue, clerk: User, reviewer: User, desk: Desk
) -> None:
    (draft,) = stage(desk, clerk, [("养老机构数", 13, "家")])
    submissions.submit(submission=draft, by=clerk)
    submissions.return_to_clerk(submission=draft, by=reviewer, comment="请核对 B3")

    (mended,) = stage(desk, clerk, [("养老机构数", 12, "家")])
    submissions.submit(submission=mended, by=clerk)
    release = releases.approve(submission=mended, by=reviewer)

    assert mended == draft
    assert release.observations.get(origin="reported", region=catalogue.gulou).value == 12
    assert Release.objects.count() == 1


def test_return_needs_a_comment_and_another_person(catalogue: Catalogue, reviewer: User, desk: Desk) -> None:
    both = factories.make_user("both", is_superuser=True)
    (draft,) = stage(desk, both, [("养老机构数", 13, "家")])
    submissions.submit(submission=draft, by=both)

    with pytest.raises(OwnSubmission):
        submissions.return_to_clerk(submission=draft, by=both, comment="不行")
    with pytest.raises(ReasonNeeded):
        submissions.return_to_clerk(submission=draft, by=reviewer, comment="")


def test_file_of_several_regions_and_forms_fills_one_submission_each(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    path = factories.write_workbook(
        tmp_path / "regions.xlsx",
        [
            ["2023年二季度统计表"],
            ["地区", "指标名称", "数值", "单位"],
            ["鼓楼区", "养老机构数", 3, "家"],
            ["台江区", "养老机构数", 4, "家"],
            ["福州市", "专题学习次数", 9, "次"],
        ],
    )

    handed_in = submissions.submit_file(examination=examine(path), path=path, by=clerk)

    assert {(s.region.name, s.form.code) for s in handed_in} == {
        ("鼓楼区", "eldercare_quarterly"),
        ("台江区", "eldercare_quarterly"),
        ("福州市", "office_quarterly"),
    }
    assert all(submission.figures.count() == 1 for submission in handed_in)


def test_submit_file_is_all_or_nothing(
    catalogue: Catalogue, clerk: User, reviewer: User, tmp_path: Path, uploads: Path
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.institutions: 12}, clerk=clerk, reviewer=reviewer)
    path = factories.write_workbook(
        tmp_path / "regions.xlsx",
        [
            ["2023年二季度统计表"],
            ["地区", "指标名称", "数值", "单位"],
            ["鼓楼区", "养老机构数", 13, "家"],
            ["台江区", "养老机构数", 4, "家"],
        ],
    )

    originals = set(uploads.iterdir())

    with pytest.raises(ReasonNeeded):
        submissions.submit_file(examination=examine(path), path=path, by=clerk)

    assert Submission.objects.filter(state="approved").count() == Submission.objects.count() == 1
    assert not Upload.objects.filter(name="regions.xlsx").exists()
    assert set(uploads.iterdir()) == originals
