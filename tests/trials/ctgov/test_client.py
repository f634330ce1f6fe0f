"""The client asks politely, takes whole answers only, and tells failures from absences."""

import contextlib
import io
import itertools
import json
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from tests import registry as stand_in
from tests.studies import studies, study
from trials import ctgov
from trials.ctgov import client as client_module

NCT = "NCT99000001"
TRANSIENT = [429, 500, 502, 503, 504, "reset", "short", "timeout"]
LASTING = [400, 401, 404, 414, "truncated", "html", "garbage", "wrong-shape"]


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(client_module, "time", clock)
    return clock


@pytest.fixture
def client(registry, client_of):
    return client_of(registry)


@pytest.fixture
def two_a_page(monkeypatch):
    monkeypatch.setattr(client_module, "PAGE_SIZE", 2)


@pytest.fixture
def fail(registry, monkeypatch):
    """Plans a fault; where that is a timeout, the client has little patience."""

    def fail(fault, **options):
        if fault == "timeout":
            monkeypatch.setattr(client_module, "READ_SECONDS", 0.3)
        registry.fail(fault, **options)

    return fail


@pytest.fixture
def answers_with(registry, monkeypatch):
    """Has the stand-in's next answer sent with other parts than the right ones."""

    def changed(handler, request, answer, **parts):
        handler.send(replace(answer, **parts))

    monkeypatch.setitem(stand_in.FAULTS, "changed", changed)
    return lambda **parts: registry.fail("changed", **parts)


def nct_ids(pages):
    raws = [raw for page in pages for raw in page.studies]
    return [json.loads(raw)["protocolSection"]["identificationModule"]["nctId"] for raw in raws]


# How it asks


def test_every_request_names_the_portal_and_asks_for_json(registry, client):
    client.version()
    headers = registry.requests[0].headers
    assert headers["User-Agent"] == "tests"
    assert headers["Accept"] == "application/json"
    assert "gzip" in headers["Accept-Encoding"]


def test_address_name_and_pause_come_from_the_settings(registry):
    settings = SimpleNamespace(
        CTGOV_BASE_URL=registry.url,
        CTGOV_USER_AGENT="portal (a@b.org)",
        CTGOV_PAUSE_SECONDS=3.0,
        OUTBOUND_PROXY="",
    )
    client = ctgov.Client.from_settings(settings)
    assert client.session.proxies == {}
    assert client.pause_seconds == 3
    assert client.version().data_timestamp == "2026-11-20T09:00:05"
    assert registry.requests[0].headers["User-Agent"] == "portal (a@b.org)"


def test_no_request_waits_for_ever(client, monkeypatch):
    monkeypatch.undo()
    asked, get = [], client.session.get
    monkeypatch.setattr(
        client.session, "get", lambda url, **options: asked.append(options) or get(url, **options)
    )
    client.version()
    assert asked[0]["timeout"] == (5, 30)
    assert asked[0]["allow_redirects"] is False


def test_requests_keep_their_distance(registry, clock):
    client = ctgov.Client(registry.url, "tests", pause_seconds=1.0)
    for _ in range(3):
        client.version()
    assert clock.slept == [1.0, 1.0]


def test_there_is_no_pause_where_enough_time_has_passed(registry, clock):
    client = ctgov.Client(registry.url, "tests", pause_seconds=1.0)
    client.version()
    clock.now += 5
    client.version()
    assert clock.slept == []


def test_a_sweep_keeps_the_pause_between_its_pages(registry, clock, two_a_page):
    for one in studies(5):
        registry.put(one)
    list(ctgov.Client(registry.url, "tests", pause_seconds=0.5).sweep(ctgov.MYOSITIS))
    assert clock.slept == [0.5, 0.5]


# What is asked again, and what is not


