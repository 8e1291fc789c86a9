"""`python -m tests.benchmarks.peers 10000 csv`: a long sheet, beside django-import-export and bare writes."""

from __future__ import annotations

import os
import sys

import django


def main(rows: int, kind: str) -> None:
    """Print the seconds and ratios for one sheet of so many rows, csv or xlsx, in a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from tests.benchmarks.long_sheet import measure

    before = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"{rows} rows of {kind} on {connection.vendor}: {measure(rows, kind)}")  # noqa: T201
    finally:
        teardown_databases(before, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "csv")
