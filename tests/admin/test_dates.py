"""Dates typed as text, and what the page says of them."""

from datetime import date

import pytest
from django.test import Client

from agreements.models import AgreedAction, Source
from tests.admin.pages import ADD, meeting_form, rows, save
from tests.world import relation, source


@pytest.mark.parametrize(
    ("text", "told", "wrong"),
    [
        ("2023-06", "understood as June 2023 (2023-06)", False),
        ("second half of 2023", "understood as second half of 2023 (2023-41)", False),
        ("22 and 23 June 2023", "understood as 22 and 23 June 2023 (2023-06-22/2023-06-23)", False),
        ("2 juin 2023", "understood as 2 June 2023 (2023-06-02)", False),
        ("2/6/2023", "can be read in two ways", True),
        ("30 February 2023", "2023-02 has no day 30", True),
        ("as soon as possible", "as soon as possible", True),
        ("", "", False),
    ],
)
def test_the_page_says_what_it_understands(desk: Client, text: str, told: str, wrong: bool) -> None:
    answer = desk.get("/admin/understand-date/", {"text": text}).json()
    assert told in answer["text"]
    assert answer["error"] == wrong


def test_a_due_date_may_be_words_alone(desk: Client) -> None:
    answer = desk.get("/admin/understand-date/", {"text": "as soon as possible", "phrases": "1"}).json()
    assert answer == {"text": "kept as the source's words, without a date", "error": False}


@pytest.mark.parametrize(
    ("typed", "phrase", "due", "kept"),
    [
        ("second half of 2023", "", "2023-41", "second half of 2023"),
        ("second half of 2023", "in the autumn", "2023-41", "in the autumn"),
        ("2023-07/2023-12", "", "2023-07/2023-12", ""),
        ("before the next summit", "", None, "before the next summit"),
    ],
)
def test_a_due_date_keeps_the_words_it_was_typed_in(
    desk: Client, typed: str, phrase: str, due: str | None, kept: str
) -> None:
    row = {"text": "Meet.", "kind": "commitment", "due": typed, "due_phrase": phrase}
    assert desk.post(ADD, meeting_form(relation=relation().pk, **rows("actions", row))).status_code == 302
    action = AgreedAction.objects.get()
    assert (action.due.edtf if action.due else None, action.due_phrase) == (due, kept)


@pytest.mark.parametrize(
    ("typed", "kept"), [("2023-05-04", date(2023, 5, 4)), ("4 May 2023", date(2023, 5, 4)), ("04/05/2023", None)]
)
def test_a_day_that_can_be_read_in_two_ways_is_asked_for_again(desk: Client, typed: str, kept: date | None) -> None:
    cited = source()
    answer = save(desk, cited, accessed=typed)
    assert ("Write the day as 2023-06-02 or 2 June 2023." in answer.content.decode()) is (kept is None)
    assert Source.objects.get().accessed == kept
