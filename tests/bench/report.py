"""The table of one run."""

from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from agreements.filters.facets import forget
from agreements.pages import kept
from agreements.pages.facets import forget_names
from agreements.scale.copying import connect_to, database_name, exists, make
from tests.bench import peer
from tests.bench.journeys import Journey, journeys
from tests.bench.measuring import Measured, measure

HEAD = f"{'':38}{'first':>9}{'median':>9}{'p95':>9}{'seen':>9}{'queries':>9}{'SQL':>9}{'ratio':>8}{'beyond':>9}"


def compare(options: Any, folder: Path, out: TextIO) -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    for number in (options.smaller, options.meetings):
        if exists(number):
            call_command("migrate", database=connect_to(number), verbosity=0)
        else:
            make(number, lambda what, done, total: None)
    own = str(connection.settings_dict["NAME"])
    smaller = _measured(own, options.smaller, options, out)
    asked = dict(_measured(own, options.meetings, options, out))
    _growth(dict(smaller), asked, out)
    if not options.no_peer and peer.available():
        _on(own, options.meetings)
        _beside(asked, folder, out)
        _on(own, 0)


def _measured(own: str, meetings: int, options: Any, out: TextIO) -> list[tuple[Journey, Measured]]:
    _on(own, meetings)
    for forgotten in (forget, forget_names, kept.forget):
        forgotten()  # another corpus may bear the same version
    client = Client(headers={"host": "localhost"})
    found = []
    out.write(f"\n{meetings:,} meetings (milliseconds)\n{HEAD}\n")
    for journey in journeys():
        if options.only not in journey.name:
            continue
        one = measure(client, journey.path)
        if one is None:
            out.write(f"{journey.name:38}no such page: {journey.path}\n")
            continue
        found.append((journey, one))
        out.write(
            f"{journey.name:38}{one.first:9.1f}{one.median:9.1f}{one.p95:9.1f}{one.seen:9.1f}{one.queries:9}{one.sql:9.1f}"
            f"{one.ratio:8.2f}{one.over:9.1f}\n"
        )
        out.flush()
    _on(own, 0)
    return found


def _on(own: str, meetings: int) -> None:
    """Ask the corpus of so many meetings from here on, or the site's `own` database again (0)."""
    connection.close()
    connection.settings_dict["NAME"] = own
    if meetings:
        connection.settings_dict["NAME"] = database_name(meetings)


def _growth(smaller: dict[Journey, Measured], larger: dict[Journey, Measured], out: TextIO) -> None:
    before = {journey.name: one for journey, one in smaller.items()}
    out.write("\nGrowth from the smaller corpus (medians)\n")
    for journey, one in larger.items():
        if journey.name in before:
            out.write(f"{journey.name:38}{one.median / before[journey.name].median:9.2f}\n")
    pages = {journey.name: one.median for journey, one in larger.items()}
    for name in ("actions", "meetings"):
        if f"{name}: page 1,000" in pages and f"{name}: everything" in pages:
            ratio = pages[f"{name}: page 1,000"] / pages[f"{name}: everything"]
            out.write(f"{name + ', page 1,000 over page 1':38}{ratio:9.2f}\n")


def _beside(asked: dict[Journey, Measured], folder: Path, out: TextIO) -> None:
    database = folder / "scale.db"
    filled = peer.fill(database, timezone.localdate())
    out.write(f"\nBeside Datasette, the same {filled:,} rows and their facets\n")
    out.write(f"{'':38}{'Datasette':>12}{'this site':>12}{'times':>8}\n")
    with peer.served(database) as address:
        for journey, one in asked.items():
            if journey.peer:
                theirs = peer.asked(f"{address}/{journey.peer}")
                out.write(f"{journey.name:38}{theirs:12.1f}{one.median:12.1f}{theirs / one.median:8.1f}\n")
                out.flush()
