"""`make lighthouse`: pages as a phone on a slow network sees them, each measured several times, against the budget."""

import re
import sys
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator

from tests.browser.site import served_corpus
from tests.lighthouse.measuring import CATEGORIES, Measured, measure, median

PAGES = ["/", "/actions/", "/meetings/", "/meetings/es-ma-gmmp-21/"]
SINGLE = ["/", "/ar/", "/about/", "/calendar/", "/search/?q=readmission", "/meetings/es-ma-gmmp-21/"]
FOLDERS = (
    "meetings",
    "actions",
    "agreements",
    "bodies",
    "relations",
    "parties",
    "people",
    "institutions",
    "topics",
    "sources",
)
MOST_BYTES = 150_000
HEAD = f"{'':42}{'perf':>6}{'a11y':>6}{'best':>6}{'SEO':>6}{'LCP s':>8}{'CLS':>8}{'TBT ms':>8}{'kB':>8}{'requests':>10}"


def main() -> int:
    parser = ArgumentParser(prog="make lighthouse", description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES, help="addresses on the site")
    parser.add_argument("--all", action="store_true", help="a page of every kind, once each")
    parser.add_argument("--runs", type=int, default=0, help="how often each page is measured (5; 1 with --all)")
    options = parser.parse_args()
    runs = options.runs or (1 if options.all else 5)
    with served_corpus() as served:
        pages = list(dict.fromkeys(_of_every_kind(served.address) if options.all else options.pages))
        return _judged(served.address, pages, runs)


def _of_every_kind(site: str) -> Iterator[str]:
    yield from SINGLE
    for folder in FOLDERS:
        yield f"/{folder}/"
        found = re.search(rf'<main.*?href="(/{folder}/[^"?]+/)"', _asked(f"{site}/{folder}/"), re.DOTALL)
        if not found:
            raise SystemExit(f"/{folder}/ leads to no page of its own.")
        yield found[1]


def _asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def _judged(site: str, pages: list[str], runs: int) -> int:
    """1 where a page misses the budget, with the reason below the table."""
    reasons: list[str] = []
    sys.stdout.write(f"Medians of {runs}, on a slow phone\n{HEAD}\n")
    for page in pages:
        for _worker in range(4):
            _asked(site + page)  # what a worker keeps is made at its first request
        found = median([measure(site + page) for _run in range(runs)])
        sys.stdout.write(_line(page, found))
        sys.stdout.flush()
        reasons += [f"{page}: {reason}" for reason in _misses(found)]
    sys.stdout.write("".join(f"\n{reason}" for reason in ["", *reasons, ""] if reasons))
    return 1 if reasons else 0


def _line(page: str, found: Measured) -> str:
    scores = "".join(f"{score:6.0f}" for score in found.scores)
    return (
        f"{page:42}{scores}{found.lcp / 1000:8.2f}{found.cls:8.3f}{found.tbt:8.0f}{found.size / 1000:8.1f}"
        f"{found.requests:10.0f}\n"
    )


def _misses(found: Measured) -> Iterator[str]:
    for name, score in zip(CATEGORIES, found.scores, strict=True):
        if score < 100:
            yield f"{name} is {score:.0f}"
    if found.cls > 0:
        yield f"the layout shifts by {found.cls:.3f}"
    if found.size > MOST_BYTES:
        yield f"{found.size:,.0f} bytes are sent, and {MOST_BYTES:,} are the most"
    yield from found.complaints


if __name__ == "__main__":
    sys.exit(main())
