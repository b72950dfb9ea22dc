"""Logging in as somebody does it: a password, and what the second factor asks of them."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.desk import Desk, served_desk

ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user({name!r}, password={password!r}, is_staff=True)
user.groups.set(Group.objects.filter(name="Editor"))
"""
PASSWORD = "a long enough password"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def door() -> Iterator[Desk]:
    """A site that lets nobody in without a second factor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STAFF_SECOND_FACTOR", "required")
        with served_desk() as served:
            yield served


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Whatever it runs into, a refusal of the content security policy above all, is on its console."""
    said: list[str] = []
    page = window.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert not said


def code_of(secret: str) -> str:
    """RFC 6238, written here once more."""
    if time.time() % 30 > 27:
        time.sleep(4)
    counter = struct.pack(">Q", int(time.time()) // 30)
    made = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = made[-1] & 15
    return f"{(struct.unpack('>I', made[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def address_of(door: Desk) -> str:
    """By name: browsers give passkeys to no number."""
    return door.address.replace("127.0.0.1", "localhost")


def log_in(page: Page, door: Desk, name: str, password: str) -> None:
    page.goto(f"{address_of(door)}/admin/agreements/body/")
    page.get_by_label("User name or e-mail address").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page: Page, door: Desk) -> None:
    page.goto(f"{address_of(door)}/accounts/")
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()


def is_accessible(page: Page) -> None:
    results: Any = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def is_at_the_desk(page: Page) -> bool:
    page.wait_for_load_state()
    return "/admin/" in page.url


def test_an_app_is_set_up_and_its_codes_and_the_recovery_codes_log_in(door: Desk, page: Page) -> None:
    page.goto(f"{address_of(door)}/admin/")
    is_accessible(page)
    log_in(page, door, "curator", door.password)
    page.get_by_text("Set up a second factor, and the desk opens.").wait_for()
    is_accessible(page)
    page.goto(f"{address_of(door)}/admin/")
    assert not is_at_the_desk(page)
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("#totp-key").inner_text()
    assert page.locator("img").evaluate("image => image.complete && image.naturalWidth > 0"), "the picture is shown"
    is_accessible(page)
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator(".account-codes li")).to_have_count(10)
    codes = page.locator(".account-codes li").all_inner_texts()
    is_accessible(page)
    page.get_by_role("link", name="To the desk").click()
    assert is_at_the_desk(page)

    log_out(page, door)
    log_in(page, door, "curator", door.password)
    page.get_by_role("heading", name="Second factor").wait_for()
    is_accessible(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/admin/agreements/body/")

    for opens in (True, False):
        log_out(page, door)
        log_in(page, door, "curator", door.password)
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Log in", exact=True).click()
        assert is_at_the_desk(page) == opens
        page.goto(f"{address_of(door)}/admin/")
        assert is_at_the_desk(page) == opens
        if not opens:
            page.get_by_role("button", name="Log in as somebody else").click()


def test_a_passkey_logs_in_alone_and_beside_the_password(door: Desk, window: BrowserContext, page: Page) -> None:
    door.shell.run(ACCOUNT.format(name="keyholder", password=PASSWORD))
    devtools = window.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(page, door, "keyholder", PASSWORD)
    page.get_by_role("link", name="Add a passkey").click()
    is_accessible(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("link", name="To the desk").click()
    assert is_at_the_desk(page)

    log_out(page, door)
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/")

    log_out(page, door)
    log_in(page, door, "keyholder", PASSWORD)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/agreements/body/")

    page.goto(f"{address_of(door)}/accounts/")
    steps = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert steps == ["password, passkey", "passkey", "password"]
    is_accessible(page)


def test_a_passkey_that_does_not_answer_is_said_in_words(door: Desk, page: Page) -> None:
    page.goto(f"{door.address}/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_text("open this page at localhost").wait_for()
