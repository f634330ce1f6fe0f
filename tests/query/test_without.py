import pytest

from query import reader
from query.not_used import reason


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("treatment without prednisone", "without prednisone", "medicine:prednisone"),
        ("no steroids", "no steroids", "medicines:corticosteroid"),
        ("myositis without any steroids", "without any steroids", "medicines:corticosteroid"),
        ("steroid-free treatment", "steroid-free", "medicines:corticosteroid"),
        ("sin metotrexato", "sin metotrexato", "medicine:methotrexate"),
        ("without IVIG", "without IVIG", "medicine:intravenous immunoglobulin"),
        ("without Rituxan", "without Rituxan", "medicine:rituximab"),
        ("no CAR T", "no CAR T", "medicines:cart"),
        ("instead of rituximab", "instead of rituximab", "medicine:rituximab"),
        ("anything other than a steroid", "other than a steroid", "medicines:corticosteroid"),
        ("en vez de metotrexato", "vez de metotrexato", "medicine:methotrexate"),
    ],
)
def test_a_medicine_that_is_not_wanted_is_named_and_never_looked_for(text, words, slug):
    question = reader.read(text)
    assert slug not in {said.term.slug for said in question.terms}
    assert [(one.text, one.term.slug) for one in question.not_used] == [(words, slug)]
    assert question.not_used[0].term.name in reason(question.not_used[0])


@pytest.mark.parametrize(
    "text",
    ["trial without methotrexate or IVIG", "sin metotrexato ni IVIG", "no IVIG or rituximab"],
)
def test_a_list_of_what_is_not_wanted_is_left_out_as_a_whole(text):
    question = reader.read(text)
    assert question.terms == ()
    assert len(question.not_used) == 2


@pytest.mark.parametrize("text", ["without travel", "no rash", "sin viajes", "without ILD"])
def test_what_else_is_not_wanted_is_not_looked_for(text):
    question = reader.read(f"dermatomyositis {text}")
    assert [one.text for one in question.not_used] == [text]
    assert question.words == ()
    assert [said.term.slug for said in question.terms] == ["dermatomyositis"]


@pytest.mark.parametrize("text", ["without placebo", "no placebo", "sin placebo"])
def test_a_filter_that_says_it_is_chosen_instead(text):
    question = reader.read(text)
    assert question.choices == {"asks": ("no_placebo",)}
    assert question.not_used == ()


def test_a_medicine_that_does_not_help_is_still_looked_for():
    question = reader.read("not responding to prednisone")
    assert [said.term.slug for said in question.terms] == ["medicine:prednisone"]


def test_a_name_with_without_in_it_is_still_a_name():
    question = reader.read("dermatomyositis without muscle weakness")
    assert [said.term.slug for said in question.terms] == ["clinically-amyopathic-dermatomyositis"]
    assert question.not_used == ()


@pytest.mark.parametrize(
    "text",
    [
        "finished trials with results",
        "finished with results",
        "estudios terminados con resultados",
        "results of finished trials",
        "trials that ended with results",
        "studies that are over with results",
        "finished studies with posted results",
    ],
)
def test_finished_with_results_chooses_both(text):
    question = reader.read(text)
    assert question.choices == {"status": ("COMPLETED", "TERMINATED"), "results": ("yes",)}


@pytest.mark.parametrize(
    "text",
    [
        "completed studies with results",
        "completed studies that have results",
        "show results of completed trials",
    ],
)
def test_completed_with_results_leaves_out_what_stopped_early(text):
    question = reader.read(text)
    assert question.choices == {"status": ("COMPLETED",), "results": ("yes",)}


@pytest.mark.parametrize("text", ["studies with posted results", "published results"])
def test_results_alone_are_asked_of_all_studies(text):
    assert reader.read(text).choices == {"status": ("all",), "results": ("yes",)}


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("72yo man with IBM", {"age": ("72",), "sex": ("MALE",)}),
        ("studies for women", {"sex": ("FEMALE",)}),
        ("a 15-year-old girl", {"age": ("15",), "ages": ("CHILD",)}),
    ],
)
def test_a_man_a_woman_or_a_girl_is_not_looked_for_as_a_word(text, choices):
    question = reader.read(text)
    assert question.choices == choices
    assert question.words == ()


@pytest.mark.parametrize("text", ["healthy volunteer", "i am healthy", "personas sanas"])
def test_healthy_people_are_a_filter(text):
    assert reader.read(text).choices["healthy"] == ("yes",)


