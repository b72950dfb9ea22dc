"""Bringing a file: looked at while it is refused most easily, and kept once it can be read."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget

from agreements.corpus.guarding import record_text
from agreements.corpus.reading import read_texts
from agreements.corpus.tables.columns import Mapping, recognised
from agreements.corpus.tables.reading import read_table, refuse_large
from agreements.corpus.tables.sheet import MEGABYTES, FileRefused, Sheet
from agreements.models import ImportFile
from agreements.models.vocabularies import TableKind

# What surrounds the files in a form, and its other fields.
MOST_BYTES = (MEGABYTES << 20) + 65_536


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files]


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it holds"), choices=TableKind.choices, widget=UnfoldAdminSelectWidget)
    file = FilesField(
        label=_("File"),
        help_text=_("YAML or JSON for records, of which several may come at once; CSV or Excel (.xlsx) for a table."),
        widget=_SeveralFiles(
            {
                "class": " ".join(INPUT_CLASSES),
                "data-most": MEGABYTES << 20,
                "accept": ".yaml,.yml,.json,.csv,.tsv,.txt,.xlsx",
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._read(data["kind"], data["file"])
            except FileRefused as error:
                self.add_error("file", str(error))
        return data

    def _read(self, kind: str, files: list[UploadedFile]) -> None:
        refuse_large(sum(one.size or 0 for one in files))
        self.name = ", ".join(str(one.name) for one in files)[:300]
        if kind == TableKind.RECORDS:
            texts = [(str(one.name), record_text(str(one.name), one.read())) for one in files]
            _refuse_unread(texts)
            self.content = json.dumps(texts, ensure_ascii=False).encode()
            return
        if len(files) > 1:
            raise FileRefused(gettext("Bring one table at a time: each has its own columns."))
        self.content = files[0].read()
        read_table(self.content)

    def save(self, by: User) -> ImportFile:
        kind = self.cleaned_data["kind"]
        mapping = {} if kind == TableKind.RECORDS else first_mapping(kind, read_table(self.content)).as_json()
        return ImportFile.objects.create(name=self.name, kind=kind, content=self.content, mapping=mapping, by=by)


def _refuse_unread(texts: Sequence[tuple[str, str]]) -> None:
    """A file that holds no record at all is told at once; of the others each record is judged by itself."""
    records, problems = read_texts(texts)
    whole = [problem for problem in problems if not problem.kind]
    if whole:
        raise FileRefused(" ".join(str(problem) for problem in whole))
    if not records and not problems:
        raise FileRefused(gettext("This file holds no record."))


def first_mapping(kind: str, sheet: Sheet) -> Mapping:
    """As it was last said of a file with the same headings, else as the headings tell."""
    same = ImportFile.objects.filter(kind=kind, mapping__headings=list(sheet.headings))
    remembered = same.values_list("mapping", flat=True).first()
    return Mapping.from_json(remembered) if remembered else recognised(kind, sheet)


def texts_of(file: ImportFile) -> list[tuple[str, str]]:
    return [(name, text) for name, text in json.loads(bytes(file.content))]
