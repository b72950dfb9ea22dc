"""What editors and the site's own errands leave behind besides the record: none of it is ever public."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.base import exactly_one, one_of
from agreements.models.body import Body
from agreements.models.meeting import Meeting
from agreements.models.source import Source
from agreements.models.vocabularies import Mergeable, TableKind, VisitOutcome


def _by(related_name: str = "+") -> Any:
    """An account that did something: deleting it deletes no trace."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=_("by"),
    )


class DeskTable(models.Model):
    """Not part of the record: without history of its own, and no reader is told of it."""

    class Meta:
        abstract = True


class Comment(DeskTable):
    """A word from one editor to the others about a record, kept as it was said."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="comments")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, blank=True, related_name="comments")
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="comments")
    author = _by("comments")
    text = models.TextField(_("comment"))
    written = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written", "id"]
        constraints = [
            exactly_one("meeting", "agreement", "body", name="comment_one_record", message=_("Choose one record.")),
            models.CheckConstraint(
                condition=~Q(text=""), name="comment_text_given", violation_error_message=_("Say something.")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Distinct(DeskTable):
    """Two rows that look like one, and are not: looked at and told apart."""

    kind = models.CharField(_("kind"), max_length=11, choices=Mergeable)
    first = models.BigIntegerField(_("one"))
    second = models.BigIntegerField(_("the other"))
    by = _by()
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        constraints = [
            one_of("kind", Mergeable),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="distinct_first_before_second",
                violation_error_message=_("A pair is two different rows, the earlier one first."),
            ),
            models.UniqueConstraint(
                fields=["kind", "first", "second"],
                name="distinct_once",
                violation_error_message=_("This pair is told apart already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first} ≠ {self.second}"


class Merge(DeskTable):
    """`gone` was one with `kept`. `moved` holds what undoing needs: the rows as they were, table by table."""

    kind = models.CharField(_("kind"), max_length=11, choices=Mergeable)
    kept = models.BigIntegerField(_("kept"))
    gone = models.BigIntegerField(_("gone"))
    kept_name = models.TextField(_("kept"))
    gone_name = models.TextField(_("merged into it"))
    moved = models.JSONField(_("what moved"), default=dict)
    note = models.TextField(_("why"), blank=True)
    by = _by("merges")
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    undone_by = _by("merges_undone")
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [
            one_of("kind", Mergeable),
            models.CheckConstraint(
                condition=~Q(kept=F("gone")),
                name="merge_kept_is_another",
                violation_error_message=_("A row is not merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"


class SourceVisit(DeskTable):
    """What came of asking for a source's address."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="visits", verbose_name=_("source"))
    visited = models.DateTimeField(_("visited"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=11, choices=VisitOutcome)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    led_to = models.TextField(_("led to"), blank=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited", "-id"]
        indexes = [models.Index("source", F("visited").desc(), name="sourcevisit_latest")]
        constraints = [one_of("outcome", VisitOutcome)]

    def __str__(self) -> str:
        return f"{self.visited:%Y-%m-%d} {self.get_outcome_display()}"


class ImportFile(DeskTable):
    """A file brought by an editor: kept from the dry run to the confirmation, and afterwards as what was imported."""

    name = models.TextField(_("file"))
    kind = models.CharField(_("what it holds"), max_length=12, choices=TableKind)
    content = models.BinaryField(_("content"))
    mapping = models.JSONField(_("which column is what"), default=dict, blank=True)
    by = _by("imports")
    at = models.DateTimeField(_("brought"), default=timezone.now, editable=False)
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True, editable=False)
    outcome = models.JSONField(_("outcome"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-id"]
        constraints = [one_of("kind", TableKind)]

    def __str__(self) -> str:
        return self.name


class LoginAttempt(DeskTable):
    """Somebody came in, or tried to. `name` is what was typed; it may belong to nobody."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="login_attempts", verbose_name=_("account")
    )
    name = models.TextField(_("name given"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False, db_index=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    browser = models.TextField(_("browser"), blank=True)
    succeeded = models.BooleanField(_("came in"))
    step = models.TextField(_("by"), blank=True, help_text=_("Password, code, passkey, recovery code."))

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