@pytest.mark.parametrize("text", ["no diagnosis who can help", "without insurance"])
def test_what_a_person_lacks_is_still_looked_for(text):
    assert reader.read(text).not_used == ()


def test_what_a_medicine_is_not_is_never_looked_for():
    question = reader.read("polymyositis treatment that isn't a drip")
    assert [one.text for one in question.not_used] == ["isn't a drip"]
    assert question.words == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("necrotizing myopathy after a statin", "cause"),
        ("IMNM from atorvastatin", "cause"),
        ("they gave me rituximab for polymyositis", "before"),
        ("dermatomyositis methotrexate did not help", "before"),
    ],
)
def test_a_medicine_that_is_a_cause_or_was_tried_is_not_required(text, why):
    question = reader.read(text)
    assert [one.why for one in question.not_used] == [why]
    assert all(said.term.kind.value == "condition" for said in question.terms)
    assert reason(question.not_used[0])


def test_another_medicine_behind_other_is_still_looked_for():
    slugs = [said.term.slug for said in reader.read("other steroids").terms]
    assert slugs == ["medicines:corticosteroid"]


def test_a_spanish_word_is_no_disease_because_of_its_stem():
    assert reader.read("así").terms == ()


def test_despair_chooses_no_studies():
    assert reader.read("I want it all to end").choices == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("polymyositis trials not in the US", "not in the US"),
        ("IBM studies outside Germany", "outside Germany"),
        ("studies in any country except in Spain", "except in Spain"),
    ],
)
def test_a_place_that_is_not_wanted_is_no_place_to_search_in(text, said):
    question = reader.read(text)
    assert question.mention is None
    assert [(one.text, one.why) for one in question.not_used] == [(said, "without")]


def test_a_medicine_that_somebody_is_not_on_is_not_looked_for():
    assert reader.read("not on steroids any more").terms == ()


@pytest.mark.parametrize(
    "text",
    [
        "negative jo1 but lungs bad, can it still be antisynthetase",
        "Jo-1 negative",
        "jo1 came back negative",
        "tested negative for MDA5",
        "anti-TIF1 antibody was negative",
        "my HMGCR test is negative",
        "negative SRP antibodies",
        "PL-7 neg",
        "NXP2 negativo",
        "Mi-2 antibodies are negative",
        "negative for cN1A",
        "Jo-1 negativ",
    ],
)
def test_a_negative_antibody_is_said_to_be_so_and_not_looked_for(text):
    question = reader.read(text)
    assert "negative" in [one.why for one in question.not_used]
    assert not [said for said in question.terms if said.term.kind.value == "antibody"]
    assert "is negative" in reason(question.not_used[0])


@pytest.mark.parametrize(
    "text",
    [
        "Jo-1 positive",
        "jo1 positive ANA negative",
        "negative ANA but Jo-1 positive",
        "anti-MDA5",
        "SRP antibodies strong positive",
        "positive jo1 negative ANA",
    ],
)
def test_a_positive_antibody_is_looked_for(text):
    assert "negative" not in [one.why for one in reader.read(text).not_used]


@pytest.mark.parametrize(
    "text",
    [
        "alternative to steroids",
        "alternatives to prednisone",
        "an alternative to methotrexate for dermatomyositis",
        "is there a substitute for IVIG",
        "replacement for prednisone",
        "anything else instead of steroids",
        "something other than rituximab",
        "alternative to the steroids",
        "alternatives to taking prednisone",
        "alternativa a los corticoides",
        "alternativas a metotrexato",
        "best alternative to Imuran",
    ],
)
def test_an_alternative_to_a_medicine_is_not_that_medicine(text):
    question = reader.read(text)
    assert [one.why for one in question.not_used] == ["without"]
    assert not [said for said in question.terms if said.term.kind.value.startswith("medicine")]


@pytest.mark.parametrize(
    "text",
    [
        "dermatomyositis excluding rituximab",
        "polymyositis apart from CAR-T",
        "ibm studies except exercise",
        "myositis treatment aside from steroids",
        "dermatomiosite sem biopsia e sem placebo, excepto metotrexato",
    ],
)
def test_what_is_excepted_is_not_what_is_looked_for(text):
    question = reader.read(text)
    assert "without" in [one.why for one in question.not_used]
    assert not [said for said in question.terms if said.term.slug.startswith("medicine:")]
    assert "exercize" not in question.words
