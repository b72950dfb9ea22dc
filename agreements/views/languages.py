from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def page_languages(request: HttpRequest) -> dict[str, Any]:
    """The same page in each language: (code, its own name, absolute address)."""
    address = request.build_absolute_uri()
    return {"page_languages": [(code, name, translate_url(address, code)) for code, name in settings.LANGUAGES]}
