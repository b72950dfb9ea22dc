"""Counts as people read them."""

from django import template

from agreements.wording import grouped

register = template.Library()
register.filter("grouped", grouped)
