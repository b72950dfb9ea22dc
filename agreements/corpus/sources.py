"""Sources of a record and of its facts."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from agreements.corpus.reading import Record
from agreements.corpus.report import RecordError, Report
from agreements.corpus.writing import Changes, partial_date
from agreements.models import Citation, Source
from agreements.models.vocabularies import SourceKind

FIELDS = ("title", "publisher", "published_on", "language", "kind", "note")
BLANK = (None, "", SourceKind.OTHER)


def put_source(data: dict[str, Any], path: str, record: Record, report: Report, changes: Changes) -> Source:
    """The source of that address, its blanks filled; what differs from what is known is reported and left alone."""
    stated = {name: data.get(name, "") for name in ("title", "publisher", "language", "kind", "note")}
    stated["published_on"] = partial_date(data, "published", path)
    stated = {name: value for name, value in stated.items() if value not in (None, "")}
    source = Source.objects.filter(url=data["url"]).first()
    if source is None:
        return changes.add(Source, {"url": data["url"], **stated}, path=path)
    known = {name: getattr(source, name) for name in FIELDS}
    changes.bring(source, {name: value for name, value in stated.items() if known[name] in BLANK}, path=path)
    for name, value in stated.items():
        if known[name] not in BLANK and known[name] != value and value not in BLANK:
            reason = gettext("%(url)s is recorded with “%(known)s”, this record says “%(stated)s”; kept as recorded.")
            values = {"url": source.url, "known": known[name], "stated": value}
            report.doubtful.append(record.problem(f"{path}.{name.removesuffix('_on')}", reason % values))
    return source


def put_record_sources(target: dict[str, Any], record: Record, report: Report, changes: Changes) -> list[Source]:
    """The record's own sources in their order; `target` names the record, like {"meeting": meeting}."""
    sources = []
    cited: set[int] = set()
    # A row of a table tells of a source, and is no whole list of them: it goes after those there are.
    adds = record.row > 0 and not changes.is_new(*target.values())
    last = Citation.objects.filter(**target).aggregate(last=Max("position"))["last"] or 0 if adds else 0
    for number, data in enumerate(record.data.get("sources") or [], 1):
        path = f"sources[{number - 1}]"
        # What a record notes of a source belongs to this citation of it, not to the source.
        source = put_source({**data, "note": ""}, path, record, report, changes)
        sources.append(source)
        if source.pk in cited:
            continue
        cited.add(source.pk)
        values = {"position": last + number, **({"note": data["note"]} if data.get("note") else {})}
        cited_as = {**target, "source": source, "field": ""}
        if adds and changes.known(Citation, cited_as) is not None:
            del values["position"]
        changes.put(Citation, cited_as, values, path=path)
    return sources


def cite(target: dict[str, Any], data: dict[str, Any], sources: Sequence[Source], path: str, changes: Changes) -> None:
    """Pin a fact to the one of the record's sources that its `source` counts, if it counts one."""
    number = data.get("source")
    if number is None:
        return
    if not 1 <= number <= len(sources):
        reason = gettext("The record has %(count)s sources; %(number)s is none of them.")
        raise RecordError(f"{path}.source", reason % {"count": len(sources), "number": number})
    source = sources[number - 1]
    cited = [] if changes.is_new(*target.values()) else list(Citation.objects.filter(**target, field=""))
    if any(citation.source_id == source.pk for citation in cited):
        return
    if len(cited) == 1:
        changes.bring(cited[0], {"source": source}, path=path)
    else:
        changes.put(Citation, {**target, "source": source, "field": ""}, {"position": 1}, path=f"{path}.source")
