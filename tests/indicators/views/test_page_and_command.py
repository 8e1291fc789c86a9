"""The page of a file and `intake --json` say the same: figures at their cells, findings in their words."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from indicators.intake.grid import cell_name
from indicators.messages.figures import show_absence, show_label, show_value
from indicators.models import Indicator, Region, Upload, User
from indicators.periods import Period
from tests import factories
from tests.indicators.intake.awkward import CASES, Case
from tests.indicators.intake.corpus import CATALOGUE, make_grid

NAMES = (
    "regions by indicators, a part between the rows",
    "indicators by regions, one of them of another city",
    "regions by years without title",
    "bare years under a quarter",
    "regions that lost their merges",
    "periods as dates in the header",
    "periods over regions in a merged header",
    "a header of two rows that spells names, in a csv file",
    "a header of three rows",
    "本期 among its comparisons",
    "figures above a header, in no table",
    "a stale total above, the right one below",
    "two units in one line",
    "3.2万",
    "—",
    "half a person",
    "(120)",
    "no region",
)
SHEETS = [case for case in CASES if case.name in NAMES]
Read = tuple[str, str, str]  # cell, indicator, what it says
Found = tuple[str, str, str]  # severity, place, message


@pytest.fixture
def clerk(db: None) -> User:
    """Reports for every region of the catalogue by which the awkward sheets are read."""
    form = factories.make_form("form", region_kinds="city|district|county|zone")
    topic = factories.make_topic("records", name="台账")
    for entry in CATALOGUE.indicators:
        factories.make_indicator(
            entry.code,
            form=form,
            topic=topic,
            name=entry.name,
            aliases="|".join(entry.aliases),
            unit=entry.unit,
            nature=entry.nature,
            frequency=entry.frequency,
            decimals=2,
        )
    for region in CATALOGUE.regions:
        factories.make_region(
            region.code,
            parent=Region.objects.filter(code=region.parent).first(),
            name=region.name,
            short_name=region.short_name,
            aliases="|".join(region.aliases),
            kind=region.kind,
            counts_in_total=region.counts_in_total,
            former_codes="|".join(region.former_codes),
        )
    return factories.make_clerk("clerk", Region.objects.get(code="350100"))


def write(case: Case, path: Path) -> Path:
    """The sheet as a workbook."""
    grid = make_grid(case.rows, merges=case.merges, **case.options)
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = grid.sheet
    for (row, column), cell in grid.cells.items():
        sheet.cell(row + 1, column + 1).value = cell.value
    for span in grid.merges:
        sheet.merge_cells(f"{cell_name(span.top, span.left)}:{cell_name(span.bottom, span.right)}")
    book.save(path)
    return path


def of_the_command(path: Path, case: Case) -> tuple[list[Read], list[Found]]:
    stream = io.StringIO()
    with suppress(SystemExit):
        call_command(
            "intake",
            str(path),
            json=True,
            stdout=stream,
            period=case.period or None,
            region=case.region or None,
        )
    said = json.loads(stream.getvalue())
    found = [
        (each["severity"], " ".join(filter(None, (each["sheet"], each["cell"]))), each["message"])
        for each in said["findings"]
    ]
    return sorted((each["cell"], each["indicator"], in_words(each)) for each in said["figures"]), sorted(
        found
    )


def in_words(figure: dict[str, str]) -> str:
    """What the page says of a figure."""
    indicator = Indicator.objects.get(code=figure["indicator"])
    region = Region.objects.get(code=figure["region"])
    value = show_absence(figure.get("absence", ""))
    if figure["value"] is not None:
        shown = show_value(indicator, Decimal(figure["value"]), figure["qualifier"], Decimal(0))
        value = f"{shown.before}{shown.number}{shown.after}"
    return " · ".join(
        (str(indicator), str(region), show_label(indicator, Period.parse(figure["period"])), value)
    )


def of_the_page(client: Client, path: Path, case: Case) -> tuple[list[Read], list[Found]]:
    region = Region.objects.filter(code=case.region).first()
    file = SimpleUploadedFile(path.name, path.read_bytes())
    client.post("/uploads/new/", {"file": file, "period": case.period, "region": region.pk if region else ""})
    page = client.get(f"/uploads/{Upload.objects.get().pk}/").context["page"]
    marks = {cell.name: cell.mark for row in page.grid.rows for cell in row.cells if cell.mark}
    read = [(name, mark.indicator, mark.reasons[-1]) for name, mark in marks.items() if mark.indicator]
    found = [(str(each.said.level), each.said.place, each.said.message) for each in page.findings]
    return sorted(read), sorted(found)


def test_there_are_a_dozen() -> None:
    assert len(SHEETS) == len(NAMES) >= 12


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case.name)
def test_page_and_command_say_the_same(client: Client, clerk: User, tmp_path: Path, case: Case) -> None:
    path = write(case, tmp_path / "sheet.xlsx")
    client.force_login(clerk)

    by_command = of_the_command(path, case)
    by_page = of_the_page(client, path, case)

    assert by_page == by_command
    assert len(by_page[0]) == len(case.figures)
