"""One search for the whole portal: studies, organizations, diseases, guides and the glossary.

Each part of the portal answers for itself. This module decides what comes first, and the order
of the rest.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

import vocabulary
from conditions.choices import TermCategory
from conditions.models import Condition, GlossaryTerm, Guide
from conditions.search import KnowledgeSearch, knows
from organizations.search import OrganizationSearch
from query.not_used import reason
from query.question import Question
from query.small_talk import Intent, intent_of, words_of
from trials.search.in_brief import StudiesInBrief
from web.audience import audience_of

from .forms import EverythingForm

MOST, MOST_STUDIES, MOST_NAMED = 5, 3, 2
# How many organizations to show if the question was about something else.
MOST_ASIDE = 2
# As much of a question as the list of organizations takes.
MOST_LETTERS = 200
SELF_HARM = "self_harm"
# Values that are measured: only a clinician can say what a reader's own value means.
MEASURED = (TermCategory.TEST, TermCategory.MEASURE)


_ORDER = {
    Intent.HELP: ("organizations", "guides", "diseases", "words", "studies"),
    Intent.MEANING: ("words", "diseases", "guides", "studies", "organizations"),
    Intent.STUDIES: ("studies", "diseases", "guides", "words", "organizations"),
    Intent.MEDICINE: ("studies", "diseases", "guides", "words", "organizations"),
    Intent.ANY: ("diseases", "guides", "words", "studies", "organizations"),
}


@dataclass(frozen=True)
class Section:
    """What one part of the portal has."""

    name: str
    heading: str
    rows: list
    # The number of all, and the page with all of them, if there is one.
    count: int = 0
    address: str = ""

    @property
    def first(self):
        return self.rows[:MOST]

    @property
    def rest(self):
        return self.rows[MOST:]

    @property
    def template(self):
        return f"search/{self.name}.html"


class Search:
    """A question to the whole portal, and its answer."""

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
        self.is_mended = self._is_mended()
        text = self._text()
        if text != self.words:
            self.organizations = self._ask_organizations(text)
        self.knowledge = KnowledgeSearch(replace(self.question, text=self._text_of_knowledge()))

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
        """Whether the words were misspelt; words that only studies do not have are not."""
        if not self.studies.is_mended or self.named or self.is_for_help:
            return False
        mended = self.studies.question.words
        return not any(knows(word) for word in self.studies.typed.words if word not in mended)

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

    # What comes first

    @property
    def urgent(self):
        said = frozenset(vocabulary.stems(self.words))
        return vocabulary.urgent(said) or self.studies.request.urgent

    @property
    def not_used(self) -> list[tuple[str, str]]:
        """[(the reader's words, why they were not used)]."""
        return [(one.text, reason(one)) for one in self.question.not_used]

    @property
    def neighbours(self):
        return self.question.neighbours

    @property
    def suggested(self) -> list[Condition]:
        """Diseases that the named symptoms may come from. We suggest them, and answer for none."""
        diseases = self.knowledge.index.diseases
        return [diseases[t.slug] for t in self.question.suggested if t.slug in diseases]

    # Direct answers

    @cached_property
    def named(self):
        """Organizations that were called by their names."""
        return self.organizations.named[:MOST_NAMED]

    @property
    def answering_organizations(self):
        return [] if self.intent == Intent.STUDIES else self.named

    @property
    def _explains(self):
        is_looked_for = self.intent == Intent.STUDIES or self.is_for_help
        return not is_looked_for and self.urgent != SELF_HARM

    @cached_property
    def answering_words(self):
        return self.knowledge.words if self._explains else []

    @property
    def is_measured(self):
        return any(term.category in MEASURED for term in self.answering_words)

    @property
    def _is_no_way_to_a_diagnosis(self):
        """Whether a test and its number are all that was said."""
        return self.is_measured and not self.knowledge.diseases

    @cached_property
    def answers(self):
        """On diseases that were named, then statements on what only a few pages mention."""
        if not self._explains or self.unclear or self._is_no_way_to_a_diagnosis:
            return []
        return [*self.knowledge.of_diseases, *self.knowledge.of_statements]

    # The sections, one after the other

    @cached_property
    def sections(self) -> list[Section]:
        if not self.is_asked:
            return []
        order = ("organizations", "guides") if self.urgent == SELF_HARM else _ORDER[self.intent]
        found = [getattr(self, f"_{name}")() for name in order]
        return [section for section in found if section and section.rows]

    def _studies(self):
        if not self._shows_studies:
            return None
        studies = self.studies
        address = reverse("trials:list") + studies.address
        return Section("studies", _("Studies"), studies.first(MOST_STUDIES), studies.count, address)

    @property
    def _shows_studies(self):
        question = self.studies.question
        if self.intent == Intent.STUDIES:
            return True
        if not (question.needs_text or question.numbers or question.choices):
            return False
        if self.studies.result.is_loose:
            return bool(question.terms) and not self.is_for_help
        return True

    def _diseases(self):
        if self._is_no_way_to_a_diagnosis:
            return None
        told = [answer.page for answer in self.answers]
        if self.unclear:
            told.append(self.knowledge.index.diseases.get(self.unclear["rather"]))
        rows = [page for page in self.knowledge.found(Condition) if page not in told]
        return Section("diseases", _("Diseases"), rows)

    def _guides(self):
        return Section("guides", _("Guides"), self.knowledge.found(Guide))

    def _words(self):
        told = self.answering_words
        rows = [term for term in self.knowledge.found(GlossaryTerm) if term not in told]
        return Section("words", _("Words"), rows)

    def _organizations(self):
        if not self._shows_organizations:
            return None
        search = self.organizations
        rows = [one for one in search.found if one not in self.answering_organizations]
        rows = rows[: MOST if self.is_for_help else MOST_ASIDE]
        address = reverse("organizations:list") + search.address()
        return Section("organizations", _("Groups and helplines"), rows, len(search.found), address)

    @property
    def is_for_help(self):
        return self.intent == Intent.HELP

    @property
    def _shows_organizations(self):
        is_asked = self.organizations.says_something or self.is_for_help
        return is_asked or self.urgent == SELF_HARM

    # Nothing found

    @property
    def is_empty(self):
        return not (
            self.sections or self.answers or self.answering_words or self.answering_organizations
        )

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
