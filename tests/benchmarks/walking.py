"""Every page that tells of regions: how long it takes, what it asks of the database, and how long it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import process_time

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from indicators.models import Indicator, Region, Release, User
from indicators.services import displays
from tests.benchmarks.peered import CODE, NO_CACHE, ms
from tests.benchmarks.serving import ask
from tests.reading import count_read


@dataclass(frozen=True, slots=True)
class Walked:
    """`work` is what our process was busy; `read` are rows looked at, where the database tells."""

    path: str
    seconds: float
    work: float
    statements: int
    slowest: float
    read: int | None
    lines: int
    size: int

    def __str__(self) -> str:
        told = [
            f"{ms(self.work)} of work ({ms(self.seconds)} in all)",
            f"{self.statements} statements (slowest {ms(self.slowest)})",
            *([] if self.read is None else [f"{self.read} rows read"]),
            f"{self.lines} lines",
            f"{self.size / 1024:.1f} KB",
        ]
        return f"{self.path}: {', '.join(told)}"


def get_paths() -> Iterator[str]:
    """Of the whole, of a region with others inside and of one without; all views of an indicator."""
    indicator = Indicator.objects.filter(code__startswith="scale.", assessment="service")[0]
    leaf = Region.objects.filter(kind="scale").order_by("-code")[0]
    inner = Region.objects.filter(children__isnull=False).order_by("-code")[0]
    page, release = reverse("indicator", args=[indicator.code]), Release.objects.order_by("number")[0]
    yield from (reverse("overview"), reverse("brief"), reverse("pillar", args=[CODE]))
    yield f"{reverse('overview')}?region={inner.code}"
    yield reverse("topic", args=["scale0"])
    for view in ("trend", "regions", "table", "definition", "corrections"):
        yield f"{page}?view={view}"
    yield f"{page}?view=regions&region={inner.code}"
    yield f"{page}?view=regions&region={leaf.code}"
    yield reverse("indicator_file", args=[indicator.code, "regions", "csv"])
    yield reverse("regions")
    for region in {inner.code: inner, leaf.code: leaf}.values():
        if region.parent_id:
            yield reverse("region", args=[region.code])
    for view in ("value", "growth", "standing"):
        yield f"{reverse('compare')}?topic=scale1&view={view}"
    yield from (reverse("compare") + f"?topic=scale1&region={leaf.code}", reverse("matrix"))
    yield from (reverse("completeness"), f"{reverse('completeness')}?region={leaf.code}")
    yield from (f"{reverse('completeness')}?form=scale", reverse("reminders"))
    yield from (reverse("releases"), f"{reverse('releases')}?region={leaf.code}&corrections=on")
    yield reverse("release", args=[release.number])
    yield from (f"{reverse('search')}?q={typed}" for typed in ("规模", "scale0012", "gm"))
    yield from (reverse("work"), reverse("submissions"))
    yield f"{reverse('overview')}?as_of={release.made_at:%Y-%m-%d}"
    yield f"{page}?view=regions&as_of={release.made_at:%Y-%m-%d}"


def measure_pages(cookie: str, rounds: int) -> Iterator[Walked]:
    """Each page as it is made anew; its seconds are the median of so many."""
    _display, token = displays.create(name="规模", by=User.objects.get(username="pages.leader"))
    for path in (*get_paths(), reverse("wall", args=[token])):
        with override_settings(CACHES=NO_CACHE):
            yield measure_page(path, cookie, rounds)


def measure_page(path: str, cookie: str, rounds: int) -> Walked:
    site, client = WSGIHandler(), Client()
    client.cookies.load(cookie)
    answers, works = [], []
    for _number in range(rounds + 1):
        begun = process_time()
        answers.append(ask(site, path, cookie))
        works.append(process_time() - begun)
    with transaction.atomic():
        before = count_read()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
        read = None if before is None else (count_read() or 0) - before
    body = response.content.decode()
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return Walked(
        path=path,
        seconds=median(answer.seconds for answer in answers[1:]),
        work=median(works[1:]),
        statements=len(asked),
        slowest=max(float(one["time"]) for one in asked),
        read=read,
        lines=body.count("<tr") + body.count("<li") + body.count("<option"),
        size=answers[-1].size,
    )
