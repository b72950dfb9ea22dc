from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agreements.admin.base import RecordAdmin
from agreements.models import Party


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    list_display = ["name", "code", "kind"]
    list_filter = ["kind"]
    search_fields = ["sort_key", "code"]
    fields = [("code", "kind"), ("name", "name_fr"), ("name_es", "name_ar")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Everything refers to a party by its code."""
        return ["code"] if obj else []
