"""How long it takes to approve figures of many regions, one submission of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter

from django.db import transaction

from indicators.models import Department, Form, Indicator, Observation, Region, Role, StagedFigure, Submission
from indicators.services import people, releases, submissions
from tests import factories

PERIOD = "2023-Q3"  # what `scale` fills ends a quarter before


@dataclass(frozen=True, slots=True)
class Approved:
    figures: int
    computed: int
    submissions: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.figures} figures in {self.submissions} submissions, {self.computed} sums: "
            f"{self.seconds:.1f} s, {self.seconds / self.figures * 1e6:.0f} µs each"
        )


def measure(figures: int) -> Approved:
    """Hand in so many figures, region by region, and time their approval alone; all is taken back then."""
    with transaction.atomic():
        approved = _approve(figures)
        transaction.set_rollback(True)
    return approved


def _approve(figures: int) -> Approved:
    indicators = list(Indicator.objects.filter(form__code="scale"))
    regions = Region.objects.filter(kind="scale").order_by("-code")[: figures // len(indicators)]
    waiting = list(_hand_in(regions, indicators))
    reviewer = people.ensure_user(username="scale.reviewer", roles=[Role.REVIEWER])
    reviewer.departments.set(Department.objects.filter(forms__code="scale"))
    before = Observation.objects.order_by("-pk").values_list("pk", flat=True)[0]
    begun = perf_counter()
    releases.approve_all(seen={submission.pk: "" for submission in waiting}, by=reviewer)
    seconds = perf_counter() - begun
    made = Observation.objects.filter(pk__gt=before)
    return Approved(
        figures=made.filter(origin="reported").count(),
        computed=made.filter(origin="computed").count(),
        submissions=len(waiting),
        seconds=seconds,
    )


def _hand_in(regions: Sequence[Region], indicators: Sequence[Indicator]) -> Iterator[Submission]:
    form, clerk = (
        Form.objects.get(code="scale"),
        people.ensure_user(username="scale.clerk", roles=[Role.CLERK]),
    )
    upload = factories.make_upload(received_by=clerk)
    clerk.regions.set(regions)
    for region in regions:
        submission = factories.make_submission(region, form, PERIOD, created_by=clerk)
        StagedFigure.objects.bulk_create(
            StagedFigure(
                submission=submission,
                indicator=indicator,
                period=PERIOD,
                start="2023-09-30",
                end="2023-09-30",
                value=Decimal(2000 + number),
                printed=str(2000 + number),
                upload=upload,
                sheet="Sheet1",
                cell=f"C{number + 1}",
            )
            for number, indicator in enumerate(indicators)
        )
        submissions.submit(submission=submission, by=clerk, reason="测量")
        submission.refresh_from_db()
        yield submission
