"""`python -m tests.benchmarks.pages city|province|nation [approving|painting|walking]`: what one waits for.

A pillar page of twelve visuals beside its peers, also until Chromium has painted it; the approval of 40,000
figures; or every other page. On a database of its own, which is kept for the next time; DATABASE_URL says on
which server.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable

import django

REGIONS = {"city": 14, "province": 94, "nation": 3165}
FIGURES = 40_000


def main(size: str, what: str) -> None:
    """Print the times of a bureau of that size, and the ratios."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.disable()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings, setup_databases

    from tests.benchmarks import approving, painting, peered, walking

    given = settings.DATABASES["default"]
    given["TEST"] = {**given.get("TEST", {}), "NAME": f"pages_{size}"}
    with override_settings(ROOT_URLCONF="tests.benchmarks.naive"):
        setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=())
        cookie = peered.prepare(REGIONS[size])
        print(f"{size}, {REGIONS[size]} regions, on {connection.vendor}")  # noqa: T201
        lines: dict[str, Callable[[], Iterable[object]]] = {
            "visits": lambda: peered.measure(cookie),
            "painting": lambda: [painting.measure_painting(cookie, rounds=5)],
            "walking": lambda: walking.measure_pages(cookie, rounds=1),
            "approving": lambda: [approving.measure(FIGURES)],
        }
        for line in lines[what]():
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*[*sys.argv[1:], *("city", "visits")[len(sys.argv) - 1 :]][:2])
