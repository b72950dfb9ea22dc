"""What became of an action: dated, sourced, append-only judgements and reports."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.action import AgreedAction
from agreements.models.base import one_of, tracked
from agreements.models.partial_dates import PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party
from agreements.models.source import Source
from agreements.models.vocabularies import Basis, Evidence, ReportedStatus

# Judgements that claim something happened, or did not: each needs a source and a basis.
CLAIMS = (
    Evidence.NOT_STARTED,
    Evidence.LIMITED,
    Evidence.SUBSTANTIAL,
    Evidence.COMPLETED,
    Evidence.SUPERSEDED,
    Evidence.DROPPED,
)
COMPLETION_BASES = (Basis.PRIMARY_DOCUMENT, Basis.TWO_INDEPENDENT_SOURCES, Basis.REPORTED_EVENT)


def _rule(name: str, condition: Q, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=f"actionupdate_{name}", violation_error_message=message)


@tracked
class ActionUpdate(models.Model):
    """One entry in an action's story. A mistake is mended by a later entry that corrects it, never by an edit."""

    action = models.ForeignKey(AgreedAction, models.PROTECT, related_name="updates", verbose_name=_("action"))
    date = PartialDateField(_("date"), help_text=_("When it happened, or was found to have happened."))
    what = models.TextField(_("what happened"))
    evidence = models.CharField(
        _("evidence"), max_length=12, choices=Evidence, blank=True, help_text=_("Empty: a report alone, unjudged.")
    )
    basis = models.CharField(_("basis"), max_length=23, choices=Basis, blank=True)
    reported_status = models.CharField(_("reported status"), max_length=11, choices=ReportedStatus, blank=True)
    reporting_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reported by")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="updates", verbose_name=_("source")
    )
    second_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="second_updates", verbose_name=_("second source")
    )
    checked = models.DateField(_("date checked"), null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    entered = models.DateTimeField(_("entered"), auto_now_add=True)
    date_range = PartialDateRange("date")

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["id"]
        constraints = [
            one_of("evidence", Evidence, blank=True),
            one_of("basis", Basis, blank=True),
            one_of("reported_status", ReportedStatus, blank=True),
            partial_date_check("date", name="actionupdate_date_valid"),
            _rule("what_is_said", ~Q(what=""), _("Say what happened, or what was looked for.")),
            _rule(
                "judges_or_reports",
                ~Q(evidence="") | ~Q(reported_status=""),
                _("Give the evidence, or what a party reports."),
            ),
            _rule(
                "report_has_a_party",
                Q(reported_status="", reporting_party__isnull=True)
                | (~Q(reported_status="") & Q(reporting_party__isnull=False)),
                _("A reported status needs the party that reports it, and the other way round."),
            ),
            _rule(
                "claim_has_source_and_basis",
                ~Q(evidence__in=CLAIMS) | (Q(source__isnull=False) & ~Q(basis="")),
                _("This evidence needs a source and a basis."),
            ),
            _rule(
                "search_is_dated",
                ~Q(evidence=Evidence.NO_EVIDENCE) | Q(date__isnull=False) | Q(checked__isnull=False),
                _("“No evidence” needs the day of the search."),
            ),
            _rule(
                "completed_is_proven",
                ~Q(evidence=Evidence.COMPLETED) | Q(basis__in=COMPLETION_BASES),
                _("“Completed” needs a primary document, two independent sources or a reported event."),
            ),
            _rule(
                "substantial_is_not_only_said",
                ~Q(evidence=Evidence.SUBSTANTIAL) | ~Q(basis=Basis.PARTY_STATEMENT),
                _("“Substantial progress” needs more than a party's own statement."),
            ),
            _rule(
                "two_sources_are_two",
                ~Q(basis=Basis.TWO_INDEPENDENT_SOURCES)
                | (Q(second_source__isnull=False) & Q(source__isnull=False) & ~Q(second_source=F("source"))),
                _("Two independent sources: name the second one, different from the first."),
            ),
            _rule(
                "corrects_an_earlier_one",
                Q(corrects__isnull=True) | Q(corrects__lt=F("id")),
                _("An update corrects an earlier one."),
            ),
            models.UniqueConstraint(fields=["id", "action"], name="actionupdate_id_action"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.what
