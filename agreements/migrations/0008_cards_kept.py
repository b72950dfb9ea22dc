"""The database keeps the cards: what a card says stands in a view, and every table it is made from has triggers.

A trigger looks at the rows a statement changed, as they were and as they are, and makes anew the cards that depend on
them. Two transactions that change parts of one record do not lose each other's: whoever comes second waits for the
card, and reads the record only then.
"""

from django.db import migrations

TOPICS = """ARRAY(
  SELECT t.topic_id FROM agreements_recordtopic t WHERE {own}
  UNION SELECT o.parent_id FROM agreements_recordtopic t JOIN agreements_topic o ON o.id = t.topic_id
    WHERE {own} AND o.parent_id IS NOT NULL ORDER BY 1
)"""
PARTIES = "ARRAY(SELECT p.party_id FROM agreements_recordparty p WHERE {own} ORDER BY 1)"
SEATS = """ARRAY(
  SELECT DISTINCT s.{column} FROM agreements_participant s JOIN agreements_delegation d ON d.id = s.delegation_id
  WHERE d.meeting_id = {meeting} AND s.{column} IS NOT NULL ORDER BY 1
)"""
PUBLIC_BODY = "CASE WHEN b.publication = 'published' THEN b.id END"
PERSON_NAMES = """concat_ws(E'\\n', h.name, nullif(h.native_name, ''),
  (SELECT string_agg(v.name, E'\\n') FROM agreements_personname v WHERE v.person_id = h.id))"""

# The columns of each card in their order, each with the expression that fills it.
MEETING = {
    "meeting_id": "m.id",
    "relation_id": "m.relation_id",
    "body_id": PUBLIC_BODY,
    "parties": PARTIES.format(own="p.meeting_id = m.id"),
    "topics": TOPICS.format(own="t.meeting_id = m.id"),
    "people": SEATS.format(column="person_id", meeting="m.id"),
    "institutions": SEATS.format(column="institution_id", meeting="m.id"),
    "status": "m.status",
    "format": "m.format",
    "level": "m.level",
    "date_range": "m.date_range",
    "earliest": "lower(m.date_range)",
    "years": "agreements_years(m.date_range)",
    "actions": "(SELECT count(*) FROM agreements_agreedaction a WHERE a.meeting_id = m.id)",
    "known_as": "fold(m.title)",
    "words": f"""
      setweight(agreements_words(concat_ws(' ', m.title, CASE WHEN b.publication = 'published' THEN b.name END)), 'A')
      || setweight(agreements_text(concat_ws(' ', agreements_ordinal(m.ordinal), 'meeting', m.ordinal)), 'A')
      || setweight(agreements_words(concat_ws(' ', m.city, m.venue)), 'B')
      || setweight(agreements_names((
        SELECT string_agg({PERSON_NAMES}, E'\\n') FROM agreements_participant s
        JOIN agreements_delegation d ON d.id = s.delegation_id JOIN agreements_person h ON h.id = s.person_id
        WHERE d.meeting_id = m.id
      )), 'C')
      || setweight(agreements_words((
        SELECT string_agg(concat_ws(E'\\n', s.post, i.name), E'\\n')
        FROM agreements_participant s JOIN agreements_delegation d ON d.id = s.delegation_id
        LEFT JOIN agreements_institution i ON i.id = s.institution_id WHERE d.meeting_id = m.id
      )), 'C')
      || setweight(agreements_text(concat_ws(E'\\n', array_to_string(m.topic_words, E'\\n'), (
        SELECT string_agg(o.text, E'\\n') FROM agreements_position o WHERE o.meeting_id = m.id
      ))), 'C')
      || setweight(agreements_text(
        concat_ws(E'\\n', m.notes, m.ordinal_note, m.date_note, m.place_note, m.status_note)), 'D')""",
}
MEETING_FROM = """agreements_meeting m LEFT JOIN agreements_body b ON b.id = m.body_id
  WHERE m.publication = 'published'"""

