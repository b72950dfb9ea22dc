"""The home page: what the record holds, and the ways into it."""

from dataclasses import dataclass
from datetime import date

from agreements.models import AgreedAction, Agreement, Meeting, Relation
from agreements.pages.entities import Part, meetings_part, open_part
from agreements.pages.rows import ActionRow, MeetingRow


@dataclass(frozen=True)
class HomePage:
    meetings: Part[MeetingRow]
    agreement_count: int
    action_count: int
    relation_count: int
    owed: Part[ActionRow]
    relations: list[Relation]


SHOWN = 8


def home_page(on: date) -> HomePage:
    actions = AgreedAction.published.all()
    busiest = Relation.published.for_list().order_by("-meeting_count", "a__sort_key", "b__sort_key")  # type: ignore[misc]
    return HomePage(
        meetings=meetings_part(Meeting.published.all(), most=SHOWN),
        agreement_count=Agreement.published.count(),
        action_count=actions.count(),
        relation_count=Relation.published.count(),
        owed=open_part(actions, on, most=SHOWN),
        relations=list(busiest[: 2 * SHOWN]),
    )
