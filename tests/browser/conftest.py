"""The site with the corpus, and a browser at it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desk import Desk, served_desk
from tests.browser.site import served_corpus
from tests.browser.ways import MOUSE, NO_SCRIPT, Reader, Reads


@pytest.fixture(scope="session")
def live_corpus() -> Iterator[str]:
    with served_corpus() as site:
        yield site.address


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """Shared by all that write: each test makes the records it changes."""
    with served_desk() as served:
        yield served


@pytest.fixture
def at(browser: Browser, live_corpus: str) -> Iterator[Any]:
    """Opens a page of the site: at("/meetings/", width=360, scheme="dark")."""
    contexts = []

    def open_page(path: str, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(live_corpus + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[dict[bool, Page]]:
    """One with scripts, one without, each kept open: to open a new one takes as long as to load a page. Their readers
    want no motion, so that nothing has to be waited for while it glides into view."""
    contexts = {
        script: browser.new_context(java_script_enabled=script, reduced_motion="reduce") for script in (True, False)
    }
    yield {script: context.new_page() for script, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def reads(windows: dict[bool, Page], live_corpus: str) -> Reads:
    """A reader who goes on from a page in one of the ways: reads("/meetings/", way)."""

    def opened(path: str, way: str = MOUSE) -> Reader:
        page = windows[way != NO_SCRIPT]
        page.goto(live_corpus + path, wait_until="domcontentloaded")
        return Reader(page, way)

    return opened
