"""Read a reader's words as a question: "JDM car t trial for kids near Boston".

Known names become terms with all their other names. Words about status, phase, age or place become
filters. Small talk is dropped. The rest must be found as it is. The question keeps all of this, so
that a page can show it, and can search for the exact words instead.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import places
import vocabulary
from places.mention import Mention, find_others
from vocabulary import Abbreviation, Added, Kind
from vocabulary.folding import Word, fold, words

from . import (
    ages,
    allowed,
    amounts,
    choices,
    lab_values,
    nct_numbers,
    other_words,
    site,
    subjects,
    unwanted,
    where,
)
from .question import MEDICINES, NotUsed, Question, Said
from .small_talk import Intent, Run, everyday, intent_of, is_small_talk, runs
from .subjects import Subject

_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»')
_WITHOUT = re.compile(r"(?<!\S)[-−–](?=\w)(\S+)")
_PREFIX = re.compile(r"(\w{3,})\*")
_YEAR = re.compile(r"20[1-4]\d")
_LONGEST = 12
_PHASES, _AND = ("phase", "phases", "fase", "fases"), ("or", "and", "to", "o", "y", "oder", "und")
_NUMBERS = {
    stem: number
    for number, text in enumerate(
        ("1 one i uno", "2 two ii dos", "3 three iii tres", "4 four iv"), 1
    )
    for stem in vocabulary.stems(text)
}
NOTHING_ADDED = Added()
ADULT = 18
_JUVENILE = "juvenile-myositis"
# Of these, a child has the juvenile form.
_ALSO_JUVENILE = {
    *("dermatomyositis", "polymyositis", "clinically-amyopathic-dermatomyositis"),
    "anti-mda5-dermatomyositis",
}


# The statuses of studies that are over. If someone asks for results, those not named count too.
# Words of the registry's own status, which a study that stopped early does not have.
_COMPLETED = {"complete", "completed", "completados", "completado", "completadas"}
_OVER = {"COMPLETED", "TERMINATED", "SUSPENDED", "WITHDRAWN"}


def read(text: str, verbatim: bool = False, added: Added = NOTHING_ADDED) -> Question:
    """Verbatim: every word must be found exactly as it is."""
    text = " ".join(text.split())
    numbers: list[str] = []
    rest = nct_numbers.cut(text, numbers.append)
    rest, phrases = _cut(_QUOTED, rest)
    rest, without = _cut(_WITHOUT, rest)
    rest, prefixes = _cut(_PREFIX, rest)
    question = Question(
        text=text,
        numbers=tuple(dict.fromkeys(numbers)),
        prefixes=prefixes,
        phrases=tuple(phrase for phrase in phrases if not is_small_talk(phrase)),
        # A word cut in two by a hyphen is one thing to find, or to leave out.
        without=tuple(phrase for phrase in without if not is_small_talk(phrase)),
        urgent=vocabulary.urgent(text),
    )
    if verbatim:
        plain = tuple(word.text for word in words(rest) if not is_small_talk(word.text))
        return replace(question, words=plain)
    return _understood(rest, question, added)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, tuple[str, ...]]:
    """The text with blanks for each match, and the folded matches."""
    found = []

    def cut(match: re.Match[str]) -> str:
        found.append(next(group for group in match.groups() if group is not None))
        return " " * len(match[0])

    rest = pattern.sub(cut, text)
    return rest, tuple(filter(None, map(fold, found)))


def _blanked(text: str, start: int, end: int) -> str:
    """Replace a part by blanks, so that everything else keeps its position."""
    return text[:start] + " " * (end - start) + text[end:]


def _understood(rest: str, question: Question, added: Added) -> Question:
    found = _Found(added)
    rest = found.take_numbers(rest)
    mention, rest = found.take_travel(rest)
    mention = mention or where.place_in(rest, intent_of(question.text))
    if mention and (unwanted_from := unwanted.place_from(rest, mention)) is not None:
        found.leave_out(rest, unwanted_from, mention.end, ())
        rest = _blanked(rest, unwanted_from, mention.end)
        mention = None
    if mention:
        rest = _blanked(rest, mention.start, mention.end)
    for start, end in find_others(rest, mention):
        found.not_used.append(NotUsed(rest[start:end].strip(), "area", start, end))
        rest = _blanked(rest, start, end)
    tokens = _joined(words(rest))
    stems = tuple(vocabulary.stem(token.text) for token in tokens)
    at, left_out_until, tried_until = 0, -1, -1
    while at < len(tokens):
        length, kind, value = _longest(stems, at, tokens, added)
        is_thing = kind in ("terms", "word")
        there = tokens, at, length, kind, found.names_disease
        left_out = unwanted.left_out_from(*there) if is_thing else None
        if kind == "terms" and unwanted.goes_on(tokens, left_out_until, at):
            left_out = at, at + length
        if left_out:
            first, end = left_out
            gone = {token.text for token in tokens[first:at]}
            found.words = [word for word in found.words if word not in gone]
            terms = value if kind == "terms" else ()
            found.leave_out(rest, tokens[first].start, tokens[end - 1].end, terms)
            at = left_out_until = end
            continue
        run = tokens[at : at + length]
        slugs = value if kind == "terms" else ()
        term = added.term(slugs[0]) if slugs else None
        if why := is_thing and unwanted.no_wish(tokens, at, length, term, found.terms, tried_until):
            found.leave_out(rest, run[0].start, run[-1].end, slugs, why)
            at += length
            tried_until = at if why == "before" else -1
            continue
        before = tokens[at - 1].text if at else ""
        found.take(kind, value, rest[run[0].start : run[-1].end], before)
        at += length
    found.take_allowed(question.text)
    found.settle_results()
    found.settle_ages(is_in_despair=question.urgent == "self_harm")
    found.settle_juvenile()
    found.settle_short_forms()
    found.note_subjects(tokens, stems, question)
    return replace(
        question,
        terms=_without_broader(found.terms),
        words=tuple(dict.fromkeys(found.words)),
        choices=found.choices,
        choice_words=found.choice_words,
        mention=mention,
        unclear=found.unclear,
        not_used=tuple(found.not_used),
        subjects=frozenset(found.subjects),
    )


@dataclass
class _Found:
    """What was read so far, word by word."""

    added: Added
    terms: list[Said] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    choice_words: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, Any] | None = None
    not_used: list[NotUsed] = field(default_factory=list)
    subjects: set[Subject] = field(default_factory=set)
    # Short forms that mean something only next to other names: (short form, as it was typed, the
    # word before it, how many terms came before it).
    short: list[tuple[Abbreviation, str, str, int]] = field(default_factory=list)

    @property
    def names_disease(self) -> bool:
        return any(said.term.kind == Kind.CONDITION for said in self.terms)

    def take_numbers(self, text: str) -> str:
        """The text with blanks for words about age or a past cancer, and for values of tests."""
        if cancer := subjects.find_past_cancer(text):
            self.subjects.add(Subject.PAST_CANCER)
            self.choose("rules", ("cancer",), cancer[0].strip())
            text = _blanked(text, *cancer.span())
        if age := ages.find(text):
            number, unit, start, end = age
            years = (str(number),)
            self.choose("age", years if unit == "year" else (*years, unit), text[start:end])
            if sex := ages.sex_in(text[start:end]):
                self.choose("sex", (sex,), text[start:end])
            text = _blanked(text, start, end)
        if children := ages.find_children(text):
            self.choose("ages", ("CHILD",), children[0])
            text = _blanked(text, *children.span())
        for test, value, start, end, blank in lab_values.find(text):
            self.not_used.append(NotUsed(value, "value", start, end, test=test))
            text = _blanked(text, *blank)
        for why, start, end in amounts.find(text):
            self.not_used.append(NotUsed(text[start:end], why, start, end))
            text = _blanked(text, start, end)
        if decade := ages.find_decade(text):
            self.not_used.append(NotUsed(decade[0], "decade", *decade.span()))
            text = _blanked(text, *decade.span())
        return text

    def take_travel(self, text: str) -> tuple[Mention | None, str]:
        """The place that a time of travel is to, and the text with "near" instead of the time."""
        found = amounts.find_travel(text)
        mention = places.find_in(found[0]) if found else None
        if not found or not mention or not found[1].start <= mention.start < found[1].end:
            return None, text
        why, start, end = found[1]
        self.not_used.append(NotUsed(text[start:end].strip(), why, start, end))
        return mention, found[0]

    def leave_out(self, text: str, start: int, end: int, slugs: Run, why: str = "without") -> None:
        terms = [self.added.term(slug) for slug in slugs]
        term = terms[0] if terms else None
        self.not_used.append(NotUsed(text[start:end], why, start, end, term))

    def take_allowed(self, text: str) -> None:
        """Do not look for a medicine that somebody wants to go on taking in a study."""
        if not (said := allowed.words_in(text)):
            return
        kept = [one for one in self.terms if one.term.kind in MEDICINES]
        for one in kept:
            start = max(text.find(one.text), 0)
            end = start + len(one.text)
            self.not_used.append(NotUsed(one.text, "allowed", start, end, one.term))
        if kept:
            self.terms = [one for one in self.terms if one not in kept]
            self.words = [word for word in self.words if word not in said]

    def note_subjects(self, tokens: list[Word], stems: Run, question: Question) -> None:
        """Note what else the question is about, and do not look for the words that say so."""
        names_medicine = any(said.term.kind in MEDICINES for said in self.terms)
        asked = {
            Subject.PRICE: subjects.price_words(tokens, names_medicine),
            Subject.DATA: subjects.data_words(tokens),
            Subject.ABOUT: subjects.about_words(tokens),
            Subject.PREGNANCY: subjects.pregnancy_words(tokens, names_medicine),
            Subject.STUDY_COSTS: subjects.study_costs_words(tokens),
        }
        if intent_of(question.text) == Intent.STUDIES and not names_medicine:
            # A study has its own costs, and a price on its page is not what is asked here.
            asked.pop(Subject.PRICE)
        if intent_of(question.text) == Intent.STUDIES and self.terms:
            # "Myositis trials that pay for travel" asks for these studies.
            asked.pop(Subject.STUDY_COSTS)
        for subject, said in asked.items():
            if said:
                self.subjects.add(subject)
                gone = {word.text for word in said}
                self.words = [word for word in self.words if word not in gone]
        if questions := site.asked(question.text):
            # What is left says more about the page than about a study.
            self.subjects |= {
                Subject.ABOUT if one == "about" else Subject.SITE for one in questions
            }
            self.words = []
        if not self.terms and subjects.names_other_disease(stems):
            self.subjects.add(Subject.OTHER_DISEASE)
        names_something = bool(self.terms or question.numbers)
        if intent_of(question.text) != Intent.STUDIES and (
            subjects.asks_what_it_is(stems)
            or (not names_something and subjects.speaks_of_signs(other_words.in_english(stems)))
        ):
            self.subjects.add(Subject.SIGNS)

    def take(self, kind: str, value: Any, original: str, before: str) -> None:
        match kind:
            case "terms":
                self.terms += [Said(self.added.term(slug), original) for slug in value]
            case "short":
                self.short.append((value, original, before, len(self.terms)))
            case "unclear":
                self.unclear = {"said": original, **value}
            case "choice":
                name, values = value
                self.choose(name, values, original)
            case "word":
                self.words.append(value)

    def choose(self, name: str, values: tuple[str, ...], original: str) -> None:
        self.choices[name] = (*self.choices.get(name, ()), *values)
        said = [self.choice_words.get(name), original]
        self.choice_words[name] = " ".join(filter(None, said))

    def settle_results(self) -> None:
        """ "Finished trials with results" include those that stopped early, and "completed" ones do
        not; "with results", open ones too."""
        status = self.choices.get("status", ())
        over = tuple(one for one in status if one in _OVER)
        said = self.choice_words.get("status", "")
        if over and ("all" in status or "results" in self.choices):
            self.choices["results"] = ("yes",)
            self.choice_words.setdefault("results", said)
            is_exact = not set(fold(said).split()).isdisjoint(_COMPLETED)
            if "COMPLETED" in over and not (is_exact and len(over) == 1):
                over = ("COMPLETED", "TERMINATED")
            self.choices["status"] = over
        elif "results" in self.choices and not status:
            self.choose("status", ("all",), self.choice_words["results"])

    def settle_ages(self, is_in_despair: bool) -> None:
        """ "My daughter, 40" is no child; and "I want it to end" asks for no studies that ended."""
        number, *unit = self.choices.get("age", ("0",))
        if int(number) >= ADULT and not unit and self.choices.pop("ages", ()):
            self.choice_words.pop("ages")
        if is_in_despair:
            self.choices.clear()
            self.choice_words.clear()

    def settle_juvenile(self) -> None:
        """A child's dermatomyositis is the juvenile disease, whatever it was called."""
        number, *unit = self.choices.get("age", (str(ADULT),))
        is_child = int(number) < ADULT or bool(unit) or self.choices.get("ages") == ("CHILD",)
        said = next((one for one in self.terms if one.term.slug in _ALSO_JUVENILE), None)
        of = {one.term.condition for one in self.terms if one.term.kind == Kind.ANTIBODY}
        slugs = {one.term.slug for one in self.terms}
        if not is_child or _JUVENILE in slugs or not (said or of & _ALSO_JUVENILE):
            return
        text = said.text if said else self.terms[0].text
        self.terms.insert(0, Said(self.added.term(_JUVENILE), text))

    def settle_short_forms(self) -> None:
        known = bool(self.terms) or any(_reads_alone(one, text) for one, text, *_ in self.short)
        for short, original, before, position in reversed(self.short):
            if not before.isdigit() and (
                _reads_alone(short, original) or (short.when != "never" and known)
            ):
                self.terms.insert(position, Said(self.added.term(short.means), original))
            else:
                self.words.append(short.short)
        if self.unclear and not self.terms and not self.words:
            self.words = [word.text for word in words(self.unclear["said"])]


