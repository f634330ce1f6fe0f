"""Ask ClinicalTrials.gov politely, accept only whole answers, and tell failures apart."""

import logging
import random
import re
import time
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests

from .raw import MalformedIdentity, decode_study, shallow, storable
from .record import NCT_ID, StudyRecord
from .scopes import FIELDS, Scope

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PAGE_SIZE = 500
IDS_PER_REQUEST = 100
CONNECT_SECONDS, READ_SECONDS, ANSWER_SECONDS = 5, 30, 300
TRIES = 3
LONGEST_WAIT_SECONDS = 60
# The largest page of 500 records without results that we expect is about 15 MB.
LARGEST_ANSWER_BYTES = 128 * 1024 * 1024


class RegistryError(Exception):
    """The registry gave no usable answer. Never treat this as "no studies"."""


class Unreachable(RegistryError):
    """After all retries, there is no answer, or the registry says it cannot answer now."""


class Refused(RegistryError):
    """403: a firewall blocks us. Asking again would make it worse."""


class BadAnswer(RegistryError):
    """The answer is not what the API promises, or the registry rejects our question."""


class Version(msgspec.Struct, frozen=True, rename="camel"):
    """`data_timestamp` is UTC without a zone. Compare it for equality only."""

    api_version: str
    # It must not be empty: two empty ones would always be equal.
    data_timestamp: Annotated[str, msgspec.Meta(pattern="^[ -~]{1,100}$")]


class Page(msgspec.Struct, frozen=True):
    """Studies as they came, not decoded, and how many there are in all by the registry's count."""

    studies: list[bytes]
    total: int


class Found(msgspec.Struct, frozen=True):
    raw: bytes


class Renamed(msgspec.Struct, frozen=True):
    """The study has a new NCT number. `raw` is its record, if the registry gave it."""

    nct_id: str
    raw: bytes | None = None


class Absent(msgspec.Struct, frozen=True):
    """The registry says that it has no such study."""


class Unanswered(msgspec.Struct, frozen=True):
    reason: str


class _StudiesAnswer(msgspec.Struct, rename="camel"):
    studies: list[msgspec.Raw]
    next_page_token: str | None = None
    total_count: int | None = None


class _Identity(msgspec.Struct, rename="camel"):
    nct_id: str
    nct_id_aliases: list[str] = []


class _IdentityAnswer(msgspec.Struct, rename="camel"):
    protocol_section: "_IdentitySection"


class _IdentitySection(msgspec.Struct, rename="camel"):
    identification_module: _Identity


