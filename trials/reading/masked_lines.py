"""A line with its names masked, and the types that stand at places of it."""

import re
from collections.abc import Iterable

from . import diseases, names
from .cues import NAME


def masked(line: str, here: list[names.Mention]) -> str:
    characters = list(line)
    for mention in here:
        characters[mention.start : mention.end] = NAME * (mention.end - mention.start)
    return "".join(characters)


def named_in(words: re.Pattern[str], text: str, here: list[names.Mention]) -> set[str]:
    """The types at the places of a pattern that have a name in them."""
    return {
        slug
        for match in words.finditer(text)
        for place in match.groupdict()
        for slug in means(between(here, *match.span(place)))
    }


def means(mentions: Iterable[names.Mention]) -> set[str]:
    return {slug for m in mentions for slug in m.means if slug in diseases.SUBTYPES}


def between(here: list[names.Mention], start: int, end: int) -> list[names.Mention]:
    return [m for m in here if start <= m.start < end]
