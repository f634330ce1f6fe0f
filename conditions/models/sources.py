"""Sources of statements, and other people's pages that are worth reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from conditions.choices import TopicKind
from desk.dates import has_come


class Reference(RevisionMixin, models.Model):
    """A source: something that a statement can be checked against."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    licence = models.CharField(
        _("license"), max_length=200, blank=True, help_text=_("What we may do with its text.")
    )
    seen_on = models.DateField(
        _("last read on"),
        null=True,
        blank=True,
        help_text=_("When one of us last read it."),
        validators=[has_come],
    )

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class Topic(RevisionMixin, models.Model):
    """Somebody else's page that is worth reading, or a publication that can be ordered."""

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

    def __str__(self) -> str:
        return self.title
