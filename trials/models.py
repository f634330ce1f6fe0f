"""What the portal knows of studies. Columns carry the registry's own names, in AACT's spelling.

The sync owns every column of Trial and Location but EDITORS_FIELDS, and may overwrite it at any
time. What editors decide stands in TrialCuration.
"""

import datetime as dt
import math

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection, models, transaction
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin

from conditions import vocabulary
from conditions.roles import STEWARDS
from web.safe_links import host_of, web_address
from web.shown_text import contained_value

from . import study_numbers
from .choices import (
    CONTACT_STATUSES,
    DECIDABLE,
    OPEN_STATUSES,
    AgeGroup,
    Caution,
    Door,
    Doubt,
    Outcome,
    Phase,
    Presence,
    Relevance,
    Source,
    State,
    Step,
    door,
    lower_first,
    status_label,
)
from .partial_dates import date_in_words
from .reading.ages import stated
from .reading.asks import COST
from .reading.names import SUBTYPES
from .search_vector import SEARCH_CONFIGURATION

STALE_AFTER = dt.timedelta(days=7)
KM_PER_DEGREE = 111.19
# What the registry writes where it has no number.
PLACEHOLDER_ENROLLMENT = 99999999
# For editors to look at, not for readings, which know exceptions to it.
NAMES_OF_MYOSITIS = (
    r"myositi[sd]|anti-?synthetase|inclusion[ -]body|inflammatory +myopath"
    r"|necroti[sz]ing +(auto-?immune +|immune[ -]mediated +)?myopath"
)
# Any number that no other program on the same database uses as an advisory lock.
SYNC_LOCK = 0x6D796F73


def _tsquery(query):
    return SearchQuery(query, search_type="raw", config=SEARCH_CONFIGURATION)


def rows_by_index(sql, parameters) -> list[tuple]:
    """The rows of a query that finds words by index.

    PostgreSQL takes a word for cheap to look for in a long text, and would read every text of every
    study instead (seen with 15 and 18, 2026-11): ten times as long, at 5,000 studies. Both
    statements go in one message, which is a transaction of its own if no other is open.
    """
    try:
        return rows_of(f"SET LOCAL enable_seqscan = off; {sql}", parameters)
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            # In the transaction of a whole answer it would stay for the queries that follow.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def rows_of(sql, parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


class _Contained(models.query.ModelIterable):
    """Rows to show: no text of a record reaches beyond its own place; see web.shown_text."""

    def __iter__(self):
        for row in super().__iter__():
            for name, value in row.__dict__.items():
                if isinstance(value, str | list | dict) and not name.startswith("_"):
                    row.__dict__[name] = contained_value(value)
            yield row


