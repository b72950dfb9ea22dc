"""The rules of the record as a table: a row that keeps each of them, and the change that breaks it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Model

from agreements.models import (
    ActionLink,
    ActionParty,
    AgreedAction,
    Body,
    Comment,
    Distinct,
    ImportFile,
    InstitutionName,
    Merge,
    OldAddress,
    PersonName,
    PersonParty,
    PositionParty,
    RecordParty,
    RecordTopic,
    SourceVisit,
    TopicAlias,
)
from tests import world

type Columns = dict[str, Any] | Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """`name` is the constraint's, `field` what the message is about. The row that `make` makes is right; with the
    `columns` changed it is not, either itself or, where `copied`, as one more row. `form` tells whether Django can
    say so, too."""

    name: str
    field: str
    make: Callable[[], Model]
    columns: Columns
    copied: bool = False
    form: bool = True
    case: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.case and '-'}{self.case}"

    def changed(self, row: Model) -> dict[str, Any]:
        return self.columns(row) if callable(self.columns) else self.columns


def stored_columns(model: type[Model]) -> list[str]:
    fields = model._meta.local_concrete_fields
    return [str(f.column) for f in fields if not f.generated and not isinstance(f, models.AutoField)]


def write(row: Model, changed: dict[str, Any], *, copied: bool) -> None:
    """By SQL alone: no model, no form, no loader stands between."""
    table, key = row._meta.db_table, row._meta.pk.column
    if copied:
        names = stored_columns(type(row))
        values = ", ".join("%s" if name in changed else f'"{name}"' for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        given = [changed[name] for name in names if name in changed]
        sql = f'INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE "{key}" = %s'  # noqa: S608
    else:
        given = list(changed.values())
        assignments = ", ".join(f'"{name}" = %s' for name in changed)
        sql = f'UPDATE {table} SET {assignments} WHERE "{key}" = %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, row.pk])
        assert cursor.rowcount == 1


def known(make: Callable[..., Model], *fields: str) -> list[Rule]:
    """A code that its vocabulary does not hold."""
    model = make.__name__
    return [Rule(f"{model}_{field}_known", field, make, {field: "?"}) for field in fields]


def dates(make: Callable[..., Model], *fields: str) -> list[Rule]:
    """A day that no calendar has."""
    model = {"action": "agreedaction"}.get(make.__name__, make.__name__)
    return [Rule(f"{model}_{field}_valid", field, make, {field: "2023-02-30"}) for field in fields]


def aggregate(make: Callable[..., Model]) -> list[Rule]:
    model = make.__name__
    return [
        Rule(f"{model}_publication_known", "publication", make, {"publication": "?"}),
        Rule(f"{model}_withdrawn_with_reason", "withdrawn_reason", make, {"publication": "withdrawn"}),
        Rule(f"{model}_slug_unique", "slug", make, {}, copied=True),
    ]


def meeting_of_body() -> Model:
    return world.meeting(body=world.body(), ordinal=21)


def signed(day: str, in_force: str) -> list[Rule]:
    name = "agreement_in_force_not_before_signed"
    dates = {"signed": day, "in_force": in_force}
    return [Rule(name, "in_force", world.agreement, dates, case=f"{day}-{in_force}")]


def evidence(name: str, *, field: str = "", case: str = "", **columns: Any) -> Rule:
    return Rule(f"actionupdate_{name}", field, world.update, columns, copied=True, case=case)


def _action_of_agreement() -> AgreedAction:
    return world.action(agreement=world.agreement())


def _owed() -> Model:
    return ActionParty.objects.create(action=world.action(), party=world.party())


def _owed_by_agreement() -> Model:
    return ActionParty.objects.create(action=_action_of_agreement(), party=world.party())


def _link() -> Model:
    return ActionLink.objects.create(later=world.action(), earlier=world.action())


def _topic_row() -> Model:
    return RecordTopic.objects.create(meeting=world.meeting(), topic=world.topic())


def _topic_with_children() -> Model:
    top = world.topic()
    world.topic(parent=top)
    return top


def _party_row() -> Model:
    return world.further_party("EU", meeting=world.meeting())


def _row_of_relation() -> Model:
    return RecordParty.objects.get(meeting=world.meeting(), party_id="ES")


def _address() -> Model:
    return OldAddress.objects.create(path="/meetings/once/", target="/meetings/now/")


def _comment() -> Model:
    return Comment.objects.create(meeting=world.meeting(), text="Who chaired?")


def distinct() -> Model:
    return Distinct.objects.create(kind="person", first=1, second=2)


def merge() -> Model:
    return Merge.objects.create(kind="person", kept=1, gone=2, kept_name="Khalid Zerouali", gone_name="Jalid Zeruali")


def sourcevisit() -> Model:
    return SourceVisit.objects.create(source=world.source(), outcome="answers")


def importfile() -> Model:
    return ImportFile.objects.create(name="people.csv", kind="people", content=b"name")


def _body_of_rings(length: int) -> Callable[[], Model]:
    """A body at the head of `length` bodies, each part of the one before."""

    def make() -> Model:
        head = below = world.body()
        for _ in range(length - 1):
            below = world.body(parent=below)
        return head

    return make


UNIQUE_ROWS: list[tuple[str, str, Callable[[], Model]]] = [
    ("agreements_party_pkey", "code", world.party),
    ("agreements_relation_slug_key", "", world.relation),
    ("agreements_topic_code_key", "code", world.topic),
    ("agreements_topicalias_folded_key", "alias", lambda: TopicAlias.objects.create(topic=world.topic(), alias="Él")),
    ("agreements_institution_slug_key", "slug", world.institution),
    ("agreements_person_slug_key", "slug", world.person),
    ("agreements_oldaddress_path_key", "path", _address),
    ("agreements_source_url_key", "url", world.source),
    ("recordparty_meeting_unique", "party", _party_row),
    ("recordparty_agreement_unique", "party", lambda: world.further_party("EU", agreement=world.agreement())),
    ("recordparty_body_unique", "party", lambda: world.further_party("EU", body=world.body())),
    ("recordtopic_meeting_unique", "topic", _topic_row),
    ("recordtopic_agreement_unique", "topic", lambda: world.topic().record_rows.create(agreement=world.agreement())),
    ("recordtopic_action_unique", "topic", lambda: world.topic().record_rows.create(action=world.action())),
    (
        "institutionname_unique",
        "name",
        lambda: InstitutionName.objects.create(institution=world.institution(), name="I"),
    ),
    ("personname_unique", "name", lambda: PersonName.objects.create(person=world.person(), name="K")),
    ("personparty_unique", "party", lambda: PersonParty.objects.create(person=world.person(), party_id="MA")),
    ("delegation_unique", "party", world.delegation),
    ("participant_once", "person", world.participant),
    (
        "positionparty_unique",
        "party",
        lambda: PositionParty.objects.create(of_position=world.position(), party_id="MA"),
    ),
    ("agreedaction_number_in_meeting", "number", world.action),
    ("agreedaction_number_in_agreement", "number", _action_of_agreement),
    ("actionparty_unique", "party", _owed),
    ("actionlink_unique", "earlier", _link),
    ("citation_meeting_unique", "source", lambda: world.citation(meeting=world.meeting())),
    ("citation_agreement_unique", "source", lambda: world.citation(agreement=world.agreement())),
    ("citation_body_unique", "source", lambda: world.citation(body=world.body())),
    ("citation_participant_unique", "source", lambda: world.citation(participant=world.participant())),
    ("citation_of_position_unique", "source", lambda: world.citation(of_position=world.position())),
    ("citation_action_unique", "source", lambda: world.citation(action=world.action())),
    ("citation_person_unique", "source", lambda: world.citation(person=world.person())),
    ("citation_institution_unique", "source", lambda: world.citation(institution=world.institution())),
]
# Generated columns and primary keys are no field of a form, so a form cannot foresee them.
UNSEEN_BY_FORMS = {"agreements_party_pkey", "agreements_topicalias_folded_key", "agreements_relation_slug_key"}

RULES: list[Rule] = [
    *(Rule(name, field, make, {}, copied=True, form=name not in UNSEEN_BY_FORMS) for name, field, make in UNIQUE_ROWS),
    *known(world.party, "kind"),
    Rule("party_code_form", "code", world.party, {"code": "ma"}, copied=True),
    Rule("relation_in_code_order", "", world.relation, {"a_id": "ZA"}, copied=True),
    Rule("relation_in_code_order", "", world.relation, {"a_id": "MA"}, copied=True, case="with-itself"),
    Rule("relation_parties_stay", "a", world.relation, {"a_id": "DZ"}, form=False),
    Rule("recordparty_one_record", "", _party_row, {"meeting_id": None}, copied=True),
    Rule("recordparty_one_record", "", _party_row, lambda row: {"body_id": world.body().pk}, copied=True, case="two"),
    Rule("recordparty_of_relation", "party", _row_of_relation, {"further": True}, form=False),
    Rule("recordparty_of_relation", "party", _row_of_relation, {"party_id": "FR"}, form=False, case="party"),
    Rule("topic_gcm_objectives", "gcm", world.topic, {"gcm": [24]}),
    Rule(
        "topic_parent_is_top",
        "parent",
        world.topic,
        lambda row: {"parent_id": world.topic(parent=world.topic()).pk},
        form=False,
    ),
    Rule(
        "topic_parent_is_top",
        "parent",
        _topic_with_children,
        lambda row: {"parent_id": world.topic().pk},
        form=False,
        case="with-children",
    ),
    Rule("recordtopic_one_record", "", _topic_row, {"meeting_id": None}, copied=True),
    *aggregate(world.agreement),
    *known(world.agreement, "designation", "legal_force", "subject", "lifecycle", "text_access"),
    *dates(world.agreement, "signed", "in_force", "ended"),
    *signed("2023-05", "2023-03"),
    *signed("2023", "2022"),
    *signed("2023-05-02", "2023-05-01"),
    *signed("2023-05-02/..", "../2023-05-01"),
    Rule("agreement_not_replaced_by_itself", "", world.agreement, lambda row: {"replaced_by_id": row.pk}),
    *aggregate(world.body),
    *known(world.body, "kind", "state"),
    *dates(world.body, "established", "ended"),
    Rule("body_not_replaced_by_itself", "", world.body, lambda row: {"replaced_by_id": row.pk}),
    *(
        Rule(
            "body_no_ring",
            "parent",
            _body_of_rings(length),
            lambda row: {"parent_id": Body.objects.latest("pk").pk},
            form=False,
            case=f"of-{length}",
        )
        for length in (1, 2, 3)
    ),
    Rule("institution_unique_per_party", "name", world.institution, {"slug": "other"}, copied=True),
    *known(world.institution, "kind"),
    Rule("person_wikidata_form", "wikidata", world.person, {"wikidata": "1234"}),
    Rule("person_wikidata_unique", "wikidata", lambda: world.person(wikidata="Q1"), {"slug": "other"}, copied=True),
    *aggregate(world.meeting),
    *known(world.meeting, "status", "format", "level"),
    *dates(world.meeting, "date", "planned_date"),
    Rule("meeting_body_or_title", "body", world.meeting, {"title": ""}),
    Rule("meeting_ordinal_of_body", "ordinal", world.meeting, {"ordinal": 21}),
    Rule("meeting_ordinal_of_body", "ordinal", meeting_of_body, {"ordinal": 0}, case="from-one"),
    Rule("meeting_ordinal_unique", "ordinal", meeting_of_body, {"slug": "other"}, copied=True),
    Rule("delegation_party_of_meeting", "party", world.delegation, {"party_id": "EU"}, form=False),
    *known(world.participant, "role"),
    Rule("participant_person_or_post", "person", world.participant, {"person_id": None}),
    Rule("agreedaction_one_parent", "", world.action, {"meeting_id": None}),
    Rule("agreedaction_one_parent", "", world.action, lambda row: {"agreement_id": world.agreement().pk}, case="two"),
    Rule("agreedaction_number_from_one", "number", world.action, {"number": 0}),
    Rule(
        "agreedaction_leads_to_one",
        "",
        world.action,
        lambda row: {"leads_to_meeting_id": world.meeting().pk, "leads_to_agreement_id": world.agreement().pk},
    ),
    Rule("agreedaction_kind_known", "kind", world.action, {"kind": "?"}),
    *dates(world.action, "due"),
    Rule("actionparty_party_of_meeting", "responsible", _owed, {"party_id": "EU"}, form=False),
    Rule("actionparty_party_of_agreement", "responsible", _owed_by_agreement, {"party_id": "EU"}, form=False),
    Rule("actionlink_relation_known", "relation", _link, {"relation": "?"}),
    Rule("actionlink_not_itself", "", _link, lambda row: {"earlier_id": row.later_id}),
    Rule("oldaddress_paths", "", _address, {"target": "/meetings/now"}),
    Rule("oldaddress_leads_elsewhere", "", _address, {"target": "/meetings/once/"}),
    *known(world.source, "kind"),
    *dates(world.source, "published_on"),
    Rule("source_url_web", "url", world.source, {"url": "ftp://example.org/"}),
    Rule("source_archived_url_web", "archived_url", world.source, {"archived_url": "javascript:alert(1)"}),
    Rule("source_language_form", "language", world.source, {"language": "French"}),
    Rule("citation_one_fact", "", lambda: world.citation(body=world.body()), {"body_id": None}),
    Rule(
        "citation_one_fact",
        "",
        lambda: world.citation(body=world.body()),
        lambda row: {"meeting_id": world.meeting().pk},
        case="two",
    ),
    Rule("citation_quote_short", "quote", lambda: world.citation(body=world.body()), {"quote": "word " * 41}),
    evidence("evidence_known", field="evidence", evidence="?"),
    evidence("basis_known", field="basis", basis="?"),
    evidence("reported_status_known", field="reported_status", reported_status="?", reporting_party_id="MA"),
    evidence("date_valid", field="date", date="2023-02-30"),
    evidence("what_is_said", field="what", what=""),
    evidence("judges_or_reports", evidence=""),
    evidence("report_has_a_party", reported_status="planning"),
    evidence("report_has_a_party", reporting_party_id="MA", case="and-the-other-way-round"),
    *(
        evidence("claim_has_source_and_basis", evidence=claim, source_id=None, basis="primary-document", case=claim)
        for claim in ("not-started", "limited", "substantial", "completed", "superseded", "dropped")
    ),
    *(
        evidence("claim_has_source_and_basis", evidence=claim, basis="", case=f"{claim}-basis")
        for claim in ("not-started", "limited", "substantial", "superseded", "dropped")
    ),
    evidence("search_is_dated", evidence="no-evidence", basis="", source_id=None),
    *(
        evidence("completed_is_proven", evidence="completed", basis=basis, case=basis)
        for basis in ("independent-source", "party-statement")
    ),
    evidence("substantial_is_not_only_said", evidence="substantial", basis="party-statement"),
    evidence("two_sources_are_two", basis="two-independent-sources"),
    Rule(
        "actionupdate_two_sources_are_two",
        "",
        world.update,
        lambda row: {"basis": "two-independent-sources", "second_source_id": row.source_id},
        copied=True,
        case="the-same",
    ),
    evidence("corrects_an_earlier_one", field="corrects", corrects_id=2**40),
    Rule(
        "actionupdate_corrects_same_action",
        "corrects",
        world.update,
        lambda row: {"corrects_id": row.pk, "action_id": world.action().pk},
        copied=True,
        form=False,
    ),
    Rule("append_only", "", world.update, {"what": "Something else."}, form=False),
    Rule("comment_one_record", "", _comment, {"meeting_id": None}),
    Rule("comment_one_record", "", _comment, lambda row: {"body_id": world.body().pk}, case="two"),
    Rule("comment_text_given", "text", _comment, {"text": ""}),
    *known(distinct, "kind"),
    Rule("distinct_first_before_second", "first", distinct, {"second": 1}),
    Rule("distinct_once", "second", distinct, {}, copied=True),
    *known(merge, "kind"),
    Rule("merge_kept_is_another", "kept", merge, {"gone": 1}),
    *known(sourcevisit, "outcome"),
    *known(importfile, "kind"),
]
