"""Records that nobody has seen before load as well as the project's own, and every page of them can be read."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import translation

from agreements.corpus.load import load
from agreements.corpus.reading import read
from agreements.corpus.report import Report
from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Delegation,
    Institution,
    Meeting,
    Party,
    Person,
    Relation,
    Source,
    Topic,
)
from tests.corpus.rebuilding import expected, rebuilt

pytestmark = pytest.mark.django_db

UNSEEN = [Path(__file__).with_name(name) for name in ("unseen.yaml", "unseen.json")]
COUNTS = {"bodies": 2, "topics": 2, "people": 1, "agreements": 3, "meetings": 26, "followups": 3}


@pytest.fixture
def unseen(db: None) -> Report:
    return load(UNSEEN)


def test_all_of_it_loads(unseen: Report) -> None:
    assert unseen.refused == []
    assert unseen.rows == {(kind, "created"): number for kind, number in COUNTS.items()}
    assert unseen.doubtful == []
    assert dict(unseen.unmapped_words) == {"kvoter": {"no-se-forum-4"}}


def test_loading_it_again_changes_nothing(unseen: Report) -> None:
    assert load(UNSEEN).rows == {(kind, "unchanged"): number for kind, number in COUNTS.items()}


def test_every_field_of_it_is_kept(unseen: Report) -> None:
    records = read(UNSEEN)[0]
    for record in records:
        assert rebuilt(record.kind, record.data) == expected(record.kind, record.data)
    assert len(records) == sum(COUNTS.values())


def test_a_meeting_of_three_has_three_delegations(unseen: Report) -> None:
    sides = Delegation.objects.filter(meeting__slug="no-se-forum-4").order_by("party")
    assert [side.party_id for side in sides] == ["FI", "NO", "SE"]


def test_words_lead_to_topics_whatever_their_case(unseen: Report) -> None:
    topics = Meeting.objects.get(slug="no-se-forum-4").topics.order_by("code")
    assert [topic.code for topic in topics] == ["herding", "herding-rights"]


PAGES: list[type[Model]] = [
    *(Meeting, Agreement, Body, AgreedAction, Person, Institution, Party, Relation, Topic, Source),
]


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_page_of_it_can_be_read(model: Any, unseen: Report, client: Client) -> None:
    # A request leaves its language behind in the thread; the next test shall not find it.
    with translation.override("en"):
        addresses = [row.get_absolute_url() for row in model.published.all()]
        addresses += [f"/ar{address}" for address in addresses]
        answers = {address: client.get(address).status_code for address in addresses}
    assert answers
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_letters_that_have_no_accent_to_lose_make_readable_addresses(unseen: Report) -> None:
    assert {person.slug for person in Person.objects.all()} == {"ase-odegard", "bjorn-ost"}
    assert Institution.objects.filter(slug="no-ministry-of-sami-affairs").exists()
