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
from places.mention import find_country
from vocabulary import Abbreviation, Added
from vocabulary.folding import Word, fold, words

from . import ages, lab_values, nct_numbers, subjects
from .question import MEDICINES, NotUsed, Question, Said
from .small_talk import Intent, Run, intent_of, is_small_talk, runs
from .subjects import Subject

# Parts of a question that stand for a choice of the form: {stems: (field, values)}.
_CHOICES = {
    ("status", ("open",)): (
        "recruiting; recruiting now; currently recruiting; enrolling; open trials; open studies;"
        " trials i can join; studies i can join; i can join; reclutando; taking patients"
    ),
    ("status", ("NOT_YET_RECRUITING",)): (
        "starting soon; opening soon; not yet recruiting; upcoming; upcoming trials"
    ),
    ("status", ("COMPLETED",)): (
        "finished; completed; finished trials; completed trials; ended; have ended; that are over;"
        " closed trials; past trials; terminados; terminado; finalizados; finalizado; completados;"
        " concluidos"
    ),
    ("status", ("TERMINATED", "SUSPENDED", "WITHDRAWN")): (
        "stopped; terminated; withdrawn; suspended; stopped early; cancelled; canceled"
    ),
    ("results", ("yes",)): (
        "with results; with posted results; have results; has results; that have results;"
        " having results; posted results; published results; results posted; results published;"
        " results available; reported results; con resultados;"
        " resultados publicados; tienen resultados"
    ),
    ("status", ("all",)): (
        "results; resultados; did it work; does it work; outcome of; all statuses; failed;"
        " approved yet"
    ),
    ("type", ("EXPANDED_ACCESS",)): "compassionate use; expanded access; uso compasivo",
    ("type", ("OBSERVATIONAL",)): "natural history; observational; registry; registries",
    ("healthy", ("yes",)): (
        "healthy volunteers; healthy volunteer; voluntarios sanos; voluntario sano; healthy people;"
        " healthy person; healthy controls; healthy control; healthy subjects; i am healthy;"
        " healthy adults; personas sanas; i'm healthy; healthy individuals; healthy participants;"
        " healthy donors; healthy men; healthy women; healthy children; healthy family members;"
        " persona sana; estoy sano; estoy sana; soy sano; soy sana; gente sana; without myositis;"
        " do not have myositis; don't have myositis; no tengo miositis"
    ),
    ("asks", ("no_placebo",)): "without placebo; no placebo; sin placebo; placebo free",
    ("asks", ("no_biopsy_stated",)): "without biopsy; no biopsy; without a biopsy; sin biopsia",
    ("ages", ("CHILD",)): (
        "my kid has; my kid; my child; my son; my daughter; kid; kids; child; children; pediatric;"
        " girl; girls; boy; boys; teen; teens; teenager; teenagers; toddler; baby; juvenile;"
        " childhood; for kids; niño; niños; niña; niñas; mi hijo; mi hija"
    ),
    ("sex", ("FEMALE",)): "woman; women; female; females; mujer; mujeres",
    ("sex", ("MALE",)): "man; men; male; males; hombre; hombres",
    ("ages", ("OLDER_ADULT",)): (
        "seniors; for seniors; senior; elderly; older adults; older people; over 65;"
        " adultos mayores"
    ),
}
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»')
_WITHOUT = re.compile(r"(?<!\S)[-−–](?=\w)(\S+)")
_PREFIX = re.compile(r"(\w{3,})\*")
_YEAR = re.compile(r"20[1-4]\d")
_LONGEST = 12
# Before what a reader does not want: "without prednisone", "no more steroids", "sin cortisona".
_LEAVES_OUT = {"without", "no", "sin", "not", "avoid", "avoiding"}
# "No" says what a person lacks before these words; elsewhere it may say anything.
_SURELY, _SIGNS = {"without", "sin"}, {"rash", "pain", "weakness", "fever", "itch", "cancer"}
_NEVER_LEFT_OUT = {"diagnosis", "diagnosed", "diagnostico", "insurance", "seguro"}
_BETWEEN = {"any", "the", "more", "taking", "using", "use", "of", "el", "la", "los", "las", "tomar"}
_OR = {"or", "nor", "o", "ni"}
NOTHING_ADDED = Added()


def _phrases(text: str) -> list[Run]:
    return [vocabulary.stems(phrase) for phrase in text.split(";")]


