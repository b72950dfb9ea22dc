"""The extensions and the two functions that the tables build on.

Both functions are used in generated columns and indexes, so neither may depend on a search path: pg_restore sets an
empty one. `fold` has a parsed body (PostgreSQL 14), which keeps the objects themselves and not their names;
`edtf_range` uses nothing but what is built in.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# `unaccent` is only STABLE, because its rules are a file that could change. Ours do not: declared IMMUTABLE here. It
# knows composed letters alone, and text copied from a PDF often comes decomposed: hence `normalize`.
FOLD = """
CREATE FUNCTION fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(unaccent('unaccent'::regdictionary, normalize(given, NFC)));

COMMENT ON FUNCTION fold(text) IS 'Text without accents and case, to compare and sort names by.';
"""

# The twin of agreements/dates/grammar.py. Impossible days are found by counting and not by catching an exception: each
# block that catches costs a subtransaction. `after` is the first day past a date.
EDTF_RANGE = """
CREATE FUNCTION edtf_range(edtf text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    sides text[] := string_to_array(edtf, '/');
    count int := cardinality(sides);
    side text;
    year int;
    part int;
    begins int;  -- months of its year gone by when the part begins
    ends int;
    first date;
    after date;
    lower_bound date;
    upper_bound date;
BEGIN
    IF count NOT IN (1, 2) OR edtf IN ('..', '../..') THEN
        RETURN NULL;
    END IF;
    FOR i IN 1..count LOOP
        side := sides[i];
        CONTINUE WHEN side = '..';
        IF side !~ '^([0-9]{4}(-(XX(-XX)?|(0[1-9]|1[0-2])(-(XX|0[1-9]|[12][0-9]|3[01]))?|2[1-4]|3[3-6]|4[01]))?'
                   '|[0-9]{3}X|[0-9]{2}XX)[?~%]?$'
        THEN
            RETURN NULL;
        END IF;
        year := translate(left(side, 4), 'X', '0');
        IF year = 0 THEN
            RETURN NULL;
        END IF;
        IF substr(side, 6, 2) !~ '[0-9]' THEN
            first := make_date(year, 1, 1);
            after := make_date(translate(left(side, 4), 'X', '9')::int + 1, 1, 1);
        ELSE
            part := substr(side, 6, 2);
            CASE
                WHEN part <= 12 THEN begins := part - 1; ends := part;
                WHEN part <= 24 THEN begins := (part - 20) * 3 - 1; ends := begins + 3;
                WHEN part <= 36 THEN begins := (part - 33) * 3; ends := begins + 3;
                ELSE begins := (part - 40) * 6; ends := begins + 6;
            END CASE;
            first := make_date(year, begins + 1, 1);
            after := make_date(year + ends / 12, ends % 12 + 1, 1);
            IF substr(side, 9, 1) IN ('0', '1', '2', '3') THEN
                first := first + (substr(side, 9, 2)::int - 1);
                IF first >= after THEN
                    RETURN NULL;
                END IF;
                after := first + 1;
            END IF;
        END IF;
        IF i = 1 THEN
            lower_bound := first;
        END IF;
        IF i = count THEN
            upper_bound := after;
        END IF;
    END LOOP;
    IF lower_bound >= upper_bound THEN
        RETURN NULL;
    END IF;
    -- Python cannot read a day in the year 10000, so a date that reaches the end of 9999 counts as open.
    RETURN daterange(lower_bound, CASE WHEN upper_bound <= '9999-12-31'::date THEN upper_bound END);
END
$$;

COMMENT ON FUNCTION edtf_range(text) IS
    'The days a partial date (EDTF) can mean; NULL when the text is none. Open ends are unbounded.';
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION fold(text)"),
        migrations.RunSQL(EDTF_RANGE, "DROP FUNCTION edtf_range(text)"),
    ]
