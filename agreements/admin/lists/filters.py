"""The filters of the admin's lists. Each is a field of one form; a value that it does not know is told, and shows
no rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.curation.queues_actions import UNSEEN_PARENT
from agreements.models import ActionCard, AgreedAction, Citation, Participant, Party, Relation
from agreements.models.names import Fold
from agreements.models.vocabularies import Evidence, Publication, Timing

PARTY = _("party")

type Choices = Iterable[tuple[str, Any]]


class Field(admin.SimpleListFilter):
    """`kind` is that of the field: "select", or that of an input."""

    template = "admin/desk/filter.html"
    kind: ClassVar[str] = "select"

    def choices(self, changelist: Any) -> Iterator[Any]:
        """None as links: the field stands for them."""
        return iter(())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        value = self.value()
        if value in (None, ""):
            return None
        try:
            return self.narrowed(queryset, self.known(str(value)))
        except ValueError:
            told = gettext("“%(value)s” is no value of the filter “%(filter)s”, so no rows are shown.")
            messages.error(request, told % {"value": str(value)[:80], "filter": self.title})
            return queryset.none()

    def known(self, value: str) -> str:
        if value not in {str(code) for code, _label in self.lookup_choices}:
            raise ValueError(value)
        return value

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        raise NotImplementedError


def by_choice(name: str) -> Any:
    """By one of the codes of a vocabulary."""

    class ByChoice(Field):
        parameter_name = name

        def __init__(self, request: HttpRequest, params: Any, model: type[Model], model_admin: Any) -> None:
            field: Any = model._meta.get_field(name)
            self.title = field.verbose_name
            self.codes = field.flatchoices
            super().__init__(request, params, model, model_admin)

        def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
            return self.codes

        def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
            return rows.filter(**{name: value})

    return ByChoice


class OfParent(Field):
    """Actions by the publication of what agreed them."""

    title = _("publication")
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return Publication.choices

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(Q(meeting__publication=value) | Q(agreement__publication=value))


class _Parties(Field):
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(party.pk, str(party)) for party in Party.objects.order_by("sort_key")]


def by_party(*ways: str, title: Any = PARTY) -> Any:
    """By a party at the end of any of the ways."""

    class ByParty(_Parties):
        parameter_name = "party"

        def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
            wanted = Q()
            for way in ways:
                wanted |= Q(**{way: value})
            # As a condition on keys: to join several parties would show a row once for each.
            return rows.filter(pk__in=rows.model._default_manager.filter(wanted).order_by().values("pk"))

    ByParty.title = title
    return ByParty


def by_relation(*ways: str) -> Any:
    class ByRelation(Field):
        title = _("relation")
        parameter_name = "relation"

        def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
            rows = Relation.objects.select_related("a", "b").order_by("a__sort_key", "b__sort_key")
            return [(relation.slug, str(relation)) for relation in rows]

        def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
            return rows.filter(Q.create([(f"{way}__slug", value) for way in ways], connector=Q.OR))

    return ByRelation


def by_words(name: str, title: Any, *ways: str) -> Any:
    """By words that are all in a folded name, whatever their accents."""

    class ByWords(Field):
        kind = "text"
        parameter_name = name

        def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
            return [("", "")]

        def known(self, value: str) -> str:
            return value

        def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
            for word in value.split()[:8]:
                like = Fold(Value(word))
                found = rows.filter(Q.create([(f"{way}__icontains", like) for way in ways], connector=Q.OR))
                rows = rows.filter(pk__in=found.order_by().values("pk"))
            return rows

    ByWords.title = title
    return ByWords


class _YesNo(Field):
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", _("yes")), ("no", _("no"))]


def by_fact(name: str, label: Any, condition: Any) -> Any:
    """By whether something holds: `condition` is a Q or what makes one."""

    class ByFact(_YesNo):
        title = label
        parameter_name = name

        def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
            holds = condition() if callable(condition) else condition
            return rows.filter(holds) if value == "yes" else rows.exclude(holds)

    return ByFact


def has_source(fact: str) -> Any:
    return by_fact("sourced", _("has a source"), lambda: Q(Exists(Citation.objects.filter(**{fact: OuterRef("pk")}))))


def seated(kind: str) -> Any:
    """People and institutions by whether they have a seat in any delegation."""
    seats = Participant.objects.filter(**{f"{kind}__isnull": False})
    return by_fact("seated", _("sat in a delegation"), Q(pk__in=seats.values(kind)))


class ChangedSince(Field):
    """Entered or changed since a day, as the history has it."""

    title = _("entered or changed since")
    parameter_name = "since"
    kind = "date"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("", "")]

    def known(self, value: str) -> str:
        return date.fromisoformat(value).isoformat()

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        events = apps.get_model("agreements", f"{rows.model.__name__}Event")._default_manager
        since = events.filter(pgh_created_at__date__gte=date.fromisoformat(value))
        return rows.filter(pk__in=since.values("pgh_obj"))


class _Status(Field):
    """Of actions: for what readers see by its card, for drafts worked out."""

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        on, wanted = timezone.localdate(), {str(self.parameter_name): value}
        public = ActionCard.objects.with_status(on).filter(**wanted).values("action_id")
        unseen = AgreedAction.objects.filter(UNSEEN_PARENT).with_status(on).filter(**wanted).order_by().values("pk")
        return rows.filter(Q(pk__in=public) | Q(pk__in=unseen))


class ByTiming(_Status):
    title = _("timing")
    parameter_name = "timing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return Timing.choices


class ByEvidence(_Status):
    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return Evidence.choices


class Answers(Field):
    """A source that nobody has asked is neither dead nor alive."""

    title = _("still answers")
    parameter_name = "answers"
    values: ClassVar[dict[str, bool | None]] = {"yes": True, "no": False, "unknown": None}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", _("yes")), ("no", _("no: a dead link")), ("unknown", _("not known"))]

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(working=self.values[value])
