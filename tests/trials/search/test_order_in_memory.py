"""The order in memory is the one that PostgreSQL makes."""

import random

import pytest
from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.studies import site, study
from trials.models import Location, Trial, tsquery
from trials.presenting.freshness_mark import DOUBTFUL_RANK, freshness_rank
from trials.search import bitmaps
from trials.search.order import barred_rank, fit_rank
from trials.search.page import SearchPage

from .made import BOSTON, CHICAGO, at

pytestmark = pytest.mark.django_db

STUDIES, SEARCHES = 90, 120
TITLES = ["Rituximab", "Rituximab for children", "Placebo against rituximab", "Exercise"]
TYPES = ["dermatomyositis", "inclusion-body-myositis"]
CRITERIA = ["Adults", "Exclusion Criteria:\n\n* Dermatomyositis"]
ASKED = {
    "q": ["", "rituximab", "rituximab OR exercise", "exercise children", "dermatomyositis"],
    "place": ["", "Boston, MA", "Chicago, Illinois", "Massachusetts"],
    "within": ["", "100"],
    "status": ["all", "open", "RECRUITING,COMPLETED"],
    "condition": ["", *TYPES],
    "for": ["", "volunteer"],
    "sort": ["", "relevance", "distance", "newest", "updated"],
}


@pytest.fixture
def many(publish):
    """Many of them alike, so that each of the things by which they are sorted has ties."""
    chance = random.Random(18)
    publish(*(of_chance(chance, number) for number in range(1, STUDIES + 1)))
    for column, value, share in (
        ("is_pinned", True, 8),
        ("last_update_posted_date", None, 9),
        ("study_first_posted_date", None, 9),
        ("names", None, 15),
        ("status_verified_date", None, 9),
    ):
        some = chance.sample(range(1, STUDIES + 1), STUDIES // share)
        Trial.objects.filter(pk__in=[f"NCT99{n:06}" for n in some]).update(**{column: value})


def of_chance(chance, number):
    sites = [
        site("Boston", "United States", chance.choice(["RECRUITING", "COMPLETED"]), **BOSTON),
        site("Chicago", "United States", chance.choice(["RECRUITING", ""]), **CHICAGO),
        site("Nowhere", "United States"),
    ]
    chosen = chance.choice([[], ["Dermatomyositis"], ["Dermatomyositis"], ["Myositis"]])
    return study(
        f"NCT99{number:06}",
        chance.choice(["RECRUITING", "RECRUITING", "COMPLETED", "NOT_YET_RECRUITING"]),
        chance.choice(TITLES),
        conditionsModule={"conditions": chosen or ["Inclusion Body Myositis"]},
        statusModule={
            "statusVerifiedDate": chance.choice(["2026-10", "2025-10", "2019-03", "2026"]),
            "studyFirstPostDateStruct": {"date": chance.choice(["2025-01-02", "2024-05-01"])},
            "lastUpdatePostDateStruct": {"date": chance.choice(["2026-10-20", "2026-09-01"])},
        },
        eligibilityModule={"eligibilityCriteria": chance.choice(CRITERIA)},
        **at(*chance.sample(sites, chance.randint(0, 3))),
    )


def by_postgresql(search):
    """The same studies, sorted by one query."""
    asked, result = search.request, search.result
    text = asked.tsquery(asked.question, result.is_loose)
    trials = Trial.objects.filter(pk__in=result.counts.numbers)
    about, best, nearest = [], [], []
    if text:
        words = tsquery(text)
        trials = trials.alias(
            about=Case(When(names=words, then=1), default=0),
            best=Coalesce(SearchRank(F("names"), words, normalization=1), Value(-1.0)),
        )
        about, best = ["-about"], ["-best"]
    if asked.is_about_a_type:
        about = [fit_rank(asked.types), *about]
    elif asked.types and not asked.audience:
        about = [barred_rank(asked.types), *about]
    if point := asked.near.point:
        sites = Location.objects.filter(trial=OuterRef("pk")).that_may_be_open()
        trials = trials.alias(distance=Subquery(sites.shortest_distance_from(*point)))
        nearest = [F("distance").asc(nulls_last=True)]
    fresh = freshness_rank(timezone.localdate())
    trials = trials.alias(fresh=fresh)
    pinned_first = Case(When(Q(is_pinned=True, fresh__lt=DOUBTFUL_RANK), then=0), default=1)
    usual = (
        [*about, "fresh", *nearest, "-is_pinned", *best]
        if nearest
        else [*about, pinned_first, "fresh", "-is_pinned", *best]
    )
    orders = {
        "newest": [F("study_first_posted_date").desc(nulls_last=True)],
        "updated": [],
        "distance": [*nearest, "fresh", *about, *best],
        "relevance": [*about, *best, "-is_pinned", "fresh", *nearest],
    }
    last = [F("last_update_posted_date").desc(nulls_last=True), "nct_id"]
    order = orders.get(asked.values.get("sort"), usual)
    return list(trials.order_by(*order, *last).values_list("pk", flat=True))


def search_for(**asked):
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in asked.items() if value})
    return SearchPage(data)


