"""One search for everything: what is said first, what follows, and what is never said."""

import datetime as dt
import html
import re

import pytest
from django.utils import timezone

from organizations.models import Contact
from tests import knowledge
from tests.knowledge import section, statement
from tests.studies import contact, site, study

from . import whole

pytestmark = pytest.mark.django_db

IBM = {"conditionsModule": {"conditions": ["Inclusion Body Myositis"]}}
TABLETS = {"armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Sirolimus"}]}}
PHASE_2 = {"designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]}}
PEOPLE = {"contactsLocationsModule": {"locations": [site()], "centralContacts": [contact()]}}
STUDIES = [
    study("NCT99000001", title="Sample tablets for inclusion body myositis", **IBM | TABLETS),
    study("NCT99000002", title="Sample cream for dermatomyositis", **PEOPLE),
    study("NCT99000003", title="Hereditary inclusion body myopathy",
          conditionsModule={"conditions": ["GNE Myopathy"]}),
    study("NCT99000004", title="Bone in muscle",
          conditionsModule={"conditions": ["Myositis Ossificans"]}),
    *(study(f"NCT9900001{n}", title=f"Sample infusion {n} for dermatomyositis", **PHASE_2)
      for n in range(4)),
]  # fmt: skip
started = whole.started
portal = whole.fixture(STUDIES)

TMA, MDA = "800-821-7356", "800-572-1717"
TAGS = re.compile(r"<[^>]*>")


@pytest.fixture
def ask(client):
    """The page that answers these words, as text."""

    def ask(words, **more):
        response = client.get("/search/", {"q": words, **more})
        assert response.status_code == 200
        return text_of(response)

    return ask


@pytest.fixture
def search(client):
    def search(words, **more):
        return client.get("/search/", {"q": words, **more}).context["page"]

    return search


def text_of(response):
    return " ".join(html.unescape(TAGS.sub(" ", response.content.decode())).split())


def names(search):
    return [section.name for section in search.sections]


def rows(search, name):
    found = [section for section in search.sections if section.name == name]
    return [str(row) for row in found[0].rows] if found else []


def numbers(search):
    found = [section for section in search.sections if section.name == "studies"]
    return {result.trial.nct_id for result in found[0].rows} if found else set()


# The box


@pytest.mark.parametrize("address", ["/", "/trials/", "/conditions/", "/status/", "/nothing/"])
def test_the_box_stands_on_every_page_with_a_name_of_its_own(client, address):
    page = client.get(address, {"for": "child"}).content.decode()
    form = re.search(r'<form action="/search/".*?</form>', page, re.S)[0]
    assert 'role="search"' in form
    assert 'aria-label="Everything"' in form
    assert '<label class="spoken" for="id_everything">' in form
    assert 'name="for" value="child"' in form


def test_the_page_of_the_search_has_one_box_with_the_words_in_it(client):
    page = client.get("/search/?q=rash").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('action="/search/"') == 1
    # The head is the same as on every other page.
    assert page.count('action="/search/"') == 2
    assert 'value="rash"' in page


def test_without_words_there_are_examples_and_ways_on(client):
    response = client.get("/search/")
    assert "For example" in text_of(response)
    for words in re.findall(r'href="\?q=([^"&]*)', response.content.decode()):
        assert "We have nothing" not in text_of(client.get(f"/search/?q={words}"))


def test_no_search_engine_keeps_a_page_of_answers(client):
    assert client.get("/search/?q=rash")["X-Robots-Tag"] == "noindex"


# Answers at once


@pytest.mark.parametrize(
    "words",
    ["what is TIS", "TIS", "tis meaning", "what does TIS stand for", "what is a tis score"],
)
def test_a_word_whose_meaning_is_asked_is_explained_first(search, words):
    found = search(words)
    assert [term.term for term in found.answering_words] == ["Total Improvement Score"]
    assert not found.answers


def test_a_word_says_where_its_meaning_is_from(ask):
    page = ask("what is TIS")
    assert page.index("One number that combines six checks") < page.index("Words")
    assert re.search(r"Also called: TIS\. (Source:|Still to be checked against:) \w+", page)


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("myositis association phone number", TMA),
        ("call the Myositis Association", TMA),
        ("TMA helpline", TMA),
        ("Muscular Dystrophy Association", MDA),
        ("can the muscular dystrophy association help with IBM", MDA),
    ],
)
def test_an_organization_that_is_named_is_answered_with_its_number(search, ask, words, phone):
    found = search(words)
    [organization] = found.answering_organizations
    assert phone in [contact.value for contact in organization.contact_book.phones]
    page = ask(words)
    assert page.index(phone) < page.index("This portal gives information")
    assert "we have not checked this yet." in page.lower()


