"""The stand-in behaves as ClinicalTrials.gov does, and fails as it is told."""

import gzip
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from tests.registry import FAULTS, FIELDS, PAGED_STUDIES, PIECES, Registry

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "registry"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the registry's own texts and records lie in ../shared, absent here"
)


def nct(number):
    return f"NCT99{number:06d}"


def study(number, *, posted=None, updated=None, enrolled=None, status="RECRUITING", aliases=()):
    identification = {"nctId": nct(number), "briefTitle": f"Invented study {number}"}
    if aliases:
        identification["nctIdAliases"] = [nct(alias) for alias in aliases]
    dates = {"studyFirstPostDateStruct": posted, "lastUpdatePostDateStruct": updated}
    design = {"studyType": "INTERVENTIONAL"}
    if enrolled is not None:
        design["enrollmentInfo"] = {"count": enrolled}
    return {
        "protocolSection": {
            "identificationModule": identification,
            "statusModule": {"overallStatus": status}
            | {name: {"date": date} for name, date in dates.items() if date},
            "designModule": design,
        },
        "hasResults": False,
    }


def dated(count):
    return [study(number, posted=f"2024-01-{number:02d}") for number in range(1, count + 1)]


def numbers(page):
    found = [s["protocolSection"]["identificationModule"]["nctId"] for s in page["studies"]]
    return [int(number.removeprefix("NCT99")) for number in found]


class Client(requests.Session):
    """Asks one registry, and nothing on the way to it."""

    def __init__(self, registry):
        super().__init__()
        self.trust_env = False
        self.registry = registry

    def ask(self, path, params=None, **options):
        return self.get(self.registry.url + path, params=params, timeout=10, **options)

    def page(self, **params):
        dotted = {name.replace("_", "."): value for name, value in params.items()}
        response = self.ask("/studies", dotted)
        assert response.status_code == 200, response.text
        return response.json()


def wait_for_handlers():
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(5)
            assert not thread.is_alive(), "a connection is still being served"


@pytest.fixture
def registry(capfd):
    with Registry() as registry:
        yield registry
    wait_for_handlers()
    assert capfd.readouterr().err == ""


@pytest.fixture
def client(registry):
    with Client(registry) as client:
        yield client


def connect(registry):
    return closing(http.client.HTTPConnection("127.0.0.1", registry.port, timeout=10))


def call(registry, path="/studies", headers=None):
    """Status, headers and body as they went over the wire."""
    with connect(registry) as connection:
        connection.request("GET", f"/api/v2{path}", headers=headers or {})
        with connection.getresponse() as response:
            return response.status, response.headers, response.read()


def assert_refused(response, text):
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text in response.text


# /version


def test_the_version_is_the_apis_and_the_datas(client):
    expected = {"apiVersion": "2.0.5", "dataTimestamp": "2026-11-20T09:00:05"}
    assert client.ask("/version").json() == expected


def test_the_data_timestamp_may_be_assigned_at_any_time(registry, client):
    registry.data_timestamp = "2026-11-23T09:00:07"
    assert client.ask("/version").json()["dataTimestamp"] == "2026-11-23T09:00:07"


# /studies: parameters


@pytest.mark.parametrize("name", ["filter.phase", "page_size", "pagesize", "query"])
def test_an_unknown_parameter_is_refused_by_name(client, name):
    assert_refused(client.ask("/studies", {name: "1"}), f"`{name}` is unknown parameter")


@pytest.mark.parametrize("path", ["/version", "/studies/enums", f"/studies/{nct(1)}"])
def test_other_paths_take_no_parameters_of_the_list(registry, client, path):
    registry.put(study(1))
    assert_refused(client.ask(path, {"pageSize": "1"}), "`pageSize` is unknown parameter")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query.cond", "myositis"),
        ("query.patient", "40 years"),
        ("filter.geo", "distance(52.1,-0.5,50mi)"),
        ("postFilter.advanced", "AREA[Phase]PHASE3"),
        ("filter.synonyms", "ConditionSearch:1"),
        ("aggFilters", "results:with"),
        ("geoDecay", "func:exp,scale:300mi,offset:0mi,decay:0.5"),
        ("markupFormat", "legacy"),
        ("format", "json"),
    ],
)
def test_a_parameter_of_the_registry_is_accepted(registry, client, name, value):
    registry.put(study(1))
    assert numbers(client.ask("/studies", {name: value}).json()) == [1]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("format", "csv", "not supported"),
        ("format", "xml", "Invalid value in parameter `format`: `xml`"),
        ("markupFormat", "html", "Invalid value in parameter `markupFormat`: `html`"),
        ("countTotal", "yes", "Invalid value in parameter `countTotal`: `yes`"),
        ("filter.geo", "distance(52.1)", "Parameter `filter.geo` has incorrect format"),
        ("pageSize", "ten", "Parameter `pageSize` has incorrect format"),
        ("pageSize", "-1", "Parameter `pageSize` has incorrect format"),
        ("pageSize", "1.5", "Parameter `pageSize` has incorrect format"),
        ("pageSize", "", "Parameter `pageSize` has incorrect format"),
        ("pageToken", "abracadabra", "Parameter `pageToken` has incorrect format"),
        ("pageToken", "", "Parameter `pageToken` has incorrect format"),
        ("pageToken", "é", "Parameter `pageToken` has incorrect format"),
    ],
)
def test_a_malformed_value_is_refused(client, name, value, text):
    assert_refused(client.ask("/studies", {name: value}), text)


