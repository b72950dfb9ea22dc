from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin.people import of_role


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_superuser("editor", password="an editor's password")


@pytest.fixture
def desk(editor: User) -> Client:
    """The admin as a curator sees it, logged in."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def reader(db: None) -> Any:
    """Staff without a single permission."""
    client = Client()
    client.force_login(User.objects.create_user("reader", password="a reader's password", is_staff=True))
    return client


@pytest.fixture
def writer(db: None) -> Client:
    return of_role("Editor")


@pytest.fixture
def reviewer(db: None) -> Client:
    return of_role("Reviewer")
