"""The shop that the end-to-end tests run in."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.shop import Shop, open_shop


@pytest.fixture
def shop(empty_database_url: str) -> Iterator[Shop]:
    with open_shop(empty_database_url) as shop:
        yield shop
