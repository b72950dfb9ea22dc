"""Rows of every table for a number of meetings, as tuples in the order of `COLUMNS`."""

from collections.abc import Callable, Iterator
from typing import Any

from agreements.models.vocabularies import (
    ActionKind,
    BodyKind,
    BodyState,
    Designation,
    Evidence,
    LegalForce,
    Lifecycle,
    MeetingFormat,
    MeetingLevel,
    MeetingStatus,
    ParticipantRole,
    SourceKind,
    Subject,
)
from agreements.scale.shapes import Shapes, Uneven

type Rows = dict[str, list[tuple[Any, ...]]]

COLUMNS = {
    "relation": "id a_id b_id",
    "source": "id url title publisher kind language published_on archived_url note",
    "person": "id slug name native_name sort_name wikidata note",
    "institution": "id slug party_id name kind",
    "body": "id publication withdrawn_reason slug relation_id name other_names kind state note established",
    "agreement": "id publication withdrawn_reason slug relation_id title designation legal_force subject lifecycle "
    "status_as_reported signed signed_place text_access summary topic_words title_note signed_note in_force_note "
    "parties_note",
    "meeting": "id publication withdrawn_reason slug relation_id body_id title ordinal date city venue status format "
    "level topic_words notes ordinal_note date_note place_note status_note",
    "delegation": "id meeting_id party_id",
    "participant": "delegation_id person_id post institution_id role note position",
    "position": "meeting_id text topic_id position",
    "agreedaction": "id meeting_id agreement_id number text kind due due_phrase due_note continuing",
    "actionparty": "action_id party_id meeting_id agreement_id",
    "actionupdate": "action_id date what evidence basis reported_status source_id checked entered",
    "recordparty": "meeting_id agreement_id body_id party_id further",
    "recordtopic": "meeting_id agreement_id action_id topic_id",
    "citation": "source_id meeting_id agreement_id body_id participant_id of_position_id action_id person_id "
    "institution_id field says quote locator note position",
}
# How many there are for each meeting, after the real record and DESIGN section 4.
PER_MEETING = {"relation": 0.02, "body": 0.03, "person": 0.6, "institution": 0.03, "source": 1.5, "agreement": 0.6}
ACTIONS, SEATS = 5, 4
JUDGED = (Evidence.LIMITED, Evidence.SUBSTANTIAL, Evidence.COMPLETED, Evidence.NOT_STARTED, Evidence.DROPPED)


def quantity(kind: str, meetings: int) -> int:
    return max(int(PER_MEETING[kind] * meetings), 2)


