"""What was opened, typed and saved, as trees: nothing is lost on the way, and nothing goes over another's change."""

from copy import deepcopy

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from agreements.admin.typed.comparing import MINE, THEIRS, Decision, Sort, compare, rebased, set_aside
from agreements.admin.typed.rows import Row, as_new, post_of_row, row_of_post

WORDS = st.lists(st.sampled_from(["Rabat", "Madrid", "Línea\nde costa", "0"]), min_size=1, max_size=2)
FOREIGN_KEYS = {"delegations": "meeting", "participants": "delegation"}


def rows(*, name: str, depth: int = 2) -> st.SearchStrategy[list[Row]]:
    """Rows of a formset with keys of their own, each with the same two fields."""
    below = st.just({}) if depth == 1 else st.fixed_dictionaries({"participants": rows(name="participants", depth=1)})
    return st.dictionaries(st.integers(1, 4), st.tuples(WORDS, WORDS, below), max_size=3).map(
        lambda made: [
            Row(str(key), {"id": [str(key)], FOREIGN_KEYS[name]: ["1"], "text": text, "note": note}, inner)
            for key, (text, note, inner) in sorted(made.items())
        ]
    )


PAGES = st.builds(
    lambda text, note, below: Row("", {"text": text, "note": note}, {"delegations": below}),
    WORDS,
    WORDS,
    rows(name="delegations"),
)


def decided(opened: Row, mine: Row, theirs: Row, choice: str) -> Row:
    """As the page does it: asked once, then chosen for all alike."""
    differences = compare(opened, mine, theirs)
    decision = Decision(differences, set_aside(differences, mine), FOREIGN_KEYS)
    typed = rebased(deepcopy(mine), theirs)
    return decision.applied(typed, theirs, {one.name: choice for one in differences})


@given(PAGES)
def test_a_page_survives_being_sent_and_read_again(page: Row) -> None:
    assert row_of_post(post_of_row(page, QueryDict())) == page
    assert Row.from_json(page.as_json()) == page


@given(PAGES, PAGES)
def test_where_nobody_else_saved_there_is_nothing_to_ask(opened: Row, mine: Row) -> None:
    assert compare(opened, mine, opened) == []


@given(PAGES, PAGES)
def test_where_the_editor_typed_nothing_no_answer_is_demanded(opened: Row, theirs: Row) -> None:
    assert not any(one.both for one in compare(opened, opened, theirs))


@given(PAGES, PAGES)
def test_whoever_takes_all_of_theirs_and_typed_nothing_gets_what_is_saved(opened: Row, theirs: Row) -> None:
    assert decided(opened, opened, theirs, THEIRS) == theirs


@given(PAGES, PAGES, PAGES)
def test_once_decided_nothing_is_left_to_ask(opened: Row, mine: Row, theirs: Row) -> None:
    for choice in (MINE, THEIRS):
        assert compare(theirs, decided(opened, mine, theirs, choice), theirs) == []


@given(PAGES, PAGES, PAGES)
def test_every_value_typed_is_still_there_when_the_page_asks(opened: Row, mine: Row, theirs: Row) -> None:
    differences = compare(opened, mine, theirs)
    aside = set_aside(differences, mine)
    comes_back = rebased(mine, theirs)
    for key in (row.key for row in mine.below["delegations"] if opened.find("delegations", row.key)):
        typed = mine.find("delegations", key)
        kept = comes_back.find("delegations", key) or aside.get(f"delegations/{key}/")
        assert kept
        assert typed
        assert kept.values == typed.values


@given(PAGES, PAGES, PAGES)
def test_keeping_everything_leaves_the_fields_as_typed(opened: Row, mine: Row, theirs: Row) -> None:
    kept = decided(opened, mine, theirs, MINE)
    assert kept.values == mine.values


def test_a_change_by_both_must_be_answered_and_one_by_them_alone_need_not() -> None:
    opened = Row(values={"city": ["Madrid"], "venue": [""]})
    mine = Row(values={"city": ["Rabat"], "venue": [""]})
    theirs = Row(values={"city": ["Ceuta"], "venue": ["Palace"]})
    asked = {one.field: one.both for one in compare(opened, mine, theirs)}
    assert asked == {"city": True, "venue": False}


def test_both_changing_it_to_the_same_is_no_question() -> None:
    opened, changed = Row(values={"city": ["Madrid"]}), Row(values={"city": ["Rabat"]})
    assert compare(opened, changed, changed) == []


def test_a_row_that_others_removed_comes_back_as_a_new_one_where_it_is_kept() -> None:
    seat = Row("7", {"id": ["7"], "delegation": ["3"], "text": ["Minister"]})
    side = Row("3", {"id": ["3"], "meeting": ["1"]}, {"participants": [seat]})
    opened = Row(below={"delegations": [side]})
    kept = decided(opened, deepcopy(opened), Row(below={"delegations": []}), MINE)
    (again,) = kept.below["delegations"]
    assert (again.key, again.values["id"], again.values["meeting"]) == ("", [""], [""])
    assert again.below["participants"][0].values == {"id": [""], "delegation": [""], "text": ["Minister"]}


def test_a_row_removed_by_one_and_changed_by_the_other_is_a_question_both_ways() -> None:
    opened = Row(below={"actions": [Row("5", {"text": ["Hold a seminar."]})]})
    changed = Row(below={"actions": [Row("5", {"text": ["Hold two seminars."]})]})
    removed = Row(below={"actions": [Row("5", {"text": ["Hold a seminar."], "DELETE": ["on"]})]})
    (mine_removed,) = compare(opened, removed, changed)
    (theirs_removed,) = compare(opened, changed, Row(below={"actions": []}))
    assert (mine_removed.both, mine_removed.field) == (True, "DELETE")
    assert (theirs_removed.both, theirs_removed.sort) == (True, Sort.REMOVED)
    decision = Decision([mine_removed], {}, {})
    taken = decision.applied(rebased(removed, changed), changed, {mine_removed.name: THEIRS})
    assert taken == changed


def test_the_rows_of_a_second_formset_are_not_taken_for_those_of_the_first() -> None:
    post = QueryDict(mutable=True)
    for name, total in (("citations", 3), ("citations-2", 1)):
        post[f"{name}-TOTAL_FORMS"] = str(total)
    post["citations-2-url"], post["citations-2-0-quote"] = "https://example.org/", "We will."
    read = row_of_post(post)
    assert read.below["citations"][2].values == {"url": ["https://example.org/"]}
    assert read.below["citations-2"][0].values == {"quote": ["We will."]}


def test_what_was_typed_for_a_deleted_record_has_no_keys_left() -> None:
    seat = Row("7", {"id": ["7"], "delegation": ["3"], "text": ["Minister"]})
    gone = Row("8", {"id": ["8"], "DELETE": ["on"]})
    side = Row("3", {"id": ["3"], "meeting": ["1"]}, {"participants": [seat, gone]})
    new = as_new(Row("", {"title": ["Talks"]}, {"delegations": [side]}), FOREIGN_KEYS)
    assert new.below["delegations"][0].values == {"id": [""], "meeting": [""]}
    assert [row.values["text"] for row in new.below["delegations"][0].below["participants"]] == [["Minister"]]
