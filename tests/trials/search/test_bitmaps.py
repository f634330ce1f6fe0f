"""Counts in memory are those of PostgreSQL, at every moment."""

import random
import threading

import pytest
from django.db import connection, transaction
from django.db.models import Q

from tests.studies import site, study
from tests.trials.decisions import decided
from trials.choices import OPEN_STATUSES
from trials.models import Location, Trial
from trials.search import bitmaps
from trials.search.facet_table import FACETS
from trials.search.page import SearchPage
from trials.search.request import SearchRequest
from trials.search.result import SearchResult
from web import content_version
from web.one_edition import snapshot

from .made import BOSTON, at

SEARCHES = 150
# What may be asked, and as a condition that PostgreSQL works out.
ASKED = {
    "status": {
        "open": Q(overall_status__in=OPEN_STATUSES),
        "COMPLETED": Q(overall_status="COMPLETED"),
        "RECRUITING,COMPLETED": Q(overall_status__in=["RECRUITING", "COMPLETED"]),
    },
    "type": {"INTERVENTIONAL": Q(study_type="INTERVENTIONAL")},
    "purpose": {"TREATMENT": Q(primary_purpose="TREATMENT")},
    "sex": {"FEMALE": Q(sex__in=["", "ALL", "FEMALE"])},
    "healthy": {"yes": Q(healthy_volunteers=True)},
    "sponsor": {"INDUSTRY,NIH": Q(lead_sponsor_class__in=["INDUSTRY", "NIH"])},
    "phase": {
        "PHASE2": Q(phases__overlap=["PHASE2"]),
        "PHASE1,PHASE3": Q(phases__overlap=["PHASE1", "PHASE3"]),
    },
    "intervention": {"DRUG": Q(intervention_types__overlap=["DRUG"])},
    "ages": {"CHILD": Q(std_ages__overlap=["CHILD"])},
    "country": {"France": Q(countries__contains=["France"])},
    "condition": {
        "dermatomyositis": Q(may_include__contains=["dermatomyositis"]),
        "cancer-associated-myositis": Q(topics__contains=["cancer-associated"]),
    },
    "asks": {
        "no_placebo": Q(features__contains=["no_placebo"]),
        "no_placebo,no_biopsy_stated": Q(features__contains=["no_placebo", "no_biopsy_stated"]),
    },
    "results": {"no": Q(has_results=False)},
    "age": {"9": Q(minimum_age_years=None) | Q(minimum_age_years__lt=10)},
}
WORDS = {"": Q(), "rituximab": Q(brief_title__contains="rituximab")}


def of_chance(chance, number):
    drug = {"type": chance.choice(["DRUG", "DEVICE"]), "name": "Sample"}
    there = site("Boston", "United States", **BOSTON)
    return study(
        f"NCT99{number:06}",
        chance.choice(["RECRUITING", "COMPLETED", "NOT_YET_RECRUITING", "WITHDRAWN"]),
        f"A study of {chance.choice(['rituximab', 'placebo'])} {number}",
        conditionsModule={
            "conditions": [chance.choice(["Dermatomyositis", "Inclusion Body Myositis"])],
            "keywords": chance.choice([[], ["cancer associated myositis"]]),
        },
        armsInterventionsModule={"interventions": [drug]},
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "S", "class": chance.choice(["INDUSTRY", "NIH", "OTHER"])}
        },
        designModule={
            "studyType": chance.choice(["INTERVENTIONAL", "OBSERVATIONAL"]),
            "phases": chance.choice([[], ["PHASE1"], ["PHASE2"], ["PHASE2", "PHASE3"]]),
            "designInfo": {
                "primaryPurpose": chance.choice(["TREATMENT", "OTHER"]),
                "maskingInfo": {"masking": chance.choice(["NONE", "DOUBLE"])},
            },
        },
        eligibilityModule={
            "sex": chance.choice(["ALL", "FEMALE", "MALE"]),
            "minimumAge": chance.choice(["2 Years", "18 Years", None]),
            "stdAges": chance.choice([["CHILD", "ADULT"], ["ADULT"]]),
            "healthyVolunteers": chance.choice([True, False]),
        },
        **at(*chance.choice([[], [there], [site("Lyon")], [there, site("Lyon"), site("Nice")]])),
    )


@pytest.mark.django_db
def test_they_count_what_postgresql_counts(publish):
    chance = random.Random(18)
    publish(*(of_chance(chance, number) for number in range(1, 61)))
    counted = 0
    for _ in range(SEARCHES):
        names = chance.sample(sorted(ASKED), chance.randint(0, 4))
        asked = {name: chance.choice(sorted(ASKED[name])) for name in names}
        words = chance.choice(sorted(WORDS))
        page = SearchPage({"status": "all", "q": words} | asked)
        assert not page.request.errors
        conditions = {name: ASKED[name][value] for name, value in asked.items()}
        candidates = Trial.objects.listed().about_myositis().filter(WORDS[words])
        assert_counted(page.result, candidates, conditions)
        counted += page.result.counts.total
    assert counted > SEARCHES