def test_a_number_is_never_shown_that_nobody_may_see(ask):
    hidden = Contact.objects.filter(kind="phone", checked_on=None).exclude(
        value__in=("586-776-3900", TMA, MDA)
    )
    assert hidden
    for one in hidden[:5]:
        assert one.value not in ask(f"{one.organization.name} phone number")


def test_an_association_is_not_taken_for_the_disease_in_its_name(search):
    found = search("muscular dystrophy association help with IBM")
    assert not found.search.neighbours
    assert "Muscular dystrophy" not in rows(found, "diseases")
    assert "Inclusion body myositis" in rows(found, "diseases")


@pytest.mark.parametrize(
    ("words", "disease"),
    [
        ("what is dermatomyositis", "dermatomyositis"),
        ("Juvenile Myositis", "juvenile-myositis"),
        ("qué es la polimiositis", "polymyositis"),
        ("what is polymyocitis", "polymyositis"),
    ],
)
def test_a_disease_that_is_named_is_told_in_short(search, words, disease):
    found = search(words)
    assert found.answers[0].page.slug == disease
    assert found.answers[0].statements[0].heading == "In short"


@pytest.mark.parametrize(
    ("words", "disease", "part"),
    [
        ("treatment of inclusion body myositis", "inclusion-body-myositis", "treatment"),
        ("síntomas de la dermatomiositis", "dermatomyositis", "signs"),
        ("tratamiento de la miositis juvenil", "juvenile-myositis", "treatment"),
        ("polymyositis prognosis", "polymyositis", "outlook"),
    ],
)
def test_what_is_asked_of_a_disease_is_answered_from_that_section(search, words, disease, part):
    answer = search(words).answers[0]
    assert answer.page.slug == disease
    assert part in [shown.passage.part for shown in answer.statements]


def test_two_diseases_stand_side_by_side_with_what_tells_them_apart(search):
    found = search("how does inclusion body myositis differ from polymyositis")
    assert {answer.page.slug for answer in found.answers[:2]} == {
        "inclusion-body-myositis",
        "polymyositis",
    }
    for answer in found.answers[:2]:
        assert "difference" in [shown.passage.part for shown in answer.statements]


def test_a_question_on_an_approval_gets_the_dated_words_their_source_and_the_review(ask):
    page = ask("is brepocitinib approved")
    said = page[page.index("Brepocitinib is a pill") :]
    assert re.search(r"\b20\d\d\b", said[:300])
    assert "U.S. Food and Drug Administration" in said
    assert "Not yet reviewed by a clinician." in said
    assert "Last changed on" in said


def test_a_statement_that_has_only_the_common_medicine_of_a_question_does_not_answer_it(search):
    asked = "does prednisone make you gain weight"
    said = [one.text for answer in search(asked).answers for one in answer.statements]
    assert any("weight" in text for text in said)
    assert all("weight" in text or "Weight" in text for text in said)


def test_of_a_medicine_that_few_pages_name_everything_is_told(search):
    assert search("ulviprubart did it work").answers


def test_what_expired_is_being_checked_again_and_says_nothing_else(search, ask):
    gone = {"expires_on": (timezone.localdate() - dt.timedelta(days=1)).isoformat()}
    source = knowledge.reference()
    knowledge.condition(
        "invented",
        section("research"),
        statement("Zorbumab was approved for everybody.", source, **gone),
    )
    page = ask("zorbumab approved")
    assert "This fact is being rechecked." in page
    assert "for everybody" not in page


