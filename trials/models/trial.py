"""One study. Columns carry the registry's own names, in AACT's spelling.

The sync owns every column of Trial and Location but EDITORS_FIELDS, and may overwrite it at any
time. What editors decide stands in TrialCuration.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from trials.age_limits import contradict, takes_adults, takes_minors
from trials.choices import (
    CONTACT_STATUSES,
    OPEN_STATUSES,
    RELEVANCES,
    AgeGroup,
    Phase,
    Presence,
    Sex,
    status_label,
)
from trials.partial_dates import date_in_words
from trials.reading.ages import stated
from trials.reading.diseases import SUBTYPES
from trials.reading.relevance import Relevance
from trials.reading.subtypes import State
from web.safe_links import host_of, web_address

from .curation import TrialCuration
from .trial_queryset import TrialQuerySet

# {(sex, whether minors fit, whether adults fit): (alone, after the ages)}
_SEX_IN_WORDS = {
    (Sex.FEMALE, True, True): (Sex.FEMALE.label, _("women and girls only")),
    (Sex.FEMALE, True, False): (_("Girls"), _("girls only")),
    (Sex.FEMALE, False, True): (_("Women"), _("women only")),
    (Sex.MALE, True, True): (Sex.MALE.label, _("men and boys only")),
    (Sex.MALE, True, False): (_("Boys"), _("boys only")),
    (Sex.MALE, False, True): (_("Men"), _("men only")),
}

# What the registry writes where it has no number.
PLACEHOLDER_ENROLLMENT = 99999999


class Trial(models.Model):  # type: ignore[django-manager-missing]  # TrialCuration is untyped
    """One study of the registry, as its last published record has it."""

    nct_id = models.CharField(_("NCT number"), max_length=11, primary_key=True)
    org_study_id = models.TextField(blank=True)
    brief_title = models.TextField(_("title"), blank=True)
    official_title = models.TextField(blank=True)
    acronym = models.TextField(blank=True)
    overall_status = models.CharField(_("status"), max_length=100, blank=True, db_index=True)
    last_known_status = models.CharField(max_length=100, blank=True)
    why_stopped = models.TextField(blank=True)
    study_type = models.CharField(max_length=100, blank=True)
    phases = ArrayField(models.TextField(), default=list)
    enrollment = models.IntegerField(null=True)
    enrollment_type = models.TextField(blank=True)
    # A partial date keeps its text; beside it stands the first day of the period it names.
    start_date = models.DateField(null=True)
    start_date_text = models.TextField(blank=True)
    start_date_type = models.TextField(blank=True)
    primary_completion_date = models.DateField(null=True)
    primary_completion_date_text = models.TextField(blank=True)
    primary_completion_date_type = models.TextField(blank=True)
    completion_date = models.DateField(null=True)
    completion_date_text = models.TextField(blank=True)
    completion_date_type = models.TextField(blank=True)
    status_verified_date = models.DateField(null=True)
    status_verified_date_text = models.TextField(blank=True)
    study_first_posted_date = models.DateField(null=True)
    results_first_posted_date = models.DateField(null=True)
    last_update_posted_date = models.DateField(_("last updated"), null=True, db_index=True)
    has_results = models.BooleanField(default=False)
    brief_summary = models.TextField(blank=True)
    detailed_description = models.TextField(blank=True)
    eligibility_criteria = models.TextField(blank=True)
    sex = models.CharField(max_length=100, blank=True)
    gender_based = models.BooleanField(null=True)
    gender_description = models.TextField(blank=True)
    minimum_age = models.TextField(blank=True)
    maximum_age = models.TextField(blank=True)
    healthy_volunteers = models.BooleanField(null=True)
    study_population = models.TextField(blank=True)
    lead_sponsor_name = models.TextField(_("sponsor"), blank=True)
    lead_sponsor_class = models.CharField(max_length=100, blank=True)
    collaborators = models.JSONField(default=list)
    interventions = models.JSONField(default=list)
    arm_groups = models.JSONField(default=list)
    design = models.JSONField(default=dict)
    primary_outcomes = models.JSONField(default=list)
    secondary_outcomes = models.JSONField(default=list)
    other_outcomes = models.JSONField(default=list)
    keywords = ArrayField(models.TextField(), default=list)
    registry_conditions = ArrayField(models.TextField(), default=list)
    references = models.JSONField(default=list)
    see_also_links = models.JSONField(default=list)
    ipd_sharing = models.TextField(blank=True)
    ipd_sharing_description = models.TextField(blank=True)
    overall_officials = models.JSONField(default=list)
    central_contacts = models.JSONField(default=list)
    # What the record says beyond these columns, under the registry's names.
    further_details = models.JSONField(default=dict)

    # Our reading of the columns above, by rules of the version beside it.
    minimum_age_years = models.FloatField(null=True)
    maximum_age_years = models.FloatField(null=True)
    # One unit of the limit later: who is 24 months old is so until the 25th.
    too_old_years = models.FloatField(null=True)
    primary_purpose = models.CharField(max_length=100, blank=True)
    intervention_types = ArrayField(models.TextField(), default=list)
    std_ages = ArrayField(models.TextField(), default=list)
    countries = ArrayField(models.TextField(), default=list)
    # Its other numbers, in the form in which a typed one is looked for; see study_numbers.py.
    study_numbers = ArrayField(models.TextField(), default=list)
    relevance = models.CharField(max_length=20, choices=RELEVANCES, db_index=True, blank=True)
    # Condition slugs: the types that the study takes by name, and those that it may take.
    includes = ArrayField(models.TextField(), default=list)
    may_include = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)
    antibodies = ArrayField(models.TextField(), default=list)
    features = ArrayField(models.TextField(), default=list)
    # The whole reading with the words that it rests on, as reading.Reading has it.
    readings = models.JSONField(default=dict)
    rules_version = models.PositiveIntegerField(default=0)

    # Editors' columns: what TrialCuration decided, as pages show it. No sync writes them.
    is_hidden = models.BooleanField(default=False, db_index=True)
    is_pinned = models.BooleanField(default=False)
    decisions = models.JSONField(default=dict)

    # Every word of the record, and the few that say what it is about (see search_vector.py).
    search = SearchVectorField(null=True)
    names = SearchVectorField(null=True)

    # The record that the columns were read from, without contacts once the study is closed.
    record = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    scopes = ArrayField(models.TextField(), default=list)
    is_sample = models.BooleanField(default=False)
    presence = models.CharField(max_length=20, choices=Presence, default=Presence.LISTED)
    missing_since = models.DateTimeField(null=True)
    missing_from_dataset = models.TextField(blank=True)
    first_published_at = models.DateTimeField(default=timezone.now)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-last_update_posted_date", "nct_id"]
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        indexes = [GinIndex(fields=["search"]), GinIndex(fields=["names"])]

    def __str__(self):
        return f"{self.nct_id} {self.brief_title}"

    def get_absolute_url(self):
        return reverse("trials:detail", args=[self.nct_id])

    @property
    def registry_url(self):
        """Where the record stands on the registry; none for a sample, which stands nowhere."""
        return "" if self.is_sample else f"https://clinicaltrials.gov/study/{self.nct_id}"

    @property
    def is_open(self):
        return self.presence == Presence.LISTED and self.overall_status in OPEN_STATUSES

    @property
    def status_label(self):
        return status_label(self.overall_status)

    @property
    def last_confirmed(self) -> str:
        """When its sponsor last confirmed it, as precisely as the record says; "" if never."""
        if self.status_verified_date_text:
            return date_in_words(self.status_verified_date, self.status_verified_date_text)
        date = self.last_update_posted_date
        return date_format(date, "DATE_FORMAT") if date else ""

    @property
    def phase_labels(self):
        """Of two numbered phases one label: "Phase 2/3"."""
        known = [phase for phase in self.phases if phase in Phase]
        numbers = [phase.removeprefix("PHASE") for phase in known]
        if len(numbers) > 1 and all(map(str.isdigit, numbers)):
            labels = [_("Phase %(numbers)s") % {"numbers": "/".join(sorted(numbers))}]
        else:
            labels = [
                _("Phase: not applicable") if phase == Phase.NA else Phase(phase).label
                for phase in known
            ]
        return labels + [phase for phase in self.phases if phase not in Phase]

    @property
    def ages_in_words(self):
        # Rows of older rules may still hold "N/A".
        low, high = stated(self.minimum_age).lower(), stated(self.maximum_age).lower()
        if contradict(low, high):
            return _("Ages not clear in the record: from %(low)s, but only up to %(high)s") % {
                "low": low,
                "high": high,
            }
        if low and high:
            number, _space, unit = low.partition(" ")
            if high.endswith(f" {unit}"):
                low = number
            return _("Ages %(low)s to %(high)s") % {"low": low, "high": high}
        if low:
            return _("%(low)s and older") % {"low": low}
        if high:
            return _("Up to %(high)s") % {"high": high}
        return _("No age limit stated")

    @property
    def ages_and_sex(self):
        _whole, only = self._sex_of_its_ages
        return f"{self.ages_in_words}, {only}" if only else self.ages_in_words

    @property
    def sex_in_words(self):
        """Who can join, where only one sex can; "" where the record has no such limit."""
        whole, _only = self._sex_of_its_ages
        return whole

    @property
    def _sex_of_its_ages(self):
        limits = self.minimum_age, self.maximum_age
        return _SEX_IN_WORDS.get((self.sex, takes_minors(*limits), takes_adults(*limits)), ("", ""))

    @property
    def conditions_once(self) -> list[str]:
        """As the sponsor wrote them, each once, whichever letters are capitals."""
        once: dict[str, str] = {}
        for name in self.registry_conditions:
            once.setdefault(name.casefold(), name)
        return list(once.values())

    @property
    def may_be_called(self):
        return self.presence in (Presence.LISTED, Presence.OUT_OF_SCOPE) and (
            self.overall_status in CONTACT_STATUSES
        )

    @property
    def has_site_contacts(self):
        return any(site.contacts for site in self.locations.all())

    @property
    def known_enrollment(self):
        return None if self.enrollment == PLACEHOLDER_ENROLLMENT else self.enrollment

    @property
    def safe_links(self):
        """The record's links that lead to web pages; a sponsor may write anything there."""
        found = ((link, web_address(link.get("url"))) for link in self.see_also_links)
        return [link | {"url": url, "host": host_of(url)} for link, url in found if url]

    @property
    def is_listed(self):
        return self.presence == Presence.LISTED

    @property
    def verdicts(self) -> list[dict]:
        """What the study says of each type: {subtype, state, quote, field, cues, reason}, in
        a fixed order. `cues` are the words of the quote that decided. The reason is an editor's,
        where one decided in the place of our reading."""
        read = {verdict["subtype"]: verdict for verdict in self.readings.get("subtypes", ())}
        decided = self.decisions.get("subtypes", {})
        found = []
        for subtype in SUBTYPES:
            verdict = read.get(subtype, {"state": "not_stated"})
            quote = verdict.get("quote") or {"text": None, "field": None}
            own = decided.get(subtype, {"state": verdict["state"], "reason": None})
            if own["state"] != verdict["state"]:
                # The words that our reading rests on do not speak for another verdict.
                quote = {"text": None, "field": None}
            found.append(
                {
                    "subtype": subtype,
                    "state": own["state"],
                    "quote": quote["text"],
                    "field": quote["field"],
                    "cues": list(verdict.get("cues", ())) if quote["text"] else [],
                    "reason": own["reason"],
                }
            )
        return found

    @property
    def only_type(self) -> str:
        """The one type of myositis that it takes by name; "" where it names several or none."""
        return self.includes[0] if len(self.includes) == 1 else ""

    @property
    def is_for_children(self) -> bool:
        return self.std_ages == [AgeGroup.CHILD]

    @property
    def is_for_others(self) -> bool:
        """Whether it takes caregivers, relatives, doctors or healthy people, and nobody with
        myositis. An editor who says which types it takes knows better than our rules."""
        return bool(self.readings.get("for_others")) and not self.includes

    @property
    def is_about_myositis(self) -> bool:
        return self.relevance == Relevance.MYOSITIS

    @property
    def editors_decision(self) -> dict[str, Any] | None:
        """What editors decided about it, for programs, if anything."""
        decided = {"is_hidden": self.is_hidden, "is_pinned": self.is_pinned} | self.decisions
        says = any(value for name, value in decided.items() if name not in ("on", "as"))
        return decided if says else None

    def apply_decisions(self) -> None:
        """Set the columns that searches use from our readings and the editors' decisions."""
        read = self.readings.get("relevance", {}).get("relevance", "")
        self.relevance = self.decisions.get("relevance") or read
        states = {verdict["subtype"]: verdict["state"] for verdict in self.verdicts}
        self.includes = [slug for slug in SUBTYPES if states[slug] == State.INCLUDED]
        # Unclear words are no yes, and no reason to hide the study from those who ask for the type.
        open_states = [State.INCLUDED, State.UNCLEAR]
        if self.readings.get("is_umbrella"):
            open_states.append(State.NOT_STATED)
        self.may_include = [slug for slug in SUBTYPES if states[slug] in open_states]

    @transaction.atomic
    def decide(self) -> None:
        """Apply what editors decided about this study now."""
        # If a sync is writing this study now, wait for it; see sync/write.py.
        row = Trial.objects.select_for_update().filter(pk=self.pk)
        self.readings = row.values_list("readings", flat=True).get()
        curation = TrialCuration.objects.filter(trial=self).first()
        self.decisions = curation.published if curation else {}
        self.is_hidden = bool(curation and curation.is_hidden)
        self.is_pinned = bool(curation and curation.is_pinned)
        self.apply_decisions()
        self.save(
            update_fields=[
                *("is_hidden", "is_pinned", "decisions"),
                *("relevance", "includes", "may_include"),
            ]
        )


class TrialAlias(models.Model):
    """A former number of a study. Its page redirects permanently."""

    alias = models.CharField(max_length=11, primary_key=True)
    nct_id = models.CharField(max_length=11)

    def __str__(self):
        return f"{self.alias} → {self.nct_id}"
