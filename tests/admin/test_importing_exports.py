"""What the site exports comes back as it went: nothing new, and no record made twice."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement, Meeting, RecordTopic
from tests.admin.importing import outcome, tried
from tests.world import (
    agreement,
    body,
    citation,
    delegation,
    further_party,
    institution,
    meeting,
    participant,
    person,
    relation,
    topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> None:
    held = meeting(body=body(name="Joint Group"), ordinal=3, date="2023-06-02", city="Rabat", country_id="MA")
    citation(meeting=held)
    citation(meeting=meeting(title="Talks", date="2022-40", relation=relation("ES", "ML")))
    known = agreement(title="=Accord", signed="2007-01", in_force="2008~", summary="Two lines;\nof words.",
                      topic_words=["returns"], relation=relation("ES", "ML"))  # fmt: skip
    RecordTopic.objects.create(agreement=known, topic=topic("return", name="Return"))
    further_party("EU", agreement=known)
    citation(agreement=known)
    seated = person("Khalid Zerouali", variants=("Khaled Zerouali",), wikidata="Q5")
    seated.party_rows.create(party_id="MA")
    here = institution(kind="ministry")
    participant(delegation=delegation(meeting=held), person=seated, institution=here)


@pytest.mark.parametrize(("kind", "rows"), [("agreements", 1), ("meetings", 2), ("people", 1), ("institutions", 1)])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_that_is_imported_changes_nothing(kind: str, rows: int, ending: str, desk: Client, cast: Any) -> None:
    answer = desk.get(f"/{kind}.{ending}")
    content = b"".join(answer) if answer.streaming else answer.content
    told = outcome(desk, tried(desk, kind, (f"{kind}.{ending}", content)))
    assert [(row.what, row.changes, row.reasons, row.doubts) for row in told] == [("unchanged", [], [], [])] * rows
    assert (Agreement.objects.count(), Meeting.objects.count()) == (1, 2)
