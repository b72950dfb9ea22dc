from django.contrib import admin

from agreements.admin.base import RecordAdmin
from agreements.models import OldAddress


@admin.register(OldAddress)
class OldAddressAdmin(RecordAdmin):
    list_display = ["path", "target"]
    search_fields = ["path", "target"]
    fields = ["path", "target"]
