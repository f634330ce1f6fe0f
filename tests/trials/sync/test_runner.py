"""The sync: whole answers are published, others change nothing and say why."""

import gzip
import json
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from tests.editions import (
    edition,
    environment,
    killed_at_the_end,
    lock_holders,
    row_versions,
    start,
    wait_for_no_lock,
)
from tests.records import samples
from tests.studies import contact, site, studies, study
from trials import ctgov
from trials.choices import Outcome, Presence, Source, Step
from trials.ctgov import client as client_module
from trials.models import Location, StagedStudy, SyncRun, Trial, TrialAlias, TrialChange
from trials.sync import runner
from trials.sync.errors import SyncBusy

pytestmark = pytest.mark.django_db
# Where another thread or process must see what is written.
with_others = pytest.mark.django_db(transaction=True)

# Words that stand in the questions of both scopes, of one, of the other, and of none.
MYOSITIS_ONLY, OTHER_ONLY, NEITHER = "dermatomyositis", "Muscular Dystrophies", "fibromyalgia"
X = "NCT99000077"


@pytest.fixture
def sync(registry, client_of):
    return lambda **options: runner.sync(client_of(registry), **options)


@pytest.fixture
def known(registry, sync):
    """Twenty studies beside which one more may come and go."""
    for one in studies(20):
        registry.put(one)
    return sync


@pytest.fixture
def pages_of(monkeypatch):
    return lambda size: monkeypatch.setattr(client_module, "PAGE_SIZE", size)


def next_dataset(registry, stamp="2026-11-23T09:00:05"):
    registry.data_timestamp = stamp


def hold(registry, sync):
    """A sweep that the gate holds back: a new study came, and half of the old ones are missing."""
    for one in studies(10, first=11):
        registry.remove(one["protocolSection"]["identificationModule"]["nctId"])
    registry.put(study(X))
    next_dataset(registry)
    run = sync()
    assert run.outcome == Outcome.HELD
    return run


def release(run):
    return SyncRun.objects.filter(pk=run.pk).release(by="Ada")


