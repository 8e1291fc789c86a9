"""What a file covers in a draft comes back when the file is taken out."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from indicators.intake.examine import examine
from indicators.intake.typed import Typed
from indicators.models import Finding, StagedFigure, Submission, Upload, User
from indicators.periods import Period
from indicators.services import cells, drafts, staging
from tests import factories
from tests.factories import Catalogue

CONTENT = (
    "period",
    "value",
    "absence",
    "qualifier",
    "margin",
    "printed",
    "note",
    "citation",
    "sheet",
    "cell",
)
ORIGIN = ("upload_id", "entered_by_id")


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def draft(catalogue: Catalogue, clerk: User) -> Submission:
    return drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk)


def type_in(draft: Submission, by: User, catalogue: Catalogue, text: str, note: str = "") -> None:
    cells.fill_in(submission=draft, cells={(catalogue.beds.pk, "2023-Q2"): Typed(text, note=note)}, by=by)


def bring(draft: Submission, by: User, folder: Path, name: str, value: object) -> Upload:
    path = factories.write_flat_sheet(
        folder / name, [("养老床位数", value, "张")], title="2023年二季度 鼓楼区"
    )
    staging.take(examination=examine(path, name=name), path=path, by=by)
    return Upload.objects.latest("pk")


def drop(draft: Submission, upload: Upload, by: User) -> int:
    return drafts.drop_file(submission=draft, upload=upload, by=by)


def state(draft: Submission) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """All that a draft says: its figures, and what was found of them."""
    return (
        list(draft.figures.order_by("pk").values_list("pk", *CONTENT, *ORIGIN)),
        list(draft.findings.order_by("code").values_list("code", "params", "upload_id", "reason")),
    )


def test_who_mends_his_own_file_does_not_clash_with_it(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    bring(draft, clerk, tmp_path, "q2.xlsx", 120)
    colleague = factories.make_clerk("colleague", catalogue.gulou)

    type_in(draft, clerk, catalogue, "130")
    mended = draft.findings.filter(code="clash").count()
    bring(draft, clerk, tmp_path, "q2b.xlsx", 140)
    type_in(draft, colleague, catalogue, "150")

    assert mended == 0
    assert draft.findings.get(code="clash").params["given"].startswith("150")


def test_typed_figure_comes_back_as_it_was(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    type_in(draft, clerk, catalogue, "约7.58万", note="含民办")
    before, at = state(draft), StagedFigure.objects.get().entered_at
    file = bring(draft, clerk, tmp_path, "q2.xlsx", 120)
    clashes = draft.findings.filter(code="clash").count()

    back = drop(draft, file, clerk)

    assert (clashes, back) == (1, 1)
    assert state(draft) == before
    assert abs((draft.figures.get().entered_at - at).total_seconds()) < 0.01
    assert not draft.replaced.exists()


def test_text_that_was_no_figure_comes_back_too(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    type_in(draft, clerk, catalogue, "12O")
    before = state(draft)
    file = bring(draft, clerk, tmp_path, "q2.xlsx", 120)

    drop(draft, file, clerk)

    assert state(draft) == before


def test_warning_and_its_reason_come_back(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    type_in(draft, clerk, catalogue, "120")
    Finding.objects.create(
        submission=draft,
        indicator=catalogue.beds,
        period="2023-Q2",
        severity="warning",
        code="printed_disagrees",
        reason="已核对",
        reason_kind="other",
    )
    before = state(draft)
    file = bring(draft, clerk, tmp_path, "q2.xlsx", 130)

    drop(draft, file, clerk)

    assert state(draft) == before


def test_typed_figure_stays_where_a_file_is_wrong_at_its_spot(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    type_in(draft, clerk, catalogue, "120")
    before = state(draft)
    wrong = bring(draft, clerk, tmp_path, "wrong.xlsx", "12O")
    right = bring(draft, clerk, tmp_path, "right.xlsx", 130)

    drop(draft, wrong, clerk)
    drop(draft, right, clerk)

    assert state(draft) == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_files_over_files_over_a_typed_figure_are_taken_out_in_any_order(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path, order: tuple[int, ...]
) -> None:
    type_in(draft, clerk, catalogue, "100")
    before = state(draft)
    files = [bring(draft, clerk, tmp_path, f"{value}.xlsx", value) for value in (110, 120, 130)]
    there = {0: "110张", 1: "120张", 2: "130张"}

    for number in order:
        drop(draft, files[number], clerk)
        del there[number]
        told = [found.params["before"] for found in draft.findings.filter(code="clash")]
        beneath = ["100张", *there.values()]
        assert draft.figures.get().printed.rstrip("张") == beneath[-1].rstrip("张")
        assert [text.rstrip("张") for text in told] == [text.rstrip("张") for text in beneath[-2:-1]]

    assert state(draft) == before


def test_what_is_typed_over_a_file_holds_when_the_file_goes(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    type_in(draft, clerk, catalogue, "100")
    file = bring(draft, clerk, tmp_path, "q2.xlsx", 110)
    type_in(draft, clerk, catalogue, "115")

    back = drop(draft, file, clerk)

    assert back == 0
    assert draft.figures.get().value == 115


def test_file_that_another_covers_is_still_one_of_the_draft(
    catalogue: Catalogue, clerk: User, draft: Submission, tmp_path: Path
) -> None:
    first = bring(draft, clerk, tmp_path, "first.xlsx", 110)
    second = bring(draft, clerk, tmp_path, "second.xlsx", 120)

    assert set(draft.uploads) == {first, second}