class TrialQuerySet(models.QuerySet):
    def in_the_answer(self):
        """Those of the registry's last whole answer."""
        return self.filter(presence=Presence.LISTED)

    def listed(self):
        """Those of the last answer that no editor took off the lists."""
        return self.in_the_answer().filter(is_hidden=False)

    def of_relevance(self, *relevances):
        return self.filter(relevance__in=relevances)

    def unread(self):
        """Those whose record our rules could not read, and of which no editor decided."""
        return self.of_relevance(Relevance.UNREAD)

    def about_myositis(self):
        return self.of_relevance(Relevance.MYOSITIS)

    def open(self):
        return self.listed().with_status(OPEN_STATUSES)

    def with_status(self, statuses):
        return self.filter(overall_status__in=statuses)

    def run_by(self, names):
        """Listed ones of sponsors with these names, alone or among others; open ones first."""
        together = Q()
        for name in names:
            together |= Q(lead_sponsor_name=name) | Q(collaborators__contains=[{"name": name}])
        if not together:
            return self.none()
        not_open = Case(When(overall_status__in=OPEN_STATUSES, then=0), default=1)
        return self.listed().filter(together).order_by(not_open, "-last_update_posted_date", "pk")

    def vanished(self, since: dt.datetime):
        """Annotated with `vanished_at`: those that the registry no longer answers for, newest
        first."""
        filed = TrialChange.objects.filter(trial=OuterRef("pk"), field="presence")
        filed = filed.order_by("-changed_at").values("changed_at")[:1]
        gone = self.filter(presence__in=[Presence.MISSING, Presence.GONE, Presence.RENAMED])
        dated = gone.annotate(vanished_at=Subquery(filed)).filter(vanished_at__gte=since)
        return dated.order_by("-vanished_at", "nct_id")

    def mentioned_though_named(self):
        """Only mentions of myositis, by our rules, though its name stands where a record says what
        it is about."""
        lists = [
            models.Func(name, Value(" | "), function="array_to_string")
            for name in ("registry_conditions", "keywords")
        ]
        texts = [Value(" | "), "brief_title", "official_title", *lists]
        said = models.Func(*texts, function="concat_ws", output_field=models.TextField())
        mentions = self.of_relevance(Relevance.MENTION)
        return mentions.alias(said=said).filter(said__iregex=NAMES_OF_MYOSITIS)

    def about_it_by(self, fields):
        """About myositis by our rules, for words that stand in one of these parts alone."""
        return self.about_myositis().filter(readings__relevance__quote__field__in=fields)

    def with_doubtful_types(self, fields):
        """With a type that the record speaks for and against, or a verdict on words in one of
        these parts; see reading.subtypes.Verdict."""
        fields = " || ".join(f'@.quote.field == "{field}"' for field in fields)
        path = f"$.subtypes[*] ? (@.against.text != null || {fields})"
        return self.filter(HasPath(F("readings"), Value(path)))

    def without_sites(self):
        return self.filter(~Exists(Location.objects.filter(trial=OuterRef("pk"))))

    def without_contact(self):
        """Those that name nobody to call, neither for the study nor at a place of it."""
        sites = Location.objects.filter(trial=OuterRef("pk")).exclude(contacts=[])
        return self.filter(~Exists(sites), central_contacts=[])

    def that_may_cost(self):
        """Those of which our rules read that people pay for taking part."""
        return self.filter(
            readings__asks__contains=[{"name": "travel_or_payment", "detail": {"which": [COST]}}]
        )

    def unsettled(self, doubt):
        """Those that no editor looked at with this doubt in mind."""
        settled = TrialCuration.objects.filter(trial=OuterRef("pk"), settled__contains=[doubt])
        return self.filter(~Exists(settled))

    def newest(self):
        """The latest on the registry first; those without a date are left out."""
        dated = self.exclude(study_first_posted_date=None)
        return dated.order_by("-study_first_posted_date", "nct_id")

    def displayed(self):
        """With all that a page or the API shows of a study, and without what only machines read."""
        sites = Location.objects.contained()
        shown = self.defer("record", "search", "names").contained()
        return shown.prefetch_related(Prefetch("locations", sites))

    def contained(self):
        """To show, and never to save."""
        found = self._chain()
        found._iterable_class = _Contained
        return found

    def on_cards(self):
        """With what a list shows of each study, and what its highlights may be found in."""
        return self.contained().only(
            "brief_title",
            "official_title",
            "acronym",
            "overall_status",
            "last_known_status",
            "why_stopped",
            "has_results",
            "presence",
            "is_sample",
            "study_type",
            "phases",
            "minimum_age",
            "maximum_age",
            "sex",
            "countries",
            "study_first_posted_date",
            "registry_conditions",
            "keywords",
            "interventions",
            "lead_sponsor_name",
            "central_contacts",
            "start_date",
            "start_date_text",
            "status_verified_date",
            "status_verified_date_text",
            "last_update_posted_date",
            "primary_completion_date",
            "primary_completion_date_text",
            "completion_date",
            "completion_date_text",
            "relevance",
            "takes",
            "features",
            "readings",
            "is_hidden",
            "is_pinned",
            "decisions",
        )

    def matching(self, query: str):
        """Studies whose words answer a question (to_tsquery's language, of folded words)."""
        return self.filter(search=_tsquery(query))

    def also_numbered(self, typed: str):
        """Those that have this number beside their NCT number, however it is typed."""
        asked = study_numbers.asked(typed)
        if not asked:
            return self.none()
        here = self.exclude(presence__in=[Presence.GONE, Presence.RENAMED])
        return here.filter(study_numbers__overlap=asked)

    def numbered(self, numbers: list[str]):
        return self.extra(where=["nct_id = ANY(%s)"], params=[numbers])

    def any_by_index(self) -> bool:
        """Whether there is one at all; see rows_by_index."""
        found = self.order_by().values_list("pk")[:1]
        try:
            return bool(rows_by_index(*found.query.sql_with_params()))
        except EmptyResultSet:
            return False

    def count_by_index(self) -> int:
        """How many there are; see rows_by_index."""
        found = self.order_by().values_list("pk")
        try:
            sql, parameters = found.query.sql_with_params()
        except EmptyResultSet:
            return 0
        rows = rows_by_index(f"SELECT count(*) FROM ({sql}) AS found", parameters)  # noqa: S608
        return rows[0][0]

    def about_first(self, query: str):
        """Annotated with `is_about`, 1 where the question's words stand in what a study is
        called, its conditions or its treatments, else 0; and with `rank`, by the same words."""
        return self.alias(
            is_about=Case(When(names=_tsquery(query), then=1), default=0),
            rank=SearchRank(F("names"), _tsquery(query), normalization=1),
        )


