import pytest

from query import reader
from query.subjects import Subject


def slugs(text):
    return [said.term.slug for said in reader.read(text).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dermatomyositis", ["dermatomyositis"]),
        ("IBM trials", ["inclusion-body-myositis"]),
        ("DM", ["dermatomyositis"]),
        ("PM trials", ["polymyositis"]),
        ("MDA5", ["anti-mda5-dermatomyositis"]),
        ("anti-Jo-1", ["antibody:anti jo1"]),
        ("vyvgart for myositis", ["medicine:efgartigimod", "inflammatory-myopathy"]),
        ("poly myositis", ["polymyositis"]),
        ("dermatomiositis juvenil", ["juvenile-myositis"]),
        ("hereditary inclusion body myopathy", ["gne-myopathy-hibm"]),
        ("myositis ossificans", ["infectious-and-ossifying-myositis"]),
        # The narrower one says it all.
        ("juvenile dermatomyositis, a myositis", ["juvenile-myositis"]),
    ],
)
def test_names_are_read_as_what_they_name(text, expected):
    assert slugs(text) == expected


@pytest.mark.parametrize("text", ["3 pm", "pm", "IBM SPSS", "as", "nm", "500 mg", "ass", "md"])
def test_short_forms_that_mean_something_else_are_left_alone(text):
    assert slugs(text) == []


def test_a_short_form_is_believed_beside_a_name():
    assert slugs("necrotizing myopathy NAM") == ["immune-mediated-necrotizing-myopathy"]
    assert slugs("nam dermatomyositis") == [
        "immune-mediated-necrotizing-myopathy",
        "dermatomyositis",
    ]


@pytest.mark.parametrize("text", ["DM2 trials", "DM1", "type 2 DM", "T2DM"])
def test_diabetes_and_dystrophy_are_never_taken_for_dermatomyositis(text):
    question = reader.read(text)
    assert question.terms == ()
    assert question.unclear["rather"] == "dermatomyositis"


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("polymyositis phase III", "phase", ("PHASE3",)),
        ("phase 2/3 trials", "phase", ("PHASE2", "PHASE3")),
        ("trial for kids", "ages", ("CHILD",)),
        ("starting soon", "status", ("NOT_YET_RECRUITING",)),
        ("compassionate use", "type", ("EXPANDED_ACCESS",)),
        ("voluntarios sanos", "healthy", ("yes",)),
        ("my mother is 72 years old", "age", ("72",)),
        ("aged 9", "age", ("9",)),
    ],
)
def test_words_about_a_study_become_choices(text, name, values):
    question = reader.read(text)
    assert question.choices[name] == values
    assert question.choice_words[name]


def test_small_talk_is_dropped_and_what_is_left_must_be_found():
    question = reader.read("is there any new trial that pays for a taxi with myositis")
    assert question.words == ("pays", "taxi")


def test_quotes_hyphens_and_numbers():
    question = reader.read('"muscle biopsy" -placebo NCT 01234567 dermato*')
    assert question.phrases == ("muscle biopsy",)
    assert question.without == ("placebo",)
    assert question.numbers == ("NCT01234567",)
    assert question.prefixes == ("dermato",)


def test_conditions_are_alternatives_and_everything_else_is_added():
    text = reader.read("polymyositis or dermatomyositis with rituximab").tsquery()
    conditions, medicine = text.split(") & (")
    assert "polymyositis" in conditions
    assert "dermatomyositis" in conditions
    assert "rituximab" in medicine


def test_verbatim_reads_nothing_into_the_words():
    question = reader.read("IBM phase 3 near Boston", verbatim=True)
    assert question.terms == ()
    assert question.choices == {}
    assert question.words == ("ibm", "phase", "3", "near", "boston")


def test_symptoms_suggest_a_condition_and_never_stand_for_it():
    question = reader.read("weak grip and falls")
    assert [term.slug for term in question.suggested] == ["inclusion-body-myositis"]
    assert question.terms == ()


def test_another_disease_alone_is_what_the_question_is_about():
    assert reader.read("muscular dystrophy").is_about_neighbours_only
    assert not reader.read("muscular dystrophy or IBM").is_about_neighbours_only
    assert not reader.read("rituximab").is_about_neighbours_only


