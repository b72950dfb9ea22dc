"""The rules that Django's own constraints cannot state: foreign keys over two columns, and triggers.

The keys are deferred like all of Django's, so that rows may come and go in any order within a transaction; whoever
writes calls `connection.check_constraints()` before it ends, to have the error while it can still be told kindly.
"""

from django.db import migrations

FOREIGN_KEYS = [
    ("delegation", "delegation_party_of_meeting", "meeting_id, party_id", "recordparty (meeting_id, party_id)"),
    ("actionparty", "actionparty_party_of_meeting", "meeting_id, party_id", "recordparty (meeting_id, party_id)"),
    ("actionparty", "actionparty_party_of_agreement", "agreement_id, party_id", "recordparty (agreement_id, party_id)"),
    ("topic", "topic_parent_is_top", "parent_id, parent_tier", "topic (id, tier)"),
    ("actionupdate", "actionupdate_corrects_same_action", "corrects_id, action_id", "actionupdate (id, action_id)"),
]


def _foreign_key(table: str, name: str, columns: str, target: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE agreements_{table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
        f"REFERENCES agreements_{target} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE agreements_{table} DROP CONSTRAINT {name}",
    )


# The two parties of a relation are parties to its records: whoever writes the record, its rows are there.
PARTIES_OF_RELATION = """
CREATE FUNCTION agreements_parties_of_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format(
      'DELETE FROM agreements_recordparty p USING agreements_relation r WHERE p.%I = $1 AND NOT p.further '
      'AND r.id = $2 AND p.party_id NOT IN (r.a_id, r.b_id)', TG_ARGV[0]
    ) USING NEW.id, NEW.relation_id;
  END IF;
  EXECUTE format(
    'INSERT INTO agreements_recordparty AS p (%1$I, party_id, further) '
    'SELECT $1, unnest(ARRAY[a_id, b_id]), false FROM agreements_relation WHERE id = $2 '
    'ON CONFLICT (%1$I, party_id) DO UPDATE SET further = false WHERE p.further', TG_ARGV[0]
  ) USING NEW.id, NEW.relation_id;
  RETURN NULL;
END $$;
"""


def _parties_of_relation(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_parties AFTER INSERT OR UPDATE OF relation_id ON agreements_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION agreements_parties_of_relation('{table}_id')",
        f"DROP TRIGGER {table}_parties ON agreements_{table}",
    )


# And they stay there. Looked at when the transaction ends: by then a record that is deleted whole is gone, and one that
# got another relation has it. `further` of such a row, its party and its record are what must not change.
PARTIES_STAY = """
CREATE FUNCTION agreements_recordparty_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT relation_id FROM agreements_meeting WHERE id = OLD.meeting_id
      UNION ALL SELECT relation_id FROM agreements_agreement WHERE id = OLD.agreement_id
      UNION ALL SELECT relation_id FROM agreements_body WHERE id = OLD.body_id
    ) record JOIN agreements_relation r ON r.id = record.relation_id WHERE OLD.party_id IN (r.a_id, r.b_id)
  ) AND NOT EXISTS (
    SELECT FROM agreements_recordparty p WHERE p.party_id = OLD.party_id AND NOT p.further
      AND (p.meeting_id = OLD.meeting_id OR p.agreement_id = OLD.agreement_id OR p.body_id = OLD.body_id)
  ) THEN
    RAISE EXCEPTION 'the parties of the relation are parties to the record'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'recordparty_of_relation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER recordparty_stays AFTER UPDATE OR DELETE ON agreements_recordparty
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT OLD.further) EXECUTE FUNCTION agreements_recordparty_stays();
"""

RELATION_STAYS = """
CREATE FUNCTION agreements_relation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the parties of a relation stay what they are'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'relation_parties_stay';
END $$;
CREATE TRIGGER relation_stays BEFORE UPDATE OF a_id, b_id ON agreements_relation
  FOR EACH ROW WHEN (OLD.a_id <> NEW.a_id OR OLD.b_id <> NEW.b_id) EXECUTE FUNCTION agreements_relation_stays();
"""

# Copies the action's parent into the row, for the foreign keys above; again whenever the action moves.
ACTION_PARENT = """
CREATE FUNCTION agreements_actionparty_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT meeting_id, agreement_id INTO NEW.meeting_id, NEW.agreement_id
    FROM agreements_agreedaction WHERE id = NEW.action_id;
  RETURN NEW;
END $$;
CREATE TRIGGER actionparty_parent BEFORE INSERT OR UPDATE ON agreements_actionparty
  FOR EACH ROW EXECUTE FUNCTION agreements_actionparty_parent();
CREATE FUNCTION agreements_action_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agreements_actionparty SET action_id = action_id WHERE action_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER action_moved AFTER UPDATE OF meeting_id, agreement_id ON agreements_agreedaction
  FOR EACH ROW WHEN (OLD.meeting_id IS DISTINCT FROM NEW.meeting_id
    OR OLD.agreement_id IS DISTINCT FROM NEW.agreement_id)
  EXECUTE FUNCTION agreements_action_moved();
"""

# One writer of parents at a time (the lock ends with the transaction): two at once could close a ring between them.
BODY_RING = """
CREATE FUNCTION agreements_body_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('agreements_body_ring'));
  IF EXISTS (
    WITH RECURSIVE above (id) AS (
      SELECT NEW.parent_id
      UNION
      SELECT body.parent_id FROM above JOIN agreements_body body USING (id) WHERE body.parent_id IS NOT NULL
    )
    SELECT FROM above WHERE id = NEW.id
  ) THEN
    RAISE EXCEPTION 'a body cannot be part of itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'body_no_ring';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER body_ring AFTER INSERT OR UPDATE OF parent_id ON agreements_body
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION agreements_body_ring();
"""

# See models/version.py. A row that another transaction holds is passed over; where all are held, one more is added.
# `transaction` alone does not tell whose move a row holds: a cluster that a dump is restored into counts transactions
# anew and comes past the number one day. A row of this transaction's own writing, or of its savepoints, is no older
# than it (`age` counts from the transaction's own number); a restored one is.
RECORD_VERSION = """
CREATE FUNCTION agreements_move_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  current bigint := pg_current_xact_id()::text::bigint;
BEGIN
  IF EXISTS (SELECT FROM agreements_recordversion WHERE transaction = current AND age(xmin) <= 0) THEN
    RETURN NULL;
  END IF;
  UPDATE agreements_recordversion SET moves = moves + 1, transaction = current
    WHERE id = (SELECT id FROM agreements_recordversion LIMIT 1 FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO agreements_recordversion (moves, transaction) VALUES (1, current);
  END IF;
  RETURN NULL;
END $$;
"""

VERSIONED = [
    "actionlink", "actionparty", "actionupdate", "agreedaction", "agreement", "body", "citation", "delegation",
    "institution", "institutionname", "meeting", "oldaddress", "participant", "party", "person", "personname",
    "personparty", "position", "positionparty", "recordparty", "recordtopic", "relation", "source", "topic",
    "topicalias",
]


def _moves_version(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER moves_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agreements_{table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION agreements_move_version()",
        f"DROP TRIGGER moves_version ON agreements_{table}",
    )


# An action's address holds its parent's name and its own number. Where the parent is renamed, what leads to one of its
# actions goes along; the action's own address needs no row, since it is found through its parent's.
OLD_ADDRESS = """
CREATE FUNCTION agreements_lead_on(old_path text, new_path text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF old_path = new_path THEN  -- what is withdrawn may share its name with what replaced it
    RETURN;
  END IF;
  DELETE FROM agreements_oldaddress WHERE path = new_path;
  UPDATE agreements_oldaddress SET target = new_path WHERE target = old_path;
  INSERT INTO agreements_oldaddress (path, target) VALUES (old_path, new_path)
    ON CONFLICT (path) DO UPDATE SET target = excluded.target;
END $$;
CREATE FUNCTION agreements_keep_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_name text := to_jsonb(OLD) ->> TG_ARGV[1];
  new_name text := to_jsonb(NEW) ->> TG_ARGV[1];
  old_actions text := '/actions/' || old_name || '-a';
  new_actions text := '/actions/' || new_name || '-a';
BEGIN
  PERFORM agreements_lead_on('/' || TG_ARGV[0] || '/' || old_name || '/', '/' || TG_ARGV[0] || '/' || new_name || '/');
  IF TG_ARGV[0] IN ('meetings', 'agreements') THEN
    DELETE FROM agreements_oldaddress WHERE starts_with(target, old_actions)
      AND path = new_actions || substr(target, length(old_actions) + 1);
    UPDATE agreements_oldaddress SET target = new_actions || substr(target, length(old_actions) + 1)
      WHERE starts_with(target, old_actions) AND substr(target, length(old_actions) + 1) ~ '^[0-9]+/$';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION agreements_action_address(meeting bigint, agreement bigint, number integer) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT '/actions/' || coalesce(
    (SELECT slug FROM agreements_meeting WHERE id = meeting), (SELECT slug FROM agreements_agreement WHERE id = agreement)
  ) || '-a' || number || '/'
$$;
CREATE FUNCTION agreements_keep_action_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agreements_lead_on(
    agreements_action_address(OLD.meeting_id, OLD.agreement_id, OLD.number),
    agreements_action_address(NEW.meeting_id, NEW.agreement_id, NEW.number)
  );
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_address AFTER UPDATE OF number, meeting_id, agreement_id ON agreements_agreedaction
  FOR EACH ROW WHEN ((OLD.number, OLD.meeting_id, OLD.agreement_id)
    IS DISTINCT FROM (NEW.number, NEW.meeting_id, NEW.agreement_id))
  EXECUTE FUNCTION agreements_keep_action_address();
"""

ADDRESSED = {
    "meeting": ("meetings", "slug"), "agreement": ("agreements", "slug"), "body": ("bodies", "slug"),
    "person": ("people", "slug"), "institution": ("institutions", "slug"), "topic": ("topics", "code"),
}


def _keeps_address(table: str, folder: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER keeps_address AFTER UPDATE OF {column} ON agreements_{table} FOR EACH ROW "
        f"WHEN (OLD.{column} <> NEW.{column}) EXECUTE FUNCTION agreements_keep_address('{folder}', '{column}')",
        f"DROP TRIGGER keeps_address ON agreements_{table}",
    )


def _functions(sql: str, *names: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, "; ".join(f"DROP FUNCTION {name} CASCADE" for name in names))


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_record")]

    operations = [
        *(_foreign_key(*key) for key in FOREIGN_KEYS),
        _functions(PARTIES_OF_RELATION, "agreements_parties_of_relation"),
        *(_parties_of_relation(table) for table in ("meeting", "agreement", "body")),
        _functions(PARTIES_STAY, "agreements_recordparty_stays"),
        _functions(RELATION_STAYS, "agreements_relation_stays"),
        _functions(ACTION_PARENT, "agreements_actionparty_parent", "agreements_action_moved"),
        _functions(BODY_RING, "agreements_body_ring"),
        _functions(RECORD_VERSION, "agreements_move_version"),
        *(_moves_version(table) for table in VERSIONED),
        _functions(
            OLD_ADDRESS, "agreements_keep_action_address", "agreements_action_address", "agreements_keep_address",
            "agreements_lead_on",
        ),
        *(_keeps_address(table, *address) for table, address in ADDRESSED.items()),
    ]
