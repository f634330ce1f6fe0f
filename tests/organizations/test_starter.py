"""The first organizations: each fact with its mark, and nothing shown that nobody checked."""

import datetime as dt
import re
from collections import Counter

import pytest
import time_machine
import yaml

from conditions.models import StarterEntry
from conditions.readability.grades import HIGHEST, LONGEST_SENTENCE, grade, sentences
from organizations import starter
from organizations.models import Contact, Organization
from tests import databases
from tests.environment import ROOT

from . import made

pytestmark = pytest.mark.django_db

PACK = ROOT.parent / "shared" / "facts" / "organizations.yaml"
GOVERNMENT_PAGE = "https://www.ninds.nih.gov/health-information/disorders/inflammatory-myopathies"
ALL = 53
NUMBERS = {
    "autoimmune-association": "586-776-3900",
    "tma": "800-821-7356",
    "mda": "800-572-1717",
}


def load():
    made.family()
    return starter.load()


loaded = databases.loaded_once(load)


def test_all_are_loaded_and_published_with_what_was_read_where_it_must_be_true(loaded):
    assert loaded == {"created": ALL}
    assert Organization.objects.live().count() == ALL
    shown = Contact.objects.shown().select_related("organization")
    phones = {one.organization.slug: one.value for one in shown.filter(kind="phone")}
    assert phones.items() >= NUMBERS.items()
    assert phones.keys() == {*NUMBERS, "pitt-myositis"}
    assert {one.mark for one in shown} == {"read"}
    assert all(one.is_from_own_site or one.source == GOVERNMENT_PAGE for one in shown)
    assert not Contact.objects.exclude(checked_on=None).exists()


def test_what_loads_again_changes_nothing_and_an_editors_work_stays(loaded, monkeypatch):
    assert not starter.load()
    monkeypatch.setattr(starter, "_edition", lambda: "another")
    before = dict(StarterEntry.objects.values_list("key", "revision"))
    assert starter.load() == {"unchanged": ALL}
    after = dict(StarterEntry.objects.values_list("key", "revision"))
    assert after == before

    changed = Organization.objects.get(slug="tma")
    changed.name = "The editor's name"
    changed.save_revision().publish()
    Organization.objects.get(slug="msu").delete()
    rows = starter.organizations()
    for row in rows:
        row["name"] += " (better)"
    monkeypatch.setattr(starter, "organizations", lambda: rows)
    monkeypatch.setattr(starter, "_edition", lambda: "a third")
    assert starter.load() == {"updated": ALL - 2, "kept": 2}
    assert Organization.objects.get(slug="tma").name == "The editor's name"
    assert not Organization.objects.filter(slug="msu").exists()
    assert Organization.objects.get(slug="mda").name.endswith("(better)")
    assert Contact.objects.filter(organization__slug="mda", kind="phone").count() == 1


def test_a_check_is_an_editors_work(loaded, monkeypatch, django_user_model):
    editor = django_user_model.objects.create(username="editor")
    Contact.objects.get(value=NUMBERS["tma"]).mark_checked(editor, "Editors", "called")
    rows = starter.organizations()
    rows[0]["note"] = "Better."
    monkeypatch.setattr(starter, "organizations", lambda: rows)
    monkeypatch.setattr(starter, "_edition", lambda: "another")
    assert starter.load()["kept"] == 1
    assert Contact.objects.get(value=NUMBERS["tma"]).checked_on


def our_texts():
    for row in starter.organizations():
        yield from (offer["text"] for offer in row["offers"])
        yield row.get("note", "")


def test_our_sentences_can_be_read_after_eight_years_of_school():
    spoken = list(sentences(our_texts()))
    assert grade(spoken) <= HIGHEST
    assert not [" ".join(words) for words in spoken if len(words) > LONGEST_SENTENCE]


# Against the fact file, field by field. What was read at its source since then may add to it.

PACK_DAY = dt.date(2026, 11, 20)
needs_pack = pytest.mark.skipif(not PACK.exists(), reason="the fact file is not here")

