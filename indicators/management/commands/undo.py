from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from indicators.management import console
from indicators.services import releases
from indicators.services.errors import Refused


class Command(console.Command):
    help = "Takes a release back by a new one, as somebody other than who submitted its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", type=int)
        parser.add_argument("--by", metavar="USER", required=True)
        parser.add_argument("--reason", default="")

    def handle(self, *, release: int, by: str, reason: str, **options: Any) -> None:
        try:
            undoing = releases.undo(
                release=console.find_release(release), by=console.find_user(by), reason=reason
            )
        except Refused as error:
            raise CommandError(str(error)) from None
        self.write_json({"undoes": release, "release": undoing.number})
