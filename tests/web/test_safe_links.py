"""Which addresses of other people become links."""

import pytest

from web.safe_links import web_address

GOOD = [
    ("https://example.org", "https://example.org"),
    ("http://www.example.org/a?b=c&d=e#f", "http://www.example.org/a?b=c&d=e#f"),
    ("HTTPS://Example.ORG/Path", "HTTPS://Example.ORG/Path"),
    (" https://example.org/ ", "https://example.org/"),
    ("https://example.org:8443/", "https://example.org:8443/"),
    ("https://example.org/m\u00fcller", "https://example.org/m%C3%BCller"),
    ("https://example.org/a@b", "https://example.org/a@b"),
    ("https://example.org/?mail=a@b.example", "https://example.org/?mail=a@b.example"),
    ("https://sub-domain.example.co.uk/(x)", "https://sub-domain.example.co.uk/(x)"),
    ("https://example.org/%20a", "https://example.org/%20a"),
]
BAD = [
    "https://clinicaltrials.gov@host.example/",
    "https://clinicaltrials.gov:x@host.example/",
    "https://@host.example/",
    "https://clinicaltrials.gov%2f@host.example/",
    "https://clinicaltrials.gov\\@host.example/",
    "https://xn--clnicaltrials-fjb.gov/",
    "https://sub.XN--80ak6aa92e.example/",
    "https://cl\u0456nicaltrials.gov/",
    "https://clinicaltrials\u3002gov/",
    "https://clinical\u200btrials.gov/",
    "https://example.org/\u202egnp.exe",
    "https://example.org/\x00",
    "https://exa\tmple.org/",
    "https://example.org/a b",
    "https://example.org\n.host.example/",
    "java\tscript:alert(1)",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "file:///etc/passwd",
    "mailto:a@example.org",
    "//example.org/",
    "/trials/",
    "https:example.org",
    "https:///example.org",
    "https://",
    "https://localhost/",
    "https://2130706433/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://[::1/",
    "https://example.org:99999/",
    "https://example.org:22/",
    "https://-example.org/",
    "www.example.org",
    "https://example.org/" + "a" * 3000,
    "",
    None,
]


@pytest.mark.parametrize(("address", "link"), GOOD)
def test_web_pages_are_links(address, link):
    assert web_address(address) == link


@pytest.mark.parametrize("address", BAD)
def test_what_hides_where_it_leads_is_none(address):
    assert web_address(address) == ""
