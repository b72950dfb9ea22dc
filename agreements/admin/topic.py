from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.admin.lists.bulk import DELETE
from agreements.admin.lists.columns import TopicColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_fact
from agreements.models import RecordTopic, Topic, TopicAlias


class AliasesBelow(TableBelow):
    model = TopicAlias
    fields = ["alias"]


@admin.register(Topic)
class TopicAdmin(TopicColumns, RecordAdmin):
    list_display = ["name", "parent", "code", "gcm", "words", "records"]
    list_filter = [
        ("parent", admin.RelatedOnlyFieldListFilter),
        by_fact("used", _("has records"), Q(pk__in=RecordTopic.objects.values("topic"))),
        ChangedSince,
    ]
    actions = [*EXPORTS, DELETE]
    search_fields = ["name", "code", "aliases__folded"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]
    fields = [("code", "parent"), ("name", "name_fr"), ("name_es", "name_ar"), ("gcm", "position")]
    inlines = [AliasesBelow]

    def label_for_choice(self, topic: Topic) -> str:
        return f"{topic} ({topic.parent})" if topic.parent else str(topic)
