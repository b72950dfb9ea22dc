"""The queues of the desk: what waits for somebody, and what is doubtful in the record.

A queue is declared here and nowhere else: a code for its address, a title, a sentence that says why it matters, what
finds its rows, and the permission without which it is not shown. The desk, the queue's page, and the test that opens a
row of each follow from that.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.curation import queues_actions, queues_drafts, queues_facts, queues_pairs, queues_series, queues_sources
from agreements.curation.queues_rows import Finder
from agreements.models.vocabularies import Mergeable

# Nobody works off more in one go, and the desk opens at once however many there are.
COUNTED_UP_TO = 1000


@dataclass(frozen=True)
class Queue:
    """`by_relation`: its rows can be narrowed to a party or a relation. `first`: its rows stand on the desk itself."""

    code: str
    title: Any
    why: Any
    finds: Finder
    needs: str
    by_relation: bool = True
    first: bool = False

    @property
    def permission(self) -> str:
        return f"agreements.{self.needs}"


QUEUES = (
    Queue(
        "drafts",
        _("My drafts"),
        _("Records that you wrote in or commented on, and that readers do not see yet."),
        queues_drafts.MINE,
        "change_meeting",
        first=True,
    ),
    Queue(
        "review",
        _("Waiting for review"),
        _("Handed in by an editor, for a reviewer to publish or to give back."),
        queues_drafts.WAITING,
        "change_meeting",
        first=True,
    ),
    Queue(
        "window-passed",
        _("Actions whose window passed"),
        _("The time they were due in is over, and nobody has looked since what became of them."),
        queues_actions.PASSED,
        "view_agreedaction",
    ),
    Queue(
        "stale-assessments",
        _("Assessments older than six months"),
        _("Still open, and last looked at so long ago that readers are told what may no longer hold."),
        queues_actions.STALE,
        "view_agreedaction",
    ),
    Queue(
        "past-plans",
        _("Planned meetings whose date has passed"),
        _("Either it was held, or it was not: the record should say."),
        queues_facts.PAST_PLANS,
        "view_meeting",
    ),
    Queue(
        "without-source",
        _("Records without a source"),
        _("Meetings, agreements and bodies that cite nothing at all."),
        queues_facts.WITHOUT_SOURCE,
        "view_citation",
    ),
    Queue(
        "not-pinned-down",
        _("Participants and actions without a source of their own"),
        _("Their record has several sources, and nobody can tell which of them says this."),
        queues_facts.NOT_PINNED_DOWN,
        "view_citation",
    ),
    Queue(
        "dead-links",
        _("Dead links"),
        _("Sources that no longer answer."),
        queues_sources.DEAD,
        "view_source",
        by_relation=False,
    ),
    Queue(
        "without-copy",
        _("Sources without an archived copy"),
        _("When such a page goes, what rests on it can no longer be checked."),
        queues_sources.WITHOUT_COPY,
        "view_source",
        by_relation=False,
    ),
    Queue(
        "unmapped-words",
        _("Topic words that lead to no topic"),
        _("Until a word is given a topic, no reader of that topic finds the records that use it."),
        queues_series.UNMAPPED,
        "view_topic",
    ),
    Queue(
        "missing-ordinals",
        _("Missing numbers in a series"),
        _("The body counted on, and the record skips meetings."),
        queues_series.GAPS,
        "view_body",
    ),
    Queue(
        "silent-bodies",
        _("Bodies silent beyond their rhythm"),
        _("Either they met and the record does not know, or they no longer meet."),
        queues_series.SILENT,
        "view_body",
    ),
    Queue(
        "headless-delegations",
        _("Delegations without a head"),
        _("Somebody led them; the record names members alone."),
        queues_facts.HEADLESS,
        "view_participant",
    ),
    *(
        Queue(
            f"twin-{plural}",
            title,
            _("Probably one and the same. If they are not, say so, and the pair is not asked about again."),
            queues_pairs.Twins(kind),
            f"view_{kind}",
            by_relation=kind in (Mergeable.MEETING, Mergeable.BODY),
        )
        for plural, kind, title in (
            ("people", Mergeable.PERSON, _("People entered twice?")),
            ("institutions", Mergeable.INSTITUTION, _("Institutions entered twice?")),
            ("bodies", Mergeable.BODY, _("Bodies entered twice?")),
            ("meetings", Mergeable.MEETING, _("Meetings entered twice?")),
            ("sources", Mergeable.SOURCE, _("Sources entered twice?")),
        )
    ),
)
BY_CODE = {queue.code: queue for queue in QUEUES}


def seen_by(user: Any) -> list[Queue]:
    return [queue for queue in QUEUES if user.has_perm(queue.permission)]
