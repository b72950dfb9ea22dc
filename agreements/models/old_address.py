from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.base import tracked


@tracked
class OldAddress(models.Model):
    """A path that was public once and where it leads now. Renaming a record adds one by trigger, and so does
    giving an action another number or record (migration 0003)."""

    path = models.TextField(_("old address"), unique=True, help_text=_("Without a language, like /meetings/old/."))
    target = models.TextField(_("leads to"))

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(path__regex=r"^/.*/$") & Q(target__regex=r"^/.*/$"),
                name="oldaddress_paths",
                violation_error_message=_("An address begins and ends with a slash, like /meetings/es-ma-gmmp-21/."),
            ),
            models.CheckConstraint(
                condition=~Q(path=F("target")),
                name="oldaddress_leads_elsewhere",
                violation_error_message=_("An address does not lead to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"
