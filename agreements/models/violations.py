"""What a rule of the database says to a person when it is broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import DatabaseError, models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Rules that live in migration 0003 alone, as foreign keys over two columns and triggers.
STRUCTURAL_RULES: dict[str, tuple[str, Promise]] = {
    "delegation_party_of_meeting": ("party", _("A delegation's party must be one of the meeting's parties.")),
    "actionparty_party_of_meeting": ("responsible", _("Who owes an action must be one of the meeting's parties.")),
    "actionparty_party_of_agreement": ("responsible", _("Who owes an action must be one of the agreement's parties.")),
    "topic_parent_is_top": ("parent", _("A topic's parent must be a top topic: there are two levels.")),
    "actionupdate_corrects_same_action": ("corrects", _("An update corrects an earlier update of the same action.")),
    "body_no_ring": ("parent", _("A body cannot be part of itself, directly or through others.")),
    "relation_parties_stay": ("a", _("The two parties of a relation stay what they are: choose another relation.")),
    "append_only": ("", _("This history only grows: add an entry that corrects the earlier one.")),
}


@dataclass(frozen=True)
class Violation:
    """`field` is "" where the rule is about several fields."""

    field: str
    message: str


def violation(error: DatabaseError) -> Violation:
    """The rule that a database error speaks of, in words; unknown errors keep the database's own first line."""
    name = _constraint_name(error)
    if name in STRUCTURAL_RULES:
        field, message = STRUCTURAL_RULES[name]
        return Violation(field, str(message))
    constraint = _declared_constraints().get(name)
    if constraint is None:
        return Violation("", str(error).partition("\n")[0])
    return Violation(_field_of(constraint), str(constraint.get_violation_error_message()))


def _constraint_name(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    # pgtrigger's Protect names no constraint: its message does.
    return "append_only" if not name and re.search(r"Cannot (update|delete) rows", str(error)) else name


@cache
def _declared_constraints() -> dict[str, models.BaseConstraint]:
    return dict(_constraints())


def _constraints() -> Iterator[tuple[str, models.BaseConstraint]]:
    for model in apps.get_app_config("agreements").get_models():
        for constraint in model._meta.constraints:
            yield constraint.name, constraint
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                message = gettext("Another record already has this value: %(field)s.") % {"field": field.verbose_name}
                yield (
                    f"{model._meta.db_table}_{field.column}_key",
                    models.UniqueConstraint(fields=[field.name], name="_", violation_error_message=message),
                )


def _field_of(constraint: models.BaseConstraint) -> str:
    """The last part of a name such as `meeting_ordinal_unique` is the rule, the first the model."""
    fields: tuple[str, ...] = getattr(constraint, "fields", ())
    if len(fields) == 1:
        return fields[0]
    match = re.fullmatch(r"[a-z]+_(\w+)_(?:known|valid|form)", constraint.name)
    return match[1] if match else ""
