"""The site's settings as tests need them: whatever `.env` says, and all files in a folder of their own."""

import os
import tempfile
from pathlib import Path

TEST_HOME = Path(tempfile.mkdtemp(prefix="civaffairs-test-"))

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "off",
    "HTTPS": "off",
    "BUREAU_NAME": "",
    "UPLOADS_DIR": str(TEST_HOME / "uploads"),
    "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}

from civaffairs.settings import *  # noqa: E402, F403
from civaffairs.settings import DATABASES  # noqa: E402

# A file, as in use: threads then wait for each other as they do there.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": TEST_HOME / "test.sqlite3"}

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Static files come from the source folders.
STATIC_ROOT = TEST_HOME / "static"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
