"""Who sits at the desk."""

from django.contrib.auth.models import Group, User
from django.test import Client


def account(role: str, name: str = "") -> User:
    user = User.objects.create_user(name or role or "nobody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of_role(role: str) -> Client:
    """Logged in as somebody who has that role alone, "" for none."""
    return logged_in(account(role))
