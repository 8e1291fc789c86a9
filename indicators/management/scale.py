"""Invented figures in any number, marked as demonstration: for measurements only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import Max
from django.utils import timezone

from indicators.models import (
    Department,
    Form,
    Indicator,
    Observation,
    Pillar,
    Region,
    Release,
    Role,
    Submission,
    Topic,
)
from indicators.models.observations import span_of
from indicators.periods import Frequency, Period
from indicators.services import people

BATCH = 5000
NATURES = ("stock", "ytd", "cumulative")


def fill(*, indicators: int, regions: int, quarters: int) -> int:
    """So many indicators, regions and quarters up to 2023-Q2, one figure each; returns how many figures."""
    submission, release = _bypass()
    kinds = [_indicator(number, submission.form) for number in range(indicators)]
    root, places = _regions(regions)
    rows = _observations(kinds, [root, *places], quarters, release)
    count = 0
    while batch := list(islice(rows, BATCH)):
        Observation.objects.bulk_create(batch, batch_size=500)
        count += len(batch)
    return count


def _bypass() -> tuple[Submission, Release]:
    clerk = people.ensure_user(username="scale.clerk", roles=[Role.CLERK])
    reviewer = people.ensure_user(username="scale.reviewer", roles=[Role.REVIEWER])
    department, _ = Department.objects.get_or_create(name="规模")
    form, _ = Form.objects.get_or_create(
        code="scale",
        defaults={
            "name": "规模",
            "name_en": "Scale",
            "department": department,
            "frequency": "quarter",
            "due_day": 5,
            "region_kinds": "scale",
        },
    )
    root, _ = Region.objects.get_or_create(
        parent=None, defaults={"code": "scale", "name": "规模", "short_name": "规模", "kind": "city"}
    )
    now = timezone.now()
    submission = Submission.objects.create(
        region=root,
        form=form,
        period="2023-Q2",
        state=Submission.State.APPROVED,
        created_by=clerk,
        submitted_by=clerk,
        submitted_at=now,
        decided_by=reviewer,
        decided_at=now,
        is_demo=True,
    )
    last = Release.objects.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        number=last + 1, submission=submission, submitted_by=clerk, approved_by=reviewer, is_demo=True
    )
    return submission, release


def _indicator(number: int, form: Form) -> Indicator:
    pillar, _ = Pillar.objects.get_or_create(
        code=f"scale{number % 4}",
        defaults={
            "name": f"规模{number % 4}",
            "name_en": f"Scale {number % 4}",
            "character": "模",
            "order": 90,
        },
    )
    topic, _ = Topic.objects.get_or_create(
        code=pillar.code, defaults={"name": pillar.name, "name_en": pillar.name_en, "pillar": pillar}
    )
    return Indicator.objects.get_or_create(
        code=f"scale.i{number:03}",
        defaults={
            "name": f"规模指标{number:03}",
            "name_en": f"Scale indicator {number:03}",
            "topic": topic,
            "form": form,
            "unit": "个",
            "nature": NATURES[number % len(NATURES)],
            "nature_confirmed": True,
            "additive": True,
            "frequency": "quarter",
            "headline": number % 10 == 0,
            "order": number,
        },
    )[0]


def _regions(count: int) -> tuple[Region, list[Region]]:
    root = Region.objects.get(parent__isnull=True)
    wanted = [f"scale{number:04}" for number in range(count - 1)]
    Region.objects.bulk_create(
        (
            Region(code=code, name=code, short_name=code, kind="scale", parent=root, order=100)
            for code in wanted
        ),
        ignore_conflicts=True,
    )
    return root, list(Region.objects.filter(code__in=wanted))


def _observations(
    indicators: list[Indicator], regions: list[Region], quarters: int, release: Release
) -> Iterator[Observation]:
    period = Period.ending(date(2023, 6, 30), Frequency.QUARTER)
    for age in range(quarters):
        for indicator in indicators:
            start, end = span_of(period, level=indicator.is_level)
            for region in regions:
                yield Observation(
                    indicator=indicator,
                    region=region,
                    period=str(period),
                    start=start,
                    end=end,
                    origin=Observation.Origin.REPORTED,
                    value=1000 + (indicator.pk * 37 + region.pk * 11 - age * 5) % 997,
                    release=release,
                    is_demo=True,
                )
        period = period.previous()
