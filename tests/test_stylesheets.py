"""The stylesheets are many to who writes them and one to who reads the site."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from agreements.stylesheets import IMPORT, JoinedStylesheets

STATIC = settings.BASE_DIR / "static"
OWN = sorted(path.relative_to(STATIC).as_posix() for folder in ("css", "fonts") for path in (STATIC / folder).iterdir())
# The pages of accounts have a stylesheet to themselves: no reader ever loads it.
ALONE = {"site.css", "account.css"}
COMPONENTS = sorted(path.name for path in (STATIC / "css").glob("*.css") if path.name not in ALONE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collected") / "static"
    shutil.copytree(STATIC, folder)
    source = FileSystemStorage(STATIC)
    storage = JoinedStylesheets(location=folder, base_url="/static/")
    for _name, _hashed, done in storage.post_process({name: (source, name) for name in OWN}):
        assert not isinstance(done, Exception), done
    return folder / storage.stored_name("css/site.css")


def test_every_stylesheet_is_imported_once() -> None:
    entry = (STATIC / "css" / "site.css").read_text()
    assert sorted(name for name, _media in IMPORT.findall(entry)) == COMPONENTS
    assert entry.count("@import") == len(COMPONENTS)


def test_what_is_sent_needs_no_second_file(collected: Path) -> None:
    assert "@import" not in collected.read_text()
    assert collected.read_text().startswith("@layer reset, tokens,")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_selector_of_a_component_is_sent(collected: Path, name: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / name).read_text(), flags=re.DOTALL)
    opened = {line.strip() for line in re.findall(r"[^{};]+(?={)", rules)}
    sent = " ".join(collected.read_text().split())
    assert opened
    assert {rule for rule in opened if " ".join(rule.split()) not in sent} == set()


def test_what_is_for_paper_is_for_paper_alone(collected: Path) -> None:
    before, _print, after = collected.read_text().rpartition("@media print {\n")
    own = re.sub(r"/\*.*?\*/\n*|^ +", "", (STATIC / "css" / "print.css").read_text(), flags=re.DOTALL | re.MULTILINE)
    assert after == own + "}\n"
    assert "@page" not in before


def test_notes_between_the_writers_are_not_sent(collected: Path) -> None:
    assert "/*" not in collected.read_text()


def test_the_fonts_it_names_are_there(collected: Path) -> None:
    fonts = re.findall(r'url\("(\.\./fonts/[^"]+)"\)', collected.read_text())
    assert len(fonts) == 7
    assert all((collected.parent / font).resolve().is_file() for font in fonts)


def test_all_of_it_fits_the_first_flight_of_a_connection(collected: Path) -> None:
    """Ten packets: what is more waits for a word from the phone, a round trip later."""
    assert collected.with_name(f"{collected.name}.br").stat().st_size < 14_000
