"""Whose indicators are shown: one department's, or those of the departments that a leader answers for."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from indicators.models import Department


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A name to choose, and the departments that it stands for."""

    name: str
    departments: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Portfolios:
    """All that may be chosen: those that the site's settings name, then each department by itself."""

    named: tuple[Portfolio, ...]
    single: tuple[Portfolio, ...]

    def find(self, name: str) -> Portfolio | None:
        return next((each for each in (*self.named, *self.single) if each.name == name), None)


def get_portfolios() -> Portfolios:
    names = Department.objects.filter(forms__indicators__topic__isnull=False).distinct()
    return Portfolios(
        named=tuple(Portfolio(name, tuple(each)) for name, each in settings.PORTFOLIOS.items()),
        single=tuple(Portfolio(each.name, (each.name,)) for each in names),
    )
