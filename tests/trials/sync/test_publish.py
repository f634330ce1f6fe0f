"""Publishing: a record becomes rows, every difference is noted, and no contact outlives its use."""

import datetime as dt
import json
import random
import threading

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editions import edition
from tests.records import PLACES, changed, encoded, is_storable, json_values, odd_studies, whole
from tests.studies import contact, site, studies, study
from trials import ctgov
from trials.choices import CONTACT_STATUSES, Outcome, Status
from trials.models import EDITORS_FIELDS, Location, SyncRun, Trial, TrialAlias, TrialChange
from trials.sync import batches, columns, differences, publish, runner, stage, write

database = pytest.mark.django_db
X = "NCT99000077"
CLOSED = [status for status in [*Status.values, "PAUSED_ON_MARS"] if status not in CONTACT_STATUSES]


@pytest.fixture
def next_edition(registry, client_of):
    """Publishes one more dataset with these studies changed."""
    days = iter(range(1, 30))

    def next_edition(*records):
        registry.data_timestamp = f"2026-12-{next(days):02}T09:00:05"
        for record in records:
            registry.put(record)
        run = runner.sync(client_of(registry))
        assert run.outcome == Outcome.PUBLISHED, run.reason
        return run

    return next_edition


def columns_of(record):
    return columns.columns(ctgov.StudyRecord.read(record))


def rows(record):
    """The rows of a record, unsaved."""
    found = ctgov.StudyRecord.read(record)
    trial = Trial(**columns.columns(found))
    return trial, [Location(trial=trial, **site) for site in columns.site_columns(found)]


def changes(nct_id=X):
    found = TrialChange.objects.filter(trial=nct_id)
    return {change.field: (change.before, change.after) for change in found}


def everything_stored(nct_id=X):
    """All that the portal keeps of a study, as one text."""
    trial = Trial.objects.get(pk=nct_id)
    kept = [Trial.objects.filter(pk=nct_id), trial.locations, trial.changes]
    return json.dumps([list(rows.values()) for rows in kept], default=str)


# A record becomes columns


def test_a_whole_record_becomes_columns():
    record = study(
        X,
        status="ACTIVE_NOT_RECRUITING",
        title="Brief",
        identificationModule={
            "officialTitle": "Official",
            "acronym": "ABC",
            "orgStudyIdInfo": {"id": "ORG-1"},
        },
        statusModule={
            "lastKnownStatus": "RECRUITING",
            "whyStopped": "Money",
            "startDateStruct": {"date": "2025-03", "type": "ACTUAL"},
            "completionDateStruct": {"date": "2028"},
            "resultsFirstPostDateStruct": {"date": "2026-10-19"},
        },
        designModule={
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
            "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE"}},
        },
        eligibilityModule={
            "minimumAge": "3 Months",
            "maximumAge": "6 Months",
            "healthyVolunteers": False,
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Sponsor", "class": "INDUSTRY"},
            "collaborators": [{"name": "Helper", "class": "OTHER"}],
        },
        armsInterventionsModule={
            "interventions": [{"type": "DRUG", "name": "Drug", "otherNames": ["Other"]}]
        },
    )
    got = columns_of(record)
    expected = {
        "nct_id": X,
        "org_study_id": "ORG-1",
        "brief_title": "Brief",
        "official_title": "Official",
        "acronym": "ABC",
        "overall_status": "ACTIVE_NOT_RECRUITING",
        "last_known_status": "RECRUITING",
        "why_stopped": "Money",
        "start_date": dt.date(2025, 3, 1),
        "start_date_text": "2025-03",
        "start_date_type": "ACTUAL",
        "primary_completion_date": None,
        "primary_completion_date_text": "",
        "completion_date": dt.date(2028, 1, 1),
        "completion_date_text": "2028",
        "completion_date_type": "",
        "status_verified_date": dt.date(2026, 10, 1),
        "status_verified_date_text": "2026-10",
        "results_first_posted_date": dt.date(2026, 10, 19),
        "last_update_posted_date": dt.date(2026, 10, 20),
        "study_type": "INTERVENTIONAL",
        "phases": ["PHASE2", "PHASE3"],
        "enrollment": 40,
        "enrollment_type": "ESTIMATED",
        "minimum_age": "3 Months",
        "minimum_age_years": 0.25,
        "maximum_age": "6 Months",
        "maximum_age_years": 0.5,
        "healthy_volunteers": False,
        "has_results": False,
        "lead_sponsor_name": "Sponsor",
        "lead_sponsor_class": "INDUSTRY",
        "collaborators": [{"name": "Helper", "class": "OTHER"}],
        "interventions": [{"type": "DRUG", "name": "Drug", "other_names": ["Other"]}],
        "registry_conditions": ["Dermatomyositis"],
    }
    assert {name: got[name] for name in expected} == expected
    assert got["design"]["allocation"] == "RANDOMIZED"
    assert got["design"]["masking_info"] == {"masking": "DOUBLE"}
    assert got["intervention_types"] == ["DRUG"]
    assert got["std_ages"] == ["CHILD"]


