"""Names that editors add to a disease widen the search, and nothing else."""

import pytest

from conditions.models import Condition, ConditionName
from tests.studies import study
from trials.models import Trial
from trials.search.page import SearchPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def disease():
    return Condition.objects.create(
        slug="inclusion-body-myositis", name="Inclusion body myositis", kind="subtype", live=True
    )


def add(disease, name, kind="standard", guard="always"):
    ConditionName.objects.create(condition=disease, name=name, kind=kind, guard=guard)


def slugs(text):
    return [said.term.slug for said in SearchPage({"q": text}).request.question.terms]


@pytest.mark.parametrize("kind", ["standard", "lay", "misspelling", "spanish", "abbreviation"])
def test_an_added_name_is_read_as_the_disease(disease, kind):
    assert slugs("Zerbat wasting") == []
    add(disease, "zerbat wasting", kind)
    assert slugs("Zerbat wasting") == ["inclusion-body-myositis"]


def test_a_name_of_a_draft_is_not(disease):
    Condition.objects.update(live=False)
    add(disease, "zerbat wasting")
    assert slugs("zerbat wasting") == []


@pytest.mark.parametrize(
    ("guard", "text", "is_read"),
    [
        ("capitals", "ZBW", True),
        ("capitals", "zbw", False),
        ("beside", "ZBW", False),
        ("beside", "ZBW myositis", True),
        ("never", "ZBW myositis", False),
    ],
)
def test_a_guarded_abbreviation_is_read_as_its_guard_says(disease, guard, text, is_read):
    add(disease, "ZBW", "abbreviation", guard)
    assert ("inclusion-body-myositis" in slugs(text)) is is_read


def test_records_are_found_by_an_added_standard_name_but_read_by_our_own_words(disease, publish):
    words = {"conditions": ["Zerbat wasting", "Polymyositis"]}
    publish(study("NCT99000001", conditionsModule=words))
    before = Trial.objects.get().readings
    add(disease, "Zerbat wasting")
    assert SearchPage({"q": "IBM", "status": "all"}).result.trials[:9] == ["NCT99000001"]
    publish(study("NCT99000001", conditionsModule=words))
    assert Trial.objects.get().readings == before


def test_what_people_say_is_not_looked_for_in_records(disease, publish):
    words = {"conditions": ["Polymyositis"], "keywords": ["weak thumbs"]}
    publish(study("NCT99000001", conditionsModule=words))
    add(disease, "weak thumbs", "lay")
    assert not SearchPage({"q": "inclusion body myositis", "status": "all"}).result.trials[:9]


def test_our_own_names_are_not_overruled(disease):
    add(disease, "dermatomyositis")
    assert slugs("dermatomyositis") == ["dermatomyositis"]
