"""The page of one agreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from agreements.models import AgreedAction, Agreement, Topic
from agreements.pages.actions import ActionLine, TakenUp, lines, taken_up, told
from agreements.pages.cited import cited
from agreements.pages.links import Link, topics_in_order
from agreements.pages.marks import Marks, SourceList
from agreements.pages.meeting import Note
from agreements.wording import commas


@dataclass(frozen=True)
class AgreementPage:
    agreement: Agreement
    title_marks: Marks
    relation: Link
    parties: list[Link]
    parties_marks: Marks
    facts: list[tuple[str, str, Marks]]
    replaced_by: Link | None
    replaces: list[Link]
    actions: list[ActionLine]
    led_here: list[TakenUp]
    topics: list[Topic]
    sources: SourceList
    notes: list[Note]


def for_page(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return agreements.with_parties().select_related("replaced_by")  # type: ignore[attr-defined]


def agreement_page(agreement: Agreement, on: date) -> AgreementPage:
    """Of a published agreement got with `for_page`; eleven further queries at most. Its parties are public with it."""
    actions = told(AgreedAction.objects.filter(agreement=agreement), agreement)
    ids = [action.pk for action in actions.actions]
    known = cited(agreement=[agreement.pk], action=ids, updates=actions.all_updates)
    sources = SourceList(known.of("agreement", agreement.pk))
    relation = agreement.relation
    later = agreement.replaced_by
    return AgreementPage(
        agreement=agreement,
        relation=Link(str(relation), relation.get_absolute_url()),
        title_marks=sources.of_field("title"),
        parties=[Link(str(party), party.get_absolute_url()) for party in agreement.all_parties],
        parties_marks=sources.of_field("parties"),
        facts=[fact for fact in _facts(agreement, sources) if fact[1]],
        replaced_by=Link(later.title, later.get_absolute_url()) if later and later.is_public else None,
        replaces=[
            Link(other.title, other.get_absolute_url()) for other in Agreement.published.filter(replaced_by=agreement)
        ],
        actions=lines(actions, known, sources, on),
        led_here=[taken_up("", action) for action in actions.led_here],
        topics=[row.topic for row in topics_in_order(agreement.topic_rows)],
        sources=sources,
        notes=[note for note in _notes(agreement) if note.text],
    )


def _facts(agreement: Agreement, sources: SourceList) -> Iterator[tuple[str, str, Marks]]:
    """Label, value, marks, in reading order; a value that is not established says so rather than nothing."""
    signed = str(agreement.signed or "")
    if agreement.signed_place:
        signed = commas((signed, agreement.signed_place))
    yield gettext("Signed"), signed or gettext("not known"), sources.of_field("signed", "signed_place")
    yield gettext("In force"), str(agreement.in_force or ""), sources.of_field("in_force")
    yield gettext("Ended"), str(agreement.ended or ""), sources.of_field("ended")
    yield gettext("Status"), str(agreement.get_lifecycle_display()), sources.of_field("lifecycle")
    yield gettext("As reported"), agreement.status_as_reported, sources.of_field("status_as_reported")
    yield gettext("Designation"), str(agreement.get_designation_display()), sources.of_field("designation")
    yield gettext("Subject"), str(agreement.get_subject_display()), sources.of_field("subject")
    yield gettext("Legal force"), str(agreement.get_legal_force_display()), sources.of_field("legal_force")
    yield gettext("Text"), str(agreement.get_text_access_display()), sources.of_field("text_access")


def _notes(agreement: Agreement) -> Iterator[Note]:
    yield Note(gettext("The title"), agreement.title_note)
    yield Note(gettext("The signature"), agreement.signed_note)
    yield Note(gettext("The entry into force"), agreement.in_force_note)
    yield Note(gettext("The parties"), agreement.parties_note)
