"""The first pages: every paragraph with its source or "to be reviewed", plain, and true to itself.

What is said stands in YAML files; what these tests read is what the loading made of them.
"""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import call_command
from django.urls import resolve

import vocabulary
from conditions import starter
from conditions.models import (
    Condition,
    GlossaryTerm,
    Guide,
    Reference,
    SignOff,
    StarterEntry,
    Topic,
)
from conditions.readability.grades import HIGHEST, LONGEST_SENTENCE, grade, sentences
from tests import databases
from tests.environment import ROOT

LINK = re.compile(r"\]\(([^)]*)\)")
FACTS = ROOT.parent / "shared" / "facts"
PACK_MADE_ON = date(2026, 11, 20)
PAGES = [
    *(("conditions", row["slug"], row) for row in starter.pages("conditions")),
    *(("guides", row["slug"], row) for row in starter.pages("guides")),
]
CONDITIONS = {slug for folder, slug, _row in PAGES if folder == "conditions"}
# Its page is on several diseases, so the vocabulary has no name for it.
WITHOUT_A_NAME = {"rare-members"}
STATEMENTS = [
    (f"{folder}/{slug}", statement)
    for folder, slug, row in PAGES
    for part in row["sections"]
    for statement in part["statements"]
]
# Asked for by the guides' list: each is there under this address.
GUIDES = {
    *("understanding-clinical-trials", "placebo", "informed-consent", "expanded-access"),
    *("costs-and-travel-of-a-study", "steroids", "when-treatment-stops-working"),
    *("physiotherapy-and-exercise", "children-and-school", "caregivers", "is-it-myositis"),
    *("medicines-that-can-harm-muscle", "lungs-and-heart", "pregnancy", "mood"),
    *("vaccines-and-infections", "work-benefits-and-travel", "no-diagnosis-yet"),
    *("just-diagnosed", "my-test-results", "swallowing", "cell-therapy-studies"),
    *("fatigue-pain-and-itch", "skin-sun-and-calcinosis", "medicines-and-their-checks"),
    *("surgery-and-anesthesia", "food-supplements-and-alcohol", "healthy-volunteers"),
    *("planning-ahead-in-ibm", "outlook-in-figures"),
}
# Pages of mirrors, of machine-written text, of stock news: nothing may rest on them.
NOT_CITABLE = re.compile(
    r"crick\.ai|meddatax|trials\.co/|scribd|docslib|dailypolitical|comparemela|10faq|hccbuddy"
    r"|medifind|distantreader|globalreachhealth|inclinicaltrials|medpath|fdatoday|preview-www"
    r"|medauth2|//ftp\.|mirahealth|ignite-sd|researcher\.life"
)
# Hosts of a site's makers, of a cloud's storage, and of a library's readers, by how they are named.
NOT_THE_SITE_ITSELF = re.compile(
    r"(?:^|[.-])(?:staging|stage|develop|devel|dev|beta|demo|test|preprod|preview|uat|prod)\d*"
    r"(?:[.-]|$)|demo\.|\.blob\.core\.|(?:^|[.-])proxy[.-]|-(?:com|org|net|gov)\.|^[\d.]+$"
)


def is_citable(url):
    parts = urlsplit(url)
    host = parts.hostname or ""
    copied = parts.port or "/proxy/" in parts.path or NOT_THE_SITE_ITSELF.search(host)
    return not (copied or NOT_CITABLE.search(url))


def texts(row):
    return [statement["text"] for part in row["sections"] for statement in part["statements"]]


def words_of(text):
    """As readers see it: a link's words without its address."""
    return LINK.sub("]", text)


pytestmark = pytest.mark.django_db
loaded = databases.with_starter()


@pytest.mark.parametrize(
    "path", sorted(starter._FOLDER.rglob("*.yaml")), ids=lambda path: path.stem
)
def test_the_reader_without_libyaml_reads_the_same(path):
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, starter._Loader)


def test_all_pages_are_there():
    named = {slug for slug in vocabulary.terms() if ":" not in slug}
    assert named | WITHOUT_A_NAME == CONDITIONS
    assert {slug for folder, slug, _row in PAGES if folder == "guides"} == GUIDES


def test_every_guide_for_people_with_myositis_has_a_theme(loaded):
    guides = Guide.objects.filter(audience__0="patient")
    assert guides.count() > 20
    assert not guides.filter(theme="").exists()
    named = [slug for slugs in starter._THEMES.values() for slug in slugs]
    assert sorted(named) == sorted(guides.values_list("slug", flat=True))


def test_every_paragraph_has_a_mark_and_an_address_to_check_it_at():
    for page, statement in STATEMENTS:
        told = (page, statement["text"])
        assert statement["mark"] in ("read", "memory"), told
        assert statement["sources"], told
        assert all(url.startswith(("https://", "http://")) for url in statement["sources"]), told
        assert all(is_citable(url) for url in statement["sources"]), told


