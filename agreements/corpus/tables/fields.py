"""What a column may hold, by what the table is of: our field, how its cells are read, and how others call it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.models import vocabularies as words
from agreements.models.vocabularies import TableKind


class How(StrEnum):
    """How a cell is read. `PARTIES`, `LIST` and `URLS` divide it at semicolons."""

    TEXT = "text"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    CHOICE = "choice"
    PARTY = "party"
    PARTIES = "parties"
    LIST = "list"
    URLS = "urls"


@dataclass(frozen=True)
class Field:
    """`names` are what its column is called, folded; `constant` whether one value for all rows makes sense."""

    name: str
    label: Any
    how: How
    names: tuple[str, ...] = ()
    choices: Any = None
    constant: bool = False
    synonyms: dict[str, str] = field(default_factory=dict)


def _text(name: str, label: Any, *names: str) -> Field:
    return Field(name, label, How.TEXT, names)


def _date(name: str, label: Any, *names: str) -> Field:
    return Field(name, label, How.DATE, names)


def _choice(name: str, label: Any, choices: Any, *names: str, **synonyms: str) -> Field:
    meant = {key.replace("_", " "): value for key, value in synonyms.items()}
    return Field(name, label, How.CHOICE, names, choices, constant=True, synonyms=meant)


KEY = _text("key", _("key (last part of its address)"), "slug")
FIRST = Field("party_a", _("first party"), How.PARTY, (
    "country a", "country 1", "country1", "party a", "party 1", "party1", "first party", "first country", "state a",
    "state 1", "country of origin", "origin country", "origin", "sending country", "country", "pays 1", "pays a",
    "pays d'origine", "pais 1", "pais a", "pais de origen", "partner 1", "iso a", "iso 1", "iso1", "iso2 a", "iso3 a",
    "signatory 1", "signatory a",
), constant=True)  # fmt: skip
SECOND = Field("party_b", _("second party"), How.PARTY, (
    "country b", "country 2", "country2", "party b", "party 2", "party2", "second party", "second country", "state b",
    "state 2", "country of destination", "destination country", "destination", "receiving country", "host country",
    "partner", "partner country", "pays 2", "pays b", "pays de destination", "pais 2", "pais b", "pais de destino",
    "partner 2", "iso b", "iso 2", "iso2", "iso2 b", "iso3 b", "signatory 2", "signatory b",
), constant=True)  # fmt: skip
PARTIES = Field("parties", _("parties (all, the two of the relation first)"), How.PARTIES, ("countries", "signatories"))
FURTHER = Field("further_parties", _("further parties"), How.PARTIES, ("other parties",))
TOPICS = Field("topics", _("topics, in words"), How.LIST, ("topic", "keywords", "themes"))
SOURCES = (
    Field("sources", _("address of the source"), How.URLS, (
        "source", "url", "source url", "link", "web link", "weblink", "web page", "address", "lien", "enlace",
        "text url", "full text", "document",
    ), constant=True),
    Field("source_title", _("title of the source"), How.TEXT, ("source title", "source name"), constant=True),
    Field("source_publisher", _("publisher of the source"), How.TEXT, (
        "publisher", "database", "source",
    ), constant=True),
    _choice("source_kind", _("kind of the source"), words.SourceKind),
    Field("source_language", _("language of the source"), How.TEXT, ("language",), constant=True),
    Field("source_published", _("source published"), How.DATE, ("source date",), constant=True),
)  # fmt: skip

AGREEMENTS = (
    _text("title", _("title"), "agreement", "agreement title", "title of agreement", "name of agreement",
          "title of the agreement", "name of the agreement", "title (english)", "titre", "titulo", "intitule", "name"),
    FIRST, SECOND, PARTIES, FURTHER,
    _date("signed", _("signed"), "date", "date signed", "signing date", "date of signature", "signature date",
          "date of signing", "signature", "date de signature", "fecha de firma", "fecha"),
    Field("signed_year", _("year of the signature, where the date is missing"), How.YEAR, (
        "year", "year signed", "signing year", "year of signature", "annee", "ano", "year of signing")),
    _text("signed_place", _("place of signature"), "place", "signing place", "place signed", "lieu de signature"),
    _text("signed_note", _("note on the signature")),
    _date("in_force", _("in force"), "entry into force", "date of entry into force", "entered into force",
          "in force since", "entree en vigueur", "entrada en vigor", "effective date"),
    _text("in_force_note", _("note on the entry into force")),
    _date("ended", _("ended"), "end", "end date", "terminated", "termination", "expiry", "expiry date", "date ended"),
    _choice("designation", _("designation"), words.Designation, "type", "type of agreement", "agreement type", "form",
            "instrument", mou="memorandum", memorandum="memorandum", memorandum_of_agreement="memorandum",
            bilateral_agreement="agreement", bilateral_labour_agreement="agreement", accord="agreement",
            bilateral_labor_agreement="agreement", bla="agreement", acuerdo="agreement", convenio="convention",
            exchange_of_notes="exchange-of-notes", exchange_of_letters="exchange-of-notes",
            joint_declaration="declaration", framework_agreement="agreement", tratado="treaty", traite="treaty",
            administrative_agreement="arrangement", protocole="protocol", protocolo="protocol"),
    _choice("legal_force", _("legal force"), words.LegalForce, "binding", "legally binding", yes="binding",
            no="non-binding", true="binding", false="non-binding"),
    _choice("subject", _("subject"), words.Subject, "field", "area", "policy area", labour="labour-mobility",
            labor="labour-mobility", labour_migration="labour-mobility", labor_mobility="labour-mobility",
            labor_migration="labour-mobility", readmission="readmission-return", visa="visas"),
    _choice("lifecycle", _("lifecycle"), words.Lifecycle, "status", "state", "statut", "estado", active="in-force",
            in_effect="in-force", force="in-force", expired="terminated", signed="signed", not_in_force="signed",
            ended="terminated", denounced="terminated"),
    _text("status_as_reported", _("status as reported")),
    _choice("text_access", _("text"), words.TextAccess, "access"),
    TOPICS,
    _text("summary", _("summary"), "description", "abstract", "resume", "resumen"),
    _text("title_note", _("note on the title")), _text("parties_note", _("note on the parties")),
    _text("replaced_by", _("key of the agreement that replaced it")),
    KEY, *SOURCES,
)  # fmt: skip
MEETINGS = (
    _text("title", _("title"), "meeting", "meeting title", "name of meeting", "event", "titre", "titulo"),
    _text("name", _("name, a title where there is no body")),
    _text("body", _("body: its key or name"), "committee", "commission", "joint body", "body name"),
    Field("ordinal", _("number"), How.NUMBER, ("no", "session", "session number", "meeting number")),
    FIRST, SECOND, PARTIES, FURTHER,
    _date("date", _("date"), "meeting date", "date of meeting", "held", "held on", "fecha"),
    Field("date_year", _("year, where the date is missing"), How.YEAR, ("year", "annee", "ano")),
    _date("planned_date", _("planned date"), "planned", "scheduled"),
    _text("city", _("city"), "place", "location", "ville", "ciudad", "lieu", "lugar"),
    Field("country", _("country of the place"), How.PARTY, ("host", "host country", "meeting country")),
    _text("venue", _("venue"), "building"),
    _choice("status", _("status"), words.MeetingStatus, "state"),
    _choice("format", _("format"), words.MeetingFormat, virtual="online", video_conference="online"),
    _choice("level", _("level"), words.MeetingLevel, minister="ministerial", technical_level="technical"),
    TOPICS,
    _text("notes", _("what is uncertain"), "note", "remarks", "comments"),
    *(_text(f"{name}_note", _("note on the %s") % name) for name in ("ordinal", "date", "place", "status")),
    KEY, *SOURCES,
)  # fmt: skip
PEOPLE = (
    _text("name", _("name"), "full name", "person", "nom", "nombre", "official"),
    Field("variants", _("other spellings"), How.LIST, ("variant", "other names", "aliases", "aka", "alias")),
    _text("native", _("name in its own script"), "native name", "native_name", "name in original script"),
    Field("parties", _("parties the person has sat for"), How.PARTIES, (
        "party", "country", "countries", "nationality", "state", "pays", "pais"), constant=True),
    _text("wikidata", _("Wikidata"), "qid", "wikidata id", "wikidata item"),
    _text("note", _("note"), "notes", "remarks", "comments"),
    *SOURCES,
)  # fmt: skip
INSTITUTIONS = (
    _text("name", _("name"), "institution", "ministry", "organisation", "organization", "body", "nom", "nombre"),
    Field("variants", _("other spellings"), How.LIST, ("variant", "other names", "aliases", "translations", "acronym")),
    Field("party", _("party"), How.PARTY, ("country", "state", "pays", "pais"), constant=True),
    _choice("kind", _("kind"), words.InstitutionKind, "type", embassy="mission", consulate="mission",
            parliament="legislature", police="security-force", directorate="agency"),
    *SOURCES,
)  # fmt: skip

FIELDS: dict[str, tuple[Field, ...]] = {
    TableKind.AGREEMENTS: AGREEMENTS,
    TableKind.MEETINGS: MEETINGS,
    TableKind.PEOPLE: PEOPLE,
    TableKind.INSTITUTIONS: INSTITUTIONS,
}


def field_named(kind: str, name: str) -> Field:
    return next(field for field in FIELDS[kind] if field.name == name)
