"""One scale for the whole site: how fast a sign needs help is said in one table, and nowhere else
otherwise."""

from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

import vocabulary
from conditions import starter, triage
from conditions.models import Condition
from conditions.triage import Level, boxes
from tests import databases
from trials.reading.diseases import SUBTYPES

PAGES = [*starter.pages("conditions"), *starter.pages("guides")]
TEXTS = [
    *(
        (row["slug"], text)
        for row in PAGES
        for text in [row["summary"], *(s["text"] for p in row["sections"] for s in p["statements"])]
    ),
    *(("glossary", row["meaning"]) for row in starter.read("glossary.yaml")),
]


@pytest.mark.parametrize("page", sorted({page for page, _text in TEXTS}))
def test_no_page_says_otherwise(page):
    texts = [text for where, text in TEXTS if where == page]
    assert [found for text in texts for found in triage.disagreements(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Call your doctor the same day if your urine is dark like cola.",
        "A fever while you take medicine that calms the immune system is an emergency.",
        "Call within days for a fever if you take steroids.",
        "Call within a few days for a fever if you take steroids.",
        "On a checkpoint inhibitor, seek emergency care the same day for drooping eyelids.",
        "Call the same day about chest pain.",
        "Call within days if you are short of breath.",
        "You take steroids and keep vomiting: call your team the same day.",
        "If you choke, see your doctor today.",
    ],
)
def test_a_sentence_that_says_otherwise_is_found(text):
    assert list(triage.disagreements(text))


@pytest.mark.parametrize(
    "text",
    [
        "Call your local emergency number for trouble breathing or chest pain.",
        "A fever on medicines that calm the immune system: call your team the same day. If you "
        "cannot reach anyone, go to an emergency room.",
        "Fever with confusion on such medicines is an emergency.",
        "Checkpoint inhibitors are medicines against cancer.",
        "Some people now have less pain.",
    ],
)
def test_a_sentence_that_fits_is_left_alone(text):
    assert not list(triage.disagreements(text))


@pytest.mark.parametrize(
    ("slug", "level"),
    [
        ("dark-urine", Level.NOW),
        ("fever", Level.TODAY),
        ("fever-danger", Level.NOW),
        ("adrenal", Level.NOW),
        ("checkpoint", Level.NOW),
        ("lungs-mda5", Level.NOW),
        ("breathing", Level.NOW),
        ("breathless", Level.TODAY),
        ("cough-lungs", Level.TODAY),
        ("cough", Level.DAYS),
        ("stiff-neck", Level.NOW),
        ("belly", Level.NOW),
        ("drug-rash", Level.NOW),
        ("new-rash", Level.TODAY),
        ("methotrexate-days", Level.TODAY),
        ("methotrexate-sick", Level.NOW),
    ],
)
def test_what_was_once_said_in_two_ways_has_one_level(slug, level):
    assert triage.SIGNS[slug].level == level


def test_the_adrenal_crisis_is_named_and_in_the_box():
    assert "adrenal crisis" in str(triage.SIGNS["adrenal"].text)
    assert triage.SIGNS["adrenal"] in [sign for group in triage.box() for sign in group.signs]


def test_every_sign_has_a_source_and_every_group_its_lead():
    for sign in triage.SIGNS.values():
        assert sign.sources
        assert all(url.startswith(("https://", "http://")) for url in sign.sources)
    assert [group.level for group in triage.box()] == list(Level)
    assert set(triage.LEADS) == set(Level)


def test_a_lead_has_its_own_source_so_one_unread_sign_puts_no_other_in_doubt(monkeypatch):
    unread = replace(triage.SIGNS["fever"], slug="unread", is_read=False)
    monkeypatch.setitem(triage.SIGNS, "unread", unread)
    lead, fever, other = triage.statements(["fever", "unread"])
    assert [lead["mark"], fever["mark"], other["mark"]] == ["read", "read", "memory"]
    assert lead["sources"]


SEEN = {row["url"] for row in starter.read("references.yaml") if row.get("seen_on")}


def test_what_is_marked_as_read_names_a_source_that_somebody_saw():
    for row in PAGES:
        for statement in (s for part in row["sections"] for s in part["statements"]):
            if statement["mark"] == "read":
                assert SEEN & set(statement["sources"]), (row["slug"], statement["text"])


