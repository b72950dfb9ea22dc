"""An Excel file before anything reads it: a zip of XML, of which nothing is believed."""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext

from agreements.corpus.tables.sheet import COLUMNS, UNPACKED, FileRefused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = 500
BLOCK = 1 << 20
# What a table's text is made of. Macros, links to other files, pictures and the like are not even unpacked.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/(?:sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml|docProps/(?:core|app)\.xml",
    re.IGNORECASE,
)


def refuse_old(content: bytes) -> None:
    """OLE is what Excel wrote before 2007, and what it wraps a file in that has a password."""
    if not content.startswith(OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused(gettext("This file has a password. Save it without one."))
    raise FileRefused(gettext("This is a file of an old Excel or Word. Save it as .xlsx or CSV."))


def clean_package(content: bytes) -> bytes:
    """The file again with nothing in it but the parts needed, each read to the end within the limits.

    Raises FileRefused for bombs, passwords, macros, broken zips, and XML that declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _repacked(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(gettext("This Excel file is damaged. Open it in Excel and save it again.")) from error


def _repacked(package: zipfile.ZipFile) -> bytes:
    parts = package.infolist()
    names = {part.filename for part in parts}
    _refuse_by_names(names, parts)
    if sum(part.file_size for part in parts) > UNPACKED << 20:
        raise _bomb()
    clean = io.BytesIO()
    left = UNPACKED << 20
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as out:
        for part in parts:
            if _NEEDED.fullmatch(part.filename):
                data = _read(package, part, left)
                left -= len(data)
                _refuse_hostile(data, part.filename)
                out.writestr(part.filename, data)
    return clean.getvalue()


def _refuse_by_names(names: set[str], parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(gettext("This file has a password. Save it without one."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(gettext("This file holds macros (.xlsm). Save it as .xlsx, without them, or as CSV."))
    if "xl/workbook.xml" not in names:
        raise FileRefused(gettext("This is a zip, and no Excel file (.xlsx). Save the table as .xlsx or CSV."))
    if len(parts) > PARTS or len(names) != len(parts):
        raise _bomb()


def _bomb() -> FileRefused:
    reason = gettext("Unpacked, this file takes more than %s megabytes, or is not made as Excel makes files.")
    return FileRefused(f"{reason % UNPACKED} {gettext('Save the one sheet that is needed as CSV.')}")


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """In blocks, so that a size that was declared falsely costs no more than what is left."""
    blocks = []
    with package.open(part) as stream:
        while block := stream.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise _bomb()
            blocks.append(block)
    return b"".join(blocks)


def _refuse_hostile(data: bytes, name: str) -> None:
    """Entities are declared in a DOCTYPE alone, and no part of a workbook has one, whatever its encoding."""

    def doctype(*_declared: object) -> None:
        raise FileRefused(gettext("This file declares entities in its XML, as no spreadsheet does: it is refused."))

    def macros(tag: str, attributes: dict[str, str]) -> None:
        if "macroEnabled" in attributes.get("ContentType", ""):
            raise FileRefused(gettext("This file holds macros (.xlsm). Save it as .xlsx, without them, or as CSV."))

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = doctype
    if name == "[Content_Types].xml":
        reader.StartElementHandler = macros
    if name.lower().startswith("xl/worksheets/"):
        reader.StartElementHandler = _Wide()
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        raise FileRefused(gettext("This Excel file is damaged. Open it in Excel and save it again.")) from error


class _Wide:
    """A value far to the right would be left out, or cost a hundred cells a row to reach."""

    def __init__(self) -> None:
        self.cell = ""

    def __call__(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.cell = attributes.get("r", "").rstrip("0123456789")
        elif tag in ("v", "is", "f") and _number(self.cell) > COLUMNS:
            raise FileRefused(gettext("This table has more than %s columns. Leave out those not needed.") % COLUMNS)


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + max(ord(letter) - 64, 0)
    return number
