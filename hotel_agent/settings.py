"""Settings, all from the environment. Without DATABASE_URL and REDIS_URL the embedded services are used."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from hotel_agent import embedded
from hotel_agent.unfold import UNFOLD as UNFOLD  # the theme looks for it here

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # NAME_FILE names a file that holds the secret NAME

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))


def secret(name: str, make: Any) -> str:
    """From the environment; in production missing is fatal, elsewhere one is made once and kept."""
    if value := env.str(name, default=""):
        return str(value)
    if PRODUCTION:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE): production does not start without it")
    return _kept_secret(name, make)


def _kept_secret(name: str, make: Any) -> str:
    with embedded.locked(DATA_DIR / "secrets.lock"):
        path = DATA_DIR / "secrets.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        if name not in kept:
            kept[name] = make()
            path.touch(mode=0o600)
            path.write_text(json.dumps(kept, indent=2))
        return str(kept[name])


SECRET_KEY = secret("SECRET_KEY", lambda: secrets.token_urlsafe(50))
# Comma-separated Fernet keys; the first one writes, all of them read (see pms/encryption.py).
ENCRYPTION_KEYS = secret("ENCRYPTION_KEYS", lambda: Fernet.generate_key().decode()).split(",")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if PRODUCTION and (len(SECRET_KEY) < 40 or DEBUG or not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Production needs a long SECRET_KEY, DEBUG off and ALLOWED_HOSTS without *")

_database, _redis = env.str("DATABASE_URL", default=""), env.str("REDIS_URL", default="")
if not (_database and _redis):
    if PRODUCTION:
        raise ImproperlyConfigured("Set DATABASE_URL and REDIS_URL")
    _embedded = embedded.ensure(DATA_DIR, postgres=not _database, redis=not _redis)
    _database, _redis = _database or _embedded.database_url, _redis or _embedded.redis_url
REDIS_URL: str = _redis

DATABASES = {"default": env.db_url_config(_database)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A turn's reads are few and wide: planned once per connection they cost PostgreSQL half (docs/decisions/0006).
DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
if pool := env.int("DATABASE_POOL", default=0):
    # Threads of the web server come and go: without a pool their connections leak.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# redis-py retries ten times by default: seconds of waiting on a dead Redis, in a guest's request.
REDIS_IMPATIENCE: dict[str, Any] = {
    "retry": Retry(NoBackoff(), 1),
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.5,
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": REDIS_IMPATIENCE,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "live"},
    }
}

# unfold, or plain: Django's own admin (see pms/admin/theme.py and templates/plain).
ADMIN_THEME = env.str("ADMIN_THEME", default="unfold")
if ADMIN_THEME not in ("unfold", "plain"):
    raise ImproperlyConfigured(f"ADMIN_THEME is unfold or plain, not {ADMIN_THEME}")
PLAIN = ADMIN_THEME == "plain"
INSTALLED_APPS = [
    *([] if PLAIN else ["unfold", "unfold.contrib.filters"]),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prometheus",
    "waffle",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "pms",
    "locks",
    "reservations",
    "messaging",
    "hotel_agent",
]

# The hot doors under /api/ use neither cookies nor users: hotel_agent.middleware keeps those layers off them.
MIDDLEWARE = [
    "hotel_agent.middleware.CountRequests",
    "django.middleware.security.SecurityMiddleware",
    "hotel_agent.csp.Policies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hotel_agent.middleware.Sessions",
    "hotel_agent.middleware.Locale",
    "django.middleware.common.CommonMiddleware",
    "hotel_agent.middleware.Csrf",
    "hotel_agent.middleware.Authentication",
    "simple_history.middleware.HistoryRequestMiddleware",
    "hotel_agent.middleware.Messages",
    "hotel_agent.access.Entrance",
    "hotel_agent.middleware.StaffScope",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hotel_agent.lockout.LockOut",
]

ROOT_URLCONF = "hotel_agent.urls"
WSGI_APPLICATION = "hotel_agent.wsgi.application"
ASGI_APPLICATION = "hotel_agent.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*([BASE_DIR / "templates" / "plain"] if PLAIN else []), BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["hotel_agent.plain.side_bar"] if PLAIN else []),
            ],
        },
    },
    {
        # What a guest reads is plain text: nothing to escape, and nothing a guest wrote is a template.
        "NAME": "replies",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "replies"],
        "OPTIONS": {
            "autoescape": False,
            "builtins": ["messaging.templatetags.replies", "messaging.templatetags.things"],
        },
    },
]

LANGUAGE_CODE = "en"
LANGUAGES = [("es", "Español"), ("pt-br", "Português"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hotel_agent.formats"]
LANGUAGE_COOKIE_PATH = "/admin/"  # guests choose theirs by ?lang=
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=PRODUCTION)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Who enters the back office: docs/access.md.
AUTHENTICATION_BACKENDS = ["hotel_agent.lockout.Backend", "django.contrib.auth.backends.ModelBackend"]
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=60)
SESSION_COOKIE_AGE = 12 * 3600  # pms.entrance.LONGEST: also rows that nobody comes back for are gone by then
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])
if unknown := set(SECOND_FACTOR_ROLES) - {"front_desk", "manager", "owner", "operator"}:
    raise ImproperlyConfigured(f"SECOND_FACTOR_ROLES: there is no role {', '.join(sorted(unknown))}")
OTP_TOTP_ISSUER = "Hotel agent"
# Attempts are counted in PostgreSQL: a flushed Redis opens no door.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "hotel_agent.lockout.answer"
AXES_CLIENT_IP_CALLABLE = "hotel_agent.lockout.client_ip"
AXES_SENSITIVE_PARAMETERS = ["username"]  # in the log the address alone: who errs types the password there
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware stands there in a class of ours

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["pms.authentication.HotelApiKey"],
    "DEFAULT_PERMISSION_CLASSES": ["pms.authentication.IsHotel"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hotel_agent.api.SafeJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "hotel_agent.api.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hotel agent",
    "DESCRIPTION": "Understands guests, asks the PMS, holds rooms and books them once.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

CELERY = {
    "broker_url": REDIS_URL,
    "broker_connection_retry_on_startup": True,
    # A publish inside a request never waits for Redis: the sweeper finds in the tables what was not queued.
    "broker_transport_options": {"socket_connect_timeout": 0.25, "socket_timeout": 5, "max_retries": 0},
    "task_publish_retry": False,
    "task_ignore_result": True,
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    "worker_hijack_root_logger": False,
    "task_default_queue": "inbound",
    "timezone": "UTC",
}

SESSION_TTL = env.int("SESSION_TTL", default=3600)  # seconds a conversation is remembered
BURST_QUIET_TIME = env.float("BURST_QUIET_TIME", default=1.0)  # seconds without a message before a turn starts
OFFER_MINUTES = env.int("OFFER_MINUTES", default=30)  # how long a quoted price stands
# Where a browser opens its web socket; empty: same address as the page (a proxy joins them in production).
LIVE_URL = env.str("LIVE_URL", default="")
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
# smtp+tls://user:password@host:587; without one, mail to staff stands in the worker's log.
vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or "hotel-agent@localhost"
FAKE_WHATSAPP_URL = env.str("FAKE_WHATSAPP_URL", default="http://127.0.0.1:8002")

LOG_JSON = env.bool("LOG_JSON", default=PRODUCTION)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = "hotel_agent.logs.configure"
LOGGING = {"version": 1}  # what is empty Django does not configure at all

WAFFLE_CREATE_MISSING_FLAGS = False