@pytest.mark.parametrize("fault", TRANSIENT)
@pytest.mark.parametrize("times", [1, 2])
def test_a_passing_failure_is_asked_again(registry, client, fail, fault, times):
    fail(fault, times=times)
    assert client.version().data_timestamp == "2026-11-20T09:00:05"
    assert len(registry.requests) == times + 1


@pytest.mark.parametrize("fault", TRANSIENT)
def test_after_three_tries_the_registry_is_unreachable(registry, client, fail, fault):
    fail(fault, times=99)
    with pytest.raises(ctgov.Unreachable, match=r"/version.*3 times"):
        client.version()
    assert len(registry.requests) == 3


def test_a_registry_that_is_down_is_unreachable(registry, client):
    registry.stop()
    with pytest.raises(ctgov.Unreachable, match="the connection failed"):
        client.version()


@pytest.mark.parametrize("fault", LASTING)
def test_an_answer_that_would_come_again_is_not_asked_for_again(registry, client, fault):
    registry.fail(fault)
    with pytest.raises(ctgov.BadAnswer):
        client.version()
    assert len(registry.requests) == 1


@pytest.mark.parametrize("fault", [*TRANSIENT, *LASTING, 403])
@pytest.mark.parametrize(
    "ask",
    [
        lambda client: list(client.sweep(ctgov.MYOSITIS)),
        lambda client: client.by_ids([NCT]),
        lambda client: client.study(NCT),
    ],
    ids=["sweep", "by_ids", "study"],
)
def test_no_failure_is_taken_for_an_answer(registry, client, fail, fault, ask):
    registry.put(study(NCT))
    fail(fault, times=99)
    with pytest.raises(ctgov.RegistryError):
        ask(client)


def test_a_refusal_is_never_asked_again(registry, client):
    registry.fail(403, times=99)
    with pytest.raises(ctgov.Refused, match="403"):
        client.version()
    assert len(registry.requests) == 1


def test_a_refusal_after_a_passing_failure_ends_it(registry, client):
    registry.fail(503)
    registry.fail(403, skip=1, times=99)
    with pytest.raises(ctgov.Refused):
        client.version()
    assert len(registry.requests) == 2


def test_the_waits_double_and_vary(registry, clock):
    registry.fail(503, times=3)
    with pytest.raises(ctgov.Unreachable):
        ctgov.Client(registry.url, "tests", pause_seconds=1.0).version()
    first, second = clock.slept
    assert 1 <= first <= 1.25
    assert 2 <= second <= 2.5


def test_the_registry_may_ask_for_a_longer_wait(registry, clock):
    registry.fail(429, retry_after=7)
    ctgov.Client(registry.url, "tests", pause_seconds=1.0).version()
    assert clock.slept == [7]


def test_a_wait_that_is_asked_for_never_shortens_ours(registry, clock):
    registry.fail(429, retry_after=0)
    ctgov.Client(registry.url, "tests", pause_seconds=1.0).version()
    assert 1 <= clock.slept[0] <= 1.25


@pytest.mark.parametrize("seconds", [61, 3600, 999_999_999])
def test_a_wait_too_long_to_sit_out_ends_it_at_once(registry, clock, seconds):
    registry.fail(429, retry_after=seconds, times=99)
    with pytest.raises(ctgov.Unreachable, match=f"asks us to wait {seconds} s"):
        ctgov.Client(registry.url, "tests").version()
    assert len(registry.requests) == 1
    assert clock.slept == []


@pytest.mark.parametrize(
    "words", ["soon", "", "-5", "1.5", "²", "9" * 400, "Wed, 21 Oct 2026 07:28:00 GMT"]
)
def test_a_wait_that_cannot_be_read_is_ours(registry, clock, words):
    registry.fail(429, retry_after=words)
    ctgov.Client(registry.url, "tests", pause_seconds=1.0).version()
    assert 1 <= clock.slept[0] <= 1.25


def test_an_answer_that_trickles_in_whole_is_taken(registry, client):
    registry.fail("slow", pause=0.01)
    assert client.version().api_version == "2.0.5"
    assert len(registry.requests) == 1


