from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import translate_url


def page_languages(request: HttpRequest) -> dict[str, Any]:
    """The same page in each language: (code, its own name, absolute address)."""
    try:
        address = request.build_absolute_uri()
    except DisallowedHost:  # the page that says so must not stumble over the same host again
        return {"page_languages": []}
    return {"page_languages": [(code, name, translate_url(address, code)) for code, name in settings.LANGUAGES]}
