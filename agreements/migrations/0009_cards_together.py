"""Many changes in one transaction: their cards are made together at its end.

Whoever loads many records sets `agreements.cards` to `queued` for the transaction and calls `agreements_make_queued()`
before it ends (`models.card.made_together`). Elsewhere a card is made with the statement that changes it.

The functions keep the plan they first made: to plan the view of a card takes longer than to make one, and the best plan
is by the keys whatever these are.
"""

from django.db import migrations

CARDS = ("meeting", "action", "agreement", "body", "person", "source", "party", "topic", "institution")
TABLES = (
    "meeting", "agreement", "body", "recordparty", "recordtopic", "topic", "delegation", "participant", "person",
    "personname", "party", "topicalias", "institutionname", "institution", "position", "agreedaction", "actionparty",
    "actionupdate", "citation", "source",
)
GENERIC = "SET plan_cache_mode = force_generic_plan"

QUEUE = "CREATE TABLE agreements_cardqueue (card text NOT NULL, key text NOT NULL)"


def _type(card: str) -> str:
    return "varchar" if card == "party" else "bigint"


def _queues(card: str) -> migrations.RunSQL:
    refresh, make = f"agreements_refresh_{card}({_type(card)}[])", f"agreements_make_{card}"
    return migrations.RunSQL(
        f"""
ALTER FUNCTION {refresh} RENAME TO {make};
ALTER FUNCTION {make}({_type(card)}[]) {GENERIC};
CREATE FUNCTION agreements_refresh_{card}(ids {_type(card)}[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('agreements.cards', true) = 'queued' THEN
    INSERT INTO agreements_cardqueue SELECT '{card}', unnest(ids);
  ELSE
    PERFORM {make}(ids);
  END IF;
END $$;
""",
        f"DROP FUNCTION {refresh}; ALTER FUNCTION {make}({_type(card)}[]) RENAME TO agreements_refresh_{card}",
    )


MAKE_QUEUED = """
CREATE FUNCTION agreements_make_queued() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('agreements.cards', '', true);
""" + "\n".join(
    f"  PERFORM agreements_make_{card}(ARRAY("
    f"SELECT DISTINCT key::{_type(card)} FROM agreements_cardqueue WHERE card = '{card}'));"
    for card in CARDS
) + """
  DELETE FROM agreements_cardqueue;
END $$;
"""

KEEP_PLANS = "; ".join(
    f"ALTER FUNCTION agreements_{table}_cards_{event}() {GENERIC}"
    for table in TABLES
    for event in ("insert", "update", "delete")
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_cards_kept")]

    operations = [
        migrations.RunSQL(QUEUE, "DROP TABLE agreements_cardqueue"),
        *(_queues(card) for card in CARDS),
        migrations.RunSQL(MAKE_QUEUED, "DROP FUNCTION agreements_make_queued()"),
        migrations.RunSQL(KEEP_PLANS, KEEP_PLANS.replace(GENERIC, "RESET plan_cache_mode")),
    ]
