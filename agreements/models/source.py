"""Where a fact comes from, and which fact it supports."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.base import PublishedManager, exactly_one, one_of, parent_published, tracked
from agreements.models.counting import count_of, related
from agreements.models.names import FoldedName
from agreements.models.partial_dates import PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party
from agreements.models.vocabularies import Publication, SourceKind

QUOTE_WORDS = 40


class SourceQuerySet(models.QuerySet["Source"]):
    """Pages that facts and updates rest on; public where one of those is."""

    def public(self) -> "SourceQuerySet":
        """Sources of something published."""
        cited = Citation.published.filter(source=OuterRef("pk"))
        updates = related(self.model, "updates").objects.filter(parent_published("action__"))
        return self.filter(
            Q(Exists(cited))
            | Q(Exists(updates.filter(source=OuterRef("pk"))))
            | Q(Exists(updates.filter(second_source=OuterRef("pk"))))
        )

    def for_list(self) -> "SourceQuerySet":
        """`fact_count`: what is public and rests on the source, be it cited for it or named by an update."""
        updates = related(self.model, "updates").objects.filter(parent_published("action__"))
        return self.annotate(
            fact_count=count_of(Citation.published.filter(source=OuterRef("pk")), "source")
            + count_of(updates.filter(source=OuterRef("pk")), "source")
            + count_of(updates.filter(second_source=OuterRef("pk")), "second_source")
        )


@tracked
class Source(models.Model):
    """A page or document, one row an address, whichever records cite it."""

    url = models.URLField(_("address"), max_length=2000, unique=True)
    title = models.TextField(_("title"), blank=True)
    publisher = models.TextField(_("publisher"), blank=True)
    issuing_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issuing party"),
        help_text=_("Where a party itself speaks."),
    )
    kind = models.CharField(_("kind"), max_length=26, choices=SourceKind, default=SourceKind.OTHER)
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("ISO 639: en, fr, es, ar ..."))
    published_on = PartialDateField(_("published"))
    accessed = models.DateField(_("accessed"), null=True, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    working = models.BooleanField(_("still answers"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    published_on_range = PartialDateRange("published_on")
    sort_key = FoldedName("title", "publisher", "url")

    objects = SourceQuerySet.as_manager()
    published = PublishedManager.from_queryset(SourceQuerySet)()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["sort_key", "id"]
        constraints = [
            one_of("kind", SourceKind),
            partial_date_check("published_on", name="source_published_on_valid"),
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://"),
                name="source_url_web",
                violation_error_message=_("A source's address begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=Q(archived_url="") | Q(archived_url__regex=r"^https?://"),
                name="source_archived_url_web",
                violation_error_message=_("The address of an archived copy begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                name="source_language_form",
                violation_error_message=_("A language is an ISO 639 code such as en, fr, es or ar."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.publisher or self.url

    def get_absolute_url(self) -> str:
        return reverse("source-detail", args=[self.pk])


CITED = ("meeting", "agreement", "body", "participant", "of_position", "action", "person", "institution")


class CitationQuerySet(models.QuerySet["Citation"]):
    def public(self) -> "CitationQuerySet":
        """Citations of facts that are public. A person's or institution's own citation follows its published seats."""
        published = Publication.PUBLISHED
        seats = related(self.model, "participant").objects.filter(delegation__meeting__publication=published)
        return self.filter(
            parent_published()
            | parent_published("action__")
            | Q(body__publication=published)
            | Q(participant__delegation__meeting__publication=published)
            | Q(of_position__meeting__publication=published)
            | Q(Exists(seats.filter(person=OuterRef("person"))))
            | Q(Exists(seats.filter(institution=OuterRef("institution"))))
        )


@tracked
class Citation(models.Model):
    """A source for a fact. A record's own citations are its numbered list of sources, in `position` order."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    meeting = models.ForeignKey("Meeting", models.CASCADE, null=True, blank=True, related_name="citations")
    agreement = models.ForeignKey("Agreement", models.CASCADE, null=True, blank=True, related_name="citations")
    body = models.ForeignKey("Body", models.CASCADE, null=True, blank=True, related_name="citations")
    participant = models.ForeignKey("Participant", models.CASCADE, null=True, blank=True, related_name="citations")
    of_position = models.ForeignKey("Position", models.CASCADE, null=True, blank=True, related_name="citations")
    action = models.ForeignKey("AgreedAction", models.CASCADE, null=True, blank=True, related_name="citations")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="citations")
    institution = models.ForeignKey("Institution", models.CASCADE, null=True, blank=True, related_name="citations")
    field = models.CharField(_("fact"), max_length=30, blank=True, help_text=_("Which one, like date or ordinal."))
    says = models.TextField(_("what it says"), blank=True, help_text=_("Where sources differ."))
    quote = models.TextField(_("quote"), blank=True, help_text=_("At most 40 words."))
    locator = models.TextField(_("where in it"), blank=True, help_text=_("Page, paragraph, minute."))
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveIntegerField(_("number"), default=0)

    objects = CitationQuerySet.as_manager()
    published = PublishedManager.from_queryset(CitationQuerySet)()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position", "id"]
        constraints = [
            exactly_one(*CITED, name="citation_one_fact", message=_("A citation supports exactly one fact.")),
            *(
                models.UniqueConstraint(
                    fields=["source", cited, "field"],
                    name=f"citation_{cited}_unique",
                    violation_error_message=_("This source is already cited for this fact."),
                )
                for cited in CITED
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(quote__regex=rf"^\s*(\S+\s+){{0,{QUOTE_WORDS - 1}}}\S+\s*$"),
                name="citation_quote_short",
                violation_error_message=_("A quote has at most 40 words."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
