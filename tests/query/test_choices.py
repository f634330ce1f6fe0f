"""Words that stand for a choice of the form, and questions about children."""

import pytest

from query import reader


def slugs(text):
    return [said.term.slug for said in reader.read(text).terms]


@pytest.mark.parametrize(
    "text",
    [
        "can i join a study from my sofa",
        "my mother can't travel, any study with polymyositis",
        "studies by video",
        "ensayos desde casa",
        "Studien von zu Hause",
    ],
)
def test_visits_from_home_are_a_filter(text):
    assert reader.read(text).choices["asks"] == ("remote_possible",)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("studies for 16 year old dermatomyositis", "juvenile-myositis"),
        ("nxp2 in a 9 year old", "juvenile-myositis"),
        ("my daughter has dermatomyositis", "juvenile-myositis"),
        ("polymyositis kids", "juvenile-myositis"),
        ("dermatomyositis 19 years old", "dermatomyositis"),
        ("my daughter is 40 and has dermatomyositis", "dermatomyositis"),
        ("JDM trial for a 9 year old", "juvenile-myositis"),
    ],
)
def test_a_child_has_the_juvenile_disease(text, first):
    assert slugs(text)[0] == first


def test_a_child_with_another_disease_has_no_juvenile_myositis():
    assert slugs("inclusion body myositis 12 year old") == ["inclusion-body-myositis"]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("myositis research TX", "Texas"),
        ("necrotizing trials in MN or WI", "Minnesota"),
        ("dm study CA", "California"),
        ("48104", "Michigan"),
    ],
)
def test_a_state_or_a_zip_code_alone_is_a_place(text, region):
    place = reader.read(text).mention.place
    assert region in (place.name, place.region)


@pytest.mark.parametrize(
    "text", ["polymyositis MD", "anti-Jo-1 in PM", "is it DM or PM", "CT", "DERMATOMYOSITIS TX OR"]
)
def test_short_forms_that_look_like_states_are_no_place(text):
    assert reader.read(text).mention is None


def test_a_part_of_the_united_states_is_looked_for_in_all_of_them():
    question = reader.read("necrotizing trials in the northeast US")
    assert question.mention.place.name == "United States"
    assert [(one.text, one.why) for one in question.not_used] == [("in the northeast", "area")]


def test_a_second_state_is_named_as_left_out():
    question = reader.read("necrotizing trials in MN or WI")
    assert [(one.text, one.why) for one in question.not_used] == [("or WI", "area")]


def test_a_list_of_what_was_tried_is_no_wish():
    question = reader.read("IMNM refractory to steroids, IVIG and rituximab, which trials")
    assert [one.why for one in question.not_used] == ["before"] * 3
    assert [said.term.slug for said in question.terms] == ["immune-mediated-necrotizing-myopathy"]


def test_no_drugs_is_not_looked_for():
    question = reader.read("exercise trial not drugs")
    assert question.words == ("exercize",)
    assert [one.text for one in question.not_used] == ["not drugs"]


@pytest.mark.parametrize(
    ("text", "age"), [("16 almost 17 is she a child", "16"), ("she is 11 going on 12", "11")]
)
def test_an_age_before_the_next_is_that_age(text, age):
    assert reader.read(text).choices["age"] == (age,)
