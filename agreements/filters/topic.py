from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.words import Words
from agreements.wording import grouped


class TopicFilter(RecordFilterSet):
    q = Words("card")

    sorts = {"name": (_("In the order of the topic list"), ("position", "code"))}

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s topic", "%(count)s topics", count) % {"count": grouped(count)}
