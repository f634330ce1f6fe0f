"""The words of `lexicon.toml`: what each of them does in a line of criteria."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from vocabulary import files


class Kind(StrEnum):
    TOPIC = "topic"
    FILLER = "filler"
    NOW = "now"
    PAST = "past"
    OTHER = "other"
    NARROW = "narrow"
    USE = "use"
    PRESENT = "present"
    ABSENT = "absent"
    TEST = "test"
    WITHIN = "within"
    OR = "or"
    AND = "and"
    WITH = "with"
    WITHOUT = "without"
    NOT = "not"
    EXCEPT = "except"
    SPARED = "spared"
    SUCH = "such"
    MUST = "must"
    IF = "if"
    ALLOW = "allow"
    MAY = "may"
    OTHERS = "others"
    APART = "apart"
    ONSET = "onset"
    CHOICE = "choice"
    # Not in the table: found by other rules.
    QUANTITY = "quantity"
    COMMA = "comma"
    OPEN = "open"
    CLOSE = "close"
    UNKNOWN = "unknown"


class Row(msgspec.Struct, frozen=True):
    """One entry of the table. `medicines` and `medicine_class` add names of the vocabulary."""

    kind: Kind
    words: tuple[str, ...]
    topic: str = ""
    medicines: tuple[str, ...] = ()
    medicine_class: str = ""
    times: float = 0
    examples: tuple[tuple[str, str, dict[str, Any], str], ...] = ()


class _Table(msgspec.Struct):
    row: tuple[Row, ...]


@cache
def rows() -> tuple[Row, ...]:
    text = (Path(__file__).parent / "lexicon.toml").read_bytes()
    return msgspec.toml.decode(text, type=_Table).row


@dataclass(frozen=True)
class Scanner:
    rows: tuple[Row, ...]
    pattern: re.Pattern[str]

    def of_match(self, match: re.Match[str]) -> Row:
        return self.rows[int((match.lastgroup or "")[1:])]


@cache
def scanner() -> Scanner:
    found = rows()
    groups = (f"(?P<r{n}>{_pattern(row)})" for n, row in enumerate(found))
    # No part of a word, and no half of "anti-cancer" or "cancer-related".
    pattern = rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w]|-\w)"
    return Scanner(found, re.compile(pattern, re.IGNORECASE))


def _pattern(row: Row) -> str:
    words = [re.sub(r" ", r"\\s", word) for word in row.words]
    words += [re.escape(name).replace(r"\ ", r"\s") for name in _medicines(row)]
    return "|".join(f"(?:{word})" for word in words)


def _medicines(row: Row) -> list[str]:
    names = [
        name
        for medicine in files.medicines()["medicines"]
        if medicine["name"] in row.medicines
        or (row.medicine_class and medicine.get("class") == row.medicine_class)
        for name in (medicine["name"], *medicine.get("brands", []), *medicine.get("others", []))
    ]
    return sorted(names, key=len, reverse=True)
