"""The pages of the organizations that the portal begins with."""

import html
import re

import pytest

from conditions.readability.grades import HIGHEST, grade, sentences
from organizations.choices import GOVERNMENT_NUMBERS
from organizations.models import Contact, Organization
from tests import databases
from tests.test_reading_grade import of_page

started = databases.with_starter()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("started")]

ADDRESS = "/organizations/"


def read(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_ways_to_what_is_often_asked_for_lead_somewhere(client):
    page = read(client)
    often = re.search(r'aria-labelledby="often".*?</nav>', page, re.S)[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', often)]
    assert len(links) == 8
    assert "/organizations/meetings/" in links
    for link in links:
        assert "We do not know of any organizations that match" not in read(client, link)


def test_no_contact_that_is_hidden_is_on_any_page(client):
    shown = {contact.value for contact in Contact.objects.shown()}
    hidden = set(Contact.objects.values_list("value", flat=True)) - shown - {"111", "999"}
    addresses = [ADDRESS, *(one.get_absolute_url() for one in Organization.objects.all())]
    # Below <main> stand links of our own.
    pages = [read(client, address).partition("</main>")[0] for address in addresses]
    everything = "".join(pages)
    assert not [value for value in hidden if value in everything]
    assert "tel:111" not in everything
    assert all(f"tel:+1-{number}" in everything for number in GOVERNMENT_NUMBERS)
    # Each says how we know it, and each card or page with any says once that nobody checked them.
    assert everything.count('<span class="source">') == everything.count('class="contact')
    for part in [*pages[0].split("<article")[1:], *pages[1:]]:
        assert part.count("e have not checked") == ('class="contact' in part)


def test_every_page_can_be_read_after_eight_years_of_school(client):
    for slug in ("tma", "niehs-eag", "imacs", "cure-jm", "md-canada"):
        spoken = list(sentences(of_page(client.get(f"{ADDRESS}{slug}/"))[True]))
        assert grade(spoken) <= HIGHEST, slug
    assert grade(list(sentences(of_page(client.get(ADDRESS))[True]))) <= HIGHEST
