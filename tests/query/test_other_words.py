"""Words of other languages and everyday words, and what they are in our words."""

from collections import defaultdict

import pytest

import vocabulary
from query import languages, other_words, reader, small_talk

TABLES = other_words._tables()


def test_no_word_means_two_things():
    means = defaultdict(set)
    for table in TABLES.values():
        for said, ours in table.items():
            means[vocabulary.stems(said)].add(vocabulary.stems(ours))
    assert {said: ours for said, ours in means.items() if len(ours) > 1} == {}


def test_no_word_of_another_language_is_everyday_english():
    foreign = set().union(*map(other_words.of_language, languages.LANGUAGES))
    assert foreign & (small_talk.everyday("english") | languages._folded("english")) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Muskelschwäche und Hautausschlag, zu welchem Arzt?", "de"),
        ("Behandlung Dermatomyositis", "de"),
        ("Schluckbeschwerden", "de"),
        ("kann ich mit Myositis Übungen machen", "de"),
        ("traitement de la myosite", "fr"),
        ("j'avale de travers tout le temps, que faire", "fr"),
        ("médecin spécialiste", "fr"),
        ("est-ce que le soleil est dangereux", "fr"),
        ("remédio para dermatomiosite, dói muito os braços", "pt"),
        ("tratamento da polimiosite", "pt"),
        ("quais os sintomas da miosite", "pt"),
        ("me cuesta subir las escaleras y levantarme de la silla", "es"),
        ("que es la miositis por cuerpos de inclusion", "es"),
        ("cpk alta 2500 estoy asustada", "es"),
        ("dermatomyositis trials near Boston", ""),
        ("ALT AST high", ""),
        ("can I drink on methotrexate", ""),
        ("Deutsche Gesellschaft", ""),
        ("Dr. Maria de la Cruz", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_question_is_known(text, language):
    assert reader.read(text).language == language


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("moon face", "puffiness"),
        ("drink on methotrexate", "alcohol methotrexate"),
        ("Muskelschwäche", "muscle weakness"),
        ("j'avale", "swallowing"),
        ("l'éruption", "rash"),
        ("dói", "pain"),
        ("weakness", "weakness"),
        ("leave", "leave"),
    ],
)
def test_our_words_stand_for_those_of_others(text, ours):
    assert other_words.in_english(vocabulary.stems(text)) == vocabulary.stems(ours)


def test_signs_are_signs_in_every_language():
    for text in ("faiblesse musculaire et éruption", "Muskelschmerzen und Schwäche"):
        assert reader.Subject.SIGNS in reader.read(text).subjects
