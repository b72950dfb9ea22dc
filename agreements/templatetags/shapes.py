"""Shapes that stand beside a word. Tags rather than templates: a list bears a hundred of them."""

from functools import lru_cache

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


@register.simple_tag
def evidence(code: str, label: str, said: str = "") -> SafeString:
    """What became of an action, in a shape and a word; `said`: what happened, in a few words."""
    return format_html('<span class="evidence {}">{}{}{}</span>', code, glyph(code), label, f": {said}" if said else "")