class HasPath(models.Func):
    """Whether JSON has something at a path of PostgreSQL's path language."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = models.BooleanField()


class Trial(models.Model):
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
    relevance = models.CharField(max_length=20, choices=Relevance, db_index=True, blank=True)
    # Condition slugs: the types that the study takes by name, and those that it may take.
    takes = ArrayField(models.TextField(), default=list)
    may_take = ArrayField(models.TextField(), default=list)
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
        low, high = stated(self.minimum_age), stated(self.maximum_age)
        if low and high:
            return _("Ages %(low)s to %(high)s") % {"low": low, "high": high}
        if low:
            return _("%(low)s and older") % {"low": low}
        if high:
            return _("Up to %(high)s") % {"high": high}
        return _("No age limit stated")

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
        """What the study says of each type: {subtype, state, quote, field, reason}, in a fixed
        order. The reason is an editor's, where one decided in the place of our reading."""
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
                    "reason": own["reason"],
                }
            )
        return found

    @property
    def only_type(self) -> str:
        """The one type of myositis that it takes by name; "" where it names several or none."""
        return self.takes[0] if len(self.takes) == 1 else ""

    @property
    def is_for_children(self) -> bool:
        return self.std_ages == [AgeGroup.CHILD]

    @property
    def is_about_myositis(self) -> bool:
        return self.relevance == Relevance.MYOSITIS

    @property
    def editors_decision(self) -> dict | None:
        """What editors decided about it, for programs; None where they decided nothing."""
        decided = {"is_hidden": self.is_hidden, "is_pinned": self.is_pinned} | self.decisions
        says = any(value for name, value in decided.items() if name not in ("on", "as"))
        return decided if says else None

    def apply_decisions(self) -> None:
        """Sets what is searched by to our readings, and to what editors decided instead."""
        read = self.readings.get("relevance", {}).get("relevance", "")
        self.relevance = self.decisions.get("relevance") or read
        states = {verdict["subtype"]: verdict["state"] for verdict in self.verdicts}
        self.takes = [slug for slug in SUBTYPES if states[slug] == State.INCLUDED]
        silent_too = [State.INCLUDED, State.NOT_STATED]
        open_states = silent_too if self.readings.get("is_umbrella") else [State.INCLUDED]
        self.may_take = [slug for slug in SUBTYPES if states[slug] in open_states]

    @transaction.atomic
    def decide(self) -> None:
        """Takes over what editors decided about this study, or that they decided nothing."""
        # A sync that is writing the study at this moment comes first; see publish.py.
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
                *("relevance", "takes", "may_take"),
            ]
        )


class Haversine(models.Func):
    """Kilometres between a site and a point, on a sphere. NULL where a site has no point."""

    # LEAST, which keeps rounding from going past 1, leaves NULL out: hence the question before it.
    template = (
        "CASE WHEN place_latitude IS NOT NULL THEN 2 * 6371.0088 * asin(least(1, sqrt("
        "sin(radians(%(latitude)s - place_latitude) / 2) ^ 2"
        " + cos(radians(%(latitude)s)) * cos(radians(place_latitude))"
        " * sin(radians(%(longitude)s - place_longitude) / 2) ^ 2))) END"
    )
    output_field = models.FloatField()

    def __init__(self, latitude, longitude):
        super().__init__(latitude=float(latitude), longitude=float(longitude))


