"""What all processes of the site count together: how often somebody tried to log in, which codes are used up.

As Django's own `createcachetable` makes it, but unlogged: after a crash it is empty, which is all that it may be.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE shared_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0015_roles")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE shared_cache")]
