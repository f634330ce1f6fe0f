"""What is measured in a text, and that on our own pages it finds little to complain of."""

import pytest

from conditions import starter
from conditions.readability import checks
from conditions.readability.checks import LONGEST_TEXT, Said, TooLong, plain
from conditions.readability.grades import HIGHEST, LONGEST_SENTENCE, grade, sentences, spoken

GLOSSARY = ("Creatine kinase", "CK", "Muscle biopsy", "biopsy")
LONG = (
    " ".join(["Some people find that it takes them long to climb up the stairs at home"] * 2) + "."
)


def of(*texts, **values):
    values = {"has_source": True, "is_checked": True} | values
    return checks.measure([Said(text, **values) for text in texts], GLOSSARY)


def strange(*texts, **values):
    return [found.what for found in of(*texts, **values).jargon]


def test_a_grade_is_that_of_the_tests_of_our_pages():
    text = "Myositis makes muscles weak. It may begin slowly, over some weeks or months. " * 4
    assert of(text).grade == grade(list(sentences([text])))


def test_a_few_words_have_no_grade():
    assert of("It is rare.").grade is None
    assert of().words == 0


def test_words_are_counted_without_stars_and_addresses():
    assert of("**CK** is [a muscle protein](/glossary/#ck).").words == 5
    assert plain("**CK** is [a muscle\n protein](/glossary/#ck).") == "CK is a muscle protein."


def test_long_sentences_are_shown_as_they_stand_and_with_their_words():
    found = of(f"Dermatomyositis is rare. {LONG}").long_sentences
    assert [(long.what, long.times) for long in found] == [(LONG, 30)]
    words = " ".join(["word"] * LONGEST_SENTENCE)
    assert not of(f"{words}.").long_sentences


def test_names_of_diseases_make_no_sentence_long():
    words = " ".join(["word"] * LONGEST_SENTENCE)
    assert not of(f"{words} inclusion body myositis.").long_sentences
    [(shown, counted)] = spoken("Inclusion body myositis is rare.")
    assert (shown, counted) == ("Inclusion body myositis is rare.", ["is", "rare"])


def test_the_hardest_sentences_are_shown_where_the_grade_is_too_high():
    hard = "Considerable international variability characterizes institutional recommendations."
    found = of(*[f"Ask the team. {hard} " * 5])
    assert found.is_too_hard
    assert {hardest.what for hardest in found.hardest} == {hard}
    assert not of("Ask the team before you travel. " * 10).hardest


def test_a_statement_is_without_source_or_not_read_or_neither():
    bare = Said("Nobody says where.")
    named = Said("Somebody wrote it.", has_source=True)
    read = Said("Somebody read it.", has_source=True, is_checked=True)
    summary = Said("It sums up.", needs_source=False)
    found = checks.measure([bare, named, read, summary, Said("  ")], ())
    assert (found.without_source, found.not_read) == ([bare], [named])


def test_what_is_past_its_date_is_found():
    found = of("It was approved.", is_expired=True)
    assert [said.text for said in found.expired] == ["It was approved."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The renal function fell.", ["renal"]),
        ("Malignancies were found.", ["Malignancies"]),
        ("A metabolic cardiomyopathy was seen.", ["metabolic", "cardiomyopathy"]),
        ("An ANA test may help.", ["ANA"]),
        ("Perifascicular changes were seen.", ["Perifascicular"]),
    ],
)
def test_words_of_the_trade_are_found(text, words):
    assert strange(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "A biopsy and the CK help; so do two biopsies.",
        "Creatine kinase is a muscle protein.",
        "Dermatomyositis, IMNM and anti-Jo-1 or Jo-1 antibodies.",
        "Rituximab, Xeljanz and hydroxychloroquine are medicines.",
        "Joint inflammation (synovitis) hurts.",
        "Synovitis (inflamed joints) hurts.",
        "Inflamed joints, called synovitis, hurt.",
        "Synovitis means inflamed joints.",
        "Synovitis, an inflammation of joints, hurts.",
        "Your systemic illness is known in the whole body (systemic).",
        "The university of Pittsburgh in Pennsylvania has an emergency department.",
        "Ask an occupational therapist for information on available exercises in your community.",
        "The US, the UK and the FDA know of COVID.",
        "The clinic near you has a hospital system and an ambulance.",
    ],
)
def test_known_and_explained_words_are_not(text):
    assert strange(text) == []


