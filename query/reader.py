"""What a reader's words ask for: "JDM car t trial for kids near Boston", read as a question.

Known names become terms with all their other names; words about status, phase, age or place become
filters; small talk is dropped; what is left must be found as it stands. The result says all that it
did, so that the page can say so too, and can search for the very words instead.
"""

import re
from dataclasses import dataclass, field

import places
import vocabulary
from vocabulary import Added, Kind, Term
from vocabulary.folding import fold, words

from . import nct_numbers

# Parts of a question that stand for a choice of the form: {stems: (field, values)}.
_CHOICES = {
    ("status", ("open",)): (
        "recruiting; recruiting now; currently recruiting; enrolling; open trials; open studies;"
        " trials i can join; studies i can join; i can join; reclutando; taking patients"
    ),
    ("status", ("NOT_YET_RECRUITING",)): (
        "starting soon; opening soon; not yet recruiting; upcoming; upcoming trials"
    ),
    ("status", ("COMPLETED",)): "finished; completed; finished trials; completed trials; ended",
    ("status", ("TERMINATED", "SUSPENDED", "WITHDRAWN")): (
        "stopped; terminated; withdrawn; suspended; stopped early; cancelled; canceled"
    ),
    ("status", ("all",)): (
        "results; with results; did it work; does it work; outcome of; all statuses; failed;"
        " approved yet"
    ),
    ("type", ("EXPANDED_ACCESS",)): "compassionate use; expanded access; uso compasivo",
    ("type", ("OBSERVATIONAL",)): "natural history; observational; registry; registries",
    ("healthy", ("yes",)): "healthy volunteers; healthy volunteer; voluntarios sanos",
    ("ages", ("CHILD",)): (
        "my kid has; my kid; my child; my son; my daughter; kid; kids; child; children; pediatric;"
        " teen; teens; teenager; teenagers; toddler; baby; juvenile; childhood; for kids; niño;"
        " niños; niña; niñas; mi hijo; mi hija"
    ),
    ("ages", ("OLDER_ADULT",)): (
        "seniors; for seniors; senior; elderly; older adults; older people; over 65;"
        " adultos mayores"
    ),
}
# Said in passing. Every entry is dropped only where no longer name holds it ("open label study").
_PASSING = (
    "trial; trials; study; studies; clinical; clinic; research; ensayo; ensayos; clínico; clínicos;"
    " estudio; estudios; tratamiento; tratamientos; treatment; treatments; therapy; therapies;"
    " what is; what are; what; which; is there; is there any; are there; any; find; looking for;"
    " search; show me; list of; information; info; help; please; people; person; patient; patients;"
    " have; has; had; diagnosed; want; need; new; latest; best; current; currently; now; today;"
    " positive; accept; accepting; accepts; take; takes; location; locations; where; near me;"
    " cerca de mí;"
    " available; join; open; about; difference; between; i; me; my; we; our; you; your; he; she;"
    " it;"
    " his; her; they; their; a; an; the; and; or; of; in; on; at; to; for; with; without; from; by;"
    " as; is; are; was; were; be; been; am; do; does; did; can; could; will; would; should; that;"
    " this; these; those; there; here; how; who; whom; when; why; if; so; than; too; very; just;"
    " not; no; but; because; into; during; before; after; again; all; both; each; some; such; only;"
    " own; same; para; de; del; la; el; los; las; en; con; por; un; una; y; o; hay; que; mi; tengo;"
    " existe; qué; cuál; someone; somebody; anyone; get; got; has; mother; father; wife; husband;"
    " mom; dad; disease type; s; t"
)
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»')
_WITHOUT = re.compile(r"(?<!\S)[-−–](?=\w)(\S+)")
_AGE = re.compile(
    r"\b(?:(\d{1,3})[\s-]?(?:year|yr)s?[\s-]?olds?|aged?\s(\d{1,3})|(\d{1,3})\s?años)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(\w{3,})\*")
_YEAR = re.compile(r"20[1-4]\d")
_LONGEST = 12
NOTHING_ADDED = Added()
_CONDITIONS = {Kind.CONDITION, Kind.NEIGHBOUR}


