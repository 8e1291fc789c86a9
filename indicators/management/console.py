"""What the commands share: arguments that are looked up, JSON alone on standard output, exit codes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from indicators.models import Indicator, Region, Release, Submission, User
from indicators.periods import Period, PeriodError

USAGE = 2


class Command(BaseCommand):
    """Exit code 0 is fine, 1 errors or questions, 2 wrong usage."""

    def write_json(self, content: Any) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=1))

    def say(self, message: object) -> None:
        self.stderr.write(str(message), style_func=str)


def misused(message: str) -> NoReturn:
    raise CommandError(message, returncode=USAGE)


def find_user(name: str) -> User:
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        misused(_("There is no user “%s”.") % name)


def find_submission(number: int) -> Submission:
    try:
        return Submission.objects.get(pk=number)
    except Submission.DoesNotExist:
        misused(_("There is no submission %s.") % number)


def find_release(number: int) -> Release:
    try:
        return Release.objects.get(pk=number)
    except Release.DoesNotExist:
        misused(_("There is no release %s.") % number)


def find_period(text: str) -> Period:
    try:
        return Period.parse(text)
    except PeriodError:
        misused(_("“%s” is not a period; write 2023-06, 2023-Q2, 2023-S1 or 2023.") % text)


def find_region(code: str) -> Region:
    try:
        return Region.objects.get(code=code)
    except Region.DoesNotExist:
        misused(_("There is no region with the code “%s”.") % code)


def find_indicator(code: str) -> Indicator:
    try:
        return Indicator.objects.get(code=code)
    except Indicator.DoesNotExist:
        misused(_("There is no indicator with the code “%s”.") % code)


def find_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        misused(_("“%s” is not a date; write 2023-08-01.") % text)
