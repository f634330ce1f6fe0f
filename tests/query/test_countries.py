import pytest

from query import reader


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("trial england recruiting", "England"),
        ("myositis trials germany", "Germany"),
        ("IBM study Australia", "Australia"),
        ("estudios dermatomyositis spain", "Spain"),
        ("trials united kingdom", "United Kingdom"),
        ("recruiting trials wales", "Wales"),
        ("studies brazil open", "Brazil"),
        ("clinical trials usa polymyositis", "United States"),
        ("IBM trials uk", "United Kingdom"),
        ("trials texas", "Texas"),
        ("juvenile dermatomyositis study florida", "Florida"),
        ("ensayos miositis españa", "Spain"),
        ("Italian trials for polymyositis", "Italy"),
    ],
)
def test_a_country_needs_no_preposition_where_studies_are_sought(text, name):
    question = reader.read(text)
    assert question.mention.place.name == name
    assert question.words == ()


@pytest.mark.parametrize("text", ["Myositis Australia", "trials for georgia"])
def test_a_name_with_a_country_in_it_is_left_alone(text):
    assert reader.read(text).mention is None


def test_a_second_country_is_named_as_not_used():
    question = reader.read("IBM studies in Spain or Italy")
    assert question.mention.place.name == "Spain"
    assert [(one.text, one.why) for one in question.not_used] == [("or Italy", "area")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("75013 myosite essai clinique", "75013, Paris, Île-de-France, France"),
        ("69003 myosite essai clinique", "69003, Lyon, Auvergne-Rhône-Alpes, France"),
        ("10115 Myositis Studie", "10115, Berlin, Germany"),
        ("trials 75013", "75013, Allen, Texas, United States"),
        ("estudo clinico miosite São Paulo recrutando", "São Paulo, Brazil"),
        ("Portland IBM trial", "Portland, Oregon, United States"),
        ("tbilisi georgia myositis study", "Tbilisi, Georgia"),
        ("georgia dermatomyositis trials", "Georgia (state), United States"),
        ("dermatomyositis studies in georgia", "Georgia (state), United States"),
        ("myositis study georgia usa", "Georgia (state), United States"),
    ],
)
def test_a_postcode_or_a_large_town_needs_no_preposition_beside_a_study(text, label):
    assert reader.read(text).mention.place.label == label


def test_a_medicine_that_a_study_should_allow_is_not_what_it_studies():
    question = reader.read("trials that allow IVIG at the same time")
    assert not question.terms
    assert not question.words
    assert [(one.text, one.why) for one in question.not_used] == [("IVIG", "allowed")]
    assert reader.read("dermatomyositis trials of IVIG").not_used == ()
