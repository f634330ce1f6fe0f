"""The invented questions beside the project, asked of the whole portal."""

import re

import pytest
import yaml

from tests.organizations.made import speaks
from tests.trials.search.test_questions import INVENTED, QUESTIONS

from . import whole
from .test_search import MDA, TMA, ask, names, numbers, rows, search  # noqa: F401

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not QUESTIONS.exists(), reason="the questions lie beside the project"),
]
started = whole.started
portal = whole.fixture(INVENTED)
DRUGS = {"CAR-T": "CAR T", "rese-cel": "CABA-201"}


def asked(kind):
    if not QUESTIONS.exists():
        return []
    return yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))[kind]


def page_of(found):
    """The slugs and names of all that a reader is told before the rest."""
    pages = {answer.page.slug for answer in found.answers}
    return pages | {term.term for term in found.answering_words}


@pytest.mark.parametrize("question", asked("queries"), ids=lambda question: question["id"])
def test_the_intent_is_met(search, question):  # noqa: F811
    found, intent = search(question["query"]), question["intent"]
    kind, condition = intent.get("kind"), intent.get("condition")
    assert not found.is_empty or found.search.urgent
    if condition == "none":
        assert found.search.unclear
        assert not found.answers
    elif kind == "organization":
        assert names(found)[0] == "organizations" or found.answering_organizations
        if "org" in intent:
            assert found.answering_organizations[0].slug == intent["org"]
            assert intent["expect"] in [
                c.value for c in found.answering_organizations[0].contact_book.phones
            ]
        if intent.get("language"):
            assert speaks(found.search.organizations.found[0], intent["language"])
    elif kind == "trial":
        assert names(found)[0] == "studies"
        if condition:
            assert condition in {page.slug for page in found.search.knowledge.diseases}
    elif kind == "glossary":
        assert found.answering_words[0].other_names == [intent["term"]]
    elif kind == "learn" and intent.get("test"):
        assert "Creatine kinase" in page_of(found)
    elif kind == "learn" and condition:
        wanted = {condition} if isinstance(condition, str) else set(condition)
        assert wanted <= page_of(found)
    elif intent.get("safety"):
        assert found.search.urgent == "emergency"
    elif "drug" in intent:
        assert "studies" in names(found)
        assert found.answers or found.answering_words
    else:
        assert "studies" in names(found)


TRAPS = {
    "IBM trials": ({"NCT99000007"}, "Inclusion body myositis"),
    "DM2 trials": (set(), "can mean myotonic dystrophy or diabetes"),
    "myositis ossificans trial": ({"NCT99000022"}, "is a different disease from autoimmune"),
    "myositis association phone number": (set(), TMA),
    "keytruda made my muscles weak and eyelid droop": (None, "Get help now"),
    "CK 8000 what does it mean": (None, "Ask a clinician"),
    "brepocitinib approved yet": (
        {"NCT99000012"},
        "approved on August 27, 2026",
    ),
}


@pytest.mark.parametrize("trap", asked("acceptance_traps"), ids=lambda trap: trap["query"])
def test_no_trap_catches_us(search, ask, trap):  # noqa: F811
    words = trap["query"]
    studies, said = TRAPS[words]
    found, page = search(words), ask(words)
    if studies is not None:
        assert numbers(found) == studies
    assert said in page
    if said == "Ask a clinician":
        assert not found.answers
        assert not rows(found, "diseases")
    if words.startswith("brepocitinib"):
        assert re.search(r"Not yet reviewed by a clinician\. Last changed on", page)
