"""A table from the bytes of a file, by what they are and not by what the file is called."""

from functools import lru_cache

from django.utils.translation import gettext

from agreements.corpus.tables.delimited import read_delimited
from agreements.corpus.tables.package import OLE, ZIP, refuse_old
from agreements.corpus.tables.sheet import MEGABYTES, FileRefused, Sheet
from agreements.corpus.tables.workbook import read_workbook


def refuse_large(size: int) -> None:
    if size > MEGABYTES << 20:
        reason = gettext("This is %(size)s MB; a file may have %(most)s MB. Divide it into several.")
        raise FileRefused(reason % {"size": -(-size >> 20), "most": MEGABYTES})


# The pages for one file follow each other: its columns are chosen, then it is tried, then imported.
@lru_cache(maxsize=2)
def read_table(content: bytes) -> Sheet:
    """Raises FileRefused."""
    refuse_large(len(content))
    if not content.strip():
        raise FileRefused(gettext("This file is empty."))
    if content.startswith(OLE):
        refuse_old(content)
    if content.startswith(b"%PDF"):
        raise FileRefused(gettext("This is a PDF. Bring the table itself, as CSV or .xlsx."))
    return read_workbook(content) if content.startswith(ZIP) else read_delimited(content)
