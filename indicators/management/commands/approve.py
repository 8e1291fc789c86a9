from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from indicators.management import console
from indicators.services import releases
from indicators.services.errors import Refused


class Command(console.Command):
    help = "Approves a submission as somebody other than who submitted it; prints the release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("submission", type=int)
        parser.add_argument("--by", metavar="USER", required=True)

    def handle(self, *, submission: int, by: str, **options: Any) -> None:
        try:
            release = releases.approve(
                submission=console.find_submission(submission), by=console.find_user(by)
            )
        except Refused as error:
            raise CommandError(str(error)) from None
        self.write_json({"submission": submission, "release": release.number})
