"""Which person or institution a name means: an exact name or known variant within the party, else a new one."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.namesakes import free_slug, near
from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError, Report
from agreements.corpus.sources import put_record_sources
from agreements.corpus.writing import Changes, given, party_code
from agreements.folding import fold
from agreements.models import Institution, InstitutionName, Person, PersonName, PersonParty


class People:
    """All people by folded name, and the parties each has sat for."""

    def __init__(self) -> None:
        self.names: dict[str, set[int]] = defaultdict(set)
        self.parties: dict[int, set[str]] = defaultdict(set)
        self.people = Person.objects.in_bulk()
        self.slugs = {person.slug for person in self.people.values()}
        for person in self.people.values():
            self._learn(person.pk, person.name, person.native_name)
        for pk, name in PersonName.objects.values_list("person", "name"):
            self._learn(pk, name)
        for pk, party in PersonParty.objects.values_list("person", "party"):
            self.parties[pk].add(party)

    def _learn(self, pk: int, *names: str) -> None:
        for name in names:
            if name:
                self.names[fold(name)].add(pk)

    def _named(self, name: str, parties: set[str]) -> list[int]:
        return [pk for pk in self.names.get(fold(name), ()) if self.parties[pk] & parties]

    def _new(self, name: str, values: dict[str, Any], changes: Changes, path: str) -> Person:
        slug = free_slug(name, self.slugs, "person")
        self.slugs.add(slug)
        person = changes.add(Person, {"slug": slug, "name": name, **values}, path=path, root=path == "")
        self.people[person.pk] = person
        return person

    def _sits_for(self, person: Person, party: str, changes: Changes, path: str) -> None:
        if party not in self.parties[person.pk]:
            changes.put(PersonParty, {"person": person, "party_id": party}, {}, path=path)
            self.parties[person.pk].add(party)

    def put(self, record: Record, report: Report, changes: Changes, known_parties: set[str]) -> None:
        """A record of kind `people`."""
        data = record.data
        parties = {party_code(code, known_parties, "parties") for code in data["parties"]}
        names = [data["name"], *data.get("variants", [])]
        found = {pk for name in names for pk in self._named(name, parties)}
        if len(found) > 1:
            people = ", ".join(self.people[pk].name for pk in sorted(found))
            raise RecordError("name", gettext("These names mean several people of the record already: %s.") % people)
        values = given(data, "note", "wikidata", native_name="native")
        if found:
            person = changes.own = Person.objects.select_for_update().get(pk=found.pop())
            changes.bring(person, values)
        else:
            person = self._new(data["name"], values, changes, "")
        self._learn(person.pk, *names, data.get("native", ""))
        for variant in names:
            if variant != person.name:
                changes.put(PersonName, {"person": person, "name": variant}, {}, path="variants")
        for party in sorted(parties):
            self._sits_for(person, party, changes, "parties")
        put_record_sources({"person": person}, record, report, changes)

    def find_or_add(self, name: str, party: str, record: Record, report: Report, changes: Changes, path: str) -> Person:
        found = self._named(name, {party})
        if len(found) > 1:
            reason = gettext("%(count)s people of %(party)s are called “%(name)s”; nothing here tells which is meant.")
            raise RecordError(f"{path}.name", reason % {"count": len(found), "party": party, "name": name})
        if found:
            return self.people[found[0]]
        self._report_near(name, party, record, report, path)
        person = self._new(name, {}, changes, f"{path}.name")
        self._learn(person.pk, name)
        self._sits_for(person, party, changes, f"{path}.name")
        return person

    def _report_near(self, name: str, party: str, record: Record, report: Report, path: str) -> None:
        """Same name for another party, or nearly the same for this one: a person decides, not a guess."""
        same = self.names.get(fold(name), set())
        alike = {
            pk
            for other, owners in self.names.items()
            for pk in owners
            if party in self.parties[pk] and near(name, other)
        }
        for pk in sorted(same | alike):
            person, parties = self.people[pk], ", ".join(sorted(self.parties[pk]))
            reason = gettext("“%(name)s” is entered as a new person, and may be %(other)s (%(parties)s).")
            values = {"name": name, "other": person, "parties": parties}
            report.doubtful.append(record.problem(f"{path}.name", reason % values))


class Institutions:
    """All institutions by party and folded name."""

    def __init__(self) -> None:
        known = Institution.objects.in_bulk()
        self.slugs = {institution.slug for institution in known.values()}
        self.names = {(row.party_id, fold(row.name)): row for row in known.values()}
        for pk, name in InstitutionName.objects.values_list("institution", "name"):
            self.names.setdefault((known[pk].party_id, fold(name)), known[pk])

    def find_or_add(self, name: str, party: str, changes: Changes, path: str) -> Institution:
        known = self.names.get((party, fold(name)))
        if known is not None:
            return known
        slug = free_slug(f"{party} {name}", self.slugs, "institution")
        self.slugs.add(slug)
        values = {"slug": slug, "name": name, "party_id": party}
        institution = changes.add(Institution, values, path=path, root=path == "")
        self.names[party, fold(name)] = institution
        return institution

    def put(self, record: Record, report: Report, changes: Changes, known_parties: set[str]) -> None:
        """A record of kind `institutions`."""
        data = record.data
        party = party_code(data["party"], known_parties, "party")
        names = [data["name"], *data.get("variants", [])]
        found = {known for name in names if (known := self.names.get((party, fold(name))))}
        if len(found) > 1:
            several = ", ".join(sorted(row.name for row in found))
            reason = gettext("These names mean several institutions of the record already: %s.")
            raise RecordError("name", reason % several)
        institution = found.pop() if found else self.find_or_add(data["name"], party, changes, "")
        if not changes.is_new(institution):
            institution = changes.own = Institution.objects.select_for_update().get(pk=institution.pk)
        changes.bring(institution, given(data, "kind"))
        for name in names:
            if name != institution.name:
                changes.put(InstitutionName, {"institution": institution, "name": name}, {}, path="variants")
            self.names.setdefault((party, fold(name)), institution)
        put_record_sources({"institution": institution}, record, report, changes)
