"""A long sheet from file to observations: here, by django-import-export, and as bare writes.

The peer is set as its documentation says is quickest for a sheet that may also correct: in bulk, foreign keys
cached, no differences shown; a dry run, which finds what is wrong with any row, and then the import.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import tablib
import xlsxwriter
from django.db import transaction
from import_export import fields, resources, widgets

from indicators.intake.examine import examine
from indicators.management import scale
from indicators.models import Indicator, Observation, Region, Release, StagedFigure, User
from indicators.periods import Period
from indicators.services import bulk, releases, submissions
from indicators.services.errors import NothingNew
from tests import factories

HEADER = ("地区代码", "指标代码", "指标名称", "计量单位", "报告期", "数值")
COLUMNS = ("region", "indicator", "name", "unit", "period", "value")
INDICATORS = 1000  # of one form: as many as a yearly one has
ROUNDS = 3
PERIOD = Period.parse("2023-Q3")
TODAY = date(2023, 10, 8)
Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class World:
    """A form of a thousand indicators, the regions that report it, and who does so."""

    rows: Rows
    clerk: User
    reviewer: User


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one file."""

    ours: float
    peer: float
    bare: float
    ours_again: float
    peer_again: float

    @property
    def ahead(self) -> float:
        """How many times quicker than the peer."""
        return self.peer / self.ours

    @property
    def over_bare(self) -> float:
        """How many times as long as parsing and writing the rows without a look at them."""
        return self.ours / self.bare

    @property
    def ahead_again(self) -> float:
        """How many times quicker than the peer with a sheet that says nothing new."""
        return self.peer_again / self.ours_again

    def __str__(self) -> str:
        return (
            f"ours {self.ours:.2f} s, peer {self.peer:.2f} s ({self.ahead:.1f} times), "
            f"bare {self.bare:.2f} s ({self.over_bare:.1f} times); "
            f"again: ours {self.ours_again:.2f} s, peer {self.peer_again:.2f} s "
            f"({self.ahead_again:.0f} times)"
        )


