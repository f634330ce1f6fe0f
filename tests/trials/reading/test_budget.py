"""Anybody can post a record: reading it takes time as its length does, and not for ever."""

import pytest

from tests.growth import grows_with_length
from tests.studies import study
from trials import reading
from trials.ctgov import StudyRecord
from trials.presenting import markup
from trials.reading import budget, criteria
from trials.reading.relevance import Relevance
from trials.sync.search_vector import searched_texts

# Names among other words take longest to read; `make test` has others of their kind.
NAMES = ["DM or PM, ", "DM, PM; IBM. ", "other than IBM, except "]
REPEATED = [
    "No evidence of IBM ",
    "Patients with PM are excluded ",
    "anti-Jo-1 antibodantibod",
    "a biopsy within 4 weeks ",
    "* (",
    "[(",
    "\\&gt;",
    "\n - - * ",
    "1.1.",
    "a",
]
MORE = [
    "PM ",
    "juvenile and adult ",
    "other than ",
    "no ",
    "not IBM ",
    "myositis with ",
    "anti-Jo-1 antibody positive ",
    "prednisone more than 10 mg ",
    "Exclusion criteria: ",
    "Inclusion ",
    "if: ",
    "\\",
    "(",
    "(PM) ",
    "&amp;",
    "&#",
    "\n* ",
    "\n1. a",
    "\n\t",
    "juvenile     ",
    "- ",
    "—",
    "7",
]


def record(text):
    """A record with this in all of its texts."""
    return study(
        title=text,
        identificationModule={"officialTitle": text, "acronym": text},
        statusModule={"whyStopped": text},
        conditionsModule={"conditions": [text], "keywords": [text]},
        descriptionModule={"briefSummary": text, "detailedDescription": text},
        eligibilityModule={"eligibilityCriteria": text, "studyPopulation": text},
        designModule={
            "studyType": "INTERVENTIONAL",
            "targetDuration": text,
            "designInfo": {"maskingInfo": {"masking": "DOUBLE", "maskingDescription": text}},
        },
        armsInterventionsModule={
            "armGroups": [{"label": text, "description": text}],
            "interventions": [{"name": text, "description": text, "otherNames": [text]}],
        },
        outcomesModule={
            "primaryOutcomes": [{"measure": text, "description": text, "timeFrame": text}]
        },
        ipdSharingStatementModule={"ipdSharing": "YES", "description": text},
    )


def polymyositis(title, summary):
    conditions = {"conditions": ["Polymyositis"]}
    record = study(title=title, descriptionModule=summary)
    record["protocolSection"]["conditionsModule"] = conditions
    return record


def work(text):
    """All that is done with the texts of a record."""
    read = StudyRecord.read(record(text))
    reading.read(read)
    searched_texts(read)
    criteria.nested(criteria.read(text).lines)
    markup.render(text)


@pytest.mark.parametrize(
    "repeated",
    [*REPEATED, *(pytest.param(words, marks=pytest.mark.exhaustive) for words in [*MORE, *NAMES])],
)
def test_work_grows_with_the_length_of_the_texts_and_not_with_its_square(monkeypatch, repeated):
    monkeypatch.setattr(budget, "SECONDS", 1e9)
    short, long = (repeated * (size // len(repeated)) for size in (2_000, 8_000))
    assert grows_with_length(work, short, long)


def test_a_megabyte_in_a_summary_is_read():
    title = "A Study of Examplimab in Polymyositis"
    summary = {"briefSummary": "This sentence is about nothing at all. " * 26_000}
    found = reading.read(StudyRecord.read(polymyositis(title, summary)))
    assert not found.is_unread
    assert found.includes == ["polymyositis"]


def test_the_name_of_a_disease_nine_thousand_times_is_read_within_the_budget():
    summary = {"briefSummary": "PM " * 9_000}
    found = reading.read(StudyRecord.read(polymyositis("Polymyositis", summary)))
    assert found.includes == ["polymyositis"]


def test_a_record_over_budget_says_neither_yes_nor_no(monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", -1)
    found = reading.read(StudyRecord.read(record("Adults with dermatomyositis. ")))
    assert found == reading.UNREAD
    assert (found.is_unread, found.relevance.relevance) == (True, Relevance.UNREAD)
    assert (found.includes, found.may_include, found.requirements) == ([], [], ())


def test_many_groups_and_treatments_are_joined_in_one_pass():
    labels = [f"Group {number}" for number in range(3_000)]
    arms = {
        "armGroups": [{"label": label} for label in labels],
        "interventions": [{"name": "Placebo", "armGroupLabels": labels}] * 30,
    }
    found = reading.read(StudyRecord.read(study(armsInterventionsModule=arms)))
    assert not found.is_unread


def test_lists_are_nested_to_a_depth_that_a_page_can_show():
    text = "".join(f"{' ' * depth}* deeper\n" for depth in range(1_200))
    lines = criteria.read(text).lines
    assert len(lines) == 1_200
    assert max(line.depth for line in lines) == criteria.DEEPEST
    assert criteria.nested(lines)


def test_a_long_line_is_cut_between_sentences_and_loses_no_word():
    text = "Adults with weakness of the legs. " * 200
    lines = criteria.read(text).lines
    assert " ".join(line.text for line in lines) == text.strip()
    assert all(len(line.text) <= budget.LONGEST_TEXT for line in lines)
    assert all(line.text.endswith("legs.") for line in lines)


@pytest.mark.parametrize("length", [0, 1, 1_999, 2_000, 2_001, 4_000, 9_001])
def test_a_text_without_blanks_is_cut_where_it_must_be(length):
    parts = budget.cut("x" * length)
    assert "".join(parts) == "x" * length
    assert all(len(part) <= budget.LONGEST_TEXT for part in parts)
