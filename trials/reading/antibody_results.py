"""What a test found, told again in the words that the rules know: "positive", "negative".

"A carrier of anti-Ku" becomes "positive for anti-Ku", "anti-SRP was ruled out" becomes "anti-SRP
negative". The words are data, in order; see antibody_results.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from .cues import NAME, pattern
from .effects import Part
from .wording import lazy


@dataclass(frozen=True)
class Result:
    """`words` become `says`, where nothing of `unless` stands before them in the clause.

    `only` is the kind of heading that it counts under, or "".
    """

    words: re.Pattern[str]
    says: str
    unless: re.Pattern[str] | None
    only: str
    examples: tuple[tuple[str, str, str], ...]


def _read() -> tuple[Result, ...]:
    path = Path(__file__).parent / "antibody_results.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = {f"{{{name}}}": f"(?:{words})" for name, words in table["shared"].items()}
    return tuple(_result(entry, shared) for entry in table["result"])


def _result(entry: dict[str, Any], shared: dict[str, str]) -> Result:
    words = tuple(_filled(word, shared) for word in entry["words"])
    unless = _filled(entry["unless"], shared) if "unless" in entry else ""
    return Result(
        lazy(rf"(?<![\w-])(?:{pattern(words)})(?!\w)", re.IGNORECASE),
        entry["says"],
        lazy(pattern((unless,)), re.IGNORECASE) if unless else None,
        entry.get("only", ""),
        tuple(tuple(example) for example in entry["examples"]),
    )


def _filled(word: str, shared: dict[str, str]) -> str:
    for name, words in reversed(shared.items()):
        word = word.replace(name, words)
    return word


RESULTS = _read()


def retold(text: str, spans: list[tuple[str, int, int]], part: Part) -> str:
    """A text with its results in known words; the names in it stay as they are."""
    if not spans:
        return text
    parts, at = [], 0
    for _slug, start, end in spans:
        parts += [text[at:start], NAME]
        at = end
    masked = "".join((*parts, text[at:]))
    for result in RESULTS:
        if result.only in ("", part.value):
            masked = result.words.sub(partial(_said, result), masked)
    names = [text[start:end] for _slug, start, end in spans]
    *between, last = masked.split(NAME)
    if len(between) != len(names):
        return text
    return "".join(part + name for part, name in zip(between, names, strict=True)) + last


def _said(result: Result, found: re.Match[str]) -> str:
    if result.unless and result.unless.search(found.string, 0, found.start()):
        return found[0]
    return found.expand(result.says)
