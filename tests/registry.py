"""A stand-in for ClinicalTrials.gov API v2 (2.0.5), over real HTTP on loopback.

Essie text (`query.*`, `filter.advanced`) is checked for balance, never evaluated: `put` says which
text a study answers to. `filter.geo`, `filter.synonyms`, `aggFilters`, `geoDecay` and
`markupFormat` are accepted and change nothing.

    python -m tests.registry --port 8765 FILE.jsonl[.gz] ...
"""

import argparse
import base64
import contextlib
import functools
import gzip
import inspect
import itertools
import json
import random
import re
import select
import signal
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, unquote

PREFIX = "/api/v2"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
LONGEST_ADDRESS = 8192

FILTERS = ("overallStatus", "geo", "ids", "advanced", "synonyms")
ID_FILTERS = ("filter.ids", "postFilter.ids")
STATUS_FILTERS = ("filter.overallStatus", "postFilter.overallStatus")
DISTANCE_FILTERS = ("filter.geo", "postFilter.geo")
QUERIES = ("cond", "term", "locn", "titles", "intr", "outc", "spons", "lead", "id", "patient")
ONE_STUDY = {"format", "markupFormat", "fields"}
PAGED_STUDIES = ONE_STUDY | {
    *(f"query.{area}" for area in QUERIES),
    *(f"filter.{name}" for name in FILTERS),
    *(f"postFilter.{name}" for name in FILTERS),
    *("aggFilters", "geoDecay", "sort", "countTotal", "pageSize", "pageToken"),
}

NCT_ID = r"[Nn][Cc][Tt]0*([1-9][0-9]{0,7})"
NCT_IDS_ONLY = re.compile(rf"{NCT_ID}([\s,]+{NCT_ID})*")
DISTANCE = r"distance\(-?\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?(km|mi)?\)"

SECTIONS = {
    "protocolSection": (
        "identificationModule",
        "statusModule",
        "sponsorCollaboratorsModule",
        "oversightModule",
        "descriptionModule",
        "conditionsModule",
        "designModule",
        "armsInterventionsModule",
        "outcomesModule",
        "eligibilityModule",
        "contactsLocationsModule",
        "referencesModule",
        "ipdSharingStatementModule",
    ),
    "resultsSection": (
        "participantFlowModule",
        "baselineCharacteristicsModule",
        "outcomeMeasuresModule",
        "adverseEventsModule",
        "moreInfoModule",
    ),
    "annotationSection": ("annotationModule",),
    "documentSection": ("largeDocumentModule",),
    "derivedSection": ("miscInfoModule", "conditionBrowseModule", "interventionBrowseModule"),
}
# The registry has 454 pieces: these are the ones that a client of ours may come to ask for.
PIECES = {
    "NCTId": "protocolSection.identificationModule.nctId",
    "NCTIdAlias": "protocolSection.identificationModule.nctIdAliases",
    "BriefTitle": "protocolSection.identificationModule.briefTitle",
    "OfficialTitle": "protocolSection.identificationModule.officialTitle",
    "Acronym": "protocolSection.identificationModule.acronym",
    "OverallStatus": "protocolSection.statusModule.overallStatus",
    "LastKnownStatus": "protocolSection.statusModule.lastKnownStatus",
    "WhyStopped": "protocolSection.statusModule.whyStopped",
    "StatusVerifiedDate": "protocolSection.statusModule.statusVerifiedDate",
    "StartDate": "protocolSection.statusModule.startDateStruct.date",
    "PrimaryCompletionDate": "protocolSection.statusModule.primaryCompletionDateStruct.date",
    "CompletionDate": "protocolSection.statusModule.completionDateStruct.date",
    "StudyFirstPostDate": "protocolSection.statusModule.studyFirstPostDateStruct.date",
    "ResultsFirstPostDate": "protocolSection.statusModule.resultsFirstPostDateStruct.date",
    "LastUpdatePostDate": "protocolSection.statusModule.lastUpdatePostDateStruct.date",
    "LeadSponsorName": "protocolSection.sponsorCollaboratorsModule.leadSponsor.name",
    "BriefSummary": "protocolSection.descriptionModule.briefSummary",
    "Condition": "protocolSection.conditionsModule.conditions",
    "Keyword": "protocolSection.conditionsModule.keywords",
    "StudyType": "protocolSection.designModule.studyType",
    "Phase": "protocolSection.designModule.phases",
    "EnrollmentCount": "protocolSection.designModule.enrollmentInfo.count",
    "InterventionName": "protocolSection.armsInterventionsModule.interventions.name",
    "EligibilityCriteria": "protocolSection.eligibilityModule.eligibilityCriteria",
    "Sex": "protocolSection.eligibilityModule.sex",
    "MinimumAge": "protocolSection.eligibilityModule.minimumAge",
    "MaximumAge": "protocolSection.eligibilityModule.maximumAge",
    "CentralContact": "protocolSection.contactsLocationsModule.centralContacts",
    "Location": "protocolSection.contactsLocationsModule.locations",
    "LocationFacility": "protocolSection.contactsLocationsModule.locations.facility",
    "LocationCity": "protocolSection.contactsLocationsModule.locations.city",
    "LocationCountry": "protocolSection.contactsLocationsModule.locations.country",
    "LocationStatus": "protocolSection.contactsLocationsModule.locations.status",
    "ConditionMeshTerm": "derivedSection.conditionBrowseModule.meshes.term",
    "ConditionAncestorTerm": "derivedSection.conditionBrowseModule.ancestors.term",
    "VersionHolder": "derivedSection.miscInfoModule.versionHolder",
    "HasResults": "hasResults",
}

