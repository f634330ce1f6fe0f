"""What sponsors write stays within its place, and leads where it seems to lead."""

import json
import re
from html import unescape

import pytest

from tests.studies import contact, site, study
from tests.trials.test_feeds import rows
from trials.presenting.markup import render

pytestmark = pytest.mark.django_db

OVERRIDE = "\u202e"
ZALGO = "D" + "\u0301\u0336\u0489" * 20 + "M"
SPOOFED = "https://clinicaltrials.gov@host.example/"


def ends(text):
    """Whether each change of direction ends in the piece of text in which it begins."""
    pieces = re.split(r"<[^>]*>", unescape(text))
    return all(piece.count(OVERRIDE) <= piece.count("\u202c") for piece in pieces)


@pytest.fixture
def hostile(publish):
    name = f"A{OVERRIDE}B {ZALGO}"
    publish(
        study(
            "NCT99000001",
            title=name,
            identificationModule={"officialTitle": name, "acronym": name},
            descriptionModule={"briefSummary": name},
            conditionsModule={"conditions": ["Dermatomyositis", name], "keywords": [name]},
            sponsorCollaboratorsModule={"leadSponsor": {"name": name}},
            contactsLocationsModule={
                "centralContacts": [contact(name)],
                "locations": [site(name, facility=name, contacts=[contact(name)])],
            },
            referencesModule={
                "seeAlsoLinks": [
                    {"label": "Registry", "url": SPOOFED},
                    {"label": name, "url": "https://example.org/page"},
                ]
            },
        )
    )


@pytest.mark.parametrize(
    "address",
    [
        "/", "/trials/", "/trials/?place=Lyon", "/trials/NCT99000001/",
        "/search/?q=dermatomyositis",
        "/trials.atom", "/api/v1/trials/", "/api/v1/trials/NCT99000001/",
    ],
)  # fmt: skip
def test_no_change_of_direction_and_no_heap_of_marks_leaves_its_text(client, hostile, address):
    text = client.get(address).content.decode()
    if address.startswith("/api"):
        text = json.dumps(json.loads(text), ensure_ascii=False).replace('"', "<x>")
    assert OVERRIDE in text
    assert ends(text)
    assert not re.search("[\u0301\u0336\u0489]{5}", text)


def test_the_table_has_it_contained_as_well(client, hostile):
    [row] = rows(client)
    assert all(ends(cell) for cell in row.values())
    assert row["title"].count("\u0301") < 5


def test_a_link_that_hides_where_it_leads_is_none(client, hostile):
    html = client.get("/trials/NCT99000001/").text
    assert "@host.example" not in "".join(re.findall(r'href="([^"]*)"', html))
    assert 'href="https://example.org/page"' in html
    # The place that a link leads to stands beside its name.
    assert "(example.org)" in html


@pytest.mark.parametrize(
    "address",
    [SPOOFED, "https://xn--80ak6aa92e.example/", "http://127.0.0.1/", "https://cl\u0456n.example/"],
)
def test_nor_is_one_in_a_summary(address):
    for text in (f"[registry]({address})", f"<{address}>", f"[registry](<{address}>)"):
        assert "<a" not in render(text)
    assert '<a href="https://example.org/a"' in render("[paper](https://example.org/a)")
