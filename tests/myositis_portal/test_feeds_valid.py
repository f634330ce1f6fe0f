"""The feed is Atom as RFC 4287 has it, and the site map as sitemaps.org has it: their MUSTs."""

import datetime as dt
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests import knowledge
from tests.organizations import made
from tests.studies import site, studies, study
from trials.sync import runner

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# {element: of what there is exactly one}
ONE_EACH = ("id", "title", "updated")
TEXT_TYPES = {None, "text", "html", "xhtml"}
# https://www.w3.org/TR/NOTE-datetime
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?")


def is_whole_address(text):
    return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)


def faults_of_feed(root):
    """What RFC 4287 forbids, in words."""
    if root.tag != f"{ATOM}feed":
        return ["the root is no feed"]
    entries = root.findall(f"{ATOM}entry")
    found = [fault for node in (root, *entries) for fault in faults_of_node(node)]
    if not root.findall(f"{ATOM}author") and not all(e.findall(f"{ATOM}author") for e in entries):
        found.append("nobody is the author (4.1.1)")
    for author in root.iter(f"{ATOM}author"):
        if not author.findtext(f"{ATOM}name"):
            found.append("an author without a name (3.2.1)")
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("the feed has no address of its own (4.1.1)")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) < len(ids):
        found.append("two entries have one id")
    return found


def faults_of_node(node):
    for name in ONE_EACH:
        if len(node.findall(f"{ATOM}{name}")) != 1:
            yield f"{node.tag} has not one {name}"
    if not is_whole_address(node.findtext(f"{ATOM}id", "")):
        yield f"{node.findtext(f'{ATOM}id')} is no IRI (4.2.6)"
    for name in ("updated", "published"):
        for date in node.findall(f"{ATOM}{name}"):
            if dt.datetime.fromisoformat(date.text).tzinfo is None:
                yield f"{date.text} has no zone (3.3)"
    for name in ("title", "summary", "subtitle", "content"):
        for text in node.findall(f"{ATOM}{name}"):
            if text.get("type") not in TEXT_TYPES or len(text):
                yield f"{name} is of no type of text (3.1.1)"
            elif text.get("type") == "html" and "<" in (text.text or ""):
                yield f"{name} says {text.text} as HTML, and it is text"
    links = node.findall(f"{ATOM}link")
    for link in links:
        if not is_whole_address(link.get("href", "")):
            yield f"a link leads to {link.get('href')}"
    if len([one for one in links if one.get("rel", "alternate") == "alternate"]) != 1:
        yield f"{node.tag} has not one alternate link (4.1.1, 4.1.2)"


@pytest.fixture
def odd(publish):
    odd = {"locations": [site("Ly<b>on</b> & more", facility="<img src=x> \u0007")]}
    publish(
        *studies(4), study("NCT99000009", title="<i>A</i> & \u2028 b", contactsLocationsModule=odd)
    )


@pytest.mark.parametrize("query", ["", "?sort=newest", "?q=nothing-at-all", "?status=all&age=x"])
def test_the_feed_of_a_search_is_valid(client, odd, query):
    root = ElementTree.fromstring(client.get(f"/trials.atom{query}").content)
    assert faults_of_feed(root) == []


def test_the_feed_of_samples_and_that_of_an_empty_portal_are_valid(client):
    for load in (lambda: None, runner.load_samples):
        load()
        root = ElementTree.fromstring(client.get("/trials.atom?status=all").content)
        assert faults_of_feed(root) == []


def test_what_is_not_valid_is_found():
    entry = "<entry><id>x</id><title>a</title><updated>2026-01-01T00:00:00</updated></entry>"
    feed = f'<feed xmlns="{ATOM[1:-1]}"><id>http://a.example/</id>{entry}</feed>'
    found = " ".join(faults_of_feed(ElementTree.fromstring(feed)))
    for part in ("not one title", "author", "no IRI", "no zone", "alternate", "of its own"):
        assert part in found


def test_the_site_map_is_valid(client, odd):
    knowledge.condition()
    made.meeting(made.organization("helpers"))
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert index.tag == f"{MAP}sitemapindex"
    maps = [check(entry, "sitemap") for entry in index]
    seen = []
    for address in maps:
        response = client.get(address.removeprefix("http://testserver"))
        root = ElementTree.fromstring(response.content)
        assert root.tag == f"{MAP}urlset"
        assert len(response.content) < 50 * 2**20
        assert 0 < len(root) <= 50_000
        seen += [check(entry, "url") for entry in root]
    assert len(seen) == len(set(seen)) > 10


def check(entry, kind):
    """Its address, after a look at its parts."""
    assert entry.tag == f"{MAP}{kind}"
    names = [part.tag.removeprefix(MAP) for part in entry]
    assert names.count("loc") == 1
    assert set(names) <= {"loc", "lastmod", "changefreq", "priority"}
    if changed := entry.findtext(f"{MAP}lastmod"):
        assert W3C_DATE.fullmatch(changed), changed
    address = entry.findtext(f"{MAP}loc")
    # All of one host, as the protocol asks.
    assert address.startswith("http://testserver/")
    assert len(address) < 2048
    return address