STATUSES = {
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "COMPLETED": "Completed",
    "ENROLLING_BY_INVITATION": "Enrolling by invitation",
    "NOT_YET_RECRUITING": "Not yet recruiting",
    "RECRUITING": "Recruiting",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
    "AVAILABLE": "Available",
    "NO_LONGER_AVAILABLE": "No longer available",
    "TEMPORARILY_NOT_AVAILABLE": "Temporarily not available",
    "APPROVED_FOR_MARKETING": "Approved for marketing",
    "WITHHELD": "Withheld",
    "UNKNOWN": "Unknown status",
}
STUDY_TYPES = {
    "EXPANDED_ACCESS": "Expanded Access",
    "INTERVENTIONAL": "Interventional",
    "OBSERVATIONAL": "Observational",
}
PHASES = {
    "NA": "Not Applicable",
    "EARLY_PHASE1": "Early Phase 1",
    **{f"PHASE{number}": f"Phase {number}" for number in (1, 2, 3, 4)},
}
SEXES = {"FEMALE": "Female", "MALE": "Male", "ALL": "All"}


def enum(name: str, pieces: list[str], values: dict[str, str]) -> dict:
    rows = [{"value": value, "legacyValue": legacy} for value, legacy in values.items()]
    return {"type": name, "pieces": pieces, "values": rows}


ENUMS = [
    enum("Status", ["OverallStatus", "LastKnownStatus"], STATUSES),
    # A site's status has the first nine alone.
    enum("RecruitmentStatus", ["LocationStatus"], dict(list(STATUSES.items())[:9])),
    enum("StudyType", ["StudyType"], STUDY_TYPES),
    enum("Phase", ["Phase"], PHASES),
    enum("Sex", ["Sex"], SEXES),
]


def piece(name: str) -> str:
    """`statusModule` is the piece StatusModule, and `ipd…` alone is written IPD…"""
    return (name[0].upper() + name[1:]).replace("Ipd", "IPD")


def known_fields() -> dict[str, str]:
    fields = {piece(section): section for section in SECTIONS}
    for section, modules in SECTIONS.items():
        fields |= {piece(module): f"{section}.{module}" for module in modules}
    fields |= PIECES
    return fields | {path: path for path in fields.values()}