# What became of it when every update counts: see `kept_status`, and `counting_updates` for the order.
JUDGED = """LEFT JOIN LATERAL (
    SELECT u.evidence, lower(u.date_range) AS done_from, upper(u.date_range) AS done_before
    FROM agreements_actionupdate u WHERE u.action_id = a.id AND u.evidence <> ''
      AND NOT EXISTS (SELECT FROM agreements_actionupdate c WHERE c.corrects_id = u.id)
    ORDER BY CASE WHEN u.date_range IS NOT NULL THEN coalesce(upper(u.date_range), 'infinity') END DESC NULLS LAST,
      u.id DESC LIMIT 1
  ) judged ON true
  LEFT JOIN LATERAL (
    SELECT u.reported_status FROM agreements_actionupdate u WHERE u.action_id = a.id AND u.reported_status <> ''
      AND NOT EXISTS (SELECT FROM agreements_actionupdate c WHERE c.corrects_id = u.id)
    ORDER BY CASE WHEN u.date_range IS NOT NULL THEN coalesce(upper(u.date_range), 'infinity') END DESC NULLS LAST,
      u.id DESC LIMIT 1
  ) reported ON true
  LEFT JOIN LATERAL (
    SELECT max(lower(u.date_range)) AS settled,
      min(CASE WHEN u.evidence NOT IN ('', 'not-assessed') THEN least(
        CASE WHEN lower(u.date_range) >= upper(a.due_range) THEN lower(u.date_range) END,
        CASE WHEN u.checked >= upper(a.due_range) THEN greatest(u.checked, lower(u.date_range)) END
      ) END) AS assessed
    FROM agreements_actionupdate u WHERE u.action_id = a.id
      AND NOT EXISTS (SELECT FROM agreements_actionupdate c WHERE c.corrects_id = u.id)
  ) story ON true"""

ACTION = {
    "action_id": "a.id",
    "number": "a.number",
    "relation_id": "coalesce(m.relation_id, g.relation_id)",
    "body_id": PUBLIC_BODY,
    "parties": PARTIES.format(own="p.meeting_id = a.meeting_id OR p.agreement_id = a.agreement_id"),
    "topics": f"""CASE WHEN EXISTS (SELECT FROM agreements_recordtopic t WHERE t.action_id = a.id)
      THEN {TOPICS.format(own="t.action_id = a.id")}
      ELSE {TOPICS.format(own="(t.meeting_id = a.meeting_id OR t.agreement_id = a.agreement_id)")} END""",
    "responsible": "ARRAY(SELECT o.party_id FROM agreements_actionparty o WHERE o.action_id = a.id ORDER BY 1)",
    "people": SEATS.format(column="person_id", meeting="a.meeting_id"),
    "institutions": SEATS.format(column="institution_id", meeting="a.meeting_id"),
    "kind": "a.kind",
    "level": "coalesce(m.level, '')",
    "agreed_range": "coalesce(m.date_range, g.signed_range)",
    "agreed": "lower(coalesce(m.date_range, g.signed_range))",
    "years": "agreements_years(coalesce(m.date_range, g.signed_range))",
    "due_range": "a.due_range",
    "due": "lower(a.due_range)",
    "due_years": "agreements_years(a.due_range)",
    "due_phrase": "a.due_phrase",
    "last_evidence": "coalesce(judged.evidence, 'not-assessed')",
    "last_reported": "coalesce(reported.reported_status, '')",
    "done_from": "judged.done_from",
    "done_before": "judged.done_before",
    "assessed": "story.assessed",
    "settled": "story.settled",
    "words": """
      setweight(agreements_text(a.text), 'B')
      || setweight(agreements_words(concat_ws(E'\\n', a.due_phrase, m.title, g.title,
        CASE WHEN b.publication = 'published' THEN b.name END)), 'D')
      || setweight(agreements_text(a.due_note), 'D')""",
}
ACTION_FROM = f"""agreements_agreedaction a
  LEFT JOIN agreements_meeting m ON m.id = a.meeting_id LEFT JOIN agreements_agreement g ON g.id = a.agreement_id
  LEFT JOIN agreements_body b ON b.id = m.body_id {JUDGED}
  WHERE coalesce(m.publication, g.publication) = 'published'"""

AGREEMENT = {
    "agreement_id": "g.id",
    "relation_id": "g.relation_id",
    "parties": PARTIES.format(own="p.agreement_id = g.id"),
    "topics": TOPICS.format(own="t.agreement_id = g.id"),
    "designation": "g.designation",
    "legal_force": "g.legal_force",
    "subject": "g.subject",
    "lifecycle": "g.lifecycle",
    "date_range": "g.signed_range",
    "earliest": "lower(g.signed_range)",
    "years": "agreements_years(g.signed_range)",
    "sort_key": "g.sort_key",
    "known_as": "fold(g.title)",
    "words": """
      setweight(agreements_words(g.title), 'A')
      || setweight(agreements_text(concat_ws(E'\\n', g.summary, g.signed_place, g.status_as_reported,
        array_to_string(g.topic_words, E'\\n'))), 'B')
      || setweight(agreements_text(
        concat_ws(E'\\n', g.title_note, g.signed_note, g.in_force_note, g.parties_note)), 'D')""",
}
AGREEMENT_FROM = "agreements_agreement g WHERE g.publication = 'published'"

