"""The site grows little, whatever is handed in: a process of its own is measured."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

MOST = 50  # MB over what a small file takes


@pytest.mark.benchmark
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "inline", "dense"])
def test_site_grows_little_with_the_largest_file(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.memory", kind],
        check=True,
        capture_output=True,
    )

    steps = json.loads(done.stdout.splitlines()[-1])
    print(f"\n{kind}: peak in MB {steps}")  # noqa: T201
    assert max(steps.values()) - steps["small"] <= MOST
