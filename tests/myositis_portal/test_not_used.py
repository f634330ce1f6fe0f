import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/trials/", "/search/"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("treatment without prednisone", "without prednisone"),
        ("CK 4500", "4500"),
        ("dermatomyositis in her seventies", "in her seventies"),
    ],
)
def test_pages_name_words_that_were_not_used(client, address, asked, said):
    page = client.get(address, {"q": asked}).content.decode()
    assert f"<strong>“{said}”</strong>: We cannot search" in page


def test_the_api_names_words_that_were_not_used(client):
    found = client.get("/api/v1/trials/", {"q": "without prednisone"}).json()
    assert [one["said"] for one in found["not_used"]] == ["without prednisone"]
    assert "prednisone" in found["not_used"][0]["why"]
