"""Each word of the glossary is a link where it first stands on a page, and nowhere else."""

import re

import pytest

from conditions import markup
from conditions.linking import Names, Words
from conditions.models import GlossaryTerm


def words(*names, category="test"):
    """Terms of these names: "Biopsy, muscle biopsy" has another name."""
    terms = []
    for name in names:
        term, *others = name.split(", ")
        slug = term.lower().replace(" ", "-")
        terms.append(GlossaryTerm(term=term, slug=slug, other_names=others, category=category))
    return Words(Names(terms))


def linked(text, found):
    return re.findall(r"#([^\"]*)\">([^<]*)<", markup.render(text, found))


def test_the_first_mention_is_a_link_and_no_other():
    found = words("Biopsy")
    assert linked("A biopsy. Another biopsy.", found) == [("biopsy", "biopsy")]
    assert linked("And one more biopsy.", found) == []
    assert [term.term for term in found.met] == ["Biopsy"]


@pytest.mark.parametrize("text", ["two biopsies", "A BIOPSY", "(biopsy)", "Muscle biopsy first"])
def test_forms_of_a_word_are_found(text):
    assert [slug for slug, _text in linked(text, words("Biopsy, muscle biopsy"))] == ["biopsy"]


@pytest.mark.parametrize("text", ["autobiopsy", "biopsy-like", "non-biopsy", "biopsying"])
def test_parts_of_other_words_are_not(text):
    assert linked(text, words("Biopsy")) == []


def test_capitals_count_where_a_name_is_made_of_them():
    assert linked("a pt and the Pt", words("Physical therapy, PT")) == []
    assert linked("See a PT.", words("Physical therapy, PT")) == [("physical-therapy", "PT")]


def test_the_longest_name_is_taken():
    found = words("Placebo", "Placebo-controlled")
    assert linked("A placebo-controlled study with placebo", found) == [
        ("placebo-controlled", "placebo-controlled"),
        ("placebo", "placebo"),
    ]


def test_a_term_is_linked_once_by_whatever_name():
    assert linked("CK is creatine kinase.", words("Creatine kinase, CK")) == [
        ("creatine-kinase", "CK")
    ]


def test_words_in_links_are_left_alone():
    found = words("Biopsy")
    html = markup.render("See [the biopsy](/guides/placebo/) first, a biopsy **later**.", found)
    assert html.count("<a") == html.count("</a>") == 2
    assert '<a href="/guides/placebo/">the biopsy</a>' in html


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lift your arm.", "Arm"),
        ("Cancer screening is done.", "Screening visit, screening"),
        ("It is completed.", "Completed"),
        ("The antibodies MDA5 and SAE.", "Serious adverse event, SAE"),
    ],
)
def test_everyday_words_are_no_words_of_studies(text, name):
    assert linked(text, words(name, category="trial")) == []


def test_words_of_the_status_of_a_study_are_not_linked():
    assert linked("This is terminated or recruiting.", words("Terminated", category="status")) == []


def test_both_apostrophes_are_one():
    assert linked("mechanic’s hands", words("Mechanic's hands")) == [
        ("mechanic's-hands", "mechanic’s hands")
    ]


def test_an_empty_glossary_links_nothing():
    assert markup.render("A biopsy.", Words(Names([]))) == "A biopsy."
