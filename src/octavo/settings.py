"""Every setting of the site. All `OCTAVO_*` variables are read here and nowhere else.

Order: environment (flags set it) > `.env` in the working folder > defaults. Secrets may come from a
file: `OCTAVO_X_FILE` names it. docs/reference/settings.md is held to this file by a test.
"""

import ipaddress
import os
import secrets
import sys
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

KNOWN: dict[str, str] = {}
"""Every variable read so far, with its default as text: what the reference page must list."""


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.partition("=") for line in path.read_text("utf-8").splitlines())
    return {
        key.strip(): value.strip().strip("\"'")
        for key, sign, value in pairs
        if sign and not key.lstrip().startswith("#")
    }


_FILE = _dotenv(Path(".env"))


def _text(name: str, default: str = "") -> str:
    KNOWN[name] = default
    for key in (name, f"{name}_FILE"):
        value = os.environ.get(key, _FILE.get(key, ""))
        if value and key.endswith("_FILE"):
            return Path(value).read_text("utf-8").strip()
        if value:
            return value
    return default


def _flag(name: str, default: bool = False) -> bool:
    return _text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _number(name: str, default: float) -> float:
    text = _text(name, f"{default:g}")
    try:
        return float(text)
    except ValueError:
        sys.exit(f"{name} must be a number, not {text!r}")


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in _text(name, default).split(",") if part.strip()]


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(name: str, default: str = "") -> list[Network]:
    """Addresses and networks with commas between."""
    try:
        return [ipaddress.ip_network(part, strict=False) for part in _list(name, default)]
    except ValueError as error:
        sys.exit(f"{name}: {error}; give addresses or networks, like 127.0.0.1 or 10.0.0.0/8")


# ---------------------------------------------------------------- where things are

ROOT = Path(__file__).parent
DATA = Path(_text("OCTAVO_DATA", "data")).absolute()
LISTEN_ADDR = _text("OCTAVO_LISTEN_ADDR", "127.0.0.1")
PORT = int(_number("PORT", 8000))
BASE_URL = _text("OCTAVO_BASE_URL", f"http://{LISTEN_ADDR}:{PORT}").rstrip("/")
TIME_ZONE = _text("TZ", "UTC")
DEBUG = _flag("OCTAVO_DEBUG")
RAISE_BUGS = _flag("OCTAVO_RAISE_BUGS")
LOG_LEVEL = _text("OCTAVO_LOG_LEVEL", "INFO").upper()
LOG_FORMAT = _text("OCTAVO_LOG_FORMAT", "text")


def _secret_key() -> str:
    """The signing key: given, or made once and kept in the data folder, readable by us alone."""
    if given := _text("OCTAVO_SECRET_KEY"):
        return given
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        _made_once(path, secrets.token_urlsafe(64))
    return path.read_text("ascii")


