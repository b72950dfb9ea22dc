"""What was agreed, who owes it by when, and how it is taken up later."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.base import PublishedManager, exactly_one, one_of, parent_published, tracked
from agreements.models.counting import related
from agreements.models.meeting import Meeting
from agreements.models.partial_dates import PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party
from agreements.models.status_sql import kept_status, status_annotations
from agreements.models.topic import RecordTopic, Topic
from agreements.models.vocabularies import ActionKind, LinkRelation


class AgreedActionQuerySet(models.QuerySet["AgreedAction"]):
    def public(self) -> Self:
        return self.filter(parent_published())

    def with_status(self, on: date) -> Self:
        """Annotates `evidence`, `evidence_update`, `reported` and `timing` as of a day."""
        return self.annotate(**status_annotations(on))

    def with_kept_status(self, on: date, *, settled: bool | None = None) -> Self:
        """The same of published actions, but for `evidence_update`, from what their cards keep. `settled` where it is
        known already."""
        if settled is None:
            settled = related(self.model, "card").objects.all().are_settled(on)
        return self.annotate(**kept_status(on, "card__", settled=settled))


@tracked
class AgreedAction(models.Model):
    """A numbered outcome of a meeting or an agreement. Its address is its parent's with `-a` and its number."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="actions", verbose_name=_("meeting")
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="actions", verbose_name=_("agreement")
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=15, choices=ActionKind, default=ActionKind.COMMITMENT)
    responsible = models.ManyToManyField(
        Party, through="ActionParty", related_name="+", verbose_name=_("owed by"), blank=True
    )
    topics = models.ManyToManyField(
        Topic, through=RecordTopic, through_fields=("action", "topic"), related_name="actions", blank=True
    )
    due = PartialDateField(_("due"))
    due_phrase = models.TextField(_("due, in the source's words"), blank=True)
    due_note = models.TextField(_("note on the due date"), blank=True)
    continuing = models.BooleanField(_("continuing"), default=False, help_text=_("To go on without an end."))
    leads_to_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="led_to_by", verbose_name=_("led to the meeting")
    )
    leads_to_agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_to_by",
        verbose_name=_("led to the agreement"),
    )
    due_range = PartialDateRange("due")

    objects = AgreedActionQuerySet.as_manager()
    published = PublishedManager.from_queryset(AgreedActionQuerySet)()

    class Meta:
        verbose_name = _("agreed action")
        verbose_name_plural = _("agreed actions")
        ordering = ["number"]
        constraints = [
            exactly_one(
                "meeting",
                "agreement",
                name="agreedaction_one_parent",
                message=_("An action was agreed either at a meeting or in an agreement."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agreedaction_number_in_meeting",
                violation_error_message=_("This meeting already has an action of this number."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="agreedaction_number_in_agreement",
                violation_error_message=_("This agreement already has an action of this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="agreedaction_number_from_one",
                violation_error_message=_("Actions are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(leads_to_meeting__isnull=True) | Q(leads_to_agreement__isnull=True),
                name="agreedaction_leads_to_one",
                violation_error_message=_("An action leads to one meeting or one agreement, not to both."),
            ),
            one_of("kind", ActionKind),
            partial_date_check("due", name="agreedaction_due_valid"),
        ]

    def __str__(self) -> str:
        return gettext("Action %(number)s: %(text)s") % {"number": self.number, "text": self.text}

    @property
    def parent(self) -> Meeting | Agreement:
        parent = self.meeting or self.agreement
        if parent is None:
            raise ValueError("An agreed action without a meeting or an agreement has not been saved.")
        return parent

    @property
    def place(self) -> str:
        """Where it was agreed, without its text."""
        return f"{self.parent} · {self.number}"

    @property
    def slug(self) -> str:
        return f"{self.parent.slug}-a{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("action-detail", args=[self.parent.slug, self.number])


@tracked
class ActionParty(models.Model):
    """A party that owes an action. `meeting` and `agreement` are the action's, filled in by the database, so that
    foreign keys to RecordParty keep the rule that who owes it takes part in it (migration 0003)."""

    action = models.ForeignKey(AgreedAction, models.CASCADE, related_name="party_rows", verbose_name=_("action"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, editable=False, related_name="+")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("owed by")
        verbose_name_plural = _("owed by")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "party"],
                name="actionparty_unique",
                violation_error_message=_("This party is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


@tracked
class ActionLink(models.Model):
    """A later action that restates, revises or supersedes an earlier one."""

    later = models.ForeignKey(AgreedAction, models.CASCADE, related_name="takes_up", verbose_name=_("later action"))
    earlier = models.ForeignKey(
        AgreedAction, models.CASCADE, related_name="taken_up_by", verbose_name=_("earlier action")
    )
    relation = models.CharField(_("how"), max_length=10, choices=LinkRelation, default=LinkRelation.RESTATES)

    class Meta:
        verbose_name = _("link between actions")
        verbose_name_plural = _("links between actions")
        constraints = [
            one_of("relation", LinkRelation),
            models.CheckConstraint(
                condition=~Q(later=F("earlier")),
                name="actionlink_not_itself",
                violation_error_message=_("An action does not take up itself."),
            ),
            models.UniqueConstraint(
                fields=["later", "earlier"],
                name="actionlink_unique",
                violation_error_message=_("These two actions are already linked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later.place} {self.get_relation_display().lower()} {self.earlier.place}"