def test_a_bare_record_becomes_columns_too():
    bare = {"protocolSection": {"identificationModule": {"nctId": X}}}
    got = columns_of(bare)
    assert got["nct_id"] == X
    ours = ("nct_id", "rules_version", "std_ages", "names", "search", "relevance", "readings")
    assert (got["relevance"], got["features"]) == ("mention", ["no_biopsy_stated"])
    ours += ("features",)
    assert not any(value for name, value in got.items() if name not in ours)
    assert got["healthy_volunteers"] is None
    assert got["enrollment"] is None


def test_sites_become_rows_in_their_order_once_each():
    places = [
        site("Ankara", "Turkey (Türkiye)", geoPoint={"lat": 39.9, "lon": 32.9}),
        {"city": "Nowhere"},
        site("Ankara", "Turkey (Türkiye)", geoPoint={"lat": 39.9, "lon": 32.9}),
    ]
    _trial, locations = rows(study(X, contactsLocationsModule={"locations": places}))
    assert [(row.position, row.city, row.country_name) for row in locations] == [
        (1, "Ankara", "Turkey"),
        (2, "Nowhere", ""),
    ]
    assert (locations[0].country, locations[0].latitude) == ("Turkey (Türkiye)", 39.9)
    assert (locations[1].facility, locations[1].latitude) == ("", None)


@given(odd_studies)
@settings(max_examples=300)
def test_whatever_can_be_read_fits_into_the_columns(odd):
    decoded = ctgov.decode_study(encoded(odd))
    try:
        trial, locations = rows(decoded)
    except ctgov.MalformedIdentity:
        return
    for row in (trial, *locations):
        for field in row._meta.concrete_fields:
            if field.name in ("names", "search"):  # texts
                continue
            value = getattr(row, field.attname)
            assert is_storable(value)
            assert len(str(value)) <= (getattr(field, "max_length", None) or 10**6)
            json.dumps(value, default=str, allow_nan=False)
    assert trial.enrollment is None or 0 <= trial.enrollment < 2**31


@given(st.text(max_size=40))
def test_only_known_statuses_keep_contacts(status):
    record = study(X, contactsLocationsModule={"centralContacts": [contact()]}, status=status)
    kept = stage.without_needless_contacts(record)
    assert (kept == record) is (status in CONTACT_STATUSES)
    assert bool(columns_of(record)["central_contacts"]) is (status in CONTACT_STATUSES)


@pytest.mark.parametrize("value", [None, [], "x", 5, {}, {"protocolSection": {"statusModule": 1}}])
def test_a_study_of_no_status_keeps_no_contacts(value):
    assert stage.without_needless_contacts(value) == value
    assert stage.without_needless_contacts([{"contacts": [1]}, value]) == [{}, value]


