"""The record: one file per aggregate, each QuerySet above its model."""

from agreements.models.action import ActionLink, ActionParty, AgreedAction
from agreements.models.agreement import Agreement
from agreements.models.body import Body
from agreements.models.card import (
    ActionCard,
    AgreementCard,
    BodyCard,
    FacetCount,
    InstitutionCard,
    MeetingCard,
    PartyCard,
    PersonCard,
    SourceCard,
    TopicCard,
)
from agreements.models.editing import Comment, Distinct, ImportFile, LoginAttempt, Merge, SourceVisit
from agreements.models.institution import Institution, InstitutionName
from agreements.models.meeting import Delegation, Meeting, Participant, Position, PositionParty
from agreements.models.old_address import OldAddress
from agreements.models.party import Party, RecordParty, Relation
from agreements.models.person import Person, PersonName, PersonParty
from agreements.models.source import Citation, Source
from agreements.models.topic import RecordTopic, Topic, TopicAlias
from agreements.models.update import ActionUpdate
from agreements.models.version import RecordVersion

__all__ = [
    "ActionCard",
    "ActionLink",
    "ActionParty",
    "ActionUpdate",
    "AgreedAction",
    "Agreement",
    "AgreementCard",
    "Body",
    "BodyCard",
    "Citation",
    "Comment",
    "Delegation",
    "Distinct",
    "FacetCount",
    "ImportFile",
    "Institution",
    "InstitutionCard",
    "InstitutionName",
    "LoginAttempt",
    "Meeting",
    "MeetingCard",
    "Merge",
    "OldAddress",
    "Participant",
    "Party",
    "PartyCard",
    "Person",
    "PersonCard",
    "PersonName",
    "PersonParty",
    "Position",
    "PositionParty",
    "RecordParty",
    "RecordTopic",
    "RecordVersion",
    "Relation",
    "Source",
    "SourceCard",
    "SourceVisit",
    "Topic",
    "TopicAlias",
    "TopicCard",
]