# /studies: pages


@pytest.mark.parametrize(("asked", "given"), [(None, 10), ("0", 10), ("3", 3), ("5000", 1000)])
def test_the_page_size_has_a_default_and_a_silent_ceiling(registry, client, asked, given):
    for number in range(1001):
        registry.put(study(number))
    assert len(client.ask("/studies", {"pageSize": asked}).json()["studies"]) == given


def test_the_total_comes_with_the_first_page_only(registry, client):
    for one in dated(3):
        registry.put(one)
    first = client.page(pageSize=2, countTotal="true")
    second = client.page(pageSize=2, countTotal="true", pageToken=first["nextPageToken"])
    assert first["totalCount"] == 3
    assert "totalCount" not in second
    assert "totalCount" not in client.page()


def test_sorted_pages_together_hold_every_study_once(registry, client):
    for one in dated(7):
        registry.put(one)
    seen, params = [], {"pageSize": 3, "sort": "StudyFirstPostDate:asc"}
    while True:
        page = client.page(**params)
        seen += numbers(page)
        if "nextPageToken" not in page:
            break
        params["pageToken"] = page["nextPageToken"]
    assert seen == [1, 2, 3, 4, 5, 6, 7]


def test_a_full_last_page_has_a_token_and_the_page_after_it_is_empty(registry, client):
    for one in dated(4):
        registry.put(one)
    first = client.page(pageSize=2, sort="StudyFirstPostDate:asc")
    last = client.page(pageSize=2, sort="StudyFirstPostDate:asc", pageToken=first["nextPageToken"])
    after = client.page(pageSize=2, sort="StudyFirstPostDate:asc", pageToken=last["nextPageToken"])
    assert numbers(last) == [3, 4]
    assert after == {"studies": []}


def test_no_studies_make_one_empty_page(client):
    assert client.page(countTotal="true") == {"totalCount": 0, "studies": []}


def test_a_token_is_not_bound_to_its_query(registry, client):
    for number in range(1, 5):
        registry.put(study(number, posted=f"2024-01-0{number}"), answers_to="myositis")
    for number in range(5, 9):
        registry.put(study(number, posted=f"2024-01-0{number}"), answers_to="dystrophy")
    order = "StudyFirstPostDate:asc"
    token = client.page(query_cond="myositis", pageSize=2, sort=order)["nextPageToken"]
    wrong = client.page(query_cond="dystrophy", pageSize=2, sort=order, pageToken=token)
    assert numbers(wrong) == [7, 8]


def test_a_token_that_was_never_given_is_refused(registry, client):
    for one in dated(11):
        registry.put(one)
    token = client.page()["nextPageToken"]
    for other in (token[1:], token[:-1], f"{token[:4]}!{token[4:]}", token.swapcase(), nct(1)):
        assert_refused(
            client.ask("/studies", {"pageToken": other}),
            "Parameter `pageToken` has incorrect format",
        )


def test_without_a_sort_the_order_changes_from_request_to_request(registry, client):
    for one in dated(20):
        registry.put(one)
    orders = [numbers(client.page(pageSize=20)) for _ in range(3)]
    assert orders[0] != orders[1] != orders[2]
    assert [sorted(order) for order in orders] == [list(range(1, 21))] * 3


def test_without_a_sort_the_order_is_the_same_on_every_run():
    orders = []
    for _ in range(2):
        with Registry(dated(20)) as registry, Client(registry) as client:
            orders.append([numbers(client.page(pageSize=20)) for _ in range(2)])
    assert orders[0] == orders[1]


# /studies: sort


@pytest.fixture
def unsorted(registry):
    registry.put(study(1, posted="2024-03", updated="2025-01-01", enrolled=30))
    registry.put(study(2, updated="2025-01-02", enrolled=9))
    registry.put(study(3, posted="2024-01-15", updated="2025-01-02"))
    registry.put(study(4, posted="2024-03-02", enrolled=100))