def make_world(rows: int) -> World:
    """One quarter is approved already; the sheet is of the next, of regions without districts."""
    wanted = rows // INDICATORS
    scale.fill(indicators=INDICATORS, regions=wanted + wanted // scale.CHILDREN + 2, quarters=1)
    clerk, reviewer = factories.make_user("peers.clerk"), factories.make_user("peers.reviewer")
    User.objects.filter(pk__in=[clerk.pk, reviewer.pk]).update(is_superuser=True)
    clerk.refresh_from_db()
    reviewer.refresh_from_db()
    indicators = list(Indicator.objects.order_by("code"))
    return World(
        rows=[
            (
                region.code,
                indicator.code,
                indicator.name,
                indicator.unit,
                str(PERIOD),
                str(1000 + (n * 37 + m) % 997),
            )
            for n, region in enumerate(Region.objects.filter(kind="scale", children=None)[:wanted])
            for m, indicator in enumerate(indicators)
        ],
        clerk=clerk,
        reviewer=reviewer,
    )


def write_sheet(path: Path, rows: Rows) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return path
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for number, (*texts, value) in enumerate(rows, start=1):
            sheet.write_row(number, 0, [*texts, int(value)])
    return path


def import_ours(path: Path, world: World) -> None:
    """Read, checked, staged, submitted, and approved by another."""
    examination = examine(path, today=TODAY)
    handed_in = submissions.submit_file(examination=examination, path=path, by=world.clerk, reason="已核对")
    releases.approve_all(seen={submission.pk: "" for submission in handed_in}, by=world.reviewer)


def import_ours_again(path: Path, world: World) -> None:
    """All that it says is approved already."""
    try:
        import_ours(path, world)
    except NothingNew:
        return
    raise AssertionError("There was something new.")


class PeerResource(resources.ModelResource):  # type: ignore[misc]
    region = fields.Field("region", "region", widgets.CachedForeignKeyWidget(Region, "code"))
    indicator = fields.Field("indicator", "indicator", widgets.CachedForeignKeyWidget(Indicator, "code"))
    release = fields.Field("release", "release", widgets.CachedForeignKeyWidget(Release, "number"))

    class Meta:
        model = Observation
        fields = ("region", "indicator", "period", "start", "end", "value", "origin", "release")
        import_id_fields = ("region", "indicator", "period")
        use_bulk = True
        skip_diff = skip_html_diff = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.spans = {
            row.code: PERIOD.span(level=row.is_level) for row in Indicator.objects.only("code", "nature")
        }
        self.number = Release.objects.order_by("-number").values_list("number", flat=True)[0]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        row["start"], row["end"] = self.spans[row["indicator"]]
        row["origin"], row["release"] = "reported", self.number


class PeerAgainResource(PeerResource):
    class Meta(PeerResource.Meta):
        skip_diff = False
        skip_unchanged = True


def import_peer(path: Path, resource: type[PeerResource] = PeerResource) -> None:
    kind = path.suffix[1:]
    if kind == "csv":
        data = tablib.Dataset().load(path.read_text(encoding="utf-8-sig"), format=kind)
    else:
        data = tablib.Dataset().load(path.read_bytes(), format=kind)
    data.headers = COLUMNS
    for dry in (True, False):
        resource().import_data(data, dry_run=dry, raise_errors=True)


def import_bare(path: Path, world: World) -> None:
    """Parse the file and write its rows as they are kept, staged and approved, without a look at them."""
    regions = {region.code: region for region in Region.objects.all()}
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    form = Indicator.objects.select_related("form").first().form
    rows = parse_bare(path)
    upload = factories.make_upload()
    submissions = {
        code: factories.make_submission(
            regions[code], form, str(PERIOD), state="submitted", created_by=world.clerk
        ).pk
        for code in {row[0] for row in rows}
    }
    release = Release.objects.create(
        number=Release.objects.order_by("-number")[0].number + 1,
        submission_id=next(iter(submissions.values())),
        submitted_by=world.clerk,
        approved_by=world.reviewer,
    )
    columns = {
        "indicator_id": [indicators[row[1]] for row in rows],
        "value": [Decimal(row[5]) for row in rows],
    }
    same = {"period": str(PERIOD), "start": PERIOD.end, "end": PERIOD.end}
    staged = bulk.write(
        StagedFigure,
        len(rows),
        columns
        | {
            "submission_id": [submissions[row[0]] for row in rows],
            "printed": [row[5] for row in rows],
            "cell": [f"F{number}" for number in range(2, len(rows) + 2)],
        },
        upload_id=upload.pk,
        **same,
    )
    bulk.write(
        Observation,
        len(rows),
        columns | {"region_id": [regions[row[0]].pk for row in rows], "staged_id": staged},
        origin="reported",
        release_id=release.pk,
        **same,
    )


def parse_bare(path: Path) -> Rows:
    """By calamine where it is installed; else the rows of a workbook come from a csv beside it."""
    if path.suffix == ".xlsx":
        try:
            from python_calamine import load_workbook
        except ImportError:
            path = path.with_suffix(".csv")
        else:
            return load_workbook(path).get_sheet_by_index(0).to_python()[1:]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def measure(rows: int, kind: str) -> Times:
    """What one file of so many rows takes each of the three; what they write is taken back.

    The peer runs once, for it takes long enough.
    """
    world = make_world(rows)
    with TemporaryDirectory() as folder:
        path = write_sheet(Path(folder) / f"sheet.{kind}", world.rows)
        write_sheet(path.with_suffix(".csv"), world.rows)
        bare = best(lambda: import_bare(path, world))
        with taken_back():
            peer = timed(lambda: import_peer(path))
            assert Observation.objects.filter(period=str(PERIOD)).count() == rows
            peer_again = timed(lambda: import_peer(path, PeerAgainResource))
        ours = best(lambda: import_ours(path, world))
        with taken_back():
            import_ours(path, world)
            assert Observation.objects.filter(period=str(PERIOD), origin="reported").count() == rows
            ours_again = best(lambda: import_ours_again(path, world))
    return Times(ours, peer, bare, ours_again, peer_again)


def best(work: Callable[[], None]) -> float:
    """The shortest of a few runs, each taken back: what is soon over is easily disturbed."""
    times = []
    for _round in range(ROUNDS):
        with taken_back():
            times.append(timed(work))
    return min(times)


def timed(work: Callable[[], None]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
