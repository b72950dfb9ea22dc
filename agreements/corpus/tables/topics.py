"""Codes of topics, as our own exports have them, among the words of a table."""

from collections import defaultdict
from typing import Any

from agreements.models import RecordTopic, Topic
from agreements.models.vocabularies import TableKind

_RECORDS = {TableKind.AGREEMENTS.value: "agreement", TableKind.MEETINGS.value: "meeting"}


class TopicCodes:
    def __init__(self, kind: str) -> None:
        self.names = dict(Topic.objects.values_list("code", "name"))
        self.held: dict[str, set[str]] = defaultdict(set)
        if record := _RECORDS.get(kind):
            rows = RecordTopic.objects.filter(**{f"{record}__isnull": False})
            for key, code in rows.values_list(f"{record}__slug", "topic__code"):
                self.held[key].add(code)

    def translate(self, data: dict[str, Any]) -> None:
        """A code is the topic's name; where the record has all of the row's codes already, they say nothing new."""
        words = data.get("topics", [])
        if words and set(words) <= self.held.get(data.get("key", ""), set()):
            del data["topics"]
        elif words:
            data["topics"] = [self.names.get(word, word) for word in words]
