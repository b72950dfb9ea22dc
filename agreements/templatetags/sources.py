"""The small numbers at facts. Filters rather than a template: a page bears hundreds, and an include of each would cost
more than all of its queries."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


class Mark(Protocol):
    """As `pages/marks.py` makes them."""

    number: int
    passage: str
    citation: int
    differs: bool


class Marks(Protocol):
    fact: str
    marks: tuple[Mark, ...]
    differing: tuple[Any, ...]


class Link(Protocol):
    text: str
    url: str


@register.simple_tag
def source_mark(number: int, passage: str = "", citation: int = 0, differs: bool = False) -> SafeString:
    """One number, leading to the list of sources. `passage`: where in the source and in which words."""
    name = gettext("Source %(number)d, which says otherwise") if differs else gettext("Source %(number)d")
    return format_html(
        '<a class="src{}" href="#s{}"{}{} aria-label="{}">{}{}</a>',
        " other" if differs else "",
        number,
        format_html(' title="{}"', passage) if passage else "",
        format_html(' data-passage="c{}"', citation) if citation else "",
        name % {"number": number},
        "≠" if differs else "",
        number,
    )


@register.filter
def marks(of: Marks) -> SafeString | str:
    """All numbers of a fact together; nothing where it has none."""
    if not of.marks:
        return ""
    numbers = (source_mark(mark.number, mark.passage, mark.citation, mark.differs) for mark in of.marks)
    return format_html(
        '<sup class="marks" data-fact="{}">{}</sup>', of.fact, format_html_join("", "{}", _each(numbers))
    )


@register.filter
def marks_or_record(of: Marks) -> SafeString | str:
    """The same; where it has none, that the sources of the record stand for it."""
    if of.marks:
        return marks(of)
    return format_html(
        '<sup class="marks"><a class="src whole" href="#sources" title="{}">{}</a></sup>',
        gettext("No source of its own: the sources of the record stand for it."),
        gettext("record"),
    )


@register.filter
def differing(of: Marks) -> SafeString | str:
    """What sources say that say otherwise than the fact before it."""
    if not of.differing:
        return ""
    says = gettext("{source} says: {says}")
    told = (
        format_html(
            '<span class="differs">{} {}</span>',
            format_html(
                says, source=format_html("<bdi>{}</bdi>", entry.who), says=format_html("<bdi>{}</bdi>", entry.says)
            ),
            source_mark(entry.number, differs=True),
        )
        for entry in of.differing
    )
    return format_html_join(" ", "{}", _each(told))


def _each(parts: Iterable[SafeString]) -> Iterable[tuple[SafeString]]:
    return ((part,) for part in parts)


@register.filter
def linked(link: Link) -> SafeString | str:
    """A link to what the public may see, plain words for the rest."""
    return format_html('<a href="{}">{}</a>', link.url, link.text) if link.url else link.text