BODY = {
    "body_id": "b.id",
    "relation_id": "b.relation_id",
    "parties": PARTIES.format(own="p.body_id = b.id"),
    "kind": "b.kind",
    "state": "b.state",
    "meetings": "met.count",
    "last_met": "met.last",
    "sort_key": "b.sort_key",
    "known_as": "fold(concat_ws(E'\\n', b.name, array_to_string(b.other_names, E'\\n')))",
    "words": """
      setweight(agreements_words(concat_ws(E'\\n', b.name, array_to_string(b.other_names, E'\\n'))), 'A')
      || setweight(agreements_text(b.note), 'D')""",
}
BODY_FROM = """agreements_body b
  LEFT JOIN LATERAL (
    SELECT count(*) AS count, max(lower(m.date_range)) AS last FROM agreements_meeting m
    WHERE m.body_id = b.id AND m.publication = 'published'
  ) met ON true WHERE b.publication = 'published'"""

PERSON = {
    "person_id": "h.id",
    "parties": "seats.parties",
    "bodies": "seats.bodies",
    "institutions": "seats.institutions",
    "meetings": "seats.held",
    "sort_key": "h.sort_key",
    "known_as": f"fold({PERSON_NAMES})",
    "words": f"""
      setweight(agreements_names({PERSON_NAMES}), 'A') || setweight(agreements_words(seats.posts), 'B')
      || setweight(agreements_text(h.note), 'D')""",
}
PERSON_FROM = """agreements_person h JOIN LATERAL (
    SELECT array_agg(DISTINCT d.party_id ORDER BY d.party_id) AS parties,
      coalesce(array_agg(DISTINCT b.id) FILTER (WHERE b.id IS NOT NULL), '{}') AS bodies,
      coalesce(array_agg(DISTINCT s.institution_id) FILTER (WHERE s.institution_id IS NOT NULL), '{}') AS institutions,
      count(DISTINCT m.id) FILTER (WHERE m.status = 'held') AS held,
      string_agg(DISTINCT concat_ws(E'\\n', s.post, i.name), E'\\n') AS posts
    FROM agreements_participant s JOIN agreements_delegation d ON d.id = s.delegation_id
    JOIN agreements_meeting m ON m.id = d.meeting_id AND m.publication = 'published'
    LEFT JOIN agreements_body b ON b.id = m.body_id AND b.publication = 'published'
    LEFT JOIN agreements_institution i ON i.id = s.institution_id
    WHERE s.person_id = h.id
  ) seats ON seats.parties IS NOT NULL"""

UPDATES = """SELECT count(*) FROM agreements_actionupdate u JOIN agreements_agreedaction a ON a.id = u.action_id
    LEFT JOIN agreements_meeting m ON m.id = a.meeting_id LEFT JOIN agreements_agreement g ON g.id = a.agreement_id
    WHERE coalesce(m.publication, g.publication) = 'published'"""
