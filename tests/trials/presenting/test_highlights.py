import pytest

from query import reader
from tests.studies import site, study
from trials.models import Trial
from trials.presenting import highlights

pytestmark = pytest.mark.django_db


def why(words, record, publish):
    publish(record)
    return highlights.explain(list(Trial.objects.on_cards()), reader.read(words).wanted())[
        "NCT99000001"
    ]


def test_a_match_in_the_title_is_marked_there_and_needs_no_further_line(publish):
    found = why("dermatomyositis", study(title="Adults with Dermatomyositis"), publish)
    assert found.title == "Adults with <mark>Dermatomyositis</mark>"
    assert found.lines == []


@pytest.mark.parametrize(
    ("words", "title", "marked"),
    [
        ("PL12", "Lungs in anti-PL-12 disease", "Lungs in anti-<mark>PL-12</mark> disease"),
        ("myopathies", "A myopathy", "A <mark>myopathy</mark>"),
        ("sjogren", "With Sjögren’s", "With <mark>Sjögren’s</mark>"),
        ('"muscle biopsy"', "Muscle-biopsy of muscle", "<mark>Muscle-biopsy</mark> of muscle"),
        ("vyvgart", "Efgartigimod in adults", "<mark>Efgartigimod</mark> in adults"),
        ("oedema", "An edema of muscle", "An <mark>edema</mark> of muscle"),
    ],
)
def test_what_the_search_holds_for_equal_is_marked(publish, words, title, marked):
    assert why(words, study(title=title), publish).title == marked


def test_the_texts_of_sponsors_are_escaped_around_the_marks(publish):
    title = "<script>alert(1)</script> & dermatomyositis <b>"
    found = why("dermatomyositis", study(title=title), publish)
    assert found.title == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>dermatomyositis</mark> &lt;b&gt;"
    )


def test_a_match_elsewhere_is_shown_with_its_field_and_its_surroundings(publish):
    criteria = (
        "Inclusion Criteria:\n\n* " + "word " * 40 + "no rituximab within six months " + "x " * 90
    )
    found = why("rituximab", study(eligibilityModule={"eligibilityCriteria": criteria}), publish)
    [(name, text)] = found.lines
    assert name == "eligibility_criteria"
    assert "<mark>rituximab</mark>" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 200


def test_each_part_of_the_question_is_found_where_it_stands(publish):
    record = study(
        title="Rituximab",
        conditionsModule={"conditions": ["Polymyositis"]},
        contactsLocationsModule={"locations": [site("Lyon")]},
    )
    found = why("rituximab polymyositis lyon", record, publish)
    assert found.title == "<mark>Rituximab</mark>"
    assert dict(found.lines)["registry_conditions"] == "<mark>Polymyositis</mark>"
    assert "<mark>Lyon</mark>" in dict(found.lines)["locations"]


def test_the_markdown_escapes_of_the_registry_are_not_shown(publish):
    record = study(eligibilityModule={"eligibilityCriteria": r"CK \>= 5 \[high\], biopsy \<done\>"})
    [(_name, text)] = why("biopsy", record, publish).lines
    assert "\\" not in text


def test_without_words_the_title_stands_as_it_is(publish):
    found = why("", study(title="A & B"), publish)
    assert found.title == "A &amp; B"
    assert found.lines == []


def test_a_page_of_studies_takes_no_query_where_short_texts_tell_all(
    publish, django_assert_num_queries
):
    publish(*[study(f"NCT9900000{n}", title="Dermatomyositis") for n in range(1, 6)])
    trials = list(Trial.objects.on_cards())
    with django_assert_num_queries(0):
        highlights.explain(trials, reader.read("dermatomyositis").wanted())


@pytest.mark.parametrize(
    ("words", "text"),
    [("edema", "oedema"), ("anemia", "anaemia"), ("fiber", "fibre"), ("sjogren", "sjögren")],
)
def test_a_british_or_accented_word_is_found_in_a_long_text(publish, words, text):
    record = study(descriptionModule={"briefSummary": f"{'word ' * 50}{text} of muscles"})
    assert f"<mark>{text}</mark>" in why(words, record, publish).lines[0][1]
