"""The questions that are asked of all studies."""

import datetime as dt

from django.contrib.postgres.search import SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

from trials.choices import OPEN_STATUSES, Presence, Relevance
from trials.reading import study_numbers
from trials.reading.requirements.values import COST

from .change import TrialChange
from .curation import TrialCuration
from .location import Location
from .sql import HasPath, ShownQuerySet, rows_by_index, tsquery

# For editors to look at, not for readings, which know exceptions to it.
NAMES_OF_MYOSITIS = (
    r"myositi[sd]|anti-?synthetase|inclusion[ -]body|inflammatory +myopath"
    r"|necroti[sz]ing +(auto-?immune +|immune[ -]mediated +)?myopath"
)


class TrialQuerySet(ShownQuerySet):
    def in_latest_sync(self):
        """Those of the registry's last whole answer."""
        return self.filter(presence=Presence.LISTED)

    def listed(self):
        """Those of the last answer that no editor took off the lists."""
        return self.in_latest_sync().filter(is_hidden=False)

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
        own_cost = {"name": "travel_or_payment", "detail": {"which": [COST]}}
        return self.filter(readings__requirements__contains=[own_cost])

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
            "includes",
            "features",
            "readings",
            "is_hidden",
            "is_pinned",
            "decisions",
        )

    def matching(self, query: str):
        """Studies whose words answer a question (totsquery's language, of folded words)."""
        return self.filter(search=tsquery(query))

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
            is_about=Case(When(names=tsquery(query), then=1), default=0),
            rank=SearchRank(F("names"), tsquery(query), normalization=1),
        )
