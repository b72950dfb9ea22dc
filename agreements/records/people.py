"""People and the institutions that they sit for."""

from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import Institution, InstitutionName, Person, PersonName
from agreements.records.common import Site, variant_names


class PersonRecord(TypedDict):
    """`variants` are other spellings of the name. `parties` are those the person sat for at a published meeting."""

    key: str
    url: str
    name: str
    native_name: str
    variants: list[str]
    wikidata: str
    parties: list[str]
    meetings: int


def person_for_record(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.for_list().annotate(variant_names=variant_names(PersonName, "person"))  # type: ignore[attr-defined]


def person_record(person: Any, site: Site) -> PersonRecord:
    return {
        "key": person.slug,
        "url": site.url(person.get_absolute_url()),
        "name": person.name,
        "native_name": person.native_name,
        "variants": person.variant_names,
        "wikidata": person.wikidata,
        "parties": person.party_codes,
        "meetings": person.meeting_count,
    }


class InstitutionRecord(TypedDict):
    key: str
    url: str
    name: str
    variants: list[str]
    party: str
    kind: str
    people: int
    meetings: int


def institution_for_record(institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    return institutions.for_list().annotate(variant_names=variant_names(InstitutionName, "institution"))  # type: ignore[attr-defined]


def institution_record(institution: Any, site: Site) -> InstitutionRecord:
    return {
        "key": institution.slug,
        "url": site.url(institution.get_absolute_url()),
        "name": institution.name,
        "variants": institution.variant_names,
        "party": institution.party_id,
        "kind": institution.kind,
        "people": institution.person_count,
        "meetings": institution.meeting_count,
    }
