"""A reader's words as all four searches use them: one Question, and what it looks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import vocabulary
from places.mention import Mention
from vocabulary import Kind, Term, folding
from vocabulary.folding import fold

from . import languages, pointers, site
from .small_talk import Intent, Run, intent_of
from .subjects import Subject

_CONDITIONS = {Kind.CONDITION, Kind.NEIGHBOUR}
MEDICINES = {Kind.MEDICINE, Kind.MEDICINE_GROUP}
_WITHOUT = frozenset(vocabulary.stems("without sin"))


@dataclass(frozen=True)
class Said:
    """A term, and the reader's words for it."""

    term: Term
    text: str

    @property
    def other_names(self) -> list[str]:
        said = fold(self.text)
        return [name for name in self.term.names if name != said and said not in name]


@dataclass(frozen=True)
class NotUsed:
    """Words that we understood and cannot search for; not_used.py says why."""

    text: str
    # "without", "value", "decade", "amount", "percent", "time", "travel", "area", "cause",
    # "before", "allowed", "negative" or "unstated".
    why: str
    # Where the words are in the question.
    start: int
    end: int
    # The medicine that a study should not use.
    term: Term | None = None
    # The short name of the test that a value is of, in lower case.
    test: str = ""


@dataclass(frozen=True)
class Question:
    """What was typed, and how we read it. `words` are the rest, which must be found as it is."""

    text: str = ""
    terms: tuple[Said, ...] = ()
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    # NCT numbers; one with a digit too few or too many is as it was typed, see nct_numbers.py.
    numbers: tuple[str, ...] = ()
    # {field of the form: values} that the words stand for, and the words themselves.
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choice_words: Mapping[str, str] = field(default_factory=dict)
    # A place, and how far from it.
    mention: Mention | None = None
    not_used: tuple[NotUsed, ...] = ()
    subjects: frozenset[Subject] = frozenset()
    # Short forms that we do not guess: {"said", "choices", "rather"}.
    unclear: Mapping[str, Any] | None = None
    # "self_harm" or "emergency".
    urgent: str = ""

    @property
    def urgent_signs(self) -> tuple[str, ...]:
        """Slugs of signs of the triage scale that the words tell of, for the top of the box."""
        return vocabulary.urgent_lines(self.text)

    @property
    def is_spanish(self) -> bool:
        return languages.is_spanish(self.text)

    @property
    def is_on_the_portal_only(self) -> bool:
        """Whether it asks how to use the portal, or who runs it, and names nothing to look for."""
        names_more = self.terms or self.mention or self.numbers or self.choices or self.phrases
        return not names_more and bool({Subject.SITE, Subject.ABOUT} & self.subjects)

    @property
    def site(self) -> list[str]:
        """The names of the questions on using the portal, as in site.toml."""
        return site.asked(self.text)

    @cached_property
    def pointers(self) -> tuple[str, ...]:
        """The names of questions in pointers.toml, which one page of ours answers."""
        return pointers.asked(self.text)

    @property
    def language(self) -> str:
        """ "es", "de", "fr" or "pt" for a question in one of these languages, "" for others."""
        return languages.language_of(self.text)

    @property
    def language_of_the_box(self) -> str:
        """The language of the emergency box; "" for English. One word for a sign is enough."""
        if self.language or not self.is_spanish:
            return self.language or languages.language_of_signs(self.text)
        return languages.language_of_signs(self.text) or "es"

    @cached_property
    def intent(self) -> Intent:
        intent = intent_of(self.text)
        names_medicine = any(said.term.kind in MEDICINES for said in self.terms)
        if intent == Intent.ANY and names_medicine and not self.words:
            return Intent.MEDICINE
        return intent

    @property
    def is_about_neighbours_only(self) -> bool:
        """Whether all conditions named are other diseases, so that myositis is not the subject."""
        kinds = {said.term.kind for said in self.terms} & _CONDITIONS
        return kinds == {Kind.NEIGHBOUR}

    @property
    def groups(self) -> list[list[Said]]:
        """Lists of terms; a record must have at least one term of each list.

        With two conditions, readers want studies of either. With a condition and a medicine, they
        want studies of both.
        """
        conditions = [said for said in self.terms if said.term.kind == Kind.CONDITION]
        others = [said for said in self.terms if said.term.kind not in _CONDITIONS]
        if not conditions:
            conditions = [said for said in self.terms if said.term.kind == Kind.NEIGHBOUR]
        return ([conditions] if conditions else []) + [[said] for said in others]

    @property
    def suggested(self) -> list[Term]:
        """Conditions that the named symptoms may come from. We suggest them and search for none."""
        said = frozenset(vocabulary.stems(self.text))
        # "No rash" is not a rash. "Without a rash" may be what distinguishes one disease from
        # another.
        wanted = frozenset(vocabulary.stems(self.text_without_place))
        named = {said.term.slug for said in self.terms}
        found = [
            slug
            for stems, slug in vocabulary.suggestions()
            if stems <= (said if _WITHOUT & stems else wanted)
        ]
        # A child's signs are those of the juvenile disease; we do not offer it twice.
        if "juvenile-myositis" in found:
            found = [slug for slug in found if slug != "dermatomyositis"]
        return [vocabulary.terms()[slug] for slug in dict.fromkeys(found) if slug not in named]

    def text_of(self, mention: Mention) -> str:
        return self.text[mention.start : mention.end].strip()

    @property
    def text_without_place(self) -> str:
        """The text without the place, and without the words that we cannot search for."""
        parts = [(one.start, one.end) for one in self.not_used]
        if self.mention:
            parts.append((self.mention.start, self.mention.end))
        text = self.text
        for start, end in sorted(parts, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return text

    @property
    def neighbours(self) -> list[Term]:
        return [said.term for said in self.terms if said.term.kind == Kind.NEIGHBOUR]

    @property
    def needs_text(self) -> bool:
        """Whether a record's text must have any words."""
        return bool(self.terms or self.phrases or self.words or self.prefixes or self.without)

    @property
    def loose_words(self) -> tuple[str, ...]:
        """Words that we do not know, and can leave out if nothing is found with them."""
        return self.words if self.terms or self.phrases or len(self.words) > 1 else ()

    @property
    def left_out_if_loose(self) -> tuple[str, ...]:
        """The loose words as the reader wrote them: "exercise", not our folded "exercize"."""
        written = {word.text: self.text[word.start : word.end] for word in folding.words(self.text)}
        return tuple(written.get(word, word) for word in self.loose_words)

    def tsquery(self, loosely: bool = False) -> str:
        """For PostgreSQL's to_tsquery; "" if any text will do.

        Loosely, only the known terms must be found or, without terms, one of the words.
        """
        must = [_any_of(said.term for said in group) for group in self.groups]
        must += [_quoted(phrase) for phrase in self.phrases]
        single = [_quoted(word) for word in self.words]
        single += [f"{_quoted(prefix)}:*" for prefix in self.prefixes]
        if not loosely:
            must += single
        elif not must and single:
            must.append(f"({' | '.join(single)})")
        must += [f"!{_quoted(word)}" for word in self.without]
        return " & ".join(must)

    def wanted(self) -> list[tuple[Run, ...]]:
        """For the highlights: for each part of the question, the runs of stems that answer it."""
        parts: list[tuple[Run, ...]] = [
            tuple(
                vocabulary.stems(name)
                for said in group
                for name in (*said.term.names, *said.term.title_names)
            )
            for group in self.groups
        ]
        parts += [(vocabulary.stems(phrase),) for phrase in self.phrases]
        parts += [(vocabulary.stems(word),) for word in self.words]
        return parts


def _quoted(folded: str) -> str:
    # Folded words have only letters and digits, so nothing in them is syntax of to_tsquery.
    return f"'{folded}'"


def _any_of(terms: Iterable[Term]) -> str:
    parts = []
    for term in terms:
        parts += [_quoted(name) for name in term.names]
        parts += [f"{_quoted(name)}:AB" for name in term.title_names]
    return f"({' | '.join(parts)})"
