"""The title of a search names everything that was asked."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from tests.studies import site, study
from trials.search.page import SearchPage
from trials.search.title import LONGEST

pytestmark = pytest.mark.django_db


def title(query):
    return SearchPage(QueryDict(query)).title


@pytest.fixture
def one(publish):
    lyon = site(geoPoint={"lat": 45.75, "lon": 4.85})
    publish(study(contactsLocationsModule={"locations": [lyon]}))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "1 open study of myositis"),
        ("status=open", "1 open study of myositis"),
        ("status=all", "1 study of myositis, open or not"),
        ("status=all,COMPLETED", "1 study of myositis, open or not"),
        ("status=RECRUITING", "1 study of myositis, recruiting"),
        ("status=COMPLETED,SUSPENDED,TERMINATED",
         "0 studies of myositis, completed, suspended or stopped early"),
        ("status=open,NOT_YET_RECRUITING", "1 study of myositis, open to new participants or "
                                           "opening soon (not yet recruiting)"),
        ("phase=PHASE2", "0 open studies of myositis, phase 2"),
        ("phase=PHASE2,PHASE3", "0 open studies of myositis, phase 2 or phase 3"),
        ("phase=PHASE9", "1 open study of myositis"),
        ("sort=newest", "1 open study of myositis, newest first"),
        ("sort=updated&phase=PHASE1", "0 open studies of myositis, phase 1, recently updated "
                                      "first"),
        ("sort=distance", "1 open study of myositis"),
        ("place=Lyon&sort=distance", "1 open study of myositis near Lyon, Auvergne-Rhône-Alpes, "
                                     "France, nearest first"),
        ("place=Lyon&within=50", "1 open study of myositis near Lyon, Auvergne-Rhône-Alpes, "
                                 "France, within 50 km"),
        ("place=Lyon&within=50&unit=mi", "1 open study of myositis near Lyon, "
                                         "Auvergne-Rhône-Alpes, France, within 50 miles"),
        ("within=50", "1 open study of myositis"),
        ("age=60", "1 open study of myositis, age 60"),
        ("age=8+months", "0 open studies of myositis, age 8 months"),
        ("age=old", "1 open study of myositis"),
        ("sex=MALE", "1 open study of myositis, men and boys"),
        ("type=OBSERVATIONAL", "0 open studies of myositis, observational study"),
        ("sponsor=NIH", "0 open studies of myositis, who runs it: U.S. National Institutes of "
                        "Health"),
        ("purpose=TREATMENT", "0 open studies of myositis, purpose: treatment"),
        ("asks=no_placebo,tablet", "0 open studies of myositis, no placebo and tablets or "
                                   "capsules"),
        ("results=yes", "0 open studies of myositis, results posted"),
        ("country=France", "1 open study of myositis, in France"),
        ("about=muscle", "1 open study about any muscle disease"),
        ("about=mention", "0 open studies that only mention myositis"),
        ("condition=dermatomyositis&fit=takes", "1 open study for dermatomyositis, accepts this "
                                                "type by name"),
        ("healthy=yes", "0 open studies of myositis, also for healthy people"),
        ("for=volunteer&healthy=yes", "0 open studies of myositis for healthy volunteers"),
    ],
)  # fmt: skip
def test_status_phase_order_and_every_other_filter_is_in_the_title(one, query, expected):
    assert title(query) == expected


def test_what_has_no_effect_while_a_place_is_asked_about_is_not_in_the_title(one):
    assert title("place=Springfield&within=250") == "1 open study of myositis"
    assert title("place=Springfield&sort=distance") == "1 open study of myositis"


def test_words_that_could_not_be_used_are_not_said_to_be_in_the_studies(one):
    assert title("q=dermatomyositis+near+me") == "1 open study with “dermatomyositis”"
    assert title("q=near+me") == "1 open study of myositis"
    assert title("q=dermatomyositis+lawsuit") == (
        "1 open study closest to “dermatomyositis lawsuit”"
    )


def test_closed_studies_that_are_shown_because_none_is_open_are_called_so(publish):
    publish(study(status="COMPLETED"))
    assert title("") == "1 study of myositis, none of them open"
    assert title("q=NCT99000001") == "1 study with “NCT99000001”"


def test_what_would_make_the_title_long_is_counted_and_the_order_still_said(one):
    query = {
        "q": "word " * 50,
        "condition": "inclusion-body-myositis",
        "status": "COMPLETED",
        "phase": "PHASE2,PHASE3",
        "asks": "no_placebo,tablet",
        "sort": "newest",
    }
    found = title(urlencode(query))
    assert found.endswith("more filters, newest first")
    assert len(found) < LONGEST + 50


def test_the_age_and_the_words_stand_in_the_title_as_they_were_typed(one):
    assert title("age=%20%2060%20%20y%20") == "1 open study of myositis, age 60 y"
    assert title("q=%3Cb%3E") == "0 open studies with “<b>”"
