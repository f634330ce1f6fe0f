"""Files to download: whole or not there, the same bytes for the same rows, and no contact."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
from functools import partial

import pyarrow as pa
import pytest
from django.core.management import call_command
from kombu.exceptions import OperationalError
from pyarrow import parquet as arrow

from tests.environment import ROOT
from tests.studies import contact, site, study
from trials import ctgov, tasks
from trials.bulk import editions, parquet
from trials.bulk import rows as bulk_rows
from trials.bulk import write as bulk
from trials.models import SyncRun, Trial
from trials.sync import runner

pytestmark = pytest.mark.django_db

CRITERIA = "Inclusion Criteria:\n* Dermatomyositis\nExclusion Criteria:\n* Inclusion body myositis"
FILES = [
    *("trials.jsonl.gz", "trials.csv.gz", "readings.jsonl.gz", "readings.csv.gz"),
    *("trials.parquet", "readings.parquet"),
]


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


def downloaded(client, name):
    response = client.get(f"/data/files/latest/{name}", follow=True)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def text(client, name):
    return gzip.decompress(downloaded(client, name)).decode("utf-8-sig")


def table(client, name):
    return arrow.read_table(io.BytesIO(downloaded(client, name)))


def rows(client, name):
    if name.endswith(".parquet"):
        return table(client, name).to_pylist()
    if name.endswith(".jsonl.gz"):
        # Other line ends may be in a text.
        return [json.loads(line) for line in text(client, name).split("\n") if line]
    return list(csv.DictReader(io.StringIO(text(client, name), newline="")))


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


@pytest.mark.parametrize("name", FILES)
def test_no_file_holds_a_contact(client, published, name):
    bulk.write()
    whole = str(rows(client, name))
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
    assert [file["name"] for file in manifest["files"]] == FILES
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
    whole = folder / str(published.pk)
    first = {name: (whole / name).read_bytes() for name in FILES}
    whole.rename(folder / "away")
    bulk.write()
    assert first == {name: (whole / name).read_bytes() for name in FILES}


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


@pytest.mark.parametrize("sync", [tasks.sync_trials.apply, partial(call_command, "sync_trials")])
def test_a_publish_asks_for_the_files(registry, settings, monkeypatch, sync):
    asked = []
    monkeypatch.setattr(tasks.write_bulk_files, "delay", lambda: asked.append("files"))
    settings.CTGOV_BASE_URL = registry.url
    registry.put(study())
    sync()
    assert asked == ["files"]
    # The registry has nothing new.
    sync()
    assert asked == ["files"]


def test_a_publish_stands_if_nobody_can_be_asked_for_its_files(
    registry, settings, monkeypatch, caplog
):
    def away():
        raise OperationalError("no queue")

    monkeypatch.setattr(tasks.write_bulk_files, "delay", away)
    settings.CTGOV_BASE_URL = registry.url
    registry.put(study())
    call_command("sync_trials")
    assert SyncRun.objects.published().exists()
    assert "files to download" in caplog.text


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
    for name in FILES:
        assert {str(row["is_sample"]) for row in rows(client, name)} == {"True"}, name
    assert {row["notice"] for row in rows(client, "trials.parquet")} == {"Sample studies, not real"}
    assert_parquet_says_the_same(client)


# Parquet


HOSTILE = '=1+1\t"; DROP--\u202e\u0301\u2028\u0085 \U0001f9b4\r\n\ufeff\\0 {"a": [null]}'


@pytest.fixture
def odd(publish):
    """Every part of a record, with texts that break programs, and a study with next to nothing."""
    named = {"name": HOSTILE, "description": HOSTILE}
    publish(
        study(
            title=HOSTILE,
            identificationModule={"officialTitle": "x" * 200_000, "acronym": HOSTILE},
            sponsorCollaboratorsModule={
                "leadSponsor": {"name": HOSTILE},
                "collaborators": [{"name": HOSTILE, "class": "NIH"}],
            },
            designModule={
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE1", HOSTILE],
                "designInfo": {"maskingInfo": {"whoMasked": [HOSTILE]}},
                "enrollmentInfo": {"count": 2_147_483_647, "type": "ESTIMATED"},
            },
            statusModule={"startDateStruct": {"date": "0001-01", "type": "ACTUAL"}},
            armsInterventionsModule={
                "armGroups": [{"label": HOSTILE, "interventionNames": [HOSTILE]}, {}],
                "interventions": [named | {"armGroupLabels": [HOSTILE], "otherNames": ["", "b"]}],
            },
            outcomesModule={
                f"{kind}Outcomes": [{"measure": HOSTILE, "timeFrame": HOSTILE}]
                for kind in ("primary", "secondary", "other")
            },
            eligibilityModule={"eligibilityCriteria": CRITERIA, "healthyVolunteers": False},
            contactsLocationsModule={
                "centralContacts": [contact()],
                "overallOfficials": [{"name": HOSTILE, "role": HOSTILE}],
                "locations": [
                    site(HOSTILE, contacts=[contact()]),
                    site("Lyon", geoPoint={"lat": 45.75, "lon": 4.85}),
                ],
            },
            referencesModule={
                "references": [{"pmid": "1", "type": "RESULT", "citation": HOSTILE}],
                "seeAlsoLinks": [{"label": HOSTILE, "url": "https://example.org/"}],
            },
        ),
        {"protocolSection": {"identificationModule": {"nctId": "NCT99000002"}}},
    )


def plain(value):
    """A value of JSON or of Parquet, without what is absent."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def assert_parquet_says_the_same(client):
    """Each study has the values of its line, and each reading those of its row."""
    whole = rows(client, "trials.jsonl.gz")
    studies = rows(client, "trials.parquet")
    for study_ in studies:
        for one in (study_, *study_["requirements"]):
            for name in {"design", "editors_decision", "detail"} & set(one):
                one[name] = json.loads(one[name] or "null")
    for line in whole:
        del line["central_contacts"]
        for one in line["locations"]:
            del one["contacts"]
    assert list(map(plain, studies)) == list(map(plain, whole))
    readings = rows(client, "readings.parquet")
    for reading in readings:
        reading["cues"] = " | ".join(reading["cues"])
    columns = [name for name in bulk_rows.READING_COLUMNS if name != "is_sample"]
    written = [
        [cell.removeprefix("'") for cell in (row[name] for name in columns)]
        for row in rows(client, "readings.csv.gz")
    ]
    assert [
        [(reading[name] or "").removeprefix("'") for name in columns] for reading in readings
    ] == written


