"""Files as programs write them are read, and hostile ones refused by name."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from agreements.corpus.tables.reading import read_table
from agreements.corpus.tables.sheet import COLUMNS, ROWS, FileRefused

TEXT = "Título;País\nCôte d'Ivoire – “accord”;Moldávia\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encodings_of_spreadsheets_are_told_apart(encoding: str) -> None:
    sheet = read_table(TEXT.encode(encoding))
    assert sheet.headings == ("Título", "País")
    assert sheet.rows[0].cells == ("Côte d'Ivoire – “accord”", "Moldávia")


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_the_divider_is_found_whatever_stands_in_quotes(divider: str) -> None:
    lines = ["a{0}b", '"x, y; z"{0}2', '"one\nline, and another"{0}3', '"a ""word"""{0}4']
    sheet = read_table("\n".join(line.format(divider) for line in lines).encode())
    assert [row.cells for row in sheet.rows] == [("x, y; z", "2"), ("one\nline, and another", "3"), ('a "word"', "4")]
    assert [row.number for row in sheet.rows] == [2, 3, 4]


def test_blank_rows_are_passed_over_and_counted() -> None:
    sheet = read_table(b"\n\na,b\n,\n1,2\n\n")
    assert [(row.number, row.cells) for row in sheet.rows] == [(5, ("1", "2"))]


def test_blanks_of_every_kind_go_from_the_ends_of_cells() -> None:
    (row,) = read_table("a,b\n\u00a0Italy\u00a0 ,Sri\u00a0Lanka\n".encode()).rows
    assert row.cells == ("Italy", "Sri Lanka")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"a,b\n", "holds nothing below its headings"),
        (b"a,b\n1,2,3\n", "Row 2 has 3 cells, and the headings name 2 columns."),
        (b"a,b\nx,\xc3\xa9\ny,\xff\n", "Line 3 holds bytes that are neither UTF-8"),
        (b"a,b\nx,\x81\n", "Line 2 holds bytes that are neither UTF-8"),
        (b"a,b\nx,y\x00z\n", "Line 2 holds a control character (U+0000)"),
        (b"a,b\nx,y\x07z\n", "Line 2 holds a control character (U+0007)"),
        (b'a,b\n1,"2\n3,4\n', "Row 2 (line 3) cannot be read"),
        (b"<!DOCTYPE html><table></table>", "This is a web page or XML"),
        (b"%PDF-1.7", "This is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Excel or Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
            "This file has a password.",
        ),
        (b"a,b\n" + b"1,2\n" * (ROWS + 1), "more than 20000 rows"),
        (b",".join([b"a"] * (COLUMNS + 1)) + b"\n1\n", "more than 100 columns"),
        (b"a,b\n1," + b"x" * 20_001 + b"\n", "Row 2, column 2 holds more than 20000 characters."),
        (b"a,b\n" + b"1" * (10 << 20), "This is 11 MB; a file may have 10 MB."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=".*".join(map(_escaped, [said]))):
        read_table(content)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "().+*?[]" else char for char in text)


def workbook(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_an_excel_file_gives_numbers_and_days_as_they_are_written() -> None:
    sheet = read_table(workbook(["year", "day", "n"], [2004, date(2004, 5, 3), 1.5], [None, None, True]))
    assert [row.cells for row in sheet.rows] == [("2004", "2004-05-03", "1.5"), ("", "", "true")]


def test_a_title_above_the_headings_is_passed_over() -> None:
    sheet = read_table(b"Labour agreements\n\nAs of 2020,\nTitle,Year\nAccord,2004\n")
    assert (sheet.headings, [row.cells for row in sheet.rows]) == (("Title", "Year"), [("Accord", "2004")])
    assert "The headings are read in row 4" in " ".join(sheet.about)


def test_a_table_of_one_column_keeps_its_heading() -> None:
    sheet = read_table(b"Name\nKhalid Zerouali\nIsabel Castro\n")
    assert (sheet.headings, len(sheet.rows)) == (("Name",), 2)


def test_a_cover_before_the_table_is_passed_over() -> None:
    def cover(book: Any) -> None:
        first = book.create_sheet("About", 0)
        first.append(["Bilateral labour agreements"])
        first.append(["Version 3"])

    sheet = read_table(workbook(["year", "title"], [2004, "Accord"], change=cover))
    assert (sheet.headings, [row.cells for row in sheet.rows]) == (("year", "title"), [("2004", "Accord")])
    assert "Not read: “About”." in " ".join(sheet.about)


def test_a_formula_and_an_error_are_no_text_and_what_looks_like_one_is() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["a", "b", "c"])
    text = WriteOnlyCell(sheet, value="=1+1")
    text.data_type = "s"
    error = WriteOnlyCell(sheet, value="#REF!")
    error.data_type = "e"
    sheet.append([text, "=1+1", error])
    file = io.BytesIO()
    book.save(file)
    (row,) = read_table(file.getvalue()).rows
    assert row.cells == ("=1+1", "", "")
    assert [column for column, _why in row.unreadable] == [1, 2]
    assert "holds a formula" in row.unreadable[0][1]


def test_the_sheets_that_are_not_read_are_named() -> None:
    def second(book: Any) -> None:
        book.create_sheet("Codes").append(["x"])

    assert "Not read: “Codes”" in " ".join(read_table(workbook(["a"], [1], change=second)).about)


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The zip with parts replaced or added; `__` in a name is a slash, `_` a dot."""
    file = io.BytesIO()
    wanted = {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, data in wanted.items():
            new.writestr(name, data)
    return file.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"""
LAUGHS_16 = LAUGHS.decode().encode("utf-16")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=b"<a>" + b" " * (101 << 20)), "takes more than 100"),
        (repacked(workbook(["a"], [1]), xl__media__image_png=b"\0" * (101 << 20)), "takes more than 100"),
        (repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=LAUGHS), "declares entities"),
        (repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=LAUGHS_16), "declares entities"),
        (repacked(workbook(["a"], [1]), xl__vbaProject_bin=b"x"), "holds macros"),
        (repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=b"<worksheet>"), "damaged"),
        (repacked(workbook(["a"], [1]), xl__workbook_xml=b"<workbook/>"), "damaged|holds nothing"),
        (workbook(["a"], [1])[:-200], "damaged"),
        (workbook(["a"] * COLUMNS + ["too far"], [1]), "more than 100 columns"),
        (workbook([], []), "holds nothing"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_excel_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_table(content)


def test_a_declared_size_is_not_believed() -> None:
    """Its directory says that the sheet takes ten bytes."""
    content = repacked(workbook(["a"], [1]), xl__worksheets__sheet1_xml=b"<a>" + b" " * (101 << 20))
    size = (3 + (101 << 20)).to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(FileRefused, match=r"damaged|takes more than 100"):
        read_table(content.replace(size, (10).to_bytes(4, "little")))


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(FileRefused, match="no Excel file"):
        read_table(file.getvalue())