SOURCE = {
    "source_id": "q.id",
    "kind": "q.kind",
    "date_range": "q.published_on_range",
    "earliest": "lower(q.published_on_range)",
    "years": "agreements_years(q.published_on_range)",
    "facts": "facts.count",
    "sort_key": "q.sort_key",
    "words": """
      setweight(agreements_words(concat_ws(E'\\n', q.title, q.publisher)), 'A')
      || setweight(agreements_text(concat_ws(E'\\n', q.note, q.url)), 'D')""",
}
# The twin of `CitationQuerySet.public`.
SOURCE_FROM = f"""agreements_source q JOIN LATERAL (
    SELECT (
      SELECT count(*) FROM agreements_citation c
      LEFT JOIN agreements_participant s ON s.id = c.participant_id
      LEFT JOIN agreements_delegation d ON d.id = s.delegation_id
      LEFT JOIN agreements_position o ON o.id = c.of_position_id
      LEFT JOIN agreements_agreedaction a ON a.id = c.action_id
      LEFT JOIN agreements_meeting m ON m.id = coalesce(c.meeting_id, d.meeting_id, o.meeting_id, a.meeting_id)
      LEFT JOIN agreements_agreement g ON g.id = coalesce(c.agreement_id, a.agreement_id)
      LEFT JOIN agreements_body b ON b.id = c.body_id
      WHERE c.source_id = q.id AND (
        coalesce(m.publication, g.publication, b.publication) = 'published'
        OR EXISTS (
          SELECT FROM agreements_participant seat JOIN agreements_delegation of ON of.id = seat.delegation_id
          JOIN agreements_meeting at ON at.id = of.meeting_id AND at.publication = 'published'
          WHERE seat.person_id = c.person_id OR seat.institution_id = c.institution_id
        )
      )
    ) + ({UPDATES} AND u.source_id = q.id) + ({UPDATES} AND u.second_source_id = q.id) AS count
  ) facts ON facts.count > 0"""

FOUR_NAMES = "concat_ws(E'\\n', n.name, n.name_fr, n.name_es, n.name_ar{more})"
ALIASES = ", (SELECT string_agg(w.alias, E'\\n') FROM agreements_topicalias w WHERE w.topic_id = n.id)"
VARIANTS = """concat_ws(E'\\n', n.name,
  (SELECT string_agg(v.name, E'\\n') FROM agreements_institutionname v WHERE v.institution_id = n.id))"""


def _named(key: str, names: str) -> dict[str, str]:
    return {**{key: "n.code" if key == "party_id" else "n.id"}, "known_as": f"fold({names})",
            "words": f"setweight(agreements_words({names}), 'A')"}


CARDS = {
    "meeting": (MEETING, MEETING_FROM),
    "action": (ACTION, ACTION_FROM),
    "agreement": (AGREEMENT, AGREEMENT_FROM),
    "body": (BODY, BODY_FROM),
    "person": (PERSON, PERSON_FROM),
    "source": (SOURCE, SOURCE_FROM),
    "party": (_named("party_id", FOUR_NAMES.format(more="")), "agreements_party n"),
    "topic": (_named("topic_id", FOUR_NAMES.format(more=ALIASES)), "agreements_topic n"),
    "institution": (_named("institution_id", VARIANTS), "agreements_institution n"),
}


def _view(card: str) -> migrations.RunSQL:
    columns, tables = CARDS[card]
    fields = ",\n  ".join(f"{expression} AS {column}" for column, expression in columns.items())
    return migrations.RunSQL(
        f"CREATE VIEW agreements_{card}card_now AS SELECT\n  {fields}\nFROM {tables}",
        f"DROP VIEW agreements_{card}card_now",
    )


def _type(card: str) -> str:
    return "varchar" if card == "party" else "bigint"


def _refresh(card: str) -> migrations.RunSQL:
    key, *others = CARDS[card][0]
    columns = ", ".join([key, *others])
    table = f"agreements_{card}card"
    return migrations.RunSQL(
        f"""
CREATE FUNCTION agreements_refresh_{card}(ids {_type(card)}[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(ids) = 0 THEN
    RETURN;
  END IF;
  PERFORM FROM {table} WHERE {key} = ANY (ids) ORDER BY {key} FOR UPDATE;
  DELETE FROM {table} card WHERE {key} = ANY (ids)
    AND NOT EXISTS (SELECT FROM {table}_now now WHERE now.{key} = card.{key});
  INSERT INTO {table} AS card ({columns}) SELECT {columns} FROM {table}_now WHERE {key} = ANY (ids)
  ON CONFLICT ({key}) DO UPDATE SET ({", ".join(others)}) = ROW ({", ".join(f"excluded.{one}" for one in others)})
    WHERE ROW ({", ".join(f"card.{one}" for one in others)})
      IS DISTINCT FROM ROW ({", ".join(f"excluded.{one}" for one in others)});
END $$;
""",
        f"DROP FUNCTION agreements_refresh_{card}({_type(card)}[])",
    )