def test_a_statement_that_nobody_checked_says_so_beside_its_source(ask):
    source = knowledge.reference()
    knowledge.condition(
        "invented",
        section("signs"),
        statement("Gribbled toes are a sign.", source, checked=False),
        statement("Gribbled ears are one too.", source),
    )
    page = ask("gribbled")
    assert "toes are a sign. To be reviewed against: Example Institute" in page
    assert "ears are one too. Source: Example Institute" in page


# Traps


@pytest.mark.parametrize("words", ["CK 8000 what does it mean", "my ck is 3000", "CK", "CK level"])
def test_a_measured_number_gets_a_meaning_and_a_clinician_and_no_diagnosis(search, ask, words):
    found = search(words)
    assert [term.term for term in found.answering_words] == ["Creatine kinase"]
    assert "diseases" not in names(found)
    assert not found.answers
    page = ask(words)
    assert "Ask a clinician" in page
    # What was typed is repeated and named as not searched for; nothing else is made of it.
    typed = page.replace("CK 8000 what does it mean", "")
    assert typed.count("8000") <= 1


@pytest.mark.parametrize("words", ["IBM trials", "IBM studies recruiting", "sporadic IBM trial"])
def test_ibm_is_not_the_inherited_disease(search, words):
    found = search(words)
    assert numbers(found) == {"NCT99000001"}
    assert not [name for name in rows(found, "diseases") if "GNE" in name or "hereditary" in name]


@pytest.mark.parametrize("words", ["DM2 trials", "dm 2", "DM1 support group"])
def test_a_short_form_that_we_do_not_guess_is_asked_about(search, ask, words):
    page = ask(words)
    assert "can mean myotonic dystrophy or diabetes" in page
    assert "Did you mean dermatomyositis?" in page
    found = search(words)
    assert not numbers(found)
    assert "Dermatomyositis" not in rows(found, "diseases")
    assert not found.answers


def test_another_disease_is_said_to_be_one(search, ask):
    assert "is a different disease from autoimmune myositis" in ask("myositis ossificans study")
    assert numbers(search("myositis ossificans study")) == {"NCT99000004"}


# Trouble


@pytest.mark.parametrize(
    "words",
    ["trouble swallowing", "myositis cannot breathe", "drooping eyelid after keytruda", "fiebre"],
)
def test_what_cannot_wait_stands_before_everything(client, words):
    page = client.get("/search/", {"q": words}).content.decode()
    main = page[page.index("<h1") :]
    assert main.index('id="emergency"') < main.index("<form")


def test_despair_is_met_with_a_crisis_line_and_no_studies(client, search):
    page = client.get("/search/?q=i+want+to+die").content.decode()
    assert page.index("988") < page.index('id="id_q"')
    found = search("myositis i want to die")
    assert set(names(found)) <= {"organizations", "guides"}
    assert not found.answers


def test_despair_is_not_met_with_figures_on_death(search):
    guides = [one for one in search("i want to die").sections if one.name == "guides"]
    assert [guide.slug for guide in guides[0].rows] == ["mood"]


# The rooms


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("dermatomyositis trials", "studies"),
        ("ensayos de dermatomiositis", "studies"),
        ("phase 2 dermatomyositis", "studies"),
        ("sirolimus inclusion body myositis", "studies"),
        ("support group for dermatomyositis", "organizations"),
        ("financial help for caregivers", "organizations"),
        ("grupo de apoyo miositis", "organizations"),
        ("dermatomyositis specialist near Chicago", "organizations"),
        ("caregiver burnout", "guides"),
    ],
)
def test_the_room_that_was_asked_for_comes_first(search, words, first):
    assert names(search(words))[0] == first


def test_a_room_without_an_answer_is_not_shown(search):
    assert "studies" not in names(search("what is TIS"))
    assert "organizations" not in names(search("what is TIS"))


def test_three_studies_are_shown_with_the_way_to_all(client, search):
    found = search("dermatomyositis trials", **{"for": "child"})
    [studies] = [section for section in found.sections if section.name == "studies"]
    assert len(studies.rows) == 3
    listed = client.get(studies.address)
    assert listed.context["page"].paginator.count == studies.count == 5
    assert listed.context["audience"] == "child"


