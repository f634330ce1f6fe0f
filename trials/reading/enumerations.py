"""Lists within a line: "1) IBM 2) JDM", "excluding: IBM; JDM", "not eligible - IBM - JDM"."""

import re
from collections.abc import Iterator

from .cues import NAME
from .wording import lazy

# A semicolon or dash between two names of one list: "excluding: IBM; JDM".
_SAME_LIST = lazy(
    rf"{NAME}[\s)\]]*(?:;|\s[-–—]\s|[–—])\s*(?:(?:\b(?:an?|the|any|and|or|known|suspected)\b|[/,])\s*+|{NAME}++[\s)\]]*+)++"
    r"(?=[;.]|\s[-–—]\s|[–—]|$)",
    re.IGNORECASE,
)
_SEPARATOR = lazy(r";|\s[-–—]\s|[–—]")
_BEGINS_LIST = lazy(r"[:：]|\s[-–—]\s")
_BULLET = lazy(r"\s*[:：]?\s*(?:[-–—•*]\s+)?")
# "1) IBM 2) JDM", "1. IBM. 2. JDM": a number within a line and what stands before it.
_ENUMERATOR = lazy(
    rf"(?P<end>[.;,]?)(?:(?<=^)|(?<=[\s:.;,(\[])|\s)\s*\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)](?=\s*(?:an?\s+|the\s+)?{NAME})",
    re.IGNORECASE,
)
# "IBM (b) drug-induced myopathy", where nothing else parts the items
_LATER = lazy(
    rf"(?<=[^\s,;.:]\s)(?:\((?:[b-h]|[2-9])\)|(?:[b-h]|[2-9])\))(?=\s?[\w{NAME}])", re.IGNORECASE
)


def without_numbers(masked: str) -> str:
    """A masked clause with blanks for the numbers of its list, ";" for the end of an item."""
    masked = _LATER.sub(
        lambda match: match[0] if _is_open(masked, match) else ";".ljust(len(match[0])), masked
    )
    return _ENUMERATOR.sub(
        lambda match: (";" if match["end"] else " ").ljust(len(match[0])), masked
    )


def _is_open(masked: str, number: re.Match[str]) -> bool:
    """Whether it closes brackets, as in "(grade 2)"."""
    before = masked[: number.start()]
    return number[0][0] != "(" and before.count("(") > before.count(")")


def separators(masked: str) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, end of the next item, whether a list has begun) of what parts two names."""
    at = 0
    while match := _SAME_LIST.search(masked, at):
        separator = _SEPARATOR.search(masked, match.start())
        if separator is None:
            return
        start, at = separator.span()
        yield start, at, match.end(), bool(_BEGINS_LIST.search(masked, 0, start))


def end_of_bullet(masked: str, start: int) -> int:
    """Where the first item begins behind a colon or dash."""
    match = _BULLET.match(masked, start)
    return match.end() if match else start
