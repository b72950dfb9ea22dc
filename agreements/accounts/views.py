from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agreements.accounts.second_factor import factors_of, is_admitted, is_due
from agreements.models import LoginAttempt

LOGINS_SHOWN = 10


class Login(LoginView):
    def get_authenticated_redirect_url(self) -> str:
        """Whoever is logged in already and still comes here lacks the second factor, or follows an old link."""
        user = self.request.user
        if is_admitted(self.request, user):
            return super().get_authenticated_redirect_url()
        return self.passthrough_next_url(reverse("mfa_reauthenticate" if factors_of(user) else "mfa_index"))


class Account(IndexView):
    """Somebody's own account: the second factor, the password, the last logins."""

    template_name = "account/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        found = super().get_context_data(**kwargs)
        codes = found["authenticators"].get("recovery_codes")
        return found | {
            "is_due": is_due(user),
            "roles": list(Group.objects.filter(user=user.pk).order_by("name").values_list("name", flat=True)),
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
            "logins": list(LoginAttempt.objects.filter(user=user.pk)[:LOGINS_SHOWN]),
        }


def no_sign_up(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)
