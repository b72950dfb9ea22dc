"""A meeting with its delegations, participants, positions and agreed actions."""

from typing import Any

from django.utils.translation import gettext

from agreements.corpus.aggregates import find_aggregate, put_aggregate, refuse_key_of
from agreements.corpus.desk import Desk
from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError
from agreements.corpus.sources import cite, put_record_sources
from agreements.corpus.writing import Changes, given, given_dates, party_code
from agreements.models import (
    ActionLink,
    ActionParty,
    AgreedAction,
    Agreement,
    Body,
    Delegation,
    Meeting,
    Participant,
    Position,
    PositionParty,
    Source,
)
from agreements.models.base import NOT_WITHDRAWN

MEETING_VALUES = ("title", "ordinal", "format", "level", "status", "notes")
MEETING_NOTES = ("ordinal_note", "date_note", "place_note", "status_note")


def put_meeting(record: Record, desk: Desk, changes: Changes) -> None:
    refuse_key_of(Agreement, record, desk)
    data = record.data
    place = given(data.get("place") or {}, "city", "venue", country_id="country")
    if "country_id" in place:
        party_code(place["country_id"], desk.parties, "place.country")
    values = {
        **given(data, *MEETING_VALUES, *MEETING_NOTES, topic_words="topics"),
        **given_dates(data, "date", "planned_date"),
        **place,
    }
    if data.get("body"):
        values["body"] = find_aggregate(Body, data["body"], "body")
    meeting = put_aggregate(Meeting, values, record, desk, changes)
    desk.topics.put_words({"meeting": meeting}, data.get("topics") or [], record, desk.report, changes)
    sources = put_record_sources({"meeting": meeting}, record, desk.report, changes)
    _refuse_repeated(data, "delegations", "party")
    for number, side in enumerate(data.get("delegations") or []):
        _put_delegation(meeting, side, f"delegations[{number}]", sources, record, desk, changes)
    _put_positions(meeting, sources, record, desk, changes)
    _put_actions(meeting, sources, record, desk, changes)


def _refuse_repeated(data: dict[str, Any], name: str, field: str) -> None:
    """Two rows of one identity would be one row, and the first of them lost without a word."""
    seen: set[Any] = set()
    for index, row in enumerate(data.get(name) or []):
        if row[field] in seen:
            raise RecordError(f"{name}[{index}].{field}", gettext("%s stands twice.") % row[field])
        seen.add(row[field])


def _put_delegation(
    meeting: Meeting,
    side: dict[str, Any],
    path: str,
    sources: list[Source],
    record: Record,
    desk: Desk,
    changes: Changes,
) -> None:
    party = party_code(side["party"], desk.parties, f"{path}.party")
    if party not in [*record.data["parties"], *(record.data.get("further_parties") or [])]:
        raise RecordError(f"{path}.party", gettext("%s is none of the meeting's parties.") % party)
    delegation = changes.put(Delegation, {"meeting": meeting, "party_id": party}, {}, path=path)
    rows = side.get("participants") or []
    wanted = [
        _participant_values(row, party, f"{path}.participants[{i}]", record, desk, changes)
        for i, row in enumerate(rows)
    ]
    known = [] if changes.is_new(delegation) else list(Participant.objects.filter(delegation=delegation))
    matched = _match(known, wanted, _is_participant, _takes_the_seat)
    for index, (row, values, existing) in enumerate(zip(rows, wanted, matched, strict=True)):
        where = f"{path}.participants[{index}]"
        if existing is None:
            existing = changes.add(Participant, {"delegation": delegation, **values}, path=where)
        else:
            changes.bring(existing, values, path=where)
        cite({"participant": existing}, row, sources, where, changes)
    _report_kept(known, matched, f"{path}.participants", record, desk)


def _participant_values(
    row: dict[str, Any], party: str, path: str, record: Record, desk: Desk, changes: Changes
) -> dict[str, Any]:
    values = given(row, "post", "role", "note")
    if row.get("name"):
        values["person"] = desk.people.find_or_add(row["name"], party, record, desk.report, changes, path)
    elif not row.get("post"):
        raise RecordError(path, gettext("Name the person, or give the post of whoever was there."))
    if row.get("institution"):
        values["institution"] = desk.institutions.find_or_add(row["institution"], party, changes, path)
    return {**values, "position": int(path.rpartition("[")[2].rstrip("]")) + 1}


def _is_participant(existing: Participant, values: dict[str, Any]) -> bool:
    if "person" in values:
        return existing.person_id == values["person"].pk
    return existing.person_id is None and existing.post == values.get("post")


def _takes_the_seat(existing: Participant, values: dict[str, Any]) -> bool:
    """One person's row never becomes another's: institution, note, role and source would move along to the new one."""
    return existing.person_id is None and "person" not in values


def _match[R](known: list[R], wanted: list[dict[str, Any]], same: Any, in_place: Any) -> list[R | None]:
    """For each wanted row the known one it is: by what identifies it, else the one that stands in its place, where
    `in_place` lets that one become it."""
    left = list(known)
    found: list[R | None] = []
    for values in wanted:
        row = next((row for row in left if same(row, values)), None)
        found.append(row)
        if row is not None:
            left.remove(row)
    for index, values in enumerate(wanted):
        if found[index] is None:
            here = (row for row in left if getattr(row, "position", None) == values["position"])
            row = next((row for row in here if in_place(row, values)), None)
            found[index] = row
            if row is not None:
                left.remove(row)
    return found


