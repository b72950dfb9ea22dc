"""Which proof an update lacks: the evidence rules of DESIGN section 2, one by one, each at the field that mends it.

The database keeps the same rules as CHECKs; a test tries every combination on both. A rule is plain data, so that the
browser can say the same while one chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models.update import CLAIMS, COMPLETION_BASES
from agreements.models.vocabularies import Basis, Evidence

BLANK = ("",)
# In place of the values of a field: any, as long as there is one.
GIVEN = ("*",)
TWO = (Basis.TWO_INDEPENDENT_SOURCES,)
NO_PROOF_OF_COMPLETION = ("", *(basis for basis in Basis if basis not in COMPLETION_BASES))
NO_SEARCH = ("", *(evidence for evidence in Evidence if evidence != Evidence.NO_EVIDENCE))
NO_CLAIM = ("", *(evidence for evidence in Evidence if evidence not in CLAIMS))
FIELDS = (
    "what", "evidence", "basis", "source", "second_source", "date", "checked", "reported_status", "reporting_party",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """`words` are told at `field` where every field of `when` has one of the values; `same` is a field that must differ
    from `field`."""

    field: str
    words: Promise
    when: Mapping[str, tuple[str, ...]]
    same: str = ""

    def is_broken_by(self, values: Mapping[str, str]) -> bool:
        if self.same and values[self.same] != values[self.field]:
            return False
        return all(_is_one(values[name], among) for name, among in self.when.items())


def _is_one(value: str, among: tuple[str, ...]) -> bool:
    return bool(value) if among is GIVEN else value in among


RULES = (
    Rule("what", _("Say what happened."), {"what": BLANK, "evidence": NO_SEARCH}),
    Rule(
        "what",
        _("A note of the search is missing: say where you looked."),
        {"what": BLANK, "evidence": (Evidence.NO_EVIDENCE,)},
    ),
    Rule(
        "evidence",
        _("Choose the evidence, or give what a party reports."),
        {"evidence": BLANK, "reported_status": BLANK},
    ),
    Rule(
        "reporting_party",
        _("The party that reports this is missing."),
        {"reported_status": GIVEN, "reporting_party": BLANK},
    ),
    Rule(
        "reported_status",
        _("What the party reports is missing."),
        {"reported_status": BLANK, "reporting_party": GIVEN},
    ),
    Rule("source", _("A source is missing: this evidence needs one."), {"evidence": CLAIMS, "source": BLANK}),
    Rule(
        "source",
        _("The first of the two independent sources is missing."),
        {"basis": TWO, "source": BLANK, "evidence": NO_CLAIM},
    ),
    Rule(
        "second_source",
        _("The second of the two independent sources is missing."),
        {"basis": TWO, "second_source": BLANK},
    ),
    Rule(
        "second_source",
        _("This is the first source once more: name another one, independent of it."),
        {"basis": TWO, "second_source": GIVEN},
        same="source",
    ),
    Rule(
        "basis",
        _("A basis is missing: say what this evidence rests on."),
        {"evidence": tuple(one for one in CLAIMS if one != Evidence.COMPLETED), "basis": BLANK},
    ),
    Rule(
        "basis",
        _("“Completed” needs a primary document, two independent sources or a reported event as its basis."),
        {"evidence": (Evidence.COMPLETED,), "basis": NO_PROOF_OF_COMPLETION},
    ),
    Rule(
        "basis",
        _("“Substantial progress” needs more than a party's own statement."),
        {"evidence": (Evidence.SUBSTANTIAL,), "basis": (Basis.PARTY_STATEMENT,)},
    ),
    Rule(
        "checked",
        _("The day of the search is missing."),
        {"evidence": (Evidence.NO_EVIDENCE,), "date": BLANK, "checked": BLANK},
    ),
)


def missing_proofs(**given: Any) -> list[tuple[str, str]]:
    """(field, words) of each piece that is missing; of FIELDS, what is not given is blank. A source may be given by its
    key or its address, as long as two of one page are equal."""
    values = {name: str(given.get(name) or "") for name in FIELDS}
    return [(rule.field, str(rule.words)) for rule in RULES if rule.is_broken_by(values)]


def rules_for_browser() -> list[dict[str, Any]]:
    return [
        {
            "field": rule.field,
            "words": str(rule.words),
            "when": {name: list(among) for name, among in rule.when.items()},
            "same": rule.same,
        }
        for rule in RULES
    ]
