"""What a page shows, as sheets to take away: the same figures, with unit, source, release and address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.models import Indicator, Observation, Qualifier
from reports.exports.sheet import Cell, Column, Picture, Shape, Sheet
from reports.pages.areas import Grid, Spot
from reports.pages.changes import ShownChange
from reports.pages.charts import Chart, as_of, listed, source
from reports.pages.indicator import IndicatorPage
from reports.pages.lines import Line
from reports.pages.selection import Selection
from reports.pages.tabs import View

Absolute = Callable[[str], str]  # from a path of this site to an address that others can open


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell that a figure was read from, and the checksum of its file."""

    file: str = ""
    cell: str = ""
    sha256: str = ""


def make_sheet(page: IndicatorPage, absolute: Absolute) -> Sheet | None:
    """The sheet of the view that the page shows; None for the definition, which has no figures."""
    match page.view:
        case View.TREND:
            return _of_lines(page, page.series, page.trend, absolute)
        case View.REGIONS:
            return _of_lines(page, page.regions, page.by_region, absolute)
        case View.TABLE:
            return _of_grid(page, absolute)
        case View.CORRECTIONS:
            return _of_corrections(page, absolute)
        case _:
            return None


def make_facts(selection: Selection, unit: str, origin: str, address: str) -> tuple[tuple[str, str], ...]:
    """What must be known of any sheet: where, when, in what unit, from whom, as of which release."""
    facts = (
        (_("Region"), str(selection.region)),
        (_("Period"), selection.period_name),
        (_("Unit"), unit),
        (_("Source"), origin),
        (_("Release"), as_of(selection)),
        (_("As known on"), selection.as_of.isoformat() if selection.as_of else ""),
        (_("Address"), address),
    )
    return tuple((label, text) for label, text in facts if text)


def stamp_of(is_demo: Iterable[bool]) -> str:
    """What is written on a sheet with invented figures."""
    return _("With demonstration figures, not official") if any(is_demo) else ""


def get_origins(observations: Iterable[int | None]) -> dict[int | None, Origin]:
    """Where each of these figures was read, those that were not read from a file left out."""
    rows = Observation.objects.filter(
        pk__in=[pk for pk in observations if pk], staged__upload__isnull=False
    ).values_list("pk", "staged__upload__name", "staged__sheet", "staged__cell", "staged__upload__sha256")
    return {
        pk: Origin(name, "!".join(part for part in (sheet, cell) if part), sha256)
        for pk, name, sheet, cell, sha256 in rows
    }


def _of_lines(page: IndicatorPage, lines: Sequence[Line], chart: Chart | None, absolute: Absolute) -> Sheet:
    by_region = page.view is View.REGIONS
    lines = lines if by_region else lines[::-1]  # time runs on, as in the chart
    decimals = page.indicator.decimals
    first = (
        (Column(_("Code")), Column(_("Region")), Column(_("Period")))
        if by_region
        else (Column(_("Time"), width=22), Column(_("Period")))
    )
    origins = get_origins(line.observation for line in lines)
    return Sheet(
        title=chart.title if chart else str(page.indicator),
        facts=_facts(page, absolute),
        notes=chart.notes if chart else (),
        columns=(
            *first,
            Column(str(page.indicator), decimals),
            Column(_("Unit")),
            Column(_("Qualifier")),
            Column(_("Without a figure")),
            *(() if by_region else (Column(pgettext("figures", "Change"), width=34),)),
            Column(_("Reported or computed")),
            Column(_("Coverage")),
            Column(_("Provisional")),
            Column(_("Corrected")),
            Column(_("Explanation of unusual changes"), width=30),
            Column(_("Release"), 0),
            Column(_("Demonstration figures")),
            Column(_("File"), width=24),
            Column(_("Cell")),
            Column(_("SHA-256"), width=24),
            Column(_("Address"), is_link=True, width=40),
        ),
        rows=tuple(
            _row(page, line, by_region, origins.get(line.observation, Origin()), absolute) for line in lines
        ),
        stamp=stamp_of(line.is_demo for line in lines),
        picture=_picture(page, names=1 if by_region else 0, number=len(first)),
    )


def _row(
    page: IndicatorPage, line: Line, by_region: bool, origin: Origin, absolute: Absolute
) -> tuple[Cell, ...]:
    point = line.point
    period = str(point.period) if point else ""
    first = (line.region, line.title, period) if by_region else (line.title, period)
    changes = "；".join(words_of(change) for change in line.changes) or line.remark
    return (
        *first,
        point.value if point else None,
        page.unit,
        _qualifier(line),
        "" if line.shown else line.absence,
        *(() if by_region else (changes,)),
        line.origin,
        line.coverage,
        _yes(line.shown is not None and bool(line.shown.status)),
        _yes(line.is_corrected),
        line.reason,
        line.release,
        _yes(line.is_demo),
        origin.file,
        origin.cell,
        origin.sha256,
        _address(page.selection, line.observation, absolute),
    )


