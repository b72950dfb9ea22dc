"""Which record a row is: one that is known, one that an earlier row has told of, or a new one, which gets a key."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.namesakes import free_slug
from agreements.dates import PartialDate
from agreements.folding import fold
from agreements.models import Agreement, Body, Meeting
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.vocabularies import Publication, TableKind

type Data = dict[str, Any]
type Told = list[tuple[str, str]]


@dataclass(frozen=True)
class Known:
    key: str
    relation: tuple[str, str]
    title: str
    date: PartialDate | None
    withdrawn: bool
    body: int | None = None
    ordinal: int | None = None


def within(one: PartialDate, other: PartialDate) -> bool:
    """Every day that `one` can mean, `other` can mean too."""
    starts = other.earliest is None or (one.earliest is not None and one.earliest >= other.earliest)
    return starts and (other.latest is None or (one.latest is not None and one.latest <= other.latest))


class Matching:
    """`settle` puts the key into a row's data and gives what identifies the row in its file."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        # A key may have been given anew after its record was withdrawn: the one that stands is meant.
        self.known = {one.key: one for one in sorted(_known(kind), key=lambda one: not one.withdrawn)}
        self.named: dict[Hashable, list[Known]] = defaultdict(list)
        for one in self.known.values():
            for name in {fold(one.title), ""}:
                self.named[one.relation, name].append(one)
        self.sessions = {(one.body, one.ordinal): one for one in self.known.values() if one.ordinal}
        self.taken = {
            *Agreement.objects.values_list("slug", flat=True),
            *Meeting.objects.values_list("slug", flat=True),
        }
        self.bodies = _bodies() if kind == TableKind.MEETINGS else {}

    def settle(self, data: Data, problems: Told, doubts: Told) -> Hashable:
        if self.kind == TableKind.PEOPLE:
            return fold(data["name"]), frozenset(data["parties"])
        if self.kind == TableKind.INSTITUTIONS:
            return fold(data["name"]), data["party"]
        body = self._body(data, problems) if "body" in data else None
        if problems:
            return None
        known = self._by_key(data, problems) if "key" in data else self._by_what_it_is(data, body, problems, doubts)
        if known is not None:
            data["key"] = known.key
            return known.key
        told = (body, data["ordinal"]) if body and data.get("ordinal") else (None, data.get("date"))
        identity = (*sorted(data["parties"]), fold(data.get("title", "")), data.get("signed"), told)
        return data.get("key") or identity

    def give_key(self, data: Data) -> None:
        """A new record that brings no key gets one of its parties, its name and its year."""
        if "key" in data or self.kind in (TableKind.PEOPLE, TableKind.INSTITUTIONS):
            return
        first, second = sorted(data["parties"])
        named = data.get("title") or f"{data['body'].removeprefix(f'{first}-{second}-'.lower())}"
        words = " ".join(fold(named).split()[:8])[:60]
        date = str(data.get("ordinal") or data.get("signed") or data.get("date") or "")
        ending = date if data.get("ordinal") else date[:4]
        data["key"] = free_slug(f"{first} {second} {words} {ending}", self.taken, self.kind)
        self.taken.add(data["key"])

    def _body(self, data: Data, problems: Told) -> Body | None:
        found = self.bodies.get(fold(data["body"]), [])
        if len(found) != 1:
            reason = gettext("No body is called “%s”: enter it first, or give its key.")
            if found:
                reason = gettext("Several bodies are called “%s”: give the key of one.")
            problems.append(("body", reason % data["body"]))
            return None
        body = found[0]
        data["body"] = body.slug
        relation = [body.relation.a_id, body.relation.b_id]
        if sorted(data.setdefault("parties", relation)) != relation:
            problems.append(("body", gettext("This body is one of %s.") % body.relation))
        return body

    def _by_key(self, data: Data, problems: Told) -> Known | None:
        known = self.known.get(data["key"])
        if known is not None and known.relation != tuple(sorted(data["parties"])):
            parties = " ".join(known.relation)
            reason = gettext("This is the key of a record of other parties (%s): leave it blank for a new record.")
            problems.append(("key", reason % parties))
        return known

    def _by_what_it_is(self, data: Data, body: Body | None, problems: Told, doubts: Told) -> Known | None:
        if body is not None and data.get("ordinal"):
            return self.sessions.get((body.pk, data["ordinal"]))
        relation, date = tuple(sorted(data["parties"])), "signed" if self.kind == TableKind.AGREEMENTS else "date"
        named = self.named.get((relation, fold(data.get("title", ""))), [])
        if body is not None:
            named = [one for one in named if one.body == body.pk]
        known = _same(named, data, date, problems, doubts)
        if known is None and date == "date" and data.get(date):
            for one in self.named.get((relation, ""), []):
                if one.date and one.date.edtf == data[date] and not one.withdrawn:
                    reason = gettext("This may be %s, of the same parties and the same date. It is entered anew.")
                    doubts.append((date, reason % one.key))
        return known


def _same(named: list[Known], data: Data, name: str, problems: Told, doubts: Told) -> Known | None:
    """The one of the same name whose date is the same, or as precise as the row's or more so; of a row without a date,
    the only one of its name. A date that is less precise than what is known changes nothing."""
    given = PartialDate.parse(str(data[name])) if data.get(name) else None
    equal = [one for one in named if one.date == given]
    near = equal or [
        one for one in named if given and one.date and (within(one.date, given) or within(given, one.date))
    ]
    if not near and given is None and data.get("title"):
        near = named
    near = [one for one in near if not one.withdrawn] or near[:1]
    if len(near) > 1:
        keys = ", ".join(sorted(one.key for one in near))
        reason = gettext("Several records of this name and date are known: %s. Say which one in a column for its key.")
        problems.append((name, reason % keys))
        return None
    if not near:
        for one in [one for one in named if one.date is None and data.get("title")]:
            reason = gettext("This may be %s, which has the same name and parties and no date. It is entered anew.")
            doubts.append((name, reason % one.key))
        return None
    known = near[0]
    if data.get("title"):
        data["title"] = known.title or data["title"]
    if given and known.date and given != known.date and within(known.date, given):
        reason = gettext("%(given)s is less precise than %(known)s, which is known and kept.")
        doubts.append((name, reason % {"given": given.edtf, "known": known.date.edtf}))
        del data[name]
    return known


def _known(kind: str) -> list[Known]:
    if kind == TableKind.AGREEMENTS:
        rows = Agreement.objects.values_list("slug", "relation__a", "relation__b", "title", "signed", "publication")
        return [
            Known(key, (a, b), title, date, state == Publication.WITHDRAWN) for key, a, b, title, date, state in rows
        ]
    if kind == TableKind.MEETINGS:
        names = ("slug", "relation__a", "relation__b", "title", "date", "publication", "body", "ordinal")
        return [
            Known(key, (a, b), title, date, state == Publication.WITHDRAWN, body, number)
            for key, a, b, title, date, state, body, number in Meeting.objects.values_list(*names)
        ]
    return []


def _bodies() -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = defaultdict(list)
    for body in Body.objects.filter(NOT_WITHDRAWN).select_related("relation__a", "relation__b"):
        for name in {fold(name) for name in (body.slug, body.name, *body.other_names)}:
            found[name].append(body)
    return found