@dataclass(frozen=True)
class Said:
    """A term, and the reader's words for it."""

    term: Term
    text: str

    @property
    def is_widened(self):
        """Whether records are also searched for names that the reader did not type."""
        return bool(self.other_names)

    @property
    def other_names(self):
        said = fold(self.text)
        return [name for name in self.term.names if name != said and said not in name]


@dataclass(frozen=True)
class Question:
    text: str = ""
    terms: tuple[Said, ...] = ()
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    # NCT numbers; one with a digit too few or too many stands as it was typed, see nct_numbers.py.
    numbers: tuple[str, ...] = ()
    # {field of the form: values} that the words stand for, and the words themselves.
    choices: dict = field(default_factory=dict)
    choice_words: dict = field(default_factory=dict)
    mention: object = None
    # Short forms that we do not guess: {"said", "choices", "rather"}.
    unclear: dict | None = None
    urgent: str = ""

    @property
    def is_about_neighbours_only(self):
        """Whether all conditions named are other diseases, so that myositis is not the subject."""
        kinds = {said.term.kind for said in self.terms} & _CONDITIONS
        return kinds == {Kind.NEIGHBOUR}

    @property
    def groups(self):
        """Terms of which one must be found: the conditions together, every other by itself.

        Who names two conditions looks for studies of either; who adds a medicine, for both.
        """
        conditions = [said for said in self.terms if said.term.kind == Kind.CONDITION]
        others = [said for said in self.terms if said.term.kind not in _CONDITIONS]
        if not conditions:
            conditions = [said for said in self.terms if said.term.kind == Kind.NEIGHBOUR]
        return ([conditions] if conditions else []) + [[said] for said in others]

    @property
    def suggested(self):
        """Conditions that words of symptoms may be about; never taken for what was asked."""
        said = frozenset(vocabulary.stems(self.text))
        named = {said.term.slug for said in self.terms}
        found = [slug for stems, slug in vocabulary.suggestions() if stems <= said]
        return [vocabulary.terms()[slug] for slug in dict.fromkeys(found) if slug not in named]

    def text_of(self, mention):
        return self.text[mention.start : mention.end].strip()

    @property
    def neighbours(self):
        return [said.term for said in self.terms if said.term.kind == Kind.NEIGHBOUR]

    @property
    def needs_text(self):
        """Whether there is anything that a record's text must hold."""
        return bool(self.terms or self.phrases or self.words or self.prefixes or self.without)

    @property
    def loose_words(self):
        """Words that we do not know, and could do without if nothing else is found."""
        return self.words if self.terms or self.phrases or len(self.words) > 1 else ()

    def tsquery(self, loosely: bool = False) -> str:
        """For PostgreSQL's to_tsquery; "" where any text will do.

        Loosely, the known terms must be found and the words need not; without terms, one of them.
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

    def wanted(self) -> list[tuple[tuple[str, ...], ...]]:
        """For the highlights: for each part of the question, the runs of stems that answer it."""
        parts = [
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


def _quoted(folded):
    # Folded words hold letters and digits alone: nothing in them is syntax to to_tsquery.
    return f"'{folded}'"


def _any_of(terms):
    parts = []
    for term in terms:
        parts += [_quoted(name) for name in term.names]
        parts += [f"{_quoted(name)}:AB" for name in term.title_names]
    return f"({' | '.join(parts)})"


def _phrases(text):
    return [vocabulary.stems(phrase) for phrase in text.split(";")]


_BY_STEMS = {stems: choice for choice, text in _CHOICES.items() for stems in _phrases(text)}
_DROPPED = frozenset(_phrases(_PASSING))


def is_passing(phrase: str) -> bool:
    """Whether all of its words are small talk, which PostgreSQL would not find either."""
    return all((stem,) in _DROPPED for stem in vocabulary.stems(phrase))


def read(text: str, verbatim: bool = False, added: Added = NOTHING_ADDED) -> Question:
    """A reader's words as a question. Verbatim: every word must be found just as it stands."""
    text = " ".join(text.split())
    parts = {"phrases": [], "without": [], "numbers": [], "prefixes": []}

    def take(kind):
        def cut(match):
            parts[kind].append(next(group for group in match.groups() if group is not None))
            return " " * len(match[0])

        return cut

    rest = nct_numbers.cut(text, parts["numbers"].append)
    rest = _QUOTED.sub(take("phrases"), rest)
    rest = _WITHOUT.sub(take("without"), rest)
    rest = _PREFIX.sub(take("prefixes"), rest)
    numbers = tuple(dict.fromkeys(parts.pop("numbers")))
    parts = {kind: tuple(filter(None, map(fold, found))) for kind, found in parts.items()}
    parts["numbers"] = numbers
    parts["phrases"] = tuple(phrase for phrase in parts["phrases"] if not is_passing(phrase))
    # A word cut in two by a hyphen is one thing to find, or to leave out.
    parts["without"] = tuple(phrase for phrase in parts["without"] if not is_passing(phrase))
    said_stems = frozenset(vocabulary.stems(text))
    common = {"text": text, **parts, "urgent": vocabulary.urgent(said_stems)}
    if verbatim:
        plain = tuple(word.text for word in words(rest) if not is_passing(word.text))
        return Question(**common, words=plain)
    return _understood(rest, common, added)


