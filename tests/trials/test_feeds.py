import csv
import io
import xml.etree.ElementTree as ET

import pytest

from tests.studies import site, studies, study
from trials import feeds
from trials.sync import runner

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client, query=""):
    response = client.get(f"/trials.csv{query}")
    assert response["Content-Type"] == "text/csv"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def feed(client, query=""):
    response = client.get(f"/trials.atom{query}")
    assert response["Content-Type"] == "application/atom+xml"
    return ET.fromstring(response.content)


def test_the_table_has_all_rows_of_the_page_in_its_order(client, publish):
    publish(*studies(150), study("NCT99000901", "COMPLETED"))
    assert len(rows(client)) == 150
    everything = rows(client, "?status=all")
    assert len(everything) == 151
    assert everything[-1]["nct_id"] == "NCT99000901"
    assert set(everything[0]) == set(feeds.COLUMNS)


def test_a_row_says_what_the_card_says(client, publish):
    place = site("Boston", "United States", geoPoint={"lat": 42.36, "lon": -71.06})
    publish(study(contactsLocationsModule={"locations": [place]}))
    [row] = rows(client, "?place=Boston")
    assert row["nearest_site"] == (
        "Listed as recruiting on Oct. 20, 2026 in Boston, less than 5 miles away; call first."
    )
    assert row["address"] == "http://testserver/trials/NCT99000001/"
    assert row["source"] == "https://clinicaltrials.gov/study/NCT99000001"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(client, publish, title):
    publish(study(title=title))
    assert rows(client)[0]["title"] == f"'{title}"


def test_the_feed_lists_what_changed_last_first(client, publish):
    publish(
        study("NCT99000001", statusModule={"lastUpdatePostDateStruct": {"date": "2026-01-01"}}),
        study("NCT99000002", statusModule={"lastUpdatePostDateStruct": {"date": "2026-02-01"}}),
        study("NCT99000003", "COMPLETED"),
    )
    entries = feed(client).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}id").text[-12:-1] for entry in entries] == [
        "NCT99000002",
        "NCT99000001",
    ]
    assert entries[0].find(f"{ATOM}updated").text.startswith("2026-02-01")


def test_the_feed_of_the_newest_is_by_their_first_day(client, publish):
    publish(
        study("NCT99000001", statusModule={"studyFirstPostDateStruct": {"date": "2026-03-01"}}),
        study("NCT99000002", statusModule={"studyFirstPostDateStruct": {"date": "2026-02-01"}}),
    )
    entries = feed(client, "?sort=newest").findall(f"{ATOM}entry")
    assert entries[0].find(f"{ATOM}id").text.endswith("/NCT99000001/")


def test_the_feed_escapes_what_sponsors_write(client, publish):
    publish(study(title="<script>alert(1)</script> & more"))
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "<script>alert(1)</script> & more"


def test_samples_are_marked_in_both(client):
    runner.load_samples()
    assert {row["is_sample"] for row in rows(client)} == {"True"}
    titles = [entry.find(f"{ATOM}title").text for entry in feed(client).findall(f"{ATOM}entry")]
    assert all(title.startswith("[Sample, not real]") for title in titles)


def test_page_feed_table_and_program_show_the_same_studies(client, publish):
    publish(*studies(30, title="Dermatomyositis"))
    query = "?q=dermatomyositis&age=30"
    numbers = {row["nct_id"] for row in rows(client, query)}
    ids = {
        entry.find(f"{ATOM}id").text[-12:-1]
        for entry in feed(client, query).findall(f"{ATOM}entry")
    }
    answer = client.get(f"/api/v1/trials/{query}&page_size=100").json()
    assert numbers == ids == {trial["nct_id"] for trial in answer["results"]}
    assert "30 open studies" in client.get(f"/trials/{query}").text
