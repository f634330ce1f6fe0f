"""What the words of a reader may tell of that cannot wait: despair, an emergency, a named sign.

A sign that is denied ("no fever"), long past ("two years ago"), or only asked about as a word ("how
do you spell dysphagia") raises nothing. In doubt, it does. The words are in urgent.toml.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from . import denied, files, past
from .stems import places_of, stems
from .tokens import Tokens

# How far the word that says "cannot" may stand before the ability, and behind it.
_BEFORE, _BEHIND = 4, 2
# Entries that deny something themselves, "no puedo respirar", stand this close together.
_CLOSE = 6
# "Cannot ~ up" of a sign: so many words may stand between.
_GAP, _MOST_BETWEEN = "~", 3
_ABOVE = re.compile(r"above(\d+)")
# More lines at the top of a box would only be the box again.
_MOST_LINES = 3


@dataclass(frozen=True)
class NamedSign:
    """A sign of the triage scale, and the words that tell of it: one of each group."""

    slug: str
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    unless: tuple[tuple[str, ...], ...]


@cache
def _data() -> files.Urgent:
    return files.urgent()


@cache
def _entries(name: str) -> list[tuple[str, ...]]:
    texts: list[str] = _data()[name]  # type: ignore[literal-required]  # a table of the file
    return [Tokens(text).stems for text in texts]


def _runs(text: str) -> tuple[tuple[str, ...], ...]:
    runs = (_run(part) for part in text.split(";"))
    return tuple(run for run in runs if run)


def _stems(text: str) -> tuple[str, ...]:
    """Those of an entry, read as a question is: "j'ai" is one word of it."""
    return Tokens(text).stems


def _run(text: str) -> tuple[str, ...]:
    first, gap, then = text.partition(_GAP)
    return (*_stems(first), _GAP, *_stems(then)) if gap else _stems(text)


@cache
def _named() -> list[NamedSign]:
    return [_rule(row["slug"], row["groups"], row.get("unless", "")) for row in _data()["sign"]]


@cache
def _harmless() -> list[tuple[str, NamedSign]]:
    """[(the list whose entries do not count, what must be said)]"""
    rows = _data()["harmless"]
    return [(row["of"], _rule("", row["groups"], row.get("unless", ""))) for row in rows]


def _rule(slug: str, groups: list[str], unless: str) -> NamedSign:
    return NamedSign(slug, tuple(map(_runs, groups)), _runs(unless))


@cache
def _people() -> frozenset[str]:
    return frozenset(word.text for word in Tokens(_data()["person"]).all)


def named_signs() -> list[str]:
    """The slugs of the signs of the triage scale that words can tell of."""
    return list(dict.fromkeys(sign.slug for sign in _named()))


def first_lines() -> list[str]:
    """The slugs of the signs that a single word puts first."""
    return list(_data()["first"])


def urgent(text: str) -> str:
    """ "self_harm", "emergency" or "": what the words of a reader may tell of."""
    return _Heard(text).urgency


def signs(text: str) -> tuple[str, ...]:
    """Signs of the triage scale that the words tell of by name, beside those that every emergency
    box has."""
    heard = _Heard(text)
    return () if heard.is_about_a_word else heard.signs


def lines(text: str) -> tuple[str, ...]:
    """Signs of the triage scale that the words tell of, for the top of an emergency box."""
    heard = _Heard(text)
    return heard.lines if heard.urgency == "emergency" else ()


@cache
def _first() -> list[tuple[str, frozenset[str]]]:
    return [(slug, frozenset(stems(said))) for slug, said in _data()["first"].items()]


class _Heard:
    def __init__(self, text: str):
        self.tokens = Tokens(text)
        for phrase in _entries("not_urgent"):
            self.tokens = self.tokens.without(phrase)
        self.said = self.tokens.stems

    @property
    def urgency(self) -> str:
        if self.is_in_despair:
            return "self_harm"
        if self.is_about_a_word:
            return ""
        return "emergency" if self.is_emergency or self.signs else ""

    @property
    def is_in_despair(self) -> bool:
        # Never taken back by another word: "I am not suicidal" may still be said in despair.
        said = frozenset(self.said)
        return any(said.issuperset(entry) for entry in _entries("self_harm")) or any(
            places_of(phrase, self.said) for phrase in _entries("self_harm_phrases")
        )

    @cached_property
    def is_about_a_word(self) -> bool:
        """Whether somebody asks how a word is spelled, or what a word of medicine means."""
        data, texts = _data(), set(self.tokens.texts)
        if texts & set(data["asks_spelling"]) and not texts & set(data["never_spelling"]):
            return True
        technical = set(data["technical"])
        rest = texts - technical - set(data["asks_meaning"])
        return bool(texts & technical and texts & set(data["asks_meaning"])) and not rest

    @cached_property
    def _denied(self) -> frozenset[int]:
        entries = [*_entries("emergency"), *_entries("emergency_phrases")]
        return denied.positions(self.tokens, entries, frozenset(_data()["abilities"]))

    @cached_property
    def _not_now(self) -> frozenset[int]:
        return self._denied | past.positions(self.tokens)

    @cached_property
    def _now(self) -> frozenset[str]:
        """The stems that stand somewhere where they are neither denied nor past."""
        return frozenset(s for at, s in enumerate(self.said) if at not in self._not_now)

    @cached_property
    def is_emergency(self) -> bool:
        harmless = {kind for kind, rule in _harmless() if self._tells_of(rule)}
        if "emergency" in harmless and not set(self.tokens.texts) & _people():
            return False
        entries = _entries("emergency")
        if "bare" in harmless:
            entries = [entry for entry in entries if entry not in _entries("bare")]
        return (
            any(self._tells(entry) for entry in entries)
            or any(self._has(phrase) for phrase in _entries("emergency_phrases"))
            or self._lost_an_ability
        )

    def _tells(self, entry: tuple[str, ...]) -> bool:
        if denied.denies_itself(entry):
            return self._stands_close(entry)
        return self._now.issuperset(entry)

    def _stands_close(self, entry: tuple[str, ...]) -> bool:
        """Whether the words of an entry stand near each other, and what denies comes first."""
        wanted = frozenset(entry)
        for at, found in enumerate(self.said):
            if found in wanted and found in denied.STEMS:
                end = self.tokens.end_of_clause(at, at + _CLOSE)
                if wanted.issubset(self.said[at:end]):
                    return True
        # In German it may come last: "ich kann atmen nicht".
        return "nicht" in wanted and wanted.issubset(self.said)

    def _has(self, run: tuple[str, ...]) -> bool:
        """Whether these words stand one after the other, and are neither denied nor past."""
        return any(
            denied.denies_itself(run) or self._not_now.isdisjoint(range(at, at + len(run)))
            for at in places_of(run, self.said)
        )

    @property
    def _lost_an_ability(self) -> bool:
        """Whether somebody cannot breathe or swallow as before, in whatever words."""
        abilities = frozenset(_data()["abilities"])
        return any(
            word in abilities and at not in self._denied and self._is_lost(at)
            for at, word in enumerate(self.tokens.texts)
        )

    def _is_lost(self, at: int) -> bool:
        before, nouns, behind = (
            frozenset(_data()[name]) for name in ("cannot", "trouble", "badly")
        )
        start = self.tokens.start_of_clause(at, at - _BEFORE)
        for place in range(at - 1, start - 1, -1):
            word = self.tokens.texts[place]
            if word in nouns:
                return place not in self._not_now
            if word in ("no", "nao") and at - place > _BEHIND:
                continue
            if word in before:
                return True
        end = self.tokens.end_of_clause(at, at + 1 + _BEHIND)
        return any(
            self.tokens.texts[place] in behind and place not in self._not_now
            for place in range(at + 1, end)
        )

    @cached_property
    def signs(self) -> tuple[str, ...]:
        found = [sign.slug for sign in _named() if self._tells_of(sign)]
        return tuple(dict.fromkeys(found))

    @property
    def lines(self) -> tuple[str, ...]:
        """The signs that were named, then those of which a single word tells."""
        more = [slug for slug, said in _first() if said & self._now] if self.is_emergency else []
        return tuple(dict.fromkeys([*self.signs, *more]))[:_MOST_LINES]

    def _tells_of(self, sign: NamedSign) -> bool:
        if any(places_of(run, self.said) for run in sign.unless):
            return False
        return all(any(self._has_part(run) for run in group) for group in sign.groups)

    def _has_part(self, run: tuple[str, ...]) -> bool:
        if run and (number := _ABOVE.fullmatch(run[0])):
            least = int(number[1])
            return any(word.isdigit() and int(word) >= least for word in self.tokens.texts)
        if _GAP in run:
            at = run.index(_GAP)
            return self._has_apart(run[:at], run[at + 1 :])
        return self._has(run)

    def _has_apart(self, first: tuple[str, ...], then: tuple[str, ...]) -> bool:
        """Whether some words stand a little behind others: "cannot get him up"."""
        for at in places_of(first, self.said):
            begin = at + len(first)
            end = self.tokens.end_of_clause(at, begin + _MOST_BETWEEN + len(then))
            if not then or places_of(then, self.said[begin:end]):
                return True
        return False
