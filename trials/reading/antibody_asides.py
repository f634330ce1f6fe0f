"""The words of antibodies.toml: what stands around an antibody, and what takes a demand away."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .cues import pattern
from .effects import Part
from .wording import lazy


@dataclass(frozen=True)
class Aside:
    """Words that leave a clause without a demand, under one kind of heading or both."""

    words: tuple[str, ...]
    only: str = ""
    unless: str = ""
    written: bool = False
    examples: tuple[tuple[str, str, str], ...] = ()


def _read() -> tuple[dict[str, re.Pattern[str]], tuple[Aside, ...]]:
    text = (Path(__file__).parent / "antibodies.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    asides = tuple(_aside(entry) for entry in table.pop("aside"))
    words = {name: lazy("|".join(w), re.IGNORECASE) for name, w in table.items()}
    return words, asides


def _aside(entry: dict[str, Any]) -> Aside:
    examples = tuple(tuple(example) for example in entry.get("examples", ()))
    only, unless = entry.get("only", ""), entry.get("unless", "")
    return Aside(tuple(entry["words"]), only, unless, entry.get("written", False), examples)


WORDS, ASIDES = _read()


def _asides(only: str) -> list[tuple[re.Pattern[str], re.Pattern[str] | None, bool]]:
    """[(words, words that take their effect away, whether to look in the text as written)]"""
    found = []
    for unless, written in sorted({(aside.unless, aside.written) for aside in ASIDES}):
        words = tuple(
            word
            for a in ASIDES
            if a.only in ("", only) and (a.unless, a.written) == (unless, written)
            for word in a.words
        )
        if words:
            found.append((_whole(words), _whole((unless,)) if unless else None, written))
    return found


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return lazy(rf"(?<![\w-])(?:{pattern(words)})(?!\w)", re.IGNORECASE)


_ASIDES = {part: _asides(part.value) for part in (Part.INCLUSION, Part.EXCLUSION)}


@lru_cache(maxsize=64)
def has_aside(part: Part, text: str, original: str) -> bool:
    """The names of one list mostly stand in the same text."""
    return any(
        words.search(place) and not (unless and unless.search(place))
        for words, unless, written in _ASIDES[part]
        for place in [original if written else text]
    )
