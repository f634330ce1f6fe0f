"""Files to download: whole or not there, the same bytes for the same rows, and no contact."""

import csv
import gzip
import hashlib
import io
import json
import os

import pytest

from tests.studies import contact, site, study
from trials import tasks
from trials.bulk import editions
from trials.bulk import write as bulk
from trials.models import SyncRun, Trial
from trials.sync import runner

pytestmark = pytest.mark.django_db

CRITERIA = "Inclusion Criteria:\n* Dermatomyositis\nExclusion Criteria:\n* Inclusion body myositis"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "editions"


@pytest.fixture
def published(publish):
    """An edition with something of everything."""
    there = {"centralContacts": [contact()], "locations": [site("Lyon", contacts=[contact()])]}
    return publish(
        study(
            title='=HYPERLINK("https://one.example/")',
            contactsLocationsModule=there,
            eligibilityModule={"eligibilityCriteria": CRITERIA},
        ),
        study("NCT99000002", "COMPLETED"),
    )


def lines(client, name, edition="latest"):
    response = client.get(f"/data/files/{edition}/{name}", follow=True)
    assert response.status_code == 200
    return gzip.decompress(b"".join(response.streaming_content)).decode("utf-8-sig").splitlines()


def rows(client, name):
    if name.endswith(".jsonl.gz"):
        return [json.loads(line) for line in lines(client, name)]
    return list(csv.DictReader(io.StringIO("\n".join(lines(client, name)))))


def test_each_study_is_a_line_as_the_api_has_it_but_for_its_contacts(client, published):
    assert bulk.write() == published.pk
    first, second = rows(client, "trials.jsonl.gz")
    assert (first["nct_id"], second["nct_id"]) == ("NCT99000001", "NCT99000002")
    one = client.get("/api/v1/trials/NCT99000001/").json()
    own = {"url", "central_contacts", "locations"}
    assert {k: v for k, v in first.items() if k not in own} == {
        k: v for k, v in one.items() if k not in own
    }
    assert first["url"].endswith("/trials/NCT99000001/")
    assert first["locations"][0]["city"] == "Lyon"


@pytest.mark.parametrize(
    "name", ["trials.jsonl.gz", "trials.csv.gz", "readings.jsonl.gz", "readings.csv.gz"]
)
def test_no_file_holds_a_contact(client, published, name):
    bulk.write()
    whole = "\n".join(lines(client, name))
    assert "NCT99000001" in whole
    for word in ("202-555-0143", "a@example.org", "Sample Contact"):
        assert word not in whole


def test_tables_go_through_the_guard_against_formulas(client, published):
    bulk.write()
    [first, _second] = rows(client, "trials.csv.gz")
    assert first["title"].startswith("'=HYPERLINK")
    assert "call" not in first


def test_readings_are_a_row_for_each_thing_with_its_words(client, published):
    bulk.write()
    found = {(row["nct_id"], row["name"]): row for row in rows(client, "readings.csv.gz")}
    barred = found["NCT99000001", "inclusion-body-myositis"]
    assert (barred["about"], barred["state"]) == ("subtype", "excluded")
    assert (barred["quote"], barred["field"]) == ("Inclusion body myositis", "eligibility_criteria")
    assert found["NCT99000001", "biopsy"]["about"] == "requirement"
    whole = {row["nct_id"]: row for row in rows(client, "readings.jsonl.gz")}
    assert (
        whole["NCT99000001"]["subtypes"]
        == client.get("/api/v1/readings/NCT99000001/").json()["subtypes"]
    )


def test_the_manifest_says_what_the_files_are(client, published, folder):
    bulk.write()
    [manifest] = client.get("/data/files/").json()["editions"]
    assert (manifest["edition"], manifest["studies"]) == (published.pk, 2)
    assert manifest["data_timestamp"] == published.data_timestamp
    assert manifest["is_sample"] is False
    assert "ClinicalTrials.gov" in manifest["attribution"]
    assert manifest["license"]
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert len(manifest["files"]) == 4
    for file in manifest["files"]:
        whole = (folder / str(published.pk) / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(whole), hashlib.sha256(whole).hexdigest())
        found = rows(client, file["name"])
        assert file["rows"] == len(found)
        if "columns" in file["schema"]:
            assert file["schema"]["columns"] == list(found[0])
        else:
            assert set(found[0]) <= set(described[file["schema"]["row"]]["properties"])


