"""What a load knows while it works: the report, the codes, and who is called what."""

from collections.abc import Callable
from functools import cached_property

from django.db.models import Model
from django.utils.translation import gettext

from agreements.corpus.people import Institutions, People
from agreements.corpus.report import RecordError, Report
from agreements.corpus.topics import Topics
from agreements.corpus.writing import Changes, all_party_codes
from agreements.models import Agreement, Body, Meeting, Relation

type MayAmend = Callable[[Model], bool]


def anything(row: Model) -> bool:
    """Whoever loads files from the command line may change all there is."""
    return True


class Desk:
    def __init__(self, publication: str, may_amend: MayAmend = anything) -> None:
        self.publication = publication
        self.may_amend = may_amend
        self.report = Report()
        self.parties = all_party_codes()
        self.followups: set[int] = set()  # updates added or met in this load: no other entry of it tells them anew

    def refuse_what_may_not_be(self, changes: Changes) -> None:
        """What readers see is changed by those alone who may publish it."""
        if changes.outcome == "updated" and not all(self.may_amend(row) for row in changes.touched):
            reason = gettext("This is published, and changing it takes the right to publish: ask a reviewer.")
            raise RecordError("", reason)

    def look_again(self) -> None:
        """Read anew what is known of names: a record that failed took back what it had added."""
        for name in ("people", "institutions", "topics", "keys", "relations"):
            self.__dict__.pop(name, None)

    @cached_property
    def keys(self) -> dict[type[Model], set[str]]:
        """Of all bodies, agreements and meetings, withdrawn ones too: most records of a load are new, and need not be
        asked for one by one."""
        return {model: set(model.objects.values_list("slug", flat=True)) for model in (Body, Agreement, Meeting)}

    @cached_property
    def relations(self) -> dict[tuple[str, str], Relation]:
        return {}

    def relation(self, one: str, other: str) -> Relation:
        first, second = sorted((one, other))
        if (first, second) not in self.relations:
            self.relations[first, second] = Relation.objects.get_or_create(a_id=first, b_id=second)[0]
        return self.relations[first, second]

    @cached_property
    def people(self) -> People:
        return People()

    @cached_property
    def institutions(self) -> Institutions:
        return Institutions()

    @cached_property
    def topics(self) -> Topics:
        return Topics()