def test_a_word_is_explained_for_the_whole_page_and_by_its_label():
    assert strange("Synovitis hurts.", "It is inflammation of a joint (synovitis).") == []
    assert strange("It is high in many.", "Ferritin and ANA rise.", label="ANA") == []


def test_a_strange_word_is_shown_once_with_its_number_and_a_plain_one():
    [found] = of("Renal pain.", "See a renal team for renal care.").jargon
    assert (found.what, found.times, found.instead) == ("Renal", 3, "of the kidneys")
    assert found.said.text == "Renal pain."


@pytest.mark.parametrize("dose", ["5 mg", "7.5mg", "1,000 mcg", "2 g/kg", "20-mg", "10 milligrams"])
def test_doses_are_found(dose):
    assert [found.what for found in of(f"Some take {dose} each day.").doses] == [dose]


@pytest.mark.parametrize(
    "text", ["Drink 2 glasses.", "It has 5 magnets.", "Phase 2 began in 2019."]
)
def test_other_numbers_are_no_doses(text):
    assert not of(text).doses


@pytest.mark.parametrize(
    "text",
    [
        "Stop your steroid before the visit.",
        "Two weeks before, you skip the tablets.",
        "You may have to come off your medicine.",
    ],
)
def test_wordings_that_tell_to_stop_a_medicine_are_found(text):
    assert [found.what for found in of(f"Ask the team. {text}").stopping] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Do not stop, skip, or change a medicine to join a study.",
        "Don’t stop your steroid.",
        "Stopping a steroid suddenly can be dangerous.",
        "Stopping a steroid too fast can cause an adrenal crisis.",
        "Some studies stop a medicine.",
        "You can stop at any time.",
    ],
)
def test_warnings_against_it_are_not(text):
    assert not of(text).stopping


def test_long_dashes_are_found_and_short_ones_are_not():
    assert [said.text for said in of("One — two.", "One – two.").dashes] == ["One — two."]


def test_more_than_a_page_is_refused():
    with pytest.raises(TooLong):
        of("word " * (LONGEST_TEXT // 5 + 1))


@pytest.mark.parametrize(
    "text", ["((((", "](](](", "\0\0", "— . ) (x", "1" * 400, "’’’", "ß é 中文 𝔞"]
)
def test_odd_text_is_measured_too(text):
    assert of(text).grade is None


def test_our_own_pages_give_little_to_complain_of():
    """What the rules find in the first pages is what somebody should look at, and no more."""
    names = [
        name
        for row in starter.read("glossary.yaml")
        for name in (row["term"], *row.get("other_names", []))
    ]
    pages = [*starter.pages("conditions"), *starter.pages("guides")]
    found = {row["slug"]: checks.measure(pieces(row), names) for row in pages}
    assert all(measures.grade <= HIGHEST for measures in found.values())
    for name in ("long_sentences", "doses", "stopping", "dashes", "without_source"):
        assert not [slug for slug, measures in found.items() if getattr(measures, name)], name
    assert sum(len(measures.jargon) for measures in found.values()) <= len(pages)
    assert max(len(measures.jargon) for measures in found.values()) <= 6
    assert "immunotherapy" in {word.what for word in found["ici-myositis"].jargon}


def pieces(row):
    yield Said(row["summary"], needs_source=False)
    for part in row["sections"]:
        for statement in part["statements"]:
            yield Said(
                statement["text"],
                label=statement.get("label", ""),
                has_source=bool(statement["sources"]),
                is_checked=statement["mark"] == "read",
            )
