from importlib import import_module

from django.contrib.admin.apps import AdminConfig

ENTITIES = (
    "meeting",
    "action",
    "agreement",
    "body",
    "relation",
    "party",
    "person",
    "institution",
    "topic",
    "source",
    "facts",
    "old_address",
    "accounts",
)


class RecordAdminConfig(AdminConfig):
    default_site = "agreements.admin.site.RecordAdminSite"

    def ready(self) -> None:
        super().ready()
        for entity in ENTITIES:
            import_module(f"agreements.admin.{entity}")