def _of_grid(page: IndicatorPage, absolute: Absolute) -> Sheet:
    facts = _facts(page, absolute)
    note = page.selection.told_note
    return make_grid_sheet(str(page.indicator), page.grid, page.indicator.decimals, page.unit, facts, note)


def make_grid_sheet(
    title: str, grid: Grid | None, decimals: int, unit: str, facts: tuple[tuple[str, str], ...], note: str
) -> Sheet:
    """Regions by periods, under a `note` where there is one; why a figure is missing stands in its place."""
    if grid is None or not grid.periods:
        return Sheet(title, facts, (), (Column(_("Region")),), ())
    return Sheet(
        title=title,
        facts=facts,
        notes=(*filter(None, [note]), *_grid_notes(grid)),
        columns=(
            Column(_("Code")),
            Column(_("Region")),
            Column(_("Unit")),
            *(Column(name, decimals, width=18) for _period, name in grid.periods),
            Column(_("Remark"), width=30),
        ),
        rows=tuple(
            (
                row.region.code,
                str(row.region),
                unit,
                *(
                    spot.seen.point.value if spot.seen and spot.seen.point.value is not None else spot.text
                    for spot in row.spots
                ),
                "；".join(_notes_of(row.spots, [name for _period, name in grid.periods])),
            )
            for row in grid.rows
        ),
        stamp=stamp_of([grid.is_demo]),
    )


def _grid_notes(grid: Grid) -> tuple[str, ...]:
    """Which of all its bare numbers lack a region, are provisional or were corrected."""
    spots = [spot for row in grid.rows for spot in row.spots]
    return _notes_of(spots, [f"{row.region} {name}" for row in grid.rows for _period, name in grid.periods])


def _notes_of(spots: Sequence[Spot], names: Sequence[str]) -> tuple[str, ...]:
    """Of which of these figures something is to be said, by their names."""
    said = (
        (_("Not every region has reported: %s"), lambda spot: not spot.is_complete),
        (_("Provisional: %s"), lambda spot: spot.is_provisional),
        (_("Corrected: %s"), lambda spot: spot.is_corrected),
    )
    named = list(zip(spots, names, strict=True))
    notes = ((words, [name for spot, name in named if holds(spot)]) for words, holds in said)
    return tuple(words % listed(names) for words, names in notes if names)


def _of_corrections(page: IndicatorPage, absolute: Absolute) -> Sheet:
    return Sheet(
        title=_("%s: corrections") % page.indicator,
        facts=_facts(page, absolute),
        notes=(),
        columns=(
            Column(_("Period")),
            Column(_("Time"), width=22),
            Column(_("Earlier figure"), page.indicator.decimals),
            Column(_("Unit")),
            Column(_("Stated in"), 0),
            Column(_("Replaced in"), 0),
            Column(_("Provisional")),
            Column(_("Explanation"), width=40),
            Column(_("Demonstration figures")),
            Column(_("Address"), is_link=True, width=40),
        ),
        rows=tuple(
            (
                version.row.period,
                version.label,
                version.absence if version.row.value is None else version.row.value,
                page.unit,
                version.row.release_id,
                version.row.superseded_in_id,
                _yes(version.row.is_provisional),
                version.row.superseded_in.reason if version.row.superseded_in else "",
                _yes(version.row.is_demo),
                _address(page.selection, version.row.pk, absolute),
            )
            for version in page.replaced
        ),
        stamp=stamp_of(version.row.is_demo for version in page.replaced),
    )


def _facts(page: IndicatorPage, absolute: Absolute) -> tuple[tuple[str, str], ...]:
    tab = next(tab for tab in page.tabs if tab.is_current)
    own = absolute(reverse("indicator", args=[page.indicator.code]) + tab.address)
    nature = _("Nature"), str(page.indicator.get_nature_display())
    return nature, *make_facts(page.selection, page.unit, source(page.indicator), own)


def _picture(page: IndicatorPage, *, names: int, number: int) -> Picture | None:
    if page.view is View.REGIONS:
        return Picture(Shape.BAR, names, (number,), page.unit)
    nature, measure = page.indicator.nature, page.switch.measure
    if nature == Indicator.Nature.CONSTANT or not page.trend:
        return None
    is_flow = (nature == Indicator.Nature.FLOW) != (measure is not None)
    in_period = is_flow if page.switch.ways else False
    return Picture(Shape.COLUMN if in_period else Shape.LINE, names, (number,), page.unit)


def _address(selection: Selection, observation: int | None, absolute: Absolute) -> str:
    return absolute(reverse("observation", args=[observation]) + selection.query) if observation else ""


def _qualifier(line: Line) -> str:
    point = line.point
    return str(Qualifier(point.qualifier).label) if point and point.value is not None else ""


def words_of(change: ShownChange) -> str:
    return " ".join(part for part in (change.name, change.text, change.reason) if part)


def _yes(holds: bool) -> str:
    return _("yes") if holds else ""
