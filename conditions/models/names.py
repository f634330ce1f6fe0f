"""Names and codes of a disease."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

import vocabulary
from conditions.choices import CodeSystem, Guard, NameKind
from web import content_version

from .pages import Condition


class ConditionNameQuerySet(models.QuerySet):
    def added(self) -> vocabulary.Added:
        """Names of published pages that our vocabulary does not have."""
        return _added(content_version.current(Condition, ConditionName))


@lru_cache(maxsize=1)
def _added(_version: int) -> vocabulary.Added:
    live = ConditionName.objects.filter(condition__live=True)
    return vocabulary.added(live.values_list("condition__slug", "name", "kind", "guard"))


class ConditionName(Orderable):
    """One of the names of a disease. Names that are not in our vocabulary widen the search."""

    condition = ParentalKey(Condition, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind)
    guard = models.CharField(
        _("counts as this disease"), max_length=20, choices=Guard, default=Guard.ALWAYS
    )

    objects = ConditionNameQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(fields=["condition", "name"], name="one_name_once_a_condition")
        ]

    def __str__(self) -> str:
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

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.value}"
