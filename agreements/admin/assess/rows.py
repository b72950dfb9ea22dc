"""One action of the page: how it stands, and the update that is written for it."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from agreements.admin.endpoints import AddressField
from agreements.admin.partial_dates import PartialDateWidget
from agreements.admin.updates_below import tell_missing
from agreements.curation.assessing import CLOSED, overtaken_by
from agreements.models import ActionUpdate, AgreedAction, Party, Source
from agreements.models.partial_dates import PartialDateFormField
from agreements.models.vocabularies import Basis, Evidence, ReportedStatus, Timing

SOURCES = ("source", "second_source")
NONE = [("", "—")]


def _choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*NONE, *choices], required=False, widget=UnfoldAdminSelectWidget)


def _address(label: Any) -> AddressField:
    """A line of text: a browser would refuse an address without https:// before the server can mend it."""
    return AddressField(
        label=label, required=False, widget=UnfoldAdminTextInputWidget({"inputmode": "url", "autocomplete": "off"})
    )


class RowForm(forms.Form):
    """`checked` is that of the page. A row that nobody wrote in is not looked at."""

    evidence = _choice(_("evidence"), Evidence.choices)
    basis = _choice(_("basis"), Basis.choices)
    date = PartialDateFormField(label=_("when it happened"), required=False, widget=PartialDateWidget)
    what = forms.CharField(label=_("what happened"), required=False, widget=UnfoldAdminTextareaWidget({"rows": 2}))
    source = _choice(_("source"))
    source_address = _address(_("or paste an address"))
    second_source = _choice(_("second source"))
    second_source_address = _address(_("or paste another address"))
    reported_status = _choice(_("a party reports"), ReportedStatus.choices)
    reporting_party = _choice(_("reported by"))

    def __init__(self, data: Any, *, action: Any, offered: dict[str, str], parties: list[Party], checked: Any) -> None:
        super().__init__(data, prefix=f"a{action.pk}", empty_permitted=True, use_required_attribute=False)
        self.action, self.checked = action, checked
        self.parties = {str(party.pk): party for party in parties}
        for name in SOURCES:
            self._offer(name, list(offered.items()))
        self._offer("reporting_party", [(code, str(party)) for code, party in self.parties.items()])
        self.fields["evidence"].widget.attrs["data-proofs"] = ""

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [*NONE, *choices]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name in SOURCES:
            chosen, pasted = data.get(name), data.get(f"{name}_address")
            if chosen and pasted and chosen != pasted:
                self.add_error(f"{name}_address", gettext("Choose a source or paste one, not both."))
            data[name] = pasted or chosen
        unread = {name.removesuffix("_address"): "?" for name in self.errors}
        given = data | {"checked": self.checked}
        tell_missing(self, given | unread)
        return data

    def save(self) -> ActionUpdate:
        data = self.cleaned_data
        plain = ("evidence", "basis", "date", "what", "reported_status")
        return ActionUpdate.objects.create(
            action=self.action,
            checked=self.checked,
            **{name: data[name] for name in plain},
            **{name: Source.objects.get_or_create(url=data[name])[0] if data[name] else None for name in SOURCES},
            reporting_party=self.parties.get(data["reporting_party"]),
        )

    @property
    def told_more(self) -> bool:
        """Whether anything of the further fields is filled in or wrong."""
        names = ("second_source", "second_source_address", "reported_status", "reporting_party")
        return any(self[name].value() or name in self.errors for name in names)

    @property
    def first(self) -> list[Any]:
        return [self[name] for name in ("evidence", "basis", "what", "date", "source", "source_address")]

    @property
    def further(self) -> list[Any]:
        names = ("second_source", "second_source_address", "reported_status", "reporting_party")
        return [self[name] for name in names]


class AssessRow:
    """`seen` is the key of what was entered last when the page was opened, `judged` that of the current judgement."""

    def __init__(self, action: Any, form: RowForm, now: ActionUpdate | None, post: Any) -> None:
        self.action: AgreedAction = action
        self.form, self.now = form, now
        self.problems: list[str] = []
        self.seen, self.judged = str(action.last_update), str(action.evidence_update or "")
        if post is not None:
            self.seen = post.get(f"a{action.pk}-seen", "")
            self.judged = post.get(f"a{action.pk}-judged", "")

    @cached_property
    def is_written(self) -> bool:
        return self.form.is_bound and self.form.has_changed()

    @property
    def evidence(self) -> str:
        return str(Evidence(self.action.evidence).label)  # type: ignore[attr-defined]

    @property
    def timing(self) -> str:
        return str(Timing(self.action.timing).label)  # type: ignore[attr-defined]

    @property
    def is_overdue(self) -> bool:
        return self.action.timing == Timing.OVERDUE  # type: ignore[attr-defined]

    @property
    def may_be_checked(self) -> bool:
        return self.action.evidence not in CLOSED  # type: ignore[attr-defined]

    @property
    def is_assessed(self) -> bool:
        return self.action.evidence != Evidence.NOT_ASSESSED  # type: ignore[attr-defined]

    def look(self) -> bool:
        """Whether somebody entered an update since the page was opened: it is told, and from now on known."""
        if self.seen == str(self.action.last_update):  # type: ignore[attr-defined]
            return False
        entered = ActionUpdate.objects.filter(pk=self.action.last_update).first()  # type: ignore[attr-defined]
        self.problems.append(overtaken_by(entered))
        self.refresh()
        return True

    def refresh(self) -> None:
        action: Any = self.action
        self.seen, self.judged = str(action.last_update), str(action.evidence_update or "")
