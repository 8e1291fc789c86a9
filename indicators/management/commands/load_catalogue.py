from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.services import catalogue_files


class Command(ConsoleCommand):
    help = "Creates or updates the catalogue from CSV files; all of them or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files")

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        try:
            loaded = catalogue_files.load(paths=paths or [settings.CATALOGUE_DIR], by=None)
        except catalogue_files.BadCatalogue as error:
            for row in error.rows:
                self.say(row)
            raise CommandError(_("%d bad rows; nothing was loaded.") % len(error.rows)) from None
        self.say(
            _("Catalogue: %(created)d created, %(changed)d changed, %(unchanged)d unchanged.")
            % {name: loaded[name] for name in catalogue_files.OUTCOMES}
        )
