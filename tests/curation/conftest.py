from collections.abc import Iterator

import pytest

from tests.curation.strange_site import StrangeSite, strange_site


@pytest.fixture
def site() -> Iterator[StrangeSite]:
    with strange_site() as site:
        yield site
