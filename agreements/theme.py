"""How the admin looks, and what stands in its menu: what the theme reads as settings.UNFOLD."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# The colours of the public pages (static/css/tokens.css), in the steps that the theme knows: their one blue, and greys
# that are warm as their paper while they are light, and cool as their night once they are dark.
SKY = {
    "50": "oklch(97% .013 246)",
    "100": "oklch(94% .027 246)",
    "200": "oklch(88% .052 246)",
    "300": "oklch(81% .07 246)",
    "400": "oklch(74% .088 246)",
    "500": "oklch(67.5% .1 247)",
    "600": "oklch(48% .1 249)",
    "700": "oklch(42% .092 249)",
    "800": "oklch(36% .08 250)",
    "900": "oklch(30% .066 251)",
    "950": "oklch(23% .048 252)",
}
PAPER_AND_NIGHT = {
    "50": "oklch(98.4% .005 95)",
    "100": "oklch(95.9% .009 92)",
    "200": "oklch(92.4% .011 90)",
    "300": "oklch(87% .013 90)",
    "400": "oklch(71% .014 88)",
    "500": "oklch(51% .013 85)",
    "600": "oklch(44% .012 260)",
    "700": "oklch(36% .014 260)",
    "800": "oklch(28.5% .015 258)",
    "900": "oklch(23.5% .012 256)",
    "950": "oklch(20% .01 256)",
}


def _list(title: Any, icon: str, model: str, app: str = "agreements") -> dict[str, Any]:
    """The list of a model, for those who may look at it."""
    return _leads(title, icon, f"{app}_{model}_changelist", f"{app}.view_{model}")


def _leads(title: Any, icon: str, page: str, needs: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{page}"),
        "permission": lambda request: request.user.has_perm(needs),
    }


MENU: list[dict[str, Any]] = [
    {
        "title": _("The record"),
        "items": [
            _list(_("Meetings"), "groups", "meeting"),
            _list(_("Agreed actions"), "task_alt", "agreedaction"),
            _list(_("Agreements"), "contract", "agreement"),
            _list(_("Bodies"), "account_tree", "body"),
        ],
    },
    {
        "title": _("Who and what"),
        "items": [
            _list(_("People"), "person", "person"),
            _list(_("Institutions"), "account_balance", "institution"),
            _list(_("Relations"), "link", "relation"),
            _list(_("Parties"), "flag", "party"),
            _list(_("Topics"), "label", "topic"),
        ],
    },
    {
        "title": _("Sources"),
        "items": [
            _list(_("Sources"), "description", "source"),
            _list(_("Citations"), "format_quote", "citation"),
            _list(_("Old addresses"), "alt_route", "oldaddress"),
            _leads(_("Merges"), "merge", "merges", "agreements.view_merge"),
            _leads(_("Import"), "upload_file", "import", "agreements.add_importfile"),
        ],
    },
    {
        "title": _("Accounts"),
        "items": [
            _list(_("Users"), "badge", "user", "auth"),
            _list(_("Groups"), "group", "group", "auth"),
            _list(_("Logins"), "login", "loginattempt"),
        ],
    },
]
THEME: dict[str, Any] = {
    "SITE_TITLE": _("Migration Agreements Tracker"),
    "SITE_HEADER": _("Migration Agreements"),
    "SITE_SUBHEADER": _("Tracker: the desk"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("icons/favicon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icons/favicon.svg")},
    ],
    "DASHBOARD_CALLBACK": "agreements.admin.desk.on_index",
    "SCRIPTS": [lambda request: static("admin/labels.js"), lambda request: static("admin/opening.js")],
    "STYLES": [lambda request: static("admin/record.css"), lambda request: static("admin/desk.css")],
    "ACCOUNT": {"navigation": [{"title": _("Your account"), "link": reverse_lazy("mfa_index")}]},
    "COLORS": {"primary": SKY, "base": PAPER_AND_NIGHT},
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SIDEBAR": {"show_search": True, "navigation": MENU},
}
