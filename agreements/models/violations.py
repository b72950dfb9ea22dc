"""What a rule of the database says to a person when it is broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import DatabaseError, models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Rules that live in migration 0003 alone, as foreign keys over two columns and triggers; and those on generated
# columns, which nobody fills in.
STRUCTURAL_RULES: dict[str, tuple[str, Promise]] = {
    "delegation_party_of_meeting": ("party", _("A delegation's party must be one of the meeting's parties.")),
    "actionparty_party_of_meeting": ("responsible", _("Who owes an action must be one of the meeting's parties.")),
    "actionparty_party_of_agreement": ("responsible", _("Who owes an action must be one of the agreement's parties.")),
    "topic_parent_is_top": ("parent", _("A topic's parent must be a top topic: there are two levels.")),
    "actionupdate_corrects_same_action": ("corrects", _("An update corrects an earlier update of the same action.")),
    "body_no_ring": ("parent", _("A body cannot be part of itself, directly or through others.")),
    "relation_parties_stay": ("a", _("The two parties of a relation stay what they are: choose another relation.")),
    "recordparty_of_relation": (
        "party",
        _("The two parties of the relation are parties to the record: to change them, choose another relation."),
    ),
    "agreements_topicalias_folded_key": ("alias", _("This word leads to a topic already.")),
    "agreements_relation_slug_key": ("", _("These two parties already have their relation.")),
    "published_not_deleted": ("", _("What was published is not deleted: withdraw it, and say why.")),
    "append_only": ("", _("This history only grows: add an entry that corrects the earlier one.")),
}
# By SQLSTATE, what PostgreSQL asks of any table: it names a column or a key, never a rule of the record.
GENERAL_RULES: dict[str, Promise] = {
    "23502": _("This is needed."),
    "23503": _("Something is referred to that is not there, or is still referred to by another record."),
    "23514": _("This value is not possible here."),
    "22001": _("This text is too long."),
    "22003": _("This number is too large."),
}
UNKNOWN = _("The database refused this. Nothing was saved.")


@dataclass(frozen=True)
class Violation:
    """`field` is "" where the rule is about several fields."""

    field: str
    message: str


def violation(error: DatabaseError) -> Violation:
    """The rule that a database error speaks of, in words for people: no name of a table, no SQL."""
    name = _constraint_name(error)
    if name in STRUCTURAL_RULES:
        field, message = STRUCTURAL_RULES[name]
        return Violation(field, str(message))
    if name in _declared_constraints():
        field, constraint = _declared_constraints()[name]
        return Violation(field, str(constraint.get_violation_error_message()))
    diagnosis = getattr(error.__cause__, "diag", None)
    column = (getattr(diagnosis, "column_name", None) or "").removesuffix("_id")
    return Violation(column, str(GENERAL_RULES.get(getattr(diagnosis, "sqlstate", None) or "", UNKNOWN)))


def _constraint_name(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    # pgtrigger's Protect names no constraint: its message does.
    return "append_only" if not name and re.search(r"pgtrigger: Cannot", str(error)) else name


@cache
def _declared_constraints() -> dict[str, tuple[str, models.BaseConstraint]]:
    """Every constraint of every model by its name, with the field it is about."""
    return {
        name: (field_of(constraint, model), constraint)
        for model in apps.get_app_config("agreements").get_models()
        for name, constraint in _constraints(model)
    }


def _constraints(model: type[models.Model]) -> Iterator[tuple[str, models.BaseConstraint]]:
    for constraint in model._meta.constraints:
        yield constraint.name, constraint
    for field in model._meta.local_fields:
        if field.unique:
            suffix = "pkey" if field.primary_key else f"{field.column}_key"
            message = _("Another record already has this value.")
            yield (
                f"{model._meta.db_table}_{suffix}",
                models.UniqueConstraint(fields=[field.name], name="_", violation_error_message=message),
            )


# Rules whose name does not begin with the field that mends them.
MENDED_BY = {"withdrawn_with_reason": "withdrawn_reason"}


def field_of(constraint: models.BaseConstraint, model: type[models.Model]) -> str:
    """What a person would change: of a uniqueness the last field, of a check the one that its name begins with, like
    the ordinal in `meeting_ordinal_of_body`."""
    fields: tuple[str, ...] = getattr(constraint, "fields", ())
    if fields:
        return "source" if "source" in fields else fields[-1]
    _model, _underscore, rule = constraint.name.partition("_")
    named = [field.name for field in model._meta.local_fields if f"{rule}_".startswith(f"{field.name}_")]
    return MENDED_BY.get(rule) or max(named, key=len, default="")
