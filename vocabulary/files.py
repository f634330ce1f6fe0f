"""The shipped TOML files beside this module. Reading one checks that its rows have these types."""

from pathlib import Path
from typing import NotRequired, TypedDict

import msgspec

_FOLDER = Path(__file__).parent


class Condition(TypedDict):
    slug: str
    name: str
    kind: str
    names: list[str]
    names_of_title_only: NotRequired[list[str]]
    said: NotRequired[list[str]]
    spanish: NotRequired[list[str]]
    typos: NotRequired[list[str]]
    suggests: NotRequired[list[str]]
    broader: NotRequired[list[str]]


class ShortForm(TypedDict):
    """An abbreviation, the slug of the condition it means, and when it means that."""

    short: str
    means: str
    when: str


class Unclear(TypedDict):
    """Short forms of other diseases (`choices`), where a reader may mean `rather` instead."""

    shorts: list[str]
    choices: list[str]
    rather: str


class Conditions(TypedDict):
    condition: list[Condition]
    abbreviation: list[ShortForm]
    unclear: list[Unclear]


# `class` is a keyword, so these two cannot be written as classes.
Medicine = TypedDict(
    "Medicine",
    {
        "name": str,
        "class": NotRequired[str],
        "brands": NotRequired[list[str]],
        "others": NotRequired[list[str]],
    },
)
MedicineGroup = TypedDict("MedicineGroup", {"name": str, "class": str, "names": list[str]})


class Medicines(TypedDict):
    medicines: list[Medicine]
    group: list[MedicineGroup]


class Finding(TypedDict):
    name: str
    others: list[str]


class Antibody(Finding):
    # The slug of the condition that the antibody belongs to.
    of: NotRequired[str]


class Findings(TypedDict):
    antibodies: list[Antibody]
    findings: list[Finding]


class UrgentSign(TypedDict):
    """A sign of conditions/triage/signs.py; texts with ";" between them. One of each group must be
    said, and none of `unless`."""

    slug: str
    groups: list[str]
    unless: NotRequired[str]


class Harmless(TypedDict):
    """A question that takes back what its words tell of: the entries of the list `of`."""

    of: str
    groups: list[str]
    unless: NotRequired[str]


class Urgent(TypedDict):
    """Texts whose words tell of trouble, and words that change what they tell."""

    not_urgent: list[str]
    emergency: list[str]
    emergency_phrases: list[str]
    self_harm: list[str]
    self_harm_phrases: list[str]
    abilities: list[str]
    cannot: list[str]
    trouble: list[str]
    badly: list[str]
    asks_spelling: list[str]
    never_spelling: list[str]
    asks_meaning: list[str]
    technical: list[str]
    # {slug of a sign: words; one of them puts it first in the box}
    first: dict[str, str]
    sign: list[UrgentSign]
    bare: list[str]
    # Words of somebody who speaks of people, not of studies alone.
    person: str
    harmless: list[Harmless]


def conditions() -> Conditions:
    return msgspec.toml.decode(_text("conditions.toml"), type=Conditions)


def medicines() -> Medicines:
    return msgspec.toml.decode(_text("medicines.toml"), type=Medicines)


def findings() -> Findings:
    return msgspec.toml.decode(_text("findings.toml"), type=Findings)


def urgent() -> Urgent:
    return msgspec.toml.decode(_text("urgent.toml"), type=Urgent)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
