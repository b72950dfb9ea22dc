"""Something in every queue, once for each turn."""

import pghistory
from django.contrib.auth.models import User

from agreements.models import Relation
from tests.world import (
    action,
    body,
    citation,
    delegation,
    institution,
    meeting,
    participant,
    person,
    source,
    update,
)


def something_in_every_queue(turn: int, relation: Relation, user: User) -> None:
    with pghistory.context(user=user.pk):
        meeting(relation=relation, publication="draft", topic_words=[f"word {turn}"])
    meeting(relation=relation, publication="in-review")
    held = meeting(relation=relation, date=f"20{turn:02}-06-02")
    meeting(relation=relation, date=f"20{turn:02}-06-03", status="scheduled")
    for _ in range(2):
        citation(meeting=held, source=source(working=False))
    action(meeting=held, due="2023")
    update(action=action(meeting=held, number=2), date="2019")
    participant(delegation=delegation(meeting=held), person=person(f"Omar Benani{turn}"))
    person(f"Benani{turn} Omar")
    institution(f"Agency {turn} of Labour"), institution(f"Agency {turn} of Labor")
    silent = body(relation=relation, name=f"Group {turn} on borders")
    body(relation=relation, name=f"Group on borders {turn}")
    for year in ("2001", "2002", "2003"):
        meeting(relation=relation, body=silent, ordinal=int(year[-1]) + 1, date=f"{year}-01-01")
    for address in (f"http://example.org/same/{turn}/", f"https://www.example.org/same/{turn}"):
        citation(meeting=held, source=source(url=address))