FIELDS = known_fields()
SORTABLE = {name: str for name in PIECES if name.endswith("Date")} | {"EnrollmentCount": int}


@dataclass(frozen=True)
class Request:
    path: str  # without /api/v2
    params: dict[str, str]
    headers: dict[str, str]
    at: float  # time.monotonic(), for the intervals between requests


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


SITE_PAGE = Answer(b"<!DOCTYPE html><title>ClinicalTrials.gov</title><p>A page.", 200, HTML)
FIREWALL_PAGE = Answer(b"<!DOCTYPE html><title>Forbidden</title><h1>403</h1>", 403, HTML)
TOO_LONG_PAGE = Answer(b"<!DOCTYPE html><title>Request-URI Too Long</title>", 414, HTML)
NOT_GET = Answer(b"Method Not Allowed", 405, TEXT, {"Allow": "GET"})


class Refusal(Exception):
    """An answer other than 200; always plain text, never JSON."""

    def __init__(self, text: str, status: int = 400, **headers: str):
        super().__init__(text)
        self.answer = Answer(text.encode(), status, TEXT, headers)


def in_json(content, **headers: str) -> Answer:
    # backslashreplace writes a lone surrogate as \udXXX, which is just JSON's own escape for it.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Answer(text.encode("utf-8", "backslashreplace"), headers=headers)


def lookup(record, path: str):
    for name in path.split("."):
        if not isinstance(record, dict):
            return None
        record = record.get(name)
    return record


def canonical(nct_id) -> str | None:
    match = re.fullmatch(NCT_ID, nct_id) if isinstance(nct_id, str) else None
    return f"NCT{int(match[1]):08d}" if match else None


def identity(study) -> str | None:
    return canonical(lookup(study, PIECES["NCTId"]))


def aliases(study) -> set[str | None]:
    numbers = lookup(study, PIECES["NCTIdAlias"])
    return {canonical(number) for number in numbers} if isinstance(numbers, list) else set()


def prune(value, paths: list[tuple[str, ...]]):
    """What the paths name of a record, with everything that this leaves empty omitted."""
    if () in paths:
        return value
    if isinstance(value, list):
        return [kept for kept in (prune(item, paths) for item in value) if kept]
    if not isinstance(value, dict):
        return {}
    kept = {}
    for name, child in value.items():
        below = [path[1:] for path in paths if path[0] == name]
        pruned = prune(child, below) if below else {}
        if pruned not in ({}, []) or () in below:
            kept[name] = pruned
    return kept


def listed(text: str) -> list[str]:
    return re.split(r"[,|]", text)


def accept(params: dict, known: Iterable[str] = ()) -> None:
    for name in params:
        if name not in known:
            raise Refusal(f"`{name}` is unknown parameter")


def accept_format(params: dict, formats: Iterable[str]) -> None:
    asked = params.get("format", "json")
    if asked not in formats:
        raise Refusal(f"Invalid value in parameter `format`: `{asked}`")
    if asked != "json":
        raise Refusal(f"Format `{asked}` is not supported by this stand-in")
    markup = params.get("markupFormat", "markdown")
    if markup not in ("markdown", "legacy"):
        raise Refusal(f"Invalid value in parameter `markupFormat`: `{markup}`")


def field_paths(params: dict) -> list[tuple[str, ...]]:
    if "fields" not in params:
        return [()]
    names = listed(params["fields"])
    for name in names:
        if name not in FIELDS:
            raise Refusal(f"Parameter 'fields' contains invalid field name: '{name}'")
    return [tuple(FIELDS[name].split(".")) for name in names]


def nct_ids(params: dict, name: str) -> list[str]:
    ids = [canonical(item) for item in listed(params[name])]
    if None in ids:
        raise Refusal(f"Item {ids.index(None) + 1} in parameter `{name}` has incorrect format")
    return ids


def statuses(params: dict, name: str) -> list[str]:
    asked = listed(params[name])
    for status in asked:
        if status not in STATUSES:
            # The registry drops the prefix here, and here alone.
            raise Refusal(f"Invalid value in parameter `overallStatus`: `{status}`")
    return asked