COUNTRIES = {
    "US": "United States",
    "UK": "United Kingdom",
    "AU": "Australia",
    "CA": "Canada",
    "CZ": "Czechia",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "IE": "Ireland",
    "IN": "India",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "SE": "Sweden",
}
# What the file calls a disease: (our pages, the widest that it is for).
WHOLE = {"inflammatory-myopathy"}
DISEASES = {
    "all myositis": (WHOLE, "myositis"),
    "myositis": (WHOLE, "myositis"),
    "IIM": (WHOLE, "myositis"),
    "inflammatory-myopathy": (WHOLE, "myositis"),
    "IIM adult and juvenile": (WHOLE | {"juvenile-myositis"}, "myositis"),
    "JDM": ({"juvenile-myositis"}, "myositis"),
    "juvenile-myositis": ({"juvenile-myositis"}, "myositis"),
    "DM": ({"dermatomyositis"}, "myositis"),
    "PM": ({"polymyositis"}, "myositis"),
    "IBM": ({"inclusion-body-myositis"}, "myositis"),
    "inclusion-body-myositis": ({"inclusion-body-myositis"}, "myositis"),
    "IMNM": ({"immune-mediated-necrotizing-myopathy"}, "myositis"),
    "ASyS": ({"antisynthetase-syndrome"}, "myositis"),
    "gne-myopathy-hibm": ({"gne-myopathy-hibm"}, "other"),
    "arthritis": (set(), "rheumatic"),
    "connective tissue disease": (set(), "rheumatic"),
    "muscular dystrophies": ({"muscular-dystrophy"}, "muscle"),
    "neuromuscular": (set(), "muscle"),
    "other neuromuscular": (set(), "muscle"),
    "neuromuscular incl. myositis": (WHOLE, "muscle"),
    "neuromuscular incl. acquired/autoimmune forms": (WHOLE, "muscle"),
    "all autoimmune diseases": (set(), "autoimmune"),
    "rare diseases": (set(), "rare"),
    "all": (set(), "any"),
}
SCOPES = ["myositis", "other", "rheumatic", "muscle", "autoimmune", "rare", "any"]
# Towns that the file has in other words, or that are the seat of somebody else.
# The file writes these without their accents.
NAMES = {
    "dgm": "Deutsche Gesellschaft für Muskelkranke e.V. (DGM) - Diagnosegruppe Myositis",
    "afm-telethon": "AFM-Téléthon - inflammatory myopathies group",
    "myosit-sverige": "Swedish myositis association (within Reumatikerförbundet)",
    "asem": "Federación ASEM (Spanish neuromuscular federation)",
    "feder": "FEDER - Federación Española de Enfermedades Raras",
}
TOWNS = {
    "niehs-eag": "Bethesda, MD",
    "euromyositis-myonet": "Manchester",
    "imacs": "",
    "imyos": "Göttingen, Germany",
}
IN_PART = re.compile(r" \(some.*\)| interface")
# Copies of an encyclopedia, of a journal and of papers: a better page says the same. What no other
# page says is from memory again ("").
_WIKILAND = "https://wikiland.org/fr/EURORDIS"
READ_AT_A_BETTER_PAGE = {
    "https://dnhewrhegkli.shop/wiki/Deutsche_Gesellschaft_f%C3%BCr_Muskelkranke": (
        "https://www.dgm.org/ueber-uns/aufgaben-ziele"
    ),
    "http://70.231.62.181/index.php/National_Organization_for_Rare_Disorders": (
        "https://rarediseases.org/nord-40"
    ),
    "https://rmdopen-bmj-com.bibliotheek.ehb.be/content/6/2/e001344": (
        "https://rmdopen.bmj.com/content/4/Suppl_1/e000791.abstract"
    ),
    _WIKILAND: "https://www.eurordis.org/eurordis-25th-birthday/",
    "http://www.docstoc.com/docs/69770426/Annual-Review-2005-2006---MYOSITIS": "",
    "https://doczz.fr/doc/1044997/t%C3%A9l%C3%A9charger-la-version-pdf---afm": "",
    "https://kiwix.haohe.fun/content/wikipedia_en_all_maxi_2024-01/A/NIAMS": "",
    "https://hessslslslsls.azureedge.net/wiki/NIAMD": "",
}
FEDER_PAGE = (
    "https://casareal.es/ES/actividades/Paginas/actividades_actividades_detalle.aspx?data=14243"
)


