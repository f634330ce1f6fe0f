"""The table of cues: words that decide what a clause says of the diseases that it names.

After ConText (Harkema, Chapman et al., J Biomed Inform 2009; 42: 839-851): a cue has a kind, a
direction and a scope, and all of them are data. See `cues.toml` for their meaning.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .wording import for_small, lazy, small

# Letters that stand for a name of a disease, and for "patients with", in a masked clause. A name is
# no word there, so that no pattern reads across it.
NAME, PEOPLE = "\ue000", "ᚠ"


class Kind(StrEnum):
    INCLUDES = "includes"
    REFUSES = "refuses"
    EXCEPTS = "excepts"
    DENIES = "denies"
    PARTLY = "partly"
    ELSEWHERE = "elsewhere"
    UNCLEAR = "unclear"
    PLAIN = "plain"


# Kinds that tell of something or somebody else, or of some people only.
ASIDE = (Kind.ELSEWHERE, Kind.PARTLY)


@dataclass(frozen=True)
class Cue:
    """One entry of the table.

    `tight` reaches back over names joined by "and" only, `near` must touch the name. `elliptic`
    verbs say the opposite of the verb before them. `gap` counts words. `exclusion` is what a denial
    makes of a name under exclusion criteria. `only` "exclusion": it counts under these alone.
    """

    kind: Kind
    words: tuple[str, ...]
    where: str = ""
    gap: int = 6
    tight: bool = False
    near: bool = False
    elliptic: bool = False
    exclusion: str = "includes"
    only: str = ""
    examples: tuple[tuple[str, str, str], ...] = ()


@cache
def cues() -> tuple[Cue, ...]:
    text = (Path(__file__).parent / "cues.toml").read_text(encoding="utf-8")
    return tuple(_cue(entry) for entry in tomllib.loads(text)["cue"])


def _cue(entry: dict[str, Any]) -> Cue:
    examples = tuple(tuple(example) for example in entry.pop("examples", ()))
    kind, words = Kind(entry.pop("kind")), tuple(entry.pop("words"))
    return Cue(kind=kind, words=words, examples=examples, **entry)


def pattern(words: tuple[str, ...]) -> str:
    """A whole word or phrase; a blank stands for any white space."""
    text = "|".join(f"(?:{word})" for word in words).replace("{name}", f"{NAME}+")
    text = text.replace("{people}", f"{PEOPLE}+")
    return _BLANK.sub(
        lambda blank: _BLANKS[blank["optional"]] if blank["blank"] else blank[0], text
    )


# A blank outside of a character class, with the "?" behind it.
_BLANK = lazy(r"\[(?:\\.|[^\]\\])*\]|(?P<blank> )(?P<optional>\??)")
_BLANKS = {"": r"\s+", "?": r"\s*"}


@dataclass(frozen=True)
class Scanner:
    """Finds the cues of some entries in a masked clause, none inside of another."""

    entries: tuple[Cue, ...]
    _pattern: re.Pattern[str]

    @classmethod
    def of(cls, *kinds: Kind, near: bool = False) -> "Scanner":
        entries = tuple(cue for cue in cues() if cue.kind in kinds and cue.near == near)
        groups = (f"(?P<c{n}>{pattern(cue.words)})" for n, cue in enumerate(entries))
        return cls(entries, for_small(rf"(?<![\w-])(?:{'|'.join(groups)})(?!\w)"))

    def all_in(self, masked: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(small(masked))

    def at(self, masked: str, start: int = 0) -> re.Match[str] | None:
        return self._pattern.match(small(masked), start)

    def of_match(self, match: re.Match[str]) -> Cue:
        return self.entries[int((match.lastgroup or "")[1:])]


# Verbs and turns, what tells of something else, and what touches a name.
VERBS = Scanner.of(*(kind for kind in Kind if kind not in ASIDE))
BESIDE = Scanner.of(*ASIDE)
NEAR = Scanner.of(*ASIDE, near=True)
OPPOSITE = {Kind.INCLUDES: Kind.REFUSES, Kind.REFUSES: Kind.INCLUDES}


def kind_of(near: re.Match[str] | None) -> Kind | None:
    """The kind of the words right behind a name; see Clause.near."""
    return NEAR.of_match(near).kind if near else None
