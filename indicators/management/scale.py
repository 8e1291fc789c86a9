"""Invented figures in any number, marked as demonstration: for measurements only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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
    Topic,
)
from indicators.periods import Frequency, Period
from indicators.services import people

NATURES = ("stock", "ytd", "cumulative")  # all of them facts of a date
CHILDREN = 100  # of one region, before the next has any

OURS = "(region.kind = 'scale' OR region.parent_id IS NULL)"

# One quarter as each region hands it in, written by the database itself: a nation has 9.5 million figures.
SUBMISSIONS = f"""
INSERT INTO indicators_submission (
  region_id, form_id, period, state, created_by_id, submitted_by_id, decided_by_id,
  created_at, submitted_at, decided_at, reason, comment, ground, is_demo
)
SELECT region.id, %(form)s, %(period)s, 'approved', %(clerk)s, %(clerk)s, %(reviewer)s,
  %(moment)s, %(moment)s, %(moment)s, '', '', '', %(yes)s
FROM indicators_region region WHERE {OURS}
"""  # noqa: S608 - nothing in it comes from outside
RELEASES = """
INSERT INTO indicators_release (
  number, submission_id, submitted_by_id, approved_by_id, made_at, reason, is_demo
)
SELECT %(last)s + ROW_NUMBER() OVER (ORDER BY id), id, %(clerk)s, %(reviewer)s, %(moment)s, '', %(yes)s
FROM indicators_submission WHERE form_id = %(form)s AND period = %(period)s
"""
FIGURES = """
INSERT INTO indicators_observation (
  indicator_id, region_id, period, "start", "end", origin, value, absence, qualifier, margin,
  formula, parts, release_id, is_demo
)
SELECT indicator.id, submission.region_id, %(period)s, %(day)s, %(day)s, 'reported',
  1000 + (indicator.id * 37 + submission.region_id * 11 - %(age)s) %% 997, '', 'exact', 0,
  '', '[]', release.number, %(yes)s
FROM indicators_submission submission
JOIN indicators_release release ON release.submission_id = submission.id
CROSS JOIN indicators_indicator indicator
WHERE submission.form_id = %(form)s AND submission.period = %(period)s AND indicator.code LIKE 'scale.%%'
"""
# Something to be held against, so that pages have to judge.
TARGETS = f"""
INSERT INTO indicators_target (
  indicator_id, region_id, year, kind, value, profile, document, note, stated_at
)
SELECT indicator.id, region.id, 2023, 'level', 2000, '', '规模〔2023〕1号', '', %(moment)s
FROM indicators_indicator indicator CROSS JOIN indicators_region region
WHERE indicator.code LIKE 'scale.%%' AND indicator.assessment = 'service' AND {OURS}
"""  # noqa: S608 - nothing in it comes from outside


def fill(*, indicators: int, regions: int, quarters: int, pillars: int = 4) -> int:
    """So many indicators, regions and quarters up to 2023-Q2, one figure each; returns how many figures."""
    form = _make_form()
    for number in range(indicators):
        _add_indicator(number, form, pillars)
    _add_regions(regions)
    _add_targets()
    return _add_figures(quarters, form)


def _make_form() -> Form:
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
    return form


def _add_indicator(number: int, form: Form, pillars: int) -> None:
    place, nature = number % pillars, NATURES[number % len(NATURES)]
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
            "nature": nature,
            "polarity": "more",
            "assessment": "service" if nature == "ytd" else "none",
            "nature_confirmed": True,
            "additive": True,
            "frequency": "quarter",
            "headline": number % 10 == 0,
            "order": number,
        },
    )


def _add_regions(count: int) -> None:
    """So many in a tree, the root among them: each gets its children before the next does."""
    top = {"code": "scale", "name": "规模", "short_name": "规模", "kind": "city"}
    places = [Region.objects.get_or_create(parent=None, defaults=top)[0]]
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


def _add_targets() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TARGETS, {"moment": timezone.make_aware(datetime.combine(date(2023, 1, 1), time(9)))})


def _add_figures(quarters: int, form: Form) -> int:
    """The oldest first, each approved five days after it ended."""
    periods = [Period.ending(date(2023, 6, 30), Frequency.QUARTER)]
    while len(periods) < quarters:
        periods.append(periods[-1].previous())
    told = {
        "form": form.pk,
        "clerk": people.ensure_user(username="scale.clerk", roles=[Role.CLERK]).pk,
        "reviewer": people.ensure_user(username="scale.reviewer", roles=[Role.REVIEWER]).pk,
        "yes": True,
    }
    count = 0
    with bare(Observation), connection.cursor() as cursor:
        for age, period in reversed(list(enumerate(periods))):
            moment = timezone.make_aware(datetime.combine(period.end + timedelta(5), time(9)))
            last = Release.objects.aggregate(last=Max("number"))["last"] or 0
            own = {"period": str(period), "day": period.end, "age": age * 5, "moment": moment, "last": last}
            for statement in (SUBMISSIONS, RELEASES, FIGURES):
                cursor.execute(statement, told | own)
            count += cursor.rowcount
    return count