def assert_counted(result, candidates, conditions):
    counts = result.counts
    assert set(result.trials[:]) == pks(candidates.filter(*conditions.values()))
    assert counts.total == len(counts.numbers) == len(result.trials[:])
    without = {}
    for name, condition in conditions.items():
        others = [other for other in conditions.values() if other is not condition]
        missing = candidates.filter(*others).exclude(pk__in=pks(candidates.filter(condition)))
        if missing:
            without[name] = len(missing)
    assert counts.without == without
    for facet in FACETS:
        others = [other for name, other in conditions.items() if name != facet.name]
        expected = {}
        for value in candidates.filter(*others).values_list(facet.column, flat=True):
            for one in value if facet.is_array else [value]:
                if one is not None:
                    name = str(one).lower() if isinstance(one, bool) else one
                    expected[name] = expected.get(name, 0) + 1
        assert counts.values[facet.name] == expected, facet.name


def pks(trials):
    return set(trials.values_list("pk", flat=True))


# What can change, and a search that it changes.
CHANGES = {
    "a column of a facet": (
        {},
        lambda: Trial.objects.filter(pk="NCT99000001").update(phases=["PHASE4"]),
    ),
    "an age": ({"age": "9"}, lambda: Trial.objects.update(minimum_age_years=None)),
    "the words": ({"q": "rituximab"}, lambda: Trial.objects.update(search="")),
    "a place": (
        {"place": "Boston, MA", "within": "50"},
        lambda: Location.objects.update(place_latitude=0),
    ),
    "a place that closed": (
        {"place": "Boston, MA", "within": "50"},
        lambda: Location.objects.update(status="COMPLETED"),
    ),
    "the region of a place": (
        {"place": "Massachusetts"},
        lambda: Location.objects.update(area="US.IL"),
    ),
    "a study that is gone": ({}, lambda: Trial.objects.filter(pk="NCT99000001").delete()),
    "a study that an editor hid": (
        {},
        lambda: decided("NCT99000001", is_hidden=True, hidden_reason="A test."),
    ),
    "what a study is about": ({}, lambda: Trial.objects.update(relevance="mention")),
    "its results": ({"results": "yes"}, lambda: Trial.objects.update(has_results=True)),
    "a type by name": (
        {"condition": "dermatomyositis", "fit": "takes"},
        lambda: Trial.objects.update(includes=[]),
    ),
    "for whom it is": (
        {"condition": "dermatomyositis"},
        lambda: Trial.objects.update(
            readings={"for_others": {"who": ["caregivers"], "of": ["dermatomyositis"]}},
            includes=[],
            may_include=[],
        ),
    ),
    "a statement typed by hand": (
        {},
        lambda: connection.cursor().execute("UPDATE trials_trial SET countries = '{Fiji}'"),
    ),
}


def answer(asked):
    result = SearchResult(SearchRequest({"status": "all"} | asked))
    return result.counts, result.by_fit, result.apart, result.only_mentioned


@pytest.mark.django_db
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_anything_is_in_the_next_answer(publish, what):
    boston = site("Boston", "United States", **BOSTON)
    publish(
        study("NCT99000001", title="A study of rituximab", **at(boston)),
        study("NCT99000002", title="Another study of rituximab", **at(boston)),
    )
    asked, change = CHANGES[what]
    before = answer(asked)
    assert answer(asked) == before
    with transaction.atomic():
        change()
        assert answer(asked) != before
        transaction.set_rollback(True)
    assert answer(asked) == before


@pytest.mark.django_db
def test_a_published_edition_is_in_the_next_answer(publish):
    publish(study("NCT99000001"))
    assert answer({})[0].numbers == ["NCT99000001"]
    publish(study("NCT99000001", "COMPLETED"), study("NCT99000002"))
    assert answer({})[0].values["status"] == {"COMPLETED": 1, "RECRUITING": 1}


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_has_the_bitmaps_of_its_own_version(publish):
    publish(study("NCT99000001"))

    def change():
        Trial.objects.update(overall_status="COMPLETED")
        # Whoever asks from elsewhere has the new ones at once.
        found.append(bitmaps.current().values["status"])
        connection.close()

    found = []
    with content_version.read_once(), snapshot():
        assert Trial.objects.count() == 1
        thread = threading.Thread(target=change)
        thread.start()
        thread.join()
        found.append(bitmaps.current().values["status"])
    with content_version.read_once():
        found.append(bitmaps.current().values["status"])
    assert found == [{"COMPLETED": 1}, {"RECRUITING": 1}, {"COMPLETED": 1}]


@pytest.mark.django_db
def test_only_so_many_are_kept(publish, monkeypatch):
    monkeypatch.setattr(bitmaps, "KEPT_AT_MOST", 3)
    publish(study("NCT99000001"))
    known = bitmaps.current()
    for age in range(20, 30):
        answer({"age": str(age)})
        # What everybody asks for stays.
        assert ("about", "") in known.kept
        assert len(known.kept) <= 3
    for number in range(5):
        publish(study("NCT99000001", title=f"Title {number}"))
        bitmaps.current()
    assert len(bitmaps._of_version) == bitmaps.VERSIONS


@pytest.mark.django_db
def test_studies_are_told_from_bits_and_back(publish):
    known = bitmaps.current()
    assert (known.of([]), known.numbers_of(0), known.of(["NCT99000404"])) == (0, [], 0)
    publish(*(study(f"NCT99{number:06}") for number in range(1, 20)))
    known, chance = bitmaps.current(), random.Random(4)
    for _ in range(50):
        some = set(chance.sample(known.numbers, chance.randint(0, 19)))
        assert set(known.numbers_of(known.of(some))) == some
        assert known.of(some).bit_count() == len(some)