SEATED = "JOIN agreements_delegation d ON d.id = s.delegation_id JOIN {changed} x ON d.meeting_id = x.id"
CITED_IN_MEETING = """
  SELECT c.source_id FROM agreements_citation c JOIN {changed} x ON c.meeting_id = x.id
  UNION SELECT c.source_id FROM agreements_citation c JOIN agreements_position o ON o.id = c.of_position_id
    JOIN {changed} x ON o.meeting_id = x.id
  UNION SELECT c.source_id FROM agreements_citation c JOIN agreements_participant s
    ON s.id = c.participant_id OR s.person_id = c.person_id OR s.institution_id = c.institution_id """ + SEATED
CITED_IN_ACTIONS = """
  SELECT c.source_id FROM agreements_citation c JOIN agreements_agreedaction a ON a.id = c.action_id
    JOIN {changed} x ON a.{parent} = x.id
  UNION SELECT unnest(ARRAY[u.source_id, u.second_source_id]) FROM agreements_actionupdate u
    JOIN agreements_agreedaction a ON a.id = u.action_id JOIN {changed} x ON a.{parent} = x.id"""
MEETINGS_OF_SEATS = "SELECT d.meeting_id FROM agreements_delegation d JOIN {changed} x ON x.delegation_id = d.id"
ACTIONS_OF = "SELECT a.id FROM agreements_agreedaction a WHERE a.{parent} IN ({ids})"

# For each table, which cards depend on the rows of it that changed ({changed}: as they were and as they are).
DEPEND = {
    "meeting": {
        "meeting": "SELECT id FROM {changed}",
        "action": ACTIONS_OF.replace("{parent}", "meeting_id").replace("{ids}", "SELECT id FROM {changed}"),
        "body": "SELECT body_id FROM {changed}",
        "person": f"SELECT s.person_id FROM agreements_participant s {SEATED}",
        "source": CITED_IN_MEETING + " UNION " + CITED_IN_ACTIONS.replace("{parent}", "meeting_id"),
    },
    "agreement": {
        "agreement": "SELECT id FROM {changed}",
        "action": ACTIONS_OF.replace("{parent}", "agreement_id").replace("{ids}", "SELECT id FROM {changed}"),
        "source": "SELECT c.source_id FROM agreements_citation c JOIN {changed} x ON c.agreement_id = x.id UNION "
        + CITED_IN_ACTIONS.replace("{parent}", "agreement_id"),
    },
    "body": {
        "body": "SELECT id FROM {changed}",
        "meeting": "SELECT m.id FROM agreements_meeting m JOIN {changed} x ON m.body_id = x.id",
        "action": "SELECT a.id FROM agreements_agreedaction a JOIN agreements_meeting m ON m.id = a.meeting_id "
        "JOIN {changed} x ON m.body_id = x.id",
        "person": "SELECT s.person_id FROM agreements_participant s JOIN agreements_delegation d "
        "ON d.id = s.delegation_id JOIN agreements_meeting m ON m.id = d.meeting_id JOIN {changed} x ON m.body_id = x.id",
        "source": "SELECT c.source_id FROM agreements_citation c JOIN {changed} x ON c.body_id = x.id",
    },
    "recordparty": {
        "meeting": "SELECT meeting_id FROM {changed}",
        "agreement": "SELECT agreement_id FROM {changed}",
        "body": "SELECT body_id FROM {changed}",
        "action": "SELECT a.id FROM agreements_agreedaction a JOIN {changed} x "
        "ON a.meeting_id = x.meeting_id OR a.agreement_id = x.agreement_id",
    },
    "recordtopic": {
        "meeting": "SELECT meeting_id FROM {changed}",
        "agreement": "SELECT agreement_id FROM {changed}",
        "action": "SELECT action_id FROM {changed} UNION SELECT a.id FROM agreements_agreedaction a JOIN {changed} x "
        "ON a.meeting_id = x.meeting_id OR a.agreement_id = x.agreement_id",
    },
    "topic": {
        "topic": "SELECT id FROM {changed}",
        "meeting": "SELECT t.meeting_id FROM agreements_recordtopic t JOIN {changed} x ON t.topic_id = x.id",
        "agreement": "SELECT t.agreement_id FROM agreements_recordtopic t JOIN {changed} x ON t.topic_id = x.id",
        "action": "SELECT t.action_id FROM agreements_recordtopic t JOIN {changed} x ON t.topic_id = x.id "
        "UNION SELECT a.id FROM agreements_recordtopic t JOIN {changed} x ON t.topic_id = x.id "
        "JOIN agreements_agreedaction a ON a.meeting_id = t.meeting_id OR a.agreement_id = t.agreement_id",
    },
    "delegation": {
        "meeting": "SELECT meeting_id FROM {changed}",
        "action": ACTIONS_OF.replace("{parent}", "meeting_id").replace("{ids}", "SELECT meeting_id FROM {changed}"),
        "person": "SELECT s.person_id FROM agreements_participant s JOIN {changed} x ON s.delegation_id = x.id",
    },
    "participant": {
        "meeting": MEETINGS_OF_SEATS,
        "action": ACTIONS_OF.replace("{parent}", "meeting_id").replace("{ids}", MEETINGS_OF_SEATS),
        "person": "SELECT person_id FROM {changed}",
        "source": "SELECT c.source_id FROM agreements_citation c JOIN {changed} x "
        "ON c.person_id = x.person_id OR c.institution_id = x.institution_id",
    },
    "person": {
        "person": "SELECT id FROM {changed}",
        "meeting": "SELECT d.meeting_id FROM agreements_delegation d JOIN agreements_participant s "
        "ON s.delegation_id = d.id JOIN {changed} x ON s.person_id = x.id",
    },
    "personname": {
        "person": "SELECT person_id FROM {changed}",
        "meeting": "SELECT d.meeting_id FROM agreements_delegation d JOIN agreements_participant s "
        "ON s.delegation_id = d.id JOIN {changed} x ON s.person_id = x.person_id",
    },
    "party": {"party": "SELECT code FROM {changed}"},
    "topicalias": {"topic": "SELECT topic_id FROM {changed}"},
    "institutionname": {"institution": "SELECT institution_id FROM {changed}"},
    "institution": {
        "institution": "SELECT id FROM {changed}",
        "person": "SELECT s.person_id FROM agreements_participant s JOIN {changed} x ON s.institution_id = x.id",
        "meeting": "SELECT d.meeting_id FROM agreements_delegation d JOIN agreements_participant s "
        "ON s.delegation_id = d.id JOIN {changed} x ON s.institution_id = x.id",
    },
    "position": {"meeting": "SELECT meeting_id FROM {changed}"},
    "agreedaction": {"action": "SELECT id FROM {changed}", "meeting": "SELECT meeting_id FROM {changed}", "source":
        "SELECT c.source_id FROM agreements_citation c JOIN {changed} x ON c.action_id = x.id UNION "
        "SELECT unnest(ARRAY[u.source_id, u.second_source_id]) FROM agreements_actionupdate u "
        "JOIN {changed} x ON u.action_id = x.id"},
    "actionparty": {"action": "SELECT action_id FROM {changed}"},
    "actionupdate": {
        "action": "SELECT action_id FROM {changed}",
        "source": "SELECT unnest(ARRAY[source_id, second_source_id]) FROM {changed}",
    },
    "citation": {"source": "SELECT source_id FROM {changed}"},
    "source": {"source": "SELECT id FROM {changed}"},
}

