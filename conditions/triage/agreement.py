"""Find sentences that say how fast to get help, and those that do not fit the scale."""

import re
from collections.abc import Iterator
from functools import cache

from django.utils import translation

from .levels import LEADS, Level
from .signs import SIGNS

# How a sentence says how fast. "now" alone is a word like any other.
_SAYS = {
    Level.NOW: re.compile(
        r"emergency (?:number|care|room)|an emergency\b|\*\*emergency\*\*|\b911\b|\bambulance\b"
        r"|go to the hospital now|do not wait for a call back",
        re.I,
    ),
    Level.TODAY: re.compile(r"same[- ]day|\btoday\b|within hours|same hour", re.I),
    Level.DAYS: re.compile(
        r"(?<!weaker )(?<!grows )(?<!strength )within (?:a few )?days|\bcall soon\b", re.I
    ),
}
_CALL = re.compile(r"\b(?:call|get|seek|see|go|tell|ask|need|is an|emergency)\b", re.I)
_IMMUNE = re.compile(r"immun|steroid|such a medicine", re.I)
_NOT_URGENT_ROOM = re.compile(r"(?:cannot reach|(?:nobody|no one) answers)[^.]*", re.I)
# What a sentence is about, and the only levels that it may name.
_RULES = (
    (re.compile(r"checkpoint inhibitor|immunotherapy", re.I), {Level.NOW}),
    (re.compile(r"adrenal crisis|steroids?\b[^.]*\bvomit|vomit[^.]*\bsteroid", re.I), {Level.NOW}),
    (
        re.compile(r"cola|(?:dark|brown|red)[^.]{0,25}\burine|urine[^.]{0,20}\bdark", re.I),
        {Level.NOW},
    ),
    (re.compile(r"trouble breathing|chest pain|\bchok|cannot swallow|\bfaint", re.I), {Level.NOW}),
    (
        re.compile(r"short(?:ness)? of breath|breathless|short breath|out of breath", re.I),
        {Level.NOW, Level.TODAY},
    ),
)


def _levels(sentence):
    said = _NOT_URGENT_ROOM.sub("", sentence)
    return {level for level, pattern in _SAYS.items() if pattern.search(said)}


def _calls(text) -> Iterator[tuple[str, set[Level]]]:
    """Yield (sentence, how fast it says) where a text that is not the scale's own says so."""
    language = translation.get_language()
    if text.strip() in _leads(language) or text.strip() in _levels_of_signs(language):
        return
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
        if _CALL.search(sentence) and (levels := _levels(sentence)):
            yield sentence, levels


# Both are translated once for a language, and not for each of a thousand texts.


@cache
def _leads(language: str | None) -> set[str]:
    return {str(lead) for lead in LEADS.values()}


@cache
def _levels_of_signs(language: str | None) -> dict[str, Level]:
    """{sentence of the scale: how fast it says}, in the language that is active."""
    return {str(sign.text): sign.level for sign in SIGNS.values()}


def levels_in(text: str) -> Iterator[tuple[str, Level, bool]]:
    """Yield (sentence, how fast it says, whether it is the scale's own) where a text says so."""
    if level := _levels_of_signs(translation.get_language()).get(text.strip()):
        yield text.strip(), level, True
    for sentence, levels in _calls(text):
        yield from ((sentence, level, False) for level in levels)


def disagreements(text: str) -> Iterator[tuple[str, str]]:
    """Yield (sentence, why) for each sentence that does not fit the scale."""
    for sentence, levels in _calls(text):
        if Level.NOW in levels and len(levels) > 1:
            yield sentence, "it says both an emergency and later"
        for about, allowed in _RULES:
            if about.search(sentence) and not levels <= allowed:
                yield sentence, f"this sign needs help {' or '.join(sorted(allowed))}"
        if re.search(r"\bfever\b", sentence, re.I) and _IMMUNE.search(sentence):
            danger = re.search(r"breath|confus|faint|shiver|stiff neck", sentence, re.I)
            allowed = {Level.NOW} if danger else {Level.TODAY}
            if not levels <= allowed:
                yield sentence, "a fever on these medicines needs help today"
