"""The texts that the search for knowledge looks in: pages on diseases, guides, the glossary.

There are some two thousand short texts. They are kept in memory, and read again when one of them
has changed. The search leaves out what has expired at the time of the question.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.functional import Promise

import vocabulary
from vocabulary import folding
from web import content_version

from .blocks import StatementValue
from .choices import Section
from .models import Condition, ConditionName, GlossaryTerm, Guide, Reference

# How much a text says about the page or the word that it belongs to.
NAME, SUMMARY, BODY = 4, 2, 1
_ADDRESS = re.compile(r"\]\([^)]*\)")
# What people call the sections of a page, other than our headings.
_SECTIONS = {
    Section.SIGNS: "symptom symptoms sign signs",
    Section.WHO: "cause causes common rare inherited hereditary",
    Section.TESTS: "diagnosis diagnose diagnosed test tests",
    Section.DIFFERENCE: "difference different versus vs compare",
    Section.TREATMENT: "treatment treat therapy medicine medication drug cure",
    Section.URGENT: "emergency urgent danger",
    Section.LIVING: "exercise diet",
    Section.OUTLOOK: "outlook prognosis life expectancy survival",
    Section.RESEARCH: "research approval approved new future",
}


@dataclass(frozen=True, eq=False)
class Passage:
    """A statement, and its place on a page."""

    page: Condition | Guide
    part: str
    heading: str | Promise
    value: StatementValue
    # Keys of its sources.
    sources: tuple[int, ...]
    # The words that a list begins with, for its items: they say how fast a sign needs help.
    lead: StatementValue | None = None


@dataclass(frozen=True)
class Text:
    """The words of a row's name or summary, or of one of its statements."""

    row: int
    weight: int
    passage: Passage | None = None
    # For a statement: the words of its heading, and of the name of its page.
    above: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset()


class Index:
    """Every published text, by its stemmed words."""

    def __init__(self):
        self.rows = []
        self.texts: list[Text] = []
        # {stem: numbers of the texts that have it}
        self.having: dict[str, set[int]] = defaultdict(set)
        # {stems of a name: (the glossary word, that name)}
        self.words: dict[tuple, tuple[GlossaryTerm, str]] = {}
        self.diseases: dict[str, Condition] = {}
        # {name of one word: texts that have it only inside longer names of something else}
        self.inside_others: dict[str, set[int]] = defaultdict(set)
        # {folded word: how many texts have it}, and as it is written: exercise, not exercize.
        self.used: Counter[str] = Counter()
        self.written: dict[str, str] = {}
        with translation.override("en"):
            for condition in Condition.objects.live().prefetch_related("names"):
                self.diseases[condition.slug] = condition
                names = (name.name for name in condition.names.all())
                self._read_page(condition, [condition.name, condition.abbreviation, *names])
            for guide in Guide.objects.live():
                self._read_page(guide, [guide.title])
            for term in GlossaryTerm.objects.live():
                self._read_word(term)
        self.longest = max(map(len, self.words), default=0)

    def _read_page(self, page, names):
        self.rows.append(page)
        self._add(NAME, " ".join(names))
        self._add(SUMMARY, page.summary)
        of_page = frozenset(vocabulary.stems(str(page)))
        for part in page.parts:
            heading = part.heading or Section.ANSWER.label
            above = frozenset(vocabulary.stems(f"{heading} {_SECTIONS.get(part.slug, '')}"))
            lead = None
            for value in part.statements:
                if not value["point"]:
                    lead = value if value["text"].endswith(":") else None
                if value is lead:
                    # "Call your emergency number now if:" says nothing without its list.
                    self._add(BODY, value["text"])
                    continue
                sources = tuple(source.pk for source in value.sources)
                of_list = lead if value["point"] else None
                passage = Passage(page, part.slug, heading, value, sources, of_list)
                text = _ADDRESS.sub("]", f"{value['label']} {value['text']}")
                self._add(BODY, text, passage=passage, above=above, page=of_page)

    def _read_word(self, term):
        self.rows.append(term)
        self._add(NAME, " ".join([term.term, *term.other_names]))
        self._add(SUMMARY, term.meaning)
        for name in (term.term, *term.other_names):
            self.words.setdefault(vocabulary.stems(name), (term, name))

    def _add(self, weight, text, **more):
        for stem in vocabulary.only_inside_others(vocabulary.stems(text)):
            self.inside_others[stem].add(len(self.texts))
        for word in folding.words(text):
            self.having[vocabulary.stem(word.text)].add(len(self.texts))
            self.used[word.text] += 1
            self.written.setdefault(word.text, text[word.start : word.end].lower())
        self.texts.append(Text(len(self.rows) - 1, weight, **more))

    def statements_of(self, page) -> list[int]:
        return [
            number
            for number, text in enumerate(self.texts)
            if text.passage and text.passage.page is page
        ]

    def having_any(self, runs) -> set[int]:
        """The texts that have all the stems of any of these runs."""
        found = set()
        for run in runs:
            sets = sorted((self.having.get(stem, set()) for stem in run), key=len)
            found |= set.intersection(*sets) if sets else set()
        return found


def index() -> Index:
    return _index(content_version.current(Condition, ConditionName, Guide, GlossaryTerm, Reference))


@lru_cache(maxsize=1)
def _index(_version):
    return Index()
