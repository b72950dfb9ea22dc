"""Dates as an editor types them, with what was understood shown below."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from unfold.widgets import INPUT_CLASSES, UnfoldAdminTextInputWidget

from agreements.dates import PartialDate, PartialDateError, Reading, read_phrase
from agreements.models.partial_dates import PartialDateField, PartialDateFormField


def understanding(text: str, *, phrases: bool = False) -> tuple[str, bool]:
    """What a typed date means, in words, and whether it cannot stand. `phrases`: words without a date may stand."""
    if not text.strip():
        return "", False
    try:
        reading = read_phrase(text)
        date = PartialDate.parse(reading.edtf or reading.phrase) if not (phrases and not reading.edtf) else None
    except PartialDateError as error:
        return str(error), True
    if date is None:
        return gettext("kept as the source's words, without a date"), False
    if date.edtf == date.humanize():
        return gettext("understood"), False
    return gettext("understood as %(words)s (%(edtf)s)") % {"words": date.humanize(), "edtf": date.edtf}, False


class PartialDateWidget(UnfoldAdminTextInputWidget):
    template_name = "admin/widgets/partial_date.html"
    phrases = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {**(attrs or {}), "data-partial-date": "phrases" if self.phrases else "", "autocomplete": "off"}
        context = super().get_context(name, value, attrs)
        text, error = understanding(str(value or ""), phrases=self.phrases)
        context["widget"] |= {"understanding": text, "misunderstood": error}
        return context


class DueWidget(PartialDateWidget):
    phrases = True


class DueField(PartialDateFormField):
    """A due date, where words that make no date may stand as well: `phrase_of` gives them."""

    def to_python(self, value: Any) -> Any:
        try:
            return None if _without_a_date(value) else super().to_python(value)
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(phrase_of(data)) or super().has_changed(initial, data)


def _without_a_date(value: Any) -> bool:
    reading = read_phrase(str(value or ""))
    return reading != Reading("", "") and not reading.edtf


def phrase_of(text: Any) -> str:
    """The words in what was typed; "" where there are none or they make no sense as a date."""
    try:
        return read_phrase(str(text or "")).phrase
    except PartialDateError:
        return ""


DATE_OVERRIDES = {PartialDateField: {"widget": PartialDateWidget}}
DUE_ATTRIBUTES = {"class": " ".join(INPUT_CLASSES)}
