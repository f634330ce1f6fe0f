"""Every kind of bad answer, at every request of a sync: one whole edition or the other, never both.

The requests of the second sync are, in this order: the version; three pages of the myositis scope
and two of the other one; the version again; the vanished by their numbers; one of them alone.
"""

from typing import NamedTuple

import pytest
from django.db import transaction

from tests.editions import edition, row_versions
from tests.registry import FAULTS, Registry
from tests.studies import contact, site, studies, study
from trials import ctgov
from trials.choices import Outcome, Presence
from trials.ctgov import client as client_module
from trials.models import StagedStudy, SyncRun, Trial, TrialAlias
from trials.sync import runner

MYOSITIS_ONLY, OTHER_ONLY, NEITHER = "dermatomyositis", "Muscular Dystrophies", "fibromyalgia"
MOVED, RENAMED, ABSENT = "NCT99000005", "NCT99000006", "NCT99000007"
REQUESTS = {
    "version": 0,
    "first page": 1,
    "second page": 2,
    "second version": 6,
    "look-up of all": 7,
    "look-up of one": 8,
}
LOOK_UPS = ("look-up of all", "look-up of one")

NEW, OLD, HELD, PART = "the new edition", "the old one", "held back", "without the unanswered"


class Fault(NamedTuple):
    kind: str | int
    times: int = 1
    options: dict = {}

    def __str__(self):
        return f"{self.kind} {'at every try' if self.times > 1 else 'once'}"


PASSING = [Fault(kind) for kind in (503, "reset", "short", "timeout")]
LASTING = [Fault(kind, times=3) for kind in (429, 500, 502, 504, "reset", "timeout")]
BAD = [Fault(kind) for kind in (400, 404, "truncated", "html", "garbage", "wrong-shape")]
BAD += [Fault("huge", options={"bytes": 2**20}), Fault("gzip-bomb", options={"bytes": 2**22})]
OTHERS = [Fault(403), Fault("empty"), Fault("repeated-token"), Fault("slow", options={"pause": 0})]


def expected(fault, request):
    """What the database holds after a sync with this fault at this request."""
    if fault.kind == "slow" or fault in PASSING:
        return NEW
    if fault.kind == 403:
        return OLD
    if fault.kind == "empty":
        # Each number is asked for by itself when nothing came for all of them.
        others = {"second page": HELD, "look-up of all": NEW, "look-up of one": PART}
        return others.get(request, OLD)
    if fault.kind == "repeated-token":
        # Only a page of a sweep is followed.
        return OLD if request in ("first page", "second page") else NEW
    return PART if request in LOOK_UPS else OLD


@pytest.fixture(autouse=True)
def small_pages_and_little_patience(monkeypatch):
    monkeypatch.setattr(client_module, "PAGE_SIZE", 3)
    monkeypatch.setattr(client_module, "LARGEST_ANSWER_BYTES", 300_000)


def put_old(registry):
    """Seven studies of the one scope, three of the other, one of both."""
    people = {"centralContacts": [contact()], "locations": [site(contacts=[contact()])]}
    for one in studies(7):
        one["protocolSection"]["contactsLocationsModule"] = people
        registry.put(one, answers_to=MYOSITIS_ONLY)
    for one in studies(3, first=20):
        registry.put(one, answers_to=OTHER_ONLY)
    registry.put(study("NCT99000030"))


def put_new(registry):
    """Another dataset: two studies change, one closes, three vanish each in its way, three come."""
    registry.data_timestamp = "2026-11-23T09:00:05"
    registry.put(study("NCT99000001", title="Changed"), answers_to=MYOSITIS_ONLY)
    registry.put(study("NCT99000002", status="COMPLETED"), answers_to=MYOSITIS_ONLY)
    registry.put(study(MOVED, title="Moved"), answers_to=NEITHER)
    registry.remove(RENAMED)
    registry.remove(ABSENT)
    former = {"nctIdAliases": [RENAMED]}
    registry.put(study("NCT99000008", identificationModule=former), answers_to=MYOSITIS_ONLY)
    registry.put(study("NCT99000009"), answers_to=MYOSITIS_ONLY)
    registry.put(study("NCT99000010"), answers_to=MYOSITIS_ONLY)
    registry.put(study("NCT99000021", title="Changed"), answers_to=OTHER_ONLY)


def sync(registry):
    return runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0))


