"""What only shows over many records."""

import pytest

from agreements.models import TopicAlias
from tests.curation.queued import rows
from tests.world import agreement, body, meeting, topic

pytestmark = pytest.mark.django_db
GONE = {"publication": "withdrawn", "withdrawn_reason": "Entered twice."}


def test_numbers_up_to_the_highest_that_have_no_record_are_missing() -> None:
    group = body()
    for ordinal in (2, 5):
        meeting(body=group, ordinal=ordinal)
    [row] = rows("missing-ordinals")
    assert row.opens.pk == group.pk
    assert [opening.label for opening in row.others] == ["1st", "3rd", "4th"]
    assert row.others[0].url == f"/admin/agreements/meeting/add/?body={group.pk}&ordinal=1"


def test_a_draft_fills_its_number_and_a_withdrawn_meeting_does_not() -> None:
    group = body()
    meeting(body=group, ordinal=1, publication="draft")
    meeting(body=group, ordinal=2, **GONE)
    meeting(body=group, ordinal=3)
    [row] = rows("missing-ordinals")
    assert [opening.label for opening in row.others] == ["2nd"]


def test_a_whole_series_and_a_withdrawn_body_have_no_gap() -> None:
    whole = body()
    meeting(body=whole, ordinal=1)
    meeting(body=body(**GONE), ordinal=9, publication="draft")
    assert rows("missing-ordinals") == []


def test_a_slip_of_the_pen_is_no_thousand_gaps() -> None:
    meeting(body=body(), ordinal=2023)
    assert rows("missing-ordinals") == []


def _met(*days: str, **given: str) -> int:
    group = body(**given)
    for day in days:
        meeting(body=group, date=day)
    return group.pk


def test_a_body_is_silent_beyond_twice_its_interval() -> None:
    silent = _met("2018-01", "2019-01", "2020-01")
    _met("2023-01", "2024-01", "2025-06")
    [row] = rows("silent-bodies")
    assert (row.opens.pk, row.opens.at) == (silent, "id_state")
    assert row.wrong.startswith("Silent for")


def test_a_draft_of_a_meeting_breaks_the_silence_and_a_draft_body_can_be_silent() -> None:
    _met("2018-01", "2019-01", "2020-01", publication="draft")
    broken = body()
    for day, publication in (("2018-01", "published"), ("2019-01", "published"), ("2026-01", "draft")):
        meeting(body=broken, date=day, publication=publication)
    assert [row.opens.label for row in rows("silent-bodies")] == ["Joint Migration Group"]


@pytest.mark.parametrize("given", [{"state": "concluded"}, {"ended": "2021"}, GONE])
def test_a_body_that_ended_or_is_withdrawn_keeps_no_silence(given: dict[str, str]) -> None:
    _met("2018-01", "2019-01", "2020-01", **given)
    assert rows("silent-bodies") == []


def test_words_are_grouped_whatever_their_accents_and_lead_to_their_records() -> None:
    one = meeting(topic_words=["Éducation"])
    other = agreement(topic_words=["education"], publication="draft")
    [row] = rows("unmapped-words")
    assert row.wrong == "2 records use it, and it leads to no topic."
    assert {(place.model, place.pk) for place in row.others} == {("meeting", one.pk), ("agreement", other.pk)}


def test_a_word_that_names_a_topic_or_is_its_alias_is_mapped() -> None:
    TopicAlias.objects.create(topic=topic(name="Return", name_es="Retorno"), alias="readmisión")
    meeting(topic_words=["RETURN", "retorno", "Readmision"])
    assert rows("unmapped-words") == []


def test_words_of_what_is_withdrawn_are_left_alone() -> None:
    meeting(topic_words=["education"], **GONE)
    assert rows("unmapped-words") == []
