"""The project's own record files, and what they hold."""

from functools import cache
from pathlib import Path

from agreements.corpus.reading import Record, read

OWN = sorted((Path(__file__).resolve().parents[2] / "agreements" / "corpus" / "records").glob("*.yaml"))
COUNTS = {"topics": 56, "people": 104, "bodies": 62, "agreements": 108, "meetings": 174, "followups": 62}


@cache
def own_records() -> list[Record]:
    records, problems = read(OWN)
    assert not problems
    return records
