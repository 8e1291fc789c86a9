"""`python -m tests.benchmarks.memory csv`: how far the memory of the site grows with the largest file."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

COLUMNS = 6
ROWS = {"csv": 166_000, "xlsx": 166_000, "inline": 3_300, "dense": 1_000_000}  # what the limits admit
UNKNOWN = ("某某数", "另一数")  # what is answered of the first is remembered


def main(kind: str) -> None:
    """Print as JSON the peak of the site's process in MB, after a small file and after the largest."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "civaffairs.settings",
            "SECRET_KEY": "only-for-measuring",
            "DATABASE_URL": f"sqlite:///{folder}/measured.sqlite3",
            "UPLOADS_DIR": f"{folder}/uploads",
            "ALLOWED_HOSTS": "testserver",
            "HTTPS": "off",
            "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
        _elsewhere("prepare", kind, folder)
        django.setup()
        logging.disable(logging.INFO)
        steps = _use(Path(folder), kind)
        print(json.dumps(steps))  # noqa: T201


def _use(folder: Path, kind: str) -> dict[str, float]:
    """What the site does, with the peak after each step."""
    from django.test import Client

    from indicators.models import User

    client = Client()
    client.force_login(User.objects.get(username="peers.clerk"))
    suffix = "xlsx" if kind == "xlsx" else "csv"
    _walk(client, folder / f"small.{suffix}", {})
    steps = {"small": peak()}
    _walk(client, folder / f"large.{suffix}", steps)
    return steps


def _walk(client: Any, path: Path, steps: dict[str, float]) -> None:
    """Hand a file in, look at it, have it written back, answer it, and look again."""
    with path.open("rb") as file:
        place = client.post("/uploads/new/", {"file": file}).headers["Location"]
    steps["handed in"] = peak()
    _elsewhere("work")
    _look(client, place)
    steps["seen"] = peak()
    names = re.findall(r'<select name="(q\w+)"', client.get(place).content.decode())
    assert names
    client.post(f"{place}answer/", dict.fromkeys(names, "-"))
    steps["answered"] = peak()
    _elsewhere("work")
    _look(client, place)
    steps["seen again"] = peak()
    said = client.get(place).content.decode()
    assert "已写入草稿" in said or "taken into drafts" in said or "state good" in said, said


def _look(client: Any, place: str) -> None:
    for query in ("", "?page=2", "?page=400", "?cell=A150000", "?unfold=1"):
        assert client.get(place + query).status_code == 200
    response = client.get(f"{place}marked.xlsx")
    if response.streaming:
        for _chunk in response:
            pass
    client.get("/submissions/")
    client.get("/work/")


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    said = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return round(int(said[1]) / 1024, 1) if said else 0.0


def _elsewhere(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "tests.benchmarks.memory", *arguments], check=True)


def prepare(kind: str, folder: str) -> None:
    """The database and the files, made by a process of their own."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.benchmarks.long_sheet import HEADER, make_world, write_sheet

    rows = make_world(3_300 if kind == "dense" else ROWS[kind]).rows[: ROWS[kind]]
    suffix = "xlsx" if kind == "xlsx" else "csv"
    region, _code, _name, unit, period, _value = rows[0]
    asking, other = ((region, "", name, unit, period, "7") for name in UNKNOWN)
    write_sheet(Path(folder) / f"small.{suffix}", [*rows[:20], asking])
    if kind == "dense":
        with (Path(folder) / "large.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows[20:40], other, *[["1"] * 90] * 11_000])
    else:
        write_sheet(Path(folder) / f"large.{suffix}", [*rows[20:], other])


def work() -> None:
    """What the worker does with all that waits for it."""
    django.setup()
    from django.core.management import call_command

    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civaffairs.settings")
    match sys.argv[1:]:
        case ["prepare", kind, folder]:
            prepare(kind, folder)
        case ["work"]:
            work()
        case [kind]:
            main(kind)
