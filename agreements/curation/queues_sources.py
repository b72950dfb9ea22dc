"""Sources that may be lost. Only those count that something rests on which is not withdrawn."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from agreements.curation.queues_facts import standing
from agreements.curation.queues_rows import Asked, Opening, Part, Records, Row
from agreements.models import ActionUpdate, Citation, Source, SourceVisit
from agreements.models.counting import count_of

# How a citation leads to the record that has a state; what a person or an institution cites always counts.
TO_RECORDS = (
    "meeting__", "agreement__", "body__", "participant__delegation__meeting__", "of_position__meeting__",
    "action__meeting__", "action__agreement__",
)  # fmt: skip


def in_use() -> Q:
    cited = Q(person__isnull=False) | Q(institution__isnull=False)
    for way in TO_RECORDS:
        cited |= standing(way)
    told = standing("action__meeting__") | standing("action__agreement__")
    updates = ActionUpdate.objects.filter(told)
    return (
        Q(Exists(Citation.objects.filter(cited, source=OuterRef("pk"))))
        | Q(Exists(updates.filter(source=OuterRef("pk"))))
        | Q(Exists(updates.filter(second_source=OuterRef("pk"))))
    )


def _dead(asked: Asked) -> QuerySet:
    return Source.objects.filter(in_use(), working=False)


def _without_copy(asked: Asked) -> QuerySet:
    return Source.objects.filter(in_use(), archived_url="")


def _load(asked: Asked) -> QuerySet:
    latest = SourceVisit.objects.order_by("source_id", "-visited", "-pk").distinct("source_id")
    facts = (
        count_of(Citation.objects.filter(source=OuterRef("pk")), "source")
        + count_of(ActionUpdate.objects.filter(source=OuterRef("pk")), "source")
        + count_of(ActionUpdate.objects.filter(second_source=OuterRef("pk")), "second_source")
    )
    return Source.objects.annotate(facts=facts).prefetch_related(Prefetch("visits", latest, to_attr="last_visit"))


def visited(source: Any) -> str:
    """ "Gone (404) on 3 November 2026"; "" where nobody has asked. Needs `last_visit`."""
    if not source.last_visit:
        return ""
    visit = source.last_visit[0]
    status = f" ({visit.status})" if visit.status else ""
    told = gettext("%(outcome)s on %(day)s")
    return told % {"outcome": f"{visit.get_outcome_display()}{status}", "day": date_format(visit.visited.date())}


def _row(source: Any, wrong: str) -> Row:
    facts = ngettext("supports %(count)d fact", "supports %(count)d facts", source.facts) % {"count": source.facts}
    return Row(
        wrong=wrong,
        opens=Opening("source", str(source), source.pk, "id_archived_url"),
        of=source.publisher if source.title else "",
        more=facts,
        since=source.last_visit[0].visited if source.last_visit else None,
    )


def _tell_dead(source: Any, asked: Asked) -> Row:
    copy = gettext("There is an archived copy.") if source.archived_url else gettext("There is no archived copy.")
    return _row(source, f"{visited(source) or gettext('Marked as dead')}. {copy}")


def _tell_without_copy(source: Any, asked: Asked) -> Row:
    if source.working is False:
        return _row(source, gettext("No longer answers, and there is no archived copy."))
    return _row(source, gettext("There is no archived copy."))


_uncopied_first = Case(When(archived_url="", then=Value(1)), default=Value(0))
_dead_first = Case(When(working=False, then=Value(1)), default=Value(0))
DEAD = Records((Part(_dead, _load, _tell_dead, _uncopied_first, relations=()),))
WITHOUT_COPY = Records((Part(_without_copy, _load, _tell_without_copy, _dead_first, relations=()),))