def test_the_sync_owns_every_column_but_the_editors():
    assert not set(differences.MACHINE_FIELDS) & set(EDITORS_FIELDS)
    owned = {*differences.MACHINE_FIELDS, *EDITORS_FIELDS, "nct_id", "first_published_at"}
    assert owned == {field.name for field in Trial._meta.concrete_fields}


def test_no_change_is_told_of_contacts_and_our_own_columns():
    untold = {"central_contacts", "record", "content_hash", "scopes", "search", "names"}
    assert not untold & set(differences.TRACKED_FIELDS)
    assert {"overall_status", "brief_title", "eligibility_criteria", "presence"} <= set(
        differences.TRACKED_FIELDS
    )


# Odd records in the database


def stored_columns(record):
    """Without the vectors, which are texts until they are stored."""
    found = columns.columns(ctgov.StudyRecord.read(record))
    return {name: value for name, value in found.items() if name not in ("search", "names")}


@database
@pytest.mark.parametrize("count", [10, pytest.param(300, marks=pytest.mark.exhaustive)])
def test_odd_records_are_all_published(registry, client_of, count):
    """Each with odd values at several places, in one sync."""
    random.seed(20261120)
    odd_values = [
        None,
        5,
        -1,
        2**40,
        10**300,
        1e308,
        True,
        "",
        "a\0b",
        "\ud800",
        "x" * 5000,
        [],
        {},
    ]
    odd_values += [
        ["x"],
        [None],
        {"x": "\0"},
        [[["\udfff"]]],
        "2026-99",
        "RECRUITING",
        "１８ Years",
    ]
    identity = ("protocolSection", "identificationModule", "nctId")
    anywhere = [path for path in PLACES if path != identity[: len(path)]]
    for number in range(count):
        odd = whole()
        for path in random.sample(anywhere, 4):
            try:
                odd = changed(odd, path, random.choice(odd_values))
            except (TypeError, KeyError, IndexError):
                continue  # an earlier value took the place away
        odd["protocolSection"]["identificationModule"]["nctId"] = f"NCT99{number:06}"
        registry.put(odd)
    run = runner.sync(client_of(registry))
    assert (run.outcome, run.created, run.quarantined) == (Outcome.PUBLISHED, count, 0)
    # What was stored reads as what came.
    for trial in Trial.objects.all():
        assert stored_columns(trial.record) == {
            name: getattr(trial, name) for name in stored_columns(trial.record)
        }


@database
@given(path=st.sampled_from(PLACES[1:]), value=json_values)
@settings(max_examples=60)
def test_a_record_with_any_value_at_any_place_is_stored_or_set_aside(path, value):
    Trial.objects.all().delete()
    TrialAlias.objects.all().delete()
    run = SyncRun.objects.create()
    stage.stage(run, "myositis", [encoded(changed(whole(), path, value))], total=1)
    publish.publish(run, {})
    aside = run.staged.exclude(problem="").count()
    assert run.staged.count() == aside
    assert (run.created, Trial.objects.count()) == (1 - aside, 1 - aside)


# Contacts


OPEN_PLACES = {
    "centralContacts": [contact("Dr Central")],
    "locations": [site(contacts=[contact("Dr Site")]), site("Nice", contacts=[contact("Dr Nice")])],
}


@database
@pytest.mark.parametrize("status", CONTACT_STATUSES)
def test_contacts_are_kept_while_somebody_may_call(next_edition, status):
    next_edition(study(X, status=status, contactsLocationsModule=OPEN_PLACES))
    trial = Trial.objects.get()
    assert trial.central_contacts == [contact("Dr Central")]
    assert [place.contacts[0]["name"] for place in trial.locations.all()] == ["Dr Site", "Dr Nice"]


