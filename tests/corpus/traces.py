"""What the histories tell of a load."""

from typing import Any

from django.apps import apps


def changes_since(marks: dict[str, int]) -> set[str]:
    """What the histories tell since: "Meeting update city" for each column that an update changed."""
    told = set()
    for model in _histories():
        for event in model._default_manager.filter(pgh_id__gt=marks[model.__name__]):
            what = f"{model.__name__.removesuffix('Event')} {event.pgh_label}"
            told |= {f"{what} {name}".strip() for name in _columns(event)}
    return told


def _columns(event: Any) -> list[str]:
    if event.pgh_label != "update":
        return [""]
    before = type(event)._default_manager.filter(id=event.id, pgh_id__lt=event.pgh_id).latest("pgh_id")
    names = [field.attname for field in event._meta.local_fields if not field.name.startswith("pgh_")]
    return [name for name in names if getattr(event, name) != getattr(before, name)]


def _histories() -> list[Any]:
    return [model for model in apps.get_app_config("agreements").get_models() if model.__name__.endswith("Event")]


def marks() -> dict[str, int]:
    last = {model.__name__: model._default_manager.order_by("-pgh_id").first() for model in _histories()}
    return {name: event.pgh_id if event else 0 for name, event in last.items()}
