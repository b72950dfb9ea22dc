"""Bytes into text, in the encodings that spreadsheets write, and nothing guessed where bytes are broken."""

import re

from django.utils.translation import gettext

from agreements.corpus.tables.sheet import FileRefused

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def text_of(content: bytes) -> str:
    """Raises FileRefused with the line of the first byte that cannot be read."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    text = _decoded(content, encoding or _of_two_bytes(content) or "utf-8")
    if (bad := FORBIDDEN.search(text)) is not None:
        reason = gettext("Line %(line)s holds a control character (U+%(code)s): this is no plain text.")
        way = gettext("Save it again as CSV in UTF-8, or bring the Excel file itself.")
        values = {"line": text.count("\n", 0, bad.start()) + 1, "code": f"{ord(bad[0]):04X}"}
        raise FileRefused(f"{reason % values} {way}")
    # What ends a line or a page within a cell stands between words.
    return text.replace("\x0b", " ").replace("\x0c", " ")


def _of_two_bytes(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of western text is nil."""
    start = content[:2000]
    if len(start) > 3 and start.count(0) > len(start) // 3:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return ""


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _SEVERAL_BYTES.search(content):
            raise _broken(content, error.start) from error
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _broken(content, error.start) from error


def _broken(content: bytes, start: int) -> FileRefused:
    line = content.count(b"\n", 0, start) + 1
    reason = gettext("Line %s holds bytes that are neither UTF-8 nor any other encoding of the file as a whole.")
    return FileRefused(f"{reason % line} {gettext('Save it again as CSV in UTF-8.')}")
