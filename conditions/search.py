"""Search what editors wrote: pages on diseases, guides, the glossary, and single statements."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

import vocabulary
from query import languages, other_words, small_talk
from query.question import Question, Said
from vocabulary import folding

from . import markup
from .choices import Kind, TermCategory
from .linking import ELSEWHERE
from .models import Condition, GlossaryTerm, Guide, Reference
from .search_index import Passage, index

# What the heading and the page above a statement add when statements are compared.
OF_HEADING, OF_PAGE = 0.6, 0.4
# If only this many pages and glossary words have a word, it is what the question is about.
RARE = 14
# A medicine that more pages name is not the whole question: so much is said of it.
OFTEN_NAMED = 5
# The share of a question that a page or a statement must contain, and the share of the best score.
COVERED, ANSWERED, NEAR_BEST, NEAR_BEST_STATEMENT = 0.4, 0.5, 0.4, 0.7
MOST_WORDS, MOST_DISEASES, MOST_STATEMENTS = 2, 3, 3
# For a disease that was named, in addition to its short answer.
STATEMENTS_OF_A_DISEASE = 2
# People type short forms of these in lower case. Others, such as PT and SOC, must be in capitals
# unless they have this many letters.
_IN_ANY_CASE, _LONG_ENOUGH = (TermCategory.TEST, TermCategory.MEASURE), 4


@dataclass(frozen=True)
class Shown:
    """A statement as readers see it: without its text once it has expired."""

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
    def is_under_a_question(self):
        return str(self.heading).endswith("?")

    @property
    def label(self):
        return self.passage.value["label"]

    @property
    def lead(self):
        lead = self.passage.lead
        return markup.render(lead["text"]) if lead and not lead.is_expired else ""

    @property
    def is_expired(self):
        return self.passage.value.is_expired

    @property
    def address(self):
        return f"{self.page.get_absolute_url()}#{self.passage.part}"


@dataclass(frozen=True)
class Answer:
    """A page that answers: on a disease that was named, or with statements on the question."""

    page: Condition | Guide
    statements: list[Shown]


def knows(word: str) -> bool:
    """Whether any text of ours has the word, or it is small talk."""
    stem = vocabulary.stem(word)
    is_small_talk = stem in small_talk.words("knowledge")
    return is_small_talk or other_words.knows(stem) or stem in index().having


def group_of(term: vocabulary.Term) -> str:
    """The group of a medicine that our texts name only by its group: "statin" for fluvastatin."""
    if term.kind != vocabulary.Kind.MEDICINE:
        return ""
    group = vocabulary.medicine_group(term.name)
    if not group or index().having_any({vocabulary.stems(name) for name in term.names}):
        return ""
    return group if index().having_any({vocabulary.stems(group)}) else ""


def used() -> list[tuple[str, int]]:
    """The words of our texts, and in how many texts each is: what a misspelled word may be."""
    return list(index().used.items())


def written(word: str) -> str:
    """A folded word as our texts write it."""
    return index().written.get(word, word)


@dataclass(frozen=True, eq=False)
class Sought:
    """One part of a question: a word, or a term with all its names."""

    runs: frozenset[tuple[str, ...]]
    texts: frozenset[int]
    worth: float
    # How many rows have it.
    rows: int
    disease: str = ""
    is_medicine: bool = False

    def is_in(self, stems):
        return any(stems.issuperset(run) for run in self.runs)


class KnowledgeSearch:
    """A question, and what our pages say about it."""

    def __init__(self, question: Question):
        self.index = index()
        text, terms = question.text, question.terms
        stems = vocabulary.stems(text)
        self.sought = self._seek(stems, terms)
        self._not_theirs = self._denied(question)
        self.whole = sum(sought.worth for sought in self.sought)
        slugs = dict.fromkeys(sought.disease for sought in self.sought)
        self.diseases = [self.index.diseases[slug] for slug in slugs if slug in self.index.diseases]
        self._asked = self._words_in(text, stems, terms)
        self._statements = self._score_statements()
        self._rows = self._score_rows()

    def _seek(self, stems: tuple[str, ...], terms: tuple[Said, ...]) -> list[Sought]:
        rest, found = list(stems), []
        dropped = small_talk.words("knowledge")
        for said in terms:
            run = vocabulary.stems(said.text)
            at = _find(rest, run)
            if at is not None:
                rest[at : at + len(run)] = [""]
            term = said.term
            names = {vocabulary.stems(name) for name in (*term.names, *term.title_names)}
            if group := group_of(term):
                names.add(vocabulary.stems(group))
            disease = term.condition or ("" if ":" in term.slug else term.slug)
            is_medicine = term.kind == vocabulary.Kind.MEDICINE
            found.append(
                self._sought({*names, run}, disease, is_name=True, is_medicine=is_medicine)
            )
        for run, ours in dict.fromkeys(other_words.runs(tuple(rest))):
            if ours or (run[0] and run[0] not in dropped and not run[0].isdigit()):
                sought = self._sought({run, ours} if ours else {run})
                # An everyday word that no text has is not what the question is about.
                if sought.texts or run[0] not in languages.everyday_stems():
                    found.append(sought)
        return found

    def _sought(self, runs, disease="", is_name=False, is_medicine=False):
        texts = self.index.having_any(runs)
        if is_name:
            single = {run for run in runs if len(run) == 1 and run[0] in self.index.inside_others}
            for run in single:
                longer = self.index.having_any(runs - single)
                texts -= self.index.inside_others[run[0]] - longer
        rows = len({self.index.texts[number].row for number in texts})
        worth = math.log(1 + len(self.index.rows) / max(rows, 2))
        return Sought(frozenset(runs), frozenset(texts), worth, rows, disease, is_medicine)

    def _words_in(self, text, stems, terms):
        """The glossary words that the question is about."""
        dropped = small_talk.words("knowledge") | small_talk.beside_a_word()
        named: dict[GlossaryTerm, tuple[str, str]] = {}
        has_more, at = False, 0
        written = folding.words(text)
        while at < len(stems):
            length = min(self.index.longest, len(stems) - at)
            while length and stems[at : at + length] not in self.index.words:
                length -= 1
            if length:
                term, name = self.index.words[stems[at : at + length]]
                said = text[written[at].start : written[at + length - 1].end]
                named.setdefault(term, (name, said))
            elif stems[at] not in dropped and not stems[at].isdigit():
                has_more = True
            at += length or 1
        is_alone = len(named) == 1 and not has_more
        found = [term for term, said in named.items() if is_alone or _is_meant(term, *said)]
        for said in terms:
            if said.term.kind == vocabulary.Kind.MEDICINE:
                names = [*map(vocabulary.stems, said.term.names)]
                if group := group_of(said.term):
                    names.append(vocabulary.stems(group))
                found += [self.index.words[run][0] for run in names if run in self.index.words]
        return list(dict.fromkeys(found))[:MOST_WORDS]

    def _denied(self, question):
        """The texts on antibodies that a test did not find."""
        gone = [one.text for one in question.not_used if one.why == "negative"]
        return self.index.having_any({vocabulary.stems(text) for text in gone})

    def _score_statements(self):
        """{number of the text: how much of the question it has}."""
        found = Counter()
        for sought in self.sought:
            for number in sought.texts - self._not_theirs:
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
        """{number of the row: how well it fits}, for rows that have enough of the question."""
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
        # A glossary word that is only part of the disease's name does not explain the disease.
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
        """The glossary words whose meaning answers the question."""
        return self._with_sources(self._asked)

    def go_beyond_words(self, answers: list[Answer]) -> bool:
        """Whether the first statement says of a glossary word more than what it means.

        "Alcohol with methotrexate" is answered by a statement on both.
        """
        if not (answers and self._asked):
            return False
        first = answers[0].statements[0].passage
        names = {run for run, (term, _name) in self.index.words.items() if term in self._asked}
        explained = [sought for sought in self.sought if not names.isdisjoint(sought.runs)]
        beyond = [one for one in self.sought if one not in explained and not one.disease]
        return any(
            self.index.texts[number].passage is first
            and any(
                number in sought.texts or sought.is_in(self.index.texts[number].page)
                for sought in explained
            )
            for number in set().union(*(sought.texts for sought in beyond))
        )

    @cached_property
    def of_diseases(self) -> list[Answer]:
        """For each disease that was named, its short answer and the statements on the question."""
        answers = []
        for page in self.diseases[:MOST_DISEASES]:
            numbers = self.index.statements_of(page)
            asked = self._asked_of(page, numbers)[:STATEMENTS_OF_A_DISEASE]
            answers.append(Answer(page, self._shown(dict.fromkeys([*numbers[:1], *asked]))))
        return answers

    def _asked_of(self, page, numbers):
        """The statements on the question, first those in a section that was named."""
        others = [sought for sought in self.sought if sought.disease != page.slug]
        scores = {}
        for number in numbers:
            if number in self._not_theirs:
                continue
            text = self.index.texts[number]
            is_of_section = any(sought.is_in(text.above) for sought in others)
            own = sum(sought.worth for sought in others if number in sought.texts)
            if is_of_section or own:
                scores[number] = (is_of_section, own)
        return sorted(scores, key=lambda number: (scores[number], -number), reverse=True)

    @property
    def of_statements(self) -> list[Answer]:
        """Statements on what only a few pages mention, on further pages, the best first."""
        rare = [sought for sought in self.sought if sought.rows <= RARE and not sought.disease]
        best = max(self._statements.values(), default=0)
        enough = max(ANSWERED * self.whole, NEAR_BEST_STATEMENT * best)
        answered = [answer.page for answer in self.of_diseases]
        found = [
            number
            for number, score in sorted(self._statements.items(), key=_best_first)
            if score >= enough and any(number in sought.texts for sought in rare)
            if self.index.texts[number].passage.page not in answered
            if self._is_on_more_than_a_medicine(number)
        ]
        return self._answers(found[:MOST_STATEMENTS])

    def _is_on_more_than_a_medicine(self, number) -> bool:
        """Whether a statement has what else the question has, if it names a common medicine.

        "Can I sleep on prednisone" is not answered by all that is said of prednisone.
        """
        others = [one for one in self.sought if one.texts and not (one.is_medicine or one.disease)]
        is_common = any(one.is_medicine and one.rows > OFTEN_NAMED for one in self.sought)
        if not (others and is_common):
            return True
        above = self.index.texts[number].above
        return any(number in sought.texts or sought.is_in(above) for sought in others)

    def quoted(self, wanted: Iterable[tuple[str, str]]) -> list[Answer]:
        """Statements that were asked for: [(slug of the page, words that the statement has)]."""
        numbers = []
        for slug, said in wanted:
            stems = vocabulary.stems(said)
            having = (self.index.having.get(stem, set()) for stem in stems)
            own = [n for n in set.intersection(*having) if self._page_of(n) == slug]
            numbers += sorted(own)[:1]
        return self._answers(dict.fromkeys(numbers))

    def _answers(self, numbers) -> list[Answer]:
        """Statements by their pages, in the order of the first of each."""
        pages = defaultdict(list)
        for shown in self._shown(numbers):
            pages[shown.page].append(shown)
        return [Answer(*answer) for answer in pages.items()]

    def _page_of(self, number) -> str:
        passage = self.index.texts[number].passage
        return passage.page.slug if passage else ""

    def found(self, model) -> list:
        """Rows of this kind that fit, the best first. Diseases that were named come first."""
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
            # A reader who named a myositis gets no other disease: GNE myopathy is not a myositis.
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


def _best_first(scored):
    """Equal scores are in the order of the index, so that results are always the same."""
    number, score = scored
    return -score, number


def _find(stems, run):
    for at in range(len(stems) - len(run) + 1):
        if tuple(stems[at : at + len(run)]) == run:
            return at
    return None


def _is_meant(term, name, said):
    """Whether a reader who typed it among other words means the glossary word."""
    if name.lower() in ELSEWHERE or term.category == TermCategory.STATUS:
        return False
    is_code = name.isupper() and len(name) < _LONG_ENOUGH
    return not is_code or said.isupper() or term.category in _IN_ANY_CASE
