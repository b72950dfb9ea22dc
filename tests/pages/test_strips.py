"""What is drawn of the busiest relations, and how marks that would lie upon each other become one."""

from datetime import date

import pytest

from agreements.models import Relation
from agreements.pages import strips
from agreements.pages.strips import Mark
from tests.world import agreement, meeting, relation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def drawn(of: Relation) -> list[Mark]:
    found = strips.clustered([(of.pk, 0)], TODAY)
    return strips.strips(found, {of.pk: of}, TODAY).strips[0].marks


def test_a_meeting_is_a_dot_that_leads_to_it() -> None:
    met = meeting(date="2010-05-04", city="Rabat")
    [mark] = drawn(met.relation)
    assert (mark.shape, mark.url, mark.hollow) == ("dot", met.get_absolute_url(), False)
    assert mark.title == "Talks on migration, 4 May 2010, Rabat"


def test_an_agreement_is_a_diamond_that_leads_to_it() -> None:
    signed = agreement(signed="2010-05-04")
    [mark] = drawn(signed.relation)
    assert (mark.shape, mark.url) == ("diamond", signed.get_absolute_url())


def test_what_lies_together_is_one_mark_with_a_number() -> None:
    for day in ("1990-01-01", "2010-05-04", "2010-05-20", "2010-07-01"):
        meeting(date=day)
    alone, several = drawn(relation())
    assert alone.label == ""
    assert (several.label, several.title) == ("3", "3 meetings, May to July 2010")
    assert several.url == "/meetings/?relation=es-ma&from=2010-05&to=2010-07"


def test_meetings_and_agreements_stay_apart() -> None:
    meeting(date="2010-05-04")
    agreement(signed="2010-05-04")
    assert [mark.shape for mark in drawn(relation())] == ["dot", "diamond"]


@pytest.mark.parametrize("given", [{"date": "2010"}, {"date": "2010-05-04", "status": "cancelled"}])
def test_what_is_vague_or_was_not_held_is_hollow(given: dict[str, str]) -> None:
    [mark] = drawn(meeting(**given).relation)
    assert mark.hollow


def test_what_has_no_date_or_is_a_draft_is_not_drawn() -> None:
    meeting(date="2010-05-04")
    meeting()
    meeting(date="1999", publication="draft")
    assert len(drawn(relation())) == 1


def test_many_meetings_make_few_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "MOST_MARKS", 5)
    for year in range(1990, 2020):
        meeting(date=f"{year}-06")
    marks = drawn(relation())
    assert len(marks) <= 5
    assert sum(int(mark.label or 1) for mark in marks) == 30