def test_an_answer_that_trickles_for_too_long_is_given_up(registry, client, monkeypatch):
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", -1)
    with pytest.raises(ctgov.Unreachable, match="no whole answer in time"):
        client.version()
    assert len(registry.requests) == 3


@pytest.mark.parametrize("fault", ["huge", "gzip-bomb"])
def test_an_answer_larger_than_we_accept_is_no_answer(registry, client, monkeypatch, fault):
    monkeypatch.setattr(client_module, "LARGEST_ANSWER_BYTES", 200_000)
    registry.fail(fault, bytes=2**22)
    with pytest.raises(ctgov.BadAnswer, match="larger than we accept"):
        list(client.sweep(ctgov.MYOSITIS))
    assert len(registry.requests) == 1


@pytest.mark.parametrize("type", ["application/json", "Application/JSON;charset=UTF-8"])
def test_json_is_json_however_its_type_is_written(client, answers_with, type):
    answers_with(content_type=type)
    assert client.version().api_version == "2.0.5"


@pytest.mark.parametrize("type", ["", "text/plain", "text/html", "application/json-seq"])
def test_an_answer_of_another_type_is_not_parsed(client, answers_with, type):
    answers_with(content_type=type)
    with pytest.raises(ctgov.BadAnswer, match="not JSON"):
        client.version()


def test_what_the_registry_complains_of_is_told(client, answers_with):
    answers_with(status=400, body=b"`filter.phase`   is\nunknown parameter", content_type="t/p")
    with pytest.raises(ctgov.BadAnswer, match="400: `filter.phase` is unknown parameter"):
        client.version()


# /version


def test_the_version_is_the_apis_and_the_datas(client):
    assert client.version() == ctgov.Version("2.0.5", "2026-11-20T09:00:05")


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"apiVersion": "2.0.5"},
        {"apiVersion": "2.0.5", "dataTimestamp": None},
        {"apiVersion": "2.0.5", "dataTimestamp": 20261120},
        {"apiVersion": "2.0.5", "dataTimestamp": ""},
        {"apiVersion": "2.0.5", "dataTimestamp": "2026\0"},
        {"apiVersion": "2.0.5", "dataTimestamp": "x" * 101},
    ],
)
def test_a_version_without_a_legible_timestamp_is_no_version(registry, client, content):
    registry.fail("wrong-shape", content=content)
    with pytest.raises(ctgov.BadAnswer):
        client.version()


# The sweep


@pytest.mark.parametrize("scope", ctgov.SCOPES, ids=lambda scope: scope.name)
def test_every_page_repeats_every_parameter_of_the_first(registry, client, two_a_page, scope):
    for one in studies(5):
        registry.put(one)
    pages = list(client.sweep(scope))
    assert [len(page.studies) for page in pages] == [2, 2, 1]
    first, *others = [dict(request.params) for request in registry.requests]
    assert "pageToken" not in first
    tokens = {params.pop("pageToken") for params in others}
    assert len(tokens) == len(others) == 2
    assert others == [first, first]


@pytest.mark.parametrize("scope", ctgov.SCOPES, ids=lambda scope: scope.name)
def test_a_sweep_gives_its_order_asks_for_the_total_and_for_every_status(registry, client, scope):
    registry.put(study(NCT))
    list(client.sweep(scope))
    params = registry.requests[0].params
    assert params["sort"] == "StudyFirstPostDate:asc"
    assert params["countTotal"] == "true"
    assert params["pageSize"] == "500"
    assert params.items() >= dict(scope.params).items()
    assert not [name for name in params if "overallStatus" in name or name == "aggFilters"]


def test_a_sweep_brings_each_study_once_and_says_how_many_there_are(registry, client, two_a_page):
    for one in studies(5):
        registry.put(one)
    pages = list(client.sweep(ctgov.MYOSITIS))
    assert sorted(nct_ids(pages)) == [f"NCT9900000{number}" for number in range(1, 6)]
    assert {page.total for page in pages} == {5}


