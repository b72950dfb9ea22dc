"""One row of every table of the record, and a change that it allows."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model

from agreements import models
from agreements.models.card import Card, FacetCount
from agreements.models.editing import DeskTable
from tests import world

type Make = Callable[[], Model]

TEXT = {"name": "Another name"}
OTHER_PARTY = {"party_id": "EU"}

# ActionUpdate allows none: its history is its rows.
ONE_OF_EACH: dict[type[Model], tuple[Make, dict[str, Any]]] = {
    models.ActionLink: (
        lambda: models.ActionLink.objects.create(later=world.action(), earlier=world.action()),
        {"relation": "revises"},
    ),
    models.ActionParty: (
        lambda: models.ActionParty.objects.create(action=world.action(), party_id="MA"),
        {"party_id": "ES"},
    ),
    models.ActionUpdate: (world.update, {}),
    models.AgreedAction: (world.action, {"text": "Hold two seminars."}),
    models.Agreement: (lambda: world.agreement(publication="draft"), {"title": "Another title"}),
    models.Body: (lambda: world.body(publication="draft"), TEXT),
    models.Citation: (lambda: world.citation(body=world.body()), {"quote": "We will."}),
    models.Delegation: (world.delegation, {"party_id": "ES"}),
    models.Institution: (world.institution, TEXT),
    models.InstitutionName: (
        lambda: models.InstitutionName.objects.create(institution=world.institution(), name="Interior"),
        TEXT,
    ),
    models.Meeting: (lambda: world.meeting(publication="draft"), {"title": "Other talks"}),
    models.OldAddress: (
        lambda: models.OldAddress.objects.create(path="/meetings/once/", target="/meetings/now/"),
        {"target": "/meetings/then/"},
    ),
    models.Participant: (world.participant, {"post": "Minister"}),
    models.Party: (lambda: models.Party.objects.create(code="ZZ", name="Nowhere"), TEXT),
    models.Person: (world.person, TEXT),
    models.PersonName: (lambda: models.PersonName.objects.create(person=world.person(), name="Jalid"), TEXT),
    models.PersonParty: (
        lambda: models.PersonParty.objects.create(person=world.person(), party_id="MA"),
        OTHER_PARTY,
    ),
    models.Position: (world.position, {"text": "Called for nothing."}),
    models.PositionParty: (
        lambda: models.PositionParty.objects.create(of_position=world.position(), party_id="MA"),
        OTHER_PARTY,
    ),
    models.RecordParty: (lambda: world.further_party("EU", meeting=world.meeting()), {"party_id": "FR"}),
    models.RecordTopic: (
        lambda: models.RecordTopic.objects.create(meeting=world.meeting(), topic=world.topic()),
        {"meeting_id": None, "agreement_id": 1},
    ),
    models.Relation: (world.relation, {}),
    models.Source: (world.source, {"title": "Another page"}),
    models.Topic: (world.topic, TEXT),
    models.TopicAlias: (
        lambda: models.TopicAlias.objects.create(topic=world.topic(), alias="return"),
        {"alias": "readmission"},
    ),
}


def tables_of_the_record() -> set[type[Model]]:
    """All models of the project but the histories, the cards, the desk's own tables and the record's own version."""
    every = apps.get_app_config("agreements").get_models()
    besides = Card | FacetCount | DeskTable
    written = {model for model in every if not (model.__name__.endswith("Event") or issubclass(model, besides))}
    return written - {models.RecordVersion}
