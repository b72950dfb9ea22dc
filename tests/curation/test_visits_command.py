"""`manage.py check_sources`, as whoever runs it meets it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agreements.curation.visits import LOCK
from agreements.models import Source, SourceVisit
from tests.curation.strange_site import StrangeSite
from tests.world import citation, meeting, source

pytestmark = pytest.mark.django_db


def _cited(url: str) -> Source:
    return citation(meeting=meeting(), source=source(url=url)).source


def _run(site: StrangeSite | None = None, *arguments: str, **options: Any) -> str:
    told = StringIO()
    given = {"reach": site.reach, "pause": 0} if site else {}
    call_command("check_sources", *arguments, stdout=told, **given, **options)
    return told.getvalue()


def test_a_run_says_what_is_wrong_and_what_it_found(site: StrangeSite) -> None:
    site.answers("/page")
    works, gone = _cited(site.url()), _cited(site.url("/gone"))
    told = _run(site)
    assert told.splitlines() == [
        f"Gone 404 {gone.url}",
        "Visited 2 sources at 1 host. 1 answers. 1 gone.",
    ]
    assert {works.visits.get().outcome, gone.visits.get().outcome} == {"answers", "gone"}
    assert _run(site) == "Visited 0 sources at 0 hosts.\n"


def test_a_dry_run_asks_nobody_and_writes_nothing(site: StrangeSite) -> None:
    known = _cited(site.url())
    told = _run(site, dry_run=True)
    assert told == f"{known.url}\nWould visit 1 source at 1 host.\n"
    assert (site.asked, SourceVisit.objects.count()) == ([], 0)


def test_a_run_goes_as_far_as_it_is_told(site: StrangeSite) -> None:
    site.names["other.test"] = ["127.0.0.1"]
    first, second = (_cited(site.url(f"/{number}")) for number in range(2))
    elsewhere = _cited(site.url(host="other.test"))
    _run(site, limit=1)
    assert list(Source.objects.exclude(visits=None)) == [first]
    _run(site, host="other.test")
    assert elsewhere.visits.count() == 1
    _run(site, source=first.pk)
    assert (first.visits.count(), second.visits.count()) == (2, 0)


def test_a_source_that_is_not_there_is_said(site: StrangeSite) -> None:
    with pytest.raises(CommandError, match="There is no source 77"):
        _run(site, source=77)


@pytest.mark.parametrize("option", ["--limit=0", "--limit=x", "--older-than=-1", "--pause=0", "--source=a"])
def test_what_makes_no_sense_is_refused(option: str) -> None:
    with pytest.raises(CommandError, match="give a number from"):
        _run(None, option)


def test_two_runs_do_not_meet(site: StrangeSite) -> None:
    known = _cited(site.url())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            assert _run(site) == "Another check_sources is at work; this one leaves it to that.\n"
            assert not known.visits.exists()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        other.close()
    assert "1 gone" in _run(site)
    assert "1 gone" in _run(site, older_than=0)


def test_without_the_tests_leave_no_private_address_is_asked(site: StrangeSite) -> None:
    known = _cited(site.url(host="127.0.0.1"))
    inside = _cited("http://127.0.0.1/")
    _run(None, pause=0)
    assert {known.visits.get().outcome, inside.visits.get().outcome} == {"private"}
    assert site.asked == []
