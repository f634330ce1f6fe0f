"""What editors know, searched: on invented pages, which say nothing true."""

import datetime as dt

import pytest
from django.utils import timezone

from conditions.models import Condition, GlossaryTerm, Guide
from conditions.search import KnowledgeSearch, knows
from conditions.search_index import index
from query import reader
from tests import knowledge
from tests.knowledge import heading, section, statement

pytestmark = pytest.mark.django_db


def search(words):
    return KnowledgeSearch(reader.read(words))


def texts(answers):
    return [str(shown.text) for answer in answers for shown in answer.statements]


@pytest.fixture
def source():
    return knowledge.reference()


@pytest.fixture
def pages(source):
    """Enough of them that a word can be rare."""
    ordinary = [statement(f"An ordinary sentence {n}.", source) for n in range(3)]
    return [
        *(knowledge.guide(f"guide-{n}", heading("More"), *ordinary) for n in range(3)),
        knowledge.condition(
            "dermatomyositis",
            section("answer"),
            statement("It is a disease of skin.", source),
            section("treatment"),
            statement("Rest and blorps.", source),
            section("outlook"),
            statement("It takes long.", source),
        ),
        knowledge.condition("polymyositis", section("answer"), statement("Of muscle.", source)),
    ]


def test_the_name_of_a_page_counts_more_than_a_text(pages, source):
    knowledge.guide("other", heading("More"), statement("Something on frobs.", source))
    knowledge.guide("frobs", heading("More"), statement("Something else.", source))
    assert [guide.slug for guide in search("frobs").found(Guide)] == ["frobs", "other"]


def test_words_are_found_in_every_form_and_in_spanish(pages, source):
    knowledge.guide("swallowing", heading("More"), statement("Swallowed food.", source))
    for words in ("swallow", "swallows", "tragar", "SWALLOWING"):
        assert [guide.slug for guide in search(words).found(Guide)] == ["swallowing"]


def test_a_disease_is_found_by_any_of_its_names(pages):
    for words in ("dermatomyositis", "DM", "dermatomiositis", "purple eyelid rash disease"):
        assert search(words).diseases[0].slug == "dermatomyositis"


def test_a_disease_is_told_in_short_and_by_the_section_that_was_asked(pages):
    assert texts(search("dermatomyositis").of_diseases) == ["It is a disease of skin."]
    asked = search("dermatomyositis treatment")
    assert texts(asked.of_diseases) == ["It is a disease of skin.", "Rest and blorps."]


def test_a_rare_word_is_answered_by_its_statement(pages):
    [answer] = search("what are blorps").of_statements
    assert answer.page.slug == "dermatomyositis"
    assert texts([answer]) == ["Rest and blorps."]


def test_an_item_of_a_list_is_told_with_the_words_that_the_list_begins_with(pages, source):
    knowledge.guide(
        "signs",
        heading("Help"),
        statement("**Call now,** if:", source),
        statement("You faint.", source, point=True),
        statement("**Call later** if:", source),
        statement("Your gromps itch.", source, point=True),
        statement("A plain sentence.", source),
        statement("Or a zwib comes.", source, point=True),
    )
    [answer] = search("gromps").of_statements
    assert [shown.lead for shown in answer.statements] == ["<strong>Call later</strong> if:"]
    [answer] = search("zwib").of_statements
    assert [shown.lead for shown in answer.statements] == [""]


def test_a_question_as_a_heading_needs_no_colon(pages, source, client):
    knowledge.guide("asked", heading("Why so?"), statement("Because of gromps.", source))
    knowledge.guide("told", heading("Of course"), statement("The zwib did it.", source))
    assert "Why so?</a>\n" in client.get("/search/?q=gromps").content.decode()
    assert "Of course</a>:\n" in client.get("/search/?q=zwib").content.decode()


def test_one_word_of_many_is_no_answer(pages):
    found = search("blorps zebra unicorn giraffe lion")
    assert not found.of_statements
    assert not found.found(Condition)


def test_markup_and_addresses_are_no_words(pages, source):
    words = "See **bold** [words](/guides/hidden/)."
    knowledge.guide("links", heading("More"), statement(words, source))
    assert [guide.slug for guide in search("bold words").found(Guide)] == ["links"]
    assert not search("hidden").found(Guide)


