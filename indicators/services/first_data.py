"""The figures that a new site begins with, through the same intake and two people as any others."""

from __future__ import annotations

from pathlib import Path

from indicators.intake.examine import examine
from indicators.models import Release, Role
from indicators.services import people, releases, submissions
from indicators.services.errors import NothingNew
from indicators.services.originals import all_or_nothing

CLERK, REVIEWER = "system.clerk", "system.reviewer"


class UnfitFirstData(Exception):  # noqa: N818 - a state of the file, not of the program
    """A workbook to begin with has errors or questions; the message lists their codes and cells."""


def bring_in(*, path: Path) -> list[Release]:
    """Submit and approve one workbook, all of it or nothing; nothing to do where it is approved already.

    Raises UnfitFirstData.
    """
    clerk = people.ensure_user(username=CLERK, roles=[Role.CLERK])
    reviewer = people.ensure_user(username=REVIEWER, roles=[Role.REVIEWER])
    examination = examine(path)
    if examination.is_blocked:
        raise UnfitFirstData("\n".join(f"{f.code} {f.sheet} {f.cell}" for f in examination.findings))
    try:
        with all_or_nothing():
            handed_in = submissions.submit_file(examination=examination, path=path, by=clerk)
            return releases.approve_all(seen={submission.pk: "" for submission in handed_in}, by=reviewer)
    except NothingNew:
        return []
