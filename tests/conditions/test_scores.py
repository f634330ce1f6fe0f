"""How to read a score: its range, what more of it means, and what a number in a rule is."""

import pytest
from bs4 import BeautifulSoup

from conditions import starter
from conditions.models import GlossaryTerm
from tests import knowledge
from tests.studies import study

CUT_OFF = "A number in a criterion is this study’s cutoff for joining, not a verdict on you."


@pytest.mark.parametrize(
    ("fields", "scale"),
    [
        ({}, ""),
        ({"lowest": 0, "highest": 52}, "It runs from 0 to 52."),
        ({"lowest": 0, "more_means": "more strength"}, "More points mean more strength."),
        (
            {"lowest": 0, "highest": 3, "more_means": "that more is hard"},
            "It runs from 0 to 3. More points mean that more is hard.",
        ),
    ],
)
def test_a_scale_says_what_is_known_and_no_more(fields, scale):
    assert GlossaryTerm(**fields).scale == scale


@pytest.mark.django_db
def test_a_score_says_in_the_glossary_how_to_read_it_and_another_word_does_not(client):
    knowledge.term("CMAS", lowest=0, highest=52, more_means="that a child is stronger")
    knowledge.term("Biopsy")
    page = BeautifulSoup(client.get("/glossary/").content, "html.parser")
    [score, other] = [
        " ".join(page.find(id=slug).find_next("dd").get_text().split())
        for slug in ("cmas", "biopsy")
    ]
    assert f"It runs from 0 to 52. More points mean that a child is stronger. {CUT_OFF}" in score
    assert CUT_OFF not in other
    [row, _other] = sorted(
        client.get("/api/v1/glossary/").json()["results"], key=lambda row: row["slug"] != "cmas"
    )
    assert (row["lowest"], row["highest"]) == (0, 52)


@pytest.mark.django_db
def test_a_study_with_a_score_among_its_criteria_says_so_beside_the_meaning(client, publish):
    knowledge.term("MMT8", more_means="more strength", other_names=["MMT-8"])
    criteria = "Inclusion Criteria:\n\n* An MMT-8 score below 142 of 150 at the first visit"
    publish(study(eligibilityModule={"eligibilityCriteria": criteria}))
    page = client.get("/trials/NCT99000001/").content.decode()
    assert ">MMT-8</a> score below 142 of 150" in page
    assert f"More points mean more strength. {CUT_OFF}" in " ".join(
        BeautifulSoup(page, "html.parser").get_text().split()
    )


def test_of_the_first_glossary_only_scores_have_a_scale():
    scores = [row for row in starter.read("glossary.yaml") if row.get("more_means")]
    assert len(scores) >= 10
    for row in scores:
        assert row["category"] == "measure"
        assert row.get("lowest", 0) == 0
