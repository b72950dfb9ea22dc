import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_head_of_an_unknown_address_has_no_body(client: Client) -> None:
    response = client.head("/no-such-page/")
    assert response.status_code == 404
    assert response.content == b""
    assert client.get("/no-such-page/").content
