"""Hands in, returns, approves, corrects and undoes what was planned: through intake and the services."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from django.utils import timezone

from indicators.intake.examine import examine
from indicators.intake.reader.read import Reading, read_file
from indicators.management.demo.accounts import Staff
from indicators.management.demo.plan import Plan
from indicators.management.demo.schedule import decided, handed_in, office_hours
from indicators.management.demo.story import Correction, Figures, Story, slip
from indicators.management.demo.workbook import write_workbook
from indicators.models import Region, Release, Submission, User
from indicators.periods import Period
from indicators.services import releases, submissions

REASON = "演示数据：季节性波动，已与台账核对。"
MISTYPED = "演示数据：填报时多录入一位，请核对后重报。"
CORRECTED = "演示数据：复核台账后更正。"
DOUBTED = "演示数据：据口头反馈更正。"
UNDONE = "演示数据：更正依据不足，恢复原数。"
AUDIT_DAY = 25  # of the month after the next quarter: when corrections come up
Deed = Callable[[datetime], object]


class UnfitDemonstration(Exception):  # noqa: N818 - a state of the catalogue, not of the program
    """The catalogue's own rules refuse what was invented; the message lists codes and cells."""


@dataclass(frozen=True, slots=True)
class Files:
    """Writes workbooks, and has each read while the office is still busy with those before it."""

    folder: Path
    ahead: ThreadPoolExecutor

    def write(self, region: Region, period: Period, figures: Figures) -> Written:
        path = write_workbook(self.folder, region, period, figures)
        return Written(region, period, path, self.ahead.submit(read_file, path))


@dataclass(frozen=True, slots=True)
class Written:
    """One region's workbook of a quarter, and what will have been read in it."""

    region: Region
    period: Period
    path: Path
    reading: Future[Reading]


@dataclass
class Office:
    """Does each thing in its time: in the past where `backdated`, else all of it today, in the same order."""

    plan: Plan
    story: Story
    staff: Staff
    files: Files
    random: Random
    backdated: bool
    queue: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)
    holds_back: bool = True  # until one form of the region that waits has come in

    def run(self) -> None:
        """Let everything happen that is planned."""
        for period in self.plan.periods:
            for region in (*self.plan.world.regions, self.plan.world.root):
                self.plan_hand_in(region, period)
        if self.story.corrected:
            self.plan_correction(self.story.corrected, CORRECTED, self.approve)
        if self.story.doubted:
            self.plan_correction(self.story.doubted, DOUBTED, self.approve_in_error)
        while self.queue:
            when, _number, deed = heapq.heappop(self.queue)
            deed(when)

    def plan_for(self, when: datetime, deed: Deed) -> None:
        heapq.heappush(self.queue, (when, next(self.numbers), deed))

    def at(self, when: datetime) -> datetime | None:
        """The moment that the services are told; what would lie ahead happens now."""
        return min(when, timezone.now()) if self.backdated else None

    def plan_hand_in(self, region: Region, period: Period) -> None:
        """A region's file of a quarter, with what is returned or corrected later still wrong in it."""
        figures = dict(self.plan.stated(region, period))
        if not figures:
            return
        corrected = self.story.corrected
        if corrected and (corrected.region, corrected.period) == (region, period):
            figures[corrected.indicator] = corrected.before
        typo = slip(figures, self.plan.world) if (region, period) == self.story.returned else None
        again = {i: value for i, value in figures.items() if typo and i.form_id == typo.form_id}
        if typo:
            figures[typo] *= 10
        due_day = min(indicator.form.due_day for indicator in figures)
        when = handed_in(period, due_day, self.random, on_time=period == self.plan.world.last)
        self.plan_for(when, partial(self.hand_in, self.files.write(region, period, figures), again))

    def hand_in(self, written: Written, again: Figures, when: datetime) -> None:
        """Each form of a file is decided on by itself; that of `again` is returned, to be mended so."""
        mended = {indicator.form_id for indicator in again}
        for submission in self.submit(written, when):
            waits = written.region == self.story.waiting and written.period == self.plan.world.last
            if waits and self.holds_back:
                self.holds_back = False
            elif submission.form_id in mended:
                self.plan_for(decided(when, self.random), partial(self.send_back, submission, again))
            else:
                self.plan_for(decided(when, self.random), partial(self.approve, submission))

    def submit(self, written: Written, when: datetime, reason: str = REASON) -> list[Submission]:
        examination = examine(written.path, today=when.date(), reading=written.reading.result(), is_demo=True)
        if examination.is_blocked:
            raise UnfitDemonstration(
                "\n".join(f"{f.severity} {f.code} {f.cell} {f.params}" for f in examination.findings)
            )
        return submissions.submit_file(
            examination=examination,
            path=written.path,
            by=self.staff.clerk_of(written.region),
            reason=reason if examination.warnings else "",
            is_demo=True,
            at=self.at(when),
        )

    def reviewer(self, submission: Submission) -> User:
        return self.staff.reviewers[submission.form_id % 2]

    def approve(self, submission: Submission, when: datetime) -> Release:
        return releases.approve(submission=submission, by=self.reviewer(submission), at=self.at(when))

    def send_back(self, submission: Submission, again: Figures, when: datetime) -> None:
        submissions.return_to_clerk(
            submission=submission, by=self.reviewer(submission), comment=MISTYPED, at=self.at(when)
        )
        written = self.files.write(submission.region, Period.parse(submission.period), again)
        self.plan_for(when + timedelta(hours=18), partial(self.hand_in, written, {}))

    def plan_correction(
        self, correction: Correction, reason: str, approve: Callable[[Submission, datetime], object]
    ) -> None:
        day = handed_in(correction.period.next(), AUDIT_DAY, self.random, on_time=True).date()
        figures = {correction.indicator: correction.after}
        written = self.files.write(correction.region, correction.period, figures)
        when = office_hours(day + timedelta(days=30), self.random, last=11)
        self.plan_for(when, partial(self.correct, written, reason, approve))

    def correct(
        self,
        written: Written,
        reason: str,
        approve: Callable[[Submission, datetime], object],
        when: datetime,
    ) -> None:
        for submission in self.submit(written, when, reason):
            self.plan_for(decided(when, self.random), partial(approve, submission))

    def approve_in_error(self, submission: Submission, when: datetime) -> None:
        self.plan_for(when + timedelta(days=1), partial(self.undo, self.approve(submission, when)))

    def undo(self, release: Release, when: datetime) -> None:
        other = next(user for user in self.staff.reviewers if user != release.approved_by)
        releases.undo(release=release, by=other, reason=UNDONE, at=self.at(when))