@pytest.mark.parametrize("slug", SUBTYPES)
def test_every_type_of_myositis_says_what_cannot_wait(slug):
    row = next(row for row in PAGES if row["slug"] == slug)
    said = {
        statement["text"]
        for part in row["sections"]
        if part.get("section") == "urgent"
        for statement in part["statements"]
    }
    for sign in (*triage.FOR_ALL, "fever", "fever-danger"):
        assert str(triage.SIGNS[sign].text) in said, sign


@pytest.mark.parametrize("slug", sorted(triage.SIGNS))
def test_the_words_of_an_emergency_are_heard_in_a_search(slug):
    sign = triage.SIGNS[slug]
    if sign.level == Level.NOW and slug in triage.FOR_ALL:
        assert vocabulary.urgent(str(sign.text)) == "emergency"


@pytest.mark.parametrize(
    ("sign", "then"), [("fever-danger", "stiff-neck"), ("methotrexate-days", "methotrexate-sick")]
)
def test_a_page_that_has_a_sign_has_also_the_one_that_goes_with_it(sign, then):
    for row in PAGES:
        said = {statement["text"] for part in row["sections"] for statement in part["statements"]}
        if str(triage.SIGNS[sign].text) in said:
            assert str(triage.SIGNS[then].text) in said, row["slug"]


loaded = databases.with_starter()


@pytest.mark.django_db
class TestCommand:
    @pytest.mark.usefixtures("loaded")
    def test_the_table_has_every_sentence_and_no_contradiction(self):
        out = StringIO()
        call_command("list_triage", stdout=out)
        lines = out.getvalue().splitlines()
        assert len(lines) > 200
        assert any(line.startswith("now\tdermatomyositis / urgent\tscale\t") for line in lines)

    @pytest.mark.usefixtures("loaded")
    def test_an_editors_sentence_that_does_not_fit_is_named(self):
        page = Condition.objects.get(slug="fibromyalgia")
        page.summary = "Call your doctor the same day if your urine is dark like cola."
        page.save()
        with pytest.raises(CommandError, match="fibromyalgia / summary"):
            call_command("list_triage", stdout=StringIO())


@pytest.mark.parametrize("language", boxes.languages())
def test_the_box_in_another_language_has_every_sign_at_the_same_level(language):
    html = render_to_string("includes/emergency_in.html", {"language": language})
    groups = [part.count("<li>") for part in html.split("<ul>")[1:]]
    assert groups == [len(group.signs) for group in triage.box()]


def test_the_box_in_spanish_says_how_fast_dark_urine_needs_help():
    html = render_to_string("includes/emergency_in.html", {"language": "es"})
    now, today, _days = html.split("<ul>")[1:]
    assert "orina es oscura, como un refresco de cola, y tiene los músculos débiles" in now
    assert "orina es oscura, pero sus músculos están como siempre" in today


@pytest.mark.parametrize("language", boxes.languages())
def test_every_sign_that_a_search_can_name_is_in_every_language(language):
    named = {*vocabulary.urgency.named_signs(), *vocabulary.urgency.first_lines()}
    assert named <= boxes.signs_in(language).keys()


@pytest.mark.parametrize(
    ("language", "numbers"), [("fr", ["15", "112"]), ("de", ["112", "144"]), ("pt", ["192", "112"])]
)
def test_the_box_has_the_numbers_of_the_countries_where_the_language_is_spoken(language, numbers):
    html = render_to_string("includes/emergency_in.html", {"language": language})
    assert f'lang="{language}"' in html
    assert [n for n in numbers if f'href="tel:{n}"' in html] == numbers


@pytest.mark.parametrize("language", ["", "de"])
def test_a_named_sign_is_said_once_and_no_heading_twice_in_a_row(language):
    template = "includes/emergency_in.html" if language else "includes/emergency.html"
    for named in (("choking",), ("choking", "fever"), ("fever",)):
        html = render_to_string(template, {"language": language, "named_signs": named})
        box = BeautifulSoup(html, "html.parser")
        leads = [ul.find_previous_sibling("p").text for ul in box("ul")]
        assert all(one != after for one, after in pairwise(leads)), named
        signs = [li.text for li in box("li")]
        assert len(signs) == len(set(signs))
        words = boxes.signs_in(language) if language else triage.SIGNS
        assert signs[0] == str(getattr(words[named[0]], "text", words[named[0]]))


def test_the_sign_that_was_named_comes_first_in_the_box():
    context = {"language": "de", "named_signs": ("leg",)}
    html = render_to_string("includes/emergency_in.html", context)
    assert html.index("Ein Bein geschwollen") < html.index("Sie in Ruhe schlecht Luft")