def _report_kept(known: list[Any], matched: list[Any], path: str, record: Record, desk: Desk) -> None:
    for row in known:
        if row not in matched:
            reason = gettext("“%s” is in the record and not in this file; kept. Remove it in the admin if it is wrong.")
            desk.report.doubtful.append(record.problem(path, reason % row))


def _put_positions(meeting: Meeting, sources: list[Source], record: Record, desk: Desk, changes: Changes) -> None:
    rows = record.data.get("positions") or []
    known = [] if changes.is_new(meeting) else list(Position.objects.filter(meeting=meeting))
    wanted = [{"text": row["text"], "position": number} for number, row in enumerate(rows, 1)]
    matched = _match(known, wanted, lambda row, values: row.text == values["text"], lambda row, values: True)
    for index, (row, values, existing) in enumerate(zip(rows, wanted, matched, strict=True)):
        path = f"positions[{index}]"
        if existing is None:
            existing = changes.add(Position, {"meeting": meeting, **values}, path=path)
        else:
            changes.bring(existing, values, path=path)
        if "parties" in row:
            codes = {party_code(code, desk.parties, f"{path}.parties") for code in row["parties"]}
            _set_parties(PositionParty, {"of_position": existing}, codes, f"{path}.parties", changes)
        cite({"of_position": existing}, row, sources, path, changes)
    _report_kept(known, matched, "positions", record, desk)


def _set_parties(model: Any, target: dict[str, Any], codes: set[str], path: str, changes: Changes) -> None:
    made_now = changes.is_new(*target.values())
    known = {} if made_now else {row.party_id: row for row in model.objects.filter(**target)}
    for code in sorted(codes - known.keys()):
        changes.add(model, {**target, "party_id": code}, path=path)
    for code in sorted(known.keys() - codes):
        changes.remove(known[code], f"{path} {code}")


def _put_actions(meeting: Meeting, sources: list[Source], record: Record, desk: Desk, changes: Changes) -> None:
    _refuse_repeated(record.data, "actions", "number")
    rows = record.data.get("actions") or []
    parties = [row.party_id for row in meeting.party_rows.all()]
    for index, data in enumerate(rows):
        _put_action(meeting, data, f"actions[{index}]", parties, sources, desk, changes)
    if not changes.is_new(meeting):
        known = AgreedAction.objects.filter(meeting=meeting)
        numbers = {data["number"] for data in rows}
        _report_kept(list(known), [row for row in known if row.number in numbers], "actions", record, desk)


def _put_action(
    meeting: Meeting,
    data: dict[str, Any],
    path: str,
    parties: list[str],
    sources: list[Source],
    desk: Desk,
    changes: Changes,
) -> None:
    """An action is known by its number, which never changes: its address is built on it."""
    values = {**given(data, "text", "kind", "due_phrase", "due_note"), **given_dates(data, "due", path=path)}
    action = changes.put(AgreedAction, {"meeting": meeting, "number": data["number"]}, values, path=path)
    if "responsible" in data:
        where = f"{path}.responsible"
        codes = {party_code(code, desk.parties, where) for code in data["responsible"]}
        strangers = codes - set(parties)
        if strangers:
            reason = gettext("%s is none of the meeting's parties.") % ", ".join(sorted(strangers))
            raise RecordError(where, reason)
        _set_parties(ActionParty, {"action": action}, codes, where, changes)
    cite({"action": action}, data, sources, path, changes)


def link_meeting(record: Record, desk: Desk, changes: Changes) -> None:
    """What its actions lead to and restate, once every record of the load stands."""
    for index, data in enumerate(record.data.get("actions") or []):
        if not (data.get("leads_to") or data.get("restates")):
            continue
        path = f"actions[{index}]"
        action = find_action({"meeting": record.key, "number": data["number"]}, path)
        if data.get("leads_to"):
            changes.bring(action, _leads_to(data["leads_to"], f"{path}.leads_to"), path=path)
        for number, earlier in enumerate(data.get("restates") or []):
            where = f"{path}.restates[{number}]"
            changes.put(ActionLink, {"later": action, "earlier": find_action(earlier, where)}, {}, path=where)


def _leads_to(key: str, path: str) -> dict[str, Any]:
    agreement = Agreement.objects.filter(NOT_WITHDRAWN, slug=key).first()
    if agreement is not None:
        return {"leads_to_agreement": agreement, "leads_to_meeting": None}
    meeting = Meeting.objects.filter(NOT_WITHDRAWN, slug=key).first()
    if meeting is None:
        raise RecordError(path, gettext("There is no meeting or agreement with the key %s.") % key)
    return {"leads_to_meeting": meeting, "leads_to_agreement": None}


def find_action(reference: dict[str, Any], path: str) -> AgreedAction:
    meeting = find_aggregate(Meeting, reference["meeting"], f"{path}.meeting")
    action = AgreedAction.objects.filter(meeting=meeting, number=reference["number"]).first()
    if action is None:
        reason = gettext("%(meeting)s has no action of the number %(number)s.")
        raise RecordError(f"{path}.number", reason % reference)
    return action
