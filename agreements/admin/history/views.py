"""The pages of history of one record. Whoever sees the record sees its history; whoever may change it, restores."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from agreements.admin.history.note import note_of
from agreements.admin.history.pages import PER_PAGE, changes_shown, version_shown, versions_shown
from agreements.admin.numbers import whole
from agreements.admin.roles import lock, may_delete, seen_row
from agreements.curation.versions import History, history
from agreements.curation.versions_restore import Refused, put_back, restorable, restore
from agreements.curation.versions_tree import histories, tables_of
from agreements.models.violations import violation


class HasHistory:
    """For a ModelAdmin of a table of the record."""

    def get_urls(self) -> list[Any]:
        admin: Any = self
        name = f"{admin.opts.app_label}_{admin.opts.model_name}"
        pages = [
            ("", admin.version_view, "version"),
            ("restore/", admin.restore_view, "restore"),
            ("put-back/", admin.put_back_view, "put_back"),
        ]
        own = [
            path(
                f"<path:object_id>/history/<int:number>/{end}", admin.admin_site.admin_view(view), name=f"{name}_{what}"
            )
            for end, view, what in pages
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if self.model not in histories():  # type: ignore[attr-defined]
            return super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        record, told = self._told(request, object_id)
        pages = max(1, -(-told.last // PER_PAGE))
        number = whole(request.GET.get("page", "1"), pages)
        if not number:
            raise Http404
        context = {
            "title": gettext("History: %s") % record,
            "versions": versions_shown(told, number),
            "may_restore": self._may_restore(request, record),
            "number": number,
            "pages": pages,
            "previous": number - 1 if number > 1 else 0,
            "next": number + 1 if number < pages else 0,
        }
        return self._page(request, record, "admin/object_history.html", context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        admin: Any = self
        record = admin.get_object(request, unquote(object_id))
        if record is not None and not may_delete(record) and admin.has_view_or_change_permission(request, record):
            context = {"title": gettext("Withdraw it instead"), "change": self._address("change", object_id)}
            response = self._page(request, record, "admin/history/withdraw_instead.html", context)
            response.status_code = 403
            return response
        if request.method == "POST" and (note := note_of(request)):
            # A request is one context of history already: this adds to it.
            pghistory.context(note=note)
        kept = {"kept": self.model in histories()}  # type: ignore[attr-defined]
        return super().delete_view(request, object_id, {**kept, **(extra_context or {})})  # type: ignore[misc]

    def version_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        record, told = self._told(request, object_id)
        self._check(told, number)
        context = {
            "title": gettext("Version %(number)s: %(record)s") % {"number": number, "record": record},
            "version": version_shown(told, number),
            "is_latest": number == told.last,
            "may_restore": self._may_restore(request, record) and number < told.last,
        }
        return self._page(request, record, "admin/history/version.html", context)

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        record, told = self._told(request, object_id)
        self._check(told, number)
        if not self._may_restore(request, record):
            raise PermissionDenied
        when = date_format(localtime(told.versions[number - 1].at), "DATETIME_FORMAT")
        if request.method == "POST" and request.POST.get("latest") == str(told.last):
            note = gettext("Restored the version of %s") % when
            if self._written(request, record, note, lambda now: restore(now, number), told.last):
                messages.success(request, note)
                return HttpResponseRedirect(self._address("history", object_id))
        elif request.method == "POST":
            messages.warning(request, gettext("Somebody changed the record meanwhile: look once more."))
        does, stays = restorable(told, number)
        context = {
            "title": gettext("Make the version of %s the current one") % when,
            "rows": changes_shown(told, does),
            "stays": changes_shown(told, stays),
            "latest": told.last,
            "number": number,
        }
        return self._page(request, record, "admin/history/restore.html", context)

    def put_back_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(self._address("history", object_id))
        record, told = self._told(request, object_id)
        self._check(told, number)
        if not self._may_restore(request, record):
            raise PermissionDenied
        models = {str(table.model._meta.model_name): table.model for table in tables_of(record._meta.model)}
        model = models.get(request.POST.get("table", ""))
        key = whole(request.POST.get("key", ""))
        if model is None or key is None:
            raise Http404
        note = gettext("Put back what was deleted")
        if self._written(request, record, note, lambda now: put_back(now, number, (model, key))):
            messages.success(request, gettext("It is back."))
        return HttpResponseRedirect(self._address("history", object_id))

    def _written(
        self, request: HttpRequest, record: Any, note: str, write: Callable[[History], None], last: int | None = None
    ) -> bool:
        """What was asked before is asked again once nobody else writes: a reviewer may have published it meanwhile.
        `last` is the version that the page was decided on, where that matters."""
        try:
            with transaction.atomic(), pghistory.context(note=note):
                lock(record)
                if not self._may_restore(request, seen_row(self, request, str(record.pk))):
                    raise PermissionDenied
                told = history(record._meta.model, record.pk)
                if last not in (None, told.last):
                    raise Refused(gettext("Somebody changed the record meanwhile: look once more."))
                write(told)
        except Refused as refused:
            messages.error(request, str(refused))
            return False
        except DatabaseError as error:
            messages.error(request, violation(error).message)
            return False
        return True

    def _told(self, request: HttpRequest, object_id: str) -> tuple[Any, History]:
        record = seen_row(self, request, object_id)
        return record, history(record._meta.model, record.pk)

    def _may_restore(self, request: HttpRequest, record: Any) -> bool:
        return self.has_change_permission(request, record)  # type: ignore[attr-defined]

    def _check(self, told: History, number: int) -> None:
        if not 1 <= number <= told.last or told.tree_after(number) is None:
            raise Http404

    def _address(self, page: str, object_id: str) -> str:
        opts = self.opts  # type: ignore[attr-defined]
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[object_id])

    def _page(self, request: HttpRequest, record: Any, template: str, context: dict[str, Any]) -> HttpResponse:
        admin: Any = self
        site = admin.admin_site.each_context(request)
        kept = {"subtitle": None, "object": record, "original": record, "opts": admin.opts}
        kept["history"] = self._address("history", str(record.pk))
        return TemplateResponse(request, template, {**site, **kept, **context})
