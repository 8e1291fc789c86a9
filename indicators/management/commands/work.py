import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from indicators.management.console import Command as ConsoleCommand
from indicators.services import reads, rereading

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds before the database is tried again


class Command(ConsoleCommand):
    help = "Reads large files in the background; first those that a worker left unfinished or read otherwise."

    def handle(self, **options: Any) -> None:
        keep_on(self.work)

    def work(self) -> None:
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


def keep_on(work: Callable[[], None], pause: float = PAUSE) -> None:
    """Work until told to stop; where the database is locked for long, or gone, begin again.

    A worker that ended over it would leave unread whatever is handed in from then on.
    """
    while True:
        try:
            return work()
        except DatabaseError:
            logger.exception("The worker could not use the database; it begins again.")
            connection.close()
            time.sleep(pause)
