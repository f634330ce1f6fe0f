"""A clause of the criteria as tokens: known words, names, numbers, and words that nobody knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from trials.reading import antibody_names, names

from . import quantities
from .lexicon import Kind, scanner
from .quantities import Quantity
from .wording import plain


@dataclass(frozen=True)
class Token:
    """`value`: the topic; for a name of a disease or antibody what it stands for."""

    kind: Kind
    text: str
    value: tuple[str, ...] = ()
    quantity: Quantity | None = None
    # Of a limit "6 months or 5 half-lives, whichever is longer": its other half may be longer.
    may_be_longer: bool = False
    may_be_shorter: bool = False
    # Of a steroid that is named: milligrams of prednisone that one of its own stands for.
    times: float = 0

    @property
    def is_topic(self) -> bool:
        return self.kind == Kind.TOPIC

    @property
    def topic(self) -> str:
        return self.value[0] if self.is_topic else ""


# Topics that are named by the names of diseases and antibodies, not by the lexicon.
TYPE, ANTIBODY = "type", "antibody"
_ILLNESSES = (
    TYPE,
    "infection_now",
    "cancer",
    "one_cancer",
    "hiv",
    "hepatitis_b",
    "hepatitis_c",
    "hepatitis_b_or_c",
    "tuberculosis",
    "ild",
)
_OF_PURPOSE = (Kind.TOPIC, Kind.UNKNOWN, Kind.NARROW, Kind.FILLER, Kind.OR, Kind.AND)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
_MARKS = {
    ",": Kind.COMMA,
    "，": Kind.COMMA,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "/": Kind.OR,
    "+": Kind.AND,
    "&": Kind.AND,
}
# Marks that change nothing: the end of a sentence, quotation marks, a colon.
_SILENT = set(".:;\"'“”*·•-–—!")
_COMPOUND = re.compile(r"[-‐]\w")
_HALF_LIVES = re.compile(
    r"\s*,?\s*(?:or|and|/)\s*(?:\d+|five|four|three)(?:\.\d)?\s*(?:times\s+the\s+)?half[-\s]?li(?:fe|ves)(?:\s+of[^,;.()]{0,40})?"
    r"(?:\s*,?\s*\(?which\s?ever\s+(?:is|was|are|period\s+is|time\s+is)?\s*(?P<which>longer|longest|later|greater|shorter|less)?\)?)?",
    re.IGNORECASE,
)


@lru_cache(4096)
def tokens(text: str) -> tuple[Token, ...]:
    text = plain(text)
    spans = _spans(text)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if at in spans:
            at, token = spans[at]
            if token.quantity and token.quantity.is_age:
                found.append(Token(Kind.TOPIC, "", ("age",)))
            found.append(token)
            continue
        if text[at].isspace() or text[at] in _SILENT:
            at += 1
            continue
        at, token = _next(
            text, at, min((start for start in spans if start > at), default=len(text))
        )
        found.append(token)
    return tuple(_without_purposes(found))


def _without_purposes(found: list[Token]) -> Iterator[Token]:
    """What a medicine is taken for is not what a person has: "IVIG for DM or HIV"."""
    is_purpose = False
    for before, token in pairwise([Token(Kind.COMMA, ""), *found]):
        if before.text.lower() == "for":
            is_purpose = True
        elif token.kind not in _OF_PURPOSE or (token.is_topic and token.topic not in _ILLNESSES):
            is_purpose = False
        if is_purpose and token.topic in _ILLNESSES:
            yield replace(token, kind=Kind.UNKNOWN, value=())
        else:
            yield token


def _next(text: str, at: int, limit: int) -> tuple[int, Token]:
    match = scanner().pattern.match(text, at)
    if match and match.end() > at and match.end() <= limit:
        row = scanner().of_match(match)
        value = (row.topic,) if row.topic else ()
        return match.end(), Token(row.kind, match[0].strip(), value, times=row.times)
    if kind := _MARKS.get(text[at]):
        return at + 1, Token(kind, text[at])
    word = _WORD.match(text, at)
    end = min(word.end(), limit) if word else at + 1
    return end, Token(Kind.UNKNOWN, text[at:end])


def _spans(text: str) -> dict[int, tuple[int, Token]]:
    """{start: (end, token)} of names and numbers, none inside of another."""
    found: list[tuple[int, int, Token]] = []

    def add(start: int, end: int, token: Token) -> None:
        if start < end and not any(start < last and first < end for first, last, _ in found):
            found.append((start, end, token))

    for slug, start, end in antibody_names.named(text):
        add(start, end, Token(Kind.TOPIC, text[start:end], (ANTIBODY, slug)))
    named = names.mentions(text)
    for mention in named:
        if _COMPOUND.match(text, mention.end):
            # "Myositis-specific antibodies"
            continue
        add(
            mention.start,
            mention.end,
            Token(Kind.TOPIC, text[mention.start : mention.end], (TYPE, *mention.means)),
        )
    for start, end, quantity in quantities.find(text):
        longer = shorter = False
        if half := _HALF_LIVES.match(text, end):
            end, which = half.end(), (half["which"] or "").lower()
            longer = which not in ("shorter", "less")
            shorter = which not in ("longer", "longest", "later", "greater")
        add(start, end, Token(Kind.QUANTITY, text[start:end], (), quantity, longer, shorter))
    return {start: (end, token) for start, end, token in found}
