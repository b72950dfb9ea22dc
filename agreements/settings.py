"""All settings, read from the environment.

Without any variable the site runs for local use only: embedded database, a key kept in the data folder, loopback
hosts. DEPLOYMENT=production turns on what `check --deploy` asks for and refuses to start without SECRET_KEY and
ALLOWED_HOSTS. The README lists every variable.
"""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from agreements.embedded import layout
from agreements.environment import database_from_url, local_secret_key

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
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# What goes wrong stands in the server's own log, where whoever runs it looks first.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}

# Mail is printed on the console locally. In production it goes out by SMTP.
MAILERS: dict[str, Any] = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
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

PGHISTORY_APPEND_ONLY = True
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
# Who reads writes no history. With GET among them, which is the default, every page would be asked who reads it, and
# tell caches that it depends on the cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")


def _page(model: str, app: str = "agreements") -> object:
    return reverse_lazy(f"admin:{app}_{model}_changelist")


UNFOLD = {
    "SITE_TITLE": _("Migration Agreements Tracker"),
    "SITE_HEADER": _("Migration Agreements Tracker"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icons/favicon.svg")},
    ],
    "SCRIPTS": [lambda request: static("admin/labels.js")],
    "STYLES": [lambda request: static("admin/record.css")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("The record"),
                "items": [
                    {"title": _("Meetings"), "icon": "groups", "link": _page("meeting")},
                    {"title": _("Agreed actions"), "icon": "task_alt", "link": _page("agreedaction")},
                    {"title": _("Agreements"), "icon": "contract", "link": _page("agreement")},
                    {"title": _("Bodies"), "icon": "account_tree", "link": _page("body")},
                ],
            },
            {
                "title": _("Who and what"),
                "items": [
                    {"title": _("People"), "icon": "person", "link": _page("person")},
                    {"title": _("Institutions"), "icon": "account_balance", "link": _page("institution")},
                    {"title": _("Relations"), "icon": "link", "link": _page("relation")},
                    {"title": _("Parties"), "icon": "flag", "link": _page("party")},
                    {"title": _("Topics"), "icon": "label", "link": _page("topic")},
                ],
            },
            {
                "title": _("Sources"),
                "items": [
                    {"title": _("Sources"), "icon": "description", "link": _page("source")},
                    {"title": _("Citations"), "icon": "format_quote", "link": _page("citation")},
                    {"title": _("Old addresses"), "icon": "alt_route", "link": _page("oldaddress")},
                ],
            },
            {
                "title": _("Accounts"),
                "items": [
                    {"title": _("Users"), "icon": "badge", "link": _page("user", "auth")},
                    {"title": _("Groups"), "icon": "group", "link": _page("group", "auth")},
                ],
            },
        ],
    },
}
