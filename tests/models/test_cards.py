"""The cards say at every moment what the record says, whoever changed it and however."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Delegation,
    FacetCount,
    Meeting,
    MeetingCard,
    Participant,
    Person,
    RecordTopic,
    Source,
)
from agreements.models.card import made_together
from tests import world
from tests.models.one_of_each import ONE_OF_EACH
from tests.models.rules import write

pytestmark = pytest.mark.django_db

CARDS = ("meeting", "action", "agreement", "body", "person", "source", "party", "topic", "institution")
# The columns of each card that its list counts: those with one value, and arrays.
COUNTED = {
    "meeting": ("relation_id body_id status format level", "parties topics people institutions years"),
    "action": ("relation_id body_id kind level", "parties topics responsible people institutions years due_years"),
    "agreement": ("relation_id designation legal_force subject lifecycle", "parties topics years"),
    "body": ("relation_id kind state", "parties"),
    "person": ("", "parties bodies institutions"),
    "source": ("kind", "years"),
}
PUBLIC = {"meeting": Meeting, "action": AgreedAction, "agreement": Agreement, "body": Body, "person": Person}


def wrong() -> dict[str, list[Any]]:
    """Cards that differ from what they are made from, and cards of what is not public, by kind."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for card in CARDS:
            cursor.execute(f"SELECT * FROM agreements_{card}card_now LIMIT 0")  # noqa: S608
            columns = ", ".join(column.name for column in cursor.description)
            kept, now = (f"SELECT {columns} FROM agreements_{card}card{end}" for end in ("", "_now"))  # noqa: S608
            cursor.execute(f"({kept} EXCEPT {now}) UNION ALL ({now} EXCEPT {kept})")
            found[card] = cursor.fetchall()
    for card, model in {**PUBLIC, "source": Source}.items():
        cards: Any = model._meta.get_field("card").related_model
        found[card] += set(cards.objects.values_list("pk", flat=True)) ^ set(
            model.published.values_list("pk", flat=True)  # type: ignore[attr-defined]
        )
    return {card: rows for card, rows in found.items() if rows}


def wrong_counts() -> list[Any]:
    """Counts that differ from what there is to count."""
    found: list[Any] = []
    with connection.cursor() as cursor:
        for card, (plain, many) in COUNTED.items():
            for column in plain.split() + many.split():
                value = f"unnest({column})" if column in many.split() else column
                cursor.execute(
                    f"SELECT %s, v::text, count(*) FROM (SELECT {value} AS v FROM agreements_{card}card) u "  # noqa: S608
                    "WHERE v IS NOT NULL GROUP BY v EXCEPT SELECT facet, value, sum(change) FROM agreements_facetcount "
                    "WHERE card = %s GROUP BY facet, value",
                    [column.removesuffix("_id"), card],
                )
                found += cursor.fetchall()
            cursor.execute(
                "SELECT facet, value, sum(change) FROM agreements_facetcount WHERE card = %s "
                "GROUP BY facet, value HAVING sum(change) < 0",
                [card],
            )
            found += cursor.fetchall()
    return found


def full_meeting(**given: Any) -> Meeting:
    """A meeting with one of everything."""
    held = world.meeting(body=world.body(), ordinal=1, date="2023-06-02", **given)
    seat = world.participant(
        person=world.person(variants=("Jalid",)), delegation=world.delegation(meeting=held), post="Director"
    )
    world.citation(participant=seat)
    world.citation(meeting=held)
    RecordTopic.objects.create(meeting=held, topic=world.topic())
    world.citation(action=world.action(meeting=held, due="2023"))
    world.position(meeting=held)
    return held


@pytest.mark.parametrize("model", ONE_OF_EACH, ids=lambda model: model.__name__)
def test_a_change_of_any_table_reaches_the_cards(model: type[Model]) -> None:
    make, change = ONE_OF_EACH[model]
    with transaction.atomic():
        full_meeting()
        row = make()
        assert wrong() == {}
        if change:
            write(row, change, copied=False)
            assert wrong() == {}
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)


def test_what_became_of_an_action_reaches_its_card() -> None:
    first = world.update(action=world.action(meeting=full_meeting(), number=7, due="2023"), date="2023-05")
    assert wrong() == {}
    world.update(action=first.action, date="2024", corrects=first)
    assert wrong() == {}


@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
def test_what_is_no_longer_published_has_no_card(state: str) -> None:
    held = full_meeting()
    assert MeetingCard.objects.filter(pk=held.pk).exists()
    Meeting.objects.update(publication=state, withdrawn_reason="Wrong." if state == "withdrawn" else "")
    Body.objects.update(publication=state, withdrawn_reason="Wrong." if state == "withdrawn" else "")
    assert wrong() == {}
    assert not MeetingCard.objects.exists()


def test_a_deleted_record_leaves_no_card() -> None:
    held = full_meeting()
    Participant.objects.all().delete()
    Delegation.objects.all().delete()
    assert wrong() == {}
    Meeting.objects.update(publication="draft")
    held.delete()
    assert wrong() == {}


def test_many_rows_changed_by_one_statement_all_reach_the_cards() -> None:
    for _ in range(3):
        full_meeting()
    Person.objects.update(name="Somebody Else")
    Body.objects.update(name="Another Group")
    Participant.objects.update(post="Adviser")
    assert wrong() == {}


def test_the_counts_over_all_cards_follow_them() -> None:
    for _ in range(3):
        full_meeting()
    assert wrong_counts() == []
    Meeting.objects.filter(pk=Meeting.objects.values("pk")[:1]).update(publication="draft")
    Participant.objects.all()[:1].get().delete()
    AgreedAction.objects.update(kind="renewal")
    assert wrong_counts() == []
    with connection.cursor() as cursor:
        for card in COUNTED:
            cursor.execute("SELECT agreements_add_up_counts(%s)", [card])
    assert wrong_counts() == []
    assert FacetCount.objects.filter(card="meeting", facet="status").count() == 1


def test_a_load_makes_the_cards_once_at_its_end() -> None:
    with transaction.atomic(), made_together():
        held = full_meeting()
        assert not MeetingCard.objects.exists()
    assert MeetingCard.objects.filter(pk=held.pk).exists()
    assert wrong() == {}