# The statuses of studies that are over. If someone asks for results, those not named count too.
_OVER = {"COMPLETED", "TERMINATED", "SUSPENDED", "WITHDRAWN"}
_BY_STEMS = {stems: choice for choice, text in _CHOICES.items() for stems in _phrases(text)}


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
        urgent=vocabulary.urgent(frozenset(vocabulary.stems(text))),
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
    mention = places.find_in(rest)
    # Many organizations have a country in their names, so this is only for searches for studies.
    if not mention and intent_of(question.text) == Intent.STUDIES:
        mention = find_country(rest)
    if mention:
        rest = _blanked(rest, mention.start, mention.end)
    tokens = _joined(words(rest))
    stems = tuple(vocabulary.stem(token.text) for token in tokens)
    at, left_out_until = 0, -1
    while at < len(tokens):
        length, kind, value = _longest(stems, at, tokens, added)
        is_thing = kind in ("terms", "word")
        left_out = _left_out_from(tokens, at, length, kind) if is_thing else None
        if kind == "terms" and _goes_on(tokens, left_out_until, at):
            left_out = at, at + length
        if left_out:
            first, end = left_out
            terms = value if kind == "terms" else ()
            found.leave_out(rest, tokens[first].start, tokens[end - 1].end, terms)
            at = left_out_until = end
            continue
        run = tokens[at : at + length]
        before = tokens[at - 1].text if at else ""
        found.take(kind, value, rest[run[0].start : run[-1].end], before)
        at += length
    found.settle_results()
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
            text = _blanked(text, start, end)
        if children := ages.find_children(text):
            self.choose("ages", ("CHILD",), children[0])
            text = _blanked(text, *children.span())
        for test, value, start, end, blank in lab_values.find(text):
            self.not_used.append(NotUsed(value, "value", start, end, test=test))
            text = _blanked(text, *blank)
        if decade := ages.find_decade(text):
            self.not_used.append(NotUsed(decade[0], "decade", *decade.span()))
            text = _blanked(text, *decade.span())
        return text

    def leave_out(self, text: str, start: int, end: int, slugs: Run) -> None:
        terms = [self.added.term(slug) for slug in slugs]
        term = terms[0] if terms else None
        self.not_used.append(NotUsed(text[start:end], "without", start, end, term))

    def note_subjects(self, tokens: list[Word], stems: Run, question: Question) -> None:
        """Note what else the question is about, and do not look for the words that say so."""
        names_medicine = any(said.term.kind in MEDICINES for said in self.terms)
        asked = {
            Subject.PRICE: subjects.price_words(tokens, names_medicine),
            Subject.DATA: subjects.data_words(tokens),
        }
        if intent_of(question.text) == Intent.STUDIES and not names_medicine:
            # A study has its own costs, and a price on its page is not what is asked here.
            asked.pop(Subject.PRICE)
        for subject, said in asked.items():
            if said:
                self.subjects.add(subject)
                gone = {word.text for word in said}
                self.words = [word for word in self.words if word not in gone]
        names_something = bool(self.terms or question.numbers)
        if intent_of(question.text) != Intent.STUDIES and (
            subjects.asks_what_it_is(stems)
            or (not names_something and subjects.speaks_of_signs(stems))
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
        """ "Finished trials with results" include those that stopped early; "with results", open
        ones too."""
        status = self.choices.get("status", ())
        over = tuple(one for one in status if one in _OVER)
        said = self.choice_words.get("status", "")
        if over and ("all" in status or "results" in self.choices):
            self.choices["results"] = ("yes",)
            self.choice_words.setdefault("results", said)
            self.choices["status"] = ("COMPLETED", "TERMINATED") if "COMPLETED" in over else over
        elif "results" in self.choices and not status:
            self.choose("status", ("all",), self.choice_words["results"])

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


def _goes_on(tokens: list[Word], until: int, at: int) -> bool:
    """Whether this continues a list that begins with something unwanted: "without A or B"."""
    between = [token.text for token in tokens[until:at]] if until >= 0 else []
    return bool(between) and all(word in _OR for word in between)


def _left_out_from(tokens: list[Word], at: int, length: int, kind: str) -> tuple[int, int] | None:
    """(first, end) of "without the X" or "X-free" around a known run of words; None for others."""
    lead = at - 1
    while lead >= 0 and tokens[lead].text in _BETWEEN:
        lead -= 1
    end = at + length
    before = tokens[lead].text if lead >= 0 else ""
    first = tokens[at].text
    is_sure = kind == "terms" or before in _SURELY or first in _SIGNS
    if before in _LEAVES_OUT and is_sure and first not in _NEVER_LEFT_OUT:
        return lead, end
    if kind == "terms" and end < len(tokens) and tokens[end].text == "free":
        return at, end + 1
    return None


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
        if run in vocabulary.unclear():
            return length, "unclear", vocabulary.unclear()[run]
        if run in vocabulary.readings():
            return length, "terms", vocabulary.readings()[run]
        if run in vocabulary.abbreviations():
            return length, "short", vocabulary.abbreviations()[run]
        if run in added.names:
            return length, "terms", (added.names[run],)
        if run in added.abbreviations:
            return length, "short", added.abbreviations[run]
        if run in _BY_STEMS:
            return length, "choice", _BY_STEMS[run]
        if run in runs():
            return length, "passing", None
    if stems[at] in ("phase", "phases"):
        numbers = []
        for stem in stems[at + 1 : at + 3]:
            if stem not in ("1", "2", "3", "4"):
                break
            numbers.append(f"PHASE{stem}")
        if numbers:
            return 1 + len(numbers), "choice", ("phase", tuple(numbers))
    if _YEAR.fullmatch(tokens[at].text):
        return 1, "passing", None
    return 1, "word", tokens[at].text


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
