"""What a reader asks of the lists, on the corpus."""

import re

import pytest
from django.test import Client

from agreements.models import Institution

pytestmark = pytest.mark.usefixtures("corpus", "db")

ENTITIES = (
    "meetings",
    "actions",
    "agreements",
    "bodies",
    "relations",
    "parties",
    "people",
    "institutions",
    "topics",
    "sources",
)


def heading(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)
    assert found
    return found[1]


def names(client: Client, address: str) -> list[str]:
    return re.findall(r'<a class="t"[^>]* href="([^"]+)"', client.get(address).content.decode())


def test_the_sentence_says_what_is_shown(client: Client) -> None:
    address = "/meetings/?party=MA&party=ES&topic=minors&from=2019&status=held"
    assert heading(client, address) == "3 meetings of Morocco and Spain on unaccompanied minors (held) since 2019"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/meetings/", "174 meetings"),
        ("/meetings/?relation=es-ma", "28 meetings between Morocco and Spain"),
        ("/meetings/?party=us&party=PA&party=co", None),
        ("/agreements/", "108 agreements"),
        ("/actions/", "244 agreed actions"),
        ("/bodies/", "62 joint bodies"),
    ],
)
def test_lists_hold_the_corpus(client: Client, address: str, expected: str | None) -> None:
    found = heading(client, address)
    assert expected is None or found == expected


def test_a_party_must_take_part_in_every_row(client: Client) -> None:
    both = set(names(client, "/meetings/?party=MA&party=ES&per_page=200"))
    one = set(names(client, "/meetings/?party=MA&per_page=200"))
    assert both < one


def test_a_third_party_counts_as_a_party(client: Client) -> None:
    assert "/meetings/co-pa-us-trilateral-3/" in names(client, "/meetings/?party=US&per_page=200")


def test_values_of_one_filter_are_alternatives(client: Client) -> None:
    kinds = [len(names(client, f"/actions/?kind={kind}&per_page=200")) for kind in ("renewal", "follow-up")]
    assert len(names(client, "/actions/?kind=renewal&kind=follow-up&per_page=200")) == sum(kinds) > 0


def test_a_vague_date_matches_a_window_it_may_lie_in(client: Client) -> None:
    assert "/meetings/es-ma-gmmp-14/" in names(client, "/meetings/?relation=es-ma&from=2013&to=2013-06")


def test_a_missing_date_never_matches(client: Client) -> None:
    assert heading(client, "/meetings/?from=0001&to=9999").startswith("172 meetings")


def test_a_top_topic_includes_those_below_it(client: Client) -> None:
    top = set(names(client, "/meetings/?topic=protection&per_page=200"))
    assert set(names(client, "/meetings/?topic=minors&per_page=200")) <= top


@pytest.mark.parametrize("spelling", ["zerouali", "ZÉROUALI", "Khalid Zerouali", "zerouali khalid"])
def test_people_are_found_in_any_spelling(client: Client, spelling: str) -> None:
    assert names(client, f"/people/?q={spelling}") == ["/people/khalid-zerouali/"]


def test_people_are_found_in_arabic_script(client: Client) -> None:
    assert names(client, "/people/?q=عبد الوافي لفتيت") == ["/people/abdelouafi-laftit/"]


def test_institutions_are_found_by_any_variant(client: Client) -> None:
    institution = Institution.objects.get(slug="ph-department-of-migrant-workers")
    institution.variants.create(name="Kagawaran ng Manggagawang Pandarayúhan")
    assert names(client, "/institutions/?q=manggagawang+pandarayuhan") == [institution.get_absolute_url()]


@pytest.mark.parametrize(
    ("address", "field", "way_out"),
    [
        ("/meetings/?status=hold", "Status", "held"),
        ("/meetings/?from=soon", "From", "2023-06"),
        ("/meetings/?party=QQ", "Party", "choose one from the list"),
        ("/meetings/?colour=red", "colour", "relation"),
        ("/meetings/?sort=size", "Sort by", "-date"),
        ("/meetings/?page=0", "Page", "greater than or equal to 1"),
        ("/meetings/?page=999", "Page", "the last one is 4"),
        ("/meetings/?per_page=9999", "Rows per page", "200"),
        ("/actions/?timing=late", "Timing", "overdue"),
        ("/actions/?due_from=31-31", "Due from", "2023-06"),
        ("/agreements/?force=strong", "Legal force", "non-binding"),
        ("/people/?body=nobody", "Body", "choose one from the list"),
        ("/meetings/?q=%00", "Words", "Null characters"),
        ("/meetings/?from=2023-12&to=2023-01", "To", "ends before it begins"),
        ("/meetings/?from=2020&from=2021", "From", "keep one value"),
        ("/meetings/?bogus=", "bogus", "relation"),
        ("/meetings/?q=a+b+c+d+e+f+g+h+i+j+k", "Words", "at most 10 words"),
    ],
)
def test_an_invalid_filter_says_what_is_wrong_and_shows_no_rows(
    client: Client, address: str, field: str, way_out: str
) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 400
    assert f"<strong>{field}</strong>" in page
    assert way_out in page
    assert 'class="t"' not in page


@pytest.mark.parametrize("entity", ENTITIES)
def test_no_parameter_is_silently_ignored(client: Client, entity: str) -> None:
    assert client.get(f"/{entity}/?nonsense=1").status_code == 400


def test_an_empty_field_leaves_the_address(client: Client) -> None:
    response = client.get("/meetings/?q=&party=MA&party=&from=")
    assert (response.status_code, response["Location"]) == (302, "/meetings/?party=MA")


def test_a_source_counts_what_became_of_actions_among_its_facts(client: Client) -> None:
    address = "/sources/?q=rabat-process.org+humanisee"
    [counted] = re.findall(r'data-label="Facts"><span>(\d+)<', client.get(address).content.decode())
    [own_page] = names(client, address)
    assert counted == "2"  # cited for the meeting, and for what became of the action that led to it
    assert "2 facts" in client.get(own_page).content.decode()


def test_pages_go_through_all_rows_once(client: Client) -> None:
    pages = [names(client, f"/meetings/?page={number}") for number in (1, 2, 3, 4)]
    rows = [name for page in pages for name in page]
    assert len(rows) == len(set(rows)) == 174


def test_an_empty_result_leads_out(client: Client) -> None:
    page = client.get("/meetings/?q=nothing+of+this+kind").content.decode()
    assert "Nothing matches" in page
    assert 'href="/meetings/"' in page
