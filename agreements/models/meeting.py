"""A meeting, who sat there on each side, and what each side said."""

from typing import Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.aggregates import Aggregate, AggregateQuerySet
from agreements.models.base import NOT_WITHDRAWN, PublishedManager, one_of, tracked
from agreements.models.body import Body
from agreements.models.counting import count_of
from agreements.models.institution import Institution
from agreements.models.ordinals import ordinal_label, session_name
from agreements.models.partial_dates import PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party, RecordParty
from agreements.models.person import Person
from agreements.models.topic import RecordTopic, Topic
from agreements.models.vocabularies import MeetingFormat, MeetingLevel, MeetingStatus, ParticipantRole
from agreements.wording import commas


class MeetingQuerySet(AggregateQuerySet):
    def for_list(self) -> Self:
        """All that a row shows; `action_count` is the number of its agreed actions."""
        actions = apps.get_model("agreements", "AgreedAction").objects.filter(meeting=OuterRef("pk"))
        return (
            self.with_parties()
            .select_related("relation__a", "relation__b", "body", "country")
            .annotate(action_count=count_of(actions, "meeting"))
        )


@tracked
class Meeting(Aggregate):
    """A session of a body, or an occasion with a title of its own."""

    parties = models.ManyToManyField(Party, through=RecordParty, through_fields=("meeting", "party"), related_name="+")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("body")
    )
    title = models.TextField(_("title"), blank=True, help_text=_("Where it is not a session of a body."))
    ordinal = models.PositiveIntegerField(_("number"), null=True, blank=True, help_text=_("21 for the 21st meeting."))
    date = PartialDateField(_("date"))
    planned_date = PartialDateField(_("planned date"))
    city = models.TextField(_("city"), blank=True)
    country = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    venue = models.TextField(_("venue"), blank=True)
    status = models.CharField(_("status"), max_length=11, choices=MeetingStatus, default=MeetingStatus.HELD)
    format = models.CharField(_("format"), max_length=9, choices=MeetingFormat, default=MeetingFormat.UNKNOWN)
    level = models.CharField(_("level"), max_length=16, choices=MeetingLevel, default=MeetingLevel.UNKNOWN)
    topics = models.ManyToManyField(
        Topic, through=RecordTopic, through_fields=("meeting", "topic"), related_name="meetings", blank=True
    )
    topic_words = ArrayField(
        models.TextField(),
        default=list,
        blank=True,
        verbose_name=_("topic words"),
        help_text=_("The subjects in the words of the source, divided by commas."),
    )
    notes = models.TextField(_("what is uncertain"), blank=True)
    ordinal_note = models.TextField(_("note on the number"), blank=True)
    date_note = models.TextField(_("note on the date"), blank=True)
    place_note = models.TextField(_("note on the place"), blank=True)
    status_note = models.TextField(_("note on the status"), blank=True)
    date_range = PartialDateRange("date")
    planned_date_range = PartialDateRange("planned_date")

    objects = MeetingQuerySet.as_manager()
    published = PublishedManager.from_queryset(MeetingQuerySet)()

    class Meta(Aggregate.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        permissions = [("publish_meeting", "Can publish, withdraw and amend a meeting")]
        constraints = [
            *Aggregate.Meta.constraints,
            one_of("status", MeetingStatus),
            one_of("format", MeetingFormat),
            one_of("level", MeetingLevel),
            partial_date_check("date", name="meeting_date_valid"),
            partial_date_check("planned_date", name="meeting_planned_date_valid"),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(title=""),
                name="meeting_body_or_title",
                violation_error_message=_("Choose the body whose meeting this is, or give it a title of its own."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(body__isnull=False, ordinal__gte=1),
                name="meeting_ordinal_of_body",
                violation_error_message=_("A number counts the meetings of a body, from 1: choose the body."),
            ),
            models.UniqueConstraint(
                fields=["body", "ordinal"],
                condition=NOT_WITHDRAWN,
                name="meeting_ordinal_unique",
                violation_error_message=_("This body already has a meeting of this number."),
            ),
        ]

    def __str__(self) -> str:
        return _named(self, self.body)

    @property
    def public_body(self) -> Body | None:
        """Its body, where the public may know of it: a draft body's name stands nowhere."""
        return self.body if self.body and self.body.is_public else None

    @property
    def name(self) -> str:
        """Its name on the page of its body: "21st meeting", or its own title."""
        return self.title or ordinal_label(self.ordinal)

    @property
    def public_name(self) -> str:
        """Its name anywhere: the body's goes with the number."""
        return _named(self, self.public_body)

    @property
    def place(self) -> str:
        """City and country as far as known; "" where nothing is."""
        return commas((self.venue, self.city, self.country))

    @property
    def was_held(self) -> bool:
        return self.status == MeetingStatus.HELD

    def get_absolute_url(self) -> str:
        return reverse("meeting-detail", args=[self.slug])


def _named(meeting: Meeting, body: Body | None) -> str:
    return session_name(meeting.title, meeting.ordinal, body.name if body else "")


@tracked
class Delegation(models.Model):
    """One party's side of the table. Its party is among the meeting's by a foreign key to RecordParty."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="delegations", verbose_name=_("meeting"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="delegations", verbose_name=_("party"))

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "party"],
                name="delegation_unique",
                violation_error_message=_("This party's delegation is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


@tracked
class Participant(models.Model):
    """Somebody at the table, named or not, in the post held that day as the source writes it."""

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="participants", verbose_name=_("delegation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("person")
    )
    post = models.TextField(_("post"), blank=True, help_text=_("Held that day, as the source writes it."))
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="participants", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=18, choices=ParticipantRole, default=ParticipantRole.MEMBER)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "id"]
        constraints = [
            one_of("role", ParticipantRole),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(post=""),
                name="participant_person_or_post",
                violation_error_message=_("Name the person, or give the post of whoever was there."),
            ),
            models.UniqueConstraint(
                fields=["delegation", "person"],
                name="participant_once",
                violation_error_message=_("This person is already in the delegation."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.post)


@tracked
class Position(models.Model):
    """What was said, by one party, several, or nobody in particular. Not an agreed action."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="positions", verbose_name=_("meeting"))
    parties = models.ManyToManyField(
        Party, through="PositionParty", related_name="+", verbose_name=_("said by"), blank=True
    )
    text = models.TextField(_("text"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("topic")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


@tracked
class PositionParty(models.Model):
    """A party that took a position; several may take it together."""

    of_position = models.ForeignKey(Position, models.CASCADE, related_name="party_rows")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))

    class Meta:
        verbose_name = _("said by")
        verbose_name_plural = _("said by")
        constraints = [
            models.UniqueConstraint(
                fields=["of_position", "party"],
                name="positionparty_unique",
                violation_error_message=_("This party is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)
