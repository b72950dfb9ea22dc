"""Bodies, agreements and meetings: what the three kinds of record share, and the first two whole."""

from typing import Any

from django.utils.translation import gettext

from agreements.corpus.desk import Desk
from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError
from agreements.corpus.sources import put_record_sources
from agreements.corpus.writing import Changes, given, given_dates, party_code
from agreements.models import Agreement, Body, Meeting, RecordParty
from agreements.models.aggregates import Aggregate
from agreements.models.base import NOT_WITHDRAWN

AGREEMENT_TEXTS = (
    "title",
    "designation",
    "legal_force",
    "subject",
    "lifecycle",
    "status_as_reported",
    "text_access",
    "signed_place",
    "summary",
    "title_note",
    "signed_note",
    "in_force_note",
    "parties_note",
)


def put_aggregate[A: Aggregate](
    model: type[A], values: dict[str, Any], record: Record, desk: Desk, changes: Changes
) -> A:
    """The row itself, with its parties. A new one gets the publication state of the load, a known one keeps its own."""
    codes = [party_code(code, desk.parties, "parties") for code in record.data["parties"]]
    values = {"relation": desk.relation(*codes), **values}
    existing = _known(model, record) if record.key in desk.keys[model] else None
    if existing is None:
        values["publication"] = desk.publication
        instance = changes.add(model, {"slug": record.key, **values}, root=True)
        desk.keys[model].add(record.key)
    else:
        instance = changes.own = existing
        words = set(getattr(instance, "topic_words", []))
        changes.bring(instance, values)
        if gone := words.difference(values.get("topic_words", words)):
            target = {str(model._meta.model_name): instance}
            desk.topics.drop_words(target, gone, values["topic_words"], changes)
    _put_further_parties(instance, codes, record, desk, changes)
    return instance


def _known[A: Aggregate](model: type[A], record: Record) -> A:
    """Locked, so that what is told of it is what it is changed from. What a curator withdrew does not come back because
    it still stands in a file."""
    existing = model._default_manager.filter(NOT_WITHDRAWN, slug=record.key).select_for_update().first()
    if existing is not None:
        return existing
    withdrawn = model._default_manager.filter(slug=record.key).first()
    reason = gettext("This record was withdrawn: “%s” To have it back, publish it again in the admin.")
    raise RecordError("key", reason % (withdrawn.withdrawn_reason if withdrawn else ""))


def _put_further_parties(
    instance: Aggregate, relation: list[str], record: Record, desk: Desk, changes: Changes
) -> None:
    for code in record.data.get("further_parties") or []:
        party_code(code, desk.parties, "further_parties")
        if code in relation:
            raise RecordError("further_parties", gettext("%s is one of the two parties of the relation.") % code)
        target = {str(instance._meta.model_name): instance, "party_id": code}
        changes.put(RecordParty, target, {}, path="further_parties")


def find_aggregate[A: Aggregate](model: type[A], key: str, path: str) -> A:
    found = model._default_manager.filter(NOT_WITHDRAWN, slug=key).first()
    if found is None:
        what = model._meta.verbose_name
        raise RecordError(path, gettext("There is no %(what)s with the key %(key)s.") % {"what": what, "key": key})
    return found


def put_body(record: Record, desk: Desk, changes: Changes) -> None:
    values = given(record.data, "name", "other_names", "kind", "note")
    body = put_aggregate(Body, values, record, desk, changes)
    put_record_sources({"body": body}, record, desk.report, changes)


def link_body(record: Record, desk: Desk, changes: Changes) -> None:
    keys = given(record.data, "parent", "replaced_by")
    values = {name: find_aggregate(Body, key, name) for name, key in keys.items()}
    if values:
        changes.bring(find_aggregate(Body, record.key, "key"), values)


def put_agreement(record: Record, desk: Desk, changes: Changes) -> None:
    refuse_key_of(Meeting, record, desk)
    data = record.data
    values = {
        **given(data, *AGREEMENT_TEXTS, topic_words="topics"),
        **given_dates(data, "signed", "in_force", "ended"),
    }
    agreement = put_aggregate(Agreement, values, record, desk, changes)
    desk.topics.put_words({"agreement": agreement}, data.get("topics") or [], record, desk.report, changes)
    put_record_sources({"agreement": agreement}, record, desk.report, changes)


def link_agreement(record: Record, desk: Desk, changes: Changes) -> None:
    keys = given(record.data, "replaced_by")
    values = {name: find_aggregate(Agreement, key, name) for name, key in keys.items()}
    if values:
        changes.bring(find_aggregate(Agreement, record.key, "key"), values)


def refuse_key_of(other: type[Aggregate], record: Record, desk: Desk) -> None:
    """Keys of meetings and agreements are one set, since an action may lead to either."""
    if record.key in desk.keys[other] and other._default_manager.filter(NOT_WITHDRAWN, slug=record.key).exists():
        reason = gettext("This is already the key of a record of another kind: %s.")
        raise RecordError("key", reason % other._meta.verbose_name)
