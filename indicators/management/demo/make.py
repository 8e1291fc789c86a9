"""Makes the demonstration, all of it or nothing, and says what there is of it."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from indicators.management.demo.accounts import ensure_staff
from indicators.management.demo.office import Files, Office
from indicators.management.demo.plan import make_plan
from indicators.management.demo.story import make_story
from indicators.management.demo.targets import set_targets
from indicators.management.demo.world import get_world
from indicators.models import Observation, Release
from indicators.services.originals import all_or_nothing

QUARTERS = 8  # before the last


@dataclass(frozen=True, slots=True)
class Made:
    """What there is of a demonstration: whether it has just been made, and whether it has a past."""

    releases: int
    figures: int
    targets: int = 0
    is_new: bool = False
    backdated: bool = False


def make_demo(*, seed: int = 1, quarters: int = QUARTERS, first: Iterable[Path] | None = None) -> Made:
    """Invent a history where there is none yet; on a site with releases all of it happens today.

    `first` are the workbooks with the real figures that it shall lead up to, by default those that a new site
    begins with. Raises UnfitDemonstration, and Region.DoesNotExist where there is no catalogue.
    """
    if Release.objects.filter(is_demo=True).exists():
        return Made(*_count())
    backdated = not Release.objects.exists()
    with all_or_nothing(), TemporaryDirectory() as folder, ThreadPoolExecutor(1) as ahead:
        world = get_world(first)
        plan = make_plan(world, quarters=quarters, seed=seed)
        targets = set_targets(plan, backdated=backdated)
        Office(
            plan=plan,
            story=make_story(plan),
            staff=ensure_staff(world),
            files=Files(Path(folder), ahead),
            random=Random(seed),  # noqa: S311 - invented dates, no secrets
            backdated=backdated,
        ).run()
    return Made(*_count(), targets=targets, is_new=True, backdated=backdated)


def _count() -> tuple[int, int]:
    return (
        Release.objects.filter(is_demo=True).count(),
        Observation.objects.filter(is_demo=True).count(),
    )


def describe(made: Made) -> list[str]:
    """What operators are told."""
    if not made.is_new:
        return [
            _("There is a demonstration already (%(releases)d releases); nothing was added.")
            % {"releases": made.releases}
        ]
    said = [
        _("Demonstration: %(releases)d releases, %(figures)d figures, %(targets)d targets, all made up.")
        % {"releases": made.releases, "figures": made.figures, "targets": made.targets}
    ]
    if not made.backdated:
        said.append(
            _("There were releases already, so these could not be backdated: all of them are of today.")
        )
    return said
