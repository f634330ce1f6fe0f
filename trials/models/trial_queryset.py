"""The queries on studies."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Self, cast

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

from trials.choices import OPEN_STATUSES, Presence
from trials.reading import study_numbers
from trials.reading.relevance import Relevance
from trials.reading.requirements.values import COST

from .change import TrialChange
from .curation import TrialCuration
from .location import Location
from .sql import HasPath, ShownQuerySet, rows_by_index, tsquery

if TYPE_CHECKING:
    from .trial import Trial  # noqa: F401 (a type)

# For editors to look at, not for readings, which know exceptions to it.
NAMES_OF_MYOSITIS = (
    r"myositi[sd]|anti-?synthetase|inclusion[ -]body|inflammatory +myopath"
    r"|necroti[sz]ing +(auto-?immune +|immune[ -]mediated +)?myopath"
)


class TrialQuerySet(ShownQuerySet["Trial"]):
    def in_latest_sync(self) -> Self:
        """Studies in the last sweep."""
        return self.filter(presence=Presence.LISTED)

    def listed(self) -> Self:
        """Studies in the last sweep that no editor hid."""
        return self.in_latest_sync().filter(is_hidden=False)

    def of_relevance(self, *relevances: str) -> Self:
        return self.filter(relevance__in=relevances)

    def unread(self) -> Self:
        """Studies that our rules could not read and no editor decided on."""
        return self.of_relevance(Relevance.UNREAD)

    def about_myositis(self) -> Self:
        return self.of_relevance(Relevance.MYOSITIS)

    def open(self) -> Self:
        return self.listed().with_status(OPEN_STATUSES)

    def with_status(self, statuses: Collection[str]) -> Self:
        return self.filter(overall_status__in=statuses)

    def for_healthy_people(self) -> Self:
        """Studies whose record says that they also take healthy volunteers."""
        return self.filter(healthy_volunteers=True)

    def run_by(self, names: Iterable[str]) -> Self:
        """Listed studies of these sponsors, alone or with others; open ones first."""
        together = Q()
        for name in names:
            together |= Q(lead_sponsor_name=name) | Q(collaborators__contains=[{"name": name}])
        if not together:
            return self.none()
        not_open = Case(When(overall_status__in=OPEN_STATUSES, then=0), default=1)
        return self.listed().filter(together).order_by(not_open, "-last_update_posted_date", "pk")

    def vanished(self, since: dt.datetime) -> Self:
        """Studies that left the registry since then, newest first, with their `vanished_at`."""
        changes = TrialChange.objects.filter(trial=OuterRef("pk"), field="presence")
        changed = changes.order_by("-changed_at").values("changed_at")[:1]
        gone = self.filter(presence__in=[Presence.MISSING, Presence.GONE, Presence.RENAMED])
        dated = gone.annotate(vanished_at=Subquery(changed)).filter(vanished_at__gte=since)
        return dated.order_by("-vanished_at", "nct_id")

    def mentioned_though_named(self) -> Self:
        """Studies that only mention myositis by our rules, although their title, conditions,
        or keywords name it, or a list of many diseases that people in the study have."""
        lists = [
            models.Func(name, Value(" | "), function="array_to_string")
            for name in ("registry_conditions", "keywords")
        ]
        texts = [Value(" | "), "brief_title", "official_title", *lists]
        said = models.Func(*texts, function="concat_ws", output_field=models.TextField())
        mentions = self.of_relevance(Relevance.MENTION)
        is_named = models.Q(said__iregex=NAMES_OF_MYOSITIS)
        is_doubtful = models.Q(readings__relevance__is_doubtful=True)
        return mentions.alias(said=said).filter(is_named | is_doubtful)

    def about_it_by(self, fields: Collection[str]) -> Self:
        """Studies of myositis by our rules, because of words in one of these parts alone."""
        return self.about_myositis().filter(readings__relevance__quote__field__in=fields)

    def with_doubtful_types(self, fields: Collection[str]) -> Self:
        """Studies with words for and against a type, unclear words on one, or a verdict that
        rests on one of these parts; see reading.verdicts.Verdict."""
        in_fields = " || ".join(f'@.quote.field == "{field}"' for field in fields)
        path = f'$.subtypes[*] ? (@.against.text != null || @.state == "unclear" || {in_fields})'
        return self.filter(HasPath(F("readings"), Value(path)))

    def without_sites(self) -> Self:
        return self.filter(~Exists(Location.objects.filter(trial=OuterRef("pk"))))

    def without_contact(self) -> Self:
        """Studies that name nobody to call, neither for the study nor at a site."""
        sites = Location.objects.filter(trial=OuterRef("pk")).exclude(contacts=[])
        return self.filter(~Exists(sites), central_contacts=[])

    def that_may_cost(self) -> Self:
        """Studies where people pay for taking part, as our rules read it."""
        own_cost: dict[str, Any] = {"name": "travel_or_payment", "detail": {"which": [COST]}}
        return self.filter(readings__requirements__contains=[own_cost])

    def unsettled(self, doubt: str) -> Self:
        """Studies on which no editor has settled this doubt."""
        settled = TrialCuration.objects.filter(trial=OuterRef("pk"), settled__contains=[doubt])
        return self.filter(~Exists(settled))

    def newest(self) -> Self:
        """Newest in the registry first, without studies that have no date."""
        dated = self.exclude(study_first_posted_date=None)
        return dated.order_by("-study_first_posted_date", "nct_id")

    def displayed(self) -> Self:
        """Load what a page or the API shows of a study."""
        sites = Location.objects.contained()
        shown = self.defer("record", "search", "names").contained()
        return shown.prefetch_related(Prefetch("locations", sites))

    def on_cards(self) -> Self:
        """Load what a list shows of a study, and the texts where highlights are looked for."""
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
            "healthy_volunteers",
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
            "includes",
            "features",
            "readings",
            "is_hidden",
            "is_pinned",
            "decisions",
        )

    def matching(self, query: str) -> Self:
        """Studies whose words match a query in the language of to_tsquery, in folded words."""
        return self.filter(search=tsquery(query))

    def also_numbered(self, typed: str) -> Self:
        """Studies that have this number besides their NCT number, in whatever form it is typed."""
        asked = study_numbers.asked(typed)
        if not asked:
            return self.none()
        here = self.exclude(presence__in=[Presence.GONE, Presence.RENAMED])
        return here.filter(study_numbers__overlap=asked)

    def numbered(self, numbers: list[str]) -> Self:
        # `extra` has the type of any QuerySet.
        found = self.extra(where=["nct_id = ANY(%s)"], params=[numbers])
        return cast(Self, found)

    def any_by_index(self) -> bool:
        """Whether there is any; see rows_by_index."""
        found = self.order_by().values_list("pk")[:1]
        try:
            return bool(rows_by_index(*found.query.sql_with_params()))
        except EmptyResultSet:
            return False
