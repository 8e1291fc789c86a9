"""The site's settings as tests need them: whatever `.env` says, on a fresh database of their own."""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "off",
    "HTTPS": "off",
    "BUREAU_NAME": "",
    "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}

from civaffairs.settings import *  # noqa: F403
from civaffairs.settings import DATABASES

# A file, as in use: threads then wait for each other as they do there.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {
        "NAME": Path(tempfile.gettempdir()) / f"civaffairs-test-{os.getpid()}.sqlite3"
    }

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from the source folders: nothing is collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