@database
@pytest.mark.parametrize("status", CLOSED)
def test_contacts_are_dropped_everywhere_when_a_study_closes(next_edition, status):
    odd_places = OPEN_PLACES | {"elsewhere": [{"contacts": [contact("Dr Odd")]}]}
    next_edition(study(X, contactsLocationsModule=odd_places))
    assert "Dr Central" in everything_stored()
    next_edition(study(X, status=status, contactsLocationsModule=odd_places))
    trial = Trial.objects.get()
    assert (trial.overall_status, trial.is_open) == (status, False)
    assert trial.central_contacts == []
    assert [place.contacts for place in trial.locations.all()] == [[], []]
    kept = everything_stored()
    for trace in ("Dr ", "202-555-0143", "a@example.org"):
        assert trace not in kept
    assert changes() == {"overall_status": ("RECRUITING", status)}


@database
@pytest.mark.parametrize("status", ["COMPLETED", "UNKNOWN"])
def test_a_closed_study_is_shown_so(next_edition, status):
    next_edition(study(X))
    assert Trial.objects.open().count() == 1
    next_edition(study(X, status=status))
    assert Trial.objects.open().count() == 0
    assert Trial.objects.listed().count() == 1
    assert Trial.objects.get().status_label == Status(status).label


@database
def test_a_study_that_opens_again_has_contacts_again(next_edition):
    next_edition(study(X, contactsLocationsModule=OPEN_PLACES))
    next_edition(study(X, status="SUSPENDED", contactsLocationsModule=OPEN_PLACES))
    next_edition(study(X, contactsLocationsModule=OPEN_PLACES))
    assert Trial.objects.get().central_contacts == [contact("Dr Central")]


@database
def test_a_new_contact_is_stored_and_told_to_nobody(next_edition):
    odd = {"elsewhere": [{"contacts": [contact("Dr Odd")]}], "pointOfContact": contact("Dr Odd")}
    next_edition(study(X, contactsLocationsModule=OPEN_PLACES | odd))
    new = {
        "centralContacts": [contact("Dr New")],
        "locations": [site(contacts=[contact("Dr New")]), site("Nice", contacts=[])],
        "elsewhere": [{"contacts": [contact("Dr New")]}],
        "pointOfContact": contact("Dr New"),
    }
    run = next_edition(study(X, contactsLocationsModule=new))
    trial = Trial.objects.get()
    assert trial.central_contacts == [contact("Dr New")]
    assert trial.locations.first().contacts == [contact("Dr New")]
    assert changes() == {}
    assert run.changed == 0
    # What stands in odd places is not shown either.
    assert "Dr " not in json.dumps(trial.further_details)


# Changes


@database
def test_each_difference_is_noted_with_what_it_was_and_what_it_is(next_edition):
    run = next_edition(study(X, title="Old", statusModule={"startDateStruct": {"date": "2026-03"}}))
    assert not TrialChange.objects.exists()
    new = study(
        X,
        title="New",
        status="SUSPENDED",
        statusModule={
            "startDateStruct": {"date": "2026-03-15", "type": "ACTUAL"},
            "whyStopped": "Money",
            "lastUpdatePostDateStruct": {"date": "2026-11-19"},
        },
        designModule={"phases": ["PHASE2"], "enrollmentInfo": {"count": 12}},
        eligibilityModule={"minimumAge": "12 Years"},
    )
    run = next_edition(new)
    assert (run.changed, run.created) == (1, 0)
    assert changes() == {
        "brief_title": ("Old", "New"),
        "overall_status": ("RECRUITING", "SUSPENDED"),
        "why_stopped": ("", "Money"),
        "start_date_text": ("2026-03", "2026-03-15"),
        "start_date_type": ("", "ACTUAL"),
        "last_update_posted_date": ("2026-10-20", "2026-11-19"),
        "phases": ([], ["PHASE2"]),
        "enrollment": (None, 12),
        "minimum_age": ("18 Years", "12 Years"),
    }
    assert set(TrialChange.objects.values_list("run", flat=True)) == {run.pk}


