"""Who helps, for whom and where.

Edited on the desk (wagtail_hooks.py) like the pages on diseases, and published by editors: there is
nothing for a clinician to sign.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypedDict, cast

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

import places
import vocabulary
from conditions.choices import Kind as ConditionKind
from conditions.models import Condition
from conditions.models.addresses import KeepsItsAddresses
from organizations.choices import (
    COUNTRIES_OF,
    WORDS_FOR_KINDS,
    Audience,
    Fact,
    Kind,
    Language,
    Mark,
    Nature,
    Reach,
    Scope,
    Way,
)

from .contact_book import ContactBook
from .fields import lines, many_of

if TYPE_CHECKING:
    from .meeting import Meeting

# The pages on the whole family, and on the children's disease, which parents read.
FAMILY, JUVENILE = "inflammatory-myopathy", "juvenile-myositis"
MOST_GROUPS, FIRST_GROUPS = 4, 2
# The largest Organization.fit() of those that name a disease, or a group that includes it.
NAMED = 2
# Addresses beside those of organizations: not usable as a slug.
PAGES = ("meetings",)
LISTS = ("kinds", "audience", "languages", "languages_in_part")
# Reasons to turn to a group.
SUPPORT = [
    Kind.GROUP,
    Kind.HELPLINE,
    Kind.INFORMATION,
    Kind.PRACTICAL,
    Kind.GRANTS,
    Kind.CAMP,
]


# The distance, whether nothing was read at a source, how well it fits, whether it has no number,
# and its position in lists.
Rank = tuple[int | None, bool, int | None, bool, int]


class FactInWords(TypedDict):
    label: str | Promise
    text: str
    awaits_review: bool


def validate_country(name: str) -> None:
    if places.country_named(name) != name:
        raise ValidationError(
            _("We can’t find a country called “%(name)s.”"), params={"name": name}
        )


@dataclass(frozen=True)
class RelatedConditions:
    """A disease and its family, to find who helps with it."""

    slug: str
    above: frozenset[str]
    below: frozenset[str]
    is_of_family: bool

    @classmethod
    def all(cls) -> dict[str, "RelatedConditions"]:
        """By its slug."""
        rows = list(Condition.objects.values_list("slug", "parent__slug", "kind"))
        parents = {slug: parent for slug, parent, _kind in rows}

        def above(slug: str) -> Iterator[str]:
            parent = parents.get(slug)
            while parent:
                yield parent
                parent = parents.get(parent)

        return {
            slug: cls(
                slug,
                frozenset(above(slug)),
                frozenset(other for other in parents if slug in above(other)),
                kind != ConditionKind.NEIGHBOUR,
            )
            for slug, _parent, kind in rows
        }


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def live(self) -> Self:
        return self.filter(live=True)

    def whole(self) -> Self:
        """With everything that a list needs from each."""
        # Not the texts of pages.
        conditions = Condition.objects.only("slug", "name", "live", "position")
        # contact.py imports this module.
        from .contact import Contact

        contacts = Contact.objects.with_answers()
        return self.prefetch_related(
            Prefetch("contacts", contacts), "offers", Prefetch("conditions", conditions)
        )

    def groups_for(
        self, condition: str, audience: str = "", country: str = ""
    ) -> list["Organization"]:
        """A few organizations for readers of a page on this disease, or on all of them.

        The right disease first, then patient groups whose number can be called, then others.
        """
        audience = audience or (Audience.PARENT if condition == JUVENILE else "")
        if not (related := RelatedConditions.all().get(condition or FAMILY)):
            return []
        found: list[Organization] = [
            one
            for one in self.live().filter(kinds__overlap=SUPPORT).whole()
            if one.fit(related) is not None and one.far_from(country) is not None
            if one.audience != [Audience.PROFESSIONAL]
        ]
        found.sort(
            key=lambda one: (audience not in ("", *one.audience), one.rank(related, country))
        )
        groups = [one for one in found if one.is_for_patients]
        right = [one for one in groups if (one.fit(related) or 0) <= NAMED]
        with_phone = [one for one in groups if one.contact_book.phones]
        # Two for the right disease leave room for numbers that work.
        ordered = dict.fromkeys([*right[:FIRST_GROUPS], *with_phone, *right, *found])
        return list(ordered)[:MOST_GROUPS]


class Organization(  # type: ignore[django-manager-missing]  # modelcluster is untyped
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    KeepsItsAddresses,
    ClusterableModel,
):
    """One that helps people with myositis, or that they may come across."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    other_names = lines(_("other names"), 200)
    nature = models.CharField(_("what it is"), max_length=20, choices=Nature)
    kinds = many_of(_("help it gives"), Kind)
    audience = many_of(_("who it is for"), Audience)
    ways = many_of(
        _("how people meet"),
        Way,
        help_text=_("Enter only what a source says. Listed meetings are counted automatically."),
    )
    scope = models.CharField(
        _("for which diseases"),
        max_length=20,
        choices=Scope,
        help_text=_("If there are several, the broadest one."),
    )
    conditions = ParentalManyToManyField(
        Condition,
        blank=True,
        related_name="organizations",
        verbose_name=_("named diseases"),
        help_text=_("“The whole family” means all types of myositis."),
    )
    country = models.CharField(
        _("country"),
        max_length=80,
        blank=True,
        validators=[validate_country],
        help_text=_("The country where it is based, in English. Empty means international."),
    )
    also_in = lines(_("other countries it serves"), 80)
    reach = models.CharField(
        _("who it serves"), max_length=20, choices=Reach, default=Reach.COUNTRIES
    )
    place = models.CharField(
        _("city or town"), max_length=120, blank=True, help_text=_("For example: Columbia, MD")
    )
    region = models.CharField(
        _("state or region"),
        max_length=80,
        blank=True,
        help_text=_("Leave it empty to use the city or town."),
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("Leave it empty to use the city or town.")
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    languages = many_of(_("languages"), Language)
    languages_in_part = many_of(_("languages of some of its materials"), Language)
    unread = many_of(
        _("source not read yet for"),
        Fact,
        help_text=_("Readers see “to be reviewed” next to these."),
    )
    sources = lines(_("where the other facts were read"), 500)
    registry_names = lines(
        _("names it uses for its studies"),
        200,
        _("As ClinicalTrials.gov writes them, one per line."),
    )
    note = models.TextField(_("note for readers"), blank=True)
    editors_note = models.TextField(_("note for editors"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position in lists"), default=100, help_text=_("Lower numbers come first.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        for name in self.also_in:
            validate_country(name)
        if self.slug in PAGES:
            raise ValidationError({"slug": _("Another page already has this address.")})
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("A point needs both latitude and longitude."))
        self._find_place()

    def _find_place(self) -> None:
        """If we know the town, it gives the region and the point that nobody entered."""
        if not self.place or (self.region and self.latitude is not None):
            return
        try:
            found = places.resolve(f"{self.place}, {self.country}".strip(", "))
        except places.NotResolved:
            return
        self.region = self.region or (found.region if found.region != found.name else "")
        if self.latitude is None:
            self.latitude, self.longitude = found.latitude, found.longitude

    def get_absolute_url(self) -> str:
        return reverse("organizations:organization", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "organizations/organization.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"organization": self, "is_preview": True}

    @cached_property
    def contact_book(self) -> ContactBook:
        return ContactBook(self.contacts.all())

    @property
    def kinds_of_help(self) -> set[str]:
        """The kinds that it is found by. A helpline without a number that we show is of no use to a
        reader; a list of clinics helps people who look for a clinic."""
        found = {*self.kinds} - {Kind.HELPLINE}
        if self.contact_book.phones:
            found.add(Kind.HELPLINE)
        if Kind.CENTER_LIST in found:
            found.add(Kind.CLINIC)
        return found

    @property
    def is_read(self) -> bool:
        """Whether anything about what it does was read at a source."""
        return any(offer.is_read for offer in self.offers.all())

    @property
    def is_for_patients(self) -> bool:
        return self.nature in (Nature.PATIENTS, Nature.FEDERATION)

    def fit(self, related: RelatedConditions) -> int | None:
        """How much it is for this disease: 0 if mainly for it, more if for it among others, or
        None.

        Organizations for part of a family come after those for all of it.
        """
        named = self._named
        is_own = self.scope in (Scope.MYOSITIS, Scope.OTHER)
        if related.slug in named and is_own:
            return 0
        if named & related.above and is_own:
            return 1
        if related.slug in named or named & related.above:
            return NAMED
        if named & related.below:
            return 3
        return 4 if related.is_of_family and not is_own else None

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(condition.slug for condition in self.conditions.all())

    def far_from(self, country: str) -> int | None:
        """0 if it is based in this country, more if it serves a larger area, or None."""
        if not country or country == self.country:
            return 0
        if country in self.also_in or country in COUNTRIES_OF.get(Reach(self.reach), ()):
            return 1
        return 2 if self.reach == Reach.WORLD else None

    def rank(self, related: RelatedConditions | None = None, country: str = "") -> Rank:
        """Small for the kind that helps most, among those that fit."""
        fit = self.fit(related) if related else 0
        return (
            self.far_from(country),
            not self.is_read,
            fit,
            not self.contact_book.phones,
            self.position,
        )

    def labels(self, name: str) -> list[str | Promise]:
        """The words for one of its lists: "kinds", "audience", "languages", …"""
        field = cast(ArrayField, self._meta.get_field(name))
        choices = dict(field.base_field.choices or ())
        return [choices[value] for value in getattr(self, name) if value in choices]

    @property
    def kind_labels(self) -> list[str | Promise]:
        return self.labels("kinds")

    @property
    def language_labels(self) -> list[str | Promise]:
        return [*self.labels("languages"), *self.labels("languages_in_part")]

    @property
    def facts(self) -> list[FactInWords]:
        """What we tell readers in a word or two, and whether somebody has read it at a source."""
        in_part = [_("%s (some)") % label for label in self.labels("languages_in_part")]
        texts: dict[Fact, list[str | Promise]] = {
            Fact.AUDIENCE: self.labels("audience"),
            Fact.PLACE: [self.place],
            Fact.COUNTRY: [self.country, *self.also_in],
            Fact.LANGUAGES: [*self.labels("languages"), *in_part],
        }
        return [
            {
                "label": fact.label,
                "text": ", ".join(str(text) for text in found if text),
                "awaits_review": fact in self.unread,
            }
            for fact, found in texts.items()
            if any(found)
        ]

    @property
    def live_conditions(self) -> list[Condition]:
        return [condition for condition in self.conditions.all() if condition.live]

    @property
    def shown_meetings(self) -> list["Meeting"]:
        # A preview before the first save has none.
        return self.meetings.shown() if self.pk else []

    @property
    def countries(self) -> list[str]:
        return [country for country in (self.country, *self.also_in) if country]

    @property
    def where(self) -> str:
        """The town and the country where it is based."""
        return ", ".join(filter(None, [self.place, self.country]))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of all texts in which a reader's words are looked for, in the language that is active."""
        texts = [
            *(self.name, *self.other_names),
            *(offer.text for offer in self.offers.all()),
            *(str(label) for name in LISTS for label in self.labels(name)),
            *(str(self.get_nature_display()), self.place, self.region, *self.countries, self.note),
            *(WORDS_FOR_KINDS[kind] for kind in self.kinds if kind in WORDS_FOR_KINDS),
        ]
        return frozenset(vocabulary.stems(" ".join(texts)))


class Offer(Orderable):
    """One thing that it does for people."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="offers")
    text = models.TextField(_("what it offers"), help_text=_("One or two short sentences."))
    mark = models.CharField(_("where it is from"), max_length=10, choices=Mark, default=Mark.MEMORY)
    source = models.URLField(_("source"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("what it offers")

    def __str__(self) -> str:
        return self.text

    @property
    def is_read(self) -> bool:
        return self.mark == Mark.READ and bool(self.source)

    def clean(self) -> None:
        super().clean()
        if self.mark == Mark.READ and not self.source:
            raise ValidationError(
                {"source": _("You marked this as read in a source. Enter the source.")}
            )
