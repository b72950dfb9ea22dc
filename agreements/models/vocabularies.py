"""Controlled vocabularies: the stored code and the word a reader sees. Codes are public; never change one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Publication(TextChoices):
    """Where a curated record stands. Only `published` is ever public."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PartyKind(TextChoices):
    STATE = "state", _("State or territory")
    ORGANISATION = "international-organisation", _("International organisation")


class InstitutionKind(TextChoices):
    NOT_ESTABLISHED = "not-established", _("Not established")
    EXECUTIVE = "head-of-state-or-government", _("Head of state or government")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency or directorate")
    SECURITY_FORCE = "security-force", _("Police, border guard or army")
    MISSION = "mission", _("Embassy, consulate or mission")
    LEGISLATURE = "legislature", _("Parliament")
    TERRITORIAL = "territorial", _("Regional or local government")
    INTERNATIONAL = "international-organisation", _("International organisation")
    OTHER = "other", _("Other")


class BodyKind(TextChoices):
    PERMANENT_JOINT_GROUP = "permanent-joint-group", _("Permanent joint group")
    JOINT_COMMISSION = "joint-commission", _("Joint commission or committee")
    READMISSION_COMMITTEE = "readmission-committee", _("Readmission committee")
    SUB_COMMITTEE = "sub-committee", _("Sub-committee")
    WORKING_GROUP = "working-group", _("Working group")
    DIALOGUE = "dialogue", _("Dialogue")
    SERIES = "series", _("Standing series")
    MECHANISM = "mechanism", _("Mechanism")
    OTHER = "other", _("Other")


class BodyState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    REPLACED = "replaced", _("Replaced")
    CONCLUDED = "concluded", _("Concluded")
    UNKNOWN = "unknown", _("Unknown")


class Designation(TextChoices):
    TREATY = "treaty", _("Treaty")
    AGREEMENT = "agreement", _("Agreement")
    CONVENTION = "convention", _("Convention")
    PROTOCOL = "protocol", _("Protocol")
    DECLARATION = "declaration", _("Declaration")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    EXCHANGE_OF_NOTES = "exchange-of-notes", _("Exchange of notes or letters")
    ARRANGEMENT = "arrangement", _("Administrative arrangement")
    COMMUNIQUE = "communique", _("Joint communiqué")
    ROAD_MAP = "road-map", _("Road map or action plan")
    PARTNERSHIP = "partnership", _("Partnership")
    OTHER = "other", _("Other")


class LegalForce(TextChoices):
    """Never inferred from a title: a 'memorandum' may bind and an 'agreement' may not."""

    BINDING = "binding", _("Binding")
    NON_BINDING = "non-binding", _("Non-binding")
    NOT_ESTABLISHED = "not-established", _("Not established")


class Subject(TextChoices):
    LABOUR_MOBILITY = "labour-mobility", _("Labour mobility")
    READMISSION_RETURN = "readmission-return", _("Readmission and return")
    BORDER_POLICE = "border-police", _("Border and police")
    SOCIAL_SECURITY = "social-security", _("Social security")
    VISAS = "visas", _("Visas")
    PROTECTION = "protection", _("Protection")
    COMPREHENSIVE = "comprehensive", _("Comprehensive")
    OTHER = "other", _("Other")
    NOT_ESTABLISHED = "not-established", _("Not established")


class Lifecycle(TextChoices):
    ANNOUNCED = "announced", _("Announced")
    IN_NEGOTIATION = "in-negotiation", _("In negotiation")
    SIGNED = "signed", _("Signed; entry into force not established")
    PROVISIONALLY_APPLIED = "provisionally-applied", _("Provisionally applied")
    IN_APPLICATION = "in-application", _("In application")
    IN_FORCE = "in-force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    TERMINATED = "terminated", _("Terminated")
    REPLACED = "replaced", _("Replaced")
    UNKNOWN = "unknown", _("Unknown")


class TextAccess(TextChoices):
    FULL_TEXT = "full-text", _("Full text")
    SUMMARY = "summary", _("Summary")
    EXISTENCE_REPORTED = "existence-reported", _("Existence reported only")
    ACCESS_REFUSED = "access-refused", _("Access refused")
    UNKNOWN = "unknown", _("Unknown")


class MeetingStatus(TextChoices):
    ANNOUNCED = "announced", _("Announced")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("Rescheduled")
    CANCELLED = "cancelled", _("Cancelled")
    REPORTED = "reported", _("Reported, unconfirmed")


class MeetingFormat(TextChoices):
    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")
    UNKNOWN = "unknown", _("Unknown")


class MeetingLevel(TextChoices):
    LEADERS = "leaders", _("Leaders")
    MINISTERIAL = "ministerial", _("Ministerial")
    SENIOR_OFFICIALS = "senior-officials", _("Senior officials")
    TECHNICAL = "technical", _("Technical")
    UNKNOWN = "unknown", _("Unknown")