@pytest.mark.usefixtures("unsorted")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("StudyFirstPostDate:asc", [3, 1, 4, 2]),
        ("StudyFirstPostDate:desc", [4, 1, 3, 2]),
        ("StudyFirstPostDate", [4, 1, 3, 2]),
        ("LastUpdatePostDate:asc", [1, 2, 3, 4]),
        ("LastUpdatePostDate:desc", [2, 3, 1, 4]),
        ("EnrollmentCount", [2, 1, 4, 3]),
        ("EnrollmentCount:desc", [4, 1, 2, 3]),
        ("@relevance", [1, 2, 3, 4]),
        ("@relevance:desc", [1, 2, 3, 4]),
        ("LastUpdatePostDate,StudyFirstPostDate:asc", [3, 2, 1, 4]),
        ("LastUpdatePostDate|EnrollmentCount:asc", [2, 3, 1, 4]),
        ("@relevance,EnrollmentCount:desc", [4, 1, 2, 3]),
    ],
)
def test_studies_are_sorted_with_missing_values_last(client, sort, order):
    assert numbers(client.page(sort=sort)) == order
    assert numbers(client.page(sort=sort)) == order


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("NCTId", "Unknown sort field"),
        ("BriefTitle:asc", "Unknown sort field"),
        ("studyfirstpostdate:asc", "Unknown sort field"),
        ("EnrollmentCount:descending", "Item 1 in parameter `sort` has incorrect format"),
        ("@relevance,!", "Item 2 in parameter `sort` has incorrect format"),
        ("", "Item 1 in parameter `sort` has incorrect format"),
        ("StartDate,CompletionDate,EnrollmentCount", "must contain no more than 2 items"),
    ],
)
def test_a_sort_by_anything_else_is_refused(client, sort, text):
    assert_refused(client.ask("/studies", {"sort": sort}), text)


# /studies: filters and text


@pytest.mark.parametrize("separator", [",", "|"])
def test_studies_are_filtered_by_number(registry, client, separator):
    for one in dated(4):
        registry.put(one)
    wanted = separator.join([nct(4), "nct0" + nct(2)[3:], nct(999)])
    page = client.page(filter_ids=wanted, sort="StudyFirstPostDate:asc", countTotal="true")
    assert numbers(page) == [2, 4]
    assert page["totalCount"] == 2


def test_a_filter_by_number_matches_aliases(registry, client):
    registry.put(study(1, aliases=[71, 72]))
    registry.put(study(2))
    assert numbers(client.page(filter_ids=nct(72))) == [1]


@pytest.mark.parametrize("malformed", ["99000001", "NCT", "NCT00000000", "NCT123456789", ""])
def test_one_malformed_number_refuses_the_whole_list(registry, client, malformed):
    registry.put(study(1))
    response = client.ask("/studies", {"filter.ids": f"{nct(1)},{malformed}"})
    assert_refused(response, "Item 2 in parameter `filter.ids` has incorrect format")


@pytest.mark.parametrize("prefix", ["filter", "postFilter"])
def test_studies_are_filtered_by_status(registry, client, prefix):
    registry.put(study(1, status="RECRUITING"))
    registry.put(study(2, status="COMPLETED"))
    registry.put(study(3, status="UNKNOWN"))
    asked = {f"{prefix}.overallStatus": "RECRUITING|UNKNOWN", "sort": "@relevance"}
    assert numbers(client.ask("/studies", asked).json()) == [1, 3]


@pytest.mark.parametrize("status", ["OPEN", "recruiting", ""])
def test_an_unknown_status_is_refused_in_the_registrys_words(client, status):
    response = client.ask("/studies", {"filter.overallStatus": f"RECRUITING,{status}"})
    assert_refused(response, f"Invalid value in parameter `overallStatus`: `{status}`")


def test_a_query_of_numbers_alone_disables_every_filter(registry, client):
    registry.put(study(1, status="COMPLETED"), answers_to="myositis")
    registry.put(study(2, status="RECRUITING"))
    asked = {"query_term": f" {nct(1)}, {nct(8)}", "filter_overallStatus": "RECRUITING"}
    assert numbers(client.page(**asked)) == [1]
    asked["query_term"] += " OR myositis"
    assert numbers(client.page(**asked)) == [2]


def test_a_study_is_found_only_by_the_text_that_it_answers_to(registry, client):
    registry.put(study(1), answers_to="dermatomyositis")
    registry.put(study(2), answers_to="myopathy")
    registry.put(study(3))
    order = {"sort": "@relevance"}
    assert numbers(client.page(query_cond='"dermatomyositis"', **order)) == [1, 3]
    assert numbers(client.page(filter_advanced="AREA[BriefTitle]myopathy", **order)) == [2, 3]
    assert numbers(client.page(query_cond="gout", **order)) == [3]


def test_without_any_text_every_study_is_in_question(registry, client):
    registry.put(study(1), answers_to="myositis")
    assert numbers(client.page()) == [1]
    assert numbers(client.page(filter_ids=nct(1))) == [1]


def test_a_study_put_again_replaces_the_one_of_its_number(registry, client):
    registry.put(study(1, status="RECRUITING"), answers_to="myositis")
    registry.put(study(1, status="COMPLETED"), answers_to="dystrophy")
    assert client.page(query_cond="myositis")["studies"] == []
    assert client.page(query_cond="dystrophy") == {"studies": [study(1, status="COMPLETED")]}


@pytest.mark.parametrize("malformed", [{}, {"protocolSection": []}, ["no", "study"], None, 7])
def test_a_record_without_identity_is_served_as_it_is(registry, client, malformed):
    registry.put(malformed)
    registry.put(malformed)
    registry.put(study(1, posted="2024-01-01"))
    page = client.page(sort="StudyFirstPostDate:asc", countTotal="true")
    assert page == {"totalCount": 3, "studies": [study(1, posted="2024-01-01"), *[malformed] * 2]}
    assert numbers(client.page(filter_ids=nct(1))) == [1]


