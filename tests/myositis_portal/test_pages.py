"""What the portal says of itself, and what its pages may load."""

import re

import pytest

from tests import pages
from tests.studies import study

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
# A block of data is no script: browsers run nothing of it.
INLINE = re.compile(
    r"<style|\sstyle=|\son\w+=|javascript:|"
    r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json">)',
    re.I,
)


@pytest.mark.parametrize("address", ["/about/", "/privacy/", "/accessibility/"])
def test_a_page_names_who_to_write_to_if_there_is_somebody(client, settings, address):
    settings.CONTACT_EMAIL = ""
    assert b"have not given an address yet" in client.get(address).content
    settings.CONTACT_EMAIL = "help@example.org"
    page = client.get(address).content.decode()
    assert '<a href="mailto:help@example.org">help@example.org</a>' in page
    assert "have not given an address" not in page


def test_about_says_from_when_the_studies_are(client, publish):
    assert b"What you see now is from" not in client.get("/about/").content
    publish(study())
    assert b"What you see now is from Nov. 20, 2026." in client.get("/about/").content


def test_the_accessibility_statement_has_a_date(client):
    assert b"Nov. 21, 2026" in client.get("/accessibility/").content


def test_pages_may_load_only_our_own_files_and_have_nothing_inline(client, publish):
    publish(study())
    others = ("/trials/NCT99000001/", "/nothing/", "/trials/?q=chest+pain")
    for address in (*pages.addresses(), *others):
        response = client.get(address)
        preview = {"frame-src 'self'"} if address == "/data/embed/" else set()
        policy = set(response["Content-Security-Policy"].split("; "))
        assert policy == POLICY | preview, address
        assert not INLINE.findall(response.content.decode()), address
        assert not response.cookies, address
