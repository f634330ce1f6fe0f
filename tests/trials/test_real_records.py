"""The pipe on real records, where they lie beside the project; they are never part of it."""

import gzip
import json
import random

import pytest
from django.db.models import Count
from fhir.resources.R4B.researchstudy import ResearchStudy

from places.map_view import WORLD
from places.outlines import LAND, Box, path
from tests.editions import edition, row_versions
from tests.environment import ROOT
from tests.registry import Registry
from tests.trials import mapped as maps
from tests.trials.comparing import assert_cells_agree_with_the_pages
from trials import ctgov
from trials.choices import CONTACT_STATUSES, Outcome
from trials.models import Location, SyncRun, Trial, TrialAlias
from trials.presenting.site_map import site_map
from trials.reading.relevance import Relevance
from trials.sync import runner

REAL = ROOT.parent / "shared" / "registry"
FILES = [REAL / "studies" / "full-dev.jsonl.gz", REAL / "studies" / "partial.jsonl"]

# {country: a box in it, as places.outlines counts}
WITHOUT_A_TOWN = {"Iceland": (-190, -650, -180, -645), "Kyrgyzstan": (740, -420, 750, -415)}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.exists(), reason="no real records lie beside the project"),
]


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker):
    """The stand-in with all of them, which has been synced once."""
    with Registry.from_files(*FILES) as registry, django_db_blocker.unblock():
        assert sync(registry).outcome == Outcome.PUBLISHED
        yield registry
        Trial.objects.all().delete()
        TrialAlias.objects.all().delete()
        SyncRun.objects.all().delete()


def sync(registry, **options):
    return runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0), **options)


def count_of(path):
    opened = gzip.open(path) if path.suffix == ".gz" else path.open("rb")
    with opened as lines:
        return sum(1 for line in lines if line.strip())


def assert_each_has_its_page(client):
    for number in Trial.objects.values_list("nct_id", flat=True):
        assert client.get(f"/trials/{number}/").status_code == 200, number
        assert client.get(f"/api/v1/trials/{number}/").json()["nct_id"] == number
        ResearchStudy.model_validate(client.get(f"/fhir/ResearchStudy/{number}").json())


def listed_as_myositis():
    """The records are of any disease: without it, the search would find none of them."""
    Trial.objects.update(relevance=Relevance.MYOSITIS)


def quadruples(count):
    numbers = sorted(Trial.objects.values_list("nct_id", flat=True))
    chance = random.Random(2026)
    return [chance.sample(numbers, 4) for _ in range(count)]


# This one syncs into empty tables: it comes before `real` is first asked for.
def test_one_record_in_36_is_published_has_its_page_and_is_compared(client):
    with gzip.open(FILES[0]) as lines:
        records = [json.loads(line) for line in lines][::36]
    assert len(records) > 20
    with Registry(records) as registry:
        run = sync(registry)
    assert (run.outcome, run.fetched) == (Outcome.PUBLISHED, len(records))
    assert Trial.objects.count() + run.quarantined == len(records)
    assert_each_has_its_page(client)
    for numbers in quadruples(5):
        assert_cells_agree_with_the_pages(client, numbers)


@pytest.mark.exhaustive
def test_every_record_is_published_or_set_aside_with_a_reason(client, real):
    run = SyncRun.objects.get()
    there = sum(map(count_of, FILES))
    assert (run.outcome, run.fetched) == (Outcome.PUBLISHED, there)
    assert Trial.objects.listed().count() + run.quarantined == there
    aside = run.staged.values("key").exclude(problem="").distinct().count()
    assert run.staged.values("key").distinct().count() == aside == run.quarantined
    counts = client.get("/status.json").json()["trials"]
    kept = counts["total"] + counts["other_muscle"] + counts["mention"]
    assert kept == Trial.objects.count()


@pytest.mark.exhaustive
def test_every_record_has_its_page(client, real):
    assert Trial.objects.count() > 700
    assert_each_has_its_page(client)


@pytest.mark.exhaustive
def test_comparisons_say_what_the_pages_of_their_studies_say(client, real):
    for numbers in quadruples(50):
        assert_cells_agree_with_the_pages(client, numbers)


@pytest.mark.exhaustive
def test_a_second_sync_writes_nothing_but_its_run(real):
    versions, asked = row_versions(), len(real.requests)
    assert sync(real).outcome == Outcome.UNCHANGED
    assert [request.path for request in real.requests[asked:]] == ["/version"]
    # Even where the whole scope is swept once more.
    run = sync(real, force=True)
    assert (run.outcome, run.created, run.changed) == (Outcome.PUBLISHED, 0, 0)
    assert row_versions() == versions
    assert SyncRun.objects.count() == 3


@pytest.mark.exhaustive
def test_the_record_with_most_sites_is_whole(real):
    largest = max(
        Trial.objects.all().prefetch_related("locations"), key=lambda trial: trial.locations.count()
    )
    protocol = real.get(largest.nct_id)["protocolSection"]
    assert largest.locations.count() == len(protocol["contactsLocationsModule"]["locations"])
    assert largest.locations.count() == 1148


