"""From a row's own page to what it may be merged with."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from agreements.admin.merging.pages import merge_address
from agreements.admin.numbers import whole


class CanBeMerged:
    """For the ModelAdmin of a kind that can be merged."""

    actions_detail = ["merge_with"]
    opts: Any

    def has_merge_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        user: Any = request.user
        return user.has_perm("agreements.add_merge")

    @action(description=_("Merge with…"), url_path="merge-with", icon="merge", permissions=["merge"])
    def merge_with(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Whatever else is asked for, what the address names is checked there."""
        address = merge_address(str(self.opts.model_name))
        return HttpResponseRedirect(f"{address}&kept={whole(object_id) or ''}")