def test_the_same_rows_are_the_same_bytes(published, folder):
    bulk.write()
    first = {path.name: path.read_bytes() for path in (folder / str(published.pk)).glob("*.gz")}
    (folder / str(published.pk)).rename(folder / "away")
    bulk.write()
    assert first == {
        path.name: path.read_bytes() for path in (folder / str(published.pk)).glob("*.gz")
    }


def test_an_edition_is_written_once(published):
    assert bulk.write() == published.pk
    assert bulk.write() is None


def test_without_an_edition_there_is_nothing_to_write(client):
    assert bulk.write() is None
    assert client.get("/data/files/").json() == {"editions": []}
    assert client.get("/data/files/latest/trials.csv.gz").status_code == 404


def test_hidden_studies_are_in_no_file(client, published):
    Trial.objects.filter(pk="NCT99000002").update(is_hidden=True)
    bulk.write()
    assert [row["nct_id"] for row in rows(client, "trials.jsonl.gz")] == ["NCT99000001"]


def test_a_writer_that_fails_leaves_nothing_for_readers(published, folder, monkeypatch):
    def fail(*_args):
        raise OSError("no room")

    monkeypatch.setattr(bulk, "_manifest", fail)
    with pytest.raises(OSError, match="no room"):
        bulk.write()
    assert editions.numbers() == []
    assert list(folder.iterdir()) == []


def test_an_unfinished_edition_is_not_offered(client, published, folder):
    (folder / f"{bulk.UNFINISHED}x").mkdir(parents=True)
    assert client.get("/data/files/").json() == {"editions": []}
    assert client.get(f"/data/files/{bulk.UNFINISHED}x/trials.csv.gz").status_code == 404


def test_thirty_editions_are_kept_and_what_a_killed_writer_left_goes(published, folder):
    for number in range(1000, 1035):
        (folder / str(number)).mkdir(parents=True)
    left = folder / f"{bulk.UNFINISHED}old"
    left.mkdir()
    os.utime(left, (0, 0))
    new = folder / f"{bulk.UNFINISHED}new"
    new.mkdir()
    bulk.tidy_up()
    assert editions.numbers() == list(range(1034, 1004, -1))
    assert (left.exists(), new.exists()) == (False, True)


@pytest.mark.parametrize("name", ["x.gz", "..%2f..%2fsecret", "..", "manifest.json%00", "."])
def test_no_other_file_can_be_downloaded(client, published, folder, name):
    bulk.write()
    (folder.parent / "secret").write_text("secret words")
    for edition in ("latest", published.pk):
        response = client.get(f"/data/files/{edition}/{name}")
        assert response.status_code in (301, 404)


def test_a_file_never_changes_and_the_newest_has_an_address_that_stays(client, published):
    bulk.write()
    latest = client.get("/data/files/latest/manifest.json")
    assert latest["Location"] == f"/data/files/{published.pk}/manifest.json"
    response = client.get(latest["Location"])
    assert response["Content-Type"] == "application/json"
    assert "immutable" in response["Cache-Control"]
    assert json.loads(b"".join(response.streaming_content))["edition"] == published.pk
    assert "immutable" not in latest.get("Cache-Control", "")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_publish_asks_for_the_files(registry, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.write_bulk_files, "delay", lambda: asked.append("files"))
    settings.CTGOV_BASE_URL = registry.url
    registry.put(study())
    tasks.sync_trials.apply()
    assert asked == ["files"]
    # The registry has nothing new.
    tasks.sync_trials.apply()
    assert asked == ["files"]


def test_the_task_writes_the_files_of_the_edition(published):
    tasks.write_bulk_files.apply()
    assert editions.numbers() == [published.pk]
    every = {entry["task"] for entry in tasks.settings.CELERY_BEAT_SCHEDULE.values()}
    assert "trials.tasks.write_bulk_files" in every


def test_samples_say_that_they_are_samples(client):
    runner.load_samples()
    assert bulk.write() == SyncRun.objects.published().first().pk
    [manifest] = client.get("/data/files/").json()["editions"]
    assert manifest["is_sample"] is True
    assert all(row["is_sample"] for row in rows(client, "trials.jsonl.gz"))
