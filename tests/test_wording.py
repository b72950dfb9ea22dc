"""Numbers as people read them."""

import pytest
from django.utils import translation

from agreements.wording import grouped


@pytest.mark.parametrize(("language", "said"), [("en", "10,000"), ("ar", "10.000"), ("fr", "10\u202f000")])
def test_thousands_are_divided_in_every_language(language: str, said: str) -> None:
    with translation.override(language):
        assert grouped(10_000).replace("\xa0", "\u202f") == said
