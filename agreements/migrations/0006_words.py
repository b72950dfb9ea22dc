"""Full-text search: one configuration a language, accents taken off before the stem is sought.

The functions name each configuration with its schema and are IMMUTABLE as PostgreSQL's own `to_tsvector(regconfig,
text)` is: generated columns and the triggers of migration 0008 build on them.
"""

from django.db import migrations

LANGUAGES = {"simple": "simple", "en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}

CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.agreements_{code} (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION public.agreements_{code}
  ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, {name}{stem};
"""

# What joins words is taken for a space, here and in what is asked: PostgreSQL would otherwise read an address, a file or
# a host into "rabat-process.org", and find it under none of its words.
SPACED = """
CREATE FUNCTION agreements_spaced(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(coalesce(given, ''), '-/._@:?=&#%+', '            ');
"""

# `agreements_names` for people, whose names have no stem: Marina is not Marino. `agreements_words` for titles and the
# names of bodies, which come in any language; `agreements_text` for what the record says, which is English with names
# in it: five times the lexemes would buy nothing there.
WORDS = """
CREATE FUNCTION agreements_text(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('public.agreements_simple'::regconfig, agreements_spaced(given))
  || to_tsvector('public.agreements_en'::regconfig, agreements_spaced(given));

CREATE FUNCTION agreements_names(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('public.agreements_simple'::regconfig, agreements_spaced(given));

CREATE FUNCTION agreements_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN agreements_text(given)
  || to_tsvector('public.agreements_fr'::regconfig, agreements_spaced(given))
  || to_tsvector('public.agreements_es'::regconfig, agreements_spaced(given))
  || to_tsvector('public.agreements_ar'::regconfig, agreements_spaced(given));
"""

# One word or phrase in every language that is indexed. NULL where a single word is a stop word in one of them ("no",
# "de", "the"): asking for it would find nothing where the others stemmed it away. `begun` takes it as the beginning of
# a word as well, for what is still being typed.
TERM = """
CREATE FUNCTION agreements_term(given text, begun boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  as_written tsquery := phraseto_tsquery('public.agreements_simple'::regconfig, agreements_spaced(given));
  stemmed tsquery[] := ARRAY[
    phraseto_tsquery('public.agreements_en'::regconfig, agreements_spaced(given)),
    phraseto_tsquery('public.agreements_fr'::regconfig, agreements_spaced(given)),
    phraseto_tsquery('public.agreements_es'::regconfig, agreements_spaced(given)),
    phraseto_tsquery('public.agreements_ar'::regconfig, agreements_spaced(given))
  ];
  found tsquery := as_written;
  one tsquery;
BEGIN
  IF numnode(as_written) = 0 THEN
    RETURN NULL;
  END IF;
  FOREACH one IN ARRAY stemmed LOOP
    IF numnode(one) > 0 THEN
      found := found || one;
    ELSIF numnode(as_written) = 1 THEN
      RETURN NULL;
    END IF;
  END LOOP;
  IF begun AND numnode(as_written) = 1 THEN
    found := found || (as_written::text || ':*')::tsquery;
  END IF;
  RETURN found;
END $$;
"""

# Every year that a date may lie in, so that the bar of a year counts what choosing the year would show.
YEARS = """
CREATE FUNCTION agreements_years(days daterange) RETURNS smallint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
  SELECT generate_series(
    greatest(extract(year FROM coalesce(lower(days), '1900-01-01'::date))::int, 1900),
    least(extract(year FROM coalesce(upper(days) - 1, '2100-01-01'::date))::int, 2100)
  )::smallint
  WHERE days IS NOT NULL
);

CREATE FUNCTION agreements_ordinal(number int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN number || CASE
  WHEN number % 100 IN (11, 12, 13) THEN 'th'
  WHEN number % 10 = 1 THEN 'st' WHEN number % 10 = 2 THEN 'nd' WHEN number % 10 = 3 THEN 'rd' ELSE 'th'
END;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_corrections")]

    operations = [
        *(
            migrations.RunSQL(
                CONFIGURATION.format(code=code, name=name, stem="" if code == "simple" else "_stem"),
                f"DROP TEXT SEARCH CONFIGURATION public.agreements_{code}",
            )
            for code, name in LANGUAGES.items()
        ),
        migrations.RunSQL(SPACED, "DROP FUNCTION agreements_spaced(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION agreements_words(text); DROP FUNCTION agreements_names(text); DROP FUNCTION agreements_text(text)"),
        migrations.RunSQL(TERM, "DROP FUNCTION agreements_term(text, boolean)"),
        migrations.RunSQL(
            YEARS, "DROP FUNCTION agreements_years(daterange); DROP FUNCTION agreements_ordinal(int)"
        ),
    ]
