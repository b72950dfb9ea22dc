"""Topics in two levels, with the words that lead to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.base import PublishedManager, exactly_one, parent_published, tracked
from agreements.models.counting import in_order
from agreements.models.names import FoldedName, NamesInFourLanguages
from agreements.models.vocabularies import Publication


class TopicQuerySet(models.QuerySet["Topic"]):
    def public(self) -> "TopicQuerySet":
        """Topics of something published, and the top topics above them."""
        rows = RecordTopic.objects.filter(parent_published() | parent_published("action__"))
        below = rows.filter(topic__parent=OuterRef("pk"))
        return self.filter(Q(Exists(rows.filter(topic=OuterRef("pk")))) | Q(Exists(below)))

    def for_choice(self) -> "TopicQuerySet":
        """What a form offers, in the order in which people look for it."""
        return in_order(self)

    def for_list(self) -> "TopicQuerySet":
        """`meeting_count` and `agreement_count` of what is published on the topic itself or one below it."""
        counts = {}
        for record in ("meeting", "agreement"):
            rows = RecordTopic.objects.filter(
                Q(topic=OuterRef("pk")) | Q(topic__parent=OuterRef("pk")),
                **{f"{record}__publication": Publication.PUBLISHED},
            )
            found = rows.order_by().annotate(_one=Value(1)).values("_one")
            counts[f"{record}_count"] = Coalesce(
                Subquery(found.annotate(_count=Count(record, distinct=True)).values("_count")), 0
            )
        return self.select_related("parent").annotate(**counts)


@tracked
class Topic(NamesInFourLanguages):
    """One of two levels. `tier` and `parent_tier` are generated so that a plain foreign key (parent, parent_tier) ->
    (id, tier) keeps the rule that a parent is a top topic (migration 0003)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    gcm = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("GCM objectives"),
        help_text=_("Objectives of the Global Compact for Migration, 1 to 23."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    tier = models.GeneratedField(
        expression=Case(When(parent__isnull=True, then=Value(1)), default=Value(2)),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    parent_tier = models.GeneratedField(
        expression=Case(When(parent__isnull=False, then=Value(1))),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    objects = TopicQuerySet.as_manager()
    published = PublishedManager.from_queryset(TopicQuerySet)()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["id", "tier"], name="topic_id_tier"),
            models.CheckConstraint(
                condition=Q(gcm__contained_by=list(range(1, 24))),
                name="topic_gcm_objectives",
                violation_error_message=_("GCM objectives are numbers from 1 to 23."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("topic-detail", args=[self.code])


@tracked
class TopicAlias(models.Model):
    """A free word that means a topic. A word leads to one topic alone, whatever its accents or case."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases", verbose_name=_("topic"))
    alias = models.TextField(_("word"))
    folded = FoldedName("alias", unique=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.alias


TOPIC_BEARERS = ("meeting", "agreement", "action")


@tracked
class RecordTopic(models.Model):
    """A topic of a meeting, an agreement or an action."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, null=True, blank=True, related_name="topic_rows")
    agreement = models.ForeignKey("Agreement", models.CASCADE, null=True, blank=True, related_name="topic_rows")
    action = models.ForeignKey("AgreedAction", models.CASCADE, null=True, blank=True, related_name="topic_rows")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="record_rows", verbose_name=_("topic"))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            exactly_one(*TOPIC_BEARERS, name="recordtopic_one_record", message=_("A topic row has one record.")),
            *(
                models.UniqueConstraint(
                    fields=[bearer, "topic"],
                    name=f"recordtopic_{bearer}_unique",
                    violation_error_message=_("This topic is already listed."),
                )
                for bearer in TOPIC_BEARERS
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)
