"""A file tried, which writes nothing, and then imported, which does what the trial showed or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from agreements.admin.importing.mapping import states
from agreements.admin.importing.upload import texts_of
from agreements.admin.roles import User, may_change
from agreements.corpus.tables.columns import Mapping
from agreements.corpus.tables.outcome import Outcome
from agreements.corpus.tables.reading import read_table
from agreements.corpus.tables.trial import import_records, import_table
from agreements.models import ImportFile
from agreements.models.vocabularies import TableKind


class OtherwiseNow(Exception):
    """The record has changed since it was tried: `outcome` is what would be done now."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def try_out(file: ImportFile, user: User) -> None:
    file.outcome = _run(file, user, dry_run=True).as_json()
    file.save(update_fields=["outcome"])


def confirm(file: ImportFile, user: User, agreed: str) -> bool:
    """Whether it was done. `agreed` is the digest of the trial that the editor saw; where another one would come of it
    now, that is kept to be shown, and nothing is written."""
    with transaction.atomic():
        file = ImportFile.objects.select_for_update().get(pk=file.pk)
        if file.applied_at:
            return True
        try:
            with transaction.atomic():
                outcome = _run(file, user, dry_run=False)
                if outcome.digest != agreed:
                    raise OtherwiseNow(outcome)
        except OtherwiseNow as otherwise:
            file.outcome = otherwise.outcome.as_json()
            file.save(update_fields=["outcome"])
            return False
        file.outcome = outcome.as_json()
        file.applied_at = timezone.now()
        file.save(update_fields=["outcome", "applied_at"])
    return True


def _run(file: ImportFile, user: User, *, dry_run: bool) -> Outcome:
    mapping = mapping_of(file)
    allowed = states(file.kind, user)
    if allowed and mapping.publication not in dict(allowed):
        raise PermissionDenied
    with _noted(file, user):
        if file.kind == TableKind.RECORDS:
            return import_records(
                texts_of(file),
                publication=mapping.publication,
                may_amend=lambda row: may_change(user, row),
                dry_run=dry_run,
            )
        return import_table(
            file.kind,
            read_table(bytes(file.content)),
            mapping,
            file=file.name,
            may_amend=lambda row: may_change(user, row),
            dry_run=dry_run,
        )


@contextmanager
def _noted(file: ImportFile, user: User) -> Iterator[None]:
    with pghistory.context(note=gettext("Import: %s") % file.name, user=user.pk):
        yield


def mapping_of(file: ImportFile) -> Mapping:
    return Mapping.from_json({"headings": [], "columns": [], **file.mapping})
