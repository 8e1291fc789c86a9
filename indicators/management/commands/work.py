from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.services import reads, rereading


class Command(ConsoleCommand):
    help = "Reads large files in the background; first those that a worker left unfinished or read otherwise."

    def handle(self, **options: Any) -> None:
        left = reads.resume()
        if left:
            self.say(_("Files read once more: %d") % left)
        renewed = reads.renew()
        if renewed:
            self.say(_("Waiting files examined anew: %d") % renewed)
        same = rereading.renew()
        if same:
            self.say(_("Files of drafts in which this version finds the same: %d") % same)
        call_command("db_worker", reload=False)
