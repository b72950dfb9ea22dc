"""A letter about a mistake, begun for its reader."""

from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag(takes_context=True)
def report_error(context: Any, title: object = "") -> SafeString:
    """A link that opens a letter to the editors, with the page's name and address in it."""
    title, address = str(title), _address(context)
    subject = gettext("Error: %(page)s") % {"page": title or address}
    lines = [line for line in (title, address) if line]
    body = [*lines, "", gettext("What is wrong, and which source says so:"), ""]
    to = quote(settings.CONTACT_EMAIL, safe="@")
    letter = f"mailto:{to}?subject={_field([subject])}&body={_field(body)}"
    return format_html('<a class="report" href="{}">{}</a>', letter, gettext("Report an error on this page"))


def _field(lines: list[str]) -> str:
    """Percent-encoded as RFC 6068 asks: UTF-8, nothing spared, lines divided by CRLF."""
    return quote("\r\n".join(lines), safe="")


def _address(context: Any) -> str:
    request = context.get("request")
    try:
        return str(request.build_absolute_uri()) if request else ""
    except DisallowedHost:  # the page that says so must not stumble over the same host again
        return ""
