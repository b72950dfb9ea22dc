"""The filters of the calendar: those of the lists that make sense for meetings and due windows alike."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from agreements.filters.action import ActionFilter
from agreements.filters.base import RecordFilterSet
from agreements.filters.meeting import MeetingFilter

NAMES = ("party", "topic", "relation")


class _OfCalendar(RecordFilterSet):
    """`month` is the page of a calendar, and no filter."""

    def __init__(self, data: QueryDict, queryset: QuerySet, *, on: date) -> None:
        super().__init__(data, queryset, on=on)
        self.paging_names = ("month",)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        return {name: found for name, found in super().get_filters().items() if name in NAMES}

    def _label(self, name: str) -> str:
        return gettext("Month") if name == "month" else super()._label(name)


class CalendarMeetings(_OfCalendar, MeetingFilter):
    """Of meeting cards."""


class CalendarActions(_OfCalendar, ActionFilter):
    """Of action cards; none of the filters asks for their status."""