def check_distances(params: dict) -> None:
    for name in DISTANCE_FILTERS:
        if name in params and not re.fullmatch(DISTANCE, params[name]):
            raise Refusal(f"Parameter `{name}` has incorrect format")


def essie_texts(params: dict) -> dict[str, str]:
    return {
        name: text
        for name, text in params.items()
        if text and (name.startswith("query.") or name.endswith(".advanced"))
    }


def check_essie(name: str, text: str) -> None:
    """Quotes and brackets must balance; what is escaped or quoted is no syntax."""
    syntax = re.sub(r'\\.|"(\\.|[^"\\])*"', "", text, flags=re.DOTALL)
    while (inner := re.sub(r"\([^][()]*\)|\[[^][()]*\]", "", syntax)) != syntax:
        syntax = inner
    if unbalanced := re.search(r'[][()"\\]', syntax):
        raise Refusal(f"Error parsing query in {name}: mismatched input '{unbalanced[0]}'")


def page_size(params: dict) -> int:
    asked = params.get("pageSize", "0")
    if not re.fullmatch(r"[0-9]+", asked):
        raise Refusal("Parameter `pageSize` has incorrect format")
    return min(int(asked) or 10, 1000)


def counts_total(params: dict) -> bool:
    asked = params.get("countTotal", "false")
    if asked not in ("true", "false"):
        raise Refusal(f"Invalid value in parameter `countTotal`: `{asked}`")
    # The parameter is ignored on every page but the first.
    return asked == "true" and "pageToken" not in params


def page_token(position: int, again: bool = False) -> str:
    """A token is a position and nothing else: it does not know its query. `again`: a fault."""
    text = f"{'again' if again else 'from'} {position}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_token(params: dict) -> tuple[int, bool]:
    if "pageToken" not in params:
        return 0, False
    try:
        text = base64.b64decode(params["pageToken"], b"-_", validate=True).decode()
    except ValueError:
        text = ""
    match = re.fullmatch(r"(from|again) ([0-9]+)", text)
    if not match:
        raise Refusal("Parameter `pageToken` has incorrect format")
    return int(match[2]), match[1] == "again"


def sort_keys(text: str) -> list[tuple[str, bool]]:
    """Pieces to sort by, each with whether it descends. @relevance is the same for all here."""
    items, keys = listed(text), []
    if len(items) > 2:
        raise Refusal("Parameter `sort` must contain no more than 2 items")
    for number, item in enumerate(items, 1):
        match = re.fullmatch(r"(@relevance|[a-zA-Z][a-zA-Z0-9\-. ]*)(?::(asc|desc))?", item)
        if not match:
            raise Refusal(f"Item {number} in parameter `sort` has incorrect format")
        name, direction = match.groups()
        if name != "@relevance" and name not in SORTABLE:
            raise Refusal("Unknown sort field")
        if name != "@relevance":
            default = "desc" if SORTABLE[name] is str else "asc"
            keys.append((name, (direction or default) == "desc"))
    return keys


def ordered(studies: list, keys: list[tuple[str, bool]]) -> list:
    for name, descends in reversed(keys):
        present, missing = [], []
        for study in studies:
            value = lookup(study, PIECES[name])
            (present if isinstance(value, SORTABLE[name]) else missing).append((value, study))
        present.sort(key=lambda pair: pair[0], reverse=descends)
        # Studies without the value come last whichever way it goes.
        studies = [study for _, study in present + missing]
    return studies


@dataclass
class Entry:
    study: dict
    answers_to: str | None

    def answers(self, texts: Iterable[str]) -> bool:
        return self.answers_to is None or any(self.answers_to in text for text in texts)

    def is_among(self, ids: Iterable[str]) -> bool:
        return not {identity(self.study), *aliases(self.study)}.isdisjoint(ids)

    def has_status(self, asked: list[str]) -> bool:
        return lookup(self.study, PIECES["OverallStatus"]) in asked