def test_organizations_are_the_same_as_in_their_own_list(client, search):
    found = search("support group for parents")
    [groups] = [section for section in found.sections if section.name == "organizations"]
    listed = client.get(groups.address).context["search"].found
    assert groups.count == len(listed)
    assert groups.rows == listed[: len(groups.rows)]


def test_nothing_is_told_twice(search):
    found = search("what is dermatomyositis")
    assert "Dermatomyositis" not in rows(found, "diseases")
    assert "Creatine kinase" not in rows(search("CK"), "words")


def test_a_page_that_fits_by_its_title_comes_first(search):
    assert rows(search("can I exercise"), "guides")[0] == "Physical therapy and exercise"
    assert rows(search("physiotherapy"), "guides")[0] == "Physical therapy and exercise"
    assert rows(search("vaccines"), "guides")[0] == "Vaccines and infections"


def test_a_room_shows_five_at_most_before_one_unfolds_more(search):
    for words in ("myositis", "myositis trials", "what is myositis", "myositis support"):
        for section_ in search(words).sections:
            assert len(section_.first) <= 5


# Spelling


def test_misspelt_words_are_mended_and_that_is_said(search, ask):
    assert "Showing results for dermatomyositis rash" in ask("dermatomyocitis rash")
    assert not search("dermatomyocitis rash", verbatim="on").search.is_mended
    assert "Showing results" not in ask("dermatomyocitis rash", verbatim="on")


def test_a_word_of_ours_is_not_mended_into_one_of_a_study(search):
    assert not search("what is a heliotrope rash").search.is_mended
    assert not search("caregiver").search.is_mended


# Numbers


@pytest.mark.parametrize("words", ["NCT99000002", " nct99000002 ", "what about NCT99000002?"])
def test_the_number_of_a_study_leads_there(client, words):
    response = client.get("/search/", {"q": words, "for": "child"})
    assert (response.status_code, response["Location"]) == (302, "/trials/NCT99000002/?for=child")


def test_several_numbers_are_listed_and_an_unknown_one_is_said(search, ask):
    assert numbers(search("NCT99000001 NCT99000002")) == {"NCT99000001", "NCT99000002"}
    page = ask("NCT00000000")
    assert "NCT00000000 is not among the studies we list." in page
    assert "Look for it at ClinicalTrials.gov" in page
    page = ask("NCT99999999")
    assert "please check this one" in page
    assert "clinicaltrials.gov/study/NCT99999999" not in page


# Nothing, and worse


@pytest.mark.parametrize("words", ["zebra", "the of and", "???", "😀", "%%%", "[a-z]+(.*)\\"])
def test_where_nothing_fits_there_are_ways_on_and_somebody_to_call(ask, words):
    page = ask(words)
    assert f"We have nothing on “{words}.”" in page
    assert "Myositis and its types" in page
    assert TMA in page


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> rash",
        "'; DROP TABLE conditions_condition; -- rash",
        '"rash',
        "-rash",
        "rash*",
        "\u202erash\u2066",
        "rash {{ 7*7 }}",
        "ra\0sh" + "\0" * 20,
        "a " * 150,
        "(" * 300,
        "ß" * 200,
    ],
)
def test_hostile_words_are_words(client, words):
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_what_cannot_be_used_is_told(ask):
    page = ask("x" * 10_000)
    assert "We could not use this part of your search:" in page
    assert "For example" in page


def test_a_page_asks_the_database_a_bounded_number_of_times(
    client, search, django_assert_max_num_queries
):
    search("dermatomyositis")
    for words in ("trouble swallowing myositis", "difference between polymyositis and ibm"):
        with django_assert_max_num_queries(40):
            client.get("/search/", {"q": words})


@pytest.mark.parametrize(
    "words",
    [
        "trials recruiting germany antisynthetase",
        "dermatomyositis studies in Iceland for women over 90",
        "phase 3 IVIG trial finished with results",
    ],
)
def test_whoever_asks_for_studies_is_told_that_there_is_none_and_what_would_find_some(
    search, ask, words
):
    found = search(words)
    assert names(found)[0] == "studies"
    page = ask(words)
    assert (
        "No study in our copy of ClinicalTrials.gov matches everything that you asked for." in page
    )
    assert "Change this search, with filters" in page


