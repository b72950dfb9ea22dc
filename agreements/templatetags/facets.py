"""The values of a facet and the bars of its years. Tags rather than loops of a template, which take ten times as long:
a list bears four hundred of them."""

from collections.abc import Iterable
from html import escape  # Django's asks of each text whether it is safe already, which takes as long again
from typing import Protocol

from django import template
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
    return SafeString("".join(_box(escape(name), one) for one in values))


def _box(name: str, one: Value) -> str:
    value, checked = escape(one.value), " checked" if one.chosen else ""
    return (
        f'<label><input type="checkbox" id="f-{name}-{value}" name="{name}" value="{value}"{checked}>'
        f'<span>{escape(one.label)}</span><span class="n">{one.count:d}</span></label>'
    )


@register.simple_tag
def year_bars(bars: Iterable[Bar], height: int) -> SafeString:
    """A link for each year in which there is anything, as high as it is among them; all its height can be clicked."""
    return SafeString("".join(_bar(bar, height) for bar in bars if bar.count))


def _bar(bar: Bar, height: int) -> str:
    label, out = escape(bar.label), "" if bar.chosen else ' class="out"'
    return (
        f'<a href="{escape(bar.url)}" tabindex="-1" data-year="{label}"{out}><title>{label}: {bar.count:d}</title>'
        f'<rect class="reach" x="{bar.x:g}" y="0" width="{bar.width:g}" height="{height:d}"/>'
        f'<rect x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" height="{bar.height:g}"/></a>'
    )