def jsonl(path, records, opened=open):
    with opened(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    return path


@contextmanager
def waiting_at_the_first_request(registry):
    """The stand-in answers its first request only when this ends; gives the event of its coming."""
    came, go = threading.Event(), threading.Event()

    def wait(request):
        registry.before = None
        came.set()
        assert go.wait(30)

    registry.before = wait
    try:
        yield came
    finally:
        go.set()


def in_thread(work):
    """Runs in a thread with a database connection of its own; the result is in `.result`."""

    def run():
        try:
            thread.result = work()
        except BaseException as error:
            thread.result = error
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


# A whole answer


def test_a_first_sync_publishes_what_the_registry_has(registry, sync):
    registry.put(study("NCT99000001"))
    run = sync()
    assert (run.outcome, run.fetched, run.created) == (Outcome.PUBLISHED, 1, 1)
    assert (run.changed, run.vanished, run.unanswered, run.quarantined) == (0, 0, [], 0)
    assert run.data_timestamp == "2026-11-20T09:00:05"
    assert run.scopes_hash == ctgov.SCOPES_HASH
    assert run.finished_at
    assert Trial.objects.open().count() == 1
    assert not StagedStudy.objects.exists()


def test_many_pages_become_one_edition(registry, sync, pages_of):
    pages_of(3)
    for one in studies(10):
        registry.put(one)
    run = sync()
    assert (run.outcome, run.fetched) == (Outcome.PUBLISHED, 10)
    assert Trial.objects.listed().count() == 10


def test_the_same_dataset_is_not_swept_again(registry, known):
    known()
    before, asked = row_versions(), len(registry.requests)
    run = known()
    assert run.outcome == Outcome.UNCHANGED
    assert [request.path for request in registry.requests[asked:]] == ["/version"]
    assert row_versions() == before


def test_a_changed_question_is_asked_even_of_the_same_dataset(registry, known, monkeypatch):
    known()
    monkeypatch.setattr(ctgov, "SCOPES_HASH", "another")
    assert known().outcome == Outcome.PUBLISHED
    assert known().outcome == Outcome.UNCHANGED


@pytest.mark.parametrize("stamp", ["2026-11-20T09:00:05", "2026-11-23T09:00:05"])
def test_nothing_is_rewritten_where_nothing_changed(registry, known, stamp):
    registry.put(study(X, identificationModule={"nctIdAliases": ["NCT99000078"]}))
    known()
    before, runs = row_versions(), SyncRun.objects.count()
    assert all(before[table] for table in ("trials_trial", "trials_trialalias"))
    next_dataset(registry, stamp)
    for request in [*studies(20), registry.get(X)]:
        request["derivedSection"]["miscInfoModule"]["versionHolder"] = stamp[:10]
        registry.put(request)
    run = known(force=True)
    assert (run.outcome, run.fetched, run.changed) == (Outcome.PUBLISHED, 21, 0)
    assert row_versions() == before
    assert SyncRun.objects.count() == runs + 1
    assert not StagedStudy.objects.exists()


def test_one_changed_study_is_the_only_one_rewritten(registry, known):
    registry.put(study(X, contactsLocationsModule={"locations": [site()]}))
    known()
    before = row_versions()
    next_dataset(registry)
    registry.put(study("NCT99000003", title="Another title"))
    run = known()
    assert (run.outcome, run.changed) == (Outcome.PUBLISHED, 1)
    after = row_versions()
    assert len(set(before["trials_trial"]) - set(after["trials_trial"])) == 1
    assert before["trials_location"] == after["trials_location"]


def test_a_run_names_its_steps_as_it_takes_them(registry, known):
    steps = []
    known(watch=lambda run: steps.append((run.step, run.outcome)))
    names = [step for step, _outcome in steps]
    assert list(dict.fromkeys(names)) == [Step.FETCHING, Step.CHECKING, Step.PUBLISHING]
    assert steps[-1] == (Step.PUBLISHING, Outcome.PUBLISHED)
    assert {outcome for _step, outcome in steps[:-1]} == {Outcome.RUNNING}


def test_a_large_record_and_one_of_very_many_sites_are_published(registry, sync):
    text = "Inflammatory myopathies weaken the muscles near the trunk. " * 15_000
    registry.put(study(descriptionModule={"detailedDescription": text[:841_000]}))
    sites = [site(f"City {number}", contacts=[contact()]) for number in range(1148)]
    registry.put(study(X, contactsLocationsModule={"locations": sites}))
    assert sync().outcome == Outcome.PUBLISHED
    assert len(Trial.objects.get(pk="NCT99000001").detailed_description) == 841_000
    assert Location.objects.filter(trial=X).count() == 1148


# Two scopes


def test_a_study_of_both_scopes_is_in_both_and_counted_once(registry, sync):
    registry.put(study("NCT99000001"), answers_to=MYOSITIS_ONLY)
    registry.put(study("NCT99000002"), answers_to=OTHER_ONLY)
    registry.put(study("NCT99000003"))
    run = sync()
    assert run.totals == {"myositis": 2, "other-muscle": 2}
    assert run.fetched == 3
    assert dict(Trial.objects.values_list("nct_id", "scopes")) == {
        "NCT99000001": ["myositis"],
        "NCT99000002": ["other-muscle"],
        "NCT99000003": ["myositis", "other-muscle"],
    }


def test_a_study_that_leaves_one_scope_stays_in_the_other(registry, known):
    registry.put(study(X))
    known()
    next_dataset(registry)
    registry.put(study(X), answers_to=OTHER_ONLY)
    run = known()
    assert (run.outcome, run.vanished, run.changed) == (Outcome.PUBLISHED, 0, 0)
    assert Trial.objects.get(pk=X).scopes == ["other-muscle"]


def test_a_shrunken_scope_holds_even_where_the_other_has_grown(registry, sync):
    for one in studies(10):
        registry.put(one, answers_to=OTHER_ONLY)
    for one in studies(10, first=11):
        registry.put(one, answers_to=MYOSITIS_ONLY)
    sync()
    next_dataset(registry)
    for one in studies(2):
        registry.put(one, answers_to=MYOSITIS_ONLY)
    run = sync()
    assert run.outcome == Outcome.HELD
    assert run.reason == "other-muscle: only 8 studies; there were 10 before."


# The gate


def assert_nothing_changed(before, run, reason):
    assert run.outcome == Outcome.HELD
    assert reason in run.reason
    assert run.finished_at
    assert row_versions() == before
    assert SyncRun.objects.get(pk=run.pk).reason == run.reason


def test_a_dataset_that_changes_during_the_sweep_is_held(registry, known):
    known()
    before = row_versions()
    next_dataset(registry)
    registry.put(study(X))

    def change(request):
        if request.path == "/studies":
            next_dataset(registry, "2026-11-24T09:00:05")

    registry.before = change
    assert_nothing_changed(before, known(), "data changed as we fetched them")
    registry.before = None
    assert known().outcome == Outcome.PUBLISHED


def test_a_study_that_comes_twice_hides_another_and_is_held(registry, known, pages_of):
    known()
    before = row_versions()
    next_dataset(registry)
    pages_of(10)
    double = {"studies": studies(10), "totalCount": 20}
    registry.fail("wrong-shape", path="/studies", skip=1, content=double)
    reason = "myositis: we received 10 different studies, but the registry counts 20."
    assert_nothing_changed(before, known(), reason)


def test_a_sweep_that_ends_early_is_held(registry, known, pages_of):
    known()
    before = row_versions()
    next_dataset(registry)
    pages_of(10)
    registry.fail("empty", path="/studies", skip=1)
    reason = "myositis: we received 10 different studies, but the registry counts 20."
    assert_nothing_changed(before, known(), reason)


def test_more_studies_than_the_registry_counts_are_held(registry, known):
    known()
    before = row_versions()
    next_dataset(registry)
    content = {"studies": studies(21), "totalCount": 20}
    registry.fail("wrong-shape", path="/studies", content=content)
    reason = "myositis: we received 21 different studies, but the registry counts 20."
    assert_nothing_changed(before, known(), reason)


@pytest.mark.parametrize("total", [-1, 0, 2**80])
def test_a_total_that_cannot_be_is_held(registry, known, total):
    known()
    before = row_versions()
    next_dataset(registry)
    content = {"studies": studies(20), "totalCount": total}
    registry.fail("wrong-shape", path="/studies", content=content)
    assert_nothing_changed(before, known(), f"but the registry counts {total}.")


def test_an_empty_answer_is_held(registry, known):
    known()
    before = row_versions()
    next_dataset(registry)
    nothing = {"studies": [], "totalCount": 0}
    registry.fail("wrong-shape", path="/studies", times=2, content=nothing)
    assert_nothing_changed(before, known(), "The answer contains no studies.")


def test_an_empty_registry_is_held_even_at_first(sync):
    assert_nothing_changed(row_versions(), sync(), "The answer contains no studies.")


@pytest.mark.parametrize(("odd", "outcome"), [(1, Outcome.PUBLISHED), (2, Outcome.HELD)])
def test_one_unreadable_record_of_two_hundred_is_let_through_and_two_are_not(
    registry, sync, odd, outcome
):
    for one in studies(200 - odd):
        registry.put(one)
    for number in range(odd):
        registry.put({"derivedSection": {"number": number}})
    run = sync()
    assert (run.outcome, run.fetched, run.quarantined) == (outcome, 200, odd)
    assert Trial.objects.count() == (199 if outcome == Outcome.PUBLISHED else 0)
    if outcome == Outcome.HELD:
        assert run.reason == "2 records cannot be read."


@pytest.mark.parametrize(("left", "outcome"), [(18, Outcome.PUBLISHED), (17, Outcome.HELD)])
def test_a_sweep_may_lose_a_tenth_of_the_last_one_and_no_more(registry, known, left, outcome):
    known()
    next_dataset(registry)
    for number in range(left + 1, 21):
        registry.remove(f"NCT990000{number}")
    run = known()
    assert run.outcome == outcome
    if outcome == Outcome.HELD:
        assert run.reason == "myositis: only 17 studies; there were 20 before."
        assert Trial.objects.listed().count() == 20


def test_a_slow_decline_is_measured_against_the_last_published_sweep(registry, known):
    known()
    for day, gone in ((23, (20, 19)), (24, (18,)), (25, (17,))):
        next_dataset(registry, f"2026-11-{day}T09:00:05")
        for number in gone:
            registry.remove(f"NCT990000{number}")
        assert known().outcome == Outcome.PUBLISHED
    assert Trial.objects.listed().count() == 16


def test_a_held_sweep_is_asked_for_again_at_the_next_hour(registry, known):
    known()
    first = hold(registry, known)
    second = known()
    assert second.outcome == Outcome.HELD
    assert set(StagedStudy.objects.values_list("run", flat=True)) == {second.pk}
    for one in studies(20):
        registry.put(one)
    third = known()
    assert third.outcome == Outcome.PUBLISHED
    assert not StagedStudy.objects.exists()
    assert SyncRun.objects.get(pk=first.pk).outcome == Outcome.HELD


# An operator's word


def test_a_held_sweep_is_published_once_an_operator_releases_it(registry, known):
    known()
    held = hold(registry, known)
    release(held)
    asked = len(registry.requests)
    run = known()
    assert (run.pk, run.outcome, run.released_by) == (held.pk, Outcome.PUBLISHED, "Ada")
    assert run.reason == ""
    assert Trial.objects.listed().filter(pk=X).exists()
    assert Trial.objects.filter(presence=Presence.MISSING).count() == 10
    # The sweep itself is the one that was held: only the vanished are asked for.
    paths = {request.path for request in registry.requests[asked:]}
    assert "/version" not in paths
    assert all(
        "pageToken" not in r.params and "sort" not in r.params for r in registry.requests[asked:]
    )
    assert known().outcome == Outcome.UNCHANGED


def test_a_superseded_sweep_cannot_be_released(registry, known):
    known()
    first = hold(registry, known)
    second = known()
    assert second.outcome == Outcome.HELD
    assert release(first) == 0
    assert release(second) == 1


def test_a_sweep_that_a_newer_edition_overtook_cannot_be_released(registry, known):
    known()
    held = hold(registry, known)
    for one in studies(20):
        registry.put(one)
    assert known().outcome == Outcome.PUBLISHED
    assert release(held) == 0


@pytest.mark.parametrize("outcome", [Outcome.PUBLISHED, Outcome.FAILED, Outcome.UNCHANGED])
def test_only_a_held_sweep_can_be_released(outcome):
    run = SyncRun.objects.create(outcome=outcome)
    StagedStudy.objects.create(run=run, scope="myositis", key="NCT99000001")
    assert release(run) == 0


def test_a_sweep_of_which_nothing_came_cannot_be_released(sync):
    held = sync()
    assert held.outcome == Outcome.HELD
    assert release(held) == 0


def test_a_failure_after_a_release_leaves_it_released(registry, known):
    known()
    before = row_versions()
    held = hold(registry, known)
    release(held)
    registry.fail(403, path="/studies")
    run = known()
    assert (run.pk, run.outcome) == (held.pk, Outcome.HELD)
    assert "403" in run.reason
    assert row_versions() == before
    run = known()
    assert (run.pk, run.outcome, run.created) == (held.pk, Outcome.PUBLISHED, 1)


def breaks(monkeypatch, error):
    def publish(run, answers):
        raise error

    monkeypatch.setattr(runner, "publish", publish)


def test_a_release_ends_after_two_failed_tries_and_the_registry_is_asked_again(
    registry, known, monkeypatch
):
    known()
    held = hold(registry, known)
    release(held)
    breaks(monkeypatch, RuntimeError("disk full"))
    for _try in range(2):
        with pytest.raises(RuntimeError):
            known()
    held.refresh_from_db()
    assert (held.outcome, held.released_at, held.release_tries) == (Outcome.HELD, None, 0)
    assert held.reason == "Released, but not published in 2 attempts: RuntimeError: disk full"
    assert not SyncRun.objects.released().exists()
    monkeypatch.undo()
    for one in studies(10, first=11):
        registry.put(one)
    run = known()
    assert (run.pk != held.pk, run.outcome) == (True, Outcome.PUBLISHED)


def test_a_release_that_ended_can_be_given_again(registry, known, monkeypatch):
    known()
    held = hold(registry, known)
    release(held)
    breaks(monkeypatch, RuntimeError("disk full"))
    for _try in range(2):
        with pytest.raises(RuntimeError):
            known()
    monkeypatch.undo()
    assert release(held) == 1
    run = known()
    assert (run.pk, run.outcome) == (held.pk, Outcome.PUBLISHED)


def test_a_try_whose_process_died_counts_as_one(registry, known, monkeypatch):
    known()
    held = hold(registry, known)
    release(held)
    monkeypatch.setattr(runner, "_finish", lambda *args: None)
    breaks(monkeypatch, SystemExit())
    with pytest.raises(SystemExit):
        known()
    monkeypatch.undo()
    held.refresh_from_db()
    assert (held.outcome, held.release_tries) == (Outcome.RUNNING, 1)
    breaks(monkeypatch, RuntimeError("disk full"))
    with pytest.raises(RuntimeError):
        known()
    assert not SyncRun.objects.released().exists()


def test_a_released_sweep_shows_as_running_while_it_is_published(registry, known, monkeypatch):
    known()
    held = hold(registry, known)
    release(held)
    seen = []

    def publish(run, answers):
        seen.extend(SyncRun.objects.running().values_list("pk", "outcome", "step"))
        assert not SyncRun.objects.filter(pk=run.pk).take_back()

    monkeypatch.setattr(runner, "publish", publish)
    known()
    assert seen == [(held.pk, Outcome.RUNNING, Step.PUBLISHING)]


def test_a_release_that_is_taken_back_leaves_the_sweep_held(registry, known):
    known()
    held = hold(registry, known)
    release(held)
    assert SyncRun.objects.filter(pk=held.pk).take_back() == 1
    assert SyncRun.objects.filter(pk=held.pk).take_back() == 0
    run = known()
    assert (run.pk != held.pk, run.outcome) == (True, Outcome.HELD)


def test_a_held_sweep_says_which_listed_studies_would_vanish(registry, known):
    known()
    held = hold(registry, known)
    gone = [f"NCT990000{number}" for number in range(11, 21)]
    assert list(held.would_vanish().order_by("pk").values_list("pk", flat=True)) == gone


def test_with_a_file_nothing_would_vanish(tmp_path, registry, known):
    known()
    assert not SyncRun(source=Source.FILE).would_vanish().exists()


@with_others
def test_a_release_while_a_sync_is_at_work_is_not_lost(registry, known):
    known()
    held = hold(registry, known)

    def release_meanwhile(request):
        registry.before = None
        release(held)
        connection.close()

    registry.before = release_meanwhile
    assert known().outcome == Outcome.HELD
    run = known()
    assert (run.pk, run.outcome) == (held.pk, Outcome.PUBLISHED)


# What became of those that vanished


def test_a_study_that_left_the_query_stays_with_what_the_registry_says_of_it(registry, known):
    registry.put(study(X, contactsLocationsModule={"centralContacts": [contact()]}))
    known()
    next_dataset(registry)
    with_contacts = {"centralContacts": [contact()]}
    moved = study(X, title="Re-indexed", contactsLocationsModule=with_contacts)
    registry.put(moved, answers_to=NEITHER)
    run = known()
    assert (run.outcome, run.vanished, run.unanswered) == (Outcome.PUBLISHED, 1, [])
    trial = Trial.objects.get(pk=X)
    assert (trial.presence, trial.brief_title) == (Presence.OUT_OF_SCOPE, "Re-indexed")
    assert not trial.is_open
    assert trial.scopes == ["myositis", "other-muscle"]
    assert not Trial.objects.open().filter(pk=X).exists()
    # It stays so, without being written again, and is followed as long as it stays away.
    before = row_versions()
    next_dataset(registry, "2026-11-24T09:00:05")
    assert known().vanished == 0
    assert row_versions() == before
    registry.put(study(X, status="COMPLETED"), answers_to=NEITHER)
    next_dataset(registry, "2026-11-25T09:00:05")
    known()
    trial.refresh_from_db()
    assert (trial.presence, trial.overall_status) == (Presence.OUT_OF_SCOPE, "COMPLETED")
    assert trial.central_contacts == []


def test_a_study_that_comes_back_into_the_query_is_listed_again(registry, known):
    registry.put(study(X))
    known()
    registry.put(study(X), answers_to=NEITHER)
    next_dataset(registry)
    known()
    registry.put(study(X))
    next_dataset(registry, "2026-11-24T09:00:05")
    run = known()
    assert (run.created, run.changed) == (0, 1)
    assert Trial.objects.open().filter(pk=X).exists()
    presences = TrialChange.objects.filter(trial=X, field="presence").order_by("pk")
    assert list(presences.values_list("before", "after")) == [
        ("listed", "out-of-scope"),
        ("out-of-scope", "listed"),
    ]


def renamed(number, former):
    return study(number, identificationModule={"nctIdAliases": [former]})


def test_a_renamed_study_leads_to_its_successor(registry, known):
    registry.put(study(X))
    known()
    registry.remove(X)
    registry.put(renamed("NCT99000078", X))
    next_dataset(registry)
    run = known()
    assert (run.outcome, run.created, run.vanished) == (Outcome.PUBLISHED, 1, 1)
    assert Trial.objects.get(pk=X).presence == Presence.RENAMED
    assert TrialAlias.objects.get(pk=X).nct_id == "NCT99000078"
    # Nobody asks for it any more.
    next_dataset(registry, "2026-11-24T09:00:05")
    asked = len(registry.requests)
    known()
    assert not [r for r in registry.requests[asked:] if "filter.ids" in r.params]


def test_a_successor_outside_the_query_is_kept_too(registry, known):
    registry.put(study(X))
    known()
    registry.remove(X)
    registry.put(renamed("NCT99000078", X), answers_to=NEITHER)
    next_dataset(registry)
    run = known()
    assert (run.outcome, run.created, run.vanished) == (Outcome.PUBLISHED, 1, 1)
    assert Trial.objects.get(pk=X).presence == Presence.RENAMED
    successor = Trial.objects.get(pk="NCT99000078")
    assert (successor.presence, successor.scopes) == (
        Presence.OUT_OF_SCOPE,
        ["myositis", "other-muscle"],
    )


def test_two_studies_that_merged_lead_to_the_one_that_is_left(registry, known):
    registry.put(study(X))
    registry.put(study("NCT99000078"))
    known()
    registry.remove(X)
    registry.remove("NCT99000078")
    merged = study("NCT99000079", identificationModule={"nctIdAliases": [X, "NCT99000078"]})
    registry.put(merged, answers_to=NEITHER)
    next_dataset(registry)
    run = known()
    assert (run.outcome, run.created, run.vanished) == (Outcome.PUBLISHED, 1, 2)
    assert dict(TrialAlias.objects.values_list("alias", "nct_id")) == {
        X: "NCT99000079",
        "NCT99000078": "NCT99000079",
    }


def test_a_renamed_study_that_comes_back_is_listed_again(registry, known):
    registry.put(study(X))
    known()
    registry.remove(X)
    registry.put(renamed("NCT99000078", X))
    next_dataset(registry)
    known()
    registry.put(study(X))
    next_dataset(registry, "2026-11-24T09:00:05")
    known()
    assert Trial.objects.listed().filter(pk=X).exists()


@pytest.fixture
def absent(registry, known):
    """A study that was published and that the registry does not have any more."""
    places = [site(contacts=[contact()])]
    module = {"centralContacts": [contact()], "locations": places}
    registry.put(study(X, contactsLocationsModule=module))
    known()
    registry.remove(X)
    next_dataset(registry)
    return lambda: Trial.objects.get(pk=X)


def test_an_absent_study_is_missing_at_once(known, absent):
    run = known()
    assert (run.outcome, run.vanished) == (Outcome.PUBLISHED, 1)
    trial = absent()
    assert (trial.presence, trial.overall_status) == (Presence.MISSING, "RECRUITING")
    assert trial.missing_from_dataset == "2026-11-23T09:00:05"
    assert not trial.is_open
    assert not Trial.objects.open().filter(pk=X).exists()
    change = TrialChange.objects.get(trial=X)
    assert (change.field, change.before, change.after) == ("presence", "listed", "missing")


def test_nobody_is_called_about_a_missing_study(known, absent):
    known()
    trial = absent()
    assert trial.central_contacts == []
    assert trial.locations.get().contacts == []
    assert "202-555-0143" not in json.dumps(trial.record)


def test_an_absent_study_is_gone_on_another_dataset_a_day_later(registry, known, absent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        clock.shift(timedelta(hours=24))
        next_dataset(registry, "2026-11-24T09:00:05")
        run = known()
        assert (run.outcome, run.vanished) == (Outcome.PUBLISHED, 0)
        assert absent().presence == Presence.GONE
        before = row_versions()
        clock.shift(timedelta(days=30))
        next_dataset(registry, "2026-12-24T09:00:05")
        known()
    assert row_versions() == before


def test_it_is_not_gone_within_a_day(registry, known, absent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        clock.shift(timedelta(hours=23, minutes=59))
        next_dataset(registry, "2026-11-24T09:00:05")
        known()
    assert absent().presence == Presence.MISSING


def test_it_is_not_gone_on_the_same_dataset(known, absent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        clock.shift(timedelta(days=30))
        known(force=True)
    assert absent().presence == Presence.MISSING


@pytest.mark.parametrize("days", [0, 2])
def test_a_missing_or_gone_study_that_comes_back_is_listed_again(registry, known, absent, days):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        clock.shift(timedelta(days=days))
        next_dataset(registry, "2026-11-24T09:00:05")
        known()
        assert absent().presence == (Presence.GONE if days else Presence.MISSING)
        next_dataset(registry, "2026-11-25T09:00:05")
        registry.put(study(X, contactsLocationsModule={"centralContacts": [contact()]}))
        run = known()
    trial = absent()
    assert (run.created, run.changed) == (0, 1)
    assert (trial.presence, trial.missing_since, trial.missing_from_dataset) == ("listed", None, "")
    assert Trial.objects.open().filter(pk=X).exists()
    assert trial.central_contacts == [contact()]


def test_a_study_that_is_missing_once_more_is_counted_anew(registry, known, absent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        registry.put(study(X))
        next_dataset(registry, "2026-11-24T09:00:05")
        clock.shift(timedelta(days=2))
        known()
        registry.remove(X)
        next_dataset(registry, "2026-11-25T09:00:05")
        known()
        assert absent().presence == Presence.MISSING
        assert absent().missing_since == timezone.now()


def test_a_missing_study_that_turns_up_outside_the_query_is_no_longer_missing(
    registry, known, absent
):
    known()
    registry.put(study(X), answers_to=NEITHER)
    next_dataset(registry, "2026-11-24T09:00:05")
    known()
    assert absent().presence == Presence.OUT_OF_SCOPE


def test_a_study_without_an_answer_stays_as_it_is_and_is_asked_for_again(registry, known, absent):
    before = edition()
    registry.fail(500, path=f"/studies/{X}", times=3)
    run = known()
    assert (run.outcome, run.unanswered, run.vanished) == (Outcome.PUBLISHED, [X], 0)
    assert edition() == before
    assert absent().is_open
    asked = len(registry.requests)
    run = known()
    assert (run.outcome, run.unanswered, run.vanished) == (Outcome.PUBLISHED, [], 1)
    # Nothing but the one study is asked for: the dataset itself is published.
    assert [request.path for request in registry.requests[asked:]] == [
        "/version",
        "/studies",
        f"/studies/{X}",
    ]
    assert absent().presence == Presence.MISSING
    assert known().outcome == Outcome.UNCHANGED


def test_a_missing_study_without_an_answer_stays_missing(registry, known, absent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        known()
        clock.shift(timedelta(days=3))
        next_dataset(registry, "2026-11-24T09:00:05")
        registry.fail("garbage", path=f"/studies/{X}")
        known()
    assert absent().presence == Presence.MISSING


def test_a_refused_look_up_ends_the_sync(registry, known, absent):
    before = row_versions()
    registry.fail(403, path=f"/studies/{X}")
    run = known()
    assert run.outcome == Outcome.FAILED
    assert "refuses us" in run.reason
    assert row_versions() == before


# Records that cannot be read


def test_an_unreadable_record_is_set_aside_and_its_old_version_stays(registry, sync):
    for one in [*studies(200), study(X, title="As it was")]:
        registry.put(one)
    sync()
    deep = study(X)
    deep["protocolSection"]["odd"] = json.loads("[" * 200 + "]" * 200)
    registry.put(deep)
    next_dataset(registry)
    run = sync()
    assert (run.outcome, run.quarantined, run.unanswered) == (Outcome.PUBLISHED, 1, [X])
    trial = Trial.objects.get(pk=X)
    assert (trial.presence, trial.brief_title) == (Presence.LISTED, "As it was")
    aside = StagedStudy.objects.filter(run=run)
    assert {row.problem for row in aside} == {"the record is nested too deeply"}
    assert {row.scope for row in aside} == {"myositis", "other-muscle"}
    # It stays so, at the price of asking for this one study each hour.
    before = row_versions()
    assert sync().outcome == Outcome.UNCHANGED
    assert row_versions() == before


def test_a_record_whose_number_broke_is_set_aside_and_its_old_version_stays(registry, sync):
    for one in [*studies(200), study(X, title="As it was")]:
        registry.put(one)
    sync()
    # The registry knows it under its number; what the record itself says is none.
    registry.get(X)["protocolSection"]["identificationModule"]["nctId"] = X.lower()
    next_dataset(registry)
    run = sync()
    assert (run.outcome, run.quarantined, run.unanswered) == (Outcome.PUBLISHED, 1, [X])
    trial = Trial.objects.get(pk=X)
    assert (trial.presence, trial.brief_title) == (Presence.LISTED, "As it was")
    problems = set(StagedStudy.objects.filter(run=run).values_list("problem", flat=True))
    assert problems == {f"'{X.lower()}' is not an NCT number"}


def test_what_was_set_aside_stays_so_until_the_next_sweep(registry, sync, monkeypatch):
    for one in [*studies(200), study(X)]:
        registry.put(one)
    sync()
    next_dataset(registry)
    registry.remove(X)
    registry.put({"derivedSection": {}})
    registry.fail("garbage", path=f"/studies/{X}")
    assert (sync().quarantined, StagedStudy.objects.count()) == (1, 2)
    # The study without an answer is asked for again.
    run = sync()
    assert (run.outcome, run.vanished, run.quarantined) == (Outcome.PUBLISHED, 1, 1)
    assert set(StagedStudy.objects.values_list("run", "problem")) == {
        (run.pk, "the record has no nctId")
    }
    monkeypatch.setattr("trials.reading.rules_hash", lambda: 99)
    assert sync().outcome == Outcome.UNCHANGED
    run = SyncRun.objects.published().first()
    assert (run.reason, run.quarantined) == (
        "All studies were read again, because our rules changed.",
        1,
    )
    assert set(StagedStudy.objects.values_list("run", flat=True)) == {run.pk}
    assert StagedStudy.objects.count() == 2


def test_what_was_set_aside_goes_with_the_next_edition(registry, sync):
    for one in studies(199):
        registry.put(one)
    registry.put({"hasResults": False})
    assert sync().quarantined == 1
    assert StagedStudy.objects.count() == 2
    next_dataset(registry)
    registry.put(study("NCT99000001", title="Changed"))
    run = sync()
    assert set(StagedStudy.objects.values_list("run", flat=True)) == {run.pk}


def test_a_record_with_a_nul_and_half_a_surrogate_pair_is_published(registry, sync):
    odd = study("NCT99000001", title="a\0b", descriptionModule={"briefSummary": "c\ud800d"})
    odd["derivedSection"]["\0"] = ["\udfff"]
    registry.put(odd)
    assert sync().outcome == Outcome.PUBLISHED
    trial = Trial.objects.get()
    assert (trial.brief_title, trial.brief_summary) == ("a\ufffdb", "c\ufffdd")


# Samples


def test_samples_are_loaded_into_an_empty_portal_only(registry, sync):
    run = runner.load_samples()
    assert (run.outcome, run.source) == (Outcome.PUBLISHED, Source.SAMPLES)
    assert Trial.objects.filter(is_sample=True).count() == len(samples()) == run.created
    assert runner.load_samples() is None
    registry.put(study("NCT99000001"))
    sync()
    assert runner.load_samples() is None


def test_the_first_whole_sync_removes_the_samples(registry, sync):
    runner.load_samples()
    assert TrialAlias.objects.exists()
    registry.put(study("NCT99000001", title="Real"))
    registry.put(study(X))
    run = sync()
    assert (run.outcome, run.created, run.vanished) == (Outcome.PUBLISHED, 2, 0)
    assert set(Trial.objects.values_list("nct_id", "is_sample")) == {
        ("NCT99000001", False),
        (X, False),
    }
    assert not TrialAlias.objects.exists()
    assert not TrialChange.objects.exists()
    assert not [r for r in registry.requests if "filter.ids" in r.params]


@pytest.mark.parametrize("fault", [403, "html"])
def test_samples_stay_until_a_sync_is_whole(registry, sync, fault):
    runner.load_samples()
    before = row_versions()
    registry.put(study(X))
    registry.fail(fault, path="/studies", skip=1)
    assert sync().outcome == Outcome.FAILED
    assert row_versions() == before


def test_samples_never_join_real_studies(registry, sync):
    registry.put(study(X))
    sync()
    before = row_versions()
    with pytest.raises(ValueError, match="never join"):
        runner.load_file(runner.SAMPLES, Source.SAMPLES)
    assert row_versions() == before
    assert SyncRun.objects.latest().outcome == Outcome.FAILED


def test_a_dataset_is_not_taken_for_published_because_samples_were_loaded(registry, sync):
    runner.load_samples()
    registry.data_timestamp = SyncRun.objects.latest().data_timestamp or "2026-11-20"
    registry.put(study(X))
    assert sync().outcome == Outcome.PUBLISHED


def test_real_studies_may_be_many_fewer_than_the_samples(registry, sync):
    runner.load_samples()
    registry.put(study(X))
    assert sync().outcome == Outcome.PUBLISHED


# Files


@pytest.mark.parametrize("opened", [open, gzip.open])
def test_a_file_is_loaded_plain_or_packed(tmp_path, opened):
    name = "studies.jsonl.gz" if opened is gzip.open else "studies.jsonl"
    run = runner.load_file(jsonl(tmp_path / name, studies(3), opened))
    assert (run.outcome, run.source, run.created) == (Outcome.PUBLISHED, Source.FILE, 3)
    assert run.data_timestamp == "2026-11-20"
    assert Trial.objects.about_myositis().count() == 3


def test_empty_lines_of_a_file_are_no_records(tmp_path):
    path = tmp_path / "studies.jsonl"
    path.write_text("\n" + "\n \n".join(map(json.dumps, studies(2))) + "\n\n\n")
    run = runner.load_file(path)
    assert (run.fetched, run.created, run.quarantined) == (2, 2, 0)


def test_a_study_that_stands_twice_in_a_file_is_loaded_once(tmp_path):
    twice = [study(title="First"), study(title="Second")]
    run = runner.load_file(jsonl(tmp_path / "studies.jsonl", twice))
    assert (run.outcome, run.fetched, run.created) == (Outcome.PUBLISHED, 1, 1)


def test_a_broken_line_is_set_aside(tmp_path):
    path = jsonl(tmp_path / "studies.jsonl", studies(200))
    path.write_text(path.read_text() + '{"protocolSection": {"identificationModule"\n')
    run = runner.load_file(path)
    assert (run.outcome, run.fetched, run.quarantined) == (Outcome.PUBLISHED, 201, 1)
    assert "cannot be read" in StagedStudy.objects.get().problem


def test_a_file_of_many_broken_lines_is_held(tmp_path):
    path = jsonl(tmp_path / "studies.jsonl", studies(3))
    path.write_text(path.read_text() + "{\n[\n")
    run = runner.load_file(path)
    assert (run.outcome, run.reason) == (Outcome.HELD, "2 records cannot be read.")
    assert not Trial.objects.exists()


def test_an_empty_file_is_held(tmp_path):
    (tmp_path / "studies.jsonl").touch()
    run = runner.load_file(tmp_path / "studies.jsonl")
    assert (run.outcome, run.reason) == (Outcome.HELD, "The answer contains no studies.")


def test_a_file_that_is_not_there_leaves_a_failed_run(tmp_path):
    with pytest.raises(FileNotFoundError):
        runner.load_file(tmp_path / "none.jsonl")
    run = SyncRun.objects.get()
    assert run.outcome == Outcome.FAILED
    assert "FileNotFoundError" in run.reason


def test_a_file_does_not_retire_what_it_lacks(registry, known, tmp_path):
    registry.put(study(X, title="Old"), answers_to=OTHER_ONLY)
    known()
    asked = len(registry.requests)
    new = [study(X, title="New"), study("NCT99000078")]
    run = runner.load_file(jsonl(tmp_path / "studies.jsonl", new))
    assert (run.outcome, run.created, run.changed, run.vanished) == (Outcome.PUBLISHED, 1, 1, 0)
    assert Trial.objects.listed().count() == 22
    assert Trial.objects.get(pk=X).brief_title == "New"
    # Nor does it say anything about scopes.
    assert Trial.objects.get(pk=X).scopes == ["other-muscle"]
    assert len(registry.requests) == asked


def test_a_released_file_does_not_retire_what_it_lacks_either(registry, known, tmp_path):
    known()
    path = jsonl(tmp_path / "studies.jsonl", [study(X)])
    path.write_text(path.read_text() + "{\n")
    held = runner.load_file(path)
    assert held.outcome == Outcome.HELD
    release(held)
    asked = len(registry.requests)
    run = known()
    assert (run.pk, run.outcome, run.created) == (held.pk, Outcome.PUBLISHED, 1)
    assert Trial.objects.listed().count() == 21
    assert len(registry.requests) == asked


def dated(snapshot, **kwargs):
    one = study(**kwargs)
    one["derivedSection"]["miscInfoModule"]["versionHolder"] = snapshot
    return one


@pytest.mark.parametrize(
    ("snapshot", "outcome"),
    [
        ("2026-11-18", Outcome.HELD),
        ("2026-11-19", Outcome.PUBLISHED),
        ("2026-11-20", Outcome.PUBLISHED),
        ("2027-01-01", Outcome.PUBLISHED),
    ],
)
def test_a_file_older_than_what_is_published_is_held(known, tmp_path, snapshot, outcome):
    known()
    old = [dated(snapshot, title="Of the file")]
    run = runner.load_file(jsonl(tmp_path / "studies.jsonl", old))
    assert run.outcome == outcome
    if outcome == Outcome.HELD:
        assert f"({snapshot}) is older than what is published (2026-11-20T09:00:05)" in run.reason
        assert not Trial.objects.filter(brief_title="Of the file").exists()


def test_a_file_older_than_a_file_is_held_too(known, tmp_path):
    known()
    newer, older = tmp_path / "newer.jsonl", tmp_path / "older.jsonl"
    assert runner.load_file(jsonl(newer, [dated("2026-12-20")])).outcome == Outcome.PUBLISHED
    assert runner.load_file(jsonl(older, [dated("2026-12-01")])).outcome == Outcome.HELD


def test_after_a_file_the_registry_is_swept_whatever_its_date(registry, known, tmp_path):
    known()
    path = jsonl(tmp_path / "studies.jsonl", [study(title="Of the file")])
    assert runner.load_file(path).changed == 1
    run = known()
    assert (run.outcome, run.changed) == (Outcome.PUBLISHED, 1)
    assert not Trial.objects.filter(brief_title="Of the file").exists()


def test_a_file_is_no_measure_for_the_next_sweep(registry, known, tmp_path):
    known()
    assert runner.load_file(jsonl(tmp_path / "studies.jsonl", studies(40))).created == 20
    next_dataset(registry)
    run = known()
    assert run.outcome == Outcome.PUBLISHED
    assert run.vanished == 20


def test_no_result_sections_contact_is_kept_of_a_closed_study(tmp_path):
    closed = study(status="COMPLETED")
    closed["resultsSection"] = {"moreInfoModule": {"pointOfContact": contact("Dr Marker")}}
    runner.load_file(jsonl(tmp_path / "studies.jsonl", [closed]))
    assert "Marker" not in json.dumps(Trial.objects.get().record)


# Changed rules


def test_changed_rules_read_all_studies_anew_without_fetching(registry, known, monkeypatch):
    registry.put(study(X, eligibilityModule={"minimumAge": "40 Years"}))
    known()
    before, asked = edition(), len(registry.requests)
    monkeypatch.setattr("trials.reading.rules_hash", lambda: 99)
    monkeypatch.setattr("trials.sync.columns.years", lambda text: 7.0)
    assert known().outcome == Outcome.UNCHANGED
    run = SyncRun.objects.published().first()
    assert (run.fetched, run.totals) == (21, {"myositis": 21, "other-muscle": 21})
    assert "read again" in run.reason
    assert [request.path for request in registry.requests[asked:]] == ["/version"]
    assert set(Trial.objects.values_list("minimum_age_years", "rules_version")) == {(7.0, 99)}
    assert not TrialChange.objects.exists()
    after = edition()
    for trial in [*before["trials"], *after["trials"]]:
        for name in ("minimum_age_years", "maximum_age_years", "rules_version"):
            del trial[name]
    assert after == before
    assert known().outcome == Outcome.UNCHANGED


def test_changed_rules_reach_studies_that_left_the_registry_too(
    registry, known, absent, monkeypatch
):
    known()
    monkeypatch.setattr("trials.reading.rules_hash", lambda: 99)
    next_dataset(registry, "2026-11-24T09:00:05")
    known()
    known()
    assert set(Trial.objects.values_list("rules_version", flat=True)) == {99}
    trial = absent()
    assert (trial.presence, trial.central_contacts) == (Presence.MISSING, [])
    assert known().outcome == Outcome.UNCHANGED


def test_changed_rules_are_no_change_of_the_registrys_also_with_new_data(
    registry, known, monkeypatch
):
    known()
    monkeypatch.setattr("trials.reading.rules_hash", lambda: 99)
    # As if today's rules read a title that yesterday's did not.
    Trial.objects.update(brief_title="", rules_version=1)
    registry.get("NCT99000001")["protocolSection"]["identificationModule"]["acronym"] = "NEW"
    next_dataset(registry)
    known()
    assert set(Trial.objects.values_list("rules_version", flat=True)) == {99}
    assert not Trial.objects.filter(brief_title="").exists()
    assert [change.field for change in TrialChange.objects.all()] == ["acronym"]


def test_reading_anew_keeps_the_measure_of_the_last_sweep(registry, known, monkeypatch):
    known()
    monkeypatch.setattr("trials.reading.rules_hash", lambda: 99)
    known()
    for number in range(15, 21):
        registry.remove(f"NCT990000{number}")
    next_dataset(registry)
    assert known().reason == "myositis: only 14 studies; there were 20 before."


# One at a time


@with_others
def test_a_second_sync_is_told_that_another_is_at_work(registry, known):
    with waiting_at_the_first_request(registry) as came:
        first = in_thread(known)
        assert came.wait(30)
        with pytest.raises(SyncBusy):
            known()
        with pytest.raises(SyncBusy):
            runner.load_file(runner.SAMPLES)
        assert list(SyncRun.objects.running()) == list(SyncRun.objects.all())
    first.join(30)
    assert first.result.outcome == Outcome.PUBLISHED
    assert SyncRun.objects.count() == 1
    assert known().outcome == Outcome.UNCHANGED


@with_others
@pytest.mark.parametrize("round", range(3))
def test_of_many_syncs_at_once_one_publishes(registry, known, round):
    start_together = threading.Barrier(4)

    def race():
        start_together.wait(30)
        return known()

    racers = [in_thread(race) for _ in range(4)]
    for racer in racers:
        racer.join(60)
    results = [racer.result for racer in racers]
    outcomes = [result.outcome for result in results if isinstance(result, SyncRun)]
    assert outcomes.count(Outcome.PUBLISHED) == 1
    assert set(outcomes) <= {Outcome.PUBLISHED, Outcome.UNCHANGED}
    assert all(isinstance(result, SyncRun | SyncBusy) for result in results)
    assert SyncRun.objects.published().count() == 1
    assert lock_holders() == []


@pytest.mark.processes
@with_others
def test_the_lock_ends_with_a_killed_process(registry, known):
    with waiting_at_the_first_request(registry) as came:
        process = start("manage.py", "sync_trials", env=environment(registry))
        with killed_at_the_end(process):
            assert came.wait(60)
            with pytest.raises(SyncBusy):
                known()
    wait_for_no_lock()
    interrupted = SyncRun.objects.get()
    assert interrupted.outcome == Outcome.RUNNING
    assert not SyncRun.objects.running().exists()
    assert known().outcome == Outcome.PUBLISHED
    interrupted.refresh_from_db()
    assert (interrupted.outcome, interrupted.reason) == (
        Outcome.FAILED,
        "The sync was interrupted: its process ended.",
    )


@with_others
@pytest.mark.parametrize("path", ["/version", "/studies"])
def test_a_lost_database_connection_ends_the_sync_and_the_next_one_tidies_up(registry, known, path):
    known()
    before = edition()
    next_dataset(registry)
    registry.put(study(X))

    def cut(request):
        if request.path == path:
            registry.before = None
            with connection.cursor() as cursor:
                for pid in lock_holders():
                    cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
            connection.close()

    registry.before = cut
    with pytest.raises(DatabaseError):
        known()
    connection.close()
    assert edition() == before
    assert lock_holders() == []
    assert known().outcome == Outcome.PUBLISHED
    assert SyncRun.objects.order_by("pk")[1].outcome == Outcome.FAILED
    assert Trial.objects.filter(pk=X).exists()


@with_others
def test_a_database_connection_lost_while_publishing_loses_nothing(registry, known, monkeypatch):
    known()
    before = edition()
    next_dataset(registry)
    registry.put(study(X))

    def cut(*_):
        def terminate():
            with connection.cursor() as cursor:
                for pid in lock_holders():
                    cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])

        assert Trial.objects.filter(pk=X).exists()
        in_thread(terminate).join(30)

    monkeypatch.setattr("trials.sync.publish.retire", cut)
    with pytest.raises(DatabaseError):
        known()
    connection.close()
    assert edition() == before
    monkeypatch.undo()
    assert known().outcome == Outcome.PUBLISHED
    assert Trial.objects.filter(pk=X).exists()


# What goes wrong inside


def test_an_unexpected_error_is_recorded_and_raised(registry, known, monkeypatch):
    known()
    before = row_versions()
    next_dataset(registry)
    registry.put(study(X))

    def stumble(*_):
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("trials.sync.publish.retire", stumble)
    with pytest.raises(ZeroDivisionError):
        known()
    run = SyncRun.objects.latest()
    assert (run.outcome, run.reason) == (Outcome.FAILED, "ZeroDivisionError: of all things")
    # The publish had counted a new study, but it was rolled back.
    assert (run.created, run.changed, run.vanished) == (0, 0, 0)
    assert row_versions() == before
    assert lock_holders() == []
    assert not StagedStudy.objects.exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interruption_is_recorded_too(registry, known, error):
    def interrupt(run):
        if run.step == Step.FETCHING:
            raise error

    with pytest.raises(error):
        known(watch=interrupt)
    assert SyncRun.objects.get().outcome == Outcome.FAILED
    assert error.__name__ in SyncRun.objects.get().reason
    assert lock_holders() == []
    assert known().outcome == Outcome.PUBLISHED


def test_a_reason_that_postgresql_cannot_store_is_recorded_all_the_same(registry, known):
    registry.fail("wrong-shape", path="/version", content={"apiVersion": "\0", "dataTimestamp": 1})
    assert known().outcome == Outcome.FAILED

    def zero(run):
        raise ValueError("a\0b")

    with pytest.raises(ValueError, match="a\0b"):
        known(watch=zero)
    assert SyncRun.objects.latest().reason == "ValueError: a\ufffdb"


def test_a_sync_keeps_the_number_of_its_task(registry, known):
    assert known(task_id="a task").task_id == "a task"
    assert SyncRun.objects.get(task_id="a task").outcome == Outcome.PUBLISHED
