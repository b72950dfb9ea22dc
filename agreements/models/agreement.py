from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.aggregates import Aggregate, AggregateQuerySet
from agreements.models.base import PublishedManager, one_of, tracked
from agreements.models.names import FoldedName
from agreements.models.partial_dates import PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party, RecordParty
from agreements.models.topic import RecordTopic, Topic
from agreements.models.vocabularies import Designation, LegalForce, Lifecycle, Subject, TextAccess


class AgreementQuerySet(AggregateQuerySet):
    def for_list(self) -> Self:
        return self.with_parties()


# `&>`: does not extend to the left of. Only an entry into force that lies before the signature for certain is refused.
IN_FORCE_NOT_BEFORE_SIGNED = (
    Q(signed__isnull=True)
    | Q(in_force__isnull=True)
    | Q(in_force_range__endswith__isnull=True)
    | Q(signed_range__startswith__isnull=True)
    | Q(in_force_range__endswith__gt=Func(F("signed_range"), function="lower", output_field=models.DateField()))
)


@tracked
class Agreement(Aggregate):
    title = models.TextField(_("title"))
    parties = models.ManyToManyField(
        Party, through=RecordParty, through_fields=("agreement", "party"), related_name="+"
    )
    designation = models.CharField(_("designation"), max_length=17, choices=Designation, default=Designation.OTHER)
    legal_force = models.CharField(
        _("legal force"), max_length=15, choices=LegalForce, default=LegalForce.NOT_ESTABLISHED
    )
    subject = models.CharField(_("subject"), max_length=18, choices=Subject, default=Subject.NOT_ESTABLISHED)
    lifecycle = models.CharField(_("lifecycle"), max_length=21, choices=Lifecycle, default=Lifecycle.UNKNOWN)
    status_as_reported = models.TextField(
        _("status as reported"), blank=True, help_text=_("In the words of the source.")
    )
    signed = PartialDateField(_("signed"))
    signed_place = models.TextField(_("place of signature"), blank=True)
    in_force = PartialDateField(_("in force"))
    ended = PartialDateField(_("ended"))
    text_access = models.CharField(_("text"), max_length=18, choices=TextAccess, default=TextAccess.UNKNOWN)
    summary = models.TextField(_("summary"), blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    topics = models.ManyToManyField(
        Topic, through=RecordTopic, through_fields=("agreement", "topic"), related_name="agreements", blank=True
    )
    topic_words = ArrayField(
        models.TextField(),
        default=list,
        blank=True,
        verbose_name=_("topic words"),
        help_text=_("The subjects in the words of the source, divided by commas."),
    )
    title_note = models.TextField(_("note on the title"), blank=True)
    signed_note = models.TextField(_("note on the signature"), blank=True)
    in_force_note = models.TextField(_("note on the entry into force"), blank=True)
    parties_note = models.TextField(_("note on the parties"), blank=True)
    signed_range = PartialDateRange("signed")
    in_force_range = PartialDateRange("in_force")
    ended_range = PartialDateRange("ended")
    sort_key = FoldedName("title")

    objects = AgreementQuerySet.as_manager()
    published = PublishedManager.from_queryset(AgreementQuerySet)()

    class Meta(Aggregate.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        permissions = [("publish_agreement", "Can publish, withdraw and amend an agreement")]
        constraints = [
            *Aggregate.Meta.constraints,
            one_of("designation", Designation),
            one_of("legal_force", LegalForce),
            one_of("subject", Subject),
            one_of("lifecycle", Lifecycle),
            one_of("text_access", TextAccess),
            partial_date_check("signed", name="agreement_signed_valid"),
            partial_date_check("in_force", name="agreement_in_force_valid"),
            partial_date_check("ended", name="agreement_ended_valid"),
            models.CheckConstraint(
                condition=IN_FORCE_NOT_BEFORE_SIGNED,
                name="agreement_in_force_not_before_signed",
                violation_error_message=_(
                    "An agreement does not enter into force before it is signed. Check both dates."
                ),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="agreement_not_replaced_by_itself",
                violation_error_message=_("An agreement is not replaced by itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement-detail", args=[self.slug])
