"""A form of the admin as a browser would send it."""

from typing import Any

from django.test import Client

ADD = "/admin/agreements/meeting/add/"
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def at(record: Any, page: str = "change") -> str:
    return f"/admin/agreements/{record._meta.model_name}/{record.pk}/{page}/"


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The rows of one inline, and what counts them."""
    data: dict[str, Any] = {f"{prefix}-{name}": value for name, value in NO_ROWS.items()}
    data |= {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def meeting_form(**given: Any) -> dict[str, Any]:
    """An occasion of Morocco and Spain with no row below; `given` adds and replaces."""
    form = {"title": "Talks on migration", "status": "held", "level": "unknown", "format": "unknown"}
    for prefix in ("citations", "delegations", "actions", "positions", "citations-2"):
        form |= rows(prefix)
    return form | given


def current_values(client: Client, address: str) -> dict[str, Any]:
    """Everything a page would send back unchanged, with a word on why where the page wants one."""
    context = client.get(address).context
    values: dict[str, Any] = {"_opened": context.get("opened", "")}
    if context["note_needed"]:
        values["_note"] = "The source says so."
    _take(values, context["adminform"].form)
    for below in context["inline_admin_formsets"]:
        _take_rows(values, below.formset)
    return values


def save(client: Client, record: Any, **typed: Any) -> Any:
    return client.post(at(record), current_values(client, at(record)) | typed)


def _take_rows(values: dict[str, Any], formset: Any) -> None:
    _take(values, formset.management_form)
    for form in formset.forms:
        _take(values, form)
        for nested in getattr(form, "nested_formsets", ()):
            _take_rows(values, nested.formset)


def _take(values: dict[str, Any], form: Any) -> None:
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if value is not None and value is not False:
            values[bound.html_name] = value
