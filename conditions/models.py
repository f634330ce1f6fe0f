"""What editors know and publish: pages on diseases, guides, the glossary, and their sources.

All of it is edited on the desk (wagtail_hooks.py): ordinary models with Wagtail's mixins for
drafts, revisions and workflow. Public pages are plain Django views.
"""

import datetime as dt
import hashlib

from django.contrib.postgres.fields import ArrayField
from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

import vocabulary
from desk.dates import has_come

from .addresses import KeepsItsAddresses, PublicAddress  # noqa: F401 (a table of this app)
from .blocks import ConditionBody, GuideBody, parts
from .choices import (
    Audience,
    ChangeKind,
    CodeSystem,
    Guard,
    Kind,
    NameKind,
    TermCategory,
    TopicKind,
)
from .review import ClinicalReview, EditorsLook  # noqa: F401 (tables of this app)

# How long before its date a review stands in the editors' queue as coming up.
REVIEW_SOON = dt.timedelta(days=30)
# How long a name that an editor added may take to work in the search.
SECONDS_OF_NAMES = 60


class Reference(RevisionMixin, models.Model):
    """A source: something that a statement can be checked against."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("What may be done with its text.")
    )
    seen_on = models.DateField(
        _("seen on"),
        null=True,
        blank=True,
        help_text=_("When one of us last read it."),
        validators=[has_come],
    )

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return f"{self.publisher}: {self.title}"


class ReviewQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True)

    def overdue(self):
        """Whose next review is due today or was due before; by the clock, no job needs to run."""
        return self.filter(review_due__lte=timezone.localdate())

    def due_soon(self):
        today = timezone.localdate()
        return self.filter(review_due__gt=today, review_due__lte=today + REVIEW_SOON)

    def never_reviewed(self):
        return self.filter(reviewed_on=None)


class Reviewed(models.Model):
    """What a clinician signs. The signature holds for the very text that was signed."""

    reviewed_by = models.CharField(
        _("reviewed by"), max_length=200, blank=True, help_text=_("Who signed, and as what.")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("next review due"), null=True, blank=True, db_index=True)
    signed_text = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def text_to_sign(self) -> str:
        """All the words that a signature stands for."""
        raise NotImplementedError

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text_to_sign.encode()).hexdigest()

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician signed this very text."""
        return bool(self.reviewed_by and self.signed_text == self.digest)

    @property
    def is_changed_since_review(self) -> bool:
        return bool(self.reviewed_by) and not self.is_reviewed

    @property
    def is_overdue(self) -> bool:
        return bool(self.review_due and self.review_due <= timezone.localdate())

    def sign(self, reviewed_by: str, review_due: dt.date) -> None:
        """Puts a clinician's name under the text as it is. Not saved."""
        self.reviewed_by = reviewed_by
        self.reviewed_on, self.review_due = timezone.localdate(), review_due
        self.signed_text = self.digest