def _made_once(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, and once, whoever else is writing it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(text, "ascii")
        _name_once(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name_once(draft: Path, path: Path) -> None:
    """Give a file its name where nobody has it."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links, as exFAT
        if not path.exists():
            draft.replace(path)


def _database(url: str) -> dict[str, Any]:
    """Django's settings for a DATABASE_URL: empty (embedded), sqlite:///path or postgres://…"""
    parts = urlsplit(url)
    if parts.scheme in {"", "sqlite"}:
        path = Path(unquote(parts.path)[1:]) if parts.path else DATA / "octavo.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000;",
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        sys.exit(f"DATABASE_URL: unknown kind {parts.scheme!r}; use sqlite:///path or postgres://…")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database(_text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- Eight today


def _clock_time(name: str) -> time | None:
    """A time of day, 07:00; None where nothing is given."""
    text = _text(name)
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        sys.exit(f"{name} must be a time of day like 07:00, not {text!r}")


def _zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; the site's where nothing is given."""
    text = _text(name) or TIME_ZONE
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        sys.exit(f"{name} must be a time zone like Asia/Amman, not {text!r}")


EDITION_AT = _clock_time("OCTAVO_EDITION_AT")
EDITION_ZONE = _zone("OCTAVO_EDITION_ZONE")

# ---------------------------------------------------------------- the walk

FETCHER_ALLOW_PRIVATE_NETWORKS = _flag("OCTAVO_FETCHER_ALLOW_PRIVATE_NETWORKS")
AIR_GAP = _flag("OCTAVO_AIR_GAP")
FETCH_CONCURRENCY = int(_number("OCTAVO_FETCH_CONCURRENCY", 64))
FETCH_HOST_GAP = _number("OCTAVO_FETCH_HOST_GAP", 1.0)
USER_AGENT = _text("OCTAVO_USER_AGENT", "Octavo/0.1 (self-hosted news reader)")
WORKERS = int(_number("OCTAVO_WORKERS", min(4, os.cpu_count() or 2)))
KEEP_DAYS = _number("OCTAVO_KEEP_DAYS", 92)
KEEP_PAGES_DAYS = _number("OCTAVO_KEEP_PAGES_DAYS", 14)
WINDOW_DAYS = _number("OCTAVO_WINDOW_DAYS", 14)
PICTURES_MB = _number("OCTAVO_PICTURES_MB", 500)
KEPT_PAGES_MB = _number("OCTAVO_KEPT_PAGES_MB", 32)
RECORDINGS_MB = _number("OCTAVO_RECORDINGS_MB", 500)
STARTER_PACK = _flag("OCTAVO_STARTER_PACK", True)
DEMO = _flag("OCTAVO_DEMO", True)
DEMO_PORT = int(_number("OCTAVO_DEMO_PORT", 8017))

# ---------------------------------------------------------------- the owner's model

MODEL_URL, MODEL_KEY = _text("OCTAVO_MODEL_URL"), _text("OCTAVO_MODEL_KEY")
MODEL_NAME = _text("OCTAVO_MODEL_NAME")
MODEL_EMBEDDINGS = _text("OCTAVO_MODEL_EMBEDDINGS")
MODEL_FEATURES = frozenset(_list("OCTAVO_MODEL_FEATURES", "ask,summary,translate"))
MODEL_TIMEOUT = _number("OCTAVO_MODEL_TIMEOUT", 60)
MODEL_DAILY_TOKENS = int(_number("OCTAVO_MODEL_DAILY_TOKENS", 200_000))
ENCODER = Path(_text("OCTAVO_ENCODER")) if _text("OCTAVO_ENCODER") else None
TRANSLATE_URL, TRANSLATE_KEY = _text("OCTAVO_TRANSLATE_URL"), _text("OCTAVO_TRANSLATE_KEY")

# ---------------------------------------------------------------- the site

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "octavo.store.apps.StoreConfig",
    "octavo.web.apps.WebConfig",
]
MIDDLEWARE = [
    "octavo.web.middleware.no_body_after_head",
    "octavo.web.middleware.reader_behind_proxy",
    "django.middleware.security.SecurityMiddleware",
    "octavo.web.middleware.TextInGzip",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "octavo.web.middleware.frame_of_page",
    "octavo.web.patience.Patience",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "octavo.web.middleware.no_nulls",
    "octavo.web.middleware.members_only",
    "octavo.web.account.guesses.passwords_in_turn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "octavo.urls"
WSGI_APPLICATION = "octavo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "octavo.web.middleware.page_context",
            ],
            "builtins": ["octavo.web.tags", "django.templatetags.i18n"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
BASE_PATH = urlsplit(BASE_URL).path
ORIGIN = BASE_URL.removesuffix(BASE_PATH)
FORCE_SCRIPT_NAME = BASE_PATH or None
STATIC_URL = f"{BASE_PATH}/static/"
WHITENOISE_STATIC_PREFIX = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 31_536_000  # a year: the address of a static file changes with it
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "web" / "locale"]
USE_I18N = True
USE_TZ = True

# ---------------------------------------------------------------- people

AUTH_USER_MODEL = "store.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "octavo.web.account.profile.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers type
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Octavo] "
LOGIN_REDIRECT_URL = "front"
LOGIN_URL = "account_login"
CREATE_ADMIN = _flag("OCTAVO_CREATE_ADMIN")
ADMIN_USERNAME = _text("OCTAVO_ADMIN_USERNAME", "admin")
ADMIN_PASSWORD = _text("OCTAVO_ADMIN_PASSWORD")

# ---------------------------------------------------------------- safety

_BASE = urlsplit(BASE_URL)
IS_HTTPS = _BASE.scheme == "https"
ALLOWED_HOSTS = sorted(
    {_BASE.hostname or "localhost", "localhost", "127.0.0.1", "[::1]", *_list("OCTAVO_HOSTS")}
)
CSRF_TRUSTED_ORIGINS = [ORIGIN]
TRUSTED_PROXIES = _networks("OCTAVO_TRUSTED_PROXIES")
METRICS_ALLOWED_NETWORKS = _networks("OCTAVO_METRICS_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = IS_HTTPS and _flag("OCTAVO_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$", r"^version$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Other sites below the name are not ours to bind; nor is a list that nobody leaves in a year.
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS and _flag("OCTAVO_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Nothing to others; to ourselves the origin must be sent, or no form passes the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = BASE_PATH or "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # bytes of a form: the largest is an OPML file
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _MEMORY},
    # So many that nobody can push counts out by guessing at names that nobody has.
    "guesses": {"BACKEND": _MEMORY, "LOCATION": "guesses", "OPTIONS": {"MAX_ENTRIES": 100_000}},
}

# ---------------------------------------------------------------- mail


def _mail(url: str) -> dict[str, Any]:
    """Django's settings for an OCTAVO_EMAIL_URL: smtp://user:password@host:587 begins TLS once it
    is connected, and not on this machine; smtps://…:465 speaks TLS from the first byte."""
    parts = urlsplit(url)
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        sys.exit("OCTAVO_EMAIL_URL: give smtp://user:password@host:587 or smtps://…:465")
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_here,
        "EMAIL_TIMEOUT": 10,
    }


EMAIL_URL = _text("OCTAVO_EMAIL_URL")
globals().update(_mail(EMAIL_URL))
DEFAULT_FROM_EMAIL = _text("OCTAVO_EMAIL_FROM") or f"octavo@{_BASE.hostname or 'localhost'}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname:7} {name}: {message}", "style": "{"},
        "json": {"()": "octavo.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "trafilatura": {"level": "CRITICAL"},
        "htmldate": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},  # a line for every request that waits for a thread
    },
}

UNKNOWN = sorted(
    key
    for key in {*os.environ, *_FILE}
    if key.startswith("OCTAVO_") and key not in KNOWN and key.removesuffix("_FILE") not in KNOWN
)
"""Variables that look like ours and are not: `octavo up` warns about them."""
