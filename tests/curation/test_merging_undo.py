"""A merge undone leaves everything as it was, or says what stands in the way."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.curation.merging import KINDS, merge
from agreements.curation.merging_plan import Refused
from agreements.curation.merging_undo import in_the_way, undo
from agreements.models import Person
from tests import world
from tests.curation.merging_cast import dump, pair, wrong_cards

pytestmark = pytest.mark.django_db


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[bool, bool, str, str, bool]]:
    """For each delegation: who of the two sits there, in which posts, and whether one source is cited for both."""
    posts = st.sampled_from(["", "Wali", "Director"])
    return draw(st.lists(st.tuples(st.booleans(), st.booleans(), posts, posts, st.booleans()), max_size=4))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=worlds(), publication=st.sampled_from(["draft", "published"]))
def test_undone_everything_is_as_it_was(kind: str, seats: Any, publication: str) -> None:
    with transaction.atomic():
        kept, gone = pair(kind, seats, publication)
        before = dump()
        merged = merge(kind, kept, gone)
        assert wrong_cards() == {}
        assert dump() != before
        undo(merged)
        assert dump() == before
        assert wrong_cards() == {}
        # One transaction holds all cases of a test: each is taken back, as if it had one of its own.
        transaction.set_rollback(True)


def test_a_later_merge_is_undone_first() -> None:
    one, two, three = world.person("A"), world.person("B"), world.person("C")
    first = merge("person", two.pk, three.pk)
    second = merge("person", one.pk, two.pk)
    assert Client().get(f"/people/{three.slug}/").status_code == 404  # nobody has seen any of them
    with pytest.raises(Refused, match="Undo that first"):
        undo(first)
    undo(second)
    undo(first)
    assert Person.objects.filter(pk__in=[one.pk, two.pk, three.pk]).count() == 3


def test_a_row_deleted_since_stands_in_the_way() -> None:
    kept, gone = world.person(), world.person("Jalid")
    seat = world.participant(person=gone)
    merged = merge("person", kept.pk, gone.pk)
    seat.delete()
    assert in_the_way(merged)
    with pytest.raises(Refused, match="was deleted since"):
        undo(merged)
    assert not Person.objects.filter(pk=gone.pk).exists()


def test_what_somebody_wrote_since_stays() -> None:
    kept, gone = world.person(), world.person("Jalid", note="Wali.")
    merged = merge("person", kept.pk, gone.pk)
    Person.objects.filter(pk=kept.pk).update(note="Wali, since 2019.")
    undo(merged)
    assert Person.objects.get(pk=kept.pk).note == "Wali, since 2019."
    assert Person.objects.get(pk=gone.pk).note == "Wali."
