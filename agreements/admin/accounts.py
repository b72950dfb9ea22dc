from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from agreements.admin.base import ThemedAdmin

admin.site.unregister([User, Group])


@admin.register(Permission)
class PermissionAdmin(ThemedAdmin):
    """Only to be chosen from: permissions follow from the models."""

    search_fields = ["name", "codename", "content_type__model"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Not in the menu."""
        return {}


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ThemedAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    filter_horizontal = ()
    autocomplete_fields = ["groups", "user_permissions"]


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ThemedAdmin):
    filter_horizontal = ()
    autocomplete_fields = ["permissions"]
