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
