"""The one gate of every public page: what may be seen, since when it is unchanged, and where an address leads."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from agreements.models import OldAddress, RecordVersion
from agreements.models.base import PublicationFields
from agreements.models.vocabularies import Publication
from agreements.views.packing import pack
from agreements.views.seen import SENT, key_of

type View = Callable[..., HttpResponseBase]


def today() -> date:
    """The day in the site's time zone: what is overdue on it is overdue for every reader alike."""
    return timezone.localdate()


def etag(_request: HttpRequest, *_args: object, **_kwargs: object) -> str:
    """What a public page depends on besides its address: the record, the day, the language and the software.

    Weak: it is the same for the page as it is and packed, which are the same to a reader but not byte by byte.
    """
    return f'W/"{RecordVersion.now()}-{today():%Y%m%d}-{get_language()}-{settings.RELEASE}"'


def public(view: View) -> View:
    """Read only, and answered 304 while nothing it depends on has changed. Caches keep it, and ask each time.

    What writes nothing needs no protection against forged forms, which would answer a POST before `require_safe` could.
    """

    def made(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        key = key_of(request, etag(request))
        if known := SENT.get(key):
            return known
        response = view(request, *args, **kwargs)
        pack(request, response)
        SENT.keep(key, response)
        return response

    conditional = condition(etag_func=etag)(made)

    @csrf_exempt
    @require_safe
    @wraps(view)
    def gate(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        with RecordVersion.held():
            response = conditional(request, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return gate


def _head_of(response: HttpResponseBase) -> HttpResponseBase:
    """Django leaves the body of an answer to HEAD to the server, and Gunicorn complains of each."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        if response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response


def bodiless_heads(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, so that also what no view answers, as an unknown address, sends no body to HEAD."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        return _head_of(response) if request.method == "HEAD" else response

    return middleware


class Gone(Exception):
    """The record was published once and withdrawn since, for the reason given."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find[M: models.Model](queryset: models.QuerySet[M], **lookup: str) -> M:
    """The published record, or Gone where it is withdrawn, or Http404. Drafts are as unknown as what never was."""
    found = queryset.filter(**lookup).first()
    if found is not None:
        return found
    if issubclass(queryset.model, PublicationFields):
        withdrawn = queryset.model._default_manager.filter(
            **lookup, publication=Publication.WITHDRAWN, events__publication=Publication.PUBLISHED
        ).last()
        if withdrawn is not None:
            raise Gone(withdrawn.withdrawn_reason)
    raise Http404


def addressed(view: View) -> View:
    """A record's page: what moved leads on, what was withdrawn says why."""

    @wraps(view)
    def gate(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Gone, Http404) as missing:
            target = leads_to(request.path_info)
            if target:
                return HttpResponsePermanentRedirect(target)
            if isinstance(missing, Gone):
                return render(request, "410.html", {"reason": missing.reason}, status=410)
            raise

    return public(gate)


LANGUAGE = re.compile(rf"^/({'|'.join(code for code, _name in settings.LANGUAGES)})(?=/)")
ACTION = re.compile(r"^/actions/(?P<parent>[a-z0-9-]+)(?P<number>-a[0-9]+)/$")


# A ring of old addresses, which nothing forbids, must not hold a worker.
MOST_MOVES = 20


def leads_to(path: str) -> str:
    """Where an old address leads in the end, in the same language; "" where to nothing that the public may see."""
    language = LANGUAGE.match(path)
    prefix = language[0] if language else ""
    target = path.removeprefix(prefix)
    for _move in range(MOST_MOVES):
        target = _moved(target)
        if not target:
            break
        if _is_public(prefix + target):
            return f"{prefix}{target}"
    return ""


def _moved(path: str) -> str:
    known = OldAddress.objects.filter(path=path).values_list("target", flat=True).first()
    if known:
        return known
    action = ACTION.match(path)
    if not action:
        return ""
    # An action's address follows its parent's.
    parents = [f"/{folder}/{action['parent']}/" for folder in ("meetings", "agreements")]
    target = OldAddress.objects.filter(path__in=parents).values_list("target", flat=True).first()
    return f"/actions/{target.strip('/').rpartition('/')[2]}{action['number']}/" if target else ""


def _is_public(path: str) -> bool:
    """Asks the page itself, so that no other rule of what is public can differ from its own."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    probe = getattr(match.func, "exists", None)
    return bool(probe and probe(**match.kwargs))
