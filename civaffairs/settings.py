"""All settings, from the environment or a `.env` file; docs/operations.md lists them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from civaffairs import logs
from civaffairs.policies import POLICIES

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-debugging") if DEBUG else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "import_export",
    "django_tasks",
    "django_tasks_db",
    "indicators",
    "reports",
]

MIDDLEWARE = [
    "civaffairs.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "civaffairs.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "civaffairs.middleware.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "civaffairs.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "civaffairs.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "civaffairs.middleware.ButtonMiddleware",
    "civaffairs.middleware.NoCatalogueMiddleware",
]

ROOT_URLCONF = "civaffairs.urls"
WSGI_APPLICATION = "civaffairs.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "indicators.templatetags.addresses",
                "indicators.templatetags.periods",
                "reports.templatetags.personal",
            ],
        },
    }
]

# Database: SQLite beside the code, or DATABASE_URL. Writers queue (IMMEDIATE) instead of failing.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'civaffairs.sqlite3'}")}
if not DATABASES["default"].get("ENGINE"):
    raise ImproperlyConfigured(
        "DATABASE_URL is like sqlite:///path/to/file or postgres://user:password@host:5432/name"
    )
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
else:
    DATABASES["default"].update({"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True})
# Pages that are the same for all readers, each process its own; their key has the version of what they show.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "indicators.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_POLICY = env.str("PASSWORD_POLICY", default="mlps3")
if PASSWORD_POLICY not in POLICIES:
    raise ImproperlyConfigured(f"PASSWORD_POLICY is one of: {', '.join(POLICIES)}")
PASSWORD_DAYS, AUTH_PASSWORD_VALIDATORS = POLICIES[PASSWORD_POLICY]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=8) * 60 * 60
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)

# Locking an account after failed tries. By its name alone: behind a proxy all come from one address.
AXES_FAILURE_LIMIT = env.int("LOCKOUT_TRIES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", default=30))
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "civaffairs.accounts.refuse_locked"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has who signed in
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # it wants the address among the parameters

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "civaffairs" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files. Originals lie outside every folder that is served.
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "civaffairs.finders.PlotlyFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
UPLOADS_DIR = Path(env.str("UPLOADS_DIR", default=str(VAR_DIR / "uploads")))
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=20 * 1024 * 1024)
# A draft sends six fields a line, with remarks of up to 500 characters.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Files above either are read by the worker, `manage.py work`.
BACKGROUND_SIZE = 2 * 1024 * 1024
BACKGROUND_CELLS = 20_000
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS_DIR},
    },
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_STORAGE", default="civaffairs.storage.StaticStorage"),
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600

# What `quickstart` brings in.
CATALOGUE_DIR = BASE_DIR / "fixtures" / "catalogue"
FIRST_DATA_DIR = BASE_DIR / "fixtures"
# Whether the sign-in page shows the accounts of a demonstration, where there is one.
DEMO = env.bool("DEMO", default=True)

# The catalogue in and out of the admin
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# Security
HTTPS = env.bool("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Logs go to standard output; of commands, whose standard output is their answer, to standard error.
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logs.configuration(env.str("LOG_STREAM", default="stdout"))

# The bureau
BUREAU_NAME = env.str("BUREAU_NAME", default="")
RISING_IS_RED = env.bool("RISING_IS_RED", default=True)
# The departments that each leader answers for, by a name to choose: {"民生": ["养老服务处", "社会救助处"]}.
PORTFOLIOS: dict[str, list[str]] = env.json("PORTFOLIOS", default={})
# Whether somebody in a district signs a submission off before the bureau decides on it.
REGION_SIGN_OFF = env.bool("REGION_SIGN_OFF", default=False)
# A reviewed base map in the place of the tile map: GeoJSON in degrees, and its review number (审图号).
MAP_FILE = env.str("MAP_FILE", default="")
MAP_NUMBER = env.str("MAP_NUMBER", default="")
# How often a wallboard asks for new figures, and how long it shows each scene, in seconds.
WALL_REFRESH = env.int("WALL_REFRESH", default=60)
WALL_TURN = env.int("WALL_TURN", default=20)
BANDS = {"ahead": env.int("BAND_AHEAD", default=5), "behind": env.int("BAND_BEHIND", default=10)}
