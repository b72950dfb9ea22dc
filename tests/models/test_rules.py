"""Every rule of the record is kept by PostgreSQL, whoever writes, and says what it wants in words for people."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from agreements.models.card import Card, FacetCount
from agreements.models.violations import STRUCTURAL_RULES, UNKNOWN, violation
from tests import world
from tests.models.rules import RULES, Rule, write

pytestmark = pytest.mark.django_db

# The first two are what other keys refer to: no write can break them without breaking a primary key first. The pair
# of a relation is one with its slug.
NEVER_REACHED = {"topic_id_tier", "actionupdate_id_action", "relation_unique"}
NOT_FOR_PEOPLE = re.compile(r"agreements_|constraint|violates|pgtrigger|SQL|null value|DETAIL|[a-z]+_[a-z]+")


def declared() -> set[str]:
    """Every constraint of every model that is not a history table, by its name in the database."""
    names = set(STRUCTURAL_RULES)
    for model in apps.get_app_config("agreements").get_models():
        if model.__name__.endswith("Event") or issubclass(
            model, Card | FacetCount
        ):  # cards are written by the database alone
            continue
        names |= {constraint.name for constraint in model._meta.constraints}
        for field in model._meta.local_fields:
            if field.unique and not isinstance(field, models.AutoField):
                suffix = "pkey" if field.primary_key else f"{field.column}_key"
                names.add(f"{model._meta.db_table}_{suffix}")
    return names - NEVER_REACHED


def attempt(write_it: Callable[[], object]) -> None:
    """Write, and meet at once the rules that PostgreSQL would otherwise look at when the transaction ends."""
    with transaction.atomic():
        write_it()
        connection.check_constraints()


def test_every_rule_there_is_has_a_case() -> None:
    assert {rule.name for rule in RULES} | {"published_not_deleted"} == declared()
    assert len(declared()) == 124


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_write_that_breaks_a_rule_is_refused_in_words_for_people(rule: Rule) -> None:
    row = rule.make()
    changed = rule.changed(row)
    with pytest.raises(DatabaseError) as error:
        attempt(lambda: write(row, changed, copied=rule.copied))
    diagnosis = getattr(error.value.__cause__, "diag", None)
    assert (getattr(diagnosis, "constraint_name", None) or "append_only") == rule.name
    found = violation(error.value)
    assert found.field == rule.field
    assert found.message != UNKNOWN
    assert found.message.endswith((".", "?"))
    assert not NOT_FOR_PEOPLE.search(found.message)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.form], ids=str)
def test_a_form_says_it_before_the_database_does(rule: Rule) -> None:
    row = rule.make()
    for column, value in rule.changed(row).items():
        setattr(row, column, value)
    if rule.copied:
        row.pk = row.pk if row._meta.pk.name == "code" else None
        row._state.adding = True
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    fields = [rule.field] if rule.field in refusal.value.message_dict else ["__all__"]
    assert refusal.value.message_dict[fields[0]]


@pytest.mark.parametrize(
    ("sql", "field"),
    [
        ("UPDATE agreements_meeting SET notes = NULL", "notes"),
        ("UPDATE agreements_meeting SET relation_id = NULL", "relation"),
        ("UPDATE agreements_meeting SET slug = repeat('a', 121)", ""),
        ("UPDATE agreements_meeting SET ordinal = -1", ""),
        ("DELETE FROM agreements_relation", ""),
        ("UPDATE agreements_meeting SET ordinal = 99999999999", ""),
    ],
)
def test_what_any_table_refuses_is_said_without_the_words_of_sql(sql: str, field: str) -> None:
    world.meeting(body=world.body())
    with pytest.raises(DatabaseError) as error, connection.cursor() as cursor:
        attempt(lambda: cursor.execute(sql))
    found = violation(error.value)
    assert found.field == field
    assert not NOT_FOR_PEOPLE.search(found.message)


@pytest.mark.parametrize(
    ("signed", "in_force"),
    [("2023", "2023-03"), ("2023-05", "2023-05"), ("2023-05-02", "2023-05-02"), ("2023~", "202X"), (None, "2001")],
)
def test_an_agreement_may_enter_into_force_when_its_dates_allow_it(signed: str | None, in_force: str) -> None:
    world.agreement(signed=signed, in_force=in_force).full_clean()


def test_what_is_withdrawn_leaves_its_address_and_its_number_to_others() -> None:
    body = world.body()
    withdrawn = {"publication": "withdrawn", "withdrawn_reason": "Never took place."}
    world.meeting(body=body, ordinal=21, slug="es-ma-gmmp-21", **withdrawn)
    again = world.meeting(body=body, ordinal=21, slug="es-ma-gmmp-21")
    again.full_clean()


def test_forty_words_may_be_quoted() -> None:
    world.citation(body=world.body(), quote="word " * 40).full_clean()


def test_no_evidence_needs_only_the_day_of_the_search() -> None:
    world.update(evidence="no-evidence", basis="", checked="2024-01-01").full_clean()


def test_an_update_cannot_be_changed_or_deleted_through_the_models_either() -> None:
    update = world.update()
    update.what = "Something else."
    for write_again in (update.save, update.delete):
        with pytest.raises(DatabaseError) as error, transaction.atomic():
            write_again()
        assert violation(error.value).message.startswith("This history only grows")


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
@pytest.mark.parametrize("publication", ["published", "withdrawn"])
def test_what_readers_may_have_seen_cannot_be_deleted(kind: str, publication: str) -> None:
    record = getattr(world, kind)(publication=publication, withdrawn_reason="Wrong.")
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        record.delete()
    assert violation(error.value).message == "What was published is not deleted: withdraw it, and say why."


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
@pytest.mark.parametrize("publication", ["draft", "in-review"])
def test_what_nobody_has_seen_may_be_deleted(kind: str, publication: str) -> None:
    getattr(world, kind)(publication=publication).delete()
