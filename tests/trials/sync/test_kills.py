"""SIGKILL at many moments of a sync: the old edition stands, or the new one, whole."""

import copy
import random
import threading

import pytest
from django.db import connection, transaction

from tests.editions import (
    edition,
    environment,
    eventually,
    killed_at_the_end,
    start,
    wait_for_no_lock,
)
from tests.gate import first_in_gate
from tests.registry import Registry
from tests.studies import contact, site, studies
from trials import ctgov
from trials.choices import Outcome
from trials.models import StagedStudy, SyncRun, Trial, TrialAlias, TrialChange
from trials.sync import runner

KILLS = first_in_gate(1, 30)
STUDIES = 300
# version, one page a scope, version, the two vanished together and each alone
REQUESTS = 7

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.fixture
def old():
    sites = [site(city, contacts=[contact()]) for city in ("Lyon", "Paris", "Nice")]
    module = {"locations": sites, "centralContacts": [contact()]}
    with Registry(studies(STUDIES, contactsLocationsModule=module)) as registry:
        yield registry


@pytest.fixture
def new(old):
    """Another dataset: every study changes, some close, two vanish, ten come."""
    with Registry(studies(10, first=STUDIES + 1), "2026-11-23T09:00:05") as registry:
        for number in range(1, STUDIES + 1):
            one = copy.deepcopy(old.get(f"NCT99{number:06}"))
            status = one["protocolSection"]["statusModule"]
            status["statusVerifiedDate"] = "2026-11"
            if number % 7 == 0:
                status["overallStatus"] = "COMPLETED"
            registry.put(one)
        registry.remove("NCT99000005")
        registry.remove("NCT99000006")
        yield registry


def changes():
    rows = TrialChange.objects.order_by("trial_id", "field")
    return list(rows.values("trial_id", "field", "before", "after"))


def sync(registry):
    return runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0))


def begin(old):
    """A portal with the old edition and no other history."""
    for model in (TrialChange, Trial, TrialAlias, SyncRun):
        model.objects.all().delete()
    assert sync(old).outcome == Outcome.PUBLISHED


class Killer:
    """Kills a process a while after it has made its n-th request to the stand-in."""

    def __init__(self, registry, process, request, seconds):
        self.process, self.request, self.seconds = process, request, seconds
        self.asked = 0
        registry.before = self.count

    def count(self, _request):
        self.asked += 1
        if self.asked == self.request:
            threading.Timer(self.seconds, self.process.kill).start()


@pytest.mark.parametrize("kills", KILLS)
def test_kills_leave_the_old_edition_or_the_new_one_whole(old, new, kills):
    begin(old)
    old_edition = edition()
    assert sync(new).outcome == Outcome.PUBLISHED
    assert len(new.requests) == REQUESTS
    new_edition, new_changes = edition(), changes()
    begin(old)
    chance = random.Random(20261121)
    left = {"old": 0, "new": 0}
    for kill in range(kills):
        # The later half falls into the publishing, which begins with the last request.
        request = chance.randint(1, REQUESTS) if kill % 2 else REQUESTS
        with killed_at_the_end(start("manage.py", "sync_trials", env=environment(new))) as process:
            Killer(new, process, request, chance.uniform(0, 0.8))
            process.wait(60)
        new.before = None
        wait_for_no_lock()
        now = edition()
        assert now in (old_edition, new_edition), f"kill {kill} left neither edition whole"
        assert not SyncRun.objects.running().exists()
        left["old" if now == old_edition else "new"] += 1
        if now == new_edition:
            begin(old)
    # Or the kills would have come too late to prove anything.
    assert left["old"] >= kills // 3, left
    sync(new)
    assert (edition(), changes()) == (new_edition, new_changes)
    assert not StagedStudy.objects.exists()
    assert not SyncRun.objects.filter(outcome=Outcome.RUNNING).exists()


@pytest.mark.parametrize(
    "table",
    [
        "trials_location",
        pytest.param("trials_trialchange", marks=pytest.mark.exhaustive),
        pytest.param("trials_stagedstudy", marks=pytest.mark.exhaustive),
    ],
)
def test_a_sync_killed_while_it_publishes_has_published_nothing(old, new, table):
    begin(old)
    old_edition = edition()
    looked_up, go_on = threading.Event(), threading.Event()

    def wait_at_the_look_up(request):
        if "filter.ids" in request.params:
            looked_up.set()
            go_on.wait(60)

    new.before = wait_at_the_look_up
    process = start("manage.py", "sync_trials", env=environment(new))
    with killed_at_the_end(process):
        assert looked_up.wait(60)
        with transaction.atomic(), connection.cursor() as cursor:
            # The publishing stops at this table, with others written.
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            go_on.set()
            eventually(lambda: waits_for(table))
            process.kill()
            process.wait()
    wait_for_no_lock()
    assert edition() == old_edition
    assert SyncRun.objects.get(outcome="running").step == "publishing"
    assert sync(new).outcome == Outcome.PUBLISHED
    assert edition() != old_edition


def waits_for(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
        )
        return cursor.fetchone()
