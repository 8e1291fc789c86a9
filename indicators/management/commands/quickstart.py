import getpass
import os
import secrets
import signal
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.management.demo.accounts import ensure_accounts, ensure_administrator
from indicators.management.demo.make import describe, make_demo
from indicators.management.demo.office import UnfitDemonstration
from indicators.models import Region, Release, User
from indicators.services import catalogue_files, first_data, originals, people


class Command(ConsoleCommand):
    help = "Prepares the database, brings in catalogue and figures, and serves the site. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-server", action="store_true")
        parser.add_argument("--no-demo", action="store_true", help="no demonstration figures and accounts")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, no_server: bool, no_demo: bool, port: int, **options: Any) -> None:
        settings.VAR_DIR.mkdir(exist_ok=True)
        call_command("migrate", verbosity=0)
        originals.sweep()
        call_command("collectstatic", interactive=False, verbosity=0)
        if not User.objects.filter(username=first_data.REVIEWER).exists():
            catalogue_files.load(paths=[Path(settings.CATALOGUE_DIR)], by=None)
        if not no_demo and people.has_own_administrator():
            self.say(_("This site has an administrator of its own, so it gets no demonstration."))
            no_demo = True
        if not no_demo:
            self.ensure_demonstration()
        for path in sorted(Path(settings.FIRST_DATA_DIR).glob("*.xlsx")):
            for release in first_data.bring_in(path=path):
                self.say(_("Release %(number)s: %(form)s") % {"number": release, "form": release.origin.form})
        self.say("")
        if no_demo:
            self.ensure_administrator()
        else:
            self.print_demo_accounts()
        if no_server:
            return
        self.say(_("Open http://127.0.0.1:%d/ and sign in. Ctrl+C ends the server.") % port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that the worker ends too
        worker = subprocess.Popen([sys.executable, sys.argv[0], "work"])  # noqa: S603 - our own interpreter
        try:
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
        finally:
            worker.terminate()
            worker.wait()

    def ensure_demonstration(self) -> None:
        """Invented history comes before the first real figures, so that releases are numbered as dated."""
        ensure_accounts()
        ensure_administrator()
        if not Release.objects.exists():
            self.say(_("Making a demonstration; this takes about a minute…"))
        try:
            for line in describe(make_demo()):
                self.say(line)
        except (UnfitDemonstration, Region.DoesNotExist) as error:
            self.say(_("This catalogue gets no demonstration figures: %s") % error)

    def print_demo_accounts(self) -> None:
        self.say(_("Demonstration accounts (user, password):"))
        for account in people.get_demo_accounts():
            self.say(f"  {account.username:<14} {account.password}  {account.purpose}")

    def ensure_administrator(self) -> None:
        """The first administrator: from ADMIN_USERNAME and ADMIN_PASSWORD, else asked for, else made up."""
        if User.objects.filter(is_superuser=True).exists():
            return
        username = os.environ.get("ADMIN_USERNAME", "admin")
        password = os.environ.get("ADMIN_PASSWORD", "")
        if not password and sys.stdin.isatty():
            password = getpass.getpass(_("Password for the administrator “%s”: ") % username)
        if not password:
            password = secrets.token_urlsafe(12)
            self.say(
                _("Administrator (shown only now): %(user)s %(password)s")
                % {"user": username, "password": password}
            )
        people.ensure_user(username=username, password=password, superuser=True)
