"""What holds everywhere. Values that differ between shops come from the environment; see the table in README.md."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from environs import validate

from config.env import database, env, optional_list, time_zone, whole_numbers

PROJECT_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = PROJECT_DIR / "site"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "strawberry_django",
    "monitoring",
    "graphql_api",
    "config",
]

MIDDLEWARE = [
    "config.operation.middleware.OperationMiddleware",
    "config.request_id.RequestIdMiddleware",
    "config.observed_requests.ObservedRequestsMiddleware",
    "config.errors.JsonErrorsMiddleware",
    "config.database_failures.DatabaseFailuresMiddleware",
    "config.content_security.ContentSecurityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------------------
DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{PROJECT_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- logging in ---------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The first lets nobody in; it keeps those out who are locked.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "config.logged_in.UserBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "config.logged_in"
# From the login on, however often it is used; browsers keep no cookie for longer than 400 days.
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", 14, validate=validate.Range(min=1, max=400)) * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# --- guessing passwords -------------------------------------------------------------------------------------
# How many proxies stand between clients and this process, each adding to X-Forwarded-For; 0: clients connect here.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0, validate=validate.Range(min=0, max=10))
AXES_FAILURE_LIMIT = env.int("LOGIN_ATTEMPTS", 10, validate=validate.Range(min=1, max=1000))
AXES_COOLOFF_TIME = timedelta(
    minutes=env.int("LOGIN_LOCKOUT_MINUTES", 15, validate=validate.Range(min=1, max=1440))
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "config.login_throttle.LoginAttempts"
AXES_CLIENT_IP_CALLABLE = "config.client_address.client_address"
AXES_CLIENT_STR_CALLABLE = "config.login_throttle.in_words"
AXES_LOCKOUT_CALLABLE = "config.login_throttle.locked_out"
AXES_RESET_ON_SUCCESS = True
# Whoever tries again while locked waits no longer for it, so that a program that tries on is let in at last.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Nothing of it grows without end: each login clears away the failures that count no more, and no log of logins is kept.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- language and time --------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("sv", _("Swedish"))]
LOCALE_PATHS = [SITE_DIR / "locale"]
# A screen on the wall keeps its language when it is switched on again.
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone("TIME_ZONE", default="UTC")

# --- static files: served by this same process --------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(PROJECT_DIR / "var" / "static")))

# --- request bodies -----------------------------------------------------------------------------------------
# The most that is read at all. Each door has its own limit, which must fit: an update carries a drawing as base64, a
# sync of the pool some 150,000 operations.
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", 32 * 1024 * 1024, validate=validate.Range(min=1024))
A_DOOR_S_BODY = validate.Range(min=1024, max=DATA_UPLOAD_MAX_MEMORY_SIZE)
MAX_UPDATE_BODY_BYTES = env.int("MAX_UPDATE_BODY_BYTES", 30 * 1024 * 1024, validate=A_DOOR_S_BODY)
MAX_POOL_BODY_BYTES = env.int("MAX_POOL_BODY_BYTES", 20 * 1024 * 1024, validate=A_DOOR_S_BODY)
REQUEST_BODY_SECONDS = env.int("REQUEST_BODY_SECONDS", 60, validate=validate.Range(min=1))

# --- the server process -------------------------------------------------------------------------------------
# Plain requests run in this many threads, each with its own persistent database connection.
WSGI_WORKERS = env.int("WSGI_WORKERS", 4, validate=validate.Range(min=1, max=64))
# A statement that takes longer is ended by PostgreSQL, and its request answered with 503.
STATEMENT_TIMEOUT_SECONDS = env.int("STATEMENT_TIMEOUT_SECONDS", 5, validate=validate.Range(min=1, max=3600))

# --- the rules that differ between shops --------------------------------------------------------------------
# What Monitor calls its placeholder for "nothing planned"; Monitor is localised.
MONITOR_PLACEHOLDER_NAMES = optional_list("MONITOR_PLACEHOLDER_NAMES", "No operation")
# A pool of this size or more does not lose more than this share in one sync, unless the sync says `"force": true`.
POOL_SHRINK_GUARD_FROM = env.int("POOL_SHRINK_GUARD_FROM", 20, validate=validate.Range(min=1))
POOL_SHRINK_ALLOWED_SHARE = env.float("POOL_SHRINK_ALLOWED_SHARE", 0.8, validate=validate.Range(min=0, max=1))
# The permission (`app_label.codename`) that reading the script's list, reporting and syncing need; empty: any login.
REPORTING_PERMISSION = env.str("REPORTING_PERMISSION", "", validate=validate.Regexp(r"(\w+\.\w+)?$"))

# --- looking after the server -------------------------------------------------------------------------------
# The script asks every two minutes; after this many without it, /readyz, the screens and `doctor` warn.
SCRIPT_SILENCE_WARNING_MINUTES = env.int("SCRIPT_SILENCE_WARNING_MINUTES", 10, validate=validate.Range(min=1))

# Prometheus reads /metrics with it (`Authorization: Bearer …`); without a token there is no such address.
METRICS_TOKEN = env.str("METRICS_TOKEN", "", validate=validate.Regexp(r"([!-~]{16,})?$"))

# --- GraphQL ----------------------------------------------------------------------------------------------
# What one request may ask for, where that differs from `graphql_api.limits.GraphQLLimits`.
GRAPHQL_LIMITS = whole_numbers("GRAPHQL_LIMITS")
# Whether selections of plain fields are compiled (`graphql_api/compiled/`): the same answers, several times as fast.
GRAPHQL_COMPILED = env.bool("GRAPHQL_COMPILED", True)

# --- live updates -----------------------------------------------------------------------------------------
# How many streams, and how patient with them, where that differs from `graphql_api.live.options.LiveOptions`.
LIVE_UPDATES = whole_numbers("LIVE_UPDATES")

# --- log: one line per record, for the person who reads it at 3 in the morning ------------------------------
LOG_LEVEL = env.str(
    "LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
)
# A line for a person, or a JSON object for a program that collects them; production's default is the latter.
LOG_FORMATS = validate.OneOf(["line", "json"])
LOG_FORMAT = env.str("LOG_FORMAT", "line", validate=LOG_FORMATS)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.request_id.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "config.log.OneLineFormatter",
            "format": "{asctime} {levelname:<7} {name} [{request_id}] {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
        },
        "json": {"()": "config.log.JsonFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request_id"]},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # These arrive with handlers of their own, which would write each record twice and in another form.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "axes": {"level": "WARNING"},  # below that it tells of each login what it did not find
        "django.server": {"handlers": [], "propagate": True},
        "uvicorn": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "uvicorn.access": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}