class LocationQuerySet(models.QuerySet):
    contained = TrialQuerySet.contained

    def open(self):
        """The same rule as Location.is_open: the study is listed, and both call themselves open."""
        return self.filter(
            trial__in=Trial.objects.in_the_answer(),
            status__in=OPEN_STATUSES,
            status=F("trial__overall_status"),
        )

    def that_may_be_open(self):
        """Sites that do not say that they take nobody. Those of closed studies say nothing."""
        return self.filter(status__in=["", *CONTACT_STATUSES])

    def in_area(self, area: str):
        """Sites in a state, province or county of this code."""
        return self.filter(Q(area=area) | Q(area__startswith=f"{area}."))

    def with_distance_from(self, latitude, longitude):
        """Annotated with `distance`, kilometres."""
        return self.annotate(distance=Haversine(latitude, longitude))

    def within(self, latitude, longitude, kilometres):
        """A box by the index first: it is three times as fast as asking for a distance alone."""
        height = kilometres / KM_PER_DEGREE
        box = Q(place_latitude__range=(latitude - height, latitude + height))
        # The widest part of the circle is nearer the pole than its middle.
        widest = math.cos(math.radians(min(90, abs(latitude) + height)))
        if widest * 180 > height:
            west, east = longitude - height / widest, longitude + height / widest
            across = Q(place_longitude__range=(west, east))
            if west < -180:
                across |= Q(place_longitude__gte=west + 360)
            if east > 180:
                across |= Q(place_longitude__lte=east - 360)
            box &= across
        near = LessThanOrEqual(Haversine(latitude, longitude), Value(kilometres))
        return self.filter(box, near)


class Location(models.Model):
    """A site of a study. The registry may list the same one twice."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="locations")
    position = models.PositiveIntegerField()
    facility = models.TextField(blank=True)
    status = models.CharField(max_length=100, blank=True)
    city = models.TextField(blank=True)
    state = models.TextField(blank=True)
    zip = models.TextField(blank=True)
    country = models.CharField(max_length=100, blank=True)
    # One name for a country that the registry spells in several ways.
    country_name = models.CharField(max_length=100, blank=True, db_index=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    contacts = models.JSONField(default=list)
    # The state, province or county, by the code of data/areas.tsv, or the country's: sponsors write
    # states in many ways, or leave them out. See places.site_area.
    area = models.CharField(max_length=80, blank=True, db_index=True)
    # Where distances are measured from: the registry's point or, where it gives none, the town's.
    place_latitude = models.FloatField(null=True)
    place_longitude = models.FloatField(null=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["trial", "position"]
        # With all that "near a place" asks of a site, so that the index alone answers.
        indexes = [
            models.Index(
                fields=["place_latitude", "place_longitude"],
                include=["trial", "status"],
                name="location_by_place",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["trial", "position"], name="one_location_a_position")
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.facility, self.city, self.country]))

    @property
    def status_label(self):
        """Its status in words; of a study that is not open, never as if one could still come."""
        if self.status not in CONTACT_STATUSES or self.is_open:
            return status_label(self.status)
        words = {"status": lower_first(status_label(self.status))}
        if self.trial.is_listed and self.trial.overall_status in CONTACT_STATUSES:
            return self._label_beside_the_study(words)
        words["date"] = self.trial.last_confirmed
        if not words["date"]:
            return _("was “%(status)s” when last confirmed; the record does not say when") % words
        if self.status == "RECRUITING":
            return _("was recruiting when last confirmed, %(date)s") % words
        return _("was “%(status)s” when last confirmed, %(date)s") % words

    def _label_beside_the_study(self, words):
        """Of a place that is not open, of a study that is or will be."""
        if self.status not in OPEN_STATUSES:
            return status_label(self.status)
        if self.trial.is_open:
            return _("Listed as “%(status)s”, but not the study; call first") % words
        if self.trial.overall_status == "ENROLLING_BY_INVITATION":
            return _("Listed as “%(status)s”, but the study is by invitation only") % words
        return _("Listed as “%(status)s”, but the study is not open yet") % words

    @property
    def door(self):
        return door(self.trial.overall_status if self.trial.is_listed else "", self.status)

    @property
    def is_open(self):
        return self.door == Door.OPEN


class TrialAlias(models.Model):
    """A former number of a study; our address of it redirects for good."""

    alias = models.CharField(max_length=11, primary_key=True)
    nct_id = models.CharField(max_length=11)

    def __str__(self):
        return f"{self.alias} → {self.nct_id}"


class SyncRunQuerySet(models.QuerySet):
    def published(self):
        return self.filter(outcome=Outcome.PUBLISHED)

    def finished(self):
        return self.exclude(outcome=Outcome.RUNNING)

    def releasable(self):
        """Held sweeps whose studies are still staged: only the newest one, ever."""
        staged = StagedStudy.objects.filter(run=models.OuterRef("pk"))
        return self.filter(models.Exists(staged), outcome=Outcome.HELD)

    def to_release(self):
        """Held sweeps that wait for a person."""
        return self.releasable().filter(released_at=None)

    def released(self):
        """Held sweeps that the next sync publishes."""
        return self.releasable().exclude(released_at=None)

    def release(self, by):
        """Mark held sweeps for the next sync to publish; say how many could be."""
        return self.releasable().update(released_at=timezone.now(), released_by=by, release_tries=0)

    def take_back(self):
        """End the release of sweeps that no sync is publishing yet; say how many could be."""
        return self.released().update(released_at=None, released_by="", release_tries=0)

    def running(self):
        """The run at work: none where its process died, for then nobody holds the lock."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                [SYNC_LOCK],
            )
            held = cursor.fetchone()
        return self.filter(outcome=Outcome.RUNNING) if held else self.none()


