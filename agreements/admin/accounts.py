"""Accounts, and what they may do. Nobody gives, here, a right that they do not have themselves."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from agreements.admin.base import ThemedAdmin
from agreements.models import LoginAttempt

admin.site.unregister([User, Group])
# Second factors are seen and reset on the page of their account, never as rows with their secrets.
admin.site.unregister([Authenticator, EmailAddress])


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


def may_manage(user: Any, other: User) -> bool:
    """Whoever can change an account's password or address can act as it: so only accounts that may do no more."""
    return user.is_superuser or (not other.is_superuser and _rights_of(other) <= user.get_all_permissions())


def _rights_of(user: User) -> set[str]:
    """Also of an account that is switched off, of which Django says that it has none."""
    held = Permission.objects.filter(Q(user=user) | Q(group__user=user)).select_related("content_type")
    return set(map(_full_name, held))


def groups_within(user: Any) -> QuerySet[Group]:
    """The groups that allow nothing that the user may not do."""
    if user.is_superuser:
        return Group.objects.all()
    own = user.get_all_permissions()
    held = Group.objects.prefetch_related("permissions__content_type")
    within = [group.pk for group in held if {_full_name(each) for each in group.permissions.all()} <= own]
    return Group.objects.filter(pk__in=within)


def _full_name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


FOR_SUPERUSERS = ("is_superuser", "user_permissions")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ThemedAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    filter_horizontal = ()
    autocomplete_fields = ["user_permissions"]
    list_display = ["username", "email", "roles", "second_factor", "last_login", "is_active"]
    list_filter = ["is_active", "is_staff", "groups"]
    add_fieldsets = (
        (None, {"fields": ("username", "email", "password1", "password2")}),
        (_("Role"), {"fields": ("is_staff", "groups")}),
    )
    readonly_fields = ["last_login", "date_joined"]
    actions_detail = ["reset_factor_link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        found = super().get_queryset(request).annotate(has_factor=Exists(factors))
        return found.prefetch_related("groups")

    @admin.display(description=_("role"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or (gettext("superuser") * user.is_superuser)

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: Any) -> bool:
        return user.has_factor

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return found
        return [
            (title, {**given, "fields": tuple(name for name in given["fields"] if name not in FOR_SUPERUSERS)})
            for title, given in found
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = groups_within(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (may_manage(request.user, obj) and obj != request.user))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            user = User.objects.get(pk=unquote(id))
            get_adapter().send_notification_mail("password_given", user)
        return response

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.reset_factor)
        return [path("<int:pk>/second-factor/", page, name="auth_user_reset_factor"), *super().get_urls()]

    def has_reset_factor_permission(self, request: HttpRequest, object_id: str) -> bool:
        user: Any = self.get_object(request, object_id)
        return user is not None and user.has_factor and self.has_change_permission(request, user)

    @action(description=_("Reset the second factor"), permissions=["reset_factor"])
    def reset_factor_link(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return redirect("admin:auth_user_reset_factor", pk=object_id)

    def reset_factor(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """For who lost theirs. Asks first, and is written down where the account's owner sees it."""
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            return self._reset(request, user)
        title = gettext("Reset the second factor of %s") % user
        context = {**self.admin_site.each_context(request), "title": title, "account": user, "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/reset_factor.html", context)

    def _reset(self, request: HttpRequest, user: User) -> HttpResponseBase:
        with transaction.atomic():
            Authenticator.objects.filter(user=user).delete()
            done = gettext("second factor reset by %s") % request.user
            LoginAttempt.objects.create(user=user, name=user.get_username(), succeeded=False, step=done)
            self.log_change(request, user, gettext("Second factor reset."))
        get_adapter().send_notification_mail("factor_reset", user)
        messages.success(request, gettext("%s sets up a second factor anew when logging in.") % user)
        return redirect("admin:auth_user_change", user.pk)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ThemedAdmin):
    filter_horizontal = ()
    autocomplete_fields = ["permissions"]


@admin.register(LoginAttempt)
class LoginAttemptAdmin(ThemedAdmin):
    """Read, and by nobody changed."""

    list_display = ["at", "name", "user", "succeeded", "step", "address", "browser"]
    list_filter = ["succeeded"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
