"""The page of one agreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from agreements.models import AgreedAction, Agreement, Citation, Topic
from agreements.pages.actions import ActionLine, TakenUp, line, taken_up, with_lines
from agreements.pages.links import Link, public_links, topic_rows
from agreements.pages.marks import Mark, SourceList
from agreements.pages.meeting import Note


@dataclass(frozen=True)
class AgreementPage:
    agreement: Agreement
    relation: Link
    parties: list[Link]
    facts: list[tuple[str, str, list[Mark]]]
    replaced_by: Link | None
    replaces: list[Link]
    actions: list[ActionLine]
    led_here: list[TakenUp]
    topics: list[Topic]
    sources: SourceList
    notes: list[Note]


def for_page(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return (
        agreements.with_parties()  # type: ignore[attr-defined]
        .select_related("replaced_by")
        .prefetch_related(
            Prefetch("citations", Citation.objects.select_related("source")),
            topic_rows(),
        )
    )


def agreement_page(agreement: Agreement, on: date) -> AgreementPage:
    sources = SourceList(list(agreement.citations.all()))
    actions = with_lines(AgreedAction.published.filter(agreement=agreement), on)
    relation = agreement.relation
    links = public_links(agreement.all_parties)
    later = agreement.replaced_by
    led_here = AgreedAction.published.filter(leads_to_agreement=agreement).select_related("meeting__body", "agreement")
    return AgreementPage(
        agreement=agreement,
        relation=Link(str(relation), relation.get_absolute_url()),
        parties=[links[party.pk] for party in agreement.all_parties],
        facts=[fact for fact in _facts(agreement, sources) if fact[1]],
        replaced_by=Link(later.title, later.get_absolute_url()) if later and later.is_public else None,
        replaces=[
            Link(other.title, other.get_absolute_url()) for other in Agreement.published.filter(replaced_by=agreement)
        ],
        actions=[line(action, agreement.all_parties, sources, on) for action in actions],
        led_here=[taken_up("", action) for action in led_here.order_by("pk")],
        topics=[row.topic for row in agreement.topic_rows.all()],
        sources=sources,
        notes=[note for note in _notes(agreement) if note.text],
    )


def _facts(agreement: Agreement, sources: SourceList) -> Iterator[tuple[str, str, list[Mark]]]:
    """Label, value, marks, in reading order; a value that is not established says so rather than nothing."""
    signed = str(agreement.signed or "")
    if agreement.signed_place:
        signed = ", ".join(part for part in (signed, agreement.signed_place) if part)
    yield gettext("Signed"), signed or gettext("not known"), sources.of_field("signed")
    yield gettext("In force"), str(agreement.in_force or ""), sources.of_field("in_force")
    yield gettext("Ended"), str(agreement.ended or ""), sources.of_field("ended")
    yield gettext("Status"), str(agreement.get_lifecycle_display()), sources.of_field("lifecycle")
    yield gettext("As reported"), agreement.status_as_reported, sources.of_field("status_as_reported")
    yield gettext("Designation"), str(agreement.get_designation_display()), []
    yield gettext("Subject"), str(agreement.get_subject_display()), []
    yield gettext("Legal force"), str(agreement.get_legal_force_display()), sources.of_field("legal_force")
    yield gettext("Text"), str(agreement.get_text_access_display()), []


def _notes(agreement: Agreement) -> Iterator[Note]:
    yield Note(gettext("The title"), agreement.title_note)
    yield Note(gettext("The signature"), agreement.signed_note)
    yield Note(gettext("The entry into force"), agreement.in_force_note)
    yield Note(gettext("The parties"), agreement.parties_note)