class SyncRun(models.Model):
    """One attempt to bring the portal up to date. The last published one is the edition in use."""

    source = models.CharField(max_length=20, choices=Source, default=Source.REGISTRY)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    step = models.CharField(max_length=20, choices=Step, default=Step.ASKING)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    # As the registry writes it, UTC without a zone; equality is all that may be asked of it.
    data_timestamp = models.TextField(blank=True)
    scopes_hash = models.CharField(max_length=16, blank=True)
    # {scope: studies that the registry counts}, and how many of them were fetched so far.
    totals = models.JSONField(default=dict)
    fetched = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    # Numbers of vanished studies that the registry gave no word of.
    unanswered = ArrayField(models.TextField(), default=list)
    quarantined = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    released_by = models.TextField(blank=True)
    # How often its publication was tried since it was released.
    release_tries = models.PositiveSmallIntegerField(default=0)
    task_id = models.TextField(blank=True)

    objects = SyncRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        get_latest_by = "pk"
        permissions = [("release_syncrun", "Can release a held sync")]
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")

    def __str__(self):
        return f"{self.pk} {self.outcome}"

    @property
    def expected(self):
        """How many records will be fetched in all, as far as the registry has said so yet."""
        if self.step == Step.PUBLISHING:
            # By now `fetched` counts each study once, whatever its scopes.
            return self.fetched
        return max(sum(self.totals.values()), self.fetched)

    @property
    def data_date(self):
        """When ClinicalTrials.gov processed the data; None where it did not say so legibly."""
        try:
            moment = dt.datetime.fromisoformat(self.data_timestamp)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    @property
    def age(self):
        return timezone.now() - (self.data_date or self.finished_at)

    def would_vanish(self):
        """The listed studies that are not in this sweep; none of those that a file lacks."""
        if self.source != Source.REGISTRY:
            return Trial.objects.none()
        here = self.staged.values("key")
        return Trial.objects.in_the_answer().filter(is_sample=False).exclude(pk__in=here)

    @property
    def is_stale(self):
        return self.age > STALE_AFTER

    @property
    def is_sample(self):
        return self.source == Source.SAMPLES


class StagedStudyQuerySet(models.QuerySet):
    def quarantined(self):
        return self.exclude(problem="")


class StagedStudy(models.Model):
    """A study of a sweep that is not published yet, or one that cannot be: its problem says why."""

    run = models.ForeignKey(SyncRun, models.CASCADE, related_name="staged")
    scope = models.TextField()
    # The NCT number; the hash of what came, where it has none.
    key = models.TextField()
    record = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64)
    problem = models.TextField(blank=True)

    objects = StagedStudyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "scope", "key"], name="one_row_a_study_and_scope"
            )
        ]

    def __str__(self):
        return f"{self.key} {self.problem}"