@pytest.fixture(scope="module")
def editions(django_db_setup, django_db_blocker):
    """The old and the new edition, as syncs without any fault publish them; the old one stays."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        Registry() as registry,
    ):
        patch.setattr(client_module, "PAGE_SIZE", 3)
        put_old(registry)
        sync(registry)
        old = edition()
        with transaction.atomic():
            put_new(registry)
            assert sync(registry).outcome == Outcome.PUBLISHED
            new = edition()
            transaction.set_rollback(True)
        assert len(registry.requests) == 7 + 9
        yield old, new
        Trial.objects.all().delete()
        TrialAlias.objects.all().delete()
        SyncRun.objects.all().delete()


def without(numbers, edition):
    """The edition without these studies, their sites and the aliases that lead from them."""
    return {
        "trials": [row for row in edition["trials"] if row["nct_id"] not in numbers],
        "locations": [row for row in edition["locations"] if row["trial_id"] not in numbers],
        "aliases": [row for row in edition["aliases"] if row["alias"] not in numbers],
    }


def faults_and_requests():
    """Every fault at the first page, some of each outcome everywhere; the rest at length."""
    everywhere = [PASSING[0], LASTING[1], BAD[0], *OTHERS[:2]]
    for fault in [*PASSING, *LASTING, *BAD, *OTHERS]:
        for request in REQUESTS:
            short = request == "first page" or fault in everywhere
            marks = () if short else pytest.mark.exhaustive
            yield pytest.param(fault, request, marks=marks, id=f"{fault} at {request}")


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "request_"), list(faults_and_requests()))
def test_a_bad_answer_leaves_one_whole_edition(registry, editions, monkeypatch, fault, request_):
    old, new = editions
    before = row_versions()
    put_old(registry)
    put_new(registry)
    if fault.kind == "timeout":
        monkeypatch.setattr(client_module, "READ_SECONDS", 0.2)
    # The request, not the try: what is asked again is the same request.
    registry.fail(fault.kind, skip=REQUESTS[request_], times=fault.times, **fault.options)
    run = sync(registry)
    assert all(planned.times == 0 for planned in registry._faults)

    outcome = expected(fault, request_)
    assert run.finished_at
    assert not SyncRun.objects.running().exists()
    if outcome == NEW:
        assert (run.outcome, run.unanswered, run.reason) == (Outcome.PUBLISHED, [], "")
        assert edition() == new
    elif outcome == PART:
        # The published part is the new edition; of whom there is no word, nothing changed.
        silent = {MOVED, RENAMED, ABSENT} if request_ == "look-up of all" else {ABSENT}
        assert (run.outcome, set(run.unanswered)) == (Outcome.PUBLISHED, set(silent))
        assert without(silent, edition()) == without(silent, new)
        others = {row["nct_id"] for row in old["trials"]} - silent
        there = without(others, edition())
        assert [row for row in there["trials"] if row["nct_id"] in silent] == (
            without(others, old)["trials"]
        )
        assert Trial.objects.filter(pk__in=silent, presence=Presence.LISTED).count() == len(silent)
    else:
        assert run.outcome == (Outcome.HELD if outcome == HELD else Outcome.FAILED)
        assert run.reason
        assert run.created == run.changed == run.vanished == 0
        assert row_versions() == before
    assert StagedStudy.objects.exists() is (outcome == HELD)

    # Without the fault everything is as if it had never been.
    registry._faults.clear()
    monkeypatch.undo()
    monkeypatch.setattr(client_module, "PAGE_SIZE", 3)
    run = sync(registry)
    assert run.outcome == (Outcome.UNCHANGED if outcome == NEW else Outcome.PUBLISHED)
    assert edition() == new
    assert sync(registry).outcome == Outcome.UNCHANGED


def test_faults_of_every_kind_are_tried():
    tried = {fault.kind for fault in [*PASSING, *LASTING, *BAD, *OTHERS]}
    assert tried >= {*FAULTS, 403, 404, 429, 500, 502, 503, 504}
    assert len(tried) >= 20


@pytest.mark.django_db
def test_faults_on_several_days_in_a_row_leave_the_last_whole_edition(registry, editions):
    """The registry stalls for weeks: the portal goes on with what it has, and says why."""
    old, new = editions
    put_old(registry)
    put_new(registry)
    reasons = []
    for kind in (403, "html", "garbage", "empty", 404):
        registry.fail(kind, path="/studies")
        run = sync(registry)
        assert run.outcome == Outcome.FAILED
        reasons.append(run.reason)
        assert edition() == old
    assert len(set(reasons)) == 5
    assert sync(registry).outcome == Outcome.PUBLISHED
    assert edition() == new
