"""What the page of the whole portal's search shows: direct answers first, then a section for each
part of the portal that has something."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from conditions import ck_scale
from conditions.choices import TermCategory
from conditions.models import Condition, GlossaryTerm, Guide
from query import pointers
from query.small_talk import Intent
from query.subjects import Subject
from trials.search import notes
from vocabulary import Kind

from .search import Search

MOST, MOST_STUDIES = 5, 3
# How many organizations to show if the question was about something else.
MOST_ASIDE = 2
SELF_HARM = "self_harm"
# The only guide for a reader in despair. Others that have the words tell how long people live.
GUIDE_ON_MOOD = "mood"
JUVENILE = "juvenile-myositis"
# For a question about studies in general, which no study and no statement of ours answers.
ON_STUDIES = ("understanding-clinical-trials", "informed-consent", "costs-and-travel-of-a-study")
# Values that are measured: only a clinician can say what a reader's own value means.
MEASURED = (TermCategory.TEST, TermCategory.MEASURE)

_ORDER = {
    Intent.HELP: ("organizations", "guides", "diseases", "words", "studies"),
    Intent.MEANING: ("words", "diseases", "guides", "studies", "organizations"),
    Intent.STUDIES: ("studies", "diseases", "guides", "words", "organizations"),
    Intent.MEDICINE: ("studies", "diseases", "guides", "words", "organizations"),
    Intent.ANY: ("diseases", "guides", "words", "studies", "organizations"),
}
# These count more than the intent.
_ORDER_OF_SUBJECT = {
    Subject.SIGNS: ("guides", "words", "diseases", "studies", "organizations"),
    Subject.PRICE: ("guides", "organizations", "words", "diseases", "studies"),
    Subject.STUDY_COSTS: ("guides", "organizations", "words", "diseases", "studies"),
    Subject.PREGNANCY: ("guides", "words", "diseases", "organizations", "studies"),
    Subject.ABOUT: ("guides", "words", "diseases", "organizations", "studies"),
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
    # Whether that there is nothing is an answer, too.
    is_asked_for: bool = False

    @property
    def first(self):
        return self.rows[:MOST]

    @property
    def rest(self):
        return self.rows[MOST:]

    @property
    def template(self):
        return f"search/{self.name}.html"


class EverythingPage:
    def __init__(self, search: Search):
        self.search = search

    # Direct answers

    @property
    def answering_organizations(self):
        return [] if self.search.intent == Intent.STUDIES else self.search.named

    @property
    def _is_on_the_portal_only(self):
        """Whether the notes are the whole answer: how to print is not in any study or guide."""
        is_named = self.search.named or self.search.urgent
        if "animal" in self.search.question.pointers:
            return not self.search.named
        return self.search.question.is_on_the_portal_only and not is_named

    @property
    def _explains(self):
        if self._is_on_the_portal_only:
            return False
        is_looked_for = self.search.intent == Intent.STUDIES or self.search.is_for_help
        return not is_looked_for and self.search.urgent != SELF_HARM

    @cached_property
    def answering_words(self):
        return self.search.knowledge.words if self._explains else []

    @property
    def is_measured(self):
        return any(term.category in MEASURED for term in self.answering_words)

    @property
    def _is_no_way_to_a_diagnosis(self):
        """Whether a test and its number are all that was said."""
        return self.is_measured and not self.search.knowledge.diseases

    @cached_property
    def pointed(self):
        """Pages with the statements that answer just this question."""
        if self.search.urgent == SELF_HARM or self._is_on_the_portal_only:
            return []
        return self.search.knowledge.quoted(self._pointed_at)

    @cached_property
    def answers(self):
        """On diseases that were named, then statements on what only a few pages mention."""
        if pointers.is_enough(self.search.question.pointers):
            return []
        told = {one.passage for answer in self.pointed for one in answer.statements}
        return [
            replace(answer, statements=left)
            for answer in self._further_answers
            if (left := [one for one in answer.statements if one.passage not in told])
        ]

    @cached_property
    def answers_come_first(self):
        """Whether they stand above the glossary words. What a test measures always comes first."""
        return not self.is_measured and self.search.knowledge.go_beyond_words(self.answers)

    @property
    def _pointed_at(self) -> list[tuple[str, str]]:
        """(slug of a page, words of a statement) for the question, and for antibodies alone."""
        question = self.search.question
        found = pointers.statements(question.pointers)
        is_of_child = any(said.term.slug == JUVENILE for said in question.terms)
        # Our words on antibodies are on adults.
        if self.search.intent != Intent.STUDIES and not is_of_child:
            antibodies = [said.term for said in question.terms if said.term.kind == Kind.ANTIBODY]
            found += [(ck_scale.GUIDE, one.name.removeprefix("anti-")) for one in antibodies]
        return found

    @property
    def _further_answers(self):
        if not self._explains or self.search.unclear or self._is_no_way_to_a_diagnosis:
            return []
        knowledge = self.search.knowledge
        found = [*knowledge.of_diseases, *knowledge.of_statements]
        if Subject.SIGNS in self.search.question.subjects:
            # A statement on one disease would look like the answer to "what do I have".
            found = [answer for answer in found if isinstance(answer.page, Guide)]
        return found

    # The sections, one after the other

    @cached_property
    def sections(self) -> list[Section]:
        if not self.search.is_asked or self._is_on_the_portal_only:
            return []
        found = [getattr(self, f"_{name}")() for name in self._order]
        return [section for section in found if section and (section.rows or section.is_asked_for)]

    @property
    def _order(self) -> tuple[str, ...]:
        if self.search.urgent == SELF_HARM:
            return ("organizations", "guides")
        if pointers.guides(self.search.question.pointers) and not self.search.named:
            return ("guides", "diseases", "words", "studies", "organizations")
        of_subjects = [
            order
            for subject, order in _ORDER_OF_SUBJECT.items()
            if subject in self.search.question.subjects and not self.search.named
        ]
        return of_subjects[0] if of_subjects else _ORDER[self.search.intent]

    def _studies(self):
        if not self._shows_studies:
            return None
        studies = self.search.studies
        return Section(
            "studies",
            _("Studies"),
            studies.first(MOST_STUDIES),
            studies.count,
            reverse("trials:list") + studies.address,
            # A number that no study has is told above.
            self.search.intent == Intent.STUDIES and not studies.numbers,
        )

    @property
    def _asks_of_studies_in_general(self):
        """ "Can they throw me out of a study": words that no study has, and nothing to look for."""
        studies = self.search.studies
        question = studies.question
        names = question.terms or question.choices or question.numbers or question.phrases
        is_alone = not (names or question.mention or question.not_used or question.subjects)
        return bool(
            self.search.intent == Intent.STUDIES
            and is_alone
            and len(question.words) > 1
            and studies.result.is_loose
        )

    @property
    def _shows_studies(self):
        question = self.search.studies.question
        if self._asks_of_studies_in_general:
            return False
        if self.search.intent == Intent.STUDIES:
            return True
        if not (question.needs_text or question.numbers or question.choices):
            return False
        if self.search.studies.result.is_loose:
            return bool(question.terms) and not self.search.is_for_help
        return True

    def _diseases(self):
        if self._is_no_way_to_a_diagnosis or self._asks_of_studies_in_general:
            return None
        told = [answer.page for answer in [*self.pointed, *self.answers]]
        if self.search.unclear:
            told.append(self.search.knowledge.index.diseases.get(self.search.unclear["rather"]))
        rows = [page for page in self.search.knowledge.found(Condition) if page not in told]
        return Section("diseases", _("Diseases"), rows)

    def _guides(self):
        if self.search.urgent == SELF_HARM:
            mood = Guide.objects.live().filter(slug=GUIDE_ON_MOOD)
            return Section("guides", _("Guides"), list(mood))
        rows = [*notes.guides(self.search.question), *self.search.knowledge.found(Guide)]
        if self._asks_of_studies_in_general:
            general = Guide.objects.live().in_bulk(ON_STUDIES, field_name="slug")
            rows += [general[slug] for slug in ON_STUDIES if slug in general]
        return Section("guides", _("Guides"), self._but_beside(dict.fromkeys(rows)))

    def _words(self):
        told = self.answering_words
        rows = [term for term in self.search.knowledge.found(GlossaryTerm) if term not in told]
        return Section("words", _("Words"), self._but_beside(rows))

    def _but_beside(self, rows):
        gone = pointers.beside(self.search.question.pointers)
        return [row for row in rows if row.slug not in gone]

    def _organizations(self):
        if not self._shows_organizations:
            return None
        search = self.search.organizations
        rows = [one for one in search.found if one not in self.answering_organizations]
        rows = rows[: MOST if self.search.is_for_help else MOST_ASIDE]
        address = reverse("organizations:list") + search.address()
        return Section("organizations", _("Groups and helplines"), rows, len(search.found), address)

    @property
    def _shows_organizations(self):
        is_asked = self.search.organizations.says_something or self.search.is_for_help
        return is_asked or self.search.urgent == SELF_HARM

    @property
    def is_empty(self):
        return not (
            self.sections
            or self.pointed
            or self.answers
            or self.answering_words
            or self.answering_organizations
            or self.search.question.pointers
            or self.search.question.subjects
        )
