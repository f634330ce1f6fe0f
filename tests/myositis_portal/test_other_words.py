"""Everyday words, other languages and misspelled words find the guide that answers."""

import pytest

from tests.studies import study

from . import whole

pytestmark = pytest.mark.django_db
started = whole.started
portal = whole.fixture([study("NCT99000001", title="Sample tablets for dermatomyositis")])

# {words: the guide that must be among the first three, or be cited as the answer}
GUIDES = {
    "moon face how long till it goes": "steroids",
    "puffy cheeks on steroids": "steroids",
    "efectos de la cortisona, engordé 12 kilos": "steroids",
    "Nebenwirkungen von Kortison": "steroids",
    "effets secondaires de la cortisone": "steroids",
    "predisone weening off shedule": "steroids",
    "weening off steroids": "steroids",
    "can I drink on methotrexate": "food-supplements-and-alcohol",
    "glass of wine and azathioprine": "food-supplements-and-alcohol",
    "Sonne und Haut": "skin-sun-and-calcinosis",
    "soleil et peau": "skin-sun-and-calcinosis",
    "est-ce que le soleil est dangereux": "skin-sun-and-calcinosis",
    "Schluckbeschwerden": "swallowing",
    "j'avale de travers tout le temps, que faire": "swallowing",
    "Muskelschwäche und Hautausschlag, zu welchem Arzt?": "no-diagnosis-yet",
    "médecin spécialiste": "no-diagnosis-yet",
    "faiblesse musculaire et éruption cutanée": "no-diagnosis-yet",
    "fraqueza muscular e cansaço": "no-diagnosis-yet",
    "Muskelschmerzen und Müdigkeit": "fatigue-pain-and-itch",
    "inclushun body myosites excersise": "physiotherapy-and-exercise",
    "vacines and methotrexate": "vaccines-and-infections",
}


@pytest.fixture
def search(client):
    return lambda words: client.get("/search/", {"q": words}).context["page"]


@pytest.mark.parametrize(("words", "slug"), GUIDES.items())
def test_the_guide_that_answers_is_found(search, words, slug):
    page = search(words)
    shown = [answer.page.slug for answer in page.answers]
    for section in page.sections:
        if section.name == "guides":
            shown += [guide.slug for guide in section.rows[:3]]
    assert slug in shown


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("inclushun body myosites excersise", "inclusion body myosites exercise"),
        ("predisone weening off shedule", "prednisone weaning off schedule"),
        # A form of papules that we find as it is.
        ("gotrons papuls", "gottron papuls"),
        ("vacines and methotrexate", "vaccines and methotrexate"),
        ("wieght gain steroids", "weight gain steroids"),
    ],
)
def test_every_misspelled_word_is_mended(search, words, mended):
    assert search(words).search.question.text == mended


@pytest.mark.parametrize(
    "words",
    ["ALT AST high doc says liver but I think muscle", "conference 2026 patients welcome?"],
)
def test_an_everyday_word_is_never_mended(search, words):
    assert not search(words).search.is_mended
    assert search(words).search.other_spelling == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("traitement de la myosite", "Les réponses de ce portail sont en anglais."),
        ("Behandlung Dermatomyositis", "Die Antworten dieses Portals sind auf Englisch."),
        ("tratamento da polimiosite", "As respostas deste portal estão em inglês."),
        ("que es la miositis", "Las respuestas de este portal están en inglés."),
    ],
)
def test_a_question_in_another_language_is_told_that_answers_are_in_english(client, words, said):
    assert said in client.get("/search/", {"q": words}).content.decode()


def test_a_short_form_of_germany_and_britain_is_read(search):
    (answer, *_) = search("ASS").answers
    assert answer.page.slug == "antisynthetase-syndrome"


def test_a_month_is_no_word_to_find(search):
    found = search("it started in march near Philadelphia").search
    assert "march" not in found.question.words