@pytest.mark.exhaustive
def test_the_map_of_the_record_with_most_sites_is_small_and_says_what_its_list_says(client, real):
    number = max(Trial.objects.annotate(sites=Count("locations")), key=lambda one: one.sites).pk
    for query in ("", "?place=Boston, MA", *(f"?zoom={n}&lat=42.4&lon=-71.1" for n in range(7))):
        answer = client.get(f"/trials/{number}/map/{query}")
        assert len(answer.content) <= 60_000
        page = maps.soup(answer)
        assert maps.marks(page) == maps.entries(page), query
        closer, listed = maps.leads(page)
        assert len(closer) + len(listed) == len(maps.marks(page))
        assert all(page.select_one(address) for address in listed)


@pytest.mark.exhaustive
def test_maps_of_a_hundred_searches_show_each_place_once_and_say_what_their_lists_say(client, real):
    listed_as_myositis()
    chance = random.Random(2026)
    shown = 0
    for _ in range(100):
        asked = {
            "status": chance.choice(["", "all", "COMPLETED"]),
            "type": chance.choice(["", "INTERVENTIONAL", "OBSERVATIONAL"]),
            "phase": chance.choice(["", "PHASE2", "PHASE2,PHASE3"]),
            "place": chance.choice(["", "Boston, MA", "Japan", "Auckland"]),
            "q": chance.choice(["", "", "placebo", "children"]),
        }
        response = client.get("/trials/map/", asked)
        page = maps.soup(response)
        assert maps.marks(page) == maps.entries(page), asked
        maps.assert_links_say_what_the_list_says(page)
        found = response.context["map"]
        numbers = response.context["search"].result.counts.numbers
        there = Location.objects.filter(trial__in=numbers)
        assert found.drawn.shown + found.drawn.outside + found.count_nowhere == there.count(), asked
        shown += found.drawn.shown
    assert shown > 10_000


@pytest.mark.exhaustive
def test_every_number_of_the_field_is_that_of_its_studies(client, real):
    listed_as_myositis()
    page = maps.soup(client.get("/research/"))
    links = page.select("#medicines td a, .bar-chart.years a")
    assert len(links) > 20
    for link in links:
        chosen = maps.soup(client.get(f"/research/{link['href']}"))
        count = int(maps.words(link).split()[-1])
        assert len(chosen.select("section li")) == count, link["href"]
    for link in page.select(".bar-chart.countries a, .bar-chart.results a"):
        api = f"/api/v1{link['href']}".replace("/trials/?", "/trials/?page_size=1&")
        assert client.get(api).json()["count"] == int(maps.words(link).split()[-1]), link["href"]


@pytest.mark.exhaustive
def test_every_country_of_the_records_is_on_the_map_by_its_shape_or_by_a_dot(real):
    points = Location.objects.exclude(place_latitude=None)
    dots = set(points.values_list("country_name", flat=True)) - {""}
    named = set(Location.objects.exclude(country_name="").values_list("country_name", flat=True))
    assert len(named) > 50
    # Their records name no town. Both have a shape.
    assert named - dots <= set(WITHOUT_A_TOWN)
    for west, north, east, south in WITHOUT_A_TOWN.values():
        assert path(LAND, Box(west, north, east, south), 1)
    for country in dots:
        there = Location.objects.filter(country_name=country)
        drawn = site_map(there, None, WORLD, lambda _view: "").drawn
        assert drawn.shown == there.exclude(place_latitude=None).count() > 0, country


@pytest.mark.exhaustive
def test_no_contact_of_a_study_that_takes_nobody_is_kept_anywhere(real):
    closed = Trial.objects.exclude(overall_status__in=CONTACT_STATUSES)
    assert closed.count() > 400
    for trial in closed.prefetch_related("locations"):
        assert trial.central_contacts == []
        assert not any(site.contacts for site in trial.locations.all())
        kept = json.dumps([trial.record, trial.further_details])
        assert '"contacts"' not in kept
        assert '"centralContacts"' not in kept
        assert '"email"' not in kept, trial.nct_id


@pytest.mark.exhaustive
def test_a_load_from_files_and_a_sweep_come_to_the_same(real):
    swept = edition()
    Trial.objects.all().delete()
    SyncRun.objects.all().delete()
    for file in FILES:
        assert runner.load_file(file).outcome == Outcome.PUBLISHED
    loaded = edition()
    for trial in [*swept["trials"], *loaded["trials"]]:
        # A file does not know scopes, nor leave results out.
        for name in ("scopes", "record", "content_hash", "further_details"):
            del trial[name]
    assert loaded == swept


@pytest.mark.parametrize("name", ["records.jsonl", "mentions.jsonl"])
def test_muscle_studies_with_few_fields_are_read(name):
    with (REAL / "muscle" / name).open("rb") as lines:
        records = [ctgov.StudyRecord.read(ctgov.decode_study(line)) for line in lines]
    assert len(records) >= 97
    assert all(ctgov.record.NCT_ID.fullmatch(record.nct_id) for record in records)
