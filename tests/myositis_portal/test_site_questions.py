"""Questions on using the portal are answered with where to do it, or that it does not exist."""

import html
import re

import pytest

from query import reader, site
from trials.search import notes, site_notes
from trials.search.notes import Subject

# The words, and what they ask: the names of site.toml.
ASKED = [
    ("how do i print this", "print"),
    ("can i get this on paper", "print"),
    ("quiero imprimir esta página", "print"),
    ("is there a printer friendly version", "print"),
    ("where is the print button", "print"),
    ("save a study for later", "save"),
    ("i want to keep this study and look at it tomorrow", "save"),
    ("text is hard to see", "letters"),
    ("will I get a message when there is something new", "alerts"),
    ("you have the wrong postcode for us", "mistake"),
    ("do you pass on what i look for to anyone", "privacy"),
    ("how can my son see the same page", "share"),
    ("do you have this site in dutch", "language"),
    ("who do I write to about the website", "contact"),
    ("can i use this with voice only", "accessibility"),
    ("do you make money from this", "cost"),
    ("are the people who made this medically trained", "about"),
    ("bookmark a trial", "save"),
    ("where did my saved trials go", "save"),
    ("letters too small cant read", "letters"),
    ("the font is tiny", "letters"),
    ("make the words bigger please", "letters"),
    ("do you have this in large print for my grandad he doesnt do computers", "letters"),
    ("email me when a new trial opens in Denmark", "alerts"),
    ("notify me about new studies", "alerts"),
    ("is there a newsletter", "alerts"),
    ("can you send me an email if a study starts near Leeds", "alerts"),
    ("there's a mistake, your phone number for our group is wrong", "mistake"),
    ("this page has wrong information", "mistake"),
    ("the address you show for this clinic is wrong", "mistake"),
    ("is what i type here stored", "privacy"),
    ("do you sell my data", "privacy"),
    ("who can see my search", "privacy"),
    ("do you use cookies", "cookies"),
    ("will you put cookies on my phone", "cookies"),
    ("how can i send this to my sister", "share"),
    ("how to forward a page to my doctor", "share"),
    ("can i read this in german", "language"),
    ("is there a version in French", "language"),
    ("do i need an account", "account"),
    ("how do I log in", "account"),
    ("how do i contact you", "contact"),
    ("does this work with a screen reader", "accessibility"),
    ("my mother is blind can she use this site", "accessibility"),
    ("is this website free", "cost"),
    ("do I have to pay for this website", "cost"),
    ("mark this trial so I find it again", "save"),
    ("can I be told about new trials", "alerts"),
    ("our helpline number has changed", "mistake"),
    ("are my questions logged", "privacy"),
    ("how do I show this to my husband on his phone", "share"),
    ("auf deutsch lesen", "language"),
    ("do I register here first", "account"),
    ("where is your contact form", "contact"),
    ("is this information from real doctors", "about"),
    ("who writes this stuff and are they doctors", "about"),
    ("who is behind this website", "about"),
    ("is this site reviewed by doctors", "about"),
]
NOT_ASKED = [
    "contact for a study in Boston",
    "email address of the myositis association",
    "is my data shared in a study",
    "letter from my doctor for work",
    "prednisone blurry letters",
    "does the study cost me anything",
    "is my sample stored after a study",
    "expanded access in Leeds",
    "support group in spanish",
    "are cookies bad for my diet",
    "small fiber neuropathy",
    "is the trial medicine free",
    "wrong dose of methotrexate",
    "a double blind study",
    "read the consent form aloud",
    "trial team email",
    "saved my life",
    "our doctor changed my medicine",
    "are biopsy samples kept",
    "is the consent form hard to read",
    "website of the myositis association",
]


@pytest.mark.parametrize(("words", "name"), ASKED)
def test_a_question_on_using_the_portal_is_known(words, name):
    assert name in site.asked(words)
    subjects = reader.read(words).subjects
    assert (Subject.ABOUT if name == "about" else Subject.SITE) in subjects


@pytest.mark.parametrize("words", NOT_ASKED)
def test_what_only_sounds_like_one_is_none(words):
    assert site.asked(words) == []


def test_every_question_has_an_answer():
    assert {*site.names()} - {"about"} == {*site_notes._ANSWERS}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in site.names() if name != "about"])
def test_the_pages_that_answer_exist(client, name):
    words = next(words for words, asked in ASKED if asked == name)
    (note,) = [
        note
        for note in notes.notes(reader.read(words))
        if note.text == site_notes._ANSWERS[name][0]
    ]
    assert note.links
    for _text, address in note.links:
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_answer_is_all_that_is_shown(client):
    page = client.get("/search/", {"q": "is what i type here stored"}).context["page"]
    assert not page.sections
    assert not page.answers
    assert not page.is_empty


@pytest.mark.django_db
def test_studies_follow_where_a_place_was_named(client):
    found = client.get("/search/", {"q": "email me when a new trial opens in Denmark"})
    note = found.context["search"].notes[0]
    assert note.text.startswith("We send no e-mail")
    assert "q=email+me" in note.links[-1][1]
    assert not found.context["search"].question.words


# What the answers say is there, and where a reader finds it.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/", "Large print"),
        ("/", "data-large-print"),
        ("/privacy/", "We keep no list of what you search for"),
        ("/privacy/", "We set no cookies for readers"),
        ("/about/", "It shows no ads"),
        ("/about/", "You do not need an account"),
        ("/accessibility/", "Everything works with the keyboard alone"),
        ("/corrections/", "Write to us about a mistake"),
    ],
)
def test_the_pages_say_what_the_answers_promise(client, address, text):
    page = html.unescape(re.sub(r"\s+", " ", client.get(address).content.decode()))
    assert text in page
