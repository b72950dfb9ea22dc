"""Numbers of any length, wherever the admin reads one."""

import pytest
from django.test import Client

from tests.world import body, meeting, person

pytestmark = pytest.mark.django_db
DIGITS = "9" * 5_000


@pytest.mark.parametrize(
    "address",
    [
        "parties/?body=",
        "parties/?relation=",
        "deleted/?page=",
        "desk/drafts/?page=",
        "agreements/meeting/add/?next_of=",
        "next-session/?body=",
        "alike/person/?text=Zerouali&besides=",
        "merge/?kind=person&gone=1&kept=",
        "agreements/person/?p=",
        "agreements/person/?party_rows__party=",
    ],
)
def test_a_number_beyond_all_keys_names_nothing(desk: Client, address: str) -> None:
    body()
    assert desk.get(f"/admin/{address}{DIGITS}").status_code < 500
    assert desk.get(f"/admin/{address}٣").status_code < 500


def test_nor_does_it_below_a_record(desk: Client) -> None:
    held, known = meeting(), person()
    assert desk.get(f"/admin/agreements/meeting/{held.pk}/history/?page={DIGITS}").status_code == 404
    assert desk.get(f"/admin/assess/?meeting={held.pk}&page={DIGITS}").status_code == 404
    assert desk.get(f"/admin/agreements/person/{DIGITS}/change/").status_code in (302, 404)
    sent = {"relation": DIGITS, "body": DIGITS, "delegations-TOTAL_FORMS": DIGITS}
    assert desk.post("/admin/agreements/meeting/add/", sent).status_code < 500
    assert desk.post(f"/admin/agreements/person/{known.pk}/change/", sent).status_code < 500
