"""One page measured by Lighthouse, in a browser started for it with a profile of its own."""

import json
import os
import shutil
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Nothing is fetched but the page: the browser asks nobody for updates.
FLAGS = (
    "--headless=new --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)
SECONDS = 180
# On a busy machine a browser may miss the beginning of its own page load (NO_NAVSTART).
ATTEMPTS = 3


@dataclass(frozen=True)
class Measured:
    """`scores` of 100, in the order of CATEGORIES; `lcp` and `tbt` in milliseconds; `size` in bytes as sent."""

    scores: tuple[float, ...]
    lcp: float
    cls: float
    tbt: float
    size: float
    requests: float
    complaints: tuple[str, ...]


def measure(address: str) -> Measured:
    chromium = _chromium()
    # Chromium sets up no sandbox for root.
    flags = f"{FLAGS} --no-sandbox" if os.geteuid() == 0 else FLAGS
    command = [
        str(PROGRAM),
        address,
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        f"--chrome-flags={flags}",
    ]
    if "?" in address:
        # The answer to a question is kept from search engines on purpose.
        command.append("--skip-audits=is-crawlable")
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            command,
            env=os.environ | {"CHROME_PATH": chromium},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        report = json.loads(done.stdout) if done.returncode == 0 else {}
        if report and not report.get("runtimeError"):
            return read(report)
    raise SystemExit(f"Lighthouse cannot measure {address}: {report.get('runtimeError') or done.stderr.decode()}")


def _chromium() -> str:
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    chromium = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if chromium is None:
        raise SystemExit("Lighthouse needs Chromium: install it, or set CHROMIUM to its path.")
    return chromium


def read(report: dict[str, Any]) -> Measured:
    audits, categories = report["audits"], report["categories"]
    sent = audits["network-requests"]["details"]["items"]
    return Measured(
        tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        sum(request.get("transferSize", 0) for request in sent),
        len(sent),
        tuple(_complaints(audits, categories)),
    )


def _complaints(audits: dict[str, Any], categories: dict[str, Any]) -> list[str]:
    """What costs points, with the first places on the page where it does. Times are in the table."""
    found = []
    for category in CATEGORIES[1:]:
        for part in categories[category]["auditRefs"]:
            audit = audits[part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = audit.get("details", {}).get("items", [])
                places = [item["node"]["selector"] for item in items[:3] if "node" in item]
                found.append(": ".join([audit["title"], *filter(None, [", ".join(places)])]))
    return found


def median(runs: list[Measured]) -> Measured:
    def middle(name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    return Measured(
        tuple(statistics.median(scores) for scores in zip(*(run.scores for run in runs), strict=True)),
        middle("lcp"),
        middle("cls"),
        middle("tbt"),
        middle("size"),
        middle("requests"),
        tuple(dict.fromkeys(complaint for run in runs for complaint in run.complaints)),
    )