class Client:
    """A session with the registry: one request at a time, with a pause between them.

    Every method raises a RegistryError if there is no complete, plausible answer.
    """

    def __init__(self, base_url: str, user_agent: str, pause_seconds: float = 1.0, proxy: str = ""):
        self.base_url = base_url
        self.pause_seconds = pause_seconds
        self.session = requests.Session()
        self.session.headers.update({"User-Agent": user_agent, "Accept": "application/json"})
        if proxy:
            self.session.proxies = {"http": proxy, "https": proxy}
        self._last_request = -float("inf")

    @classmethod
    def from_settings(cls, settings: Any) -> "Client":
        return cls(
            settings.CTGOV_BASE_URL,
            settings.CTGOV_USER_AGENT,
            settings.CTGOV_PAUSE_SECONDS,
            settings.OUTBOUND_PROXY,
        )

    def version(self) -> Version:
        return _decode(self._get("/version"), Version)

    def sweep(self, scope: Scope) -> Iterator[Page]:
        """All studies of a scope, page by page, of every status."""
        params = {
            **dict(scope.params),
            "fields": FIELDS,
            # Without an order, pages overlap.
            "sort": "StudyFirstPostDate:asc",
            "pageSize": str(PAGE_SIZE),
            "countTotal": "true",
        }
        total, fetched, tokens = None, 0, set()
        while True:
            answer = _decode(self._get("/studies", params), _StudiesAnswer)
            if total is None:
                if answer.total_count is None:
                    raise BadAnswer("the first page of a sweep has no totalCount")
                total = answer.total_count
            fetched += len(answer.studies)
            yield Page([bytes(raw) for raw in answer.studies], total)
            token = answer.next_page_token
            # A page without studies is the last one, even if it has a token.
            if token is None or not answer.studies:
                return
            if token in tokens:
                raise BadAnswer("the registry repeats a page token: the sweep would never end")
            if fetched > total + PAGE_SIZE:
                raise BadAnswer(f"more studies ({fetched}) than the registry counts ({total})")
            tokens.add(token)
            # The registry does not remember the query of a token, so repeat all parameters.
            params["pageToken"] = token

    def by_ids(self, nct_ids: Iterable[str]) -> dict[str, bytes]:
        """The studies with these numbers or aliases.

        Numbers without a study are missing from the result. `look_up` finds out why.
        """
        wanted = sorted(set(nct_ids))
        found = {}
        for start in range(0, len(wanted), IDS_PER_REQUEST):
            chunk = wanted[start : start + IDS_PER_REQUEST]
            params = {
                "filter.ids": ",".join(chunk),
                "fields": FIELDS,
                "pageSize": str(IDS_PER_REQUEST),
            }
            for raw in _decode(self._get("/studies", params), _StudiesAnswer).studies:
                try:
                    identity = _decode(raw, _IdentityAnswer)
                except BadAnswer:
                    continue
                module = identity.protocol_section.identification_module
                for name in (module.nct_id, *module.nct_id_aliases):
                    if name in chunk:
                        found[name] = bytes(raw)
        return found

    def study(self, nct_id: str) -> Found | Renamed | Absent:
        response, body = self._ask(f"/studies/{nct_id}", {"fields": FIELDS})
        if response.status_code == 404 and body.decode("utf-8", "replace").strip() == (
            f"NCT number {nct_id} not found"
        ):
            return Absent()
        if response.status_code in (301, 302, 307, 308):
            target = NCT_ID.search(response.headers.get("Location", "").upper())
            if target and target.group() != nct_id:
                return Renamed(target.group())
            raise BadAnswer(f"{nct_id} is redirected to no study")
        raw = _json_body(response, body)
        module = _decode(raw, _IdentityAnswer).protocol_section.identification_module
        if module.nct_id != nct_id:
            return Renamed(module.nct_id, raw)
        return Found(raw)

    def look_up(
        self, nct_ids: Iterable[str]
    ) -> Iterator[tuple[str, Found | Renamed | Absent | Unanswered]]:
        """Find out what became of each of these numbers.

        A study is Absent only if the registry says so for that number. A failure is Unanswered.
        Only a refusal (403) stops everything.
        """
        for chunk in _chunks(sorted(set(nct_ids)), IDS_PER_REQUEST):
            try:
                found = self.by_ids(chunk)
            except Refused:
                raise
            except RegistryError as error:
                yield from ((nct_id, Unanswered(str(error))) for nct_id in chunk)
                continue
            for nct_id in chunk:
                yield nct_id, self._answer_for(nct_id, found.get(nct_id))

    def _answer_for(self, nct_id: str, raw: bytes | None) -> Found | Renamed | Absent | Unanswered:
        try:
            answer: Found | Renamed | Absent
            answer = Found(raw) if raw is not None else self.study(nct_id)
            if isinstance(answer, Renamed) and answer.raw is None:
                successor = self.study(answer.nct_id)
                if isinstance(successor, Found):
                    answer = Renamed(answer.nct_id, successor.raw)
            if isinstance(answer, Absent) or answer.raw is None:
                return answer
            # A record without a readable number says nothing about the study.
            now = StudyRecord.read(decode_study(answer.raw)).nct_id
            return Found(answer.raw) if now == nct_id else Renamed(now, answer.raw)
        except Refused:
            raise
        except (RegistryError, MalformedIdentity) as error:
            return Unanswered(str(error))

    def _get(self, path: str, params: dict[str, str] | None = None) -> bytes:
        return _json_body(*self._ask(path, params))

    def _ask(
        self, path: str, params: dict[str, str] | None = None
    ) -> tuple[requests.Response, bytes]:
        """Ask until there is an answer, of any status, that need not be asked for again."""
        for attempt in range(1, TRIES + 1):
            wait = self.pause_seconds * 2 ** (attempt - 1) * random.uniform(1, 1.25)
            try:
                response, body = self._request(path, params)
            except requests.Timeout as error:
                problem = f"{path}: no whole answer in time ({type(error).__name__})"
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
                logger.warning("%s: %s", path, error)
                problem = f"{path}: the connection failed ({type(error).__name__})"
            except requests.RequestException as error:
                raise BadAnswer(f"{path}: {error}"[:300]) from error
            else:
                if response.status_code == 403:
                    raise Refused(f"{path}: the registry refuses us (403)")
                if response.status_code not in (429, 500, 502, 503, 504):
                    return response, body
                problem = f"{path}: the registry answers {response.status_code}"
                asked = response.headers.get("Retry-After", "")
                if re.fullmatch(r"[0-9]{1,9}", asked):
                    wait = max(wait, int(asked))
            if attempt < TRIES and wait > LONGEST_WAIT_SECONDS:
                raise Unreachable(f"{problem} and asks us to wait {wait:.0f} s")
            if attempt < TRIES:
                logger.warning("%s; asking again in %.1f s", problem, wait)
                time.sleep(wait)
        raise Unreachable(f"{problem}, {TRIES} times")

    def _request(self, path: str, params: dict[str, str] | None) -> tuple[requests.Response, bytes]:
        pause = self._last_request + self.pause_seconds - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        started = self._last_request = time.monotonic()
        with self.session.get(
            self.base_url + path,
            params=params,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        ) as response:
            body = bytearray()
            for part in response.iter_content(64 * 1024):
                body += part
                if len(body) > LARGEST_ANSWER_BYTES:
                    raise BadAnswer(f"{path}: the answer is larger than we accept")
                if time.monotonic() - started > ANSWER_SECONDS:
                    raise requests.Timeout(f"no whole answer in {ANSWER_SECONDS} s")
            return response, bytes(body)


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _json_body(response: requests.Response, body: bytes) -> bytes:
    path = urlsplit(response.url).path
    if response.status_code != 200:
        said = " ".join(body[:200].decode("utf-8", "replace").split())
        raise BadAnswer(f"{path}: the registry answers {response.status_code}: {said}")
    # Unknown addresses answer 200 with the site's HTML page.
    content_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise BadAnswer(f"{path}: the answer is {content_type or 'untyped'}, not JSON")
    return body


def _decode(raw: bytes | msgspec.Raw, kind: type[Answer]) -> Answer:
    body = storable(bytes(raw))
    try:
        try:
            return msgspec.json.decode(body, type=kind)
        except RecursionError:
            return msgspec.json.decode(shallow(body), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer(f"the answer cannot be read: {error}") from error
