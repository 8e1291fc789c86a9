from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from indicators.management import console
from indicators.models import Observation, Release
from indicators.models.observations import shown
from indicators.quantities import plain


class Command(console.Command):
    help = "Prints the figures that are known, or were known at the end of a day, with their sources."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--indicator", metavar="CODE")
        parser.add_argument("--region", metavar="CODE")
        parser.add_argument("--period")
        parser.add_argument("--as-of", metavar="DATE")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        release = Release.objects.latest_on(console.find_day(options["as_of"])) if options["as_of"] else None
        rows = Observation.objects.as_of(release).with_source().select_related("indicator", "region")
        if options["indicator"]:
            rows = rows.filter(indicator=console.find_indicator(options["indicator"]))
        if options["region"]:
            rows = rows.filter(region=console.find_region(options["region"]))
        if options["period"]:
            rows = rows.ending(console.find_period(options["period"]))
        figures = [
            make_figure(row)
            for row in shown(rows.order_by("indicator__order", "indicator_id", "region__order", "end"))
        ]
        if options["json"]:
            self.write_json(figures)
            return
        for figure in figures:
            source = figure["source"] or {}
            cells = [figure[name] for name in ("indicator", "name", "region", "period", "value", "unit")]
            cells += [source.get(name) for name in ("file", "sheet", "cell", "printed")]
            cells += [_("provisional")] if figure["provisional"] else []
            cells += [_("Demonstration figures")] if figure["demonstration"] else []
            self.stdout.write("\t".join(str(cell or "") for cell in cells))


def make_figure(row: Observation) -> dict[str, Any]:
    """One figure for JSON; `source` is None for a computed one, whose `parts` are observations."""
    staged = row.staged
    figure = {
        "indicator": row.indicator.code,
        "name": row.indicator.name,
        "region": row.region.code,
        "period": row.period,
        "value": None if row.value is None else plain(row.value),
        "unit": row.indicator.unit,
        "qualifier": row.qualifier,
        "provisional": row.is_provisional,
        "nature": row.indicator.nature,
        "origin": row.origin,
        "release": row.release_id,
        "demonstration": row.is_demo,
        "source": staged
        and {
            "file": staged.upload.name if staged.upload else None,
            "sheet": staged.sheet,
            "cell": staged.cell,
            "printed": staged.printed,
            "citation": staged.citation,
            **({"entered_by": staged.entered_by.username} if staged.entered_by else {}),
        },
    }
    if row.value is None:
        figure["absence"] = row.absence
    if row.origin == Observation.Origin.COMPUTED:
        figure |= {
            "formula": row.formula,
            "coverage": None if row.expected_parts is None else f"{row.reported_parts}/{row.expected_parts}",
            "parts": row.parts,
        }
    return figure