def address(source, slug=""):
    if source and source.startswith("000_"):
        return GOVERNMENT_PAGE
    if slug == "feder" and source == _WIKILAND:
        return FEDER_PAGE
    return READ_AT_A_BETTER_PAGE.get(source, source or "")


def mark(fact):
    """The mark of the file, unless nothing that can be cited says it."""
    return "memory" if fact.get("source") and not address(fact["source"]) else fact["mark"]


def fact(row, name):
    return row.get(name) or {}


def facts():
    if not PACK.exists():
        return []
    return [
        pytest.param(row, id=row["id"]) for row in yaml.safe_load(PACK.read_text())["organizations"]
    ]


@pytest.fixture(scope="module")
def all_loaded(loaded, django_db_blocker):
    """{slug: organization}, read once."""
    with django_db_blocker.unblock():
        return {one.slug: one for one in Organization.objects.whole()}


@needs_pack
def test_every_record_of_the_file_is_there(all_loaded):
    ids = {row.values[0]["id"] for row in facts()}
    assert set(all_loaded) >= ids
    for slug in set(all_loaded) - ids:
        ours = all_loaded[slug]
        assert ours.sources, slug
        assert not ours.unread, slug
        assert {one.mark for one in [*ours.offers.all(), *ours.contacts.all()]} == {"read"}, slug


@needs_pack
@pytest.mark.parametrize("row", facts())
def test_an_organization_says_what_the_file_says(all_loaded, row):
    ours = all_loaded[row["id"]]
    assert ours.name == NAMES.get(ours.slug, row["name"])
    assert ours.other_names == row.get("aka", [])
    assert {row["name"], *ours.other_names} == set(row["search_aliases"])

    country = row["country"]["value"]
    home, *more = [COUNTRIES[code] for code in country.split("/") if code in COUNTRIES] or [""]
    assert ours.country == home
    assert set(more) <= set(ours.also_in)
    if "EU" in country:
        # Networks of the EU, which hospitals in the UK have left, or groups for all of Europe.
        assert ours.reach in ("eu", "europe")
    if country == "International":
        assert ours.reach == "world"

    city = fact(row, "city").get("value") or ""
    assert ours.place == TOWNS.get(ours.slug, re.split(r" [(/]", city)[0])
    if point := fact(row, "coordinates").get("value"):
        assert [ours.latitude, ours.longitude] == point

    named, scopes = zip(*(DISEASES[name] for name in row["conditions"]), strict=True)
    assert {condition.slug for condition in ours.conditions.all()} == set().union(*named)
    assert ours.scope == max(scopes, key=SCOPES.index)

    languages = row["languages"]["value"]
    assert ours.languages == [code for code in languages if not IN_PART.search(code)]
    assert ours.languages_in_part == [
        IN_PART.sub("", code) for code in languages if IN_PART.search(code)
    ]


@needs_pack
@pytest.mark.parametrize("row", facts())
def test_every_fact_has_the_mark_and_the_source_of_the_file(all_loaded, row):
    ours = all_loaded[row["id"]]
    names = {"country": "country", "audience": "audience", "languages": "languages"}
    names |= {"city": "place"} if ours.place else {}
    names |= {"coordinates": "point"} if row.get("coordinates") else {}
    unread = {our_name for name, our_name in names.items() if mark(row[name]) == "memory"}
    assert set(ours.unread) <= unread
    assert set(ours.unread) == unread or ours.sources
    theirs = {address(row[name].get("source"), row["id"]) for name in names} - {""}
    assert theirs <= set(ours.sources)

    found = Counter((offer.mark, offer.source) for offer in ours.offers.all())
    expected = Counter((mark(offer), address(offer.get("source"))) for offer in row["offers"])
    assert found[("memory", "")] <= expected.pop(("memory", ""), 0)
    assert found >= expected
    assert all(source for its_mark, source in found if its_mark == "read")


