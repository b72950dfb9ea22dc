"""Partial dates: as precise as their source and no more.

The text is EDTF (ISO 8601-2, levels 0 and 1 as DESIGN.md section 1 lists it). The same grammar is written once more in
SQL, as `edtf_range` (migration 0001); tests/models/test_partial_dates.py holds the two together.
"""

from agreements.dates.grammar import PartialDateError, Precision
from agreements.dates.partial import PartialDate
from agreements.dates.reading import Reading, read_phrase

__all__ = ["PartialDate", "PartialDateError", "Precision", "Reading", "read_phrase"]
