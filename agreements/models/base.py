"""What every table of the record shares: vocabulary checks, history, publication."""

from collections.abc import Iterable
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.vocabularies import Publication


def tracked[M: models.Model](model: type[M]) -> type[M]:
    """Write every insert, update and delete of the table to an append-only history, by trigger.

    Generated columns are left out: they follow from the others and a trigger cannot copy them before they exist.
    """
    generated = [field.name for field in model._meta.local_fields if field.generated]
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*events, exclude=generated)(model)


def one_of(field: str, choices: type[models.TextChoices], *, blank: bool = False) -> models.CheckConstraint:
    """The column holds one of the vocabulary's codes; a code the vocabulary does not know is refused by the table."""
    codes: Iterable[str] = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": list(codes)}),
        name=f"%(class)s_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )


def exactly_one(*fields: str, name: str, message: Any) -> models.CheckConstraint:
    """Exactly one of the foreign keys is set."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


NOT_WITHDRAWN = ~Q(publication=Publication.WITHDRAWN)


def parent_published(prefix: str = "") -> Q:
    """The meeting or agreement that something hangs on is published; `prefix` leads there, like `action__`."""
    parents = ("meeting", "agreement")
    return Q.create([(f"{prefix}{parent}__publication", Publication.PUBLISHED) for parent in parents], connector=Q.OR)


# Whoever kept the address of something published is told what became of it, so its row stays.
PUBLISHED_NOT_DELETED = pgtrigger.Trigger(
    name="published_not_deleted",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__publication__in=[Publication.PUBLISHED, Publication.WITHDRAWN]),
    func="RAISE EXCEPTION 'withdraw it' USING ERRCODE = 'check_violation', CONSTRAINT = 'published_not_deleted';",
)


class PublicationFields(models.Model):
    """A record that a curator publishes as a whole. The public sees it when `publication` is `published`."""

    publication = models.CharField(
        _("publication"), max_length=9, choices=Publication, default=Publication.DRAFT, db_index=True
    )
    withdrawn_reason = models.TextField(
        _("why it was withdrawn"), blank=True, help_text=_("Shown to whoever opens its old address.")
    )

    class Meta:
        abstract = True
        triggers = [PUBLISHED_NOT_DELETED]
        constraints = [
            one_of("publication", Publication),
            models.CheckConstraint(
                condition=NOT_WITHDRAWN | ~Q(withdrawn_reason=""),
                name="%(class)s_withdrawn_with_reason",
                violation_error_message=_("Say why the record is withdrawn: readers who kept its address will ask."),
            ),
        ]

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED


class PublishedManager(models.Manager):
    """Only what the public may see: the named audience of every public page, export and feed."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().public()  # type: ignore[attr-defined]