@pytest.mark.parametrize("row", [row for *_where, row in PAGES], ids=lambda row: row["slug"])
def test_every_page_can_be_read_after_eight_years_of_school(row):
    spoken = list(sentences(words_of(text) for text in [row["summary"], *texts(row)]))
    assert grade(spoken) <= HIGHEST
    too_long = [" ".join(words) for words in spoken if len(words) > LONGEST_SENTENCE]
    assert not too_long


@pytest.mark.parametrize("row", [row for *_where, row in PAGES], ids=lambda row: row["slug"])
def test_no_page_gives_a_dose_or_tells_to_stop_a_medicine(row):
    text = " ".join(texts(row))
    assert not re.search(r"\d\s?(?:mg|mcg|µg|g/kg|milligrams?)\b", text)
    stop = re.findall(
        r"[^.!?]*\bstop (?:taking )?(?:your|the|a|any) (?:medicine|steroid)s?[^.!?]*", text
    )
    assert all(re.search(r"not|never", sentence, re.IGNORECASE) for sentence in stop)


@pytest.mark.usefixtures("loaded")
def test_links_between_our_pages_lead_somewhere(client):
    addresses = {
        address for _f, _s, row in PAGES for t in texts(row) for address in LINK.findall(t)
    }
    assert len(addresses) > 20
    for address in sorted(addresses):
        if address.startswith("/"):
            assert resolve(address.partition("?")[0])
            assert client.get(address).status_code == 200, address
        else:
            assert address.startswith("https://"), address


@pytest.mark.usefixtures("loaded")
def test_nothing_from_memory_is_shown_as_a_fact():
    marks = {}
    for _page, statement in STATEMENTS:
        marks.setdefault(statement["text"].strip(), set()).add(statement["mark"] == "read")
    for model in (Condition, Guide):
        for page in model.objects.all():
            for statement in page.statements:
                assert {statement.is_checked} <= marks[statement["text"]]
    terms = {row["term"]: row["mark"] == "read" for row in starter.read("glossary.yaml")}
    assert {term.term: term.checked for term in GlossaryTerm.objects.all()} == terms


@pytest.mark.usefixtures("loaded")
def test_all_is_published_with_its_sources_and_nobodys_signature():
    assert Condition.objects.live().count() == len(CONDITIONS)
    assert Guide.objects.live().count() == len(GUIDES)
    assert GlossaryTerm.objects.live().count() == len(starter.read("glossary.yaml"))
    for model in (Condition, Guide):
        for page in model.objects.all():
            assert all(statement.sources for statement in page.statements), page.slug
            assert not page.reviewed_by
    assert SignOff.objects.get(pk="emergency").reviewed_on is None
    assert Topic.objects.exists()


def said(slug, *words):
    row = next(row for folder, name, row in PAGES if name == slug and folder == "conditions")
    text = " ".join([row["summary"], *texts(row)])
    assert all(re.search(word, text, re.IGNORECASE) for word in words), (slug, words)


def test_pages_say_what_older_pages_leave_out():
    said(
        "antisynthetase-syndrome", r"type of (?:its own|\[?myositis)|its own type|own (?:type|form)"
    )
    said(
        "inclusion-body-myositis",
        r"two men for every woman|more men",
        r"\b45\b",
        r"do(?:es)? not help",
    )
    said("inflammatory-myopathy", r"normal CK|CK (?:can|may) be normal")
    said("polymyositis", r"rare|fewer|less often")


@pytest.mark.usefixtures("loaded")
def test_the_command_says_what_it_did_and_leaves_what_an_editor_made(capsys):
    page = Condition.objects.get(slug="fibromyalgia")
    page.name = "Mine"
    page.save_revision().publish()
    StarterEntry.objects.filter(key="edition").delete()
    call_command("load_starter")
    assert "1 left as editors changed them" in capsys.readouterr().out
    assert Condition.objects.get(slug="fibromyalgia").name == "Mine"
    call_command("load_starter", verbosity=0)
    assert not capsys.readouterr().out


@pytest.mark.usefixtures("loaded")
def test_what_loads_again_changes_nothing():
    before = dict(StarterEntry.objects.values_list("key", "revision"))
    StarterEntry.objects.filter(key="edition").delete()
    again = starter.load()
    assert (again["created"], again["updated"], again["kept"]) == (0, 0, 0)
    assert again["unchanged"] > 200
    assert dict(StarterEntry.objects.values_list("key", "revision")) == before
    assert not starter.load()


@pytest.mark.usefixtures("loaded")
def test_a_better_version_replaces_what_no_editor_touched(monkeypatch):
    better(monkeypatch)
    assert starter.load()["updated"] == 1
    assert Condition.objects.get(slug="fibromyalgia").name == "A better name"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("published", [True, False])
