"""What editors know, searched: pages on diseases, guides, words, and the single statements on them.

There are some two thousand short texts. They are read whole once an edition, and kept in memory;
what has expired is left out by the clock, when it is asked for.
"""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, DecimalField, Max, Sum, Value
from django.db.models.functions import Extract
from django.utils import translation
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString

import vocabulary
from vocabulary import folding

from . import markup
from .blocks import StatementValue
from .choices import Kind, Section, TermCategory
from .linking import ELSEWHERE
from .models import Condition, GlossaryTerm, Guide, Reference

# How much a text says about what it belongs to.
NAME, SUMMARY, BODY = 4, 2, 1
# What stands above a statement counts as well where statements are compared.
OF_HEADING, OF_PAGE = 0.6, 0.4
# What so few pages and words speak of is what a question is about.
RARE = 14
# How much of a question a page or a statement must have, and of what the best one has.
COVERED, ANSWERED, NEAR_BEST, NEAR_BEST_STATEMENT = 0.4, 0.5, 0.4, 0.7
MOST_WORDS, MOST_DISEASES, MOST_STATEMENTS = 2, 3, 3
# Of a disease that was named, beside its plain answer.
STATEMENTS_OF_A_DISEASE = 2
# Short forms that people type in small letters; of others, PT and SOC, only from so many letters.
_IN_ANY_CASE, _LONG_ENOUGH = (TermCategory.TEST, TermCategory.MEASURE), 4
_ADDRESS = re.compile(r"\]\([^)]*\)")
# What people say for the sections of a page, beside our headings.
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
# Said in passing, in English and in Spanish.
_PASSING = frozenset(
    vocabulary.stems(
        "a about after again all am an and any anyone are as at be been but by call can contact "
        "could define definition did do does doing explain find for from get give had has have "
        "he help her here his how i if in into is it its kind know like list look made make mean "
        "meaning means me much my near need no not number of on or our out people phone please s "
        "said say she should show so some somebody someone t telephone tell than that the their "
        "them then there they thing this to too us very want was we were what when where whether "
        "which who why will with would yet you your "
        "al algo como con cual cuales de del el ella en es esta este estoy hay la las lo los me "
        "mi mis mucho muy no numero o para pero persona por porque puede que quien se si "
        "significa ser sin sobre son su telefono tengo tiene un una y yo existe"
    )
)
# Said beside a word whose meaning is asked.
_BESIDE_A_WORD = frozenset(
    vocabulary.stems(
        "blood high level low normal number positive range result results score short stand stands "
        "term test tests value values word"
    )
)
# Words of our pages in Spanish. Names of diseases and medicines are in the vocabulary.
_SPANISH = {
    "tratamiento": "treatment", "tratamientos": "treatment", "cura": "cure",
    "medicamento": "medicine", "medicamentos": "medicine", "medicina": "medicine",
    "síntoma": "symptom", "síntomas": "symptoms", "causa": "cause", "causas": "cause",
    "diagnóstico": "diagnosis", "prueba": "test", "pruebas": "test", "análisis": "test",
    "diferencia": "difference", "diferencias": "difference", "enfermedad": "disease",
    "niño": "child", "niños": "child", "niña": "child", "niñas": "child", "hijo": "child",
    "hija": "child", "embarazo": "pregnancy", "vacuna": "vaccine", "vacunas": "vaccine",
    "ejercicio": "exercise", "ejercicios": "exercise", "fisioterapia": "physiotherapy",
    "piel": "skin", "erupción": "rash", "debilidad": "weakness", "músculo": "muscle",
    "músculos": "muscle", "muscular": "muscle", "dolor": "pain", "tragar": "swallowing",
    "pulmón": "lung", "pulmones": "lung", "pulmonar": "lung", "corazón": "heart",
    "cáncer": "cancer", "sangre": "blood", "biopsia": "biopsy", "esteroide": "steroid",
    "esteroides": "steroid", "corticoides": "steroid", "cansancio": "fatigue", "fatiga": "fatigue",
    "sol": "sun", "escuela": "school", "trabajo": "work", "cuidador": "caregiver",
    "cuidadores": "caregiver", "consentimiento": "consent", "anticuerpo": "antibody",
    "anticuerpos": "antibody", "viaje": "travel", "costo": "cost", "costos": "cost",
}  # fmt: skip
_ENGLISH = {vocabulary.stem(word.text): vocabulary.stems(english)[0]
            for spanish, english in _SPANISH.items()
            for word in folding.words(spanish)}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Passage:
    """A statement, and where it stands."""

    page: Condition | Guide
    part: str
    heading: str | Promise
    value: StatementValue
    # Keys of its sources.
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A statement as readers see it: without its text once it expired."""

    passage: Passage
    text: SafeString
    is_checked: bool
    sources: list[Reference]

    @property
    def page(self):
        return self.passage.page

    @property
    def heading(self):
        return self.passage.heading

    @property
    def label(self):
        return self.passage.value["label"]

    @property
    def is_expired(self):
        return self.passage.value.is_expired

    @property
    def address(self):
        return f"{self.page.get_absolute_url()}#{self.passage.part}"


@dataclass(frozen=True)
class Answer:
    """A page that answers: on a disease that was named, or with the statements that were asked."""

    page: Condition | Guide
    statements: list[Shown]


@dataclass(frozen=True)
class Text:
    """Words of one row: its name, its summary, or one of its statements."""

    row: int
    weight: int
    passage: Passage | None = None
    # Of a statement: what its heading and the name of its page say.
    above: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset()


class Index:
    """Every text that is published, by its stemmed words."""

    def __init__(self):
        self.rows = []
        self.texts: list[Text] = []
        # {stem: numbers of the texts that have it}
        self.having: dict[str, set[int]] = defaultdict(set)
        # {stems of a name: (the word of the glossary, that name)}
        self.words: dict[tuple, tuple[GlossaryTerm, str]] = {}
        self.diseases: dict[str, Condition] = {}
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
            for value in part.statements:
                sources = tuple(source.pk for source in value.sources)
                passage = Passage(page, part.slug, heading, value, sources)
                text = _ADDRESS.sub("]", f"{value['label']} {value['text']}")
                self._add(BODY, text, passage=passage, above=above, page=of_page)

    def _read_word(self, term):
        self.rows.append(term)
        self._add(NAME, " ".join([term.term, *term.other_names]))
        self._add(SUMMARY, term.meaning)
        for name in (term.term, *term.other_names):
            self.words.setdefault(vocabulary.stems(name), (term, name))

    def _add(self, weight, text, **more):
        for stem in vocabulary.stems(text):
            self.having[stem].add(len(self.texts))
        self.texts.append(Text(len(self.rows) - 1, weight, **more))

    def statements_of(self, page) -> list[int]:
        return [
            number
            for number, text in enumerate(self.texts)
            if text.passage and text.passage.page is page
        ]

    def having_any(self, runs) -> set[int]:
        """The texts that have all the stems of one of these."""
        found = set()
        for run in runs:
            sets = sorted((self.having.get(stem, set()) for stem in run), key=len)
            found |= set.intersection(*sets) if sets else set()
        return found


def index() -> Index:
    return _index(_edition())


def knows(word: str) -> bool:
    """Whether it stands in any text of ours, or is said in passing."""
    stem = vocabulary.stem(word)
    return stem in _PASSING or _ENGLISH.get(stem, stem) in index().having


@lru_cache(maxsize=1)
def _index(edition):
    return Index()


def _edition():
    """Other than before with every text that was published, changed or taken away since."""
    times = {Condition: "updated_at", Guide: "updated_at", GlossaryTerm: "last_published_at"}
    to_the_microsecond = DecimalField(max_digits=30, decimal_places=6)
    rows = [
        model.objects.live()
        .order_by()
        .values(of=Value(model.__name__))
        .annotate(
            count=Count("pk"),
            last=Max("pk"),
            times=Sum(Extract(time, "epoch", output_field=to_the_microsecond)),
        )
        for model, time in times.items()
    ]
    return tuple(sorted(tuple(row.values()) for row in rows[0].union(*rows[1:])))


@dataclass(frozen=True, eq=False)
class Sought:
    """One part of a question: a word, or something with its names."""

    runs: frozenset[tuple[str, ...]]
    texts: frozenset[int]
    worth: float
    # In how many rows it is.
    rows: int
    disease: str = ""

    def is_in(self, stems):
        return any(stems.issuperset(run) for run in self.runs)


class KnowledgeSearch:
    """A question, and what our pages have on it.

    `terms` are the names in it as they were read: vocabulary terms, with the reader's words.
    """

    def __init__(self, text: str, terms=()):
        self.index = index()
        stems = vocabulary.stems(text)
        self.sought = self._seek(stems, terms)
        self.whole = sum(sought.worth for sought in self.sought)
        slugs = dict.fromkeys(sought.disease for sought in self.sought)
        self.diseases = [self.index.diseases[slug] for slug in slugs if slug in self.index.diseases]
        self._asked = self._words_in(text, stems, terms)
        self._statements = self._score_statements()
        self._rows = self._score_rows()

    def _seek(self, stems, terms):
        rest, found = list(stems), []
        for said in terms:
            run = vocabulary.stems(said.text)
            at = _find(rest, run)
            if at is not None:
                rest[at : at + len(run)] = [""]
            term = said.term
            names = map(vocabulary.stems, (*term.names, *term.title_names))
            disease = term.condition or ("" if ":" in term.slug else term.slug)
            found.append(self._sought({*names, run}, disease))
        for stem in dict.fromkeys(_ENGLISH.get(stem, stem) for stem in rest):
            if stem and stem not in _PASSING and not stem.isdigit():
                found.append(self._sought({(stem,)}))
        return found

    def _sought(self, runs, disease=""):
        texts = self.index.having_any(runs)
        rows = len({self.index.texts[number].row for number in texts})
        worth = math.log(1 + len(self.index.rows) / max(rows, 2))
        return Sought(frozenset(runs), frozenset(texts), worth, rows, disease)

    def _words_in(self, text, stems, terms):
        """Words of the glossary that the question is about."""
        named, has_more, at = {}, False, 0
        written = folding.words(text)
        while at < len(stems):
            length = min(self.index.longest, len(stems) - at)
            while length and stems[at : at + length] not in self.index.words:
                length -= 1
            if length:
                term, name = self.index.words[stems[at : at + length]]
                said = text[written[at].start : written[at + length - 1].end]
                named.setdefault(term, (name, said))
            elif stems[at] not in _PASSING | _BESIDE_A_WORD and not stems[at].isdigit():
                has_more = True
            at += length or 1
        is_alone = len(named) == 1 and not has_more
        found = [term for term, said in named.items() if is_alone or _is_meant(term, *said)]
        for said in terms:
            if said.term.kind == vocabulary.Kind.MEDICINE:
                names = map(vocabulary.stems, said.term.names)
                found += [self.index.words[run][0] for run in names if run in self.index.words]
        return list(dict.fromkeys(found))[:MOST_WORDS]

    def _score_statements(self):
        """{number of the text: how much of the question it has}"""
        found = Counter()
        for sought in self.sought:
            for number in sought.texts:
                if self.index.texts[number].passage:
                    found[number] += sought.worth
        for number in found:
            found[number] += sum(self._above(number, sought) for sought in self.sought)
        return found

    def _above(self, number, sought):
        text = self.index.texts[number]
        of_heading = OF_HEADING * sought.worth if sought.is_in(text.above) else 0
        return of_heading + (OF_PAGE * sought.worth if sought.is_in(text.page) else 0)

    def _score_rows(self):
        """{number of the row: how well it fits} of those that have enough of the question."""
        weights = defaultdict(Counter)
        for sought in self.sought:
            for number in sought.texts:
                text = self.index.texts[number]
                weights[text.row][sought] = max(weights[text.row][sought], text.weight)
        found = {
            row: sum(sought.worth * weight for sought, weight in own.items())
            for row, own in weights.items()
            if self._is_on_it(row, own)
        }
        for number, score in self._best_statements().items():
            row = self.index.texts[number].row
            if row in found:
                found[row] += score
        return found

    def _is_on_it(self, row, own):
        # A word of the glossary that a disease has in its name explains nothing of it.
        is_word = isinstance(self.index.rows[row], GlossaryTerm)
        if is_word and all(sought.disease for sought in own):
            return False
        return sum(sought.worth for sought in own) >= COVERED * self.whole

    def _best_statements(self):
        """{number of the text: score} of the best of each row."""
        best = {}
        for number, score in sorted(self._statements.items()):
            row = self.index.texts[number].row
            if row not in best or score > self._statements[best[row]]:
                best[row] = number
        return {number: self._statements[number] for number in best.values()}

    @property
    def words(self) -> list[GlossaryTerm]:
        """Words of the glossary whose meaning answers."""
        return self._with_sources(self._asked)

    @cached_property
    def of_diseases(self) -> list[Answer]:
        """The diseases that were named: each in short, and what was asked of it."""
        answers = []
        for page in self.diseases[:MOST_DISEASES]:
            numbers = self.index.statements_of(page)
            asked = self._asked_of(page, numbers)[:STATEMENTS_OF_A_DISEASE]
            answers.append(Answer(page, self._shown(dict.fromkeys([*numbers[:1], *asked]))))
        return answers

    def _asked_of(self, page, numbers):
        """Of these statements of a page those that were asked, above all of a section named."""
        others = [sought for sought in self.sought if sought.disease != page.slug]
        scores = {}
        for number in numbers:
            text = self.index.texts[number]
            is_of_section = any(sought.is_in(text.above) for sought in others)
            own = sum(sought.worth for sought in others if number in sought.texts)
            if is_of_section or own:
                scores[number] = (is_of_section, own)
        return sorted(scores, key=lambda number: (scores[number], -number), reverse=True)

    @property
    def of_statements(self) -> list[Answer]:
        """Statements on what few pages speak of, the best first, under further pages."""
        rare = [sought for sought in self.sought if sought.rows <= RARE and not sought.disease]
        best = max(self._statements.values(), default=0)
        enough = max(ANSWERED * self.whole, NEAR_BEST_STATEMENT * best)
        told = [answer.page for answer in self.of_diseases]
        found = [
            number
            for number, score in self._statements.most_common()
            if score >= enough and any(number in sought.texts for sought in rare)
            if self.index.texts[number].passage.page not in told
        ]
        pages = defaultdict(list)
        for shown in self._shown(found[:MOST_STATEMENTS]):
            pages[shown.page].append(shown)
        return [Answer(*answer) for answer in pages.items()]

    def found(self, model) -> list:
        """Rows of this kind that fit, the best first; diseases that were named before others."""
        scores = {
            number: score
            for number, score in self._rows.items()
            if isinstance(self.index.rows[number], model)
        }
        enough = NEAR_BEST * max(scores.values(), default=0)
        numbers = sorted(scores, key=lambda number: (-scores[number], number))
        rows = [self.index.rows[number] for number in numbers if scores[number] >= enough]
        if model is GlossaryTerm:
            return self._with_sources(rows)
        if model is Condition and self.diseases:
            # GNE myopathy is no inclusion body myositis.
            family = [row for row in rows if row.kind != Kind.NEIGHBOUR]
            rows = list(dict.fromkeys([*self.diseases, *family]))
        return rows

    def _with_sources(self, terms):
        keys = [term.pk for term in terms]
        found = GlossaryTerm.objects.live().prefetch_related("references").in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def _shown(self, numbers):
        passages = [self.index.texts[number].passage for number in numbers]
        keys = {key for passage in passages for key in passage.sources}
        references = Reference.objects.in_bulk(keys)
        return [_show(passage, references) for passage in passages]


def _show(passage, references):
    value = passage.value
    if value.is_expired:
        return Shown(passage, SafeString(), False, [])
    sources = [references[key] for key in passage.sources if key in references]
    return Shown(passage, markup.render(value["text"]), bool(value["checked"] and sources), sources)


def _find(stems, run):
    for at in range(len(stems) - len(run) + 1):
        if tuple(stems[at : at + len(run)]) == run:
            return at
    return None


def _is_meant(term, name, said):
    """Whether somebody who says it among other words means what the glossary means."""
    if name.lower() in ELSEWHERE or term.category == TermCategory.STATUS:
        return False
    is_code = name.isupper() and len(name) < _LONG_ENOUGH
    return not is_code or said.isupper() or term.category in _IN_ANY_CASE
