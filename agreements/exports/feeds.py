"""Atom feeds and calendars."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, ngettext
from icalendar import Calendar, Event

from agreements.dates import PartialDate
from agreements.exports.flat import printable

type Records = Iterable[Mapping[str, Any]]
MOST_ENTRIES = 50
NOT_TAKING_PLACE = ("cancelled", "postponed", "rescheduled")


def atom(records: Records, *, title: str, link: str, feed_url: str, on: date) -> str:
    """The first rows of the list in its own order. Records carry no time of change: entries are dated by what they tell
    of, and the feed by the latest of these."""
    feed = Atom1Feed(title=title, link=link, description=title, feed_url=feed_url, feed_guid=feed_url)
    for record in records:
        told = record.get("date") or record.get("agreed") or record.get("signed") or record.get("published") or {}
        day = date.fromisoformat(told["earliest"]) if told.get("earliest") else on
        feed.add_item(
            title=printable(
                str(record.get("name") or record.get("text") or record.get("title") or record.get("address"))
            ),
            link=record["url"],
            unique_id=record["url"],
            description=printable(", ".join(str(value) for value in (_said(told), record.get("city")) if value)),
            updateddate=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    return feed.writeString("utf-8")


def _said(told: Mapping[str, Any]) -> str:
    return str(PartialDate.parse(told["edtf"])) if told.get("edtf") else ""


def calendar(records: Records, *, title: str, when: str, on: date) -> bytes:
    """Those whose days are known for certain; the description says how many are left out. `when` names the date."""
    book = Calendar()
    book.add("prodid", "-//Migration Agreements Tracker//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", title)
    left_out = 0
    for record in records:
        value = PartialDate.parse(record[when]["edtf"]) if record[when]["edtf"] else None
        if value is None or not value.is_exact or value.earliest is None or value.latest is None:
            left_out += 1
            continue
        event = Event()
        event.add("uid", record["url"])
        event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
        event.add("dtstart", value.earliest)
        event.add("dtend", value.latest + timedelta(days=1))
        event.add("summary", str(record.get("name") or record.get("text")))
        event.add("url", record["url"])
        if record.get("status", "held") != "held":
            event.add("status", "CANCELLED" if record["status"] in NOT_TAKING_PLACE else "TENTATIVE")
        if record.get("city"):
            event.add("location", record["city"])
        book.add_component(event)
    book.add("x-wr-caldesc", f"{title}. {_left_out(left_out)}")
    return book.to_ical()


def _left_out(count: int) -> str:
    if not count:
        return gettext("None is left out.")
    left = ngettext(
        "%(count)d is left out, because its day is not known.",
        "%(count)d are left out, because their day is not known.",
        count,
    )
    return left % {"count": count}