def test_what_expires_loses_its_text_at_midnight_without_a_new_index(pages, source, time_machine):
    today = timezone.localdate()
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    knowledge.guide(
        "news", heading("More"), statement("Zib was here.", source, expires_on=tomorrow)
    )
    before = index()
    assert texts(search("zib").of_statements) == ["Zib was here."]
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    [answer] = search("zib").of_statements
    assert answer.statements[0].is_expired
    assert texts([answer]) == [""]
    assert index() is before


def test_an_edition_is_read_once(pages):
    assert index() is index()


def test_a_change_is_found_at_once(pages, source):
    assert not search("gronk").found(GlossaryTerm)
    term = knowledge.term("Gronk")
    assert search("gronk").words == [term]
    term.term, term.meaning = "Gronk", "Another meaning."
    term.save()
    term.save_revision().publish()
    assert search("gronk").words[0].meaning == "Another meaning."
    term.unpublish()
    assert not search("gronk").words
    page = pages[-1]
    page.summary = "All on gronks."
    page.save()
    assert search("gronks").found(Condition) == [page]
    page.unpublish()
    assert not search("gronks").found(Condition)


def test_a_source_that_was_renamed_or_deleted_is_not_told_as_it_was(pages, source):
    def sources():
        [shown] = search("blorps").of_statements[0].statements
        return [one.publisher for one in shown.sources], shown.is_checked

    assert sources() == (["Example Institute"], True)
    source.publisher = "Renamed Institute"
    source.save()
    assert sources() == (["Renamed Institute"], True)
    source.delete()
    assert sources() == ([], False)


# Words of the glossary


@pytest.fixture
def words():
    knowledge.term("Creatine kinase", other_names=["CK"], category="test")
    knowledge.term("Physical therapy", other_names=["PT"], category="care")
    knowledge.term("Arm", category="trial")
    knowledge.term("Completed", category="status")
    knowledge.term("Autoantibody", other_names=["myositis antibodies"], category="test")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("what is ck", ["Creatine kinase"]),
        ("my CK is 8000", ["Creatine kinase"]),
        ("ck high and legs hurt", ["Creatine kinase"]),
        ("pt", ["Physical therapy"]),
        ("is PT good for legs", ["Physical therapy"]),
        ("old pt with legs", []),
        ("what is an arm", ["Arm"]),
        ("weak arm and legs", []),
        ("completed", ["Completed"]),
        ("completed school", []),
        ("ck or pt", ["Creatine kinase"]),
    ],
)
def test_a_word_is_meant_where_it_is_not_said_in_passing(words, asked, meant):
    assert [term.term for term in search(asked).words] == meant


def test_a_disease_in_the_name_of_a_word_explains_nothing(words):
    assert not search("myositis").found(GlossaryTerm)
    assert [term.term for term in search("myositis antibodies").words] == ["Autoantibody"]


def test_known_words(words):
    assert knows("kinase")
    assert knows("the")
    assert not knows("zebra")


# Nothing


@pytest.mark.parametrize("asked", ["", "the", "8000", "?", "\u202e", "😀", "%(q)s", "a" * 300])
def test_without_content_nothing_is_found(pages, words, asked):
    found = search(asked)
    assert [found.words, found.of_diseases, found.of_statements, found.found(Guide)] == [[]] * 4


def test_an_empty_portal_answers():
    found = search("dermatomyositis rash")
    assert not found.of_diseases
    assert not found.found(Condition)


def test_the_edition_costs_one_question(pages, django_assert_num_queries):
    index()
    with django_assert_num_queries(1):
        index()


@pytest.mark.parametrize(
    ("asked", "beyond"), [("what is blorpine", False), ("frobs with blorpine", True)]
)
def test_a_statement_on_more_than_the_word_goes_beyond_it(pages, source, asked, beyond):
    knowledge.term("Blorpine", category="drug")
    knowledge.guide("drinks", heading("More"), statement("Frobs and blorpine do harm.", source))
    found = search(asked)
    assert [term.term for term in found.words] == ["Blorpine"]
    assert texts(found.of_statements) == ["Frobs and blorpine do harm."]
    assert found.go_beyond_words(found.of_statements) is beyond


def test_a_statement_on_something_else_does_not_go_beyond_the_word(pages, source):
    knowledge.term("Blorpine", category="drug")
    knowledge.guide("zaxol", heading("More"), statement("Zaxol makes hair fall out.", source))
    found = search("blorpine hair fall out")
    assert texts(found.of_statements) == ["Zaxol makes hair fall out."]
    assert not found.go_beyond_words(found.of_statements)


def test_no_statement_goes_beyond_nothing(pages):
    assert not search("blorps").go_beyond_words([])
