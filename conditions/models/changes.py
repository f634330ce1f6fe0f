"""The public log of changes and corrections."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from conditions.choices import ChangeKind
from desk.dates import has_come

from .pages import Condition, Guide


class Change(RevisionMixin, models.Model):
    """What changed on a page, in words for its readers. Public, in the corrections log."""

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

    def __str__(self) -> str:
        return f"{self.changed_on} {self.page or ''}"

    @property
    def page(self) -> Condition | Guide | None:
        return self.condition or self.guide
