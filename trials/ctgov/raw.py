"""JSON from the registry before we trust it: what cannot be stored, and what nests too deeply."""

import re
from typing import Any

import msgspec

# Four times the depth of any record seen, and far below what Python or PostgreSQL can take.
DEEPEST = 50
# The escapes of JSON: whole surrogate pairs, what PostgreSQL cannot store, and all others.
_HALF = rb"u[dD][%s][0-9a-fA-F]{2}"
_ESCAPES = re.compile(
    rb"\\(?:%s\\%s|(u0000|%s)|.)" % (_HALF % b"89abAB", _HALF % b"c-fC-F", _HALF % b"89a-fA-F"),
    re.DOTALL,
)
_ENDLESS = 20_000
_NESTING = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


class MalformedIdentity(ValueError):
    """A record without a readable NCT number, which we cannot store."""


def identity(study: Any) -> str:
    """The NCT number as written. Raises MalformedIdentity if it is missing or not text."""
    try:
        nct_id = study["protocolSection"]["identificationModule"]["nctId"]
    except (TypeError, KeyError, IndexError) as error:
        raise MalformedIdentity("the record has no nctId") from error
    if not isinstance(nct_id, str):
        raise MalformedIdentity(f"its nctId is a {type(nct_id).__name__}, not text")
    return nct_id


def storable(raw: bytes) -> bytes:
    """JSON in which NUL and half surrogate pairs are U+FFFD.

    PostgreSQL cannot store them, and half a pair makes msgspec refuse the whole text.
    """
    if not re.search(rb"\\u(?:0000|[dD][89a-fA-F])", raw):
        return raw
    return _ESCAPES.sub(lambda escape: rb"\ufffd" if escape[1] else escape[0], raw)


def shallow(raw: bytes, deepest: int = DEEPEST + 10) -> bytes:
    """JSON with null in place of everything that is nested deeper than any record we accept.

    If Python could not read one deeply nested record, all others on its page would be lost.
    Raises RecursionError for endless nesting.
    """
    kept: list[bytes] = []
    depth, start = 0, 0
    for token in _NESTING.finditer(raw):
        if token[0] in b"[{":
            depth += 1
            if depth > _ENDLESS:
                raise RecursionError("the answer is nested without end")
            if depth == deepest + 1:
                kept += [raw[start : token.start()], b"null"]
        elif token[0] in b"]}":
            if depth == deepest + 1:
                start = token.end()
            depth -= 1
    if depth == 0:
        kept.append(raw[start:])
    return b"".join(kept)


def decode_study(raw: bytes) -> Any:
    """Decode one record. Raises MalformedIdentity if it is not JSON or nests too deeply."""
    try:
        study = msgspec.json.decode(storable(raw))
    except (ValueError, RecursionError) as error:
        raise MalformedIdentity(f"the record cannot be read: {error}"[:300]) from error
    if _depth(study) > DEEPEST:
        raise MalformedIdentity("the record is nested too deeply")
    return study


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            item
            for part in level
            if isinstance(part, list | dict)
            for item in (part.values() if isinstance(part, dict) else part)
        ]
    return depth
