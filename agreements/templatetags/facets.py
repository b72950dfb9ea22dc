"""The values of a facet and the bars of its years. Tags rather than loops of a template, which take ten times as long:
a list bears four hundred of them."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


class Value(Protocol):
    value: str
    label: str
    count: int
    chosen: bool


class Bar(Protocol):
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    url: str
    chosen: bool


@register.simple_tag
def facet_values(name: str, values: Iterable[Value]) -> SafeString:
    """A box to tick for each value of the filter of this name, with the rows that it gives."""
    box = format_html('<label><input type="checkbox" id="f-{}-', name)
    named = format_html('" name="{}" value="', name)
    return format_html_join(
        "",
        '{}{}{}{}"{}><span>{}</span><span class="n">{}</span></label>',
        (
            (box, one.value, named, one.value, SafeString(" checked" if one.chosen else ""), one.label, one.count)
            for one in values
        ),
    )


@register.simple_tag
def year_bars(bars: Iterable[Bar], height: int) -> SafeString:
    """A link for each year in which there is anything, as high as it is among them; all its height can be clicked."""
    rect = format_html('<rect class="reach" y="0" height="{}" x="', height)
    return format_html_join(
        "",
        '<a href="{}" tabindex="-1" data-year="{}"{}><title>{}: {}</title>{}{}" width="{}"/>'
        '<rect x="{}" y="{}" width="{}" height="{}"/></a>',
        (
            (bar.url, bar.label, SafeString("" if bar.chosen else ' class="out"'), bar.label, bar.count)
            + (rect, bar.x, bar.width, bar.x, bar.y, bar.width, bar.height)
            for bar in bars
            if bar.count
        ),
    )
