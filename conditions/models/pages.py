"""Pages that editors write and clinicians sign: on diseases, and guides.

They are ordinary models with Wagtail's mixins for drafts, versions and workflow. Editors change
them on the desk (conditions/desk/); readers see them through plain Django views.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from conditions.blocks import ConditionBody, GuideBody, Part, StatementValue, parts
from conditions.choices import Audience, Kind, Theme

from .addresses import KeepsItsAddresses
from .review import Reviewed, ReviewQuerySet


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
    """A page of statements with their sources."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    summary = models.TextField(
        _("summary"), help_text=_("One sentence, for lists and search results.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReviewQuerySet.as_manager()

    # A clinician has to sign a medical page.
    is_medical = True

    class Meta:
        abstract = True

    @property
    def drops_medical(self) -> bool:
        """Whether this version asks for the page no longer to count as medical."""
        return False

    @property
    def parts(self) -> list[Part]:
        """The sections of the page with their statements."""
        return parts(self.body)

    @property
    def statements(self) -> list[StatementValue]:
        return [statement for part in self.parts for statement in part.statements]

    @property
    def text_to_sign(self) -> str:
        return "\n".join(
            [
                str(self),
                self.summary,
                *(part.heading + "\n" + _lines(part.statements) for part in self.parts),
            ]
        )

    def can_be_withdrawn_by(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Only by the person who submitted it. Whoever is asked for an answer can send it back."""
        state = self.current_workflow_state
        return bool(state and state.requested_by_id == user.pk)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"page": self, "is_preview": True}


def _lines(statements: list[StatementValue]) -> str:
    return "\n".join(f"{s['label']} {s['text']}".strip() for s in statements)


class Condition(KnowledgePage):  # type: ignore[django-manager-missing]  # modelcluster is untyped
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
        _("position in lists"), default=100, help_text=_("Lower numbers come first.")
    )
    body = StreamField(ConditionBody(), blank=True, verbose_name=_("text"))

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("page on a disease")
        verbose_name_plural = _("pages on diseases")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conditions:condition", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "conditions/condition.html"


class Guide(KnowledgePage):
    """An article on living with myositis, on studies, or on the way to a diagnosis."""

    title = models.CharField(_("title"), max_length=120)
    about = ParentalManyToManyField(
        Condition,
        blank=True,
        related_name="guides",
        verbose_name=_("about"),
        help_text=_("Leave it empty for all diseases."),
    )
    audience = ArrayField(
        models.CharField(max_length=20, choices=Audience),
        default=list,
        blank=True,
        verbose_name=_("written for"),
    )
    theme = models.CharField(
        _("theme"),
        max_length=20,
        choices=Theme,
        blank=True,
        default="",
        # A release that does not know the column goes on writing while the next one starts.
        db_default="",
        help_text=_("The heading it is listed under, if it is written for people with myositis."),
    )
    is_medical = models.BooleanField(
        _("medical"),
        default=True,
        help_text=_("Medical text is shown as reviewed only once a clinician has signed it."),
    )
    position = models.PositiveSmallIntegerField(_("position in lists"), default=100)
    body = StreamField(GuideBody(), blank=True, verbose_name=_("text"))

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("conditions:guide", args=[self.slug])

    @property
    def drops_medical(self) -> bool:
        """Whether this version says that it is not medical, and the one that readers see does not.

        Then a clinician is asked to agree, so that writers cannot bypass the clinician.
        """
        agreed = type(self).objects.live().filter(pk=self.pk, is_medical=False)
        return not (self.is_medical or agreed.exists())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "conditions/guide.html"