CHANGED = {
    "INSERT": "new_rows",
    "DELETE": "old_rows",
    "UPDATE": "(SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)",
}
ROWS = {
    "INSERT": "NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}


def _keeps(table: str) -> migrations.RunSQL:
    make, drop = [], []
    for event, rows in ROWS.items():
        calls = []
        for card, ids in DEPEND[table].items():
            asked = ids.replace("{changed}", CHANGED[event] + (" changed" if "(" in CHANGED[event] else ""))
            asked = asked.replace(" changed x", " x")
            calls.append(
                f"PERFORM agreements_refresh_{card}(ARRAY("
                f"SELECT DISTINCT id FROM ({asked}) dependent (id) WHERE id IS NOT NULL));"
            )
        name = f"agreements_{table}_cards_{event.lower()}"
        body = "\n  ".join(calls)
        make.append(f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {body}
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_cards_{event.lower()} AFTER {event} ON agreements_{table} REFERENCING {rows}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();""")
        drop.append(f"DROP FUNCTION {name}() CASCADE")
    return migrations.RunSQL("\n".join(make), "; ".join(drop))


EVERYTHING = "; ".join(
    f"SELECT agreements_refresh_{card}(ARRAY(SELECT {next(iter(columns))} FROM agreements_{card}card_now))"
    for card, (columns, _tables) in CARDS.items()
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_cards")]

    operations = [
        *(_view(card) for card in CARDS),
        *(_refresh(card) for card in CARDS),
        *(_keeps(table) for table in DEPEND),
        migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop),
    ]
