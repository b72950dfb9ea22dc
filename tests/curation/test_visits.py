"""Which sources are visited, what is written down, and when a source counts as a dead link."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements.curation.visiting import Visit
from agreements.curation.visits import due, record, recorded, visited
from agreements.models import Source, SourceVisit
from agreements.models.vocabularies import VisitOutcome
from tests.curation.strange_site import StrangeSite
from tests.world import citation, meeting, source, update

ANSWERS, GONE, UNREACHABLE = (
    Visit(VisitOutcome.ANSWERS, 200),
    Visit(VisitOutcome.GONE, 404),
    Visit(VisitOutcome.UNREACHABLE),
)
REFUSED, PRIVATE = Visit(VisitOutcome.REFUSED, 403), Visit(VisitOutcome.PRIVATE)

pytestmark = pytest.mark.django_db


def _cited(url: str = "", **given: Any) -> Source:
    return citation(meeting=meeting(), source=source(**({"url": url} if url else {}), **given)).source


def _visited_days_ago(known: Source, days: int, visit: Visit = ANSWERS) -> None:
    record(known, visit)
    SourceVisit.objects.filter(pk=known.visits.latest("pk").pk).update(visited=timezone.now() - timedelta(days=days))


def _works(known: Source) -> bool | None:
    known.refresh_from_db()
    return known.working


def test_never_visited_come_first_then_the_longest_ago() -> None:
    recent, never, old = _cited(), _cited(), _cited()
    _visited_days_ago(recent, 10)
    _visited_days_ago(old, 20)
    assert list(due(older_than=7)) == [never, old, recent]
    assert list(due(older_than=15)) == [never, old]


def test_what_nothing_rests_on_is_not_visited() -> None:
    source()
    first, second = source(), source()
    update(source=first, second_source=second)
    draft = citation(meeting=meeting(publication="draft")).source
    assert list(due(older_than=7)) == [first, second, draft]


@pytest.mark.parametrize(
    ("url", "of_it"),
    [
        ("https://example.org/a", True),
        ("http://www.example.org:8080", True),
        ("https://news.example.org?x=1", True),
        ("https://notexample.org/", False),
        ("https://example.org.evil.test/", False),
        ("https://other.test/?u=https://example.org/", False),
        ("https://exampleXorg/", False),
    ],
)
def test_the_sources_of_one_host(url: str, of_it: bool) -> None:
    known = _cited(url)
    assert list(due(older_than=7, host="www.Example.org")) == ([known] if of_it else [])


@pytest.mark.parametrize(
    ("before", "visits", "after"),
    [
        (None, [ANSWERS], True),
        (False, [ANSWERS], True),
        (True, [GONE], False),
        (None, [UNREACHABLE], None),
        (True, [UNREACHABLE], True),
        (True, [UNREACHABLE, UNREACHABLE], False),
        (True, [UNREACHABLE, REFUSED, UNREACHABLE], False),
        (True, [UNREACHABLE, ANSWERS, UNREACHABLE], True),
        (True, [REFUSED], True),
        (False, [REFUSED], False),
        (None, [PRIVATE], None),
    ],
)
def test_when_a_source_is_a_dead_link(before: bool | None, visits: list[Visit], after: bool | None) -> None:
    """The visits are on as many days, the last one today."""
    known = _cited(working=before)
    for days_ago, visit in zip(range(len(visits) - 1, -1, -1), visits, strict=True):
        _visited_days_ago(known, days_ago, visit)
    assert _works(known) is after


def test_silence_twice_on_one_day_is_one_silence() -> None:
    known = _cited(working=True)
    for _time in range(2):
        record(known, UNREACHABLE)
    assert _works(known) is True


def test_working_is_written_when_it_changes_and_says_why_in_history() -> None:
    known = _cited()
    events = Source.pgh_event_model.objects.filter(pgh_obj=known)  # type: ignore[attr-defined]
    before = events.count()
    record(known, ANSWERS)
    record(known, ANSWERS)
    assert events.count() == before + 1
    assert events.latest("pgh_id").pgh_context.metadata["note"] == "check_sources"
    assert known.visits.count() == 2


def test_what_an_editor_writes_meanwhile_stays() -> None:
    known = _cited(title="Old")
    Source.objects.filter(pk=known.pk).update(title="New")
    record(known, GONE)
    known.refresh_from_db()
    assert (known.title, known.working) == ("New", False)


def test_a_long_visit_is_written_down_whole(site: StrangeSite) -> None:
    site.leads("/page", "/" + "a" * 3000)
    known = _cited(site.url())
    (result,) = recorded(visited([known], site.visitor()))
    assert result[2]
    row = known.visits.get()
    assert (row.outcome, row.status, row.led_to) == ("gone", 404, site.url("/" + "a" * 3000))


def test_hosts_are_visited_side_by_side_and_each_source_once(site: StrangeSite) -> None:
    site.names = {f"host{number}.test": ["127.0.0.1"] for number in range(9)}
    site.answers("/page")
    sources = [_cited(site.url(f"/{page}", f"host{number}.test")) for number in range(9) for page in ("page", "gone")]
    results = list(recorded(visited(sources, site.visitor())))
    assert sorted(known.pk for known, _visit, written in results if written) == sorted(row.pk for row in sources)
    assert Source.objects.filter(working=True).count() == Source.objects.filter(working=False).count() == 9


def test_without_a_network_nothing_is_held_against_anybody(site: StrangeSite) -> None:
    sources = [_cited(f"http://host{number}.test/") for number in range(4)]
    results = list(recorded(visited(sources, site.visitor())))
    assert [written for _known, _visit, written in results] == [False] * 4
    assert not SourceVisit.objects.exists()


def test_one_silent_host_is_written_down() -> None:
    known = _cited("http://gone.invalid/")
    assert [written for _known, _visit, written in recorded([(known, UNREACHABLE)])] == [True]
    assert known.visits.get().outcome == "unreachable"


def test_silent_hosts_are_written_down_once_another_answers(site: StrangeSite) -> None:
    site.answers("/page")
    sources = [*(_cited(f"http://host{number}.test/") for number in range(4)), _cited(site.url())]
    results = list(recorded(visited(sources, site.visitor(), hosts_at_once=1)))
    assert all(written for _known, _visit, written in results)
    assert SourceVisit.objects.filter(outcome="unreachable").count() == 4


def test_what_was_visited_before_a_run_is_cut_short_is_kept(site: StrangeSite) -> None:
    site.answers("/page")
    sources = [_cited(site.url(f"/{number}")) for number in range(5)]

    def cut_short() -> Iterator[Any]:
        for number, result in enumerate(visited(sources, site.visitor())):
            if number == 2:
                raise KeyboardInterrupt
            yield result

    with pytest.raises(KeyboardInterrupt):
        list(recorded(cut_short()))
    assert SourceVisit.objects.count() == 2
    assert Source.objects.filter(working=False).count() == 2


def test_what_goes_wrong_in_a_thread_is_not_kept_from_the_run() -> None:
    class Broken:
        def visit(self, url: str) -> Visit:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(visited([_cited()], Broken()))  # type: ignore[arg-type]
