"""Whether a form was handed in, and whether in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Deed(StrEnum):
    HANDED_IN = "handed in"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    APPROVED = "approved"
    TAKEN_BACK = "taken back"  # its release was undone
    RESTORED = "restored"  # and that undoing too


class Stage(StrEnum):
    MISSING = "missing"
    AWAITING = "awaiting"
    RETURNED = "returned"
    APPROVED = "approved"


class Event(NamedTuple):
    """Something that happened; `due` is the deadline that was in force when a form was handed in."""

    at: datetime
    deed: Deed
    due: date | None = None


class Story(NamedTuple):
    """What has become of one submission; the days on which it was handed in, but for those withdrawn.

    `due` is the deadline that was in force on the first of these, None where nobody wrote it down.
    """

    stage: Stage
    handed_in: tuple[date, ...]
    returns: int
    due: date | None = None


class Reporting(NamedTuple):
    """How one region has reported one form of one period.

    `late` are the days by which it was handed in after the deadline, or by which it is overdue.
    """

    stage: Stage
    due: date
    handed_in: date | None
    late: int
    returns: int

    @property
    def is_there(self) -> bool:
        return self.stage in (Stage.AWAITING, Stage.APPROVED)

    @property
    def is_in_time(self) -> bool:
        return self.is_there and not self.late

    @property
    def is_late(self) -> bool:
        return self.is_there and self.late > 0

    @property
    def is_overdue(self) -> bool:
        return not self.is_there and self.late > 0

    @property
    def is_judged(self) -> bool:
        """Whether it counts among those that are in time or not: it is there, or its deadline has passed."""
        return self.is_there or self.late > 0


def tell(events: Iterable[Event]) -> Story:
    """What has become of a submission by these events; of the same moment, in the order given."""
    stages, handed_in, returns = [Stage.MISSING], list[tuple[date, date | None]](), 0
    for event in sorted(events, key=lambda event: event.at):
        if event.deed in (Deed.HANDED_IN, Deed.WITHDRAWN) and stages[-1] is Stage.AWAITING:
            stages.pop()  # handed in twice, with no return between: it had been withdrawn
            handed_in.pop()
        if event.deed is Deed.HANDED_IN or (not handed_in and event.deed is not Deed.WITHDRAWN):
            handed_in.append((event.at.date(), event.due))  # what was decided on had been handed in by then
        match event.deed:
            case Deed.HANDED_IN:
                stages.append(Stage.AWAITING)
            case Deed.RETURNED:
                stages.append(Stage.RETURNED)
                returns += 1
            case Deed.TAKEN_BACK:
                stages.append(Stage.RETURNED)
            case Deed.APPROVED | Deed.RESTORED:
                stages.append(Stage.APPROVED)
    return Story(
        stages[-1], tuple(day for day, _due in handed_in), returns, handed_in[0][1] if handed_in else None
    )


def deadline_of(stories: Iterable[Story], due: date) -> date:
    """The deadline that holds for these: today's, or the one when they were first handed in if that is later.

    So one that was put off afterwards excuses, and one that was brought forward makes nobody late.
    """
    then = next((story.due for story in stories if story.handed_in), None)
    return max(due, then) if then else due


def judge(stories: Sequence[Story], *, due: date, extended: date, day: date) -> Reporting:
    """How a form stands on a day, by its submissions in their order; after an approval they only correct it.

    In time is what was first handed in by the deadline, whatever was returned of it later; a new deadline set
    with a return is for handing it in again, and does not excuse the first.
    """
    due = deadline_of(stories, due)
    extended = max(extended, due)
    approved = next((i for i, story in enumerate(stories) if story.stage is Stage.APPROVED), None)
    counted = stories if approved is None else stories[: approved + 1]
    told = [story.stage for story in counted if story.stage is not Stage.MISSING]
    stage = told[-1] if told else Stage.MISSING
    days = [day for story in counted for day in story.handed_in]
    returned = any(story.returns or story.stage is Stage.RETURNED for story in counted)
    due_now = extended if returned else due
    if stage in (Stage.AWAITING, Stage.APPROVED):
        again = (days[-1] - extended).days if len(days) > 1 and extended > due else 0
        late = max(0, (days[0] - due).days, again)
    else:
        late = max(0, (day - due_now).days)
    returns = sum(story.returns for story in stories)
    return Reporting(stage, due_now, days[0] if days else None, late, returns)