def selected(entries: list[Entry], params: dict) -> list:
    texts = essie_texts(params)
    ids = [nct_ids(params, name) for name in params if name in ID_FILTERS]
    among = [statuses(params, name) for name in params if name in STATUS_FILTERS]
    only_ids = [
        [canonical(number) for number in re.split(r"[\s,]+", text.strip())]
        for text in texts.values()
        if NCT_IDS_ONLY.fullmatch(text.strip())
    ]
    if only_ids:
        # A query that holds only NCT ids disables every filter.
        ids, among, texts = only_ids, [], {}
    return [
        entry.study
        for entry in entries
        if (not texts or entry.answers(texts.values()))
        and all(entry.is_among(numbers) for numbers in ids)
        and all(entry.has_status(asked) for asked in among)
    ]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, registry: "Registry"):
        self.registry = registry
        self.stopping = threading.Event()
        self.connections: set[socket.socket] = set()
        super().__init__((host, port), Handler)

    def process_request(self, request, client_address):
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        # Clients hang up, that is their right; anything else is a bug and is to be seen.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def stop(self):
        self.stopping.set()
        self.shutdown()
        # Kept-alive connections would go on being served otherwise.
        for connection in list(self.connections):
            with contextlib.suppress(OSError):  # already gone
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def respond(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        within = path == PREFIX or path.startswith(f"{PREFIX}/")
        path = unquote(path.removeprefix(PREFIX) if within else path)
        params = dict(parse_qsl(query, keep_blank_values=True))
        request = Request(path, params, dict(self.headers.items()), time.monotonic())
        registry = self.server.registry
        fault = registry.receive(request)
        answer = self.answer(request) if within else SITE_PAGE
        if fault:
            fault(self, request, answer)
        else:
            self.send(self.unless_known(answer))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = respond

    def answer(self, request: Request) -> Answer:
        if self.command != "GET":
            return NOT_GET
        if len(self.path) > LONGEST_ADDRESS:
            return TOO_LONG_PAGE
        return self.server.registry.answer(request)

    def unless_known(self, answer: Answer) -> Answer:
        known = [tag.strip() for tag in self.headers.get("If-None-Match", "").split(",")]
        etag = answer.headers.get("ETag")
        if etag and (etag in known or f"W/{etag}" in known or "*" in known):
            return replace(answer, status=304, body=b"")
        return answer

    def send(self, answer: Answer):
        body, headers = answer.body, {"Content-Type": answer.content_type, **answer.headers}
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        self.send_head(answer.status, headers | {"Content-Length": len(body)})
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_head(self, status: int, headers: dict):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()

    def send_chunks(self, chunks: Iterable[bytes], **headers: str):
        self.send_head(200, {"Content-Type": JSON, "Transfer-Encoding": "chunked"} | headers)
        for chunk in filter(None, chunks):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *args):
        """The registry keeps its own record: `Registry.requests`."""


# Faults: each is told the request and the answer that would have been right.


def status(handler, request, answer, *, code: int, retry_after=None):
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    text = next((known.phrase for known in HTTPStatus if known == code), "Error")
    plain = Answer(text.encode(), code, TEXT)
    handler.send(replace(FIREWALL_PAGE if code == 403 else plain, headers=headers))


def reset(handler, request, answer):
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # Closed before the server can shut it down in good order, which would send FIN, not RST.
    handler.connection.close()


def timeout(handler, request, answer, *, seconds: float | None = None):
    """No answer until the client gives up or the server stops: both make the socket readable."""
    handler.close_connection = True
    select.select([handler.connection], [], [], seconds)


