"""Topics, and the free words that lead to them."""

from django.db.models import Max
from django.utils.translation import gettext

from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError, Report
from agreements.corpus.writing import Changes, given
from agreements.folding import fold
from agreements.models import RecordTopic, Topic, TopicAlias


class Topics:
    def __init__(self) -> None:
        self.words = {fold(alias): topic for alias, topic in TopicAlias.objects.values_list("alias", "topic")}
        self.names = {fold(name): topic for name, topic in Topic.objects.values_list("name", "pk")}
        self.last = Topic.objects.aggregate(last=Max("position"))["last"] or 0

    def put(self, record: Record, report: Report, changes: Changes) -> None:
        """A record of kind `topics`. Its parent is set by `link`, since it may stand further down."""
        data = record.data
        names = data["name"]
        values = {"name": names["en"], **given(names, name_fr="fr", name_es="es", name_ar="ar"), **given(data, "gcm")}
        topic = Topic.objects.filter(code=data["code"]).first()
        if topic is None:
            self.last += 1
            values["position"] = self.last
        topic = changes.put(Topic, {"code": data["code"]}, values, root=True)
        self.names[fold(topic.name)] = topic.pk
        for number, alias in enumerate(data.get("aliases", [])):
            self._put_alias(topic, alias, f"aliases[{number}]", changes)

    def _put_alias(self, topic: Topic, alias: str, path: str, changes: Changes) -> None:
        owner = self.words.get(fold(alias))
        if owner is None:
            changes.add(TopicAlias, {"topic": topic, "alias": alias}, path=path)
            self.words[fold(alias)] = topic.pk
        elif owner != topic.pk:
            other = Topic.objects.get(pk=owner)
            reason = gettext("“%(word)s” leads to the topic %(topic)s already.")
            raise RecordError(path, reason % {"word": alias, "topic": other.code})

    def link(self, record: Record, changes: Changes) -> None:
        code = record.data.get("parent")
        if not code:
            return
        parent = Topic.objects.filter(code=code).first()
        if parent is None:
            raise RecordError("parent", gettext("There is no topic with the code %s.") % code)
        changes.bring(Topic.objects.get(code=record.data["code"]), {"parent": parent})

    def put_words(self, target: dict, words: list[str], record: Record, report: Report, changes: Changes) -> None:
        """The topics that the record's own words lead to; words that lead nowhere are reported."""
        standing = (
            RecordTopic.objects.none() if changes.is_new(*target.values()) else RecordTopic.objects.filter(**target)
        )
        known = set(standing.values_list("topic", flat=True))
        for word in words:
            topic = self._meant(word)
            if topic is None:
                report.unmapped_words[word].add(record.key)
            elif topic not in known:
                known.add(topic)
                changes.add(RecordTopic, {**target, "topic_id": topic}, path="topics")

    def drop_words(self, target: dict, gone: set[str], words: list[str], changes: Changes) -> None:
        """Take away the topics that only words led to which the record no longer has."""
        left = {self._meant(word) for word in gone} - {self._meant(word) for word in words}
        for row in RecordTopic.objects.filter(**target, topic__in=left - {None}):
            changes.remove(row, f"topics {row.topic.code}")

    def _meant(self, word: str) -> int | None:
        return self.words.get(fold(word)) or self.names.get(fold(word))
