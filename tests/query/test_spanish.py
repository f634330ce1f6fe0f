import pytest

from query import reader, spelling


@pytest.mark.parametrize(
    "text",
    [
        "dificultad para respirar urgente",
        "necesito ayuda",
        "me duele la rodillas",
        "no puedo subir escaleras",
        "busco médico",
    ],
)
def test_spanish_words_are_never_mended(text):
    question = reader.read(text)
    assert spelling.corrected(question, lambda word: False, lambda word: []) == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("niña con manchas rojas en los nudillos y debilidad", "juvenile-myositis"),
        ("mi hijo tiene manchas en los nudillos", "juvenile-myositis"),
        ("manchas rojas en los nudillos", "dermatomyositis"),
        ("erupción y debilidad", "dermatomyositis"),
        ("debilidad en los dedos y caídas", "inclusion-body-myositis"),
        ("debilidad en los muslos y caídas", "inclusion-body-myositis"),
        ("no puedo abrir frascos y me caigo", "inclusion-body-myositis"),
        ("niño con manchas en los codos y debilidad", "juvenile-myositis"),
        ("mi hija tiene erupción en los párpados", "juvenile-myositis"),
        ("manchas moradas en los párpados", "dermatomyositis"),
        ("manchas en los codos y rodillas", "dermatomyositis"),
        ("debilidad muscular después de estatinas", "immune-mediated-necrotizing-myopathy"),
    ],
)
def test_signs_in_spanish_suggest_our_pages(text, slug):
    assert [term.slug for term in reader.read(text).suggested] == [slug]


def test_trouble_in_spanish_is_urgent():
    assert reader.read("dificultad para respirar urgente").urgent == "emergency"
