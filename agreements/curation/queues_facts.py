"""What a record lacks: a source, somebody at the head of a delegation, word of whether a planned meeting was held."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Case, Count, DateField, Exists, F, Func, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext

from agreements.curation.queues_rows import Asked, Opening, Part, Records, Row
from agreements.models import AgreedAction, Agreement, Body, Citation, Delegation, Meeting, Participant
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.vocabularies import LEADING_ROLES, MeetingStatus, Publication

SIDES = ("relation__a", "relation__b")
OF_MEETING = ("meeting__body", "meeting__relation__a", "meeting__relation__b")


def standing(way: str = "") -> Q:
    """Neither withdrawn itself nor below something withdrawn. `way` leads to a record, like `meeting__`."""
    return Q(**{f"{way}publication__in": [Publication.DRAFT, Publication.IN_REVIEW, Publication.PUBLISHED]})


def readers_first(way: str = "") -> Case:
    public = When(**{f"{way}publication": Publication.PUBLISHED}, then=Value(1))
    return Case(public, default=Value(0))


# Without a source ----------------------------------------------------------------------------------------------------


def _without_source(record: type[Model], asked: Asked) -> QuerySet:
    cited = Citation.objects.filter(**{str(record._meta.model_name): OuterRef("pk")})
    return record._default_manager.filter(NOT_WITHDRAWN).exclude(Exists(cited))


def _load_record(record: type[Model], asked: Asked) -> QuerySet:
    return record._default_manager.select_related(*SIDES, *(["body"] if record is Meeting else []))


def _tell_without_source(record: Any, asked: Asked) -> Row:
    name = record._meta.model_name
    return Row(
        wrong=gettext("Cites nothing."),
        opens=Opening(name, str(record), record.pk, "citations-group"),
        of=str(record.relation),
        more=record.get_publication_display(),
    )


WITHOUT_SOURCE = Records(
    tuple(
        Part(partial(_without_source, record), partial(_load_record, record), _tell_without_source, readers_first())
        for record in (Meeting, Agreement, Body)
    )
)


# Not pinned down -----------------------------------------------------------------------------------------------------


def _with_several(record: str) -> QuerySet:
    """The keys of records that several sources support."""
    cited = Citation.objects.filter(**{f"{record}__isnull": False}, field="").order_by()
    return cited.values(record).annotate(several=Count("source", distinct=True)).filter(several__gt=1).values(record)


def _own(fact: str) -> Exists:
    return Exists(Citation.objects.filter(**{fact: OuterRef("pk")}))


def _loose_participants(asked: Asked) -> QuerySet:
    rows = Participant.objects.filter(standing("delegation__meeting__"), ~_own("participant"))
    return rows.filter(delegation__meeting__in=_with_several("meeting"))


def _loose_actions(parent: str, asked: Asked) -> QuerySet:
    rows = AgreedAction.objects.filter(standing(f"{parent}__"), ~_own("action"))
    return rows.filter(**{f"{parent}__in": _with_several(parent)})


def _load_participants(asked: Asked) -> QuerySet:
    return Participant.objects.select_related("person", *(f"delegation__{way}" for way in OF_MEETING))


def _load_actions(asked: Asked) -> QuerySet:
    return AgreedAction.objects.select_related(*OF_MEETING, "agreement__relation__a", "agreement__relation__b")


def _pin(parent: Any, fact: Any, rows: str, kind: str) -> Row:
    """On the page of the record, where its few sources are to be chosen from."""
    wrong = gettext("Which of the record's sources says so is not told.")
    return Row(
        wrong=wrong,
        opens=Opening(parent._meta.model_name, str(fact), parent.pk, f"at={rows}:{fact.pk}:cited"),
        of=str(parent.relation),
        others=(Opening(parent._meta.model_name, str(parent), parent.pk),),
        more=kind,
    )


def _tell_participant(participant: Any, asked: Asked) -> Row:
    return _pin(participant.delegation.meeting, participant, "participants", gettext("Participant"))


def _tell_action(action: Any, asked: Asked) -> Row:
    return _pin(action.parent, action, "actions", gettext("Action"))


NOT_PINNED_DOWN = Records(
    (
        Part(
            _loose_participants,
            _load_participants,
            _tell_participant,
            readers_first("delegation__meeting__"),
            relations=("delegation__meeting__relation",),
        ),
        *(
            Part(
                partial(_loose_actions, parent),
                _load_actions,
                _tell_action,
                readers_first(f"{parent}__"),
                relations=(f"{parent}__relation",),
            )
            for parent in ("meeting", "agreement")
        ),
    )
)


# Delegations without a head ------------------------------------------------------------------------------------------


def _headless(asked: Asked) -> QuerySet:
    seats = Participant.objects.filter(delegation=OuterRef("pk"))
    held = Delegation.objects.filter(standing("meeting__"), meeting__status=MeetingStatus.HELD)
    return held.filter(Exists(seats)).exclude(Exists(seats.filter(role__in=LEADING_ROLES)))


def _load_delegations(asked: Asked) -> QuerySet:
    return Delegation.objects.select_related("party", *OF_MEETING).annotate(seats=Count("participants"))


def _tell_headless(delegation: Any, asked: Asked) -> Row:
    meeting = delegation.meeting
    wrong = gettext(
        "Nobody of %(party)s is recorded as chair, co-chair or head of delegation (%(count)d at the table)."
    )
    return Row(
        wrong=wrong % {"party": delegation.party, "count": delegation.seats},
        opens=Opening("meeting", str(meeting), meeting.pk, f"at=delegations:{delegation.pk}:role"),
        of=str(meeting.relation),
        since=meeting.date_range and meeting.date_range.lower,
    )


HEADLESS = Records(
    (
        Part(
            _headless,
            _load_delegations,
            _tell_headless,
            Coalesce(Func(F("meeting__date_range"), function="lower"), Value(date.min), output_field=DateField()),
            relations=("meeting__relation",),
        ),
    )
)


# Plans whose date has passed -----------------------------------------------------------------------------------------

PLANNED = (MeetingStatus.ANNOUNCED, MeetingStatus.SCHEDULED)


def _day_after() -> Any:
    """The day after the last one on which it can have been held."""
    return Coalesce(
        *(Func(F(f"{name}_range"), function="upper") for name in ("date", "planned_date")), output_field=DateField()
    )


def _past_plans(asked: Asked) -> QuerySet:
    planned = Meeting.objects.filter(NOT_WITHDRAWN, status__in=PLANNED).annotate(after=_day_after())
    return planned.filter(after__lte=asked.on)


def _tell_past_plan(meeting: Any, asked: Asked) -> Row:
    name = "date" if meeting.date else "planned_date"
    last = getattr(meeting, f"{name}_range").upper - timedelta(days=1)
    wrong = gettext("Is still “%(status)s”, and its date (%(date)s) has passed.")
    return Row(
        wrong=wrong % {"status": meeting.get_status_display(), "date": date_format(last)},
        opens=Opening("meeting", str(meeting), meeting.pk, "id_status"),
        of=str(meeting.relation),
        since=last,
    )


PAST_PLANS = Records((Part(_past_plans, partial(_load_record, Meeting), _tell_past_plan, _day_after()),))
