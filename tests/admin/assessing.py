"""The page of an assessment as a browser would send it, and whoever sits before it."""

from typing import Any

from django.test import Client
from django.utils import timezone

from agreements.models import AgreedAction
from tests.world import action, citation, meeting, source

PROVEN = {"evidence": "limited", "basis": "independent-source", "what": "A seminar was announced."}


def today() -> Any:
    return timezone.localdate()


def three() -> list[AgreedAction]:
    held = meeting(date="2023-06-02")
    citation(meeting=held, source=source(url="https://example.org/communique", title="Joint communiqué"))
    return [action(meeting=held, number=number, due="2023") for number in (1, 2, 3)]


def at(agreed: AgreedAction) -> str:
    return f"/admin/assess/?meeting={agreed.meeting_id}"


def sent(client: Client, address: str, written: dict[AgreedAction, dict[str, Any]], **given: Any) -> Any:
    """The page as it was opened, with what is written in some of its rows."""
    page = client.get(address).context["page"]
    form: dict[str, Any] = {"checked": today().isoformat()}
    for row in page.rows:
        form |= {f"a{row.action.pk}-seen": row.seen, f"a{row.action.pk}-judged": row.judged}
    for agreed, values in written.items():
        form |= {f"a{agreed.pk}-{name}": value for name, value in values.items()}
    return form | given
