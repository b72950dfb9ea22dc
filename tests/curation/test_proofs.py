"""What the forms call missing is what the database refuses, in every combination."""

from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agreements.curation.proofs import missing_proofs
from agreements.models import ActionUpdate
from agreements.models.vocabularies import Basis, Evidence
from tests.world import action, source

EVIDENCE = ("", *Evidence)
BASES = ("", *Basis)


class _TakenBack(Exception):
    pass


def _database_takes(values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            ActionUpdate.objects.create(**values)
            raise _TakenBack
    except IntegrityError:
        return False
    except _TakenBack:
        return True


def _disagreements(tried: list[dict[str, Any]]) -> list[dict[str, Any]]:
    agreed = action()
    return [
        values
        for values in tried
        if _database_takes({"action": agreed, **_columns(values)}) == bool(missing_proofs(**values))
    ]


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    keys = {"source": "source_id", "second_source": "second_source_id", "reporting_party": "reporting_party_id"}
    return {keys.get(name, name): value for name, value in values.items()}


@pytest.mark.django_db
def test_every_evidence_with_every_basis_and_sources_is_judged_as_the_database_does() -> None:
    one, other = source().pk, source().pk
    sources = list(product((None, one), (None, one, other)))
    days: list[dict[str, Any]] = [{}, {"date": "2024-05"}, {"checked": "2024-05-02"}]
    tried = [
        {"what": "Looked.", "evidence": evidence, "basis": basis, "source": first, "second_source": second, **day}
        | ({"reported_status": "planning", "reporting_party": "MA"} if not evidence else {})
        for evidence, basis, (first, second), day in product(EVIDENCE, BASES, sources, days)
    ]
    assert len(tried) == 972
    assert _disagreements(tried) == []


@pytest.mark.django_db
def test_every_report_and_every_note_is_judged_as_the_database_does() -> None:
    of_all = product(EVIDENCE, ("", "Looked."), ("", "planning"), (None, "MA"))
    proven = {"basis": "primary-document", "source": source().pk, "checked": "2024-05-02"}
    tried = [
        {"evidence": evidence, "what": what, "reported_status": status, "reporting_party": party, **proven}
        for evidence, what, status, party in of_all
    ]
    assert len(tried) == 72
    assert _disagreements(tried) == []


def test_each_missing_piece_is_told_at_its_own_field() -> None:
    told = missing_proofs(evidence="completed", basis="two-independent-sources", what="Signed.")
    assert [field for field, _words in told] == ["source", "second_source"]
    told = missing_proofs(evidence="completed", basis="party-statement", what="Signed.", source=1)
    assert [field for field, _words in told] == ["basis"]
    told = missing_proofs(evidence="no-evidence")
    assert [field for field, _words in told] == ["what", "checked"]
    assert "where you looked" in told[0][1]
