"""How a record of each kind is shown among results of the search: its name, where and when, and what it says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.filters.action import ActionFilter
from agreements.filters.agreement import AgreementFilter
from agreements.filters.body import BodyFilter
from agreements.filters.institution import InstitutionFilter
from agreements.filters.meeting import MeetingFilter
from agreements.filters.party import PartyFilter
from agreements.filters.person import PersonFilter
from agreements.filters.relation import RelationFilter
from agreements.filters.source import SourceFilter
from agreements.filters.topic import TopicFilter
from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Institution,
    Meeting,
    Participant,
    Party,
    Person,
    Relation,
    Source,
    Topic,
)
from agreements.models.names import NamesInFourLanguages
from agreements.models.vocabularies import Publication
from agreements.pages.rows import relation_of
from agreements.pages.tense import unheld_status, when
from agreements.wording import commas


class Passage(NamedTuple):
    """A text of the record with the word for what it is: "Post", "Note"."""

    label: Any
    text: str


NOTE, ALSO, PARTICIPANT, WORDS = _("Note"), _("Also known as"), _("Participant"), _("Topic words")


@dataclass(frozen=True)
class Shown:
    """`named` has what `title` needs, `told` makes of it what `where` and `passages` need as well, in a fixed number of
    queries; neither looks up anything more."""

    model: type[Model]
    heading: Any
    noun: Callable[[int], str]
    named: Callable[[], QuerySet]
    told: Callable[[Any], QuerySet]
    title: Callable[[Any], str]
    where: Callable[[Any], Iterable[Any]]
    passages: Callable[[Any], Iterable[Passage]]

    @property
    def label(self) -> str:
        return str(capfirst(self.model._meta.verbose_name))


def _texts(label: Any, *texts: str) -> Iterator[Passage]:
    return (Passage(label, text) for text in texts if text)


def _parts(*parts: Any) -> str:
    return commas(parts)


def _told_meetings(meetings: Any) -> QuerySet:
    seats = Participant.objects.select_related("person", "institution").prefetch_related("person__variants")
    return (
        meetings.with_parties().select_related("country").prefetch_related(Prefetch("delegations__participants", seats))
    ).prefetch_related("positions")


def _of_meeting(meeting: Meeting) -> Iterator[Passage]:
    for delegation in meeting.delegations.all():
        for seat in delegation.participants.all():
            yield Passage(PARTICIPANT, _parts(seat.person, seat.post, seat.institution))
            if seat.person:
                names = filter(None, [seat.person.native_name, *map(str, seat.person.variants.all())])
                yield from _texts(PARTICIPANT, *(f"{seat.person} ({name})" for name in names))
    yield from _texts(_("Position"), *(position.text for position in meeting.positions.all()))
    yield from _texts(WORDS, commas(meeting.topic_words))
    notes = (meeting.notes, meeting.ordinal_note, meeting.date_note, meeting.place_note, meeting.status_note)
    yield from _texts(NOTE, *notes)


def _of_agreement(agreement: Agreement) -> Iterator[Passage]:
    yield from _texts(_("Summary"), agreement.summary)
    yield from _texts(_("Place of signature"), agreement.signed_place)
    yield from _texts(_("Status as reported"), agreement.status_as_reported)
    yield from _texts(WORDS, commas(agreement.topic_words))
    notes = (agreement.title_note, agreement.signed_note, agreement.in_force_note, agreement.parties_note)
    yield from _texts(NOTE, *notes)


def _where_agreed(action: AgreedAction) -> list[Any]:
    parent = action.parent
    if isinstance(parent, Meeting):
        return [parent.public_name, when(parent), parent.relation]
    return [parent.title, parent.signed, parent.relation]


def _of_action(action: AgreedAction) -> Iterator[Passage]:
    yield from _texts(_("Due"), action.due_phrase)
    yield from _texts(NOTE, action.due_note)


def _told_people(people: QuerySet) -> QuerySet:
    seats = Participant.objects.filter(delegation__meeting__publication=Publication.PUBLISHED)
    seats = seats.select_related("institution", "delegation__party")
    return people.prefetch_related("variants", Prefetch("participations", seats, to_attr="public_seats"))


def _where_person(person: Any) -> list[Any]:
    return [person.native_name, _parts(*dict.fromkeys(str(seat.delegation.party) for seat in person.public_seats))]


def _of_person(person: Any) -> Iterator[Passage]:
    yield from _texts(ALSO, *map(str, person.variants.all()))
    posts = dict.fromkeys(_parts(seat.post, seat.institution) for seat in person.public_seats)
    yield from _texts(_("Post"), *posts)
    yield from _texts(NOTE, person.note)


def _of_names(named: NamesInFourLanguages) -> Iterator[Passage]:
    return _texts(ALSO, *(name for name in (named.name, named.name_fr, named.name_es, named.name_ar)))


def _of_topic(topic: Topic) -> Iterator[Passage]:
    yield from _of_names(topic)
    yield from _texts(ALSO, *map(str, topic.aliases.all()))


def _of_source(source: Source) -> Iterator[Passage]:
    yield from _texts(NOTE, source.note)
    yield from _texts(_("Address"), source.url)


# In the order of the navigation.
SHOWN = {
    "meeting": Shown(
        Meeting,
        _("Meetings"),
        MeetingFilter.noun,
        lambda: Meeting.published.select_related("body"),
        _told_meetings,
        lambda meeting: meeting.public_name,
        lambda meeting: [when(meeting), meeting.place, relation_of(meeting), unheld_status(meeting)],
        _of_meeting,
    ),
    "action": Shown(
        AgreedAction,
        _("Actions"),
        ActionFilter.noun,
        lambda: AgreedAction.published.select_related("meeting__body", "agreement"),
        lambda actions: actions.select_related(
            "meeting__relation__a", "meeting__relation__b", "agreement__relation__a", "agreement__relation__b"
        ),
        lambda action: action.text,
        _where_agreed,
        _of_action,
    ),
    "agreement": Shown(
        Agreement,
        _("Agreements"),
        AgreementFilter.noun,
        lambda: Agreement.published.all(),
        lambda agreements: agreements.with_parties(),
        str,
        lambda agreement: [agreement.signed, relation_of(agreement), agreement.get_designation_display()],
        _of_agreement,
    ),
    "body": Shown(
        Body,
        _("Bodies"),
        BodyFilter.noun,
        lambda: Body.published.all(),
        lambda bodies: bodies.with_parties(),
        str,
        lambda body: [relation_of(body), body.get_kind_display()],
        lambda body: [*_texts(ALSO, *body.other_names), *_texts(NOTE, body.note)],
    ),
    "relation": Shown(
        Relation,
        _("Relations"),
        RelationFilter.noun,
        lambda: Relation.objects.select_related("a", "b"),
        lambda relations: relations.for_list(),
        str,
        lambda relation: [
            MeetingFilter.noun(relation.meeting_count),
            AgreementFilter.noun(relation.agreement_count),
        ],
        lambda relation: [*_of_names(relation.a), *_of_names(relation.b)],
    ),
    "party": Shown(
        Party,
        _("Parties"),
        PartyFilter.noun,
        lambda: Party.objects.all(),
        lambda parties: parties,
        str,
        lambda party: [party.get_kind_display()],
        _of_names,
    ),
    "person": Shown(
        Person,
        _("People"),
        PersonFilter.noun,
        lambda: Person.objects.all(),
        _told_people,
        str,
        _where_person,
        _of_person,
    ),
    "institution": Shown(
        Institution,
        _("Institutions"),
        InstitutionFilter.noun,
        lambda: Institution.objects.select_related("party"),
        lambda institutions: institutions.prefetch_related("variants"),
        str,
        lambda institution: [institution.party],
        lambda institution: _texts(ALSO, *map(str, institution.variants.all())),
    ),
    "topic": Shown(
        Topic,
        _("Topics"),
        TopicFilter.noun,
        lambda: Topic.objects.all(),
        lambda topics: topics.select_related("parent").prefetch_related("aliases"),
        str,
        lambda topic: [topic.parent],
        _of_topic,
    ),
    "source": Shown(
        Source,
        _("Sources"),
        SourceFilter.noun,
        lambda: Source.objects.all(),
        lambda sources: sources,
        str,
        lambda source: [source.publisher, source.published_on, source.get_kind_display()],
        _of_source,
    ),
}
