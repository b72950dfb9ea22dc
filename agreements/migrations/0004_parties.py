"""All parties of ISO 3166-1, with XK and EU, under their CLDR names: an empty record still knows who may agree."""

import json
from pathlib import Path

from django.db import migrations

NAMES = Path(__file__).resolve().parent.parent / "corpus" / "parties.json"


def add_parties(apps, schema_editor):
    party = apps.get_model("agreements", "Party")
    party.objects.using(schema_editor.connection.alias).bulk_create(
        party(
            code=row["code"],
            kind=row["kind"],
            name=row["en"],
            name_fr=row["fr"],
            name_es=row["es"],
            name_ar=row["ar"],
        )
        for row in json.loads(NAMES.read_text(encoding="utf-8"))
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_structure")]

    operations = [migrations.RunPython(add_parties, migrations.RunPython.noop)]