def test_only_the_studies_of_its_scope_are_swept(registry, client):
    registry.put(study(NCT), answers_to="dermatomyositis")
    registry.put(study("NCT99000002"), answers_to="Muscular Dystrophies")
    assert nct_ids(client.sweep(ctgov.MYOSITIS)) == [NCT]
    assert nct_ids(client.sweep(ctgov.OTHER_MUSCLE)) == ["NCT99000002"]


def test_a_full_last_page_and_the_empty_one_after_it_are_no_failure(registry, client, two_a_page):
    for one in studies(4):
        registry.put(one)
    pages = list(client.sweep(ctgov.MYOSITIS))
    assert [len(page.studies) for page in pages] == [2, 2, 0]


def test_a_scope_without_studies_is_an_answer(registry, client):
    assert list(client.sweep(ctgov.MYOSITIS)) == [ctgov.Page([], 0)]


def test_results_are_not_asked_for(registry, client):
    one = study(NCT)
    one |= {"hasResults": True, "resultsSection": {"moreInfoModule": {"pointOfContact": {}}}}
    registry.put(one | {"documentSection": {"largeDocumentModule": {"noSap": True}}})
    (page,) = client.sweep(ctgov.MYOSITIS)
    swept = json.loads(page.studies[0])
    assert swept["hasResults"] is True
    assert set(swept) == {"protocolSection", "derivedSection", "documentSection", "hasResults"}


def test_a_first_page_without_a_total_is_no_sweep(registry, client):
    registry.fail("empty")
    with pytest.raises(ctgov.BadAnswer, match="no totalCount"):
        list(client.sweep(ctgov.MYOSITIS))


def test_a_repeated_token_ends_the_sweep(registry, client, two_a_page):
    for one in studies(5):
        registry.put(one)
    registry.fail("repeated-token", skip=1, times=99)
    with pytest.raises(ctgov.BadAnswer, match="repeats a page token"):
        list(client.sweep(ctgov.MYOSITIS))
    assert len(registry.requests) == 2


def test_two_tokens_that_lead_to_each_other_end_the_sweep(registry, client, two_a_page):
    for token in ("to the second", "to the first", "to the second", "to the first"):
        content = {"studies": [{}], "totalCount": 50, "nextPageToken": token}
        registry.fail("wrong-shape", content=content)
    with pytest.raises(ctgov.BadAnswer, match="repeats a page token"):
        list(client.sweep(ctgov.MYOSITIS))


def test_more_studies_than_the_registry_counts_end_the_sweep(registry, client, two_a_page):
    for number in range(9):
        content = {"studies": [{}, {}], "totalCount": 3, "nextPageToken": str(number)}
        registry.fail("wrong-shape", content=content)
    with pytest.raises(ctgov.BadAnswer, match=r"more studies \(6\) than the registry counts \(3\)"):
        list(client.sweep(ctgov.MYOSITIS))


def test_an_empty_page_is_the_end_whatever_token_it_carries(registry, client):
    content = {"studies": [], "totalCount": 3, "nextPageToken": "on and on"}
    registry.fail("wrong-shape", content=content, times=99)
    assert list(client.sweep(ctgov.MYOSITIS)) == [ctgov.Page([], 3)]
    assert len(registry.requests) == 1


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "studies",
        {"totalCount": 1},
        {"studies": None, "totalCount": 1},
        {"studies": {}, "totalCount": 1},
        {"studies": [], "totalCount": "1"},
        {"studies": [{}], "totalCount": 1, "nextPageToken": 7},
    ],
)
def test_a_page_of_another_shape_is_no_page(registry, client, content):
    registry.fail("wrong-shape", content=content)
    with pytest.raises(ctgov.BadAnswer):
        list(client.sweep(ctgov.MYOSITIS))


