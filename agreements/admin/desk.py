"""The desk: the admin's first page, the page of each queue, and what can be settled there with one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from agreements.admin.numbers import whole
from agreements.curation.queues import BY_CODE, COUNTED_UP_TO, Queue, seen_by
from agreements.curation.queues_pairs import LOADED, Twins
from agreements.curation.queues_rows import Row, asked_for
from agreements.models import Distinct, Party, Relation, Topic, TopicAlias

ROWS_ON_DESK = 8
ROWS_ON_PAGE = 50
UNMAPPED = "unmapped-words"


@dataclass(frozen=True)
class Listed:
    """A queue as it is shown: its rows, where there are any to show, and how many there are in all."""

    queue: Queue
    count: int
    rows: Sequence[Row] = ()

    @property
    def counted(self) -> str:
        if self.count > COUNTED_UP_TO:
            return gettext("%(count)s or more") % {"count": f"{COUNTED_UP_TO:,}"}
        return str(self.count)

    @property
    def url(self) -> str:
        return reverse("admin:desk-queue", args=[self.queue.code])


@dataclass(frozen=True)
class DeskPage:
    """`first` have their rows here. Of the others, `doubtful` hold something and `clear` nothing."""

    first: list[Listed]
    doubtful: list[Listed]
    clear: list[Listed]
    buttons: list[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        return not self.doubtful and not any(listed.count for listed in self.first)


@dataclass(frozen=True)
class QueuePage:
    """`parties` are those to narrow by, `chosen` those that are; `error` is what is wrong with the choice."""

    listed: Listed
    number: int
    previous: str
    next: str
    parties: list[tuple[str, str]]
    chosen: list[str]
    error: str
    topics: list[tuple[int, str]]
    may_tell_apart: bool
    merge: str

    @property
    def both(self) -> list[str]:
        """Two fields to choose in."""
        return [*self.chosen, "", ""][:2]


def desk_page(request: HttpRequest) -> DeskPage:
    user: Any = request.user
    asked = asked_for(user, timezone.localdate())
    listed = [
        Listed(
            queue,
            queue.finds.count(asked, COUNTED_UP_TO + 1),
            queue.finds.rows(asked, 0, ROWS_ON_DESK) if queue.first else (),
        )
        for queue in seen_by(user)
    ]
    others = [one for one in listed if not one.queue.first]
    return DeskPage(
        first=[one for one in listed if one.queue.first],
        doubtful=[one for one in others if one.count],
        clear=[one for one in listed if not one.count],
        buttons=_buttons(user),
    )


def on_index(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the theme asks for the first page."""
    return {**context, "title": gettext("The desk"), "desk": desk_page(request)}


BUTTONS = (
    (_("Enter a meeting"), "admin:agreements_meeting_add", "agreements.add_meeting"),
    (_("Next session of a body"), "admin:next-session", "agreements.add_meeting"),
    (_("Import"), "admin:import", "agreements.add_importfile"),
    (_("Deleted records"), "admin:deleted", "agreements.add_meeting"),
)


def _buttons(user: Any) -> list[tuple[str, str]]:
    """What the account may begin, as far as this site has it."""
    found = []
    for label, name, permission in BUTTONS:
        if user.has_perm(permission) and (address := _address(name)):
            found.append((str(label), address))
    return found


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


# The page of a queue -------------------------------------------------------------------------------------------------


@require_GET
def queue(request: HttpRequest, code: str) -> HttpResponse:
    return _queue_page(request, _allowed(request, code))


def _allowed(request: HttpRequest, code: str) -> Queue:
    if code not in BY_CODE:
        raise Http404
    found = BY_CODE[code]
    user: Any = request.user
    if not user.has_perm(found.permission):
        raise PermissionDenied
    return found


def _queue_page(request: HttpRequest, found: Queue, status: int = 200) -> HttpResponse:
    page = queue_page(request, found)
    context = {**admin.site.each_context(request), "title": found.title, "subtitle": None, "page": page}
    return TemplateResponse(request, "admin/desk/queue.html", context, status=400 if page.error else status)


def queue_page(request: HttpRequest, found: Queue) -> QueuePage:
    user: Any = request.user
    number = _page_number(request)
    parties = _parties() if found.by_relation else []
    chosen = [code for code in request.GET.getlist("party") if code] if found.by_relation else []
    error = _error(chosen, dict(parties))
    count, rows = 0, list[Row]()
    if not error:
        asked = asked_for(user, timezone.localdate(), chosen)
        count = found.finds.count(asked, COUNTED_UP_TO + 1)
        rows = found.finds.rows(asked, (number - 1) * ROWS_ON_PAGE, ROWS_ON_PAGE + 1)
    return QueuePage(
        listed=Listed(found, count, rows[:ROWS_ON_PAGE]),
        number=number,
        previous=_turned(chosen, number - 1) if number > 1 else "",
        next=_turned(chosen, number + 1) if len(rows) > ROWS_ON_PAGE else "",
        parties=parties,
        chosen=chosen,
        error=error,
        topics=_topics() if found.code == UNMAPPED and user.has_perm("agreements.add_topicalias") else [],
        may_tell_apart=user.has_perm("agreements.add_distinct"),
        merge=_address("admin:merge") if user.has_perm("agreements.add_merge") else "",
    )


