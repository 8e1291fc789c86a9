"""Publishing figures in tests as the services do."""

from __future__ import annotations

from decimal import Decimal

from indicators.models import Indicator, Observation, ReasonKind, Region, Release, Submission, User
from indicators.models.observations import shown
from indicators.periods import Period
from indicators.services import checking, reasons, releases
from tests import factories


def publish(
    region: Region,
    period: str,
    figures: dict[Indicator, Decimal | int | str | None],
    *,
    clerk: User,
    reviewer: User,
    **said: object,
) -> Release:
    """Submit and approve these figures of one region."""
    return releases.approve(submission=hand_in(region, period, figures, clerk=clerk, **said), by=reviewer)


def hand_in(
    region: Region,
    period: str,
    figures: dict[Indicator, Decimal | int | str | None],
    *,
    clerk: User,
    **said: object,
) -> Submission:
    """Submit these figures of one region, all `said` alike; the form is that of the first."""
    form = next(iter(figures)).form
    submission = factories.make_submission(
        region,
        form,
        period,
        state="submitted",
        created_by=clerk,
    )
    for indicator, value in figures.items():
        known = current(indicator, region, period)
        factories.make_staged(
            submission, indicator, None if value is None else Decimal(value), replaces=known, **said
        )
    checking.recheck(submission)
    reasons.give(submission.findings.unexplained(), ReasonKind.OTHER, "已核对")
    return submission


def current(
    indicator: Indicator, region: Region, period: str, *, release: int | None = None, origin: str = "reported"
) -> Observation | None:
    start, end = Period.parse(period).span(level=indicator.is_level)
    rows = Observation.objects.as_of(release).filter(
        indicator=indicator, region=region, start=start, end=end, origin=origin
    )
    return rows.first()


def seen(release: int | None = None) -> dict[tuple[str, str, str], Decimal | None]:
    """All that is shown: values by codes of indicator and region, and period."""
    rows = Observation.objects.as_of(release).select_related("indicator", "region")
    return {(row.indicator.code, row.region.code, row.period): row.value for row in shown(rows)}
