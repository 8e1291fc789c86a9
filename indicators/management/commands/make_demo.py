from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.management.demo.make import describe, make_demo
from indicators.management.demo.office import UnfitDemonstration
from indicators.models import Region


class Command(ConsoleCommand):
    help = "Invents a history, districts and targets around the real figures, all marked as demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another number, another history")

    def handle(self, *, seed: int, **options: Any) -> None:
        try:
            made = make_demo(seed=seed)
        except Region.DoesNotExist:
            raise CommandError(
                _("There is no catalogue yet: run `manage.py load_catalogue` first.")
            ) from None
        except UnfitDemonstration as error:
            raise CommandError(str(error)) from None
        for line in describe(made):
            self.say(line)
        self.write_json({"releases": made.releases, "observations": made.figures})
