from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.management.scale import fill
from indicators.models import Form


class Command(ConsoleCommand):
    help = "Fills an empty database with invented figures, to measure; it bypasses the workflow."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--indicators", type=int, required=True)
        parser.add_argument("--regions", type=int, required=True)
        parser.add_argument("--quarters", type=int, required=True)

    def handle(self, *, indicators: int, regions: int, quarters: int, **options: Any) -> None:
        if Form.objects.filter(code="scale").exists():
            raise CommandError(_("This database has been filled already; take an empty one."))
        with transaction.atomic():
            count = fill(indicators=indicators, regions=regions, quarters=quarters)
        self.write_json({"observations": count})
