"""Shapes that stand beside a word. Tags rather than templates: a list bears a hundred of them."""

from functools import lru_cache
from html import escape
from typing import Protocol

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def glyph(code: str) -> SafeString:
    """The shape of an evidence or timing code. It never stands alone: the word follows it."""
    return format_html(
        '<svg class="glyph" aria-hidden="true" width="12" height="12"><use href="{}#{}"/></svg>',
        static("icons/glyphs.svg"),
        code,
    )


class Due(Protocol):
    timing: str
    label: str
    detail: str
    bar: object


@register.simple_tag
def due_words(due: Due) -> SafeString:
    """How an action stands, and its window in words. A bar takes the place of the shape."""
    shape = "" if due.bar else glyph(str(due.timing))
    detail = f"<span>{escape(due.detail)}</span>" if due.detail else ""
    return SafeString(f"<strong>{shape}{escape(due.label)}</strong>{detail}")


@register.simple_tag
def evidence(code: str, label: str, said: str = "") -> SafeString:
    """What became of an action, in a shape and a word; `said`: what happened, in a few words."""
    return format_html('<span class="evidence {}">{}{}{}</span>', code, glyph(code), label, f": {said}" if said else "")