def _page_number(request: HttpRequest) -> int:
    number = whole(request.GET.get("page", "1"), 100_000)
    if not number:
        raise Http404
    return number


def _turned(chosen: list[str], number: int) -> str:
    return "?" + urlencode([*(("party", code) for code in chosen), ("page", number)])


def _parties() -> list[tuple[str, str]]:
    """Of relations that there are."""
    codes = Relation.objects.values_list("a").union(Relation.objects.values_list("b"))
    known = {code for (code,) in codes}
    return [(party.pk, str(party)) for party in Party.objects.order_by("sort_key") if party.pk in known]


def _error(chosen: list[str], known: dict[str, str]) -> str:
    unknown = [code for code in chosen if code not in known]
    if unknown:
        return gettext("There is no party “%(code)s” with a relation. Choose one of the list.") % {"code": unknown[0]}
    if len(chosen) > 2:
        return gettext("A relation has two parties: choose one, or two.")
    return ""


def _topics() -> list[tuple[int, str]]:
    return [
        (topic.pk, f"{topic.parent} › {topic}" if topic.parent else str(topic))
        for topic in Topic.objects.select_related("parent").order_by("position", "code")
    ]


# What a button settles -----------------------------------------------------------------------------------------------


class PairForm(forms.Form):
    """Two rows of a kind, the earlier one first."""

    first = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    second = forms.IntegerField(min_value=1, max_value=2**63 - 1)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        keys = (data.get("first") or 0, data.get("second") or 0)
        if keys[0] >= keys[1] or LOADED[self.kind].filter(pk__in=keys).count() < 2:
            raise forms.ValidationError(gettext("This pair is no longer there: the queue is shown as it is now."))
        return data


class WordForm(forms.Form):
    """A free word, and the topic that it means."""

    word = forms.CharField(max_length=200, label=_("word"))
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("topic"))


@require_POST
def tell_apart(request: HttpRequest, code: str) -> HttpResponse:
    """Two that look like one are not: they are not asked about again."""
    found = _allowed(request, code)
    _needs(request, "agreements.add_distinct")
    if not isinstance(found.finds, Twins):
        raise Http404
    form = PairForm(found.finds.kind, request.POST)
    if not form.is_valid():
        return _refused(request, found, form)
    user: Any = request.user
    Distinct.objects.get_or_create(kind=found.finds.kind, **form.cleaned_data, defaults={"by": user})
    messages.success(request, gettext("The two are kept apart, and will not be asked about again."))
    return _back(request, found)


@require_POST
def give_topic(request: HttpRequest) -> HttpResponse:
    """From now on the word leads to the topic."""
    found = _allowed(request, UNMAPPED)
    _needs(request, "agreements.add_topicalias")
    form = WordForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, form)
    word, topic = form.cleaned_data["word"], form.cleaned_data["topic"]
    try:
        with transaction.atomic():
            TopicAlias.objects.create(topic=topic, alias=word)
    except IntegrityError:
        form.add_error("word", gettext("“%(word)s” leads to a topic already.") % {"word": word})
        return _refused(request, found, form)
    messages.success(request, gettext("“%(word)s” leads to “%(topic)s” now.") % {"word": word, "topic": topic})
    return _back(request, found)


def _needs(request: HttpRequest, permission: str) -> None:
    user: Any = request.user
    if not user.has_perm(permission):
        raise PermissionDenied


def _refused(request: HttpRequest, found: Queue, form: forms.Form) -> HttpResponse:
    for name, errors in form.errors.items():
        label = f"{form.fields[name].label or name}: " if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}{error}")
    return _queue_page(request, found, status=400)


def _back(request: HttpRequest, found: Queue) -> HttpResponse:
    """To the page of the queue that the button stood on."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(reverse("admin:desk-queue", args=[found.code]) + asked)


def addresses(site: Any) -> list[URLPattern]:
    return [
        path(f"desk/{UNMAPPED}/topic/", site.admin_view(give_topic), name="desk-topic"),
        path("desk/<slug:code>/", site.admin_view(queue), name="desk-queue"),
        path("desk/<slug:code>/apart/", site.admin_view(tell_apart), name="desk-apart"),
    ]
