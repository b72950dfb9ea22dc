"""What anybody types is text on every page, for editors and for readers, and never markup."""

import sys
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import NoReverseMatch

from tests.admin.role_cast import admin_addresses, cast, path_of
from tests.admin.role_table import LEFT_OUT

pytestmark = pytest.mark.django_db
MARKUP = "<img src=x class=typed>\"'><svg class=typed>"
LISTS = ("", "meetings/", "actions/", "agreements/", "bodies/", "people/", "institutions/", "sources/", "search/?q=img")


def marked(row: models.Model) -> int:
    """How many of the row's texts took the markup: those that no rule of the database keeps free of it."""
    taken = 0
    for field in row._meta.concrete_fields:
        typed = isinstance(field, models.TextField | models.CharField) and not isinstance(field, models.SlugField)
        if not typed or field.choices or field.primary_key:
            continue
        value = f"{getattr(row, field.attname) or ''}{MARKUP}"
        try:
            with transaction.atomic():
                taken += type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        except (DatabaseError, ValueError):
            continue
    return taken


def addresses(rows: dict[str, Any]) -> list[str]:
    admin = [path_of(route, rows)[0] for name, route in admin_addresses() if name not in LEFT_OUT]
    public = [f"/{path}" for path in LISTS]
    for row in rows.values():
        try:
            public.append(row.get_absolute_url())
        except (AttributeError, NoReverseMatch):
            continue
    return admin + public


def test_no_text_becomes_markup(desk: Client) -> None:
    rows = cast("published")
    texts = sum(marked(row) for row in rows.values() if isinstance(row, models.Model))
    swept, shown, found = 0, 0, []
    for address in addresses(rows):
        answer = desk.get(address)
        if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.status_code >= 400:
            continue
        content = b"".join(answer).decode()
        swept, shown = swept + 1, shown + ("class=typed&gt;" in content)
        found += [address] if "class=typed>" in content else []
    sys.stdout.write(f"\n{texts} texts with markup, shown on {shown} of {swept} pages\n")
    assert found == []
    assert texts >= 50
    assert shown >= 60