def _joined(tokens: list[Word]) -> list[Word]:
    """One name typed as two words: "poly myositis", "check point inhibitor"."""
    found: list[Word] = []
    for token in tokens:
        both = found[-1].text + token.text if found else ""
        if both in vocabulary.single_words():
            found[-1] = found[-1]._replace(text=both, end=token.end)
        else:
            found.append(token)
    return found


def _reads_alone(short: Abbreviation, original: str) -> bool:
    return short.when == "always" or (short.when == "capitals" and original.isupper())


def _longest(stems: Run, at: int, tokens: list[Word], added: Added) -> tuple[int, str, Any]:
    """(how many words, what they are, its value) of the longest known run that starts here."""
    for length in range(min(_LONGEST, len(stems) - at), 0, -1):
        run = stems[at : at + length]
        # "Así" has the stem of a name of ours.
        is_everyday = length == 1 and tokens[at].text in everyday("spanish")
        if run in vocabulary.unclear():
            return length, "unclear", vocabulary.unclear()[run]
        if run in vocabulary.readings() and not is_everyday:
            return length, "terms", vocabulary.readings()[run]
        if run in vocabulary.abbreviations():
            return length, "short", vocabulary.abbreviations()[run]
        if run in added.names:
            return length, "terms", (added.names[run],)
        if run in added.abbreviations:
            return length, "short", added.abbreviations[run]
        if run in choices.by_stems():
            return length, "choice", choices.by_stems()[run]
        if run in runs():
            return length, "passing", None
    if phases := _phases_from(stems, at):
        return phases[0], "choice", ("phase", phases[1])
    if _YEAR.fullmatch(tokens[at].text):
        return 1, "passing", None
    return 1, "word", tokens[at].text


def _phases_from(stems: Run, at: int) -> tuple[int, tuple[str, ...]] | None:
    """(how many words, the phases) of "phase 2 or three" that starts here."""
    if stems[at] not in _PHASES:
        return None
    found, end = [], at + 1
    for ahead in range(at + 1, min(at + 4, len(stems))):
        if number := _NUMBERS.get(stems[ahead]):
            found.append(f"PHASE{number}")
            end = ahead + 1
        elif stems[ahead] not in _AND or not found:
            break
    return (end - at, tuple(found)) if found else None


def _without_broader(terms: list[Said]) -> tuple[Said, ...]:
    """Leave out a condition if a narrower one is named as well: "juvenile myositis, a myositis"."""
    unique = list({said.term.slug: said for said in terms}.values())
    broader: set[str] = set()
    for said in unique:
        above = list(said.term.broader)
        if said.term.condition:
            above.append(said.term.condition)
        while above:
            slug = above.pop()
            broader.add(slug)
            above += vocabulary.terms()[slug].broader
    return tuple(said for said in unique if said.term.slug not in broader)