def test_it_says_without_which_filter_there_are_studies_and_how_the_words_were_read(ask):
    page = ask("inclusion body myositis trials germany")
    assert "Without “Near”: 1 study" in page
    assert "“germany”: Germany" in page


@pytest.mark.parametrize(
    "words",
    [
        "im 70 have inclusion body, live outside leeds, anything going on",
        "within 50 miles of Baltimore",
        "woman 58 dermatomyositis in Lyon",
    ],
)
def test_a_place_with_a_distance_or_an_age_asks_for_studies(search, words):
    assert names(search(words))[0] == "studies"


@pytest.mark.parametrize(
    "words", ["zoom meetings for ibm this month", "parents of JDM kids facebook or whatsapp"]
)
def test_ways_to_meet_ask_for_groups(search, words):
    found = search(words)
    assert names(found)[0] == "organizations" or found.answering_organizations


def test_where_no_group_is_in_the_country_that_is_said(ask):
    page = ask("support group ireland")
    assert "None of the organizations in Ireland that we know matches everything" in page
    assert "The ones below are in other countries" in page
    assert "Muscular Dystrophy Ireland" in page
    assert "We do not know of any organizations in Ireland" not in page


# What cannot wait


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("methotrexate every day by mistake instead of weekly", "You took methotrexate more often"),
        ("IBM with a chest infection", "Your breathing or swallowing muscles are weak"),
        ("tomé metotrexato todos los días por error", "Tomó metotrexato más veces"),
    ],
)
def test_a_sign_that_the_box_does_not_have_is_named_first(ask, words, said):
    page = ask(words)
    box = page[page.index("Not urgent?") :]
    assert said in box
    assert max(box.find("Call your local emergency number now"), box.find("Llame ahora")) > (
        box.index(said)
    )


def test_a_headache_with_a_stiff_neck_is_the_first_line_of_the_box(ask):
    page = ask("headache stiff neck day after infusion")
    box = page[page.index("Not urgent?") :]
    first = box.index("a bad headache with a stiff neck")
    assert box.index("Call your local emergency number now") < first
    assert first < box.index("trouble breathing at rest")


@pytest.mark.parametrize("words", ["no trouble swallowing, just weak legs", "spell dysphagia"])
def test_no_box_for_what_somebody_does_not_have_or_only_asks_to_spell(ask, words):
    assert "Not urgent?" not in ask(words)


@pytest.mark.parametrize(
    "words",
    ["CAR-T for myositis that's open right now, USA or Canada", "call now", "emergency number now"],
)
def test_no_words_that_begin_a_list_stand_without_it(search, words):
    shown = [statement for answer in search(words).answers for statement in answer.statements]
    assert not [one.text for one in shown if one.text.endswith(":")]


# Words taken for others


@pytest.mark.parametrize(
    "words",
    [
        "creatine powder ok with IBM?",
        "creatine supplement",
        "can I take creatine",
        "does creatine help muscles",
        "creatine monohydrate myositis",
    ],
)
def test_the_supplement_creatine_is_not_the_blood_test(search, words):
    found = search(words)
    shown = [one.text for answer in found.answers for one in answer.statements]
    assert not [text for text in shown if "creatine kinase" in text]
    assert "Creatine kinase" not in [term.term for term in found.answering_words]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("what does NT5C1A mean", "Anti-cN1A"),
        ("cN1A", "Anti-cN1A"),
        ("anti-NT5C1A antibody", "Anti-cN1A"),
        ("ANA 1:640 speckled what now", "Antinuclear antibody"),
        ("ANA", "Antinuclear antibody"),
        ("what is an antinuclear antibody", "Antinuclear antibody"),
        ("creatine kinase", "Creatine kinase"),
    ],
)
def test_a_test_that_is_named_is_explained(search, words, term):
    assert term in [one.term for one in search(words).answering_words]


