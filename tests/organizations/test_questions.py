"""What people ask for, in words or in the fields of the form, and who is to answer."""

import re

import pytest
import yaml

from organizations import starter
from organizations.models import Organization
from organizations.search import OrganizationSearch
from tests import databases
from tests.environment import ROOT

from . import made

pytestmark = pytest.mark.django_db

PACK = ROOT.parent / "shared" / "facts" / "questions.yaml"
# (what is asked, whom to find, among so many of the first)
QUESTIONS = [
    # A name, a number
    ("q=myositis association phone number", ["tma"], 1),
    ("q=muscular dystrophy association help with IBM", ["mda"], 1),
    ("q=phone number of the Autoimmune Association", ["autoimmune-association"], 1),
    ("q=Cure JM", ["cure-jm"], 1),
    ("q=GNE myopathy foundation", ["nmd-foundation"], 1),
    ("q=myositis india", ["myositis-india"], 1),
    # In words: a disease, and where
    ("q=myositis support group near Baltimore", ["tma"], 1),
    ("q=antisynthetase syndrome specialists in Texas", ["hopkins-myositis"], 2),
    ("q=dermatomyositis specialist near New York", ["hss-myositis"], 1),
    ("q=rheumatologist who knows necrotizing myopathy near Chicago", ["uchicago-myositis"], 1),
    ("q=myositis doctor in Paris", ["institut-myologie"], 1),
    ("q=nearest myositis center to Boston", ["hopkins-myositis"], 3),
    ("q=support group UK", ["myositis-uk"], 1),
    ("q=myositis support group in Dublin", ["tma"], 1),
    ("q=JDM parents group Florida", ["cure-jm"], 1),
    ("q=support for young adults with myositis Australia", ["maa"], 1),
    ("q=wheelchair equipment help Germany", ["dgm"], 1),
    # For whom
    ("q=help for caregivers of IBM patients", ["tma", "msu"], 3),
    ("q=newly diagnosed dermatomyositis who can I talk to", ["tma", "msu"], 3),
    ("q=teenager with myositis someone to talk to", ["cure-jm", "maa"], 3),
    ("q=no diagnosis who can help", ["gard"], 8),
    # What kind of help
    ("q=financial help myositis", ["msu", "nord"], 3),
    ("q=help paying for IVIG", ["msu", "nord"], 3),
    ("q=summer camp for kids", ["mda"], 2),
    ("q=inclusion body myositis registry", ["yale-ibm"], 1),
    ("q=online support group for IBM", ["tma", "msu"], 2),
    # In other languages
    ("q=grupo de apoyo miositis en español", ["tma", "cure-jm"], 3),
    ("q=ayuda económica miositis", ["msu"], 3),
    ("q=Selbsthilfegruppe Myositis Berlin", ["dgm"], 1),
    ("q=groupe de soutien myosite France", ["tma"], 3),
    # By the fields
    ("condition=juvenile-myositis&audience=parent", ["cure-jm"], 1),
    ("condition=juvenile-myositis&audience=parent&place=London", ["jdrg", "myositis-uk"], 2),
    ("condition=gne-myopathy-hibm", ["nmd-foundation"], 1),
    ("condition=dermatomyositis&language=fr", ["myositis-canada", "afm-telethon"], 4),
    ("condition=inclusion-body-myositis&place=Toronto", ["myositis-canada", "md-canada"], 2),
    ("condition=inclusion-body-myositis&place=90210", ["tma", "yale-ibm", "msu"], 6),
    ("condition=polymyositis&way=online", ["tma", "msu"], 2),
    ("language=de&kind=group", ["dgm"], 1),
    ("country=Sweden&kind=clinic", ["karolinska-myositis"], 1),
    ("country=Australia&audience=caregiver", ["maa"], 1),
    ("country=Japan", ["tma"], 1),
    ("country=Brazil&language=pt", ["tma"], 1),
    ("place=Pittsburgh&kind=clinic", ["pitt-myositis"], 1),
    ("place=Boston&kind=clinic&sort=distance", ["hss-myositis", "hopkins-myositis"], 2),
    ("place=Vienna, Austria&kind=clinic&condition=dermatomyositis", ["ern-reconnet"], 3),
]