def test_parquet_has_the_same_studies_and_values_as_the_lines(client, published):
    bulk.write()
    assert_parquet_says_the_same(client)


def test_texts_that_break_programs_are_whole_in_parquet(client, odd):
    bulk.write()
    assert_parquet_says_the_same(client)
    first, second = rows(client, "trials.parquet")
    assert first["interventions"][0]["other_names"] == ["", "b"]
    assert (second["nct_id"], second["enrollment"], second["interventions"]) == (
        "NCT99000002",
        None,
        [],
    )


def test_an_editors_decision_is_in_parquet_as_json(client, published):
    Trial.objects.filter(pk="NCT99000001").update(is_pinned=True)
    bulk.write()
    assert_parquet_says_the_same(client)
    [first, second] = rows(client, "trials.parquet")
    assert json.loads(first["editors_decision"])["is_pinned"] is True
    assert second["editors_decision"] is None


def test_columns_of_parquet_have_types(client, published):
    bulk.write()
    types = {field.name: field.type for field in table(client, "trials.parquet").schema}
    text, texts = pa.string(), pa.list_(pa.string())
    assert {name for name, kind in types.items() if kind == pa.date32()} == {
        name for name in types if name.endswith("_date")
    }
    assert types["enrollment"] == pa.int32()
    assert types["has_results"] == types["healthy_volunteers"] == pa.bool_()
    assert types["phases"] == types["topics"] == types["keywords"] == texts
    assert types["brief_title"] == types["start_date_text"] == types["overall_status"] == text
    site_type = types["locations"].value_type
    assert {site_type.field(n).type for n in ("latitude", "longitude")} == {pa.float64()}
    assert site_type.field("is_open").type == pa.bool_()
    assert types["subtypes"].value_type.field("cues").type == texts
    readings = table(client, "readings.parquet").schema
    assert (readings.field("cues").type, readings.field("is_sample").type) == (texts, pa.bool_())
    [manifest] = client.get("/data/files/").json()["editions"]
    said = {file["name"]: file["schema"].get("types") for file in manifest["files"]}
    assert said["trials.parquet"] == {name: str(kind) for name, kind in types.items()}


def test_parquet_has_a_column_for_each_field_but_contacts(client, published):
    bulk.write()
    [first, _second] = rows(client, "trials.jsonl.gz")
    columns = table(client, "trials.parquet").column_names
    assert [*columns] == [*(name for name in first if name != "central_contacts"), "notice"]


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("collaborators", ctgov.record.Sponsor),
        ("arm_groups", ctgov.record.ArmGroup),
        ("interventions", ctgov.record.Intervention),
        ("primary_outcomes", ctgov.record.Outcome),
        ("secondary_outcomes", ctgov.record.Outcome),
        ("other_outcomes", ctgov.record.Outcome),
        ("overall_officials", ctgov.record.Official),
        ("references", ctgov.record.Reference),
        ("see_also_links", ctgov.record.Link),
    ],
)
def test_nothing_that_we_keep_of_a_part_is_left_out_of_parquet(column, part):
    [names] = bulk_rows.STUDY_KINDS[column]
    assert {name.rstrip("_") for name in part.__struct_fields__} == set(names)


def test_parquet_is_written_some_rows_at_a_time(tmp_path):
    path = tmp_path / "numbers.parquet"
    numbers = ({"number": number} for number in range(10))
    count, types = parquet.write(path, {"number": parquet.COUNT}, numbers, 4)
    assert (count, types) == (10, {"number": "int32"})
    found = arrow.ParquetFile(path).metadata
    written = [found.row_group(n).num_rows for n in range(found.num_row_groups)]
    assert written == [4, 4, 2]
    assert found.row_group(0).column(0).compression == "ZSTD"


def test_without_a_study_parquet_has_columns_and_no_row(client, published):
    Trial.objects.update(is_hidden=True)
    bulk.write()
    assert rows(client, "trials.parquet") == rows(client, "readings.parquet") == []
    assert "nct_id" in table(client, "trials.parquet").column_names


@pytest.mark.processes
def test_no_process_of_the_site_loads_the_library_of_parquet():
    program = (
        "import sys; from myositis_portal.wsgi import application;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "import trials.tasks, trials.bulk.write; print('pyarrow' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "False", done.stderr
