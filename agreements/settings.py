"""All settings, read from the environment.

Without any variable the site runs for local use only: embedded database, a key kept in the data folder, loopback
hosts. DEPLOYMENT=production turns on what `check --deploy` asks for and refuses to start without SECRET_KEY and
ALLOWED_HOSTS. The README lists every variable.
"""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from agreements.embedded import layout
from agreements.environment import database_from_url, local_secret_key, one_of, whole_number
from agreements.theme import THEME

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("DEPLOYMENT", "local") == "production"


def _required_in_production(name: str, local: str) -> str:
    value = os.environ.get(name, "")
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"Set {name}: DEPLOYMENT=production does not start without it.")
    return value or local


SECRET_KEY = _required_in_production("SECRET_KEY", "") or local_secret_key(layout.data_folder())
ALLOWED_HOSTS = _required_in_production("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
DEBUG = os.environ.get("DEBUG", "") == "1" and not PRODUCTION

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": database_from_url(DATABASE_URL) if DATABASE_URL else layout.connection_settings()}

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "agreements.admin.apps.RecordAdminConfig",
    "agreements.accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "agreements",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agreements.views.public.bodiless_heads",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agreements.accounts.second_factor.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "agreements.urls"
WSGI_APPLICATION = "agreements.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agreements.views.languages.page_languages",
            ],
        },
    }
]

# Widgets of our own are drawn by templates of the project, too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "agreements.formats"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "static-collected"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "agreements.stylesheets.JoinedStylesheets"},
}

# Of all processes: limits and used-up codes that each counted for itself would be none. Public pages ask nothing here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

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

AUTHENTICATION_BACKENDS = ["agreements.accounts.backend.Accounts"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 4 * 3600
# Whoever wrote a record does not publish it. Off where one person tries the site alone.
FOUR_EYES = one_of("FOUR_EYES", ("0", "1"), 1 if PRODUCTION else 0) == "1"
STAFF_SECOND_FACTOR = one_of("STAFF_SECOND_FACTOR", ("required", "optional"), 0 if PRODUCTION else 1)

# Names or addresses log in, nobody signs up, and what an e-mail address proves is that mail reaches it.
ACCOUNT_ADAPTER = "agreements.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Of another password, another app, another passkey the owner of the account hears by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"login": "agreements.accounts.forms.LoginForm"}
# Counted by address of the reader, and by the account that is tried.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/10m/ip,3/10m/key",
    "reset_password_from_key": "20/10m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", 1 if PRODUCTION else 0)

MFA_ADAPTER = "agreements.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers hand out passkeys over plain HTTP to localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate_webauthn": "agreements.accounts.forms.AuthenticatePasskeyForm",
    "login_webauthn": "agreements.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "agreements.accounts.forms.ReauthenticatePasskeyForm",
    "add_webauthn": "agreements.accounts.forms.AddPasskeyForm",
}

# Public pages allow nothing inline and nothing from elsewhere; the admin relaxes this for itself alone.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# A day's work. What an editor has typed when it ends is kept by the browser.
SESSION_COOKIE_AGE = 12 * 3600
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # No other host of the same domain can set them.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# What goes wrong stands in the server's own log, where whoever runs it looks first.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}

# Mail is printed on the console locally. In production it goes out by SMTP.
MAILERS: dict[str, Any] = {"default": {"BACKEND": "agreements.accounts.mail.Printed"}}
if PRODUCTION:
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("EMAIL_HOST", "localhost"),
            "port": int(os.environ.get("EMAIL_PORT", "25")),
            "username": os.environ.get("EMAIL_USER", ""),
            "password": os.environ.get("EMAIL_PASSWORD", ""),
            "use_tls": os.environ.get("EMAIL_TLS", "") == "1",
        },
    }

# The version of the software, part of every page's ETag: a new release must not be answered with an old page.
RELEASE = "0.1.0"
# Public pages that each process keeps as it sent them (see views/seen.py).
PAGES_KEPT_MB = int(os.environ.get("PAGES_KEPT_MB", "16"))
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "editors@localhost")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", CONTACT_EMAIL)

# A meeting of sixty people and sixty actions, on its one page, sends 2,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

PGHISTORY_APPEND_ONLY = True
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
# Who reads writes no history. With GET among them, which is the default, every page would be asked who reads it, and
# tell caches that it depends on the cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

UNFOLD = THEME
