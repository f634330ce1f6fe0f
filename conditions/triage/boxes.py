"""The emergency box in languages that readers type, on English pages; see boxes.toml."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .levels import Level
from .shown import in_order
from .signs import SIGNS


@dataclass(frozen=True)
class GroupInWords:
    lead: str
    signs: list[str]


@dataclass(frozen=True)
class Box:
    language: str
    heading: str
    lead: str
    numbers: list[tuple[str, str]]
    others: str
    unchecked: str
    # "heading", "text" and "line" of the box for somebody in despair.
    self_harm: dict[str, str]
    groups: list[GroupInWords]


@cache
def _boxes() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def languages() -> list[str]:
    return list(_boxes())


def signs_in(language: str) -> dict[str, str]:
    """{slug of a sign: its words in the language}"""
    signs: dict[str, str] = _boxes()[language]["signs"]
    return signs


def box_in(language: str, named_signs: Iterable[str] = ()) -> Box | None:
    """The box in a language; None for a language that we do not have."""
    data = _boxes().get(language)
    if data is None:
        return None
    return Box(
        language,
        data["heading"],
        data["lead"],
        [(number, where) for number, where in data["numbers"]],
        data["others"],
        data["unchecked"],
        data["self_harm"],
        [group for slugs in in_order(named_signs or ()) for group in _groups(data, slugs)],
    )


def _groups(data: dict[str, Any], slugs: Iterable[str]) -> list[GroupInWords]:
    known = [slug for slug in slugs if slug in data["signs"]]
    found = []
    for level in Level:
        signs = [data["signs"][slug] for slug in known if SIGNS[slug].level == level]
        if signs:
            found.append(GroupInWords(data["leads"][level], signs))
    return found
