"""The site with the corpus, and a browser at it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import served_corpus


@pytest.fixture(scope="session")
def live_corpus() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    folder.chmod(0o755)  # as root, the database's own account must reach its folder
    try:
        with served_corpus(folder / "data") as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
