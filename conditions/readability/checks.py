"""How a text reads while it is being written: its grade, long sentences, sources, unknown words.

Nothing here uses the database or forbids anything: an editor sees it and decides.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import vocabulary
from vocabulary.folding import Word, fold, words

from . import grades
from .grades import HIGHEST, LONGEST_SENTENCE

# This many letters are far more than a page; more would keep others waiting.
LONGEST_TEXT = 100_000
HARDEST_SHOWN = 3
FEWEST_WORDS = 30  # the grade of fewer says nothing
MANY_SYLLABLES = 4
# How many words of a name may come before its explanation in brackets, and how long that may be.
WORDS_OF_A_NAME, WORDS_OF_A_GLOSS = 3, 6

_ADDRESS = re.compile(r"\]\([^)\s]{0,500}\)")
_MARKS = re.compile(r"[\[\]*]+")
_DOSE = re.compile(
    r"(?<![\w.,])\d[\d.,]{0,12}[\s-]?(?:mg|mcg|µg|μg|ug|ml|iu|milligrams?|micrograms?|millilit(?:er|re)s?"
    r"|(?:grams?|g)\s?(?:/|per|a)\s?(?:kg|kilo|day))\b",
    re.I,
)
_STOP = re.compile(
    r"\b(?:stop|stopping|skip|skipping|quit|quitting|halve|leave out|come off|cut out)\b", re.I
)
_MEDICINE = re.compile(
    r"\b(?:medicines?|medications?|drugs?|steroids?|statins?|pills?|tablets?|infusions?|doses?"
    r"|treatment|prednisone|prednisolone|methotrexate)\b",
    re.I,
)
_READER = re.compile(r"\b(?:you|your)\b", re.I)
_WARNED = re.compile(
    r"\b(?:not|never|no one|nobody|without|danger\w*|risk\w*|harm\w*|too (?:fast|soon|quickly))\b"
    r"|n['’]t\b",
    re.I,
)
# Greek and Latin parts of which medicine builds its words.
_MEDICAL = re.compile(
    r"(?:hyper|hypo|myo|neuro|cardio|cyto|hemat|hemo|hepat|nephr|osteo|thromb|pulmon|gastr|immuno"
    r"|encephal|broncho|dys(?=[pfkt])|poly(?=[anm]))\w{3,}"
    r"|\w{2,}(?:itis|itides|osis|opathy|opathies|algia|emia|penia|ectomy|otomy|oscopy|ography"
    r"|plegia|paresis|phagia|trophy|trophic|megaly|uria|cyte|blast|oma|omas|omata|lytic|genic"
    r"|mab|nib|olol|mycin|cillin|azole|statin)s?"
)
_SHORT = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]\d*s?|[A-Z]{2,}\d*s?")
_A = {"a", "an", "the", "one", "when"}


@dataclass(frozen=True)
class Said:
    """A piece of a page as it is in the form, even if unfinished."""

    text: str
    heading: str = ""
    label: str = ""
    needs_source: bool = True
    has_source: bool = False
    is_checked: bool = False
    is_expired: bool = False
    is_question: bool = False

    @property
    def plain(self) -> str:
        return plain(self.text)


@dataclass(frozen=True)
class Found:
    """What somebody should look at, and where it is."""

    what: str
    said: Said
    times: int = 1
    instead: str = ""


@dataclass
class Readability:
    words: int = 0
    grade: float | None = None
    hardest: list[Found] = field(default_factory=list)
    long_sentences: list[Found] = field(default_factory=list)  # `times` are words
    without_source: list[Said] = field(default_factory=list)
    not_read: list[Said] = field(default_factory=list)
    expired: list[Said] = field(default_factory=list)
    jargon: list[Found] = field(default_factory=list)
    doses: list[Found] = field(default_factory=list)
    stopping: list[Found] = field(default_factory=list)
    dashes: list[Said] = field(default_factory=list)

    @property
    def is_too_hard(self) -> bool:
        return self.grade is not None and self.grade > HIGHEST

    @property
    def to_look_at(self) -> int:
        """How much an editor can correct while writing. Reading at the source is not counted."""
        lists: list[list] = [
            *(self.long_sentences, self.without_source, self.expired, self.jargon),
            *(self.doses, self.stopping, self.dashes),
        ]
        return self.is_too_hard + sum(map(len, lists))


class TooLong(Exception):
    """More text than a page can have."""


def measure(pieces: Iterable[Said], glossary: Iterable[str]) -> Readability:
    """`glossary` are the names of its terms; the names in our vocabulary are known as well."""
    pieces = [said for said in pieces if said.text.strip()]
    if sum(len(said.text) for said in pieces) > LONGEST_TEXT:
        raise TooLong
    found, sentences = Readability(), []
    for said in pieces:
        text = said.plain
        found.words += len(words(text))
        for sentence, spoken in grades.spoken(text):
            sentences.append((sentence, spoken, said))
            if _tells_to_stop(sentence):
                found.stopping.append(Found(sentence, said))
        found.doses += [Found(match[0], said) for match in _DOSE.finditer(text)]
        if "—" in text:
            found.dashes.append(said)
        if said.needs_source and not said.has_source:
            found.without_source.append(said)
        elif said.needs_source and not said.is_checked and not said.is_question:
            found.not_read.append(said)
        if said.is_expired:
            found.expired.append(said)
    found.jargon = jargon(pieces, glossary)
    found.long_sentences = sorted(
        (
            Found(sentence, said, len(spoken))
            for sentence, spoken, said in sentences
            if len(spoken) > LONGEST_SENTENCE
        ),
        key=lambda long: -long.times,
    )
    if sum(len(spoken) for _sentence, spoken, _said in sentences) >= FEWEST_WORDS:
        found.grade = grades.grade([spoken for _sentence, spoken, _said in sentences])
    if found.is_too_hard:
        hardest = sorted(sentences, key=lambda row: -grades.grade([row[1]]))
        found.hardest = [Found(text, said) for text, _spoken, said in hardest[:HARDEST_SHOWN]]
    return found


def plain(text: str) -> str:
    """What readers see of it: no stars, no addresses."""
    return " ".join(_MARKS.sub("", _ADDRESS.sub("]", text)).split())


def _tells_to_stop(sentence):
    verb = _STOP.search(sentence)
    return bool(
        verb
        and _MEDICINE.search(sentence)
        and (_READER.search(sentence) or not verb.start())
        and not _WARNED.search(sentence)
    )


def jargon(pieces: list[Said], glossary: Iterable[str]) -> list[Found]:
    """Words that many readers will not know: in no glossary, no name, and nowhere explained."""
    names = _by_first_word(_names() | {vocabulary.stems(name) for name in glossary})
    tokens = [(said, said.plain, words(said.plain)) for said in pieces]
    explained = {stem for _said, text, found in tokens for stem in _explained(text, found)}
    # A label is explained by the text after it.
    explained |= {stem for said in pieces for stem in vocabulary.stems(said.label)}
    first: dict[str, Found] = {}
    times: Counter[str] = Counter()
    for said, text, found in tokens:
        for word in _unnamed(found, names):
            stem = vocabulary.stem(word.text)
            written = text[word.start : word.end]
            instead = _plain().get(word.text)
            if stem in explained or not (instead or _is_strange(written, stem, text, word.start)):
                continue
            first.setdefault(stem, Found(written, said, instead=instead or ""))
            times[stem] += 1
    return [
        Found(found.what, found.said, times[stem], found.instead)
        for stem, found in sorted(first.items(), key=lambda row: -times[row[0]])
    ]


def _unnamed(found: list[Word], names):
    """The words of a text that are part of no name; the longest name wins."""
    stems = [vocabulary.stem(word.text) for word in found]
    at = 0
    while at < len(found):
        known = names.get(stems[at], ())
        end = next((at + len(name) for name in known if stems[at : at + len(name)] == name), None)
        if end is None:
            yield found[at]
        at = end or at + 1


def _by_first_word(names):
    """{a name's first stem: the stems of all names that begin so, the longest first}."""
    found = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        found.setdefault(name[0], []).append(list(name))
    return found


def _explained(text, found: list[Word]):
    """Stems of the words that the text itself explains: in brackets, as "called", as "that is"."""
    stems = [vocabulary.stem(word.text) for word in found]
    bracket = None
    for at, word in enumerate(found):
        following = [word.text for word in found[at + 1 : at + 3]] or [""]
        gap = text[word.end : found[at + 1].start if at + 1 < len(found) else len(text)]
        if ")" in gap and bracket is not None:
            if at - bracket < WORDS_OF_A_GLOSS:
                yield from stems[bracket : at + 1]
            bracket = None
        if "(" in gap:
            bracket = at + 1
            yield from stems[max(0, at + 1 - WORDS_OF_A_NAME) : at + 1]
        is_or = "," in gap and following[0] == "or"
        if (
            ("," in gap and following[0] in _A | {"or", "that"})
            or following[0] in ("mean", "means")
            or (following[0] in ("is", "are") and following[-1] in _A)
        ):
            yield stems[at]
        if is_or or word.text in ("called", "named"):
            yield from stems[at + 1 : at + 1 + is_or + WORDS_OF_A_NAME]


def _is_strange(written, stem, text, start):
    if _SHORT.fullmatch(written):
        return written.removesuffix("s") not in _abbreviations()
    if stem in _common() or not written.isalpha():
        return False
    if (
        written[0].isupper()
        and start
        and text[max(0, start - 3) : start].rstrip()[-1:] not in ".!?:"
    ):
        return False  # a name of somebody, or of a place
    if _MEDICAL.fullmatch(written.lower()):
        return True
    return grades.syllables(written) >= MANY_SYLLABLES


@cache
def _data():
    return tomllib.loads((Path(__file__).parent / "plain_words.toml").read_text(encoding="utf-8"))


@cache
def _common():
    return set(vocabulary.stems(_data()["common"]))


@cache
def _abbreviations():
    return set(_data()["abbreviations"].split())


@cache
def _plain():
    """{a word in each of its forms: what to write instead}. Not by stems, because systemic and
    system, clinically and clinic have the same one."""
    return {
        form: instead for word, instead in _data()["plain"].items() for form in _forms(fold(word))
    }


def _forms(word):
    yield from (word + end for end in ("", "s", "es", "d", "ed", "ing"))
    yield from (word[:-1] + end for end in ("ies", "ied", "ing"))
    if word.endswith("is"):
        yield word[:-2] + "es"


@cache
def _names():
    """Diseases, medicines and antibodies; the glossary has to explain what tests find."""
    named = {
        key
        for key, slugs in vocabulary.readings().items()
        if not all(slug.startswith("finding:") for slug in slugs)
    }
    named |= {vocabulary.stems(name) for name in grades.NAMES}
    # Jo-1, of anti-Jo-1.
    named |= {key[1:] for key in named if key[0] == "anti" and len(key) > 1}
    return named | set(vocabulary.abbreviations())
