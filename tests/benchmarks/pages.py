"""`python -m tests.benchmarks.pages city|province|nation`: a pillar page of twelve visuals beside its peers.

On a database of its own, which is kept for the next time; DATABASE_URL says on which server.
"""

from __future__ import annotations

import logging
import os
import sys

import django

REGIONS = {"city": 14, "province": 94, "nation": 3165}


def main(size: str) -> None:
    """Print the times and ratios of a bureau of that size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.disable()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings, setup_databases

    from tests.benchmarks.peered import measure, prepare

    given = settings.DATABASES["default"]
    given["TEST"] = {**given.get("TEST", {}), "NAME": f"pages_{size}"}
    with override_settings(ROOT_URLCONF="tests.benchmarks.naive"):
        setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=())
        cookie = prepare(REGIONS[size])
        print(f"{size}, {REGIONS[size]} regions, on {connection.vendor}")  # noqa: T201
        for line in measure(cookie):
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "city")
