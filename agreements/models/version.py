"""The record's version: one number that every committed change of the record moves."""

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _


class RecordVersion(models.Model):
    """The version is the sum over these rows.

    Statement triggers on every table of the record add one to a row that no other transaction holds, once a
    transaction (migration 0003). So writers do not wait for each other, and because the number is ordinary row data
    it becomes visible in the same instant as the change it stands for: no reader can file an old page under a new
    number, as a sequence would let it.
    """

    moves = models.BigIntegerField(default=0)
    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("version of the record")
        verbose_name_plural = _("version of the record")

    def __str__(self) -> str:
        return str(self.moves)

    @classmethod
    def now(cls) -> int:
        return cls.objects.aggregate(version=Sum("moves"))["version"] or 0
