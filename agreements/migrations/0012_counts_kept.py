"""The counts over all cards are kept: what a list shows before anybody filters it costs the same at any size."""

from django.db import migrations

# Columns of one value, and arrays, of each card. See the filters of its list.
FACETS = {
    "meeting": ("relation_id body_id status format level", "parties topics people institutions years"),
    "action": ("relation_id body_id kind level", "parties topics responsible people institutions years due_years"),
    "agreement": ("relation_id designation legal_force subject lifecycle", "parties topics years"),
    "body": ("relation_id kind state", "parties"),
    "person": ("", "parties bodies institutions"),
    "source": ("kind", "years"),
}


def _counted(card: str, rows: str, sign: str) -> str:
    plain, many = FACETS[card]
    parts = [f"SELECT '' AS facet, '' AS value, {sign}1 AS change FROM {rows}"]
    for column in plain.split():
        parts.append(
            f"SELECT '{column.removesuffix('_id')}', {column}::text, {sign}1 FROM {rows} WHERE {column} IS NOT NULL"
        )
    parts += [f"SELECT '{column}', unnest({column})::text, {sign}1 FROM {rows}" for column in many.split()]
    return "\n    UNION ALL ".join(parts)


# One writer in fifty adds up what the others left, unless another is at it.
ADD_UP = """
CREATE FUNCTION agreements_add_up_counts(of_card text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF pg_try_advisory_xact_lock(hashtext('agreements_facetcount'), hashtext(of_card)) THEN
    WITH gone AS (DELETE FROM agreements_facetcount WHERE card = of_card RETURNING facet, value, change)
    INSERT INTO agreements_facetcount (card, facet, value, change)
      SELECT of_card, facet, value, sum(change) FROM gone GROUP BY facet, value HAVING sum(change) <> 0;
  END IF;
END $$;
"""


def _counts(card: str) -> migrations.RunSQL:
    rows = {
        "insert": ("NEW TABLE AS new_rows", _counted(card, "new_rows", "")),
        "delete": ("OLD TABLE AS old_rows", _counted(card, "old_rows", "-")),
        "update": (
            "OLD TABLE AS old_rows NEW TABLE AS new_rows",
            _counted(card, "new_rows", "") + "\n    UNION ALL " + _counted(card, "old_rows", "-"),
        ),
    }
    make, drop = [], []
    for event, (tables, counted) in rows.items():
        name = f"agreements_{card}card_counts_{event}"
        make.append(f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  INSERT INTO agreements_facetcount (card, facet, value, change)
  SELECT '{card}', facet, value, sum(change) FROM (
    {counted}
  ) counted GROUP BY facet, value HAVING sum(change) <> 0;
  IF random() < 0.02 THEN
    PERFORM agreements_add_up_counts('{card}');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_counts_{event} AFTER {event.upper()} ON agreements_{card}card REFERENCING {tables}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();""")
        drop.append(f"DROP FUNCTION {name}() CASCADE")
    return migrations.RunSQL("\n".join(make), "; ".join(drop))


def _count_all(card: str) -> migrations.RunSQL:
    counted = _counted(card, f"agreements_{card}card", "")
    return migrations.RunSQL(
        f"INSERT INTO agreements_facetcount (card, facet, value, change) SELECT '{card}', facet, value, sum(change) "
        f"FROM ({counted}) counted GROUP BY facet, value",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_facet_counts")]

    operations = [
        migrations.RunSQL(ADD_UP, "DROP FUNCTION agreements_add_up_counts(text)"),
        *(_counts(card) for card in FACETS),
        *(_count_all(card) for card in FACETS),
    ]