@pytest.mark.parametrize("name", ["query.cond", "query.term", "filter.advanced"])
@pytest.mark.parametrize(
    "text", ['"myositis', "(myositis", "myositis)", "AREA[Phase", "([)]", "AREA]x[", "myositis\\"]
)
def test_unbalanced_text_is_refused(client, name, text):
    assert_refused(client.ask("/studies", {name: text}), f"Error parsing query in {name}")


@pytest.mark.parametrize(
    "text",
    [
        '"a (b" OR c',
        r"5\" tall \(so",
        "SEARCH[Location](AREA[LocationCountry]Canada AND (AREA[LocationStatus]RECRUITING))",
        "AREA[LastUpdatePostDate]RANGE[2024-01-01,MAX]",
        r'"quoted \" quote ["',
    ],
)
def test_balanced_quoted_or_escaped_text_is_accepted(registry, client, text):
    registry.put(study(1))
    assert numbers(client.page(query_term=text)) == [1]


# fields


@pytest.fixture
def wide(registry):
    record = study(1, posted="2024-01-01", enrolled=12)
    record["protocolSection"]["contactsLocationsModule"] = {
        "locations": [
            {"facility": "Clinic A", "city": "Oslo", "country": "Norway"},
            {"city": "Lund", "country": "Sweden"},
        ]
    }
    record["derivedSection"] = {"miscInfoModule": {"versionHolder": "2026-11-19"}}
    registry.put(record)
    return record


@pytest.mark.parametrize("separator", [",", "|"])
def test_only_the_fields_asked_for_are_given(client, wide, separator):
    page = client.page(fields=separator.join(["NCTId", "OverallStatus"]))
    protocol = {
        "identificationModule": {"nctId": nct(1)},
        "statusModule": {"overallStatus": "RECRUITING"},
    }
    assert page == {"studies": [{"protocolSection": protocol}]}


def test_a_section_is_a_field(client, wide):
    kept = {"protocolSection": wide["protocolSection"], "hasResults": False}
    assert client.page(fields="ProtocolSection,NCTId,HasResults") == {"studies": [kept]}


@pytest.mark.parametrize("name", ["StatusModule", "protocolSection.statusModule"])
def test_a_module_is_a_field_by_name_and_by_path(client, wide, name):
    module = {"statusModule": wide["protocolSection"]["statusModule"]}
    assert client.page(fields=name) == {"studies": [{"protocolSection": module}]}


def test_a_piece_inside_a_list_is_given_for_each_item_that_has_it(client, wide):
    (cities,) = client.page(fields="LocationCity")["studies"]
    (facilities,) = client.page(fields="LocationFacility")["studies"]
    locations = {"locations": [{"city": "Oslo"}, {"city": "Lund"}]}
    assert cities == {"protocolSection": {"contactsLocationsModule": locations}}
    locations = {"locations": [{"facility": "Clinic A"}]}
    assert facilities == {"protocolSection": {"contactsLocationsModule": locations}}


def test_what_a_study_lacks_is_omitted_and_not_null(client, wide):
    assert client.page(fields="WhyStopped,ResultsSection,IPDSharingStatementModule") == {
        "studies": [{}]
    }


@pytest.mark.parametrize(
    "name",
    ["nctid", "Nctid", "statusmodule", "StudyDesign", "IpdSharingStatementModule", " NCTId", ""],
)
def test_an_unknown_field_is_refused(client, name):
    for path in ("/studies", f"/studies/{nct(1)}"):
        response = client.ask(path, {"fields": f"BriefTitle,{name}"})
        assert_refused(response, f"Parameter 'fields' contains invalid field name: '{name}'")


# /studies/{nctId}


def test_one_study_is_given_whole(client, wide):
    assert client.ask(f"/studies/{nct(1)}").json() == wide


@pytest.mark.parametrize("spelling", [nct(1).lower(), "NCT0" + nct(1)[3:], "nCt000" + nct(1)[3:]])
def test_a_number_may_be_spelt_as_the_openapi_pattern_allows(registry, client, spelling):
    registry.put(study(1))
    assert client.ask(f"/studies/{spelling}").json() == study(1)


def test_a_number_that_lost_its_leading_zeros_is_still_the_number(registry, client):
    record = study(1)
    record["protocolSection"]["identificationModule"]["nctId"] = "NCT00000042"
    registry.put(record)
    assert client.ask("/studies/NCT42").json() == record


def test_one_study_is_given_with_the_fields_asked_for(client, wide):
    response = client.ask(f"/studies/{nct(1)}", {"fields": "VersionHolder"})
    assert response.json() == {"derivedSection": wide["derivedSection"]}


def test_a_study_is_given_by_number_whatever_text_it_answers_to(registry, client):
    registry.put(study(1), answers_to="myositis")
    assert client.ask(f"/studies/{nct(1)}").json() == study(1)


def test_an_alias_redirects_and_drops_the_query_string(registry, client):
    registry.put(study(1, aliases=[77]))
    response = client.ask(f"/studies/{nct(77)}", {"fields": "NCTId"}, allow_redirects=False)
    assert response.status_code == 301
    assert response.headers["Location"] == f"/api/v2/studies/{nct(1)}"
    assert client.ask(f"/studies/{nct(77)}", {"fields": "NCTId"}).json() == study(1, aliases=[77])