def test_every_search_has_the_order_of_postgresql(many):
    chance = random.Random(4)
    seen = set()
    for _ in range(SEARCHES):
        asked = {name: chance.choice(values) for name, values in ASKED.items()}
        search = search_for(**asked)
        expected = by_postgresql(search)
        assert search.result.trials == expected, asked
        if len(expected) > 10:
            seen.add(tuple(expected))
    assert len(seen) > SEARCHES // 6


def test_what_is_not_known_comes_last(many):
    Trial.objects.filter(pk="NCT99000001").update(names=None, is_pinned=True)
    about = search_for(q="rituximab", status="all", sort="relevance").result.trials
    unnamed = set(Trial.objects.filter(names=None).values_list("pk", flat=True))
    assert about
    assert set(about[: len(about) // 2]).isdisjoint(unnamed)
    newest = search_for(status="all", sort="newest").result.trials
    undated = set(Trial.objects.filter(study_first_posted_date=None).values_list("pk", flat=True))
    assert set(newest[-len(undated) :]) == undated


def test_only_what_nobody_asked_for_is_asked_of_postgresql(many):
    def questions(**asked):
        search = search_for(**{"status": "all"} | asked)
        assert search.result.counts.total
        with CaptureQueriesContext(connection) as captured:
            assert search.result.trials
        return len(captured)

    asked = {"q": "rituximab", "place": "Boston, MA"}
    assert questions(**asked) == 1
    assert questions(**asked) == 0
    # Some of the same studies, by the same things.
    assert questions(**asked, status="open") == 0
    assert questions(**asked, sort="distance") == 0
    assert questions(q="rituximab", place="Chicago, Illinois") == 1
    assert questions(sort="updated") == 0


@pytest.mark.parametrize(
    ("asked", "change"),
    [
        ({"sort": "newest"}, {"study_first_posted_date": "2026-11-01"}),
        ({"sort": "updated"}, {"last_update_posted_date": "2026-11-01"}),
        ({}, {"is_pinned": True}),
        ({}, {"overall_status": "RECRUITING", "status_verified_date": "2026-11-01"}),
        ({"condition": "dermatomyositis"}, {"includes": ["dermatomyositis"]}),
        ({"q": "rituximab"}, {"names": "'rituximab':1A"}),
    ],
)
def test_a_change_of_anything_moves_a_study_at_once(publish, asked, change):
    early = {
        "studyFirstPostDateStruct": {"date": "2020-01-01"},
        "lastUpdatePostDateStruct": {"date": "2020-01-01"},
    }
    publish(
        study("NCT99000001", title="Rituximab"),
        study("NCT99000002", "COMPLETED", title="Rituximab", statusModule=early),
    )
    Trial.objects.filter(pk="NCT99000001").update(overall_status="COMPLETED", includes=[])
    Trial.objects.filter(pk="NCT99000002").update(includes=[])
    Trial.objects.update(names=None)
    asked = {"status": "all"} | asked
    assert search_for(**asked).result.trials == ["NCT99000001", "NCT99000002"]
    Trial.objects.filter(pk="NCT99000002").update(**change)
    assert search_for(**asked).result.trials == ["NCT99000002", "NCT99000001"]


def test_a_place_that_moves_changes_the_order(publish):
    boston, chicago = (site(n, "United States", **p) for n, p in (("B", BOSTON), ("C", CHICAGO)))
    publish(study("NCT99000001", **at(boston)), study("NCT99000002", **at(chicago)))
    asked = {"place": "Boston, MA", "sort": "distance"}
    assert search_for(**asked).result.trials == ["NCT99000001", "NCT99000002"]
    Location.objects.filter(trial="NCT99000001").update(place_latitude=0)
    assert search_for(**asked).result.trials == ["NCT99000002", "NCT99000001"]


def test_only_so_many_keys_are_kept(many, monkeypatch):
    monkeypatch.setattr(bitmaps, "SORT_KEYS_AT_MOST", 8)
    publish_again = Trial.objects.filter(pk="NCT99000001")
    publish_again.update(brief_title="Another title")
    for word in ("rituximab", "exercise", "children", "placebo", "dermatomyositis"):
        search = search_for(q=word, status="all")
        assert search.result.trials == by_postgresql(search)
    assert len(bitmaps.current().sort_numbers) == 8
