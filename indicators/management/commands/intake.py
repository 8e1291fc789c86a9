import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from indicators.intake.examine import Examination, examine
from indicators.management import console
from indicators.messages import describe
from indicators.quantities import plain
from indicators.services import submissions
from indicators.services.errors import Refused


class Command(console.Command):
    help = "Reads and checks a file; writes nothing unless --submit is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--period", help="2023-06, 2023-Q2, 2023-S1 or 2023")
        parser.add_argument("--region", help="a region's code")
        parser.add_argument("--json", action="store_true", help="JSON on standard output")
        parser.add_argument("--submit", action="store_true", help="stage the figures and submit them")
        parser.add_argument("--by", metavar="USER")
        parser.add_argument("--reason", default="", help="explains the warnings")

    def handle(self, **options: Any) -> None:
        path = options["file"]
        if not path.is_file():
            console.misused(_("There is no file “%s”.") % path)
        if options["submit"] and not options["by"]:
            console.misused(_("--submit needs --by USER."))
        by = console.find_user(options["by"]) if options["by"] else None
        region = console.find_region(options["region"]) if options["region"] else None
        examination = examine(
            path,
            period=console.find_period(options["period"]) if options["period"] else None,
            region=region.code if region else None,
        )
        content, refused = make_content(examination), None
        if options["submit"] and by:
            content["submissions"] = []
            try:
                handed_in = submissions.submit_file(
                    examination=examination, path=path, by=by, reason=options["reason"]
                )
                content["submissions"] = [submission.pk for submission in handed_in]
            except Refused as error:
                refused = error
        if options["json"]:
            self.write_json(content)
        else:
            self.print_content(content)
        if refused:
            raise CommandError(str(refused))
        if examination.is_blocked:
            sys.exit(1)

    def print_content(self, content: dict[str, Any]) -> None:
        for found in content["findings"]:
            place = " ".join(filter(None, (found["sheet"], found["cell"])))
            self.say(f"[{found['severity']}] {place} {found['message']}")
        if "submissions" in content:
            for number in content["submissions"]:
                self.stdout.write(str(number))
            return
        for figure in content["figures"]:
            self.stdout.write("\t".join(str(figure[name] or "") for name in FIGURE))


FIGURE = ("indicator", "region", "period", "value", "unit", "printed", "qualifier", "sheet", "cell")


def make_content(examination: Examination) -> dict[str, Any]:
    """What was read and found, for JSON: values are plain decimal strings in the base unit."""
    figures = []
    for figure in examination.figures:
        row = {name: getattr(figure, name) for name in FIGURE}
        row |= {"period": str(figure.period), "value": None if figure.value is None else plain(figure.value)}
        if figure.value is None:
            row["absence"] = figure.absence
        figures.append(row)
    findings = [
        {
            "severity": found.severity.value,
            "code": found.code.value,
            "sheet": found.sheet,
            "cell": found.cell,
            "message": describe(found.code, found.params),
        }
        for found in examination.findings
    ]
    return {
        "file": examination.name,
        "sha256": examination.sha256,
        "figures": figures,
        "findings": findings,
    }
