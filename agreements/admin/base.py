"""What every page of the admin does alike."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from agreements.admin.choosing import ChooseOne, Chosen
from agreements.admin.history.note import UNEXPLAINED, SaysWhy, note_of, refuse_unexplained
from agreements.admin.history.views import HasHistory
from agreements.admin.lists.bulk import DELETE
from agreements.admin.partial_dates import DATE_OVERRIDES
from agreements.admin.refusals import RecordForm, Refusal, Rows
from agreements.admin.roles import is_public, lock, may_change, may_delete, needs_note
from agreements.admin.typed.page import LosesNothing
from agreements.curation.workflow import Refused
from agreements.models.names import Fold
from agreements.models.violations import violation


class FoldedSearch:
    """Finds every word typed somewhere in `search_fields`, whatever the accents and the case."""

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        for word in search_term.replace("\0", " ").split():  # PostgreSQL knows no NUL in a text
            matches = Q()
            for field in self.get_search_fields(request):  # type: ignore[attr-defined]
                matches |= Q(**{f"{field}__icontains": Fold(Value(word))})
            # Words one by one below the query: joined in it, a name's variants would multiply with every word.
            found = self.get_queryset(request).filter(matches).order_by().values("pk")  # type: ignore[attr-defined]
            queryset = queryset.filter(pk__in=found)
        return queryset, False


# Text columns that hold a name, a title or a few words: one line to type in, not a box.
ONE_LINE = {
    "alias", "city", "due_phrase", "locator", "name", "name_ar", "name_es", "name_fr", "native_name", "path", "post",
    "publisher", "signed_place", "sort_name", "target", "title", "venue",
}  # fmt: skip


NO_DAY = _("Write the day as 2023-06-02 or 2 June 2023.")


class Layout:
    """`layout` is what Django calls `fieldsets`. Its checks refuse a many-to-many field there whose rows are a model of
    ours, though the form declares one that keeps those rows."""

    layout: Any = None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ONE_LINE and isinstance(db_field, models.TextField):
            kwargs.setdefault("widget", UnfoldAdminTextInputWidget())
        if isinstance(db_field, models.DateField):
            kwargs.setdefault("error_messages", {"invalid": NO_DAY})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", ChooseOne(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.layout or super().get_fieldsets(request, obj)  # type: ignore[misc]


class ThemedAdmin(ModelAdmin):
    """The theme's, whose own override has yet to learn of the actions that Django 6.1 puts on a record's page: these
    would be offered what is for lists."""

    def get_action_choices(
        self,
        request: HttpRequest,
        default_choices: list[tuple[str, str]] | None = None,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> list[tuple[str, str]]:
        blank = super().get_action_choices(request)[:1]
        return super(ModelAdmin, self).get_action_choices(request, blank, action_location)


class RecordAdmin(SaysWhy, HasHistory, LosesNothing, Layout, FoldedSearch, ThemedAdmin):
    form = RecordForm
    formfield_overrides = DATE_OVERRIDES
    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = True
    compressed_fields = True
    # Django's own asks nobody why, and locks nothing.
    actions: Any = [DELETE]

    class Media:
        js = ["admin/js/jquery.init.js", "admin/dates.js", "admin/rows.js", "admin/kept.js", "admin/asked.js"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (may_delete(obj) and may_change(request.user, obj)))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=for_request(self.form, request, obj), **kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """None for what readers do not find: a draft has its preview."""
        address = super().get_view_on_site_url(obj)
        return address if address and is_public(obj) else None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DatabaseError as error:
            if request.method != "POST" or hasattr(request, "refused"):
                raise
            request.refused = Refusal.of(error)  # type: ignore[attr-defined]
        except Refused as refused:
            request.refused = Refusal("", refused.field, str(refused))  # type: ignore[attr-defined]
            response = super().changeform_view(request, *args, **kwargs)
            response.status_code = 400
            return response
        return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        refuse_unexplained(request, form, formsets)
        super().save_related(request, form, formsets, change)
        self.save_last(request, form)
        # Deferred rules speak now, while the page can still be shown again, and not at COMMIT.
        connection.check_constraints()

    def save_last(self, request: HttpRequest, form: Any) -> None:
        """For what may go only once the rows below are saved."""

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            with transaction.atomic():
                row = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
                if row is not None:
                    lock(row)
                if row and self.has_delete_permission(request, row) and needs_note(row) and not note_of(request):
                    return self._ask_why(request, object_id, extra_context)
                response = super().delete_view(request, object_id, extra_context)
                connection.check_constraints()
                return response
        except DatabaseError as error:
            messages.error(request, violation(error).message)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        )

    def _ask_why(self, request: HttpRequest, object_id: str, extra_context: Any) -> HttpResponse:
        """The question once more: nothing is deleted."""
        request.POST = QueryDict()
        messages.error(request, UNEXPLAINED)
        response = super().delete_view(request, object_id, extra_context)
        response.status_code = 400
        return response


class _RecordInline(Layout):
    formset = Rows
    form = RecordForm
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = for_request(self.form, request, obj)
        formset = type("Rows", (self.formset,), {"unchecked": getattr(request, "unchecked", False)})
        return super().get_formset(request, obj, **{"form": form, "formset": formset, **kwargs})  # type: ignore[misc]


class RowsBelow(_RecordInline, StackedInline):
    """Rows of several fields, each with its label."""

    formfield_overrides = DATE_OVERRIDES


class TableBelow(_RecordInline, TabularInline):
    """Rows of one or two fields."""

    formfield_overrides = DATE_OVERRIDES


def for_request(form: type, request: HttpRequest, obj: Any) -> type:
    """The form class with what only this request knows: what was refused, and the page that its rows stand on."""
    known = {"refused": getattr(request, "refused", None), "unchecked": getattr(request, "unchecked", False)}
    if not hasattr(request, "chosen"):
        request.chosen = Chosen(request.POST)  # type: ignore[attr-defined]
    known |= {"request": request, "page_of": obj, "chosen": request.chosen}  # type: ignore[attr-defined]
    return type(form.__name__, (form,), known)
