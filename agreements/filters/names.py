from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from agreements.filters.fields import Words, stands_in


class NameWords(Words):
    """Every word stands in one of the columns, or in one of the other names that `variants` keeps for `owner`."""

    def __init__(self, *columns: str, variants: type[Model], owner: str, **kwargs: Any) -> None:
        self.variants, self.owner = variants, owner
        super().__init__(*columns, **kwargs)

    def _holds(self, word: str) -> Q:
        names = self.variants._default_manager.filter(stands_in("name", word), **{self.owner: OuterRef("pk")})
        return super()._holds(word) | Q(Exists(names))
