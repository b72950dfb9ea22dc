from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef


class Accounts(AuthenticationBackend):
    """Knows accounts by name or e-mail address, and brings the second factors along with whoever is logged in."""

    def get_user(self, user_id: Any) -> User | None:
        own = Authenticator.objects.filter(user=OuterRef("pk")).values("pk")
        user = User.objects.annotate(factors=ArraySubquery(own)).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
