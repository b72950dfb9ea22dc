"""Lists of names and posts as they are pasted, and where a body is likely to meet next."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.curation.pasted import COURTESY, LONGEST_LINE, MOST_LINES, POST, PastedLine, PasteError, read_names
from agreements.curation.sessions import Place, usual_place

WORDS = st.text(st.characters(categories=["L"], exclude_characters="ªº"), min_size=2, max_size=12).map(str.capitalize)
NAMES = st.lists(WORDS, min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("line", "name", "post"),
    [
        (
            "Khalid Zerouali, Director of Migration and Border Surveillance",
            "Khalid Zerouali",
            "Director of Migration and Border Surveillance",
        ),
        ("1. H.E. Mr. Nasser Bourita – Minister of Foreign Affairs", "Nasser Bourita", "Minister of Foreign Affairs"),
        (
            "• Minister of the Interior, Fernando Grande-Marlaska",
            "Fernando Grande-Marlaska",
            "Minister of the Interior",
        ),
        ("Mme Karima Benyaich (Ambassador of Morocco to Spain)", "Karima Benyaich", "Ambassador of Morocco to Spain"),
        ("Ana Terrón\tSecretaria de Estado", "Ana Terrón", "Secretaria de Estado"),
        ("M. Abdelouafi Laftit : ministre de l'Intérieur", "Abdelouafi Laftit", "ministre de l'Intérieur"),
        ("خالد الزروالي، مدير الهجرة", "خالد الزروالي", "مدير الهجرة"),
        ("Karima Benyaich", "Karima Benyaich", ""),
        ("The Secretary of State for Migration", "", "The Secretary of State for Migration"),
        ("Ambassador, in charge of borders", "", "Ambassador, in charge of borders"),
        ("el director general de la Policía", "", "el director general de la Policía"),
        ("Mr. Khalid Zerouali,Director", "Khalid Zerouali", "Director"),
        ("Zerouali, Khalid", "Khalid Zerouali", ""),
        ("ZEROUALI, Khalid, Director of Migration", "Khalid Zerouali", "Director of Migration"),
        ("Zerouali, UNHCR", "Zerouali", "UNHCR"),
        ("Excmo. Sr. D. Fernando Grande-Marlaska", "Fernando Grande-Marlaska", ""),
        ("السيد خالد الزروالي، مدير الهجرة", "خالد الزروالي", "مدير الهجرة"),
        ("a) Khalid Zerouali, Director", "Khalid Zerouali", "Director"),
        ("A. Zerouali, Director", "A. Zerouali", "Director"),
        ("M. le Ministre Nasser Bourita", "", "le Ministre Nasser Bourita"),
    ],
)
def test_a_line_is_a_name_and_a_post_or_one_of_them(line: str, name: str, post: str) -> None:
    assert read_names(line) == [PastedLine(name, post)]


def test_several_on_one_line_are_a_row_each() -> None:
    read = read_names("Khalid Zerouali, Director; Isabel Castro, Secretary of State")
    assert read == [PastedLine("Khalid Zerouali", "Director"), PastedLine("Isabel Castro", "Secretary of State")]
    assert read_names("Khalid Zerouali; Director of Borders") == [PastedLine("Khalid Zerouali", "Director of Borders")]


def test_blank_lines_and_lone_bullets_are_no_rows() -> None:
    assert read_names("\n - \n\nKarima Benyaich\n \t \n") == [PastedLine("Karima Benyaich", "")]


@given(NAMES, st.sampled_from(["Director of Borders", "Secretary of State", "Ministre de l’Intérieur"]))
def test_a_name_before_a_post_is_read_as_written(words: list[str], post: str) -> None:
    name = " ".join(words)
    assume(not POST.match(name) and not COURTESY.match(name))
    assert read_names(f"{name}, {post}") == [PastedLine(name, post)]


@given(st.text(max_size=400))
def test_no_text_is_too_odd_to_be_read_or_refused(text: str) -> None:
    with suppress(PasteError):
        for read in read_names(text):
            assert read.name or read.post
            assert (read.name + read.post).isprintable()


@pytest.mark.parametrize("text", ["x\n" * (MOST_LINES + 1), "x" * (LONGEST_LINE + 1)])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(PasteError):
        read_names(text)


MADRID, RABAT, SEVILLE, PARIS = (
    Place("Madrid", "ES"),
    Place("Rabat", "MA"),
    Place("Seville", "ES"),
    Place("Paris", "FR"),
)


@pytest.mark.parametrize(
    ("latest_first", "next_place"),
    [
        ([], Place()),
        ([MADRID], Place()),
        ([MADRID, RABAT], RABAT),
        ([RABAT, MADRID, RABAT, SEVILLE], MADRID),
        ([MADRID, SEVILLE], MADRID),
        ([MADRID, SEVILLE, RABAT], Place()),
        ([PARIS, MADRID, RABAT], Place()),
    ],
)
def test_a_place_is_proposed_where_there_is_a_custom(latest_first: list[Place], next_place: Place) -> None:
    assert usual_place(latest_first, ("ES", "MA")) == next_place
