"""What pages say to search engines is what schema.org's vocabulary has words for.

Every page that the site map names is read: each type exists, each property exists and belongs to
its type, and each value is of a kind that the property may have.
"""

import datetime as dt
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.client import Browser, soup
from tests.myositis_portal import whole
from tests.myositis_portal.test_sitemaps import pages
from tests.organizations import made
from tests.studies import site, study

pytestmark = pytest.mark.django_db

ADDRESS = "https://schema.org/"
# https://www.w3.org/TR/json-ld11/#keywords
KEYWORDS = {"@context", "@type"}


class Vocabulary:
    """An extract of schema.org's own table; its first lines say where it is from."""

    def __init__(self):
        self.above, self.properties, self.members = {}, {}, {}
        lines = Path(__file__).with_name("schema_org.tsv").read_text().splitlines()
        for line in lines:
            if line.startswith("#"):
                continue
            kind, name, *parts = line.split("\t")
            parts = [set(part.split()) for part in parts]
            if kind == "type":
                [self.above[name]] = parts
            elif kind == "property":
                self.properties[name] = parts
            else:
                [self.members[name]] = parts

    def is_a(self, name):
        """The type and all above it."""
        return {name}.union(*(self.is_a(above) for above in self.above[name]))

    def faults(self, node, where=""):
        """What is wrong with a thing and those inside it, in words."""
        kind = node.get("@type")
        if kind not in self.above:
            return [f"{where}: there is no type {kind}"]
        found = []
        for name, value in node.items():
            place = f"{where} {kind}.{name}"
            if name.startswith("@"):
                found += [] if name in KEYWORDS else [f"{place} is no keyword of ours"]
            elif name not in self.properties:
                found.append(f"{place}: there is no such property")
            else:
                of, values = self.properties[name]
                if not of & self.is_a(kind):
                    found.append(f"{place}: {kind} has no such property")
                several = value if isinstance(value, list) else [value]
                found += [fault for one in several for fault in self.misfits(one, values, place)]
        return found

    def misfits(self, value, kinds, where):
        if isinstance(value, dict):
            inside = self.faults(value, where)
            if not inside and not kinds & self.is_a(value["@type"]):
                inside = [f"{where} may not be a {value['@type']}"]
            return inside
        if value.startswith(ADDRESS):
            of = self.members.get(value.removeprefix(ADDRESS), set())
            return [] if kinds & of else [f"{where}: {value} is no member of {kinds}"]
        return [] if any(fits(value, kind) for kind in kinds) else [f"{where}: {value} of {kinds}"]


def fits(text, kind):
    """Whether a text can be what schema.org calls so."""
    if kind == "Text":
        return bool(text.strip())
    if kind == "URL":
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    if kind in ("Date", "DateTime"):
        try:
            (dt.date if kind == "Date" else dt.datetime).fromisoformat(text)
        except ValueError:
            return False
        return True
    return False


VOCABULARY = Vocabulary()


def said_by(client, address):
    """Each block of data on a page, read."""
    blocks = soup(client.get(address)).find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in blocks]


def sponsored(number, kind, **sponsor):
    return study(
        number,
        designModule={"studyType": kind},
        sponsorCollaboratorsModule={"leadSponsor": {"name": "A Sponsor", **sponsor}},
        contactsLocationsModule={"locations": [site("Lyon"), site("Boston", "United States")]},
    )


KINDS = ["INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS", "ODD"]
STATUSES = [
    *("NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "SUSPENDED"),
    *("TERMINATED", "COMPLETED", "WITHDRAWN", "UNKNOWN"),
]
started = whole.started
portal = whole.fixture(
    [
        *(sponsored(f"NCT9900000{n}", kind) for n, kind in enumerate(KINDS, start=1)),
        sponsored("NCT99000009", "INTERVENTIONAL", **{"class": "INDIV"}),
        *(study(f"NCT9900001{n}", status) for n, status in enumerate(STATUSES)),
    ]
)


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_every_page_of_the_site_map_says_only_what_the_vocabulary_knows(every):
    client, faults, kinds = Browser(), [], {}
    for address in [*pages(client)][::every]:
        for data in said_by(client, address):
            assert data["@context"] == "https://schema.org", address
            faults += VOCABULARY.faults(data, address)
            kinds[data["@type"]] = kinds.get(data["@type"], 0) + 1
    assert not faults, "\n".join(faults)
    expected = {
        *("MedicalTrial", "MedicalObservationalStudy", "MedicalStudy", "MedicalWebPage"),
        *("Organization", "FAQPage"),
    }
    assert set(kinds) == expected if every == 1 else set(kinds) & expected
    assert kinds["MedicalWebPage"] > 10 / every
    assert kinds["Organization"] > 30 / every


@pytest.mark.parametrize(("online", "in_person"), [(True, False), (False, True), (True, True)])
def test_a_meeting_says_only_what_the_vocabulary_knows(client, online, in_person):
    place = "A Hall, Lyon" if in_person else ""
    ways = {"is_online": online, "is_in_person": in_person, "place": place}
    meeting = made.meeting(made.organization("invented"), **ways)
    [data] = said_by(client, meeting.get_absolute_url())
    assert data["@type"] == "Event"
    assert VOCABULARY.faults(data) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"@type": "MedicalTrail"}, "no type MedicalTrail"),
        ({"@type": "Event", "colour": "red"}, "no such property"),
        ({"@type": "Event", "codeValue": "x"}, "Event has no such property"),
        ({"@type": "Event", "startDate": "soon"}, "soon"),
        ({"@type": "Event", "organizer": {"@type": "Place", "name": "x"}}, "may not be a Place"),
        ({"@type": "Event", "eventStatus": "https://schema.org/Recruiting"}, "is no member"),
        ({"@type": "Event", "@id": "x"}, "no keyword"),
        ({"@type": "MedicalWebPage", "about": {"@type": "Odd"}}, "no type Odd"),
    ],
)
def test_what_it_does_not_know_is_found(said, fault):
    [found] = VOCABULARY.faults(said)
    assert fault in found