@database
def test_a_change_of_sites_tells_which_went_and_which_came(next_edition):
    next_edition(study(X, contactsLocationsModule={"locations": [site("Lyon"), site("Nice")]}))
    closed = site("Nice", status="COMPLETED")
    new = {"locations": [site("Brest"), site("Lyon"), closed]}
    next_edition(study(X, contactsLocationsModule=new))
    ((field, (before, after)),) = changes().items()
    assert field == "locations"
    assert [(place["city"], place["status"]) for place in before] == [("Nice", "RECRUITING")]
    assert [(place["city"], place["status"]) for place in after] == [
        ("Brest", "RECRUITING"),
        ("Nice", "COMPLETED"),
    ]
    cities = Location.objects.order_by("position").values_list("position", "city")
    assert list(cities) == [(1, "Brest"), (2, "Lyon"), (3, "Nice")]


@database
@pytest.mark.parametrize(
    "places",
    [
        [site("Nice"), site("Lyon")],
        [site("Lyon"), site("Nice"), site("Nice")],
        [site("Lyon", geoPoint={"lat": 1, "lon": 2}), site("Nice", contacts=[contact()])],
    ],
)
def test_sites_that_are_the_same_in_another_order_are_no_difference(next_edition, places):
    next_edition(study(X, contactsLocationsModule={"locations": [site("Lyon"), site("Nice")]}))
    run = next_edition(study(X, contactsLocationsModule={"locations": places}))
    assert changes() == {}
    assert run.changed == 0
    assert Location.objects.count() == 2


@database
def test_more_studies_than_a_batch_are_published_whole(registry, next_edition):
    count = 2 * batches.BATCH + 5
    run = next_edition(*studies(count))
    assert (run.created, Trial.objects.count()) == (count, count)
    run = next_edition(*studies(count, title="Changed"))
    assert (run.created, run.changed) == (0, count)
    assert TrialChange.objects.filter(field="brief_title").count() == count


@database
def test_the_day_on_which_a_study_was_first_published_stays(next_edition):
    next_edition(study(X))
    first = Trial.objects.get().first_published_at
    next_edition(study(X, title="Changed"))
    trial = Trial.objects.get()
    assert (trial.brief_title, trial.first_published_at) == ("Changed", first)


@database
def test_what_a_record_leaves_out_is_emptied(next_edition):
    full = study(
        X,
        designModule={"phases": ["PHASE2"], "enrollmentInfo": {"count": 12}},
        contactsLocationsModule={"locations": [site()], "centralContacts": [contact()]},
        descriptionModule={"briefSummary": "Words"},
    )
    next_edition(full)
    next_edition(study(X))
    trial = Trial.objects.get()
    assert (trial.phases, trial.enrollment, trial.brief_summary) == ([], None, "")
    assert (trial.central_contacts, trial.locations.count()) == ([], 0)


@database
def test_a_former_number_is_kept_even_when_the_record_forgets_it(next_edition):
    next_edition(study(X, identificationModule={"nctIdAliases": ["NCT99000078", "junk"]}))
    next_edition(study(X))
    assert list(TrialAlias.objects.values_list("alias", "nct_id")) == [("NCT99000078", X)]


@database
def test_two_records_may_claim_one_former_number(next_edition):
    former = {"nctIdAliases": ["NCT99000078"]}
    pair = [study(f"NCT9900007{n}", identificationModule=former) for n in (1, 2)]
    next_edition(*pair)
    assert TrialAlias.objects.get().nct_id == "NCT99000072"


@database
def test_no_unknown_status_is_open(next_edition):
    unknown = study(X, status="UNKNOWN", statusModule={"lastKnownStatus": "RECRUITING"})
    next_edition(unknown, study(status="PAUSED_ON_MARS"), study("NCT99000002", status="AVAILABLE"))
    assert list(Trial.objects.open().values_list("nct_id", flat=True)) == ["NCT99000002"]
    assert Trial.objects.get(pk="NCT99000001").status_label == "PAUSED_ON_MARS"