class Maker:
    """Makes the rows that stand alone first (`base`), then the meetings and all below them in portions (`meetings`).

    `parties` are codes, `topics` ids, both as they stand in the database.
    """

    def __init__(self, meetings: int, parties: list[str], topics: list[int]) -> None:
        self.number = meetings
        self.shapes = Shapes()
        chance = self.chance = self.shapes.chance
        codes = Uneven(chance.sample(parties, len(parties)), chance)
        pairs = {
            tuple(sorted(pair)) for _ in range(quantity("relation", meetings) * 4) if len(pair := codes.some(2)) == 2
        }
        self.relations = sorted(pairs, key=lambda _: chance.random())[: max(quantity("relation", meetings), 2)]
        self.of_relation = Uneven(range(len(self.relations)), chance)
        self.topics = Uneven(topics, chance)
        self.people = Uneven(range(1, quantity("person", meetings) + 1), chance)
        self.action_id = self.delegation_id = 0

    def base(self) -> Rows:
        makers: dict[str, Callable[[int], tuple[Any, ...]]] = {
            "source": self._source,
            "person": self._person,
            "institution": self._institution,
        }
        rows: Rows = {
            kind: [make(i) for i in range(1, quantity(kind, self.number) + 1)] for kind, make in makers.items()
        }
        rows["relation"] = [(i + 1, *pair) for i, pair in enumerate(self.relations)]
        rows["recordparty"], rows["recordtopic"], rows["citation"] = [], [], []
        self.bodies: list[int] = []
        rows["body"] = [self._body(i, rows) for i in range(1, quantity("body", self.number) + 1)]
        self.of_body = Uneven(range(1, len(self.bodies) + 1), self.chance)
        rows["agreement"] = [self._agreement(i, rows) for i in range(1, quantity("agreement", self.number) + 1)]
        return rows

    def meetings(self, portion: int) -> Iterator[Rows]:
        for first in range(1, self.number + 1, portion):
            rows: Rows = {kind: [] for kind in COLUMNS if kind not in {*PER_MEETING}}
            for number in range(first, min(first + portion, self.number + 1)):
                self._meeting(number, rows)
            yield rows

    def _any(self, choices: Any) -> str:
        return str(self.chance.choice(choices.values))

    def _source(self, i: int) -> tuple[Any, ...]:
        title = f"{self.shapes.word().title()} {self.shapes.deed()[:60]}"
        address = f"https://source-{i % 997}.example/{i}"
        language = self.chance.choice(("en", "fr", "es", "ar"))
        return (i, address, title, "Press office", self._any(SourceKind), language, self.shapes.date(), "", "")

    def _person(self, i: int) -> tuple[Any, ...]:
        return (i, f"person-{i}", self.shapes.person(), "", "", "", "")

    def _institution(self, i: int) -> tuple[Any, ...]:
        party = self.chance.choice(self.relations)[0]
        return (i, f"institution-{i}", party, f"Ministry of {self.shapes.word().title()} {i}", "ministry")

    def _parties(self, relation: int, rows: Rows, **record: int) -> None:
        keys = [record.get(name) for name in ("meeting", "agreement", "body")]
        rows["recordparty"] += [(*keys, code, False) for code in self.relations[relation]]

    def _body(self, i: int, rows: Rows) -> tuple[Any, ...]:
        relation = self.of_relation.draw()
        self.bodies.append(relation)
        self._parties(relation, rows, body=i)
        name = f"Joint {self.shapes.word()} group on migration {i}"
        kinds = (self._any(BodyKind), self._any(BodyState))
        return (i, "published", "", f"scale-body-{i}", relation + 1, name, [], *kinds, "", self.shapes.date())

    def _agreement(self, i: int, rows: Rows) -> tuple[Any, ...]:
        relation = self.of_relation.draw()
        self._parties(relation, rows, agreement=i)
        rows["recordtopic"] += [(None, i, None, topic) for topic in self.topics.some(3)]
        rows["citation"].append(self._citation(self._a_source(), agreement=i))
        title = f"Agreement on {self.shapes.word()} and labour migration {i}"
        words = (self._any(Designation), self._any(LegalForce), self._any(Subject), self._any(Lifecycle))
        summary = self.shapes.deed()
        told: tuple[Any, ...] = ("", self.shapes.date(), "", "unknown", summary, [], "", "", "", "")
        return (i, "published", "", f"scale-agreement-{i}", relation + 1, title, *words, *told)

    def _a_source(self) -> int:
        return self.chance.randint(1, quantity("source", self.number))

    def _citation(self, source: int, **record: int) -> tuple[Any, ...]:
        keys = ("meeting", "agreement", "body", "participant", "of_position", "action", "person", "institution")
        return (source, *(record.get(key) for key in keys), "", "", "", "", "", 1)

    def _meeting(self, i: int, rows: Rows) -> None:
        body = self.of_body.draw() if self.chance.random() < 0.7 else None
        relation = self.bodies[body - 1] if body else self.of_relation.draw()
        status = "held" if self.chance.random() < 0.94 else self._any(MeetingStatus)
        self._parties(relation, rows, meeting=i)
        title = "" if body else f"Talks on {self.shapes.word()}"
        words = (status, self._any(MeetingFormat), self._any(MeetingLevel))
        where = (f"scale-{i}", relation + 1, body, title, None, self.shapes.date(), "Madrid", "")
        rows["meeting"].append((i, "published", "", *where, *words, [], "", "", "", "", ""))
        rows["recordtopic"] += [(i, None, None, topic) for topic in self.topics.some(self.shapes.few(2) + 1)]
        sources = self.chance.sample(range(1, quantity("source", self.number) + 1), self.chance.choice((1, 1, 2)))
        rows["citation"] += [self._citation(source, meeting=i) for source in sources]
        self._seats(i, relation, rows)
        for number in range(1, self.shapes.few(ACTIONS) + 1):
            self._action(i, number, relation, rows)
        if self.chance.random() < 0.4:
            rows["position"].append((i, self.shapes.deed(), self.topics.draw(), 1))

    def _seats(self, meeting: int, relation: int, rows: Rows) -> None:
        for code in self.relations[relation]:
            self.delegation_id += 1
            rows["delegation"].append((self.delegation_id, meeting, code))
            people = self.people.some(self.shapes.few(SEATS / 2))
            institutions = quantity("institution", self.number)
            rows["participant"] += [
                (self.delegation_id, person, self.shapes.post(), self.chance.randint(1, institutions),
                 self._any(ParticipantRole), "", place)
                for place, person in enumerate(people)
            ]  # fmt: skip

    def _action(self, meeting: int, number: int, relation: int, rows: Rows) -> None:
        self.action_id += 1
        due, phrase = self.shapes.due()
        kind = self._any(ActionKind)
        rows["agreedaction"].append(
            (self.action_id, meeting, None, number, self.shapes.deed(), kind, due, phrase, "", False)
        )
        owing = self.relations[relation] if self.chance.random() < 0.8 else self.relations[relation][:1]
        rows["actionparty"] += [(self.action_id, code, meeting, None) for code in owing]
        if self.chance.random() < 0.3:
            rows["recordtopic"] += [(None, None, self.action_id, topic) for topic in self.topics.some(2)]
        if self.chance.random() < 0.2:
            rows["citation"].append(self._citation(self._a_source(), action=self.action_id))
        if self.chance.random() < 0.25:
            evidence = self.chance.choice(JUDGED)
            when = self.shapes.date()
            told = (
                when,
                "Seen in the press.",
                evidence,
                "reported-event",
                "",
                self._a_source(),
                None,
                "2026-01-01T00:00:00Z",
            )
            rows["actionupdate"].append((self.action_id, *told))
