"""The search: GET parameters, validated by one form, become one answer for every way to show it.

Page, API, CSV and Atom all show `TrialSearch.trials`, in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.lookups import LessThan
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import places
import vocabulary
from conditions.models import ConditionName
from places.fields import place_question
from query import reader
from trials.choices import OPEN_STATUSES, Presence, Relevance, Sex
from trials.models import Location, Trial
from trials.presenting.freshness_mark import DOUBTFUL_RANK, freshness_rank
from trials.presenting.labels import label
from trials.reading import study_numbers
from trials.reading.ages import span
from trials.reading.names import SUBTYPES, UMBRELLA
from vocabulary.folding import fold
from web.audience import audience_of
from web.exports import unknown
from web.shown_text import contained

from . import asked_numbers, facets, spelling
from .forms import ALL, MENTION, MUSCLE, OPEN, SearchForm, ValuesField

# Of a browser's tab or a bookmark people read the beginning.
LONGEST_TITLE = 120
# Filters that compare a column with a list of values, and how.
_LOOKUPS = {
    "phase": "phases__overlap",
    "type": "study_type__in",
    "purpose": "primary_purpose__in",
    "intervention": "intervention_types__overlap",
    "ages": "std_ages__overlap",
    "sponsor": "lead_sponsor_class__in",
    "topic": "topics__overlap",
    "antibody": "antibodies__overlap",
    # A reader who wants no placebo and no biopsy wants both.
    "asks": "features__contains",
}
_ABOUT = {
    "": (Relevance.MYOSITIS,),
    MUSCLE: (Relevance.MYOSITIS, Relevance.OTHER_MUSCLE),
    # Where our rules could not read a record, nobody may be told that it is about myositis.
    MENTION: (Relevance.MENTION, Relevance.UNREAD),
}
# Conditions that the readings know as topics.
_TOPICS = {
    "cancer-associated-myositis": "cancer-associated",
    "ici-myositis": "checkpoint-inhibitor",
}
# Facets that are shown as a list to unfold, not as boxes to tick.
_SELECTS = {"sex", "healthy", "country", "condition", "fit"}
_SELECTED = (
    "condition",
    "fit",
    "about",
    "within",
    "unit",
    "country",
    "sex",
    "healthy",
    "results",
    "sort",
)
# What else goes with a filter when it is taken away; "without the status" is every status.
_WITH = {"status": {"status": ALL}}


# Studies that share a number of a grant or a sponsor.
MOST_OF_ONE_NUMBER = 20


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    studies: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self):
        return [choice for choice in self.choices if choice.is_chosen]


@lru_cache
def _choices(name, language) -> dict[str, str]:
    """{value: label} of a field, put into words once a language and not for every page."""
    choices = getattr(SearchForm.base_fields[name], "choices", ())
    return {str(value): str(text) for value, text in choices}


class Found(Sequence):
    """The numbers of the studies found, asked for a slice at a time."""

    def __init__(self, trials, count):
        self.trials = trials
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index) -> list[str]:
        return list(self.trials.values_list("pk", flat=True)[index])


class TrialSearch:
    """What a reader asks for, and the answer. Without a status, studies open to new participants.

    `asked` are the values of the form that can be used; what cannot is left out, and in `errors`.
    """

    def __init__(self, data):
        self.form = SearchForm(data)
        self.data, self.fields = self.form.data, self.form.fields
        self.errors = self.form.errors
        self.asked = self.form.cleaned_data

    @cached_property
    def unknown_parameters(self):
        return unknown(self.data, self.fields)

    @cached_property
    def typed(self) -> reader.Question:
        return self._read(self.asked.get("q", ""), verbatim=self.asked.get("verbatim", False))

    def _read(self, text, verbatim=False):
        if not text:
            return reader.Question()
        also = Trial.objects.also_numbered(text).order_by("pk").values_list("pk", flat=True)
        if numbers := tuple(also[:MOST_OF_ONE_NUMBER]):
            return reader.Question(text=text, numbers=numbers)
        if other := study_numbers.unmistakable(text):
            # Parts of it, such as a 38, are no words to look for.
            return reader.Question(text=text, phrases=tuple(map(fold, other)))
        return reader.read(text, verbatim, ConditionName.objects.added())

    def chosen(self, name):
        """The choice of a filter: the form's own or, without one, what the words stand for."""
        own = self.asked.get(name)
        if own not in (None, "", []):
            return own
        said = self.question.choices.get(name)
        if not said:
            return None
        if name == "age":
            return span(min(int(said[0]), 120), "year")
        return list(said) if isinstance(self.fields[name], ValuesField) else said[0]

    @property
    def mention(self):
        """The place in the words, where no other is given beside them."""
        return None if self.asked.get("place") else self.question.mention

    @property
    def around(self):
        """The Place that the reader named, in its own field or among the words."""
        mention = self.mention
        return self.asked.get("place") or (mention.place if mention else None)

    @property
    def point(self):
        """What distances are measured from; None for a whole country or region, or nowhere."""
        place = self.around
        return place if place and place.kind in ("town", "zip") else None

    @cached_property
    def without_effect(self) -> dict[str, str]:
        """{field: why}: filters that were chosen without what they need, and are left out."""
        found = {}
        if not self.point and not self.place_question:
            needs = _("It needs your town or postcode under “Near”, so we left it out.")
            if self.around:
                needs = _(
                    "It needs a town or a postcode; “%(place)s” is a whole area. We left it out."
                ) % {"place": self.around.label}
            found |= {"within": needs} if self.asked.get("within") else {}
            found |= {"sort": needs} if self.asked.get("sort") == "distance" else {}
        if self.asked.get("fit") and "condition" not in self._verdicts():
            found["fit"] = _("It needs a type of myositis under “Condition”, so we left it out.")
        elif self.asked.get("fit") and "fit" not in self._verdicts():
            found["fit"] = _("It needs a type of myositis, and this is a topic. We left it out.")
        return found

    @property
    def distance_unit(self):
        mention = self.mention
        return (
            self.asked.get("unit")
            or (mention.unit if mention else None)
            or ("mi" if self.around and self.around.uses_miles else "km")
        )

    @property
    def within_km(self):
        mention = self.mention
        within = self.asked.get("within") or (mention.within if mention else None)
        if not within or not self.point:
            return None
        return within * (places.KM_PER_MILE if self.distance_unit == "mi" else 1)

    def filters(self, status=None) -> dict[str, Q]:
        """The conditions on studies beside their words, by the name of the field that set them."""
        found = {}
        statuses = status or self.chosen("status") or [OPEN]
        if ALL not in statuses:
            values = [s for s in statuses if s != OPEN]
            found["status"] = Q(
                overall_status__in=[*values, *(OPEN_STATUSES if OPEN in statuses else ())]
            )
        for name, lookup in _LOOKUPS.items():
            if values := self.chosen(name):
                found[name] = Q(**{lookup: values})
        found |= self._verdicts()
        if sex := self.chosen("sex"):
            found["sex"] = Q(sex__in=["", Sex.ALL, sex])
        if (age := self.chosen("age")) is not None:
            found["age"] = _for_age(age)
        if self.chosen("healthy"):
            found["healthy"] = Q(healthy_volunteers=True)
        if posted := self.chosen("results"):
            found["results"] = Q(has_results=posted == "yes")
        if country := self.chosen("country"):
            found["country"] = Q(countries__contains=[country])
        if self.within_km:
            sites = Location.objects.that_may_be_open().within(
                self.point.latitude, self.point.longitude, self.within_km
            )
            found["within"] = Q(pk__in=sites.order_by().values("trial"))
        elif self.around and not self.point:
            found["place"] = _in_area(self.around)
        return found

    def _verdicts(self):
        """The condition as our reading of each study has it, not as words."""
        slug = self.asked.get("condition")
        if slug in _TOPICS:
            return {"condition": Q(topics__contains=[_TOPICS[slug]])}
        if slug not in SUBTYPES:
            return {}
        found = {"condition": Q(may_include__contains=[slug])}
        if self.asked.get("fit"):
            found["fit"] = Q(includes__contains=[slug])
        return found

    @property
    def types(self) -> list[str]:
        """The types of myositis that the reader asked about, chosen or in words."""
        said = [said.term.slug for said in self.question.terms]
        return [slug for slug in SUBTYPES if slug in (self.asked.get("condition"), *said)]

    def candidates(self, question, loosely=False, about=None):
        """All studies that hold the words, whatever the filters."""
        if question.numbers:
            # Also a study that is not listed any more: its card says so.
            trials = Trial.objects.exclude(presence__in=[Presence.GONE, Presence.RENAMED])
            found = {number.found for number in self.numbers}
            return trials.filter(pk__in=found.union(*(number.meant for number in self.numbers)))
        if not about:
            neighbours_only = question.is_about_neighbours_only
            about = self.asked.get("about") or (MUSCLE if neighbours_only else "")
        trials = Trial.objects.listed().of_relevance(*_ABOUT[about])
        text = self._tsquery(question, loosely)
        return trials.matching(text) if text else trials

    @cached_property
    def numbers(self) -> list[asked_numbers.AskedNumber]:
        """What became of the numbers of studies among the words."""
        if numbers := self.typed.numbers:
            return asked_numbers.look_up(numbers)
        other = study_numbers.unmistakable(self.asked.get("q", ""))
        if not other or self._exists(self.typed):
            return []
        return [asked_numbers.UnknownNumber(number) for number in other]

    @property
    def subject(self) -> reader.Question:
        """The chosen condition as words, where our readings have no verdict on it."""
        slug = self.asked.get("condition")
        if not slug or slug in (UMBRELLA, *SUBTYPES, *_TOPICS):
            return reader.Question()
        return reader.Question(terms=(reader.Said(vocabulary.terms()[slug], ""),))

    def _tsquery(self, question, loosely=False):
        return " & ".join(filter(None, [self.subject.tsquery(), question.tsquery(loosely)]))

    @property
    def wanted(self):
        """What the highlights mark; see reader.Question.wanted."""
        return self.subject.wanted() + self.question.wanted()

    @cached_property
    def question(self) -> reader.Question:
        """The question that is answered: the reader's own, or one with its spelling mended."""
        question = self.typed
        if self.asked.get("verbatim") or not question.words:
            return question
        if self._exists(question):
            return question
        text = spelling.mended(question)
        mended = self._read(text) if text else question
        helps = len(mended.words) < len(question.words) or self._exists(mended)
        return mended if helps else question

    def _exists(self, question):
        return self.candidates(question).any_by_index()

    @property
    def urgent(self):
        return self.typed.urgent or self.question.urgent

    @property
    def is_mended(self):
        return self.question is not self.typed

    @cached_property
    def is_loose(self):
        """Whether no study has all the words, so that the known ones had to do."""
        question = self.question
        if self.asked.get("verbatim") or not question.loose_words:
            return False
        return not self._exists(question)

    @cached_property
    def _counted(self):
        """(status to use instead of the default, counts). Where nothing is open, all are shown."""
        trials = self.candidates(self.question, self.is_loose)
        has_words = bool(self._tsquery(self.question))
        default = not self.chosen("status")
        if self.question.numbers and default:
            return [ALL], facets.count(trials, self.filters([ALL]), has_words)
        counts = facets.count(trials, self.filters(), has_words)
        if default and not counts.total and counts.without["status"]:
            return [ALL], facets.count(trials, self.filters([ALL]), has_words)
        return None, counts

    @property
    def counts(self) -> facets.Counts:
        return self._counted[1]

    @property
    def shows_closed_instead(self):
        """Whether no status was asked for and nothing is open, so that closed studies are shown."""
        return bool(self._counted[0]) and not self.question.numbers

    @property
    def shows_open_only(self):
        return not self.chosen("status") and not self._counted[0]

    @cached_property
    def trials(self) -> "Found":
        """The numbers of the studies found, in the order to show them."""
        question, loosely = self.question, self.is_loose
        text = "" if question.numbers else self._tsquery(question, loosely)
        trials = Trial.objects.numbered(self.counts.numbers)
        if text:
            trials = trials.about_first(text)
        if self.point:
            sites = Location.objects.filter(trial=OuterRef("pk")).that_may_be_open()
            near = sites.with_distance_from(self.point.latitude, self.point.longitude)
            near = near.order_by(F("distance").asc(nulls_last=True)).values("distance")[:1]
            trials = trials.alias(distance=Subquery(near))
        return Found(trials.order_by(*self._order(text)), self.counts.total)

    def _order(self, text):
        nearest = [F("distance").asc(nulls_last=True)] if self.point else []
        about, best = (["-is_about"], ["-rank"]) if text else ([], [])
        if "condition" in self._verdicts() and self.types:
            # Those that take a type by name, before those that only do not rule it out.
            about = [Case(When(includes__overlap=self.types, then=0), default=1), *about]
        last = [F("last_update_posted_date").desc(nulls_last=True), "nct_id"]
        freshness = freshness_rank(timezone.localdate())
        match self.asked.get("sort"):
            case "newest":
                return [F("study_first_posted_date").desc(nulls_last=True), *last]
            case "updated":
                return last
            case "distance":
                return [*nearest, freshness, *about, *best, *last]
            case "relevance":
                return [*about, *best, "-is_pinned", freshness, *nearest, *last]
        if nearest:
            return [*about, freshness, *nearest, "-is_pinned", *best, *last]
        return [*about, _pinned_first(freshness), freshness, "-is_pinned", *best, *last]

    @property
    def wider(self):
        """[(label of a filter, studies without it, address)]: the best way out of an empty list."""
        return [
            (self.fields[name].label, studies, self.address(**{name: None, **_WITH.get(name, {})}))
            for name, studies in self.counts.without.most_common()
        ]

    @cached_property
    def without_filters(self):
        """How many studies have the words, open or not and wherever; none where words are all."""
        return facets.count(self.candidates(self.question, self.is_loose), {}).total

    @cached_property
    def only_mentioned(self):
        """How many more studies have the words and pass the filters, but only mention myositis."""
        if self.asked.get("about") == MENTION or self.question.numbers:
            return 0
        trials = self.candidates(self.question, self.is_loose, MENTION)
        return trials.filter(*self.filters(self._counted[0]).values()).count_by_index()

    @cached_property
    def _parameters(self):
        values = {}
        for name, field in self.fields.items():
            if name in self.without_effect:
                continue
            if name in self.asked and (own := self.data.get(name)):
                values[name] = self.asked[name] if name == "country" else own
                if isinstance(field, ValuesField):
                    values[name] = ",".join(sorted(self.asked[name]))
        return values

    @property
    def audience(self):
        """For whom the reader looks; links carry it on."""
        return audience_of(self.data)

    def address(self, **changes):
        """The canonical query string of this search, with values changed or (None) left out."""
        values = self._parameters | {"for": self.audience} | changes
        values = {k: v for k, v in values.items() if v not in (None, "")}
        return "?" + urlencode(values, safe=",")

    @property
    def is_asked(self):
        return any(self.data.get(name) for name in self.fields)

    @cached_property
    def groups(self):
        """The facets for the page: [(name, label, [Choice], how many are chosen)]."""
        return [self._group(facet) for facet in facets.FACETS if facet.name not in _SELECTS]

    def _group(self, facet):
        counted = self.counts.values[facet.name]
        chosen = self.chosen(facet.name) or []
        known = _choices(facet.name, get_language())
        others = {v: label(v) for v in sorted(counted) if v and v not in known}
        choices = [
            Choice(value, text, self._studies(facet, value, counted), value in chosen)
            for value, text in (known | others).items()
        ]
        choices = [choice for choice in choices if choice.studies or choice.is_chosen]
        return Group(facet.name, self.fields[facet.name].label, choices)

    def _studies(self, facet, value, counted):
        match value:
            case "open":
                return sum(counted[status] for status in OPEN_STATUSES)
            case "all":
                return counted.total()
        return counted[value]

    @property
    def selects(self):
        """The lists to unfold: as Group, but with all choices; studies is None if not counted."""
        sexes = self.counts.values["sex"]
        for_all = sexes[""] + sexes[Sex.ALL]
        counted = {
            "sex": {sex: for_all + sexes[sex] for sex in (Sex.FEMALE, Sex.MALE)},
            "healthy": {"yes": self.counts.values["healthy"]["true"]},
            "country": self.counts.values["country"],
            "condition": self.counts.values["condition"],
            "fit": {"takes": self.counts.values["fit"][self.asked.get("condition")]},
        }
        for name in _SELECTED:
            chosen = str(self.chosen(name) or "")
            choices = _choices(name, get_language())
            if name == "country":
                names = sorted({*counted[name], chosen} - {""})
                choices = {"": str(_("Any"))} | dict(zip(names, names, strict=True))
            studies = counted.get(name)
            yield Group(
                name,
                self.fields[name].label,
                [
                    Choice(
                        value, text, studies[value] if value and studies else None, value == chosen
                    )
                    for value, text in choices.items()
                ],
            )

    @property
    def chosen_labels(self):
        """The labels of all filters that are at work, the default status among them."""
        return [self.fields[name].label for name in self.filters(self._counted[0])]

    @property
    def chosen_values(self):
        """[(what was chosen, address without it)]: what the reader chose beside the words."""
        found = []
        for name, value in self._parameters.items():
            field = self.fields[name]
            if name in ("q", "sort", "unit", "verbatim") or self.asked[name] in (None, "", []):
                continue
            if not isinstance(field, ValuesField):
                text = self._chosen_text(name, value)
                without = {name: None, **({"fit": None} if name == "condition" else {})}
                found.append((f"{field.label}: {text}", self.address(**without)))
                continue
            values = value.split(",")
            for one in values:
                rest = ",".join(other for other in values if other != one) or None
                text = self._chosen_text(name, one)
                found.append((f"{field.label}: {text}", self.address(**{name: rest})))
        return found

    def _chosen_text(self, name, value):
        if name == "place":
            return self.around.label
        return _choices(name, get_language()).get(str(value), label(str(value)))

    @property
    def in_words(self) -> str:
        """What was asked, for the title of a page; "" where nothing was."""
        words = self.asked.get("q")
        texts = [_("“%(words)s”") % {"words": contained(words)}] if words else []
        texts += [text for text, _address in self.chosen_values]
        if sort := self.asked.get("sort"):
            texts.append(_choices("sort", get_language())[sort])
        return Truncator(", ".join(map(str, texts))).chars(LONGEST_TITLE)

    @property
    def chosen_filters(self):
        """The labels of the filters in use, for a reader who has them folded away."""
        shown = {"q", "place", "age", "verbatim"}
        return [
            field.label
            for name, field in self.fields.items()
            if name not in shown and self.data.get(name)
        ]

    @property
    def ignored(self):
        """[(label, why)]: what was asked and could not be used."""
        asked = {"place"} if self.place_question else set()
        found = [
            (self.fields[name].label, " ".join(messages))
            for name, messages in self.errors.items()
            if name not in asked
        ]
        found += [(self.fields[name].label, why) for name, why in self.without_effect.items()]
        why = _("This is no filter of this page.")
        return found + [(name[:50], why) for name in self.unknown_parameters[:5]]

    @property
    def place_question(self):
        """places.fields.PlaceQuestion, where we cannot tell which place is meant."""
        return place_question(self.form)

    @property
    def place_choices(self):
        """[(Place, address)]: the places that a name may mean, where it means several."""
        found = self.place_question.places if self.place_question else ()
        return [(place, self.address(place=place.label)) for place in found]

    @property
    def other_places(self):
        """[(Place, address)]: what else the typed name or postcode may be."""
        typed = self.data.get("place") if self.asked.get("place") else None
        if self.mention and self.mention.place:
            typed = self.mention.place.name
        others = places.others(typed, self.around) if typed else []
        return [(place, self.address(place=place.label)) for place in others]

    @cached_property
    def understood(self):
        """[(the reader's words, what they were read as)], where that is not plain to see."""
        question = self.question
        found = []
        for said in question.terms:
            names = said.other_names[:8]
            also = _("%(name)s; also found as %(names)s") % {
                "name": said.term.name,
                "names": ", ".join(names),
            }
            found.append((said.text, also if names else said.term.name))
        for name, said in question.choice_words.items():
            if self.asked.get(name) in (None, "", []):
                found.append((said, f"{self.fields[name].label}: {self._labels(name)}"))
        if self.mention and self.mention.place:
            found.append((question.text_of(self.mention), self.mention.place.label))
        return found

    def _labels(self, name):
        choices = dict(getattr(self.fields[name], "choices", ()))
        values = self.question.choices[name]
        return ", ".join(str(choices.get(value, value)) for value in values)


def _pinned_first(freshness):
    """Of the open studies, those that editors pinned; one that is doubtful gains nothing by it."""
    is_pinned = Q(is_pinned=True) & Q(LessThan(freshness, DOUBTFUL_RANK))
    return Case(When(is_pinned, then=0), default=1)


def _for_age(age):
    """Studies that take somebody at some moment of this age: "2" may be 30 months."""
    return Q(
        Q(minimum_age_years=None) | Q(minimum_age_years__lt=age.end),
        Q(too_old_years=None) | Q(too_old_years__gt=age.first),
    )


def _in_area(place):
    """Studies with a site in a country, or in a region of one, that may take people."""
    if place.kind == "country":
        return Q(countries__contains=[place.country])
    sites = Location.objects.that_may_be_open().in_area(place.area)
    return Q(pk__in=sites.order_by().values("trial"))
