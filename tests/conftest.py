import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from agreements.embedded import layout
from agreements.embedded.server import attached
from agreements.filters.facets import forget
from agreements.pages import kept
from agreements.pages.facets import forget_names

# A cluster of the tests' own, below the one they are run beside. pytest-django has read the settings by now, so what
# they took from DATA_DIR is put right here, before anything connects; programs that tests start inherit the variable.
os.environ["DATA_DIR"] = str(layout.data_folder() / "test")
if not os.environ.get("DATABASE_URL"):
    settings.DATABASES["default"].update(layout.connection_settings())

# Playwright's synchronous API runs an event loop in the thread of the tests, which is no reason to refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.PAGES_KEPT_MB = 0  # a test that is rolled back changes the record and moves no version
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Together(LoadScopeScheduling):
    """Which tests go to the same process, where there are several: those of a folder that share what takes long to set
    up, and elsewhere those of a file. The largest shares go first."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        folder = path.split("/")[1]
        return folder if folder in ("browser", "views") else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The embedded server runs from the first test that needs a database to the last."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with attached(durable=False):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, without the sandbox it refuses to set up for root."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    chromium = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if chromium is None:
        pytest.fail("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium, "args": arguments}


@pytest.fixture(autouse=True)
def _language_of_another_test() -> Iterator[None]:
    """The test client switches to the language of the page it asks for, and leaves it on."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _counts_of_another_test() -> Iterator[None]:
    """What is counted is kept by the version of the record, and a test that is rolled back leaves no other number."""
    yield
    forget()
    forget_names()
    kept.forget()