@pytest.mark.parametrize("spelling", ["NCT99999999", "nct099999999"])
def test_an_absent_study_is_not_found_in_the_registrys_words(client, spelling):
    response = client.ask(f"/studies/{spelling}")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.text == "NCT number NCT99999999 not found"


@pytest.mark.parametrize("malformed", ["NCT", "99000001", "NCT1234567890", "NCT00000000", "NCT١"])
def test_a_malformed_number_is_refused_in_the_registrys_words(client, malformed):
    response = client.ask(f"/studies/{malformed}")
    assert_refused(response, "Parameter `nctId` has incorrect format")


@pytest.mark.parametrize("other", ["csv", "ris", "fhir.json", "json.zip"])
def test_one_study_comes_in_json_alone(registry, client, other):
    registry.put(study(1))
    assert_refused(client.ask(f"/studies/{nct(1)}", {"format": other}), "not supported")


# /studies/enums, other paths, HTTP


def test_the_enumerations_are_named_with_their_values(client):
    enums = {enum["type"]: enum for enum in client.ask("/studies/enums").json()}
    assert {"Status", "RecruitmentStatus", "StudyType", "Phase", "Sex"} <= enums.keys()
    assert {"value": "UNKNOWN", "legacyValue": "Unknown status"} in enums["Status"]["values"]
    assert len(enums["Status"]["values"]) == 14
    assert len(enums["RecruitmentStatus"]["values"]) == 9
    assert enums["Phase"]["pieces"] == ["Phase"]


