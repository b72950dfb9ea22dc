"""Who may do what: three groups, each with all that the one before has.

An editor writes drafts and hands them in, a reviewer publishes, amends what is published and assesses, an administrator
keeps accounts and vocabularies, and merges. What a role may do also depends on where a record stands (admin/roles.py).
"""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

ENTERED = ("meeting", "agreement", "body", "person", "institution", "source")
BELOW = (
    "delegation", "participant", "position", "agreedaction", "actionlink", "citation",
    "personname", "personparty", "institutionname",
)
VOCABULARIES = ("party", "topic", "topicalias", "relation", "oldaddress")
SEEN = ("actionupdate", "sourcevisit", "merge", "distinct", "comment")

EDITOR = (
    [f"{verb}_{model}" for model in ENTERED for verb in ("view", "add", "change")]
    + [f"{verb}_{model}" for model in BELOW for verb in ("view", "add", "change", "delete")]
    + [f"delete_{model}" for model in ("meeting", "agreement", "body")]
    + [f"view_{model}" for model in (*VOCABULARIES, *SEEN)]
    + ["add_relation", "add_comment", "add_distinct"]
)
REVIEWER = [
    *EDITOR,
    "publish_meeting", "publish_agreement", "publish_body", "add_actionupdate", "view_importfile", "add_importfile",
]
ADMINISTRATOR = [
    *REVIEWER,
    *(f"{verb}_{model}" for model in VOCABULARIES for verb in ("add", "change", "delete")),
    *(f"delete_{model}" for model in ("person", "institution", "source", "distinct")),
    "add_merge", "change_merge", "view_loginattempt",
    *(f"{verb}_user" for verb in ("view", "add", "change", "delete")),
    "view_group",
]
ROLES = {"Editor": EDITOR, "Reviewer": REVIEWER, "Administrator": ADMINISTRATOR}


def add_groups(apps, schema_editor):
    # Django makes permissions only after the last migration.
    for label in ("agreements", "auth"):
        create_permissions(current_apps.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        role, _made = group.objects.get_or_create(name=name)
        found = permission.objects.filter(content_type__app_label__in=("agreements", "auth"), codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise RuntimeError(f"No permission named {', '.join(sorted(missing))}")
        role.permissions.set(found)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0014_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_groups, remove_groups)]
