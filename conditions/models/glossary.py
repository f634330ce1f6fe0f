"""Words that readers meet, and what they mean."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin

from conditions.choices import TermCategory

from .review import ReviewQuerySet
from .sources import Reference


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
    # For a score, if its source says so.
    lowest = models.PositiveSmallIntegerField(_("lowest value"), null=True, blank=True)
    highest = models.PositiveSmallIntegerField(_("highest value"), null=True, blank=True)
    more_means = models.CharField(
        _("more points mean"),
        max_length=120,
        blank=True,
        help_text=_("Such as “more strength.” Only for scores."),
    )
    references = ParentalManyToManyField(Reference, blank=True, verbose_name=_("sources"))
    checked = models.BooleanField(
        _("I have read the source, and it says this"),
        default=False,
        help_text=_("Unless this is checked, readers see “to be reviewed” next to it."),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["term"]
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return self.term

    @property
    def scale(self) -> str:
        """How to read a score: its range, and what more points mean."""
        found = []
        if self.lowest is not None and self.highest is not None:
            runs = _("It runs from %(lowest)s to %(highest)s.")
            found.append(runs % {"lowest": self.lowest, "highest": self.highest})
        if self.more_means:
            found.append(_("More points mean %(what)s.") % {"what": self.more_means})
        return " ".join(str(sentence) for sentence in found)

    def get_absolute_url(self) -> str:
        return f"{reverse('conditions:glossary')}#{self.slug}"
