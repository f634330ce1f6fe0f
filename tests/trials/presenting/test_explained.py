"""Words of the glossary in the registry's texts: marked once, escaped, and never in a link."""

import gzip
import json
from html import unescape
from html.parser import HTMLParser
from itertools import islice

import pytest
from bs4 import BeautifulSoup
from django.utils.html import strip_tags

from conditions import starter
from conditions.linking import ELSEWHERE, Names, Words
from conditions.models import GlossaryTerm
from tests import knowledge
from tests.environment import ROOT
from tests.hostile_text import PAYLOADS
from tests.studies import study
from trials.presenting import markup
from trials.presenting.explained import Glossary
from trials.reading import criteria

REAL = ROOT.parent / "shared" / "registry" / "studies" / "full-dev.jsonl.gz"
RECORDS = 200


def starter_terms():
    fields = ("term", "slug", "category", "other_names", "meaning")
    return [
        GlossaryTerm(**{name: row[name] for name in fields})
        for row in starter.read("glossary.yaml")
    ]


STARTER = Names(starter_terms())


def glossary(*terms):
    made = [GlossaryTerm(term=term, slug=term.lower(), category="test") for term in terms]
    return Glossary(Words(Names(made) if terms else STARTER))


def marked(html):
    return [a.get_text() for a in BeautifulSoup(html, "html.parser").select("a.word")]


class Strict(HTMLParser):
    """Fails on a tag that closes what is not open, and on a link in a link."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            return
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_well_formed(html):
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []


def test_the_first_mention_is_a_link_to_its_meaning_on_the_page():
    page = glossary("Biopsy", "Placebo")
    html = page.in_text("A biopsy of the thigh, then placebo for half of them, and a biopsy.")
    assert html.startswith('A <a class="word" id="at-biopsy" href="#word-biopsy">biopsy</a> of')
    assert marked(html) == ["biopsy", "placebo"]
    assert marked(page.in_text("One more biopsy is taken at the end.")) == []
    assert [term.term for term in page.met] == ["Biopsy", "Placebo"]


def test_a_word_that_stands_alone_in_its_line_waits_for_a_sentence():
    page = glossary("Biopsy")
    assert page.in_text("Muscle biopsy: yes") == "Muscle biopsy: yes"
    assert page.met == []
    assert marked(page.in_text("There will be a biopsy of a muscle.")) == ["biopsy"]


def test_words_in_a_link_of_the_record_are_left_alone():
    html = markup.render(
        "See [about the biopsy we take](https://x.example/), then a biopsy of one muscle."
    )
    found = glossary("Biopsy").in_markup(html)
    assert_well_formed(found)
    assert found.count("<a ") == 2
    assert "about the biopsy we take</a>" in found


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_is_escaped_as_before(text):
    sentence = f"There is a biopsy of {text} in every one of them"
    html = glossary("Biopsy").in_text(sentence)
    tags = BeautifulSoup(html, "html.parser").find_all(True)
    assert [(tag.name, tag["class"]) for tag in tags] == [("a", ["word"])]
    assert BeautifulSoup(html, "html.parser").get_text() == sentence.replace("\r", "\n")


@pytest.mark.parametrize("term", starter_terms(), ids=lambda term: term.slug)
def test_every_word_of_the_glossary_is_found_by_its_own_name(term):
    found = marked(glossary().in_text(f"Three more words before {term.term} and some behind it."))
    is_left_out = term.term.lower() in ELSEWHERE or term.category == "status"
    assert (term.term in found) != is_left_out


@pytest.mark.skipif(not REAL.exists(), reason="no real records lie beside the project")
def test_real_records_keep_their_words_and_stay_well_formed():
    with gzip.open(REAL) as lines:
        records = [json.loads(line)["protocolSection"] for line in islice(lines, RECORDS)]
    every = 0
    for record in records:
        page = glossary()
        summary = markup.render(record.get("descriptionModule", {}).get("briefSummary", ""))
        html = page.in_markup(summary)
        assert_well_formed(html)
        assert strip_tags(unescape(html)) == strip_tags(unescape(summary))
        lines = criteria.read(record.get("eligibilityModule", {}).get("eligibilityCriteria", ""))
        for line in (line for part in criteria.Part for line in lines.of(part)):
            found = page.in_text(line.text)
            assert_well_formed(found)
            assert BeautifulSoup(found, "html.parser").get_text() == line.text
        assert len({term.slug for term in page.met}) == len(page.met)
        every += len(page.met)
    assert every > RECORDS


@pytest.mark.django_db
def test_on_the_page_of_a_study_no_heading_no_button_and_no_other_link_has_a_mark(client, publish):
    knowledge.term("Biopsy", "A tiny piece is taken.")
    knowledge.term("Placebo", "It has no medicine in it.")
    knowledge.term("Zebra")
    text = (
        "Inclusion Criteria:\n\n* People who had a biopsy before\n\nBiopsy criteria:\n\n"
        "* No placebo <b>at all</b>, ever"
    )
    publish(
        study(
            title="Placebo after biopsy",
            descriptionModule={"briefSummary": "We compare a placebo with tablets in a year."},
            eligibilityModule={"eligibilityCriteria": text},
        )
    )
    page = BeautifulSoup(client.get("/trials/NCT99000001/").content, "html.parser")
    links = page.select("a.word")
    assert sorted(a.get_text() for a in links) == ["biopsy", "placebo"]
    for a in links:
        assert not a.find_parents(["h1", "h2", "h3", "h4", "a", "button", "summary"])
        meaning = page.find(id=a["href"].removeprefix("#"))
        assert meaning.name == "dt"
        assert page.find("a", href=f"#{a['id']}")
    assert "A tiny piece is taken." in page.get_text()
    assert not page.find(id="word-zebra")
    assert not page.select(".criteria b")


@pytest.mark.django_db
def test_a_word_that_an_editor_adds_is_marked_at_once(client, publish):
    publish(
        study(descriptionModule={"briefSummary": "We ask how people sleep after zerbat at home."})
    )
    address = "/trials/NCT99000001/"
    assert not marked(client.get(address).content)
    knowledge.term("Zerbat")
    assert marked(client.get(address).content) == ["zerbat"]
