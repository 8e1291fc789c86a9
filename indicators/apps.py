import sqlite3
from datetime import date
from functools import lru_cache

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from axes.signals import user_locked_out

        from indicators.services import sign_in, versions
        from indicators.services.roles import ensure_roles

        post_migrate.connect(ensure_roles, sender=self)
        post_migrate.connect(versions.install, sender=self)
        user_logged_in.connect(sign_in.begin)
        user_locked_out.connect(sign_in.note_lockout)
        sqlite3.register_converter("date", _read_day)


@lru_cache(maxsize=4096)
def _read_day(written: bytes) -> date | None:
    """As Django's own SQLite backend reads it, each once: of a million figures most share their days."""
    return parse_date(written.decode())
