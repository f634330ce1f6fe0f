import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabulary.folding import fold, words


@pytest.mark.parametrize(
    "spellings",
    [
        ("PL-12", "PL12", "pl 12", "Pl‑12"),
        ("anti-MDA5", "Anti MDA-5", "anti-MDA 5"),
        ("TIF1-gamma", "TIF1γ", "TIF-1γ", "TIF1g", "TIF-1g"),
        ("cN-1A", "cN1A"),
        ("CAR-T", "CAR T", "CART"),
        ("anti-synthetase", "antisynthetase", "anti synthetase"),
        ("inclusion-body", "inclusion body"),
        ("necrotising", "necrotizing"),
        ("paediatric oedema and tumour", "pediatric edema and tumor"),
        ("haemoglobin, anaemia", "hemoglobin anemia"),
        ("Sjögren's", "Sjogren", "SJÖGREN’S"),
        ("mechanic's", "mechanic"),
        ("Phase III", "phase 3", "PHASE-3", "phase IIIb"),
        ("phase 2/3", "Phase II/III", "phase 2-3"),
        ("interferon-β", "interferon beta"),
        ("miositis", "myositis"),
        ("ﬁne", "fine"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_thing_are_one(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("week 12, day-1, type 2", "week 12 day 1 type 2"),
        ("12-week", "12 week"),
        ("IBM SPSS Statistics 25", "ibmcompany spss statistics 25"),
        ("IBM trials", "ibm trials"),
        ("a & (b | !c) <-> 'd':*", "a b c d"),
        ("", ""),
        ("’s", "s"),
    ],
)
def test_other_words_stay_apart(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_nothing_but_words_is_left_and_spans_lie_in_the_text(text):
    for word in words(text):
        assert word.text
        assert not set(word.text) & set(" '\"\\:*!&|()<>-")
        assert 0 <= word.start < word.end <= len(text)


ODD = ("PL-12", "anti", "jo", "1", "phase", "II/III", "mda", "5", "Sjögren's", "IBM", "SPSS", "x")


@given(st.lists(st.sampled_from(ODD)))
def test_folded_once_is_folded_for_good(parts):
    once = fold(" ".join(parts))
    assert fold(once) == once


def test_a_french_ligature_is_two_letters():
    assert fold("cœur") == fold("coeur") == "coeur"
