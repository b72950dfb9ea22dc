"""Partial dates: as precise as their source and no more.

The text is EDTF (ISO 8601-2, levels 0 and 1 as DESIGN.md section 1 lists it). The same grammar is written once more in
SQL, as `edtf_range` (migration 0001); tests/test_dates.py and tests/models/test_partial_dates.py hold the two together.
"""

from agreements.dates.grammar import PartialDateError, Precision
from agreements.dates.partial import PartialDate

__all__ = ["PartialDate", "PartialDateError", "Precision"]
