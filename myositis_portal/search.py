"""One search for the whole portal: studies, organizations, diseases, guides and the glossary.

Each part of the portal answers for itself. This module says what each is asked; `search_page.py`
decides what comes first, and the order of the rest.
"""

from dataclasses import replace

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

import vocabulary
from conditions.models import Condition
from conditions.search import KnowledgeSearch, group_of, knows
from organizations.search import OrganizationSearch
from query import languages
from query.question import MEDICINES, Question, Said
from query.small_talk import Intent, intent_of, is_weak_help, speaks_of_research, words_of
from query.subjects import Subject
from trials.search import notes
from trials.search.in_brief import StudiesInBrief
from vocabulary import folding
from web.audience import audience_of

from .forms import EverythingForm

MOST_NAMED = 2
# So many words that no group has say that "hospital" asks for no help.
MOST_LEFT_OUT = 2
# As much of a question as the list of organizations takes.
MOST_LETTERS = 200


class Search:
    """A question to the whole portal, and what each part of it has."""

    def __init__(self, data):
        self.form = EverythingForm(data)
        self.words = self.form.cleaned_data.get("q", "").strip()
        self.is_verbatim = self.form.cleaned_data.get("verbatim", False)
        self.audience = audience_of(data)
        self.organizations = self._ask_organizations(self.words)
        self.intent = intent_of(self.words)
        self.studies = self._ask_studies()
        if self.intent == Intent.ANY:
            self.intent = Intent.HELP if self.named else self.studies.question.intent
        if self.intent == Intent.HELP and not self.named and self._asks_for_no_help:
            self.intent = Intent.ANY
        if not self.named and "healthy" in self.studies.question.choices:
            # "I am healthy and want to help" asks for a study, not for help.
            self.intent = Intent.STUDIES
        if self.intent == Intent.MEANING and "status" in self.studies.question.choices:
            # "How many stopped early, and why?"
            self.intent = Intent.STUDIES
        if self.intent == Intent.ANY and self._says_what_only_studies_have:
            self.intent = Intent.STUDIES
        self.is_mended = self._is_mended()
        text = self._text()
        if text != self.words:
            self.organizations = self._ask_organizations(text)
        self.knowledge = KnowledgeSearch(replace(self.question, text=self._text_of_knowledge()))

    @property
    def _asks_for_no_help(self):
        """Whether "hospital" or "near" only stands beside much that no group has."""
        left_out = self.organizations.words_left_out
        return len(left_out) >= MOST_LEFT_OUT and is_weak_help(self.words)

    @property
    def _says_what_only_studies_have(self):
        """A past cancer, visits from home, or a place with a distance, an age or "research"."""
        question = self.studies.question
        if Subject.PAST_CANCER in question.subjects or "asks" in question.choices:
            return True
        if speaks_of_research(self.words) and {"age", "ages"} & question.choices.keys():
            return True
        where = question.mention
        if not where or not where.place:
            return False
        is_alone = not question.needs_text
        says_more = where.within or question.choices or speaks_of_research(self.words)
        return bool(says_more or is_alone)

    @property
    def is_asked(self):
        return bool(self.words)

    @property
    def examples(self):
        return [
            _("what is dermatomyositis"),
            _("CK"),
            _("support group for caregivers"),
            _("steroids side effects"),
            _("studies for children"),
        ]

    @property
    def problems(self):
        return [message for messages in self.form.errors.values() for message in messages]

    # The parts of the portal are asked

    def _ask_organizations(self, text):
        return OrganizationSearch({"q": text[:MOST_LETTERS], "for": self.audience})

    def _ask_studies(self):
        words = self.words
        if self.intent != Intent.STUDIES:
            # The words of "Muscular Dystrophy Association" do not name a disease.
            for one in self.named:
                words = _without(words, [one.name, *one.other_names])
        return StudiesInBrief(words, self.is_verbatim, self.audience)

    def _is_mended(self):
        """Whether the words were misspelled. Those that other parts of the portal know were not."""
        typed, mended = self.studies.typed, self.studies.question
        is_pointed = typed.pointers and len(mended.terms) <= len(typed.terms)
        if self.named or self.is_for_help or is_pointed:
            return False
        if not self.studies.is_mended:
            return self._is_asked_anew()
        mended = {word.text for word in vocabulary.words(self.studies.question.text)}
        return not any(knows(word) for word in self.studies.typed.words if word not in mended)

    def _is_asked_anew(self):
        """Whether a misspelled word of ours was mended that studies could do without."""
        typed = self.studies.typed
        text = "" if typed.language or typed.is_spanish else self.other_spelling
        if text and typed.text == self.words:
            self.studies = StudiesInBrief(text, self.is_verbatim, self.audience)
            return True
        return False

    @property
    def question(self) -> Question:
        """The question that all parts of the portal answer."""
        return self.studies.question if self.is_mended else self.studies.typed

    @property
    def unclear(self):
        return None if self.question.terms else self.question.unclear

    def _text(self):
        """For a short form that can mean several things, its first meaning, not a similar name."""
        if self.unclear:
            return f"{_without(self.words, [self.unclear['said']])} {self.unclear['choices'][0]}"
        return self.question.text if self.is_mended else self.words

    def _text_of_knowledge(self):
        if self.unclear:
            return self._text()
        text = self.question.text_without_place
        if self.intent == Intent.STUDIES and self.question.terms:
            # A reader who looks for studies does not ask what a study is.
            words = (word.text for word in vocabulary.words(text))
            dropped = words_of(Intent.STUDIES)
            text = " ".join(word for word in words if vocabulary.stem(word) not in dropped)
        return text

    @cached_property
    def named(self):
        """Organizations that were called by their names."""
        return self.organizations.named[:MOST_NAMED]

    @property
    def is_for_help(self):
        return self.intent == Intent.HELP

    # What is said of the words

    @cached_property
    def unknown_words(self) -> list[str]:
        """The reader's words that nothing of ours has, so that what follows is without them."""
        question = self.question
        if (
            self.urgent
            or question.language
            or question.pointers
            or self.is_mended
            or self.named
            or self.is_verbatim
        ):
            return []
        written = {word.text: word for word in folding.words(question.text)}
        return [
            question.text[written[word].start : written[word].end]
            for word in question.words
            if word in written and self._is_unknown(word)
        ]

    def _is_unknown(self, word):
        is_everyday = vocabulary.stem(word) in languages.everyday_stems() or len(word) < 4
        is_everyday = is_everyday or word in languages.not_misspelled() or word.isdigit()
        is_of_groups = vocabulary.stem(word) not in self.organizations.asked.words
        if is_everyday or is_of_groups or knows(word):
            return False
        return not self.studies.request.has_studies(Question(words=(word,)))

    @cached_property
    def only_named(self) -> list[Said]:
        """Medicines that we know by name alone: no page and no study of ours has them."""
        return [
            said
            for said in self.question.terms
            if said.term.kind in MEDICINES
            and not group_of(said.term)
            and not any(knows(name) for name in said.term.names if " " not in name)
            and not self.studies.request.has_studies(Question(terms=(said,)))
        ]

    @cached_property
    def known_by_group(self) -> list[tuple[Said, str]]:
        """Medicines of which our pages have only the group: fluvastatin, a statin."""
        found = [(said, group_of(said.term)) for said in self.question.terms]
        return [(said, group) for said, group in found if group]

    @cached_property
    def urgent(self):
        return vocabulary.urgent(self.words) or self.studies.request.urgent

    @property
    def notes(self) -> list[notes.Note]:
        return notes.notes(self.question)

    @property
    def neighbours(self):
        return self.question.neighbours

    @property
    def suggested(self) -> list[Condition]:
        """Diseases that the named symptoms may come from. We suggest them, and answer for none."""
        diseases = self.knowledge.index.diseases
        return [diseases[t.slug] for t in self.question.suggested if t.slug in diseases]

    @property
    def other_spelling(self) -> str:
        return "" if self.is_verbatim else self.studies.other_spelling


def _without(text, names):
    """The text without the first of these names that it has."""
    written = vocabulary.words(text)
    for run in sorted(map(vocabulary.stems, names), key=len, reverse=True):
        for at in range(len(written) - len(run) + 1):
            span = written[at : at + len(run)]
            if run and tuple(vocabulary.stem(word.text) for word in span) == run:
                return f"{text[: span[0].start]} {text[span[-1].end :]}"
    return text