loaded = databases.with_starter()


def answer(question):
    return OrganizationSearch(dict(part.split("=", 1) for part in question.split("&")))


@pytest.mark.usefixtures("loaded")
def test_what_people_ask_leads_to_who_helps():
    assert len(QUESTIONS) >= 40
    for question, expected, first in QUESTIONS:
        found = [one.slug for one in answer(question).found[:first]]
        assert set(expected) <= set(found), (question, found)


@pytest.mark.usefixtures("loaded")
def test_no_answer_is_empty_whatever_is_asked_together():
    for condition in ("", *made.TYPES, "gne-myopathy-hibm"):
        for where in ("", "place=Tokyo", "place=Ohio", "country=Iceland", "place=Lyon&way=online"):
            for who in ("", "audience=young-person&language=cs", "kind=camp&audience=caregiver"):
                question = "&".join(filter(None, [f"condition={condition}", where, who]))
                search = answer(question)
                assert search.found, question


@pytest.mark.usefixtures("loaded")
def test_where_nothing_fits_there_is_somebody_to_call_or_to_meet_online():
    search = answer("q=zebra&country=Iceland&language=cs&kind=camp")
    assert search.left_out
    helpful = [*search.found, *(one for _text, found in search.instead for one in found)]
    assert any(one.contact_book.phones for one in helpful)
    assert any("online" in one.meets for one in helpful)


@pytest.mark.skipif(not PACK.exists(), reason="needs the shared questions")
@pytest.mark.usefixtures("loaded")
def test_the_shared_questions_for_help_are_answered():
    pack = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    asked = [row for row in pack["queries"] if row["intent"].get("kind") == "organization"]
    assert asked
    for row in asked:
        intent, search = row["intent"], answer(f"q={row['query']}")
        first = search.found[0]
        assert not search.left_out, row
        if "org" in intent:
            assert first.slug == intent["org"], row
        if "expect" in intent:
            assert intent["expect"] in [contact.value for contact in first.contact_book.phones], row
        if intent.get("topic") == "grant":
            assert all("grants" in one.kinds for one in search.found), row
        if "language" in intent:
            assert all(made.speaks(one, intent["language"]) for one in search.found), row
        if "place" in intent:
            assert search.place.name.startswith(intent["place"]), row
    numbers = [trap for trap in pack["acceptance_traps"] if "phone number" in trap["query"]]
    for trap in numbers:
        found = answer(f"q={trap['query']}").found
        shown = {contact.value for contact in found[0].contact_book.phones}
        expected = {text for text in trap["must_show"] if re.fullmatch(r"[\d-]+", text)}
        assert expected
        assert expected <= shown


@pytest.mark.usefixtures("loaded")
def test_every_type_of_myositis_has_a_group_with_a_number():
    for condition in made.TYPES:
        found = answer(f"condition={condition}&country=United States").found
        assert any(one.contact_book.phones and one.is_for_patients for one in found), condition
    assert Organization.objects.live().count() == len(starter.organizations())


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Cure JM", ["cure-jm"]),
        ("NORD phone", ["nord"]),
        ("EURORDIS", ["eurordis"]),
        ("DGM Kontakt", ["dgm"]),
        ("CARRA studies", ["carra"]),
        ("Spierziekten Nederland", ["spierziekten-nederland"]),
        ("World Myositis Day", ["world-myositis-day"]),
        ("myositis association of australia", ["maa"]),
        ("the myositis association", ["tma"]),
        # None of these is a name.
        ("muscular dystrophy", []),
        ("friends with myositis", []),
        ("Studien im Nord Westen", []),
        ("rare diseases", []),
        ("support and understanding", []),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_an_organization_answers_to_what_people_call_it(text, slugs):
    assert [one.slug for one in OrganizationSearch({"q": text}).named] == slugs