class KnowledgePage(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    Reviewed,
    KeepsItsAddresses,
    ClusterableModel,
):
    """A page of statements that readers may rest on."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    summary = models.TextField(
        _("summary"), help_text=_("One sentence, for lists and search results.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReviewQuerySet.as_manager()

    # Whether a clinician has to sign it; and whether that is what somebody asks to change.
    is_medical = True
    drops_medical = False

    class Meta:
        abstract = True

    @property
    def parts(self):
        """[blocks.Part]: the sections of the page with their statements."""
        return parts(self.body)

    @property
    def statements(self):
        return [statement for part in self.parts for statement in part.statements]

    @property
    def text_to_sign(self):
        return "\n".join(
            [
                str(self),
                self.summary,
                *(part.heading + "\n" + _lines(part.statements) for part in self.parts),
            ]
        )

    def get_preview_context(self, request, mode_name):
        return {"page": self, "is_preview": True}


def _lines(statements):
    return "\n".join(f"{s['label']} {s['text']}".strip() for s in statements)


class Condition(KnowledgePage):
    """A disease: one of the family, or one that is confused with it."""

    name = models.CharField(_("name"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("belongs to"),
    )
    confused_with = ParentalManyToManyField(
        "self", blank=True, symmetrical=False, verbose_name=_("confused with")
    )
    position = models.PositiveSmallIntegerField(
        _("place in lists"), default=100, help_text=_("Small numbers come first.")
    )
    body = StreamField(ConditionBody(), blank=True, verbose_name=_("text"))

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("page on a disease")
        verbose_name_plural = _("pages on diseases")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conditions:condition", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "conditions/condition.html"


class ConditionNameQuerySet(models.QuerySet):
    def added(self) -> vocabulary.Added:
        """Names of published pages that our vocabulary does not have; a minute old at most."""

        def read():
            live = self.filter(condition__live=True)
            return vocabulary.added(live.values_list("condition__slug", "name", "kind", "guard"))

        return cache.get_or_set("names-that-editors-added", read, SECONDS_OF_NAMES)


class ConditionName(Orderable):
    """One of the names of a disease. Names that are not in our vocabulary widen the search."""

    condition = ParentalKey(Condition, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind)
    guard = models.CharField(
        _("taken for the disease"), max_length=20, choices=Guard, default=Guard.ALWAYS
    )

    objects = ConditionNameQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(fields=["condition", "name"], name="one_name_once_a_condition")
        ]

    def __str__(self):
        return self.name


class ConditionCode(Orderable):
    condition = ParentalKey(Condition, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("system"), max_length=20, choices=CodeSystem)
    value = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("what the system calls it"), max_length=200, blank=True)
    checked = models.BooleanField(_("I have seen this code in the system"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")

    def __str__(self):
        return f"{self.get_system_display()} {self.value}"


class Guide(KnowledgePage):
    """An article on living with myositis, on studies, or on the way to a diagnosis."""

    title = models.CharField(_("title"), max_length=120)
    about = ParentalManyToManyField(
        Condition,
        blank=True,
        related_name="guides",
        verbose_name=_("about"),
        help_text=_("None: about all of them."),
    )
    audience = ArrayField(
        models.CharField(max_length=20, choices=Audience),
        default=list,
        blank=True,
        verbose_name=_("written for"),
    )
    is_medical = models.BooleanField(
        _("medical"),
        default=True,
        help_text=_("Medical text is shown as reviewed only once a clinician has signed it."),
    )
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    body = StreamField(GuideBody(), blank=True, verbose_name=_("text"))

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("conditions:guide", args=[self.slug])

    @property
    def drops_medical(self) -> bool:
        """Whether this version says that it is not medical, and the one that readers see does not.

        Then a clinician is asked to agree: whoever writes cannot leave the clinician out.
        """
        agreed = type(self).objects.live().filter(pk=self.pk, is_medical=False)
        return not (self.is_medical or agreed.exists())

    def get_preview_template(self, request, mode_name):
        return "conditions/guide.html"


class GlossaryTerm(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A word that readers meet, and what it means."""

    term = models.CharField(_("word"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    category = models.CharField(_("category"), max_length=20, choices=TermCategory)
    other_names = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("other names"),
        help_text=_("Separated by commas."),
    )
    meaning = models.TextField(_("meaning"), help_text=_("One or two short sentences."))
    references = ParentalManyToManyField(Reference, blank=True, verbose_name=_("sources"))
    checked = models.BooleanField(
        _("I have read this at its source"),
        default=False,
        help_text=_("Without this tick readers see “to be reviewed” beside it."),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["term"]
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("glossary")

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('conditions:glossary')}#{self.slug}"


class Topic(RevisionMixin, models.Model):
    """A page of somebody else that is worth reading, or a publication that can be ordered."""

    kind = models.CharField(_("kind"), max_length=20, choices=TopicKind)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.TextField(_("what it offers"), blank=True)
    checked = models.BooleanField(_("I have seen it at this address"), default=False)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("related topic or publication")
        verbose_name_plural = _("related topics and publications")

    def __str__(self):
        return self.title


class Change(models.Model):
    """What became different on a page, in words for its readers. Public: the corrections log."""

    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    condition = models.ForeignKey(
        Condition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=Condition._meta.verbose_name,
    )
    guide = models.ForeignKey(
        Guide,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=Guide._meta.verbose_name,
    )
    changed_on = models.DateField(_("date"), default=timezone.localdate, validators=[has_come])
    text = models.TextField(
        _("what changed"), help_text=_("What was said before, and what is said now.")
    )

    class Meta:
        ordering = ["-changed_on", "-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes and corrections")
        constraints = [
            models.CheckConstraint(
                condition=Q(condition=None) | Q(guide=None),
                name="a_change_is_of_one_page",
                violation_error_message=_("Choose one page, not two."),
            )
        ]

    def __str__(self):
        return f"{self.changed_on} {self.page or ''}"

    @property
    def page(self):
        return self.condition or self.guide


class StarterEntry(models.Model):
    """What the starter content was loaded as, so that it never overwrites an editor's work."""

    key = models.CharField(max_length=600, primary_key=True)
    digest = models.CharField(max_length=64)
    # The revision that the loading made; a later one is an editor's.
    revision = models.BigIntegerField(null=True)

    def __str__(self):
        return self.key


class SignOff(Reviewed):
    """A clinician's signature under a text that stands in the program, not in the database:
    the emergency box is shown whatever happens to the database."""

    key = models.SlugField(primary_key=True)
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("text of the portal itself")
        verbose_name_plural = _("texts of the portal itself")

    def __str__(self):
        return self.title

    @property
    def text_to_sign(self):
        """The words of its template, in the language that it was written in."""
        with translation.override("en"):
            html = render_to_string(f"includes/{self.key}_text.html")
        lines = (" ".join(line.split()) for line in strip_tags(html).splitlines())
        return "\n".join(filter(None, lines))
