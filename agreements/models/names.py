"""Names as people write them, found whatever the accents, the case or the variant."""

from typing import Any

from django.db import models
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Fold(Func):
    """Lower case without accents, as the database's own `fold()` does it (migration 0001)."""

    function = "fold"
    arity = 1
    output_field = TextField()


class FoldedName(models.GeneratedField):
    """A stored column with the folded text of another one, the first that is not empty of those named."""

    def __init__(self, *fields: str, **kwargs: Any) -> None:
        if fields:
            text: Any = F(fields[-1])
            for field in reversed(fields[:-1]):
                text = models.functions.Coalesce(NullIf(F(field), Value("")), text)
            kwargs.update(expression=Fold(text), output_field=TextField(), db_persist=True)
        super().__init__(**kwargs)


class NamesInFourLanguages(models.Model):
    """`name` is the English one; the others are shown where the reader's language has one."""

    name = models.TextField("English name")
    name_fr = models.TextField("nom français", blank=True)
    name_es = models.TextField("nombre español", blank=True)
    name_ar = models.TextField("الاسم بالعربية", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return getattr(self, f"name_{(get_language() or 'en')[:2]}", "") or self.name


class NameVariant(models.Model):
    """Another spelling, transliteration or translation of the name of whatever a subclass points to."""

    name = models.TextField(_("variant"))
    folded = FoldedName("name")

    class Meta:
        abstract = True
        verbose_name = _("name variant")
        verbose_name_plural = _("name variants")
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name


def variant_once(owner: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[owner, "name"],
        name="%(class)s_unique",
        violation_error_message=_("This variant is already listed."),
    )
