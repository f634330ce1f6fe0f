"""What editors decide about a study."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin

import vocabulary
from desk.roles import STEWARDS
from trials.choices import DECIDABLE, STATES, Caution, Doubt
from trials.reading.diseases import SUBTYPES

from .change import TrialChange


def role_of(user: Any) -> str:
    """The role in which someone decides on studies, such as "Data steward"."""
    groups = user.groups.order_by("name")
    may = groups.filter(permissions__codename="change_trialcuration").values_list("name", flat=True)
    names = [STEWARDS] if STEWARDS in may else [*may, *groups.values_list("name", flat=True)]
    if names:
        return names[0].removesuffix("s")
    return "Administrator" if user.is_superuser else "Editor"


# The columns that no sync may overwrite.
EDITORS_FIELDS = ("is_hidden", "is_pinned", "decisions")
# The columns behind our readings. When one changes, a decision has to be looked at again.
BASIS = (
    "brief_title",
    "official_title",
    "acronym",
    "brief_summary",
    "detailed_description",
    "registry_conditions",
    "keywords",
    "eligibility_criteria",
    "study_population",
    "interventions",
    "arm_groups",
)


class TrialCurationQuerySet(models.QuerySet["TrialCuration"]):
    def to_look_at_again(self) -> Self:
        """Decisions that rest on a part of the record that has changed since."""
        changes = TrialChange.objects.filter(
            trial=OuterRef("trial"), field__in=BASIS, changed_at__gt=OuterRef("decided_at")
        )
        return self.filter(Exists(changes))

    def delete(self) -> tuple[int, dict[str, int]]:
        """Like TrialCuration.delete: our own reading of each study applies again."""
        trials = [curation.trial for curation in self.select_related("trial")]
        deleted = super().delete()
        for trial in trials:
            trial.refresh_from_db()
            trial.decide()
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]  # Django reads attributes of functions
    # As with Django's own delete(), managers lack it, so that nobody deletes all by mistake.
    delete.queryset_only = True  # type: ignore[attr-defined]  # Django reads attributes of functions


class TrialCuration(RevisionMixin, ClusterableModel):
    """What editors decided about one study. No sync writes it; see Trial.decide()."""

    trial = models.OneToOneField(
        "trials.Trial", models.CASCADE, related_name="curation", verbose_name=_("trial")
    )
    is_hidden = models.BooleanField(
        _("hide it"),
        default=False,
        help_text=_("It leaves all lists. Its page stays and shows the reason."),
    )
    hidden_reason = models.TextField(_("reason, shown to readers"), blank=True)
    is_pinned = models.BooleanField(
        _("show it first"),
        default=False,
        help_text=_("Before other studies that fit just as well."),
    )
    note = models.TextField(_("note to readers"), blank=True)
    relevance = models.CharField(
        _("what it is about"),
        max_length=20,
        choices=DECIDABLE,
        blank=True,
        help_text=_("Leave empty to keep what our rules read."),
    )
    caution = models.CharField(_("caution"), max_length=20, choices=Caution, blank=True)
    duplicate_of = models.ForeignKey(
        "trials.Trial",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="possible_duplicates",
        verbose_name=_("possibly the same study as"),
    )
    # Doubts of our rules that an editor looked into without deciding anything.
    settled = ArrayField(
        models.CharField(max_length=20, choices=Doubt),
        default=list,
        blank=True,
        verbose_name=_("looked into, nothing to decide"),
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The editor's role. Readers see this, never a name.
    decided_as = models.CharField(max_length=80, blank=True, editable=False)

    objects = TrialCurationQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a trial")
        verbose_name_plural = _("decisions on trials")
        ordering = ["-decided_at"]

    def __str__(self):
        return f"{self.trial_id}"

    def clean(self):
        if self.is_hidden and not self.hidden_reason.strip():
            raise ValidationError({"hidden_reason": _("Give a reason readers will see.")})
        if self.caution == Caution.OTHER and not self.note.strip():
            raise ValidationError({"note": _("Write in the note what readers should know.")})
        if self.duplicate_of_id and self.duplicate_of_id == self.trial_id:
            raise ValidationError({"duplicate_of": _("A study cannot be a duplicate of itself.")})

    def save(self, *args, **kwargs):
        """Save, and apply the decision to the study. Every later sync applies it again."""
        super().save(*args, **kwargs)
        self.trial.decide()

    def delete(self, *args, **kwargs):
        trial = self.trial
        deleted = super().delete(*args, **kwargs)
        trial.refresh_from_db()
        trial.decide()
        return deleted

    def sign(self, user) -> None:
        """Set the date, the person and their role, without saving."""
        self.decided_at, self.decided_by = timezone.now(), user
        self.decided_as = role_of(user)

    @property
    def is_seen_by_readers(self) -> bool:
        """Whether it changes anything that readers see."""
        return bool(
            any((self.is_hidden, self.is_pinned, self.note, self.relevance, self.caution))
            or self.duplicate_of_id
            or self.subtypes.exists()
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided, so that our own reading applies."""
        return not (self.is_seen_by_readers or self.settled)

    @property
    def published(self) -> dict[str, Any]:
        """What pages show of it, with the date and the role, never a name."""
        return {
            "on": timezone.localdate(self.decided_at).isoformat(),
            "as": self.decided_as,
            "hidden_reason": self.hidden_reason if self.is_hidden else "",
            "note": self.note,
            "relevance": self.relevance,
            "caution": self.caution,
            "duplicate_of": self.duplicate_of_id or "",
            "subtypes": {
                own.subtype: {"state": own.state, "reason": own.reason}
                for own in self.subtypes.all()
            },
        }

    @property
    def changes_since(self) -> models.QuerySet[TrialChange]:
        """What has changed since, in the parts of the record that it rests on."""
        return self.trial.changes.filter(field__in=BASIS, changed_at__gt=self.decided_at)


class SubtypeDecision(Orderable):
    """An editor's verdict on one type of myositis, which replaces our reading."""

    curation = ParentalKey(TrialCuration, on_delete=models.CASCADE, related_name="subtypes")
    subtype = models.CharField(
        _("type"),
        max_length=60,
        choices=[(slug, vocabulary.terms()[slug].name) for slug in SUBTYPES],
    )
    state = models.CharField(_("verdict"), max_length=20, choices=STATES)
    reason = models.TextField(_("reason, shown to readers"))

    class Meta(Orderable.Meta):
        verbose_name = _("verdict on a type")
        verbose_name_plural = _("verdicts on types")
        constraints = [
            models.UniqueConstraint(fields=["curation", "subtype"], name="one_verdict_a_type")
        ]

    def __str__(self):
        return f"{self.subtype}: {self.state}"
