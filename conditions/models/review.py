"""A clinician's signature for a page, or for a text of the portal itself."""

import datetime as dt
import hashlib
from typing import Self

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

# How long before its date a review is in the queue "Reviews due soon".
REVIEW_SOON = dt.timedelta(days=30)


class ReviewQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(live=True)

    def overdue(self) -> Self:
        """Rows whose next review is due today or earlier. No job has to run for this."""
        return self.filter(review_due__lte=timezone.localdate())

    def due_soon(self) -> Self:
        today = timezone.localdate()
        return self.filter(review_due__gt=today, review_due__lte=today + REVIEW_SOON)

    def never_reviewed(self) -> Self:
        return self.filter(reviewed_on=None)


class Reviewed(models.Model):
    """A text that a clinician signs. The signature covers exactly the words that were signed."""

    reviewed_by = models.CharField(
        _("reviewed by"),
        max_length=200,
        blank=True,
        help_text=_("Name and role of the person who signed."),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("next review due"), null=True, blank=True, db_index=True)
    signed_text = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def text_to_sign(self) -> str:
        """All the words that a signature covers."""
        raise NotImplementedError

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text_to_sign.encode()).hexdigest()

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician has signed exactly this text."""
        return bool(self.reviewed_by and self.signed_text == self.digest)

    @property
    def is_changed_since_review(self) -> bool:
        return bool(self.reviewed_by) and not self.is_reviewed

    @property
    def is_overdue(self) -> bool:
        return bool(self.review_due and self.review_due <= timezone.localdate())

    def sign(self, reviewed_by: str, review_due: dt.date) -> None:
        """Sign the present text in a clinician's name. Does not save."""
        self.reviewed_by = reviewed_by
        self.reviewed_on, self.review_due = timezone.localdate(), review_due
        self.signed_text = self.digest


class SignOff(Reviewed):
    """A clinician's signature for a text that is in the program, not in the database: the emergency
    box is shown whatever happens to the database."""

    key = models.SlugField(primary_key=True)
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("text of the portal itself")
        verbose_name_plural = _("texts of the portal itself")

    def __str__(self) -> str:
        return self.title

    @property
    def text_to_sign(self) -> str:
        """The words of its template, in the language that it was written in."""
        with translation.override("en"):
            html = render_to_string(f"includes/{self.key}_text.html")
        lines = (" ".join(line.split()) for line in strip_tags(html).splitlines())
        return "\n".join(filter(None, lines))
