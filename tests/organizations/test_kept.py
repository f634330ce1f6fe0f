import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Organization, WebsiteAnswer

from . import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]


def shown(client, **asked):
    return client.get("/organizations/", asked).content.decode()


def reads(client, **asked):
    """How often a list reads organizations and what belongs to them."""
    with CaptureQueriesContext(connection) as queries:
        shown(client, **asked)
    tables = ("organizations_organization", "organizations_contact", "organizations_offer")
    return sum(any(f'FROM "{table}"' in q["sql"] for table in tables) for q in queries)


def test_they_are_read_once_for_a_version_of_the_content(client):
    made.organization("one", [made.phone()])
    assert reads(client, q="group") > 0
    assert reads(client, q="another group") == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda one: Organization.objects.update(name="Another Name"), "Another Name"),
        (lambda one: one.offers.update(text="Lends wheelchairs."), "Lends wheelchairs."),
        (lambda one: one.contacts.update(value="800-821-7356"), "800-821-7356"),
        (lambda one: made.organization("second"), "Second"),
    ],
    ids=["its name", "an offer", "a contact", "another one"],
)  # fmt: skip
def test_a_change_is_seen_at_once(client, change, word):
    one = made.organization("one", [made.phone("800-572-1717")])
    assert word not in shown(client)
    change(one)
    assert word in shown(client)


def test_a_website_that_answered_is_seen_at_once(client):
    website = made.phone("https://one.example.org/")
    website.kind = "website"
    made.organization("one", [website])
    assert "https://one.example.org/" not in shown(client)
    WebsiteAnswer.objects.create(
        address="https://one.example.org/", answered_on=timezone.localdate()
    )
    assert "https://one.example.org/" in shown(client)


def test_what_one_search_noted_is_not_in_the_next_one(client):
    made.organization("one", latitude=42.36, longitude=-71.06)
    assert "miles away" in shown(client, place="Boston, Massachusetts")
    assert "miles away" not in shown(client)
