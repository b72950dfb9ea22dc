from django.contrib import admin

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.models import Topic, TopicAlias


class AliasesBelow(TableBelow):
    model = TopicAlias
    fields = ["alias"]


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ["name", "parent", "code", "gcm"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "code", "aliases__folded"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]
    fields = [("code", "parent"), ("name", "name_fr"), ("name_es", "name_ar"), ("gcm", "position")]
    inlines = [AliasesBelow]

    def label_for_choice(self, topic: Topic) -> str:
        return f"{topic} ({topic.parent})" if topic.parent else str(topic)