def _understood(rest, common, added):
    choices, choice_words = {}, {}
    age = _AGE.search(rest)
    if age:
        choices["age"] = (next(filter(None, age.groups())),)
        choice_words["age"] = age[0]
        rest = rest[: age.start()] + " " * len(age[0]) + rest[age.end() :]
    mention = places.find_in(rest)
    if mention:
        rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    tokens = _joined(words(rest))
    stems = tuple(vocabulary.stem(token.text) for token in tokens)
    terms, plain, waiting, unclear = [], [], [], None
    at = 0
    while at < len(tokens):
        length, kind, value = _longest(stems, at, tokens, added)
        run = tokens[at : at + length]
        original = rest[run[0].start : run[-1].end]
        if kind == "terms":
            terms += [Said(added.term(slug), original) for slug in value]
        elif kind == "short":
            before = tokens[at - 1].text if at else ""
            waiting.append((value, original, before, len(terms)))
        elif kind == "unclear":
            unclear = {"said": original, **value}
        elif kind == "choice":
            name, values = value
            choices[name] = (*choices.get(name, ()), *values)
            choice_words[name] = " ".join(filter(None, [choice_words.get(name), original]))
        elif kind == "word":
            plain.append(value)
        at += length
    known = bool(terms) or sum(_reads_alone(short, text) for short, text, *_rest in waiting) > 0
    for short, original, before, position in reversed(waiting):
        if not before.isdigit() and (
            _reads_alone(short, original) or (short.when != "never" and known)
        ):
            terms.insert(position, Said(added.term(short.means), original))
        else:
            plain.append(short.short)
    if unclear and not terms and not plain:
        plain = [word.text for word in words(unclear["said"])]
    return Question(
        **common,
        terms=_without_broader(terms),
        words=tuple(dict.fromkeys(plain)),
        choices=choices,
        choice_words=choice_words,
        mention=mention,
        unclear=unclear,
    )


def _joined(tokens):
    """One name typed as two words: "poly myositis", "check point inhibitor"."""
    found = []
    for token in tokens:
        both = found[-1].text + token.text if found else ""
        if both in vocabulary.single_words():
            found[-1] = found[-1]._replace(text=both, end=token.end)
        else:
            found.append(token)
    return found


def _reads_alone(short, original):
    return short.when == "always" or (short.when == "capitals" and original.isupper())


def _longest(stems, at, tokens, added):
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
        if run in _DROPPED:
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


def _without_broader(terms):
    """Named together, the narrower condition says it all: "juvenile myositis, a myositis"."""
    unique = list({said.term.slug: said for said in terms}.values())
    broader = set()
    for said in unique:
        above = list(said.term.broader)
        if said.term.condition:
            above.append(said.term.condition)
        while above:
            slug = above.pop()
            broader.add(slug)
            above += vocabulary.terms()[slug].broader
    return tuple(said for said in unique if said.term.slug not in broader)
