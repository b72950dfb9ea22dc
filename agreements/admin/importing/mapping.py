"""Which column is what, what stands for all rows, and what words mean: asked on one page."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agreements.admin.roles import User
from agreements.corpus.tables.cells import PARTY, Cells, Questions
from agreements.corpus.tables.columns import Mapping
from agreements.corpus.tables.fields import FIELDS, Field, How
from agreements.corpus.tables.sheet import Sheet
from agreements.corpus.tables.values import LEAVE_OUT, ORDERS
from agreements.curation.workflow import new_states
from agreements.models import Party
from agreements.models.vocabularies import Publication, TableKind

ASKED_AT_ONCE = 40
WITH_STATE = {TableKind.AGREEMENTS: "agreement", TableKind.MEETINGS: "meeting"}


def states(kind: str, user: User) -> list[tuple[str, Any]]:
    """What new records may become. A record file may hold any kind, so it takes the right to publish each."""
    if kind not in (*WITH_STATE, TableKind.RECORDS):
        return []
    models = [WITH_STATE[TableKind(kind)]] if kind in WITH_STATE else ["agreement", "meeting", "body"]
    return [(state.value, state.label) for state in new_states(user, models)]


class StateForm(forms.Form):
    """All that is to be said of record files, and what is said last of a table."""

    def __init__(self, *args: Any, kind: str, user: User, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices := states(kind, user):
            self.fields["publication"] = forms.ChoiceField(
                label=_("New records become"),
                choices=choices,
                initial=mapping.publication,
                help_text=_("What is known already keeps its state."),
                widget=UnfoldAdminSelectWidget,
            )


class MappingForm(StateForm):
    """A field for each column, for each constant, and for each word that means nothing yet. What is asked follows from
    the columns as they are posted: where that is more than the page had, it is shown again."""

    def __init__(self, data: QueryDict | None, *, kind: str, user: User, mapping: Mapping, sheet: Sheet) -> None:
        super().__init__(data, kind=kind, user=user, mapping=mapping)
        self.kind, self.before, self.sheet = kind, mapping, sheet
        self._add_columns()
        self._add_constants()
        self.fields["unknown"] = forms.CharField(
            label=_("These mean that nothing is known"),
            initial=mapping.unknown,
            required=False,
            max_length=500,
            help_text=_("Divided by semicolons. A cell that holds one of them is taken as blank."),
            widget=UnfoldAdminTextInputWidget,
        )
        chosen = self._chosen()
        questions = Cells(kind, chosen).questions(sheet)
        self._add_order(questions)
        self._add_meanings(questions)

    def _add_columns(self) -> None:
        choices = [("", gettext("Leave out")), *((one.name, one.label) for one in FIELDS[self.kind])]
        for place, heading in enumerate(self.sheet.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=self.before.columns[place],
                widget=UnfoldAdminSelectWidget({"aria-label": gettext("What “%s” is") % heading}),
            )

    def _add_constants(self) -> None:
        parties = [("", ""), *((party.code, str(party)) for party in Party.objects.for_choice())]
        for one in FIELDS[self.kind]:
            if one.constant:
                self.fields[f"constant-{one.name}"] = _constant(one, parties, self.before.constants.get(one.name, ""))

    def _add_order(self, questions: Questions) -> None:
        if not questions.ambiguous:
            return
        heading, text = questions.ambiguous[0]
        count = len(questions.ambiguous)
        told = ngettext(
            "%(count)s date can be read in two ways: “%(text)s” (%(heading)s).",
            "%(count)s dates can be read in two ways, like “%(text)s” (%(heading)s).",
            count,
        )
        self.fields["dates"] = forms.ChoiceField(
            label=_("Order of day and month"),
            choices=[("", gettext("Choose ...")), *ORDERS.items()],
            initial=self.before.dates,
            help_text=told % {"count": count, "text": text, "heading": heading},
            error_messages={"required": gettext("Say whether the day or the month comes first in this file.")},
            widget=UnfoldAdminSelectWidget,
        )

    def _add_meanings(self, questions: Questions) -> None:
        parties = [(party.code, str(party)) for party in Party.objects.for_choice()] if PARTY in questions.words else []
        refuse = ("", gettext("Refuse these rows"))
        for name, words in questions.words.items():
            if name == PARTY:
                choices = [refuse, *parties]
            else:
                field = next(one for one in FIELDS[self.kind] if one.name == name)
                choices = [refuse, (LEAVE_OUT, gettext("Leave it out")), *field.choices.choices]
            most = sorted(words.items(), key=lambda item: -item[1][1])[:ASKED_AT_ONCE]
            for compared, (written, rows) in most:
                self.fields[f"meaning-{name}-{compared}"] = forms.ChoiceField(
                    label=f"{written[:80]} ({rows})",
                    choices=choices,
                    required=False,
                    initial=self.before.meanings.get(name, {}).get(compared, ""),
                    widget=UnfoldAdminSelectWidget,
                )

    def _chosen(self) -> Mapping:
        """The columns as they are posted or were before, without what the words in them were said to mean."""
        columns = [
            str(self.data.get(f"column-{place}", "")) if self.is_bound else name
            for place, name in enumerate(self.before.columns)
        ]
        known = {one.name for one in FIELDS[self.kind]}
        columns = [name if name in known else "" for name in columns]
        unknown = str(self.data.get("unknown", "")) if self.is_bound else self.before.unknown
        return Mapping(list(self.sheet.headings), columns, unknown=unknown)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, heading in enumerate(self.sheet.headings):
            name = data.get(f"column-{place}")
            if name and name in taken:
                reason = gettext("“%s” is this as well: one column for each, and leave the other out.")
                self.add_error(f"column-{place}", reason % taken[name])
            elif name:
                taken[name] = heading
        if not taken:
            self.add_error(None, gettext("No column is chosen yet: say what at least one of them is."))
        if any(name.startswith("meaning-") and name not in self.data for name in self.fields):
            self.add_error(None, gettext("The columns now chosen hold words that mean nothing here yet. See below."))
        return data

    def mapping(self) -> Mapping:
        data = self.cleaned_data
        meanings: dict[str, dict[str, str]] = {name: dict(words) for name, words in self.before.meanings.items()}
        for name, value in data.items():
            if name.startswith("meaning-"):
                _meaning, field, word = name.split("-", 2)
                meanings.setdefault(field, {})[word] = value
        constants = {name.partition("-")[2]: value for name, value in data.items() if name.startswith("constant-")}
        return Mapping(
            headings=list(self.sheet.headings),
            columns=[data[f"column-{place}"] for place in range(len(self.sheet.headings))],
            constants={name: value for name, value in constants.items() if value},
            unknown=data["unknown"],
            dates=data.get("dates", ""),
            meanings=meanings,
            publication=data.get("publication", Publication.DRAFT),
        )


def _constant(one: Field, parties: list[tuple[str, Any]], initial: str) -> forms.Field:
    choices = {How.CHOICE: [("", ""), *one.choices.choices] if one.choices else [], How.PARTY: parties}.get(one.how)
    if choices is not None:
        return forms.ChoiceField(
            label=one.label, choices=choices, required=False, initial=initial, widget=UnfoldAdminSelectWidget
        )
    return forms.CharField(
        label=one.label, required=False, initial=initial, max_length=2000, widget=UnfoldAdminTextInputWidget
    )
