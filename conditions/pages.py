"""A page as its readers see it: in reading order, with numbered sources."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from . import blocks, drawings, markup, triage
from .choices import Kind, NameKind, Section
from .linking import Words, names
from .models import Change, Condition, GlossaryTerm, Guide, KnowledgePage, Reference

HARD = {Section.CANCER_AND_LUNGS, Section.OUTLOOK}


@dataclass(frozen=True)
class Statement:
    # Empty if the statement before it has the same.
    label: str
    # Empty if the statement has expired.
    text: SafeString
    is_point: bool
    is_checked: bool
    is_expired: bool
    # [(number in the list of sources, source)]
    sources: list[tuple[int, Reference]]
    # How many of ten people are drawn next to it.
    of_ten: int | None = None
    is_question: bool = False

    @property
    def needs_review(self) -> bool:
        """Whether it claims something that nobody has read at its source."""
        return not self.is_checked and not self.is_question

    @property
    def is_certain(self):
        return self.is_checked and not self.is_expired


@dataclass
class Part:
    slug: str
    heading: str | Promise
    statements: list[Statement] = field(default_factory=list)

    @property
    def awaits_review(self) -> bool:
        """Whether nobody has read any of its claims at its source."""
        return bool(self._claims) and all(claim.needs_review for claim in self._claims)

    @property
    def mostly_awaits_review(self) -> bool:
        """Whether fewer than half of its claims were read at their source."""
        checked = sum(claim.is_checked for claim in self._claims)
        return 0 < checked < len(self._claims) / 2

    @property
    def _claims(self) -> list[Statement]:
        return [one for one in self.statements if not one.is_expired and not one.is_question]

    @property
    def is_hard(self) -> bool:
        """Whether it may mention death or severe illness, which nobody should see without being
        asked first."""
        return self.slug in HARD or any(statement.of_ten for statement in self.statements)

    @property
    def sources(self):
        found = [source for statement in self.statements for source in statement.sources]
        return list(dict.fromkeys(found))

    @property
    def drawings(self) -> list[tuple[str, str | Promise]]:
        return drawings.of_part(self.slug, " ".join(one.text for one in self.statements))

    @property
    def runs(self) -> list[tuple[str, list[Statement]]]:
        """[("text", "list" or "table", statements)]: items of a list with labels are a table."""
        runs = [(is_point, list(run)) for is_point, run in groupby(self.statements, _is_point)]
        return [(_shape(run) if is_point else "text", run) for is_point, run in runs]


def _is_point(statement):
    return statement.is_point


def _shape(points):
    return "table" if all(statement.label for statement in points) else "list"


class Reading:
    """All that a page shows under its title. Queries use the slug: a draft may have no key yet."""

    def __init__(self, page: KnowledgePage):
        self.page = page
        self._numbers: dict[Reference, int] = {}
        self._words = Words(names())
        # In the order of the page, because sources are numbered, and words linked, where they first
        # appear.
        parts = _merged(page.parts)
        first = [parts.pop(slug, None) for slug in (Section.ANSWER, Section.URGENT)]
        self.answer, self.urgent = (part and self._read(part) for part in first)
        self.sections = [self._read(part) for part in parts.values()]

    @property
    def parts(self) -> list[Part]:
        return [part for part in (self.answer, self.urgent, *self.sections) if part]

    def _read(self, part):
        found = Part(part.slug, part.heading or Section.ANSWER.label)
        label = ""
        for value in part.statements:
            own = "" if value["label"] == label else value["label"]
            label = value["label"]
            text, sources, of_ten = "", [], None
            if not value.is_expired:
                of_ten = drawings.of_ten(self.page.slug, value["text"])
                text = markup.render(value["text"], self._words)
                sources = [(self._number(source), source) for source in value.sources]
            found.statements.append(
                Statement(
                    label=own,
                    text=text,
                    is_point=value["point"],
                    is_checked=value.is_checked,
                    is_expired=value.is_expired,
                    sources=sources,
                    of_ten=of_ten,
                    is_question=value.is_question,
                )
            )
        return found

    def _number(self, source):
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    @property
    def sources(self) -> list[Reference]:
        return list(self._numbers)

    @property
    def says_what_cannot_wait(self) -> bool:
        """Whether its own part on getting help has everything that the emergency box says to
        everyone."""
        said = {statement["text"] for statement in self.page.statements}
        return all(str(triage.SIGNS[slug].text) in said for slug in triage.FOR_ALL)

    @property
    def words(self) -> list[GlossaryTerm]:
        return sorted(self._words.met, key=lambda term: term.term.casefold())

    @property
    def has_questions(self) -> bool:
        return self._has(Section.QUESTIONS)

    @property
    def has_signs(self) -> bool:
        return self._has(Section.SIGNS)

    def _has(self, section: Section) -> bool:
        return any(part.slug == section for part in self.sections)

    @property
    def all_words_are_checked(self) -> bool:
        return all(term.checked for term in self._words.met)

    @cached_property
    def other_names(self) -> dict[str, list[str]]:
        """{language: names}, without misspellings, which only the search needs."""
        own = {self.page.name.casefold(), self.page.abbreviation.casefold()}
        found: dict[str, list[str]] = {"": [], "es": []}
        for name in self.page.names.all():
            if name.kind != NameKind.MISSPELLING and name.name.casefold() not in own:
                found["es" if name.kind == NameKind.SPANISH else ""].append(name.name)
        return found

    @cached_property
    def narrower(self):
        return Condition.objects.live().filter(parent__slug=self.page.slug)

    @cached_property
    def confused_with(self):
        return [other for other in self.page.confused_with.all() if other.live]

    @cached_property
    def about(self):
        """For a guide."""
        return [condition for condition in self.page.about.all() if condition.live]

    @cached_property
    def has_family(self) -> bool:
        names = any(self.other_names.values())
        return bool(
            (self.page.parent and self.page.parent.live)
            or self.narrower
            or self.confused_with
            or names
            or self.page.codes.all()
        )

    @cached_property
    def guides(self):
        return Guide.objects.live().filter(about__slug=self.page.slug)

    @cached_property
    def guides_for_all(self):
        """Those that are about the whole family, for its members."""
        if self.page.kind == Kind.NEIGHBOUR:
            return Guide.objects.none()
        return Guide.objects.live().filter(about=None)

    @cached_property
    def changes(self):
        name = "condition" if isinstance(self.page, Condition) else "guide"
        return Change.objects.filter(**{f"{name}__slug": self.page.slug})


def _merged(parts) -> dict[str, blocks.Part]:
    """Join sections that an editor started twice."""
    found: dict[str, blocks.Part] = {}
    for part in parts:
        if part.slug in found:
            found[part.slug].statements += part.statements
        else:
            found[part.slug] = part
    return found
