"""What nobody should bring is refused on the page itself, and leaves nothing behind."""

import json

import pytest
from django.test import Client

from agreements.models import ImportFile, Meeting
from tests.admin.importing import ADDRESS, agreements, brought, confirmed, mapping_form, outcome, tried
from tests.corpus import records_of
from tests.corpus.test_tables_files import LAUGHS, repacked, workbook

pytestmark = pytest.mark.django_db
ENTITIES = repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=LAUGHS)
LAUGHING = b"a: &a [x, x]\nb: &b [*a, *a]\nmeetings: [*b, *b]\n"


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("agreements", "list.csv", b"", "The submitted file is empty."),
        ("agreements", "list.csv", b"Title\nx\x00y\n", "holds a control character"),
        ("agreements", "list.csv", b"Title\n\xc3\xa9\n\xff\n", "Line 3 holds bytes"),
        ("agreements", "list.xlsx", b"<html><table></table></html>", "This is a web page"),
        ("agreements", "list.csv", ENTITIES, "declares entities"),
        ("agreements", "list.xlsx", repacked(workbook(["a"], [1]), xl__vbaProject_bin=b"x"), "holds macros"),
        ("records", "r.yaml", LAUGHING, "Line 1 uses an anchor or an alias"),
        ("records", "r.yaml", b"- 1\n", "A record file is a mapping from kind"),
        ("records", "r.yaml", b"{}", "This file holds no record."),
        ("records", "r.yaml", b"meetings: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("records", "r.json", b'{"meetings": ' + b"[" * 50 + b"]" * 50 + b"}", "nested more than 30 deep"),
        ("records", "r.yaml", workbook(["a"], [1]), "say what it holds"),
        ("records", "r.json", b'{"people": [' + b"[]," * 600_000 + b"[]]}", "holds too much for one import"),
        ("records", "r.json", b'{"people": [{"name": NaN}]}', "is no value that JSON knows"),
        ("agreements", "list.csv", b"Title" + b"," * 30_000 + b"\nAccord\n", "more than 100 columns"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_at_its_field(kind: str, name: str, content: bytes, said: str, desk: Client) -> None:
    answer = brought(desk, kind, (name, content), status=400)
    assert said in " ".join(answer.context["form"].errors["file"])
    assert ImportFile.objects.count() == 0


def test_a_file_of_eleven_megabytes_is_refused_before_it_is_read(desk: Client) -> None:
    answer = brought(desk, "agreements", ("list.csv", b"a" * (11 << 20)), status=413)
    assert "larger than 10 MB and was not read" in answer.content.decode()


@pytest.mark.parametrize("announced", ["104857600", "many"])
def test_what_is_announced_too_large_is_not_read(announced: str, desk: Client) -> None:
    answer = desk.generic("POST", ADDRESS, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=announced)
    assert answer.status_code == 413


def test_the_token_is_asked_for_all_the_same(desk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    assert strict.post(ADDRESS, {"kind": "agreements"}).status_code == 403
    assert strict.post(ADDRESS, {"kind": "agreements"}, CONTENT_LENGTH="104857600").status_code == 413


def test_one_table_is_brought_at_a_time(desk: Client) -> None:
    answer = brought(desk, "agreements", agreements("a,b,c,d,e"), agreements("a,b,c,d,e"), status=400)
    assert "Bring one table at a time" in answer.content.decode()


def test_words_of_a_file_are_words_on_the_page(desk: Client) -> None:
    script = "<script>alert(1)</script>"
    address = tried(desk, "agreements", (f"{script}.csv", f"Country A,Title\n{script},{script}\n".encode()))
    for page in (ADDRESS, address, f"{address}map/"):
        assert script not in desk.get(page).content.decode()


@pytest.mark.parametrize("name", ["column-0", "constant-subject", "publication"])
def test_a_choice_that_is_not_offered_is_refused_and_not_a_server_error(name: str, desk: Client) -> None:
    address = brought(desk, "agreements", agreements("Spain,Mali,One,1999,"))["Location"]
    answer = desk.post(address, mapping_form(desk, address) | {name: "nonsense"})
    assert answer.status_code == 400


def test_a_posted_page_without_a_field_is_asked_again(desk: Client) -> None:
    address = brought(desk, "agreements", agreements("Spain,Mali,One,1999,"))["Location"]
    assert desk.post(address, {}).status_code == 400


def test_an_import_that_was_never_tried_is_not_confirmed(desk: Client) -> None:
    address = brought(desk, "agreements", agreements("Spain,Mali,One,1999,"))["Location"].removesuffix("map/")
    assert desk.get(address)["Location"] == f"{address}map/"
    desk.post(address, {"digest": "", "confirm": ""})
    assert ImportFile.objects.get().applied_at is None
    assert b"".join(desk.get(f"{address}refused.csv")).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("show", ["", "nonsense", "refused"])
@pytest.mark.parametrize("page", ["", "0", "x", "99"])
def test_odd_addresses_of_the_outcome_are_no_server_error(show: str, page: str, desk: Client) -> None:
    address = tried(desk, "agreements", agreements("Spain,Mali,One,1999,"))
    assert desk.get(address, {"show": show, "page": page}).status_code == 200


def test_numbers_too_large_for_the_database_refuse_their_record(desk: Client) -> None:
    huge = records_of.meeting(actions=[records_of.action(number=10**30)])
    files = ("r.json", json.dumps({"meetings": [huge, records_of.meeting("fr-it-next")]}).encode())
    address = tried(desk, "records", files)
    assert sorted(row.what for row in outcome(desk, address)) == ["new", "refused"]
    confirmed(desk, address)
    assert Meeting.objects.get().slug == "fr-it-next"


@pytest.mark.parametrize(
    "record",
    [
        '{"\\ud800": 1, "name": "A"}',
        '{"name": "\\ud800", "key": 1}',
        '{"name": "A", "%s": 1}' % ("k" * 10**6),
    ],
    ids=["half-a-character-as-a-field", "half-a-character-as-a-name", "a-field-of-a-megabyte"],
)
def test_what_a_refusal_quotes_is_readable_and_short(record: str, desk: Client) -> None:
    address = tried(desk, "records", ("r.json", f'{{"people": [{record}]}}'.encode()))
    (row,) = outcome(desk, address, "refused")
    assert len(str(row.reasons)) < 1_000
    assert desk.get(address).status_code == 200
