from pathlib import Path

import pytest

from indicators.intake.examine import examine
from indicators.models import AuditEntry, Notice, Submission, User
from indicators.services import demonstrations, submissions
from indicators.services.errors import NotPermitted, WrongState
from tests import factories
from tests.factories import Catalogue


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


def make_demo(catalogue: Catalogue, clerk: User, **fields: object) -> Submission:
    demo = factories.make_submission(
        catalogue.gulou, catalogue.form, is_demo=True, created_by=clerk, **fields
    )
    factories.make_staged(demo, catalogue.beds, 120)
    return demo


def test_real_draft_begins_empty_and_the_trail_tells_what_was_given_up(
    catalogue: Catalogue, clerk: User
) -> None:
    demo = make_demo(catalogue, clerk)

    real = demonstrations.begin_real(submission=demo, by=clerk)

    assert list(Submission.objects.all()) == [real]
    assert (real.is_demo, real.figures.count()) == (False, 0)
    entry = AuditEntry.objects.get(action="discard")
    assert (entry.target, entry.before) == (f"submission:{demo.pk}", {"eldercare.beds 2023-Q2": "120"})


def test_returned_demonstration_is_given_up_with_its_receipts_and_comments(
    catalogue: Catalogue, clerk: User
) -> None:
    demo = make_demo(catalogue, clerk)
    submissions.submit(submission=demo, by=clerk)
    submissions.return_to_clerk(
        submission=demo,
        by=factories.make_reviewer(),
        cells={(catalogue.beds.pk, "2023-Q2"): "请核对"},
    )

    real = demonstrations.begin_real(submission=demo, by=clerk)

    assert list(Submission.objects.all()) == [real]
    assert not Notice.objects.exists()


def test_real_draft_is_not_given_up(catalogue: Catalogue, clerk: User) -> None:
    real = factories.make_submission(catalogue.gulou, catalogue.form, created_by=clerk)

    with pytest.raises(WrongState, match=str(real.pk)):
        demonstrations.begin_real(submission=real, by=clerk)


def test_demonstration_of_others_is_not_given_up(catalogue: Catalogue, clerk: User) -> None:
    demo = make_demo(catalogue, clerk)

    with pytest.raises(NotPermitted):
        demonstrations.begin_real(submission=demo, by=factories.make_clerk("other", catalogue.taijiang))


def test_real_file_is_not_submitted_unseen_into_a_demonstration(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    demo = make_demo(catalogue, clerk)
    path = factories.write_flat_sheet(
        tmp_path / "q2.xlsx", [("养老床位数", 130, "张")], title="2023年二季度 鼓楼区"
    )

    with pytest.raises(WrongState, match=str(demo.pk)):
        submissions.submit_file(examination=examine(path, name="q2.xlsx"), path=path, by=clerk)

    assert demo.figures.get().value == 120
