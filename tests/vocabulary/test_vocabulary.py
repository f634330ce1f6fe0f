import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

import vocabulary
from vocabulary import Kind


def term(slug):
    return vocabulary.terms()[slug]


def test_a_condition_is_found_under_the_names_of_its_narrower_ones():
    assert "mda5" in term("dermatomyositis").names
    assert "polymyositis" in term("inflammatory-myopathy").names
    assert "polymyositis" not in term("dermatomyositis").names


def test_a_name_that_holds_another_adds_nothing_and_is_left_out():
    names = term("inclusion-body-myositis").names
    assert "inclusion body myositis" in names
    assert not [name for name in names if name.endswith("inclusion body myositis")][1:]


def test_the_hereditary_disease_is_no_inclusion_body_myositis():
    assert not set(term("gne-myopathy-hibm").names) & set(term("inclusion-body-myositis").names)
    assert term("gne-myopathy-hibm").kind == Kind.NEIGHBOUR


def test_an_antibody_leads_to_its_condition():
    antibody = term("antibody:anti pl12")
    assert antibody.condition == "antisynthetase-syndrome"
    assert "pl12" in antibody.names
    assert "asys" in antibody.names


def test_a_group_of_medicines_has_the_names_of_all_of_them():
    assert {"cart", "kyv101", "caba201"} <= set(term("medicines:cart").names)


def test_every_slug_that_is_pointed_at_exists():
    slugs = set(vocabulary.terms())
    for one in vocabulary.terms().values():
        assert set(one.broader) <= slugs
        assert not one.condition or one.condition in slugs
    assert {slug for _stems, slug in vocabulary.suggestions()} <= slugs
    assert {short.means for short in vocabulary.abbreviations().values()} <= slugs


def test_names_are_plain_words_that_a_tsquery_can_hold():
    for one in vocabulary.terms().values():
        for name in (*one.names, *one.title_names):
            assert re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", name), name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I cannot breathe", "emergency"),
        ("my eyelids droop since keytruda", "emergency"),
        ("trouble with swallowing", "emergency"),
        ("chest pain", "emergency"),
        ("adrenal crisis", "emergency"),
        ("keep vomiting my prednisone", "emergency"),
        ("no puedo respirar", "emergency"),
        ("my throat is closing up", "emergency"),
        ("dark brown pee and sore thighs", "emergency"),
        ("there was blood in her poop", "emergency"),
        ("my arms won't move", "emergency"),
        ("out of breath after one step", "emergency"),
        ("suddenly I see double", "emergency"),
        ("am I dying?", "emergency"),
        ("I think I'm dying", "emergency"),
        ("dying muscle fibers", ""),
        ("das Kind bekommt keine Luft", "emergency"),
        ("je ne peux plus respirer", "emergency"),
        ("orino de color cola", "emergency"),
        ("I want to die", "self_harm"),
        ("I don't want to live any more", "self_harm"),
        ("I just wish it all to stop, I want it to end", "self_harm"),
        ("ich will nicht mehr leben", "self_harm"),
        ("j'ai envie de mourir", "self_harm"),
        ("ya no quiero vivir", "self_harm"),
        ("these bills are choking us", ""),
        ("dying to hear about the new tablets", ""),
        ("me muero por entrar en un ensayo", ""),
        ("carry out breathing exercises", ""),
        ("when does the study end", ""),
        ("end of the study", ""),
        ("emergency contact form", ""),
        ("dermatomyositis trials", ""),
        ("swallowtail", ""),
        ("where can I see double-blind studies", ""),
    ],
)
def test_words_of_urgent_trouble_are_heard(text, kind):
    assert vocabulary.urgent(text) == kind


def test_our_stems_are_those_of_the_database(db):
    """Highlights rest on it: what PostgreSQL finds, they have to find again."""
    from django.db import connection

    words = sorted(vocabulary.single_words())
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ts_lexize('english_stem', word) FROM unnest(%s) word", [words])
        differing = [
            (word, lexemes)
            for word, lexemes in cursor
            if lexemes and lexemes != [vocabulary.stem(word)]
        ]
    # Their editions of Snowball differ in a word or two.
    assert len(differing) <= len(words) / 100, differing


def test_threads_that_stem_at_once_do_not_disturb_each_other():
    """The stemmer keeps its place in the word: shared, it gave wrong stems, or none."""
    made = [f"{first}{last}" for first in range(400) for last in ("ization", "ational", "fulness")]
    words = [word.translate(str.maketrans("0123456789", "abcdefghij")) for word in made]
    alone = snowballstemmer.stemmer("english")
    right = {word: alone.stemWord(word) for word in words}
    vocabulary.stem.cache_clear()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(vocabulary.stem, words))
    finally:
        sys.setswitchinterval(before)
        vocabulary.stem.cache_clear()
    assert dict(zip(words, found, strict=True)) == right
