"""What the pages of an account have in common."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse

from agreements.accounts.urls import urlpatterns
from tests.accounts.conftest import LOGIN, with_app

ADDRESSES = ["/accounts/" + str(pattern.pattern) for pattern in urlpatterns if isinstance(pattern, URLPattern)]
PLAIN = [address for address in ADDRESSES if not set("<^") & set(address)]


@pytest.mark.parametrize("logged_in", [False, True])
def test_every_page_is_for_no_cache_and_no_search_engine(client: Client, editor: User, logged_in: bool) -> None:
    if logged_in:
        client.force_login(editor)
    shown = 0
    for address in PLAIN:
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404), address
        assert "unsafe" not in answer.headers["Content-Security-Policy"], address
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"], address
            assert answer.headers["X-Robots-Tag"] == "noindex", address
            assert answer.content.decode().count("<h1") == 1, address
            shown += 1
    assert (len(PLAIN), shown) == (22, 8 if logged_in else 5)


def test_pages_have_one_address_in_every_language(client: Client, db: None) -> None:
    assert client.get(LOGIN).headers["Content-Language"] == settings.LANGUAGE_CODE
    for language in ("fr", "es", "ar"):
        assert client.get(f"/{language}{LOGIN}").status_code == 404


def test_only_an_unused_account_page_tells_of_no_codes(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert "Recovery codes" not in client.get(reverse("mfa_index")).content.decode()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404
    with_app(editor)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302


def test_public_pages_lead_no_reader_to_the_login(client: Client, db: None) -> None:
    assert "/accounts/" not in client.get("/").content.decode()