def truncated(handler, request, answer):
    handler.send(replace(answer, body=answer.body[: len(answer.body) // 2]))


def short(handler, request, answer):
    handler.close_connection = True
    headers = {"Content-Type": answer.content_type, "Content-Length": len(answer.body)}
    handler.send_head(answer.status, headers)
    handler.wfile.write(answer.body[: len(answer.body) // 2])


def html(handler, request, answer):
    handler.send(SITE_PAGE)


def repeated_token(handler, request, answer):
    if request.path == "/studies" and answer.status == 200:
        page = json.loads(answer.body)
        leads_to_itself = page_token(len(page["studies"]), again=True)
        page["nextPageToken"] = request.params.get("pageToken") or leads_to_itself
        answer = in_json(page, **answer.headers)
    handler.send(answer)


def empty(handler, request, answer):
    handler.send(in_json({"studies": []}))


def padded(size: int) -> Iterator[bytes]:
    block = b"x" * 2**16
    yield b'{"studies":[],"padding":"'
    yield from itertools.repeat(block, size // len(block) + 1)
    yield b'"}'


def zipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    yield from map(packer.compress, chunks)
    yield packer.flush()


def huge(handler, request, answer, *, bytes: int = 2**26):
    handler.send_chunks(padded(bytes))


def gzip_bomb(handler, request, answer, *, bytes: int = 2**26):
    handler.send_chunks(zipped(padded(bytes)), **{"Content-Encoding": "gzip"})


def slow(handler, request, answer, *, pause: float = 0.1, pieces: int = 10):
    headers = {"Content-Type": answer.content_type, "Content-Length": len(answer.body)}
    handler.send_head(answer.status, headers)
    step = len(answer.body) // pieces + 1
    for start in range(0, len(answer.body), step):
        handler.wfile.write(answer.body[start : start + step])
        handler.server.stopping.wait(pause)


def garbage(handler, request, answer):
    handler.send(Answer(b"\x00\xff{not JSON"))


def wrong_shape(handler, request, answer, *, content=()):
    handler.send(in_json(content))


FAULTS = {
    "reset": reset,
    "timeout": timeout,
    "truncated": truncated,
    "short": short,
    "html": html,
    "repeated-token": repeated_token,
    "empty": empty,
    "huge": huge,
    "gzip-bomb": gzip_bomb,
    "slow": slow,
    "garbage": garbage,
    "wrong-shape": wrong_shape,
}


@dataclass
class PlannedFault:
    send: Callable
    path: str
    skip: int
    times: int


class Registry:
    """ClinicalTrials.gov as far as the portal knows it: studies, a data version, and bad days."""

    def __init__(
        self,
        studies: Iterable[dict] = (),
        data_timestamp: str = "2026-11-20T09:00:05",
        port: int = 0,
        host: str = "127.0.0.1",
    ):
        self.data_timestamp = data_timestamp
        self.host, self.port = host, port
        self.requests: list[Request] = []
        self.before: Callable[[Request], None] | None = None
        self._entries: dict[object, Entry] = {}
        self._faults: list[PlannedFault] = []
        self._shuffles = itertools.count()
        self._lock = threading.RLock()
        self._server: Server | None = None
        for study in studies:
            self.put(study)

    @classmethod
    def from_files(cls, *paths, **kwargs) -> Self:
        registry = cls(**kwargs)
        for path in map(Path, paths):
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as lines:
                for line in filter(str.strip, lines):
                    registry.put(json.loads(line))
        return registry

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}{PREFIX}"

    def start(self) -> None:
        self._server = Server(self.host, self.port, self)
        # Kept for the next start, so that a registry can be down for a while and come back.
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        server, self._server = self._server, None
        if server:
            server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception) -> None:
        self.stop()

    def put(self, study: dict, answers_to: str | None = None) -> None:
        """Add or replace. A study that answers to a text is found only by queries that hold it,
        by those without any text, and by its number."""
        with self._lock:
            key = identity(study) or object()
            # A copy by way of JSON: four times as fast as deepcopy, and only JSON can be served.
            self._entries[key] = Entry(json.loads(json.dumps(study)), answers_to)

    def remove(self, nct_id: str) -> None:
        with self._lock:
            del self._entries[canonical(nct_id)]

    def get(self, nct_id: str) -> dict:
        with self._lock:
            return self._entries[canonical(nct_id)].study

    def fail(self, kind: str | int, path: str = "/", skip: int = 0, times: int = 1, **options):
        """After `skip` further requests below `path` the next `times` get this fault."""
        if isinstance(kind, int):
            fault = functools.partial(status, code=kind)
        elif kind in FAULTS:
            fault = FAULTS[kind]
        else:
            raise ValueError(f"no such fault: {kind}")
        inspect.signature(fault).bind(None, None, None, **options)  # a wrong option fails here
        planned = PlannedFault(functools.partial(fault, **options), path, skip, times)
        with self._lock:
            self._faults.append(planned)

    def receive(self, request: Request) -> Callable | None:
        """Note the request; the fault that it is to get, if any."""
        self.requests.append(request)
        if self.before:
            self.before(request)
        with self._lock:
            planned = [f for f in self._faults if f.times and request.path.startswith(f.path)]
            due = next((fault for fault in planned if not fault.skip), None)
            for fault in planned:
                fault.skip = max(0, fault.skip - 1)
            if due:
                due.times -= 1
        return due and due.send

    def answer(self, request: Request) -> Answer:
        try:
            with self._lock:
                content = self._content(request.path, request.params)
                return in_json(content, ETag=f'"{self.data_timestamp}"')
        except Refusal as refusal:
            return refusal.answer

    def _content(self, path: str, params: dict):
        if path == "/studies":
            return self._page(params)
        if path == "/version":
            accept(params)
            return {"apiVersion": "2.0.5", "dataTimestamp": self.data_timestamp}
        if path == "/studies/enums":
            accept(params)
            return ENUMS
        if match := re.fullmatch(r"/studies/([^/]+)", path):
            return self._study(match[1], params)
        raise Refusal(f"{path} not found", 404)

    def _study(self, nct_id: str, params: dict):
        accept(params, ONE_STUDY)
        accept_format(params, ("csv", "json", "json.zip", "fhir.json", "ris"))
        paths = field_paths(params)
        number = canonical(nct_id)
        if not number:
            raise Refusal("Parameter `nctId` has incorrect format")
        studies = [entry.study for entry in self._entries.values()]
        for study in studies:
            if identity(study) == number:
                return prune(study, paths)
        for study in studies:
            if number in aliases(study):
                # The redirect drops the query string.
                raise Refusal("", 301, Location=f"{PREFIX}/studies/{identity(study)}")
        raise Refusal(f"NCT number {number} not found", 404)

    def _page(self, params: dict) -> dict:
        accept(params, PAGED_STUDIES)
        accept_format(params, ("csv", "json"))
        check_distances(params)
        for name, text in essie_texts(params).items():
            check_essie(name, text)
        paths, size, counted = field_paths(params), page_size(params), counts_total(params)
        start, again = read_token(params)
        studies = self._in_order(selected(list(self._entries.values()), params), params)
        rows = studies[start : start + size]
        page = {"totalCount": len(studies)} if counted else {}
        page["studies"] = [prune(study, paths) for study in rows]
        if again:
            page["nextPageToken"] = params["pageToken"]
        elif len(rows) == size:
            # A full page carries a token even when it is the last, and an empty page follows.
            page["nextPageToken"] = page_token(start + size)
        return page

    def _in_order(self, studies: list, params: dict) -> list:
        if "sort" in params:
            return ordered(studies, sort_keys(params["sort"]))
        # There is no default order: who pages without a sort loses some rows and sees others twice.
        random.Random(next(self._shuffles)).shuffle(studies)
        return studies


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.registry")
    parser.add_argument("files", nargs="*", metavar="FILE.jsonl[.gz]")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--data-timestamp", default="2026-11-20T09:00:05")
    asked = parser.parse_args()
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    options = {"port": asked.port, "data_timestamp": asked.data_timestamp}
    with Registry.from_files(*asked.files, **options) as registry:
        print(registry.url, flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
