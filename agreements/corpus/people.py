"""Which person or institution a name means: an exact name or known variant within the party, else a new one."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.folding import fold, free_slug, near
from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError, Report
from agreements.corpus.writing import Changes, given, party_code
from agreements.models import Institution, InstitutionName, Person, PersonName, PersonParty


class People:
    """All people by folded name, and the parties each has sat for."""

    def __init__(self) -> None:
        self.names: dict[str, set[int]] = defaultdict(set)
        self.parties: dict[int, set[str]] = defaultdict(set)
        self.slugs = set(Person.objects.values_list("slug", flat=True))
        for pk, name, native in Person.objects.values_list("pk", "name", "native_name"):
            self._learn(pk, name, native)
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
        return changes.put(Person, {"slug": slug}, {"name": name, **values}, path=path, root=path == "")

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
            people = ", ".join(str(person) for person in Person.objects.filter(pk__in=found).order_by("pk"))
            raise RecordError("name", gettext("These names mean several people of the record already: %s.") % people)
        values = given(data, "note", native_name="native")
        if found:
            person = Person.objects.get(pk=found.pop())
            changes.bring(person, values)
        else:
            person = self._new(data["name"], values, changes, "")
        self._learn(person.pk, *names, data.get("native", ""))
        for variant in names:
            if variant != person.name:
                changes.put(PersonName, {"person": person, "name": variant}, {}, path="variants")
        for party in sorted(parties):
            self._sits_for(person, party, changes, "parties")

    def find_or_add(self, name: str, party: str, record: Record, report: Report, changes: Changes, path: str) -> Person:
        found = self._named(name, {party})
        if len(found) > 1:
            reason = gettext("%(count)s people of %(party)s are called “%(name)s”; nothing here tells which is meant.")
            raise RecordError(f"{path}.name", reason % {"count": len(found), "party": party, "name": name})
        if found:
            return Person.objects.get(pk=found[0])
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
        for person in Person.objects.filter(pk__in=same | alike).order_by("pk"):
            parties = ", ".join(sorted(self.parties[person.pk]))
            reason = gettext("“%(name)s” is entered as a new person, and may be %(other)s (%(parties)s).")
            values = {"name": name, "other": person, "parties": parties}
            report.doubtful.append(record.problem(f"{path}.name", reason % values))


class Institutions:
    """All institutions by party and folded name."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str], int] = {}
        self.slugs = set(Institution.objects.values_list("slug", flat=True))
        for pk, party, name in Institution.objects.values_list("pk", "party", "name"):
            self.names[party, fold(name)] = pk
        for pk, party, name in InstitutionName.objects.values_list("institution", "institution__party", "name"):
            self.names.setdefault((party, fold(name)), pk)

    def find_or_add(self, name: str, party: str, changes: Changes, path: str) -> Institution:
        known = self.names.get((party, fold(name)))
        if known is not None:
            return Institution.objects.get(pk=known)
        slug = free_slug(f"{party} {name}", self.slugs, "institution")
        self.slugs.add(slug)
        institution = changes.put(Institution, {"slug": slug}, {"name": name, "party_id": party}, path=path)
        self.names[party, fold(name)] = institution.pk
        return institution