class ParticipantRole(TextChoices):
    """In the order in which a delegation is read out."""

    CHAIR = "chair", _("Chair")
    CO_CHAIR = "co-chair", _("Co-chair")
    HEAD_OF_DELEGATION = "head-of-delegation", _("Head of delegation")
    SIGNATORY = "signatory", _("Signatory")
    MEMBER = "member", _("Member")
    IN_ATTENDANCE = "in-attendance", _("In attendance")
    OBSERVER = "observer", _("Observer")
    SECRETARIAT = "secretariat", _("Secretariat")


LEADING_ROLES = (ParticipantRole.CHAIR, ParticipantRole.CO_CHAIR, ParticipantRole.HEAD_OF_DELEGATION)


class ActionKind(TextChoices):
    COMMITMENT = "commitment", _("Commitment")
    CONVENE_MEETING = "convene-meeting", _("Convene a meeting")
    RENEWAL = "renewal", _("Renewal")
    FOLLOW_UP = "follow-up", _("Follow-up")
    DECLARATION = "declaration", _("Declaration")


class LinkRelation(TextChoices):
    RESTATES = "restates", _("Restates")
    REVISES = "revises", _("Revises")
    SUPERSEDES = "supersedes", _("Supersedes")


class Evidence(TextChoices):
    """What a curator judges has become of an action, after the OGP's independent reviews and the Kroc Barometer."""

    NOT_ASSESSED = "not-assessed", _("Not yet assessed")
    NO_EVIDENCE = "no-evidence", _("Looked for, no evidence found")
    NOT_STARTED = "not-started", _("Not started")
    LIMITED = "limited", _("Limited progress")
    SUBSTANTIAL = "substantial", _("Substantial progress")
    COMPLETED = "completed", _("Completed")
    SUPERSEDED = "superseded", _("Superseded")
    DROPPED = "dropped", _("Dropped")


class Basis(TextChoices):
    """What a judgement rests on, strongest first."""

    PRIMARY_DOCUMENT = "primary-document", _("Primary document")
    TWO_INDEPENDENT_SOURCES = "two-independent-sources", _("Two independent sources")
    REPORTED_EVENT = "reported-event", _("Reported event")
    INDEPENDENT_SOURCE = "independent-source", _("Independent source")
    PARTY_STATEMENT = "party-statement", _("A party's statement")


class ReportedStatus(TextChoices):
    PLANNING = "planning", _("Planning")
    IN_PROGRESS = "in-progress", _("In progress")
    FULFILLED = "fulfilled", _("Fulfilled")


class Timing(TextChoices):
    """Computed for a day, never typed (see agreements.models.status)."""

    OVERDUE = "overdue", _("Overdue")
    WINDOW_PASSED = "window-passed", _("Window passed, not assessed")
    WINDOW_OPEN = "window-open", _("Window open")
    NOT_YET_DUE = "not-yet-due", _("Not yet due")
    COMPLETED_ON_TIME = "completed-on-time", _("Completed on time")
    COMPLETED_LATE = "completed-late", _("Completed late")
    CLOSED = "closed", _("Closed")
    CANNOT_TELL = "cannot-tell", _("Cannot tell")
    NO_WINDOW = "no-window", _("No due window")


class SourceKind(TextChoices):
    """Strongest first."""

    GAZETTE = "gazette", _("Official gazette or treaty series")
    OFFICIAL_TEXT = "official-text", _("Official text")
    JOINT_COMMUNIQUE = "joint-communique", _("Joint communiqué")
    GOVERNMENT_STATEMENT = "government-statement", _("Government statement")
    PARLIAMENTARY_RECORD = "parliamentary-record", _("Parliamentary record")
    COURT_OR_OVERSIGHT = "court-or-oversight", _("Court or oversight body")
    INTERNATIONAL_ORGANISATION = "international-organisation", _("International organisation")
    NEWS_AGENCY = "news-agency", _("News agency")
    PRESS = "press", _("Press")
    NGO = "ngo", _("NGO")
    ACADEMIC = "academic", _("Academic")
    OTHER = "other", pgettext_lazy("source kind", "Other")


class Mergeable(TextChoices):
    """What two rows can turn out to be one of."""

    PERSON = "person", _("Person")
    INSTITUTION = "institution", _("Institution")
    BODY = "body", _("Body")
    SOURCE = "source", _("Source")
    MEETING = "meeting", _("Meeting")


class VisitOutcome(TextChoices):
    """Of asking for a source's address. `unreachable` may pass; `gone` is what a reader would find missing."""

    ANSWERS = "answers", _("Answers")
    GONE = "gone", _("Gone")
    UNREACHABLE = "unreachable", _("Did not answer")
    REFUSED = "refused", _("Does not let programs in")
    PRIVATE = "private", _("Leads into a private network")


class TableKind(TextChoices):
    """What a file brought to the desk holds."""

    RECORDS = "records", _("Record files (YAML or JSON)")
    MEETINGS = "meetings", _("Meetings")
    AGREEMENTS = "agreements", _("Agreements")
    PEOPLE = "people", _("People")
    INSTITUTIONS = "institutions", _("Institutions")