class TrialChange(models.Model):
    """One difference between two published records of a study. Never holds a contact."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="changes")
    run = models.ForeignKey(SyncRun, models.SET_NULL, null=True)
    field = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "field"]

    def __str__(self):
        return f"{self.trial_id} {self.field}"


class LexiconWord(models.Model):
    """A word that studies or our vocabulary use for what they are about: what typos are mended to.

    Rebuilt with every edition.
    """

    word = models.TextField(primary_key=True)
    studies = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexicon_trigrams")]

    def __str__(self):
        return self.word


def role_of(user) -> str:
    """As what somebody decides on studies: "Data steward", of the group "Data stewards"."""
    groups = user.groups.order_by("name")
    may = groups.filter(permissions__codename="change_trialcuration").values_list("name", flat=True)
    names = [STEWARDS] if STEWARDS in may else [*may, *groups.values_list("name", flat=True)]
    if names:
        return names[0].removesuffix("s")
    return "Administrator" if user.is_superuser else "Editor"


# What no sync may overwrite.
EDITORS_FIELDS = ("is_hidden", "is_pinned", "decisions")
# The columns that our readings of a study rest on: a decision stands for what these said then.
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


class TrialCurationQuerySet(models.QuerySet):
    def to_look_at_again(self):
        """Decisions on studies whose record has changed since, in the parts that they rest on."""
        changes = TrialChange.objects.filter(
            trial=OuterRef("trial"), field__in=BASIS, changed_at__gt=OuterRef("decided_at")
        )
        return self.filter(Exists(changes))

    def delete(self):
        """As TrialCuration.delete: our reading of each study is in force again."""
        numbers = list(self.values_list("trial", flat=True))
        deleted = super().delete()
        for trial in Trial.objects.filter(pk__in=numbers):
            trial.decide()
        return deleted

    delete.alters_data = True
    # Django's own mark of it: no manager has it, so that none deletes all by mistake.
    delete.queryset_only = True


class TrialCuration(RevisionMixin, ClusterableModel):
    """What editors decided about one study. No sync writes it; see Trial.decide()."""

    trial = models.OneToOneField(
        Trial, models.CASCADE, related_name="curation", verbose_name=_("trial")
    )
    is_hidden = models.BooleanField(
        _("hide it"),
        default=False,
        help_text=_("It leaves all lists. Its page stays, and gives the reason."),
    )
    hidden_reason = models.TextField(_("reason, shown to readers"), blank=True)
    is_pinned = models.BooleanField(
        _("show it first"), default=False, help_text=_("Before other studies that fit as well.")
    )
    note = models.TextField(_("note to readers"), blank=True)
    relevance = models.CharField(
        _("what it is about"),
        max_length=20,
        choices=DECIDABLE,
        blank=True,
        help_text=_("Empty: as our rules read it."),
    )
    caution = models.CharField(_("caution"), max_length=20, choices=Caution, blank=True)
    duplicate_of = models.ForeignKey(
        Trial,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="possible_duplicates",
        verbose_name=_("possibly the same study as"),
    )
    # Doubts of our rules that the editor looked into, and found that nothing is to be decided.
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
    # As what the editor decided. Readers see this, never a name.
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
            raise ValidationError({"hidden_reason": _("Readers are owed a reason.")})
        if self.caution == Caution.OTHER and not self.note.strip():
            raise ValidationError({"note": _("Say in the note what readers should know.")})
        if self.duplicate_of_id and self.duplicate_of_id == self.trial_id:
            raise ValidationError({"duplicate_of": _("A study is no duplicate of itself.")})

    def save(self, *args, **kwargs):
        """Takes effect at once, and in every sync that follows."""
        super().save(*args, **kwargs)
        self.trial.decide()

    def delete(self, *args, **kwargs):
        trial = self.trial
        deleted = super().delete(*args, **kwargs)
        Trial.objects.get(pk=trial.pk).decide()
        return deleted

    def sign(self, user) -> None:
        """Puts the date and the person's role under the decision as it is. Not saved."""
        self.decided_at, self.decided_by = timezone.now(), user
        self.decided_as = role_of(user)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided: what our rules read stands."""
        return not (
            any((self.is_hidden, self.is_pinned, self.note, self.relevance, self.caution))
            or self.duplicate_of_id
            or self.settled
            or self.subtypes.exists()
        )

    @property
    def published(self) -> dict:
        """What pages show of it: the decisions, with their date and the role that made them."""
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
    def changes_since(self):
        """What has become different since in the parts of the record that it rests on."""
        return self.trial.changes.filter(field__in=BASIS, changed_at__gt=self.decided_at)


class SubtypeDecision(Orderable):
    """An editor's verdict on one type of myositis, in the place of our reading's."""

    curation = ParentalKey(TrialCuration, on_delete=models.CASCADE, related_name="subtypes")
    subtype = models.CharField(
        _("type"),
        max_length=60,
        choices=[(slug, vocabulary.terms()[slug].name) for slug in SUBTYPES],
    )
    state = models.CharField(_("verdict"), max_length=20, choices=State)
    reason = models.TextField(_("reason, shown to readers"))

    class Meta(Orderable.Meta):
        verbose_name = _("verdict on a type")
        verbose_name_plural = _("verdicts on types")
        constraints = [
            models.UniqueConstraint(fields=["curation", "subtype"], name="one_verdict_a_type")
        ]

    def __str__(self):
        return f"{self.subtype}: {self.state}"
