"""Which addresses of our own lead to a page."""

import pytest
from django.utils import translation

from tests.conditions import desk
from tests.organizations import made
from web.own_pages import leads_somewhere

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/glossary/#ck", "/trials/?condition=x", "/guides/a-guide/", "/conditions/ä/"]
)
def test_lists_and_pages_are_there_and_drafts_too(address):
    desk.a_guide()
    assert leads_somewhere(address) == (address != "/conditions/ä/")


def test_an_address_that_a_page_once_had_leads_to_it():
    page = desk.a_condition(live=True)
    page.slug = "other"
    page.save()
    assert leads_somewhere("/conditions/examplitis/")
    assert leads_somewhere("/conditions/other/")


@pytest.mark.parametrize(
    "address", ["/guides/no-such-guide/", "/organizations/nobody/", "/no-such-page/", "/guides"]
)
def test_other_addresses_lead_nowhere(address):
    made.organization("somebody")
    assert leads_somewhere("/organizations/somebody/")
    assert not leads_somewhere(address)


def test_the_language_of_the_desk_makes_no_difference():
    with translation.override("es"):
        assert leads_somewhere("/glossary/")