@pytest.mark.parametrize("path", ["", "/", "/study", "/studies/", "/stats/size", "/version/x"])
def test_another_path_of_the_api_is_not_found(client, path):
    response = client.ask(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/", "/about", "/api/v2x", "/api/v1/studies"])
def test_a_path_of_the_site_answers_200_with_a_page(registry, client, path):
    response = client.get(f"http://127.0.0.1:{registry.port}{path}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.text.startswith("<!DOCTYPE html>")


def test_an_address_too_long_answers_with_a_page(client):
    response = client.ask("/studies", {"query.cond": "x" * 9000})
    assert response.status_code == 414
    assert response.headers["Content-Type"].startswith("text/html")


def test_what_the_client_has_is_not_sent_again_until_the_data_change(registry, client):
    registry.put(study(1))
    first = client.ask("/studies")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.ask("/studies", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert client.ask("/version", headers=known).status_code == 304
    assert client.ask("/version", headers={"If-None-Match": '"other"'}).status_code == 200
    registry.data_timestamp = "2026-11-23T09:00:07"
    changed = client.ask("/studies", headers=known)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_an_answer_is_zipped_only_for_those_who_ask(registry):
    registry.put(study(1))
    _, headers, plain = call(registry)
    _, zipped_headers, zipped = call(registry, headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in headers
    assert zipped_headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped) == plain
    assert json.loads(plain)["studies"] == [study(1)]


def test_text_is_utf_8_and_a_lone_surrogate_survives(registry, client):
    record = study(1)
    record["protocolSection"]["identificationModule"]["briefTitle"] = "Sjögren 筋炎 \ud800"
    registry.put(record)
    _, headers, body = call(registry, f"/studies/{nct(1)}")
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert "Sjögren 筋炎".encode() in body
    assert json.loads(body) == record


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_there_is_nothing_but_get(registry, client, method):
    response = client.request(method, f"{registry.url}/studies", data="body", timeout=10)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert client.ask("/version").status_code == 200


def test_a_connection_is_kept_alive(registry):
    sockets = []
    with connect(registry) as connection:
        for path in ("/version", "/studies/NCT99999999", "/studies"):
            connection.request("GET", f"/api/v2{path}")
            connection.getresponse().read()
            sockets.append(connection.sock)
    assert sockets[0] is not None
    assert sockets[0] is sockets[1] is sockets[2]


def test_a_mistake_in_a_test_or_here_is_seen(capfd):
    with Registry() as registry, Client(registry) as client:
        registry.before = lambda request: request.no_such_thing
        with pytest.raises(requests.ConnectionError):
            client.ask("/version")
        wait_for_handlers()
        assert "no_such_thing" in capfd.readouterr().err
        registry.before = None
        assert client.ask("/version").status_code == 200


# What tests do with it


def test_requests_are_recorded_as_they_were_sent(registry, client):
    started = time.monotonic()
    asked = {"query.cond": "myositis OR x", "fields": "NCTId|BriefTitle", "pageSize": ""}
    client.ask("/studies", asked, headers={"User-Agent": "portal (mail@example.org)"})
    client.ask("/version")
    first, second = registry.requests
    assert (first.path, first.params) == ("/studies", asked)
    assert first.headers["User-Agent"] == "portal (mail@example.org)"
    assert (second.path, second.params) == ("/version", {})
    assert started <= first.at <= second.at <= time.monotonic()


def test_the_data_may_change_before_each_answer(registry, client):
    def publish(request):
        if request.path == "/version":
            registry.data_timestamp = "2026-11-23T09:00:07"
            registry.put(study(2))
            registry.remove(nct(1))

    registry.put(study(1))
    registry.before = publish
    assert numbers(client.page()) == [1]
    assert client.ask("/version").json()["dataTimestamp"] == "2026-11-23T09:00:07"
    assert numbers(client.page()) == [2]


def test_a_fault_planned_before_an_answer_meets_that_answer(registry, client):
    registry.before = lambda request: registry.fail(503)
    assert client.ask("/version").status_code == 503


def test_a_stored_study_may_be_altered_in_place(registry, client):
    original = study(1)
    registry.put(original)
    registry.get(nct(1).lower())["protocolSection"]["statusModule"]["overallStatus"] = "WITHHELD"
    assert client.page() == {"studies": [study(1, status="WITHHELD")]}
    assert original == study(1)


def test_a_removed_study_is_gone(registry, client):
    registry.put(study(1))
    registry.remove(nct(1))
    assert client.ask(f"/studies/{nct(1)}").status_code == 404
    with pytest.raises(KeyError):
        registry.get(nct(1))


def test_data_may_be_altered_while_it_serves(registry):
    for one in dated(10):
        registry.put(one)
    stopped = threading.Event()

    def alter():
        while not stopped.is_set():
            for number in range(11, 29):
                registry.put(study(number, posted=f"2024-01-{number:02d}"))
            for number in range(11, 29):
                registry.remove(nct(number))

    def read(_):
        with Client(registry) as client:
            pages = [client.page(pageSize=50, sort="StudyFirstPostDate:asc") for _ in range(20)]
        return [numbers(page) for page in pages]

    writer = threading.Thread(target=alter)
    writer.start()
    try:
        with ThreadPoolExecutor(4) as readers:
            orders = [order for orders in readers.map(read, range(4)) for order in orders]
    finally:
        stopped.set()
        writer.join()
    assert len(orders) == 80
    for order in orders:
        assert order == sorted(set(order))
        assert order[:10] == list(range(1, 11))


def test_a_stopped_registry_refuses_connections_and_comes_back_at_its_address(registry, client):
    address = registry.url
    assert client.ask("/version").status_code == 200
    registry.stop()
    with pytest.raises(requests.ConnectionError):
        client.ask("/version")
    registry.start()
    assert registry.url == address
    assert client.ask("/version").status_code == 200


def test_a_registry_can_be_stopped_twice(registry, client):
    registry.stop()
    registry.stop()
    with pytest.raises(requests.ConnectionError):
        client.ask("/version")


def write_lines(path, studies):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.write("\n\n".join(json.dumps(one) for one in studies) + "\n")
    return path


@pytest.fixture
def files(tmp_path):
    plain = write_lines(tmp_path / "one.jsonl", [study(1, posted="2024-01-01")])
    zipped = write_lines(tmp_path / "two.jsonl.gz", dated(3)[1:])
    return plain, zipped


def test_studies_are_read_from_json_lines_plain_and_zipped(files):
    registry = Registry.from_files(*files, data_timestamp="2026-11-01T09:00:00")
    with registry, Client(registry) as client:
        assert numbers(client.page(sort="StudyFirstPostDate:asc")) == [1, 2, 3]
        assert client.ask("/version").json()["dataTimestamp"] == "2026-11-01T09:00:00"


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_files_until_it_is_stopped(files, number):
    command = [sys.executable, "-m", "tests.registry", "--port", "0", *map(str, files)]
    command += ["--data-timestamp", "2026-11-01T09:00:00"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            url = process.stdout.readline().strip()
            with requests.Session() as session:
                session.trust_env = False
                version = session.get(f"{url}/version", timeout=10).json()
                page = session.get(f"{url}/studies?countTotal=true", timeout=10).json()
            process.send_signal(number)
            _, errors = process.communicate(timeout=10)
        finally:
            process.kill()
    assert version["dataTimestamp"] == "2026-11-01T09:00:00"
    assert page["totalCount"] == 3
    assert (process.returncode, errors) == (0, "")


# Faults


@pytest.mark.parametrize("code", [400, 404, 429, 500, 502, 503, 504])
def test_a_status_is_answered_in_plain_text(registry, client, code):
    registry.fail(code)
    response = client.ask("/version")
    assert response.status_code == code
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Retry-After" not in response.headers
    assert client.ask("/version").status_code == 200


def test_too_many_requests_may_say_when_to_come_back(registry, client):
    registry.fail(429, retry_after=7)
    assert client.ask("/version").headers["Retry-After"] == "7"


def test_forbidden_is_the_firewalls_page(registry, client):
    registry.fail(403)
    response = client.ask("/version")
    assert response.status_code == 403
    assert response.headers["Content-Type"].startswith("text/html")


def test_a_fault_waits_for_its_path_and_its_turn_and_then_is_over(registry, client):
    registry.fail(500, path="/studies", skip=1, times=2)
    paths = ["/studies", "/version", "/studies", "/version", "/studies", "/studies"]
    assert [client.ask(path).status_code for path in paths] == [200, 200, 500, 200, 500, 200]


def test_faults_planned_together_come_one_after_the_other(registry, client):
    registry.fail(500)
    registry.fail(502)
    registry.fail(503, skip=3)
    codes = [client.ask("/version").status_code for _ in range(5)]
    assert codes == [500, 502, 200, 503, 200]


def test_a_fault_also_meets_conditional_requests(registry, client):
    known = {"If-None-Match": client.ask("/version").headers["ETag"]}
    registry.fail("truncated")
    assert client.ask("/version", headers=known).status_code == 200


def test_a_reset_is_a_reset(registry):
    registry.fail("reset")
    with socket.create_connection(("127.0.0.1", registry.port), timeout=10) as connection:
        connection.sendall(b"GET /api/v2/version HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_a_timeout_never_answers(registry, client):
    registry.fail("timeout")
    with pytest.raises(requests.ReadTimeout):
        client.get(f"{registry.url}/version", timeout=0.1)
    assert client.ask("/version").status_code == 200


def ask_in_silence(registry):
    connection = socket.create_connection(("127.0.0.1", registry.port), timeout=10)
    connection.sendall(b"GET /api/v2/version HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return connection


def test_a_timeout_ends_when_the_server_stops(registry):
    asked = threading.Event()
    registry.before = lambda request: asked.set()
    registry.fail("timeout")
    with ask_in_silence(registry) as connection:
        assert asked.wait(10)
        registry.stop()
        assert connection.recv(1) == b""


def test_a_timeout_may_end_after_some_seconds_without_an_answer(registry):
    registry.fail("timeout", seconds=0.01)
    with ask_in_silence(registry) as connection:
        assert connection.recv(1) == b""


def test_a_truncated_answer_is_complete_for_http_and_broken_for_json(registry):
    registry.put(study(1))
    registry.fail("truncated")
    _, headers, body = call(registry)
    assert int(headers["Content-Length"]) == len(body) > 0
    assert body.startswith(b'{"studies":[{')
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


def test_a_truncated_answer_is_zipped_properly(registry, client):
    registry.fail("truncated")
    response = client.ask("/version")
    assert response.headers["Content-Encoding"] == "gzip"
    with pytest.raises(requests.JSONDecodeError):
        response.json()


def test_a_short_answer_has_fewer_bytes_than_it_says(registry):
    registry.put(study(1))
    registry.fail("short")
    with pytest.raises(http.client.IncompleteRead) as error:
        call(registry)
    assert len(error.value.partial) > 0


def test_a_page_of_html_comes_with_200(registry, client):
    registry.fail("html")
    response = client.ask("/studies")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert "ETag" not in response.headers


def test_an_empty_page_comes_though_there_are_studies(registry, client):
    registry.put(study(1))
    registry.fail("empty")
    assert client.page(countTotal="true") == {"studies": []}
    assert numbers(client.page()) == [1]


def test_a_repeated_token_is_the_requests_own(registry, client):
    for one in dated(5):
        registry.put(one)
    registry.fail("repeated-token", skip=1)
    order = {"pageSize": 2, "sort": "StudyFirstPostDate:asc"}
    token = client.page(**order)["nextPageToken"]
    second = client.page(pageToken=token, **order)
    assert second["nextPageToken"] == token
    assert numbers(second) == [3, 4]


def test_a_first_repeated_token_leads_to_itself_for_ever(registry, client):
    registry.put(study(1))
    registry.fail("repeated-token")
    token = client.page()["nextPageToken"]
    assert [client.page(pageToken=token)["nextPageToken"] for _ in range(3)] == [token] * 3


def test_a_repeated_token_needs_a_page_to_be_on(registry, client):
    registry.fail("repeated-token", times=2)
    assert client.ask("/version").json()["apiVersion"] == "2.0.5"
    assert_refused(client.ask("/studies", {"pageSize": "x"}), "pageSize")


def test_a_huge_answer_is_streamed_and_longer_than_asked(registry):
    registry.fail("huge", bytes=200_000)
    _, headers, body = call(registry)
    assert headers["Transfer-Encoding"] == "chunked"
    assert len(body) > 200_000
    assert json.loads(body)["studies"] == []


def test_a_client_may_leave_in_the_middle_of_a_huge_answer(registry, client):
    registry.fail("huge", bytes=2**40)
    with client.ask("/studies", stream=True) as response:
        assert response.raw.read(100).startswith(b'{"studies"')
    assert client.ask("/version").status_code == 200


def test_a_gzip_bomb_is_small_on_the_wire(registry):
    registry.fail("gzip-bomb", bytes=10_000_000)
    _, headers, body = call(registry)
    assert headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(body)) > 100 * len(body)


def test_a_slow_answer_comes_whole_but_in_pieces(registry):
    registry.put(study(1))
    registry.fail("slow", pause=0.02, pieces=5)
    started = time.monotonic()
    _, _, body = call(registry)
    # The client is done with the last byte: there are four pauses between five pieces.
    assert time.monotonic() - started >= 4 * 0.02
    assert json.loads(body) == {"studies": [study(1)]}


def test_garbage_calls_itself_json(registry):
    registry.fail("garbage")
    status, headers, body = call(registry)
    assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    with pytest.raises(ValueError, match="codec|Expecting"):
        json.loads(body)


def test_json_may_have_the_wrong_shape(registry, client):
    registry.fail("wrong-shape")
    registry.fail("wrong-shape", content={"studies": "many"})
    assert client.page() == []
    assert client.page() == {"studies": "many"}


@pytest.mark.parametrize("kind", [*FAULTS, 403, 500])
def test_after_a_fault_the_registry_is_well(registry, client, kind):
    registry.put(study(1))
    registry.fail(kind)
    asked = threading.Event()
    registry.before = lambda request: asked.set()
    with connect(registry) as connection:
        connection.request("GET", "/api/v2/studies")
        assert asked.wait(10)
        if kind == "reset":
            with pytest.raises(ConnectionResetError):
                connection.getresponse()
        elif kind != "timeout":
            with connection.getresponse() as response:
                assert response.read(10)
    assert numbers(client.page()) == [1]


def test_an_unknown_fault_or_option_fails_where_it_is_planned(registry, client):
    with pytest.raises(ValueError, match="no such fault: explode"):
        registry.fail("explode")
    with pytest.raises(TypeError, match="retry_after"):
        registry.fail("reset", retry_after=3)
    assert client.ask("/version").status_code == 200


# The registry's own texts and records


@pytest.fixture(scope="module")
def openapi():
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((SHARED / "openapi-2.0.5.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def assert_valid(openapi):
    jsonschema = pytest.importorskip("jsonschema")

    def assert_valid(content, name):
        # The schemas refer to one another from the root of their document.
        schema = {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}
        errors = jsonschema.Draft202012Validator(schema).iter_errors(content)
        assert [f"{error.json_path}: {error.message}" for error in errors] == []

    return assert_valid


@pytest.fixture(scope="module")
def real():
    folder = SHARED / "studies"
    with Registry.from_files(folder / "full-dev.jsonl.gz") as registry, Client(registry) as client:
        yield client


@needs_shared
def test_it_takes_exactly_the_parameters_of_the_openapi_text(openapi):
    parameters = openapi["paths"]["/studies"]["get"]["parameters"]
    assert {parameter["name"] for parameter in parameters} == PAGED_STUDIES


@needs_shared
def test_its_version_is_as_the_openapi_text_says(real, openapi, assert_valid):
    version = real.ask("/version").json()
    assert_valid(version, "Version")
    assert version["apiVersion"] == openapi["info"]["version"]


@needs_shared
def test_its_pages_are_as_the_openapi_text_says(real, assert_valid):
    asked = {"sort": "StudyFirstPostDate:asc", "pageSize": 25, "countTotal": "true"}
    first = real.page(**asked)
    second = real.page(**asked, pageToken=first["nextPageToken"])
    assert first["totalCount"] > len(second["studies"]) == 25
    assert_valid(first, "PagedStudies")
    assert_valid(second, "PagedStudies")


@needs_shared
@pytest.mark.parametrize("fields", ["ProtocolSection", "StatusModule|HasResults", "LocationCity"])
def test_its_parts_of_studies_are_as_the_openapi_text_says(real, assert_valid, fields):
    page = real.page(fields=fields, pageSize=200, sort="StudyFirstPostDate:asc")
    assert any(page["studies"])
    assert_valid(page, "PagedStudies")


@needs_shared
def test_its_single_studies_are_as_the_openapi_text_says(real, assert_valid):
    page = real.page(fields="NCTId", pageSize=5, sort="EnrollmentCount:desc")
    for part in page["studies"]:
        number = part["protocolSection"]["identificationModule"]["nctId"]
        whole = real.ask(f"/studies/{number}").json()
        assert whole["protocolSection"]["identificationModule"]["nctId"] == number
        assert_valid(whole, "Study")


@needs_shared
def test_its_enumerations_are_those_of_the_openapi_text(real, openapi, assert_valid):
    enums = real.ask("/studies/enums").json()
    assert_valid(enums, "EnumInfoList")
    for enum in enums:
        values = [value["value"] for value in enum["values"]]
        assert values == openapi["components"]["schemas"][enum["type"]]["enum"]


def pieces_below(nodes, above=""):
    for node in nodes:
        path = above + node["name"]
        yield node["piece"], path
        yield from pieces_below(node.get("children", ()), f"{path}.")


@needs_shared
def test_its_fields_are_fields_of_the_registry():
    metadata = json.loads((SHARED / "studies-metadata.json").read_text(encoding="utf-8"))
    pieces = dict(pieces_below(metadata))
    assert {name: path for name, path in FIELDS.items() if name != path} == {
        name: pieces.get(name) for name in FIELDS if name not in FIELDS.values()
    }
    modules = {name for name in pieces if name.endswith(("Section", "Module"))}
    assert modules <= FIELDS.keys() - PIECES.keys()


@needs_shared
def test_every_recorded_request_has_parameters_that_it_takes():
    recorded = json.loads((SHARED / "pages" / "requests.json").read_text(encoding="utf-8"))
    addresses = [urlsplit(entry["request"]) for entry in recorded]
    names = {name for address in addresses for name, _ in parse_qsl(address.query)}
    assert {"fields", "pageToken"} <= names <= PAGED_STUDIES
