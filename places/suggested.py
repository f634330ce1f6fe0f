"""Places that somebody may mean who misspelled one, or typed more than a place.

"Albequerque", "Boston or New York", "I live in Tucson, Arizona", "Mayo Clinic Rochester".
"""

import re
from collections.abc import Iterator

from .mention import NO_PLACES, find_in
from .misspelled import nearly
from .names import Found
from .naming import LONGEST, clean, key
from .place import Place
from .problems import MOST_CHOICES, NotResolved
from .resolve import candidates

_OR = re.compile(r"\s+(?:or|and|y|o|und|oder|et|ou)\s+|[/&;]", re.IGNORECASE)
# So many people has a town that is offered because it is the last word of many, or the first.
LARGE_PEOPLE = 50_000
# So many letters has a misspelled town at least: here, it is known to stand for a place.
SHORTEST = 5
# A place has at most so many words.
MOST_WORDS = 4


def suggested(text: str) -> list[Place]:
    """Places to choose from, the likeliest first; none if nothing in the text names one."""
    typed = clean(text[:LONGEST])
    if len(text) > LONGEST or not key(typed):
        return []
    parts = [part for part in _OR.split(typed) if key(part)]
    if len(parts) > 1 and (found := [own[0] for part in parts if (own := _places(part))]):
        return list(dict.fromkeys(found))[:MOST_CHOICES]
    for find in (_well_spelled, _introduced, _at_an_end):
        if places := find(typed):
            return places[:MOST_CHOICES]
    return []


def _found(text: str) -> list[Found]:
    try:
        return candidates(text)
    except NotResolved:
        return []


def _places(text: str) -> list[Place]:
    return [one.place for one in _found(text)]


def _well_spelled(text: str) -> list[Place]:
    """A large town with one word spelled as we know it, and all that was said of it."""
    for word in re.finditer(r"[^\W\d_]+", text):
        if key(word[0]) in NO_PLACES or not (one := nearly(word[0], SHORTEST)):
            continue
        corrected = f"{text[: word.start()]}{one.place.name}{text[word.end() :]}"
        if found := _places(corrected):
            return found
    return []


def _introduced(text: str) -> list[Place]:
    mention = find_in(f"{text}.")
    return [mention.place] if mention and mention.place else []


def _at_an_end(text: str) -> list[Place]:
    """Towns of the last words, or of the first: "Mayo Clinic Rochester", "Tucson, Arisona"."""
    return next(filter(None, map(_large, _ends(text))), [])


def _ends(text: str) -> Iterator[str]:
    words = text.split()
    for first in range(max(1, len(words) - MOST_WORDS), len(words)):
        if key(words[first]) not in NO_PLACES:
            yield " ".join(words[first:])
    if len(words) <= MOST_WORDS and key(words[0]) not in NO_PLACES:
        for end in range(len(words) - 1, 0, -1):
            yield " ".join(words[:end])


def _large(text: str) -> list[Place]:
    return [
        one.place for one in _found(text) if one.place.kind == "town" and one.people >= LARGE_PEOPLE
    ]
