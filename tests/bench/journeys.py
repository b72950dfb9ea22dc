"""What readers ask, on whatever corpus is there: the busiest party, relation, topic and so on."""

from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Journey:
    """`peer`: what Datasette is asked for the same rows and facets, ("" where it has nothing like it)."""

    name: str
    path: str
    peer: str = ""


FACETS = {
    "actions": "_facet_array=parties&_facet_array=topics&_facet_array=responsible&_facet_array=years"
    "&_facet_array=due_years&_facet=kind&_facet=level&_facet=evidence&_facet=reported&_facet=timing&_facet=relation"
    "&_facet=body&_facet_array=people&_facet_array=institutions&_size=50&_sort_desc=agreed",
    "meetings": "_facet_array=parties&_facet_array=topics&_facet_array=years&_facet=status&_facet=level&_facet=format"
    "&_facet=relation&_facet=body&_facet_array=people&_facet_array=institutions&_size=50&_sort_desc=earliest",
}


def one(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row and len(row) == 1 else row


def journeys() -> list[Journey]:
    a, b, slug = one(
        "SELECT r.a_id, r.b_id, r.slug FROM agreements_meetingcard c "
        "JOIN agreements_relation r ON r.id = c.relation_id GROUP BY r.id ORDER BY count(*) DESC, r.id LIMIT 1"
    )
    party = one("SELECT p FROM agreements_meetingcard, unnest(parties) p GROUP BY p ORDER BY count(*) DESC, p LIMIT 1")
    topic, topic_id = one(
        "SELECT o.code, o.id FROM agreements_actioncard, unnest(topics) t JOIN agreements_topic o ON o.id = t "
        "GROUP BY o.id ORDER BY count(*) DESC, o.id LIMIT 1"
    )
    some, some_id = equally_large()
    return [
        Journey("actions: everything", "/actions/", f"actions.json?{FACETS['actions']}"),
        Journey(
            "actions: two parties, a topic",
            f"/actions/?party={a}&party={b}&topic={topic}",
            f"actions.json?parties__arraycontains={a}&parties__arraycontains={b}&topics__arraycontains={topic_id}"
            f"&{FACETS['actions']}",
        ),
        Journey(
            "actions: one party, past their window",
            f"/actions/?party={party}&timing=overdue&timing=window-passed",
            f"actions.json?parties__arraycontains={party}&timing__in=overdue,window-passed&{FACETS['actions']}",
        ),
        Journey(
            "actions: about 200 of one relation",
            f"/actions/?relation={some}",
            f"actions.json?relation={some_id}&{FACETS['actions']}",
        ),
        Journey("actions: words", "/actions/?q=return+of+minors"),
        Journey("actions: page 1,000", "/actions/?page=1000"),
        Journey("meetings: everything", "/meetings/", f"meetings.json?{FACETS['meetings']}"),
        Journey(
            "meetings: one party, held, since 2015",
            f"/meetings/?party={party}&status=held&from=2015",
            f"meetings.json?parties__arraycontains={party}&status=held&earliest__gte=2015-01-01&{FACETS['meetings']}",
        ),
        Journey("meetings: page 1,000", "/meetings/?page=1000"),
        Journey("agreements: one party, in force", f"/agreements/?party={party}&lifecycle=in-force"),
        Journey("people: of one party", f"/people/?party={party}"),
        Journey("bodies: of one party", f"/bodies/?party={party}"),
        Journey("sources: press since 2020", "/sources/?kind=press&from=2020"),
        Journey("search: two words", "/search/?q=return+minors"),
        Journey("search: a misspelt name", "/search/?q=Zarouali"),
        Journey("home", "/"),
        Journey("meeting", "/meetings/" + most("meeting", "actions") + "/"),
        Journey("action", "/actions/" + most("meeting", "actions") + "-a1/"),
        Journey("relation, the busiest", f"/relations/{slug}/"),
        Journey("body, the busiest", "/bodies/" + most("body", "meetings") + "/"),
        Journey("person, the busiest", "/people/" + most("person", "meetings") + "/"),
        Journey("party, the busiest", f"/parties/{party.lower()}/"),
        Journey("topic, the busiest", f"/topics/{topic}/"),
    ]


def most(card: str, column: str) -> str:
    slug: str = one(
        f"SELECT r.slug FROM agreements_{card}card c JOIN agreements_{card} r ON r.id = c.{card}_id "  # noqa: S608
        f"ORDER BY c.{column} DESC, r.id LIMIT 1"
    )
    return slug


def equally_large() -> tuple[str, int]:
    """The relation with the number of actions nearest to 200, on any corpus."""
    found: tuple[str, int] = one(
        "SELECT r.slug, r.id FROM agreements_actioncard c JOIN agreements_relation r ON r.id = c.relation_id "
        "GROUP BY r.id ORDER BY abs(count(*) - 200), r.id LIMIT 1"
    )
    return found