def test_a_short_form_of_another_disease_is_said_to_be_one(ask):
    page = ask("MS")
    assert "mostly means multiple sclerosis, which is a different disease" in page
    assert "Did you mean myositis?" in page


def test_figures_on_an_antibody_are_not_given_to_somebody_without_it(search):
    found = search("negative jo1 but lungs bad, can it still be antisynthetase")
    shown = [one.text for answer in found.answers for one in answer.statements]
    assert not [text for text in shown if "Jo-1" in text and "%" in text]


def test_an_alternative_to_steroids_is_not_answered_with_steroids(search, ask):
    found = search("alternative to steroids")
    assert not found.answering_words
    assert "Medicines" in ask("alternative to steroids")


# One answer, unknown words, and places that can be several


def test_an_animal_is_sent_to_a_veterinarian_and_nothing_else_is_said(search, ask):
    assert search("my cat has myositis").sections == []
    page = ask("my cat has myositis")
    assert "about people only" in page
    assert "veterinarian" in page


def test_whoever_is_pregnant_on_methotrexate_is_told_to_call_before_anything_else(ask):
    page = ask("im pregnant and on methotrexate")
    assert "call your care team today, and ask before the next dose" in page
    assert "change a medicine on your own" not in page


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("exhausted caring for my wife nobody helps", "caregivers"),
        ("I'm scared and just got diagnosed today", "just-diagnosed"),
        ("everyone says I look fine but im so tired", "fatigue-pain-and-itch"),
        ("can I still work with polymyositis", "work-benefits-and-travel"),
        ("SSDI compassionate allowance IBM", "work-benefits-and-travel"),
    ],
)
def test_the_guide_that_answers_comes_first(search, words, slug):
    first = search(words).sections[0]
    assert first.name == "guides"
    assert first.rows[0].slug == slug
    assert "expanded-access" not in [guide.slug for guide in first.rows]


@pytest.mark.parametrize("words", ["NXP2", "PL-7 vs PL-12", "anti SRP prognosis", "overlap PM-Scl"])
def test_an_antibody_is_explained_first_where_no_study_is_sought(search, words):
    assert search(words).pointed[0].page.slug == "my-test-results"


def test_words_that_nothing_has_are_named_but_not_beside_an_emergency(ask):
    assert "We have nothing on Cosentyx" in ask("Cosentyx for dermatomyositis")
    assert "We have nothing on" not in ask("patient shivering hypotensive 20 min into IVIG")


def test_a_place_that_can_be_several_is_named_with_the_others(ask):
    page = ask("Birmingham myositis study")
    assert "We took “Birmingham” to mean Birmingham, England, United Kingdom." in page
    assert "Birmingham, Alabama, United States" in page
    assert "We took" not in ask("Birmingham Alabama myositis study")


def test_the_box_is_in_the_language_of_the_words(ask):
    page = ask("je n'arrive plus à respirer la nuit allongé myosite")
    assert "Le numéro d’urgence est le 15 en France (SAMU)" in page
    assert "You have trouble breathing at rest" not in page
    assert "¿Es urgente?" not in page


@pytest.mark.parametrize(
    "words",
    [
        "hizentra at home instead of hospital ivig",
        "AST ALT high doctor says liver but i think muscle",
        "heart attack of a bill from the hospital",
    ],
)
def test_a_hospital_or_a_doctor_beside_much_else_asks_for_no_clinic(search, words):
    assert names(search(words))[0] != "organizations"


@pytest.mark.parametrize(
    "words",
    ["find a doctor who knows weak thighs", "other families with jdm kids in Australia"],
)
def test_who_asks_for_help_still_gets_it(search, words):
    assert names(search(words))[0] == "organizations"


def test_what_is_not_about_myositis_is_said_to_be_unknown(ask):
    assert "We have nothing on “best pizza near me" in ask("best pizza near me")


def test_the_place_that_was_read_is_named(ask):
    assert "Place: 48104, Ann Arbor, Michigan, United States." in ask("48104")


def test_a_child_gets_no_words_on_the_antibodies_of_adults(search):
    found = search("nxp2 in a 9 year old")
    assert not found.pointed
    assert found.answers[0].page.slug == "juvenile-myositis"
