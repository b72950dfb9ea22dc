"""The record's version: one number that every committed change of the record moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

_NEVER = count(1)
_held: ContextVar[int | None] = ContextVar("the version that a request goes by", default=None)


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
        known = _held.get()
        return cls._asked() if known is None else known

    @classmethod
    @contextmanager
    def held(cls) -> Iterator[None]:
        """Asked once for all that happens within. It is the number before anything is read, so that what changes
        meanwhile is filed under an old number, and made anew under the next."""
        token = _held.set(cls._asked())
        try:
            yield
        finally:
            _held.reset(token)

    @classmethod
    @contextmanager
    def of_nothing(cls) -> Iterator[None]:
        """For what is read only to be taken back: a number that no version ever has, so that what is filed under it
        is never found again."""
        token = _held.set(-next(_NEVER))
        try:
            yield
        finally:
            _held.reset(token)

    @classmethod
    def _asked(cls) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(sum(moves), 0)::bigint FROM {cls._meta.db_table}")  # noqa: S608
            return int(cursor.fetchone()[0])
