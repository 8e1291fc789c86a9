#!/usr/bin/env python
"""Runs this site's commands."""

import os
import secrets
import sys
from pathlib import Path

TRIAL = Path(__file__).parent / ".env"


def prepare_trial() -> None:
    """Without a SECRET_KEY this is a trial on one's own machine: keep a private key for it in `.env`."""
    if "SECRET_KEY" in os.environ or TRIAL.exists():
        return
    with os.fdopen(os.open(TRIAL, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(48)}\nHTTPS=off\n")


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civaffairs.settings")
    os.environ.setdefault("LOG_STREAM", "stderr")
    prepare_trial()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")


if __name__ == "__main__":
    main()
