"""Words as we compare them: what readers, sponsors and dictionaries spell in several ways becomes
one.

Texts of records, typed words and our own names all pass through here, so that `Anti-PL-12`,
`anti PL12` and `anti-pl 12` are one. The result is plain lower-case words, never any syntax.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORDS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "µ": "mu", "σ": "sigma", "ω": "omega",
}  # fmt: skip
# Letters that are no other letter with a mark.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "œ": "oe"})
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PHASE = re.compile(r"(i{1,3}|iv|[1-4])[abc]?")
# British spellings, turned into the registry's American ones wherever they stand in a word.
_AMERICAN = [
    (re.compile(r"aem(?=i|o|a)"), "em"),  # anaemia, haemoglobin, ischaemic
    (re.compile(r"^paed"), "ped"),
    (re.compile(r"orthopaed"), "orthoped"),
    (re.compile(r"oedem"), "edem"),
    (re.compile(r"^oesoph"), "esoph"),
    (re.compile(r"(tum|col|behavi|lab|fav|hum)our"), r"\1or"),
    (re.compile(r"^(cent|fib)re(?=s?$)"), r"\1er"),
    # Words that never have a z (exercise, precise) become odd in the same way on both sides.
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=(?:e|ed|es|ing)$)"), "yz"),
]
# A code in two halves: letters, then a number. These words count something instead: week 12.
_CODE_LETTERS = re.compile(r"[a-z]{1,5}")
_COUNTING = {
    "age", "aged", "arm", "class", "cycle", "day", "days", "dose", "grade", "group", "hour",
    "level", "month", "over", "part", "phase", "stage", "step", "study", "table", "top", "type",
    "under", "up", "visit", "week", "weeks", "year", "years",
}  # fmt: skip
# Codes that are written in two words as well.
_CODES_IN_TWO_WORDS = {
    ("jo", "1"), ("pl", "7"), ("pl", "12"), ("mi", "2"), ("mda", "5"), ("tif", "1"), ("nxp", "2"),
    ("sae", "1"), ("sae", "2"), ("ro", "52"), ("cn", "1a"), ("cd", "19"), ("cd", "20"),
    ("pd", "1"), ("car", "t"), ("ctla", "4"), ("caba", "201"), ("abc", "008"),
    ("kyv", "101"),
}  # fmt: skip
# Parts that some write apart, some with a hyphen, and some as one word; Spanish spellings.
_JOINED = {
    "tif1g": ("tif1", "gamma"),
    "tif1y": ("tif1", "gamma"),
    "u1rnp": ("u1", "rnp"),
    "pmscl": ("pm", "scl"),
    "hmgcoar": ("hmgcr",),
    "miositis": ("myositis",),
    "dermatomiositis": ("dermatomyositis",),
    "polimiositis": ("polymyositis",),
    "sintetasa": ("synthetase",),
    "dmpm": ("dm", "pm"),
    "pmdm": ("pm", "dm"),
}
# Antisynthetase, and its misspellings.
_ANTI = re.compile(r"anti(s[yi]n?th?[a-z]{4,})")
# "IBM SPSS" is a program for statistics, and IBM Watson no muscle disease either.
_COMPANY = {"spss", "statistics", "corp", "corporation", "company", "watson", "armonk"}
_CONTINUES = {second for _first, second in _CODES_IN_TWO_WORDS} | _COMPANY


class Word(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(50_000)
def _spellings(raw: str) -> tuple[tuple[str, bool], ...]:
    """The folded words of one written word: mostly one, none for a bare accent. With each, whether
    it may continue the word before it, as only a number, a phase, or one of a few words does."""
    text = raw.lower()
    if not text.isascii():
        for letter, name in _GREEK.items():
            text = text.replace(letter, f" {name} ")
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if not unicodedata.combining(mark))
        text = text.translate(_LETTERS).lower()
    words: list[str] = []
    for word in re.split(r"\s+", text):
        word = re.sub(r"['’ʼ]s?$|(?<=s)['’ʼ]$", "", word)
        word = re.sub(r"[\W_]", "", word)
        for written, american in _AMERICAN:
            word = written.sub(american, word)
        if match := _ANTI.fullmatch(word):
            words += ("anti", *_JOINED.get(match[1], (match[1],)))
        elif word:
            words += _JOINED.get(word, (word,))
    return tuple(
        (word, word[0].isdigit() or word in _CONTINUES or bool(_PHASE.fullmatch(word)))
        for word in words
    )


# (text, start, end), as in a Word, which takes ten times as long to make.
_Found = list[tuple[str, int, int]]


def words(text: str) -> list[Word]:
    """The folded words of a text, each with the span of the text that it stands for."""
    return list(map(Word._make, _found_in(text)))


def _found_in(text: str) -> _Found:
    found: _Found = []
    for match in _WORDS.finditer(text):
        start, end = match.span()
        for word, may_continue in _spellings(match[0]):
            if not (may_continue and found and _joins(found, word, start, end, text)):
                found.append((word, start, end))
    return found


def _joins(found: _Found, word: str, start: int, end: int, text: str) -> bool:
    """Whether the word continues the one before it, which then grows: PL-12, Phase II, car t."""
    before, first, last = found[-1]
    gap = text[last:start]
    pair = (before, word)
    grown = None
    if gap in "-‐‑–" and gap and word[0].isdigit() and _CODE_LETTERS.fullmatch(before):
        grown = None if before in _COUNTING else "".join(pair)
    elif len(gap) <= 1 and pair in _CODES_IN_TWO_WORDS:
        grown = "".join(pair)
    if grown:
        joined = _JOINED.get(grown, (grown,))
        found[-1:] = [(part, first, end) for part in joined]
        return True
    if _is_phase(found, gap) and _PHASE.fullmatch(word):
        number = word.rstrip("abc")
        found.append((_ROMAN.get(number, number), start, end))
        return True
    if before == "ibm" and word in _COMPANY:
        found[-1] = ("ibmcompany", first, last)
    return False


def _is_phase(found: _Found, gap: str) -> bool:
    """Whether a number here would be that of a phase: after `phase`, or in `phase 2/3`."""
    if found[-1][0] in ("phase", "phases"):
        return True
    return (
        len(found) > 1
        and found[-2][0] in ("phase", "phases")
        and found[-1][0] in "1234"
        and gap.strip() in ("/", "-", "–", "&")
    )


def fold(text: str) -> str:
    return " ".join(word for word, _start, _end in _found_in(text))
