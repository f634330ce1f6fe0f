"""An address that changed leads to the page for ever; one that another page took is that page's."""

import pytest
from django.urls import reverse

from conditions.addresses import PublicAddress
from conditions.models import Condition, Guide
from desk import roles
from organizations.models import Organization
from tests import knowledge
from tests.organizations import made

from . import desk

pytestmark = pytest.mark.django_db


def a_public(kind, slug):
    if kind == "condition":
        return knowledge.condition(slug)
    if kind == "guide":
        return knowledge.guide(slug)
    made.family()
    return made.organization(slug, [made.phone("800-821-7356")])


ADDRESSES = {
    "condition": ["/conditions/{}/", "/api/v1/conditions/{}/"],
    "guide": ["/guides/{}/"],
    "organization": [
        *("/organizations/{}/", "/api/v1/organizations/{}/", "/organizations/{}/wrong/thanks/"),
    ],
}
KINDS = [(kind, address) for kind, addresses in ADDRESSES.items() for address in addresses]


def renamed(page, slug):
    """As the desk does it: a new version, then published."""
    page.slug = slug
    page.save_revision().publish()
    page.refresh_from_db()


def leads(client, address):
    """Where an address leads in one step, or what it answers."""
    answer = client.get(address)
    return answer["Location"] if answer.status_code == 301 else answer.status_code


@pytest.mark.parametrize(("kind", "address"), KINDS)
class TestAnAddress:
    def test_that_changed_leads_to_the_new_one(self, client, kind, address):
        page = a_public(kind, "old")
        renamed(page, "new")
        assert leads(client, address.format("old")) == address.format("new")
        assert leads(client, address.format("new")) == 200

    def test_keeps_its_question(self, client, kind, address):
        renamed(a_public(kind, "old"), "new")
        query = "?for=caregiver&x=%C3%A9+%26"
        assert leads(client, address.format("old") + query) == address.format("new") + query

    def test_that_changed_often_leads_there_in_one_step(self, client, kind, address):
        page = a_public(kind, "one")
        for slug in ("two", "three", "four"):
            renamed(page, slug)
        for slug in ("one", "two", "three"):
            assert leads(client, address.format(slug)) == address.format("four")

    def test_that_changed_back_is_the_page_itself(self, client, kind, address):
        page = a_public(kind, "one")
        renamed(page, "two")
        renamed(page, "one")
        assert leads(client, address.format("one")) == 200
        assert leads(client, address.format("two")) == address.format("one")

    def test_that_another_page_took_is_that_pages_also_after_it_moved_on(
        self, client, kind, address
    ):
        renamed(a_public(kind, "one"), "two")
        second = a_public(kind, "one")
        assert leads(client, address.format("one")) == 200
        renamed(second, "three")
        assert leads(client, address.format("one")) == address.format("three")
        assert leads(client, address.format("two")) == 200

    def test_of_a_draft_is_none(self, client, kind, address):
        page = a_public(kind, "old")
        for slug in ("drafted", "drafted-again"):
            page.slug = slug
            page.save_revision()
        assert leads(client, address.format("old")) == 200
        page.get_latest_revision().publish()
        assert leads(client, address.format("old")) == address.format("drafted-again")
        assert leads(client, address.format("drafted")) == 404

    def test_of_a_page_that_is_taken_off_or_deleted_is_not_found(self, client, kind, address):
        page = a_public(kind, "old")
        renamed(page, "new")
        page.unpublish()
        assert leads(client, address.format("old")) == 404
        page.delete()
        assert leads(client, address.format("old")) == 404

    def test_that_never_was_is_not_found(self, client, kind, address):
        a_public(kind, "old")
        assert leads(client, address.format("never")) == 404


def test_the_kinds_do_not_share_addresses(client):
    renamed(knowledge.guide("same"), "other")
    assert leads(client, "/conditions/same/") == 404


def test_a_browser_does_not_keep_it_for_ever_since_another_page_may_take_it(client):
    renamed(knowledge.guide("old"), "new")
    assert client.get("/guides/old/")["Cache-Control"] == "max-age=3600"


def test_a_report_that_was_begun_at_the_old_address_is_not_lost(client):
    made.family()
    page = made.organization("old", [made.phone("800-821-7356")])
    contact = page.contacts.get()
    renamed(page, "new")
    old = reverse("organizations:report", args=["old", contact.pk])
    new = reverse("organizations:report", args=["new", contact.pk])
    assert leads(client, old) == new
    # 308: the browser sends the same form to the new address.
    answer = client.post(old, {"wrong": "dead"})
    assert (answer.status_code, answer["Location"]) == (308, new)


def test_an_editor_changes_an_address_on_the_desk(client):
    page = desk.a_guide(slug="old", is_medical=False)
    page.latest_revision.publish()
    client.force_login(desk.person("an editor", roles.EDITORS))
    edit = desk.address(page, "edit", page.pk)
    form = desk.guide_form(desk.statement("So it is."), slug="new")
    assert client.press(edit, form).status_code == 302
    assert leads(client, "/guides/new/") == 404
    client.press(edit, form | {"action-submit": "yes"})
    assert leads(client, "/guides/old/") == "/guides/new/"


@pytest.mark.parametrize("model", [Condition, Guide, Organization])
def test_every_public_page_has_its_address_kept(model):
    knowledge.condition("one")
    knowledge.guide("two")
    made.family()
    made.organization("three")
    kept = PublicAddress.objects.filter(model=model._meta.label_lower)
    live = model.objects.filter(live=True)
    assert set(kept.values_list("slug", "page_pk")) >= set(live.values_list("slug", "pk"))