def test_an_editors_change_is_never_overwritten_nor_is_a_draft(monkeypatch, published):
    page = Condition.objects.get(slug="fibromyalgia")
    page.name = "The editor's name"
    revision = page.save_revision()
    if published:
        revision.publish()
    better(monkeypatch)
    done = starter.load()
    assert (done["updated"], done["kept"]) == (0, 1)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().name == "The editor's name"


@pytest.mark.usefixtures("loaded")
def test_what_an_editor_deleted_stays_deleted(monkeypatch):
    GlossaryTerm.objects.get(slug="placebo").delete()
    Condition.objects.get(slug="fibromyalgia").delete()
    better(monkeypatch)
    assert starter.load()["kept"] == 2
    assert not Condition.objects.filter(slug="fibromyalgia").exists()
    assert not GlossaryTerm.objects.filter(slug="placebo").exists()


def better(monkeypatch):
    """Another edition of the files, in which the page on fibromyalgia has another name."""
    pages = starter.pages

    def changed(folder):
        rows = pages(folder)
        for row in rows:
            if row["slug"] == "fibromyalgia":
                row["name"] = "A better name"
        return rows

    monkeypatch.setattr(starter, "pages", changed)
    monkeypatch.setattr(starter, "_edition", lambda: "another")


needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the fact pack is not here")


@pytest.fixture(scope="module")
def pack():
    return {
        name: yaml.safe_load((FACTS / f"{name}.yaml").read_text())
        for name in ("conditions", "glossary")
    }


@needs_facts
def test_every_record_and_term_of_the_fact_pack_has_its_page(pack):
    assert {row["id"] for row in pack["conditions"]["conditions"]} <= CONDITIONS
    named = {name for row in starter.read("glossary.yaml") for name in _names(row)}
    assert not {row["term"] for row in pack["glossary"]["terms"]} - named


def _names(row):
    return row["term"], *row["other_names"]


@needs_facts
def test_no_sentence_is_the_packs_own(pack):
    theirs = {sentence for sentence in _sentences(pack) if sentence.count(" ") >= 6}
    ours = {sentence for _p, s in STATEMENTS for sentence in _sentences(s["text"])}
    ours |= {
        sentence for row in starter.read("glossary.yaml") for sentence in _sentences(row["meaning"])
    }
    assert not theirs & ours


@needs_facts
def test_a_term_that_the_pack_remembers_is_marked_as_read_only_if_it_was_read_since(pack):
    remembered = {row["term"] for row in pack["glossary"]["terms"] if row["mark"] == "memory"}
    read_since = {
        row["url"]
        for row in starter.read("references.yaml")
        if row.get("seen_on", PACK_MADE_ON) > PACK_MADE_ON
    }
    for row in starter.read("glossary.yaml"):
        if row["mark"] == "read" and remembered & set(_names(row)):
            assert read_since & set(row["sources"]), row["term"]


def _sentences(value):
    if isinstance(value, str):
        for sentence in re.split(r"(?<=[.!?;])\s+", " ".join(value.split())):
            yield sentence.strip(" .;").casefold()
    elif isinstance(value, dict):
        for item in value.values():
            yield from _sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from _sentences(item)


@pytest.mark.usefixtures("loaded")
def test_sources_have_a_publisher_and_say_whether_they_were_read():
    assert Reference.objects.count() > 100
    assert not Reference.objects.filter(publisher="").exists()
    assert Reference.objects.filter(seen_on=None).exists()


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.example.org:443/appeal", "https://library.example:2400/topics"),
        *(
            "https://staging.example.org/a",
            "https://dev.example.org/a",
            "https://beta.example.uk/a",
        ),
        *("https://core-prod.example.org/a", "https://www.prod8.example.edu/a"),
        *("https://textsdemo.example.com/a", "https://words-stage.example.gov/a"),
        *("https://paper-bmj-com.library.example/a", "https://store1.blob.core.windows.net/a"),
        *("https://example.com/proxy/index.php?q=a", "http://192.0.2.1/a"),
    ],
)
def test_an_address_that_is_not_the_site_itself_cannot_be_cited(url):
    assert not is_citable(url)


@pytest.mark.parametrize(
    "url",
    ["https://www.productsafety.example/a", "https://labtestsonline.example/a"],
)
def test_a_name_that_only_looks_like_one_can_be_cited(url):
    assert is_citable(url)


def test_no_source_of_the_glossary_is_a_copy():
    for row in starter.read("glossary.yaml"):
        assert all(is_citable(url) for url in row["sources"]), row["term"]


def test_every_source_that_is_named_has_its_row():
    known = {row["url"] for row in starter.read("references.yaml")}
    named = {url for _page, statement in STATEMENTS for url in statement["sources"]}
    named |= {url for row in starter.read("glossary.yaml") for url in row["sources"]}
    assert not named - known
