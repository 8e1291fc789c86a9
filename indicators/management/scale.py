"""Invented figures in any number, marked as demonstration: for measurements only."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from indicators.management.bare import bare
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
from indicators.periods import Frequency, Period
from indicators.services import people

NATURES = ("stock", "ytd", "cumulative")  # all of them facts of a date
CHILDREN = 100  # of one region, before the next has any

# One quarter of all indicators and regions, written by the database itself: a nation has 9.5 million figures.
FIGURES = """
INSERT INTO indicators_observation (
  indicator_id, region_id, period, "start", "end", origin, value, absence, qualifier, margin,
  formula, parts, release_id, is_demo
)
SELECT indicator.id, region.id, %s, %s, %s, 'reported',
  1000 + (indicator.id * 37 + region.id * 11 - %s) %% 997, '', 'exact', 0, '', '[]', %s, %s
FROM indicators_indicator indicator CROSS JOIN indicators_region region
WHERE indicator.code LIKE 'scale.%%' AND (region.kind = 'scale' OR region.parent_id IS NULL)
"""


def fill(*, indicators: int, regions: int, quarters: int, pillars: int = 4) -> int:
    """So many indicators, regions and quarters up to 2023-Q2, one figure each; returns how many figures."""
    submission, release = _bypass()
    for number in range(indicators):
        _add_indicator(number, submission.form, pillars)
    _add_regions(regions)
    return _add_figures(quarters, release)


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


def _add_indicator(number: int, form: Form, pillars: int) -> None:
    place = number % pillars
    pillar, _ = Pillar.objects.get_or_create(
        code=f"scale{place}",
        defaults={"name": f"规模{place}", "name_en": f"Scale {place}", "character": "模", "order": 90},
    )
    topic, _ = Topic.objects.get_or_create(
        code=pillar.code, defaults={"name": pillar.name, "name_en": pillar.name_en, "pillar": pillar}
    )
    Indicator.objects.get_or_create(
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
    )


def _add_regions(count: int) -> None:
    """So many in a tree, the root among them: each gets its children before the next does."""
    places = list(Region.objects.filter(parent=None))
    for first in range(0, count - 1, CHILDREN):
        codes = [f"scale{number:04}" for number in range(first, min(first + CHILDREN, count - 1))]
        parent = places[first // CHILDREN]
        Region.objects.bulk_create(
            (
                Region(code=code, name=code, short_name=code, kind="scale", parent=parent, order=100)
                for code in codes
            ),
            ignore_conflicts=True,
        )
        places += Region.objects.filter(code__in=codes)


def _add_figures(quarters: int, release: Release) -> int:
    period = Period.ending(date(2023, 6, 30), Frequency.QUARTER)
    count = 0
    with bare(Observation), connection.cursor() as cursor:
        for age in range(quarters):
            days = (period.end, period.end)
            cursor.execute(FIGURES, (str(period), *days, age * 5, release.pk, True))
            count += cursor.rowcount
            period = period.previous()
    return count