def test_urgent_words_are_heard_in_quotes_too():
    assert reader.read('"chest pain"').urgent == "emergency"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("phase one or two", {"phase": ("PHASE1", "PHASE2")}),
        ("fase 3", {"phase": ("PHASE3",)}),
        ("studies that have not started yet", {"status": ("NOT_YET_RECRUITING",)}),
        ("studies open or closed", {"status": ("all",)}),
        ("can my healthy brother join", {"healthy": ("yes",)}),
    ],
)
def test_filters_are_heard_in_other_words(text, choices):
    assert reader.read(text).choices == choices


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Metoject", "medicine:methotrexate"),
        ("Rixathon", "medicine:rituximab"),
        ("Kiovig", "medicine:intravenous immunoglobulin"),
        ("Einschlusskörpermyositis", "inclusion-body-myositis"),
        ("myosite à inclusions", "inclusion-body-myositis"),
        ("polymyosite", "polymyositis"),
        ("miopatía necrosante", "immune-mediated-necrotizing-myopathy"),
        ("fibrosis pulmonar", "finding:interstitial lung disease"),
    ],
)
def test_names_of_other_countries_are_known(text, slug):
    assert [said.term.slug for said in reader.read(text).terms] == [slug]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("who runs this site", Subject.ABOUT),
        ("is this medical advice", Subject.ABOUT),
        ("pregnant and on methotrexate", Subject.PREGNANCY),
        ("do studies pay for my flight", Subject.STUDY_COSTS),
        ("psoriasis trial", Subject.OTHER_DISEASE),
    ],
)
def test_what_a_question_is_about_besides_studies(text, subject):
    assert reader.read(text).subjects == {subject}


def test_a_disease_of_ours_beside_another_is_what_is_asked_about():
    assert not reader.read("dermatomyositis or psoriasis").subjects


def test_studies_that_pay_for_something_are_still_looked_for_by_these_words():
    question = reader.read("polymyositis trials that pay for hotels")
    assert not question.subjects
    assert "hotels" in question.words


@pytest.mark.parametrize("text", ["what happens at the end of it", "trials ending next year"])
def test_an_end_is_not_always_that_of_a_study(text):
    assert "status" not in reader.read(text).choices


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("miosite por corpos de inclusão tratamento", "inclusion-body-myositis"),
        ("miosite da corpi inclusi", "inclusion-body-myositis"),
        ("封入体筋炎 治験", "inclusion-body-myositis"),
        ("dermatomiosite juvenil", "juvenile-myositis"),
        ("miosite infantil", "juvenile-myositis"),
        ("дерматомиозит", "dermatomyositis"),
        ("皮膚筋炎", "dermatomyositis"),
        ("miopatia necrosante", "immune-mediated-necrotizing-myopathy"),
        ("síndrome antissintetase", "antisynthetase-syndrome"),
        ("sindrome da anticorpi antisintetasi", "antisynthetase-syndrome"),
        ("Überlappungssyndrom", "overlap-myositis"),
        ("myosite de chevauchement", "overlap-myositis"),
        ("Muskelentzündung", "inflammatory-myopathy"),
        ("pseudopolyarthrite rhizomélique", "polymyalgia-rheumatica"),
        ("dystrophie musculaire", "muscular-dystrophy"),
    ],
)
def test_names_in_other_languages_are_read(text, slug):
    assert slugs(text) == [slug]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("is there an age limit for IBM trials", ()),
        ("how old can you be for IBM trials", ()),
        ("no muscle biopsy required", ()),
        ("ensaio clínico dermatomiosite", ()),
        ("ibm studies except exercise", ()),
        # Somebody may look for studies that exclude it.
        ("trials excluding rituximab", ("excluding",)),
    ],
)
def test_words_around_a_question_about_studies_need_not_be_found(text, words):
    assert reader.read(text).words == words


def test_words_that_are_left_out_are_shown_as_they_were_written():
    question = reader.read("IBM Exercise colour")
    assert question.loose_words == ("exercize", "color")
    assert question.left_out_if_loose == ("Exercise", "colour")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("polymyositis 90210", "90210, Beverly Hills, California, United States"),
        ("IVIG 15213", "15213, Pittsburgh, Pennsylvania, United States"),
        ("jdm 60611?", "60611, Chicago, Illinois, United States"),
        ("dermatomyositis CK 15213", None),
        ("dermatomyositis ldh was 15213", None),
        ("grant 15213", None),
    ],
)
def test_a_zip_code_behind_a_name_is_a_place(text, place):
    mention = reader.read(text).mention
    assert (mention and mention.place.label) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gamunex", "intravenous immunoglobulin"),
        ("Gammaked infusion", "intravenous immunoglobulin"),
        ("Cortancyl", "prednisone"),
        ("Jakavi", "ruxolitinib"),
        ("Livalo muscle pain", "pitavastatin"),
        ("Libtayo", "cemiplimab"),
    ],
)
def test_brands_of_many_countries_are_read_as_their_medicines(text, name):
    assert [said.term.name for said in reader.read(text).terms] == [name]