def test_a_page_nested_without_end_is_no_page(client, answers_with):
    answers_with(body=b'{"totalCount":1,"studies":[' + b"[" * 100_000 + b"]" * 100_000 + b"]}")
    with pytest.raises(ctgov.BadAnswer, match="cannot be read"):
        list(client.sweep(ctgov.MYOSITIS))


@pytest.mark.parametrize("depth", [60, 400, 1_100, 9_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_one_record_nested_too_deeply_leaves_the_others_of_its_page(
    client, answers_with, depth, opening, closing
):
    deep = opening * depth + "0" + closing * depth
    studies = [json.dumps(study("NCT99000001", title='A "[{" title')), deep, '{"a": "]}"}']
    page = '{"studies":[' + ",".join(studies) + '],"totalCount":3}'
    answers_with(body=page.encode())
    (page,) = client.sweep(ctgov.MYOSITIS)
    assert json.loads(page.studies[0]) == json.loads(studies[0])
    assert page.studies[2] == studies[2].encode()
    with pytest.raises(ctgov.MalformedIdentity):
        ctgov.decode_study(page.studies[1])


def test_studies_come_undecoded_whatever_they_hold(registry, client):
    odd = [{}, [], None, "text", 1e300, {"protocolSection": None}]
    registry.fail("wrong-shape", content={"studies": odd, "totalCount": len(odd)})
    (page,) = client.sweep(ctgov.MYOSITIS)
    assert [json.loads(raw) for raw in page.studies] == odd


# By number


def test_many_numbers_are_asked_for_in_hundreds(registry, client):
    for one in studies(250):
        registry.put(one)
    numbers = [f"NCT99{number:06}" for number in range(1, 251)]
    found = client.by_ids([*numbers, *numbers])
    assert sorted(found) == numbers
    asked = [request.params["filter.ids"].split(",") for request in registry.requests]
    assert [len(chunk) for chunk in asked] == [100, 100, 50]
    assert sorted(itertools.chain(*asked)) == numbers
    assert {request.params["pageSize"] for request in registry.requests} == {"100"}


def test_nothing_is_asked_where_there_is_no_number(registry, client):
    assert client.by_ids([]) == {}
    assert list(client.look_up([])) == []
    assert registry.requests == []


def test_a_study_is_found_under_its_former_number(registry, client):
    aliases = {"nctIdAliases": ["NCT99000008", "NCT99000009"]}
    registry.put(study(NCT, identificationModule=aliases))
    found = client.by_ids(["NCT99000009", "NCT99000003"])
    assert list(found) == ["NCT99000009"]
    assert nct_ids([ctgov.Page(list(found.values()), 1)]) == [NCT]


def test_what_cannot_be_read_is_not_found(registry, client):
    odd = [
        {},
        None,
        {"protocolSection": {"identificationModule": {"nctId": 5}}},
        {"protocolSection": {"identificationModule": {"nctId": NCT, "nctIdAliases": None}}},
        study("NCT99000002"),
    ]
    registry.fail("wrong-shape", content={"studies": odd})
    assert list(client.by_ids([NCT, "NCT99000002"])) == ["NCT99000002"]


def test_a_number_that_is_not_text_of_unicode_is_not_found(client, answers_with):
    raw = json.dumps(study(NCT)).encode().replace(NCT.encode(), NCT.encode() + b"\xff")
    answers_with(body=b'{"studies":[' + raw + b"]}")
    assert client.by_ids([NCT]) == {}


# One study


def test_a_study_is_found_by_its_number(registry, client):
    registry.put(study(NCT, title="Sought"))
    answer = client.study(NCT)
    assert isinstance(answer, ctgov.Found)
    assert json.loads(answer.raw)["protocolSection"]["identificationModule"]["briefTitle"] == (
        "Sought"
    )
    assert registry.requests[0].params == {"fields": client_module.FIELDS}


def test_a_former_number_leads_to_the_new_one_without_following_the_redirect(registry, client):
    registry.put(study(NCT, identificationModule={"nctIdAliases": ["NCT99000009"]}))
    assert client.study("NCT99000009") == ctgov.Renamed(NCT)
    assert [request.path for request in registry.requests] == ["/studies/NCT99000009"]


def test_a_record_under_another_number_is_a_renamed_study(registry, client):
    registry.fail("wrong-shape", content=study("NCT99000002"))
    answer = client.study(NCT)
    assert (answer.nct_id, json.loads(answer.raw)) == ("NCT99000002", study("NCT99000002"))


def test_absence_is_what_the_registry_says_in_its_own_words(client):
    assert client.study(NCT) == ctgov.Absent()


@pytest.mark.parametrize(
    "parts",
    [
        {"body": b"Not Found"},
        {"body": b""},
        {"body": b"NCT number NCT99000002 not found"},
        {"body": b"NCT number NCT99000001 not found, or so it seems"},
        {"body": b"<html>NCT number NCT99000001 not found"},
        {"status": 200, "content_type": "text/plain"},
        {"status": 410},
    ],
)
def test_another_failure_is_not_absence(client, answers_with, parts):
    answers_with(**parts)
    with pytest.raises(ctgov.BadAnswer):
        client.study(NCT)


@pytest.mark.parametrize("location", [None, "/", "/search?term=myositis", f"/api/v2/studies/{NCT}"])
def test_a_redirect_to_no_other_study_is_a_failure(client, answers_with, location):
    headers = {} if location is None else {"Location": location}
    answers_with(status=301, body=b"", headers=headers)
    with pytest.raises(ctgov.BadAnswer, match="redirected to no study"):
        client.study(NCT)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_no_answer_to_another_question(client, answers_with, code):
    answers_with(status=code, headers={"Location": "/api/v2/studies/NCT99000002"})
    with pytest.raises(ctgov.BadAnswer, match=str(code)):
        client.version()


# What became of a number


def test_each_number_gets_its_own_answer(registry, client):
    there, new = study(NCT), study("NCT99000002")
    new["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000003"]
    registry.put(there)
    registry.put(new)
    registry.fail(500, path="/studies/NCT99000005", times=3)
    answers = dict(client.look_up([NCT, "NCT99000003", "NCT99000004", "NCT99000005"]))
    assert json.loads(answers[NCT].raw) == there
    assert answers["NCT99000003"].nct_id == "NCT99000002"
    assert json.loads(answers["NCT99000003"].raw) == new
    assert answers["NCT99000004"] == ctgov.Absent()
    assert isinstance(answers["NCT99000005"], ctgov.Unanswered)
    assert "500" in answers["NCT99000005"].reason


def test_a_redirected_number_brings_the_record_of_its_successor(registry, client):
    registry.put(study(NCT, identificationModule={"nctIdAliases": ["NCT99000009"]}))
    registry.fail("empty", path="/studies")
    ((number, answer),) = client.look_up(["NCT99000009"])
    assert number == "NCT99000009"
    assert (
        answer.nct_id == json.loads(answer.raw)["protocolSection"]["identificationModule"]["nctId"]
    )
    paths = [request.path for request in registry.requests]
    assert paths == ["/studies", "/studies/NCT99000009", f"/studies/{NCT}"]


def test_an_empty_answer_to_many_numbers_is_no_absence(registry, client):
    registry.put(study(NCT))
    registry.fail("empty", path="/studies")
    ((_number, answer),) = client.look_up([NCT])
    assert isinstance(answer, ctgov.Found)


@pytest.mark.parametrize("fault", ["html", "garbage", "wrong-shape", "truncated", "empty", 400])
def test_what_fails_is_unanswered_never_absent(registry, client, fault):
    registry.fail(fault, path=f"/studies/{NCT}")
    ((_number, answer),) = client.look_up([NCT])
    assert isinstance(answer, ctgov.Unanswered)


def test_a_failure_over_one_hundred_leaves_the_next_hundred_alone(registry, client):
    for one in studies(150):
        registry.put(one)
    registry.fail("garbage")
    answers = dict(client.look_up(f"NCT99{number:06}" for number in range(1, 151)))
    kinds = [type(answers[number]) for number in sorted(answers)]
    assert kinds == [ctgov.Unanswered] * 100 + [ctgov.Found] * 50


@pytest.mark.parametrize("path", ["/studies", f"/studies/{NCT}"])
def test_a_refusal_ends_the_whole_look_up(registry, client, path):
    registry.fail(403, path=path)
    with pytest.raises(ctgov.Refused):
        list(client.look_up([NCT]))


@pytest.mark.parametrize("number", ["nct99000001", "NCT1", "NCT99000001 ", ""])
def test_a_record_that_cannot_be_filed_is_no_successor(registry, client, number):
    registry.fail("wrong-shape", path=f"/studies/{NCT}", content=study(number))
    ((_number, answer),) = client.look_up([NCT])
    assert isinstance(answer, ctgov.Unanswered)


def test_a_record_that_cannot_be_read_whole_is_unanswered(registry, client):
    one = study(NCT)
    one["protocolSection"]["deep"] = json.loads("[" * 400 + "]" * 400)
    registry.put(one)
    ((_number, answer),) = client.look_up([NCT])
    assert answer == ctgov.Unanswered("the record is nested too deeply")


# Whatever comes


def response(code, headers, body):
    made = requests.Response()
    made.status_code, made.raw, made.url = code, io.BytesIO(body), "http://127.0.0.1:9/x"
    made.headers.update(headers)
    return made


@given(
    code=st.sampled_from([200, 200, 200, 301, 304, 400, 403, 404, 500, 503]),
    headers=st.dictionaries(
        st.sampled_from(["Content-Type", "Location", "Retry-After"]),
        st.sampled_from(["application/json", "text/html", "NCT99000001", "NCT99000002", "1", "x"]),
    ),
    body=st.one_of(
        st.binary(max_size=50),
        st.sampled_from(
            [
                b"NCT number NCT99000001 not found",
                json.dumps(study(NCT)).encode(),
                json.dumps({"studies": [study(NCT), study("x")], "totalCount": 2}).encode(),
                b'{"studies":[{}],"totalCount":9,"nextPageToken":"a"}',
            ]
        ),
    ),
)
def test_nothing_but_a_registry_error_is_ever_raised(code, headers, body):
    client = ctgov.Client("http://127.0.0.1:9", "tests", pause_seconds=0)
    client.session.get = lambda *_, **__: response(code, headers, body)
    client_time, client_module.time = client_module.time, Clock()
    try:
        for ask in (
            client.version,
            lambda: list(client.sweep(ctgov.MYOSITIS)),
            lambda: client.by_ids([NCT]),
            lambda: client.study(NCT),
            lambda: list(client.look_up([NCT])),
        ):
            with contextlib.suppress(ctgov.RegistryError):
                assert ask() is not None
    finally:
        client_module.time = client_time


# The questions


def test_each_scope_is_a_query_that_the_registry_can_read():
    for scope in ctgov.SCOPES:
        ((name, text),) = scope.params
        assert name in ("query.cond", "filter.advanced")
        stand_in.check_essie(name, text)


def test_the_longest_question_fits_into_an_address(registry, client):
    list(client.sweep(ctgov.MYOSITIS))
    client.by_ids(f"NCT99{number:06}" for number in range(100))
    for request in registry.requests:
        asked = requests.Request("GET", registry.url + request.path, params=request.params)
        assert len(asked.prepare().url) < stand_in.LONGEST_ADDRESS / 2
        assert parse_qs(urlsplit(asked.prepare().url).query)


def test_another_question_has_another_hash():
    assert len(ctgov.SCOPES_HASH) == 16
    assert len({scope.name for scope in ctgov.SCOPES}) == len(ctgov.SCOPES)