def test_no_source_of_an_organization_is_a_copy():
    known = {old for old, new in READ_AT_A_BETTER_PAGE.items() if old != new}
    assert not [url for url in known if url in starter._FILE.read_text()]


@needs_pack
@pytest.mark.parametrize("row", facts())
def test_every_contact_is_the_files_with_its_mark_and_no_other_is_there(all_loaded, row):
    ours = all_loaded[row["id"]]
    kinds = {"phone": "phone", "email": "email", "website": "website", "address": "postal"}
    expected = []
    for name, kind in kinds.items():
        theirs = fact(row, name)
        for part in _parts(kind, theirs.get("value")):
            expected.append((kind, part, mark(theirs), address(theirs.get("source"))))
    found = [(c.kind, _labeled(c), c.mark, c.source) for c in ours.contacts.all()]
    since = [c for c in ours.contacts.all() if c.read_on and c.read_on > PACK_DAY]
    assert all(c.mark == "read" and c.is_from_own_site for c in since)
    newer = {(c.kind, _labeled(c)) for c in since}
    assert _without(newer, found) == _without(newer, expected)


def _without(newer, contacts):
    return [contact for contact in contacts if contact[:2] not in newer]


def _parts(kind, value):
    """The file has several numbers in one field, and what each is for in brackets."""
    if not value:
        return []
    return re.split(r"[;,] ", value) if kind == "phone" else [value]


def _labeled(contact):
    if contact.kind == "postal" and contact.label == "donations by mail":
        return f"mail: {contact.value} (donations)"
    return f"{contact.value} ({contact.label})" if contact.label else contact.value


@needs_pack
def test_no_sentence_is_the_files_own():
    def phrases(value):
        if isinstance(value, str):
            yield from (part.strip(" .").casefold() for part in re.split(r"[.;:]\s", value))
        elif isinstance(value, (dict, list)):
            for item in value.values() if isinstance(value, dict) else value:
                yield from phrases(item)

    theirs = {text for text in phrases(yaml.safe_load(PACK.read_text())) if text.count(" ") >= 5}
    ours = {text for value in our_texts() for text in phrases(value)}
    notes = (row.get("editors_note", "") for row in starter.organizations())
    assert not theirs & (ours | {text for note in notes for text in phrases(note)})


@needs_pack
def test_numbers_that_the_file_warns_of_and_names_of_founders_are_nowhere():
    text = starter._FILE.read_text()
    for row in facts():
        for note in row.values[0].get("notes", []):
            for number in re.findall(r"\d{3}-\d{3}-\d{4}", note):
                assert number in NUMBERS.values() or number not in text
    assert "Betty" not in text


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_the_first_content_shows_a_way_to_reach_most(loaded):
    organizations = Organization.objects.whole()
    reached = {one.slug for one in organizations if one.contact_book.shown}
    assert (len(organizations), len(reached)) == (53, 36)
    phones = {c.value for one in organizations for c in one.contact_book.phones}
    assert phones == {
        "586-776-3900",
        "800-821-7356",
        "800-572-1717",
        "412-647-6700",
        "412-383-8000",
    }
    # From memory, read at others, or read on a page that tells an old date of its own.
    assert not {"jdrg", "gard", "clinicaltrials-gov", "institut-myologie"} & reached
    assert not {"maa", "myositis-canada", "ern-euro-nmd", "feder", "nhs-uk"} & reached


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_no_contact_of_the_first_content_is_shown_against_the_rule(loaded):
    for one in Contact.objects.shown():
        assert one.mark == "read", one
        assert one.is_from_own_site or one.is_from_government, one
        assert dt.timedelta(0) <= dt.date(2026, 11, 29) - one.read_on <= dt.timedelta(days=730), one
        assert one.source_year is None or one.source_year >= 2025, one
        assert one.state.endswith("we have not checked this yet."), one
