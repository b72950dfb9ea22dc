"""Which sources are due for a visit, and what a visit says about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from queue import SimpleQueue
from threading import Event, Thread

import pghistory
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from agreements.curation.asking import host_of, site_of
from agreements.curation.visiting import Visit, Visitor
from agreements.models import ActionUpdate, Citation, Source, SourceVisit
from agreements.models.vocabularies import VisitOutcome

NOTE = "check_sources"
# "check_so", as a number that no other lock of this database has.
LOCK = 0x636865636B5F736F
# A site that does not answer may be in repair for an afternoon; on a second day a reader has been failed twice.
SILENT_DAYS = 2
HOSTS_AT_ONCE = 4

type Result = tuple[Source, Visit | None]


def cited() -> QuerySet[Source]:
    """Those that anything rests on, drafts included, with `last_visit`."""
    updates = ActionUpdate.objects.filter(Q(source=OuterRef("pk")) | Q(second_source=OuterRef("pk")))
    last = SourceVisit.objects.filter(source=OuterRef("pk")).order_by("-visited").values("visited")[:1]
    rests = Exists(Citation.objects.filter(source=OuterRef("pk"))) | Exists(updates)
    return Source.objects.filter(rests).annotate(last_visit=Subquery(last))


def due(*, older_than: int, host: str = "") -> QuerySet[Source]:
    """Not visited for `older_than` days: first what never was, then what was longest ago. `host` includes its parts."""
    since = timezone.now() - timedelta(days=older_than)
    found = cited().filter(Q(last_visit=None) | Q(last_visit__lte=since))
    if host:
        letters = site_of(host.lower()).replace(".", r"\.")
        found = found.filter(url__iregex=rf"^https?://([^/?#]*[.@])?{letters}([:/?#]|$)")
    return found.order_by(F("last_visit").asc(nulls_first=True), "id")


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other run is under way; others are kept out meanwhile. A run that dies lets go with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (held,) = cursor.fetchone()
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def visited(sources: Iterable[Source], visitor: Visitor, hosts_at_once: int = HOSTS_AT_ONCE) -> Iterator[Result]:
    """Visits in threads, a host in one of them, and yields what came of it in the thread that asks, as it comes.

    Nothing but the network is touched in threads. Leaving off ends them with the request they are at.
    """
    hosts: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        hosts[site_of(host_of(source.url))].append(source)
    waiting: SimpleQueue[list[Source] | None] = SimpleQueue()
    results: SimpleQueue[Result | Exception] = SimpleQueue()
    stop = Event()
    for alike in hosts.values():
        waiting.put(alike)
    for _worker in range(min(hosts_at_once, len(hosts))):
        waiting.put(None)
        Thread(target=_visit, args=(waiting, results, visitor, stop), daemon=True).start()
    try:
        for _source in range(sum(map(len, hosts.values()))):
            result = results.get()
            if isinstance(result, Exception):
                raise result
            yield result
    finally:
        stop.set()


def _visit(
    waiting: SimpleQueue[list[Source] | None],
    results: SimpleQueue[Result | Exception],
    visitor: Visitor,
    stop: Event,
) -> None:
    try:
        while alike := waiting.get():
            for source in alike:
                if stop.is_set():
                    return
                results.put((source, visitor.visit(source.url)))
    except Exception as error:
        results.put(error)


def recorded(results: Iterable[Result]) -> Iterator[tuple[Source, Visit | None, bool]]:
    """Writes each visit down, in a transaction of its own, and adds whether it was.

    What could not be reached waits until anything could: several silent hosts, and no other, are more likely to be this
    machine without its network. One host alone was asked for by somebody who wants to know.
    """
    held: list[tuple[Source, Visit]] = []
    reached = False
    for source, visit in results:
        if visit is None:
            yield source, None, False
            continue
        reached = reached or visit.status is not None or visit.outcome == VisitOutcome.REFUSED
        held.append((source, visit))
        if reached or visit.outcome == VisitOutcome.PRIVATE:
            yield from _written(held)
            held = []
    if len({host_of(source.url) for source, _ in held}) <= 1:
        yield from _written(held)
    else:
        yield from ((source, visit, False) for source, visit in held)


def _written(held: list[tuple[Source, Visit]]) -> Iterator[tuple[Source, Visit, bool]]:
    for source, visit in held:
        record(source, visit)
        yield source, visit, True


@transaction.atomic
def record(source: Source, visit: Visit) -> None:
    """The visit, and `working` where it changes by it: that is a change of the record, with its place in history."""
    SourceVisit.objects.create(
        source=source, outcome=visit.outcome, status=visit.status, led_to=visit.led_to, detail=visit.detail
    )
    working = _works(source, visit)
    if working is None:
        return
    with pghistory.context(note=NOTE):
        Source.objects.filter(pk=source.pk).exclude(working=working).update(working=working)


def _works(source: Source, visit: Visit) -> bool | None:
    """What a visit, just written down, says; None: nothing. The one rule of what makes a source a dead link.

    Gone is gone at once: the site itself says so. Silence counts once it has been met on two days since the site last
    answered. That programs are not let in says nothing about readers, nor does an address that must not be asked.
    """
    if visit.outcome == VisitOutcome.ANSWERS:
        return True
    if visit.outcome == VisitOutcome.GONE:
        return False
    if visit.outcome != VisitOutcome.UNREACHABLE:
        return None
    before = SourceVisit.objects.filter(source=source).values_list("outcome", "visited")
    since = takewhile(lambda visit: visit[0] != VisitOutcome.ANSWERS, before)
    days = {timezone.localdate(moment) for outcome, moment in since if outcome == VisitOutcome.UNREACHABLE}
    return False if len(days) >= SILENT_DAYS else None
