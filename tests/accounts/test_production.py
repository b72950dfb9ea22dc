"""What holds where the site is run for real, whatever holds locally."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from agreements.embedded.layout import PROJECT

NAMES = (
    "STAFF_SECOND_FACTOR", "ALLAUTH_TRUSTED_PROXY_COUNT", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "PASSWORD_HASHERS",
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
)  # fmt: skip
SAY = f"import json; from agreements import settings; print(json.dumps([getattr(settings, n) for n in {NAMES!r}]))"
PRODUCTION = {"DEPLOYMENT": "production", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "agreements.example"}


def settings_with(**variables: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=PROJECT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(NAMES, json.loads(done.stdout), strict=True))


def test_a_second_factor_is_required_and_cookies_are_bound_to_the_host() -> None:
    found = settings_with(**PRODUCTION)
    assert found["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    del found["PASSWORD_HASHERS"]
    assert found == {
        "STAFF_SECOND_FACTOR": "required",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
    }


def test_both_can_be_set() -> None:
    found = settings_with(**PRODUCTION, STAFF_SECOND_FACTOR="optional", TRUSTED_PROXIES="2")
    assert (found["STAFF_SECOND_FACTOR"], found["ALLAUTH_TRUSTED_PROXY_COUNT"]) == ("optional", 2)


@pytest.mark.parametrize(
    ("name", "value"), [("STAFF_SECOND_FACTOR", "yes"), ("TRUSTED_PROXIES", "one"), ("TRUSTED_PROXIES", "-1")]
)
def test_a_value_that_means_nothing_is_refused_in_words(name: str, value: str) -> None:
    with pytest.raises(AssertionError, match=f"ImproperlyConfigured: {name} must be"):
        settings_with(**{name: value})