@database
def test_texts_as_long_as_the_registry_allows_are_all_searched(next_edition):
    """The search vector has a limit; PostgreSQL refuses the row where it is passed."""
    letters = random.Random(1)

    def words(count):
        characters = [chr(number) for number in range(0x4E00, 0x9FFF)]
        pairs = ("".join(letters.choices(characters, k=2)) for _ in range(count))
        return " ".join(pairs)[:count]

    record = study(
        X,
        title=words(300),
        identificationModule={"officialTitle": words(600), "acronym": words(14)},
        descriptionModule={"briefSummary": words(5000), "detailedDescription": words(32_000)},
        eligibilityModule={"eligibilityCriteria": words(20_000)},
        conditionsModule={"conditions": words(150_000).split()},
    )
    next_edition(record)
    last = record["protocolSection"]["eligibilityModule"]["eligibilityCriteria"].split()[-2]
    assert Trial.objects.matching(last).filter(pk=X).exists()


# One edition or the next


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["trials_trial", "trials_location", "trials_trialchange", "trials_stagedstudy"]
)
def test_readers_see_the_last_edition_until_the_next_one_is_whole(registry, client_of, table):
    """Publishing is stopped half-way by a lock; who reads then, reads the old edition."""
    old = [study(f"NCT9900000{n}", contactsLocationsModule={"locations": [site()]}) for n in "123"]
    for one in old:
        registry.put(one)
    runner.sync(client_of(registry))
    before = edition()
    for number, one in enumerate(old):
        module = {"locations": [site("Nice")]}
        one["protocolSection"]["identificationModule"]["briefTitle"] = f"Changed {number}"
        one["protocolSection"]["contactsLocationsModule"] = module
        registry.put(one)
    registry.data_timestamp = "2026-11-23T09:00:05"
    locked, seen_waiting = threading.Event(), threading.Event()

    def lock(run):
        """Between fetching and publishing: takes the lock, and keeps it until told."""
        if run.step == "publishing" and not locked.is_set():
            locker.start()
            assert locked.wait(30)

    def hold_table():
        try:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
                locked.set()
                assert seen_waiting.wait(30)
                cursor.execute("ROLLBACK")
        finally:
            connection.close()

    def work():
        try:
            outcomes.append(runner.sync(client_of(registry), watch=lock).outcome)
        finally:
            connection.close()

    outcomes = []
    locker, worker = threading.Thread(target=hold_table), threading.Thread(target=work)
    worker.start()
    try:
        assert locked.wait(30)
        wait_until_something_waits_for(table)
        assert edition() == before
    finally:
        seen_waiting.set()
        worker.join(30)
        locker.join(30)
    assert outcomes == [Outcome.PUBLISHED]
    assert {trial["brief_title"][:7] for trial in edition()["trials"]} == {"Changed"}
    assert {place["city"] for place in edition()["locations"]} == {"Nice"}


def wait_until_something_waits_for(table):
    for _ in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
            )
            if cursor.fetchone():
                return
        threading.Event().wait(0.01)
    raise AssertionError(f"nothing waits for {table}")


@database
def test_a_publish_that_breaks_off_leaves_nothing_behind(registry, next_edition, monkeypatch):
    next_edition(*studies(3))
    before, known_changes = edition(), TrialChange.objects.count()
    monkeypatch.setattr(batches, "BATCH", 1)
    written, save = [], write.save

    def stumble(trials, locations):
        if len(written) == 2:
            raise OSError("the disk is full")
        written.append(trials)
        save(trials, locations)

    monkeypatch.setattr(write, "save", stumble)
    with pytest.raises(OSError, match="disk is full"):
        next_edition(*studies(3, title="Changed"))
    assert len(written) == 2
    assert edition() == before
    assert TrialChange.objects.count() == known_changes
    monkeypatch.setattr(write, "save", save)
    assert next_edition().changed == 3
