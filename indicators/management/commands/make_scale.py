from argparse import ArgumentParser
from typing import Any

from django.db import transaction

from indicators.management.console import Command as ConsoleCommand
from indicators.management.scale import fill


class Command(ConsoleCommand):
    help = "Fills an empty database with invented figures, to measure; it bypasses the workflow."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--indicators", type=int, required=True)
        parser.add_argument("--regions", type=int, required=True)
        parser.add_argument("--quarters", type=int, required=True)

    def handle(self, *, indicators: int, regions: int, quarters: int, **options: Any) -> None:
        with transaction.atomic():
            count = fill(indicators=indicators, regions=regions, quarters=quarters)
        self.write_json({"observations": count})
