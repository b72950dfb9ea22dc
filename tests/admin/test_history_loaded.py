"""Who loaded record files is told in history, and what they were called."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from agreements.models import Topic

pytestmark = pytest.mark.django_db


def test_history_names_the_command_and_the_files(desk: Client, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text("topics:\n  - {code: pets, name: {en: Pets}, gcm: []}\n")
    call_command("load_records", str(file))
    page = desk.get(f"/admin/agreements/topic/{Topic.objects.get(code='pets').pk}/history/").content.decode()
    assert "load_records" in page
    assert "Record files: topics.yaml" in page
    assert str(tmp_path) not in page
