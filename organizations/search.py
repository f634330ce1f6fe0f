"""Search for organizations. If none fits a reader's question, find those that come nearest.

What the list shows for a search is in `page.py`. There are about fifty organizations, so all are
kept in memory, and the methods of the model test each.
"""

import datetime as dt
import math
from functools import cached_property
from itertools import combinations
from urllib.parse import urlencode

from django.utils.translation import gettext as _

import places
import vocabulary
from places.fields import place_question
from query import reader
from vocabulary.folding import words

from .asked import Asked, where
from .choices import EUROPE, Audience, Kind, Way
from .forms import DISTANCE, MEETING, OrganizationForm
from .kept import organizations
from .models import Meeting, RelatedConditions

WORDS = "q"
# If nothing fits, leave these out in this order: the disease is what people need most.
LET_GO = (WORDS, "way", "kind", "audience", "language", "place", "country", "condition")
# If people have to travel, a distant clinic is of more use than another kind of help nearby.
LET_GO_TO_TRAVEL = (WORDS, "audience", "language", "place", "country", "way", "kind", "condition")
TRAVEL = {Kind.CLINIC}
# What is this near comes first: people can go there and back in a day.
NEAR_KM = 160
# Within this distance of each other, the better fit comes first.
SAME_KM = 25
# How many others to show if nothing fits.
MOST_INSTEAD = 3
# If none has all the words, show at least this many that have most of them.
FEW = 3


class OrganizationSearch:
    """One question. `found` is its answer, and empty only if there are no organizations at all."""

    def __init__(self, data):
        self.data = data
        self.organizations = organizations()
        self.related = RelatedConditions.all()
        self.form = OrganizationForm(data)
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        if "place" in given:
            given = where(given.pop("place")) | given
        self.words = given.get(WORDS, "")
        self.sort = given.pop("sort", "")
        self.question = reader.read(self.words)
        self.asked = Asked(self.question, self.organizations)
        self.missing = {one.pk: self.asked.missing(one) for one in self.organizations}
        # A choice in the form counts more than the words.
        self.chosen = self._said() | given
        self._look_around()
        # Parts of the question that were left out to find an answer.
        self.left_out: tuple[str, ...] = ()
        self.found = self._nearest()

    def _said(self):
        said = self.asked.said.items()
        return {
            name: value
            for name, value in said
            if name == "place" or value in dict(self.options(name))
        }

    def _look_around(self):
        """Give each its next meeting, how people meet, and how far it is from the reader."""
        meetings = {}
        for meeting in Meeting.objects.shown():
            meetings.setdefault(meeting.organization_id, []).append(meeting)
        for one in self.organizations:
            its_own = meetings.get(one.pk, [])
            # They are sorted by their dates.
            one.next_meeting = its_own[0].next if its_own else None
            one.meets = {*one.ways, *(way for meeting in its_own for way in meeting.ways)}
            if {Kind.CLINIC, Kind.CAMP} & {*one.kinds}:
                one.meets.add(Way.IN_PERSON)
            one.km, one.away = self._km(one), ""
            if one.km is not None:
                unit = "mi" if self.place.uses_miles else "km"
                one.away = places.distance_in_words(one.km, unit)

    def _km(self, one):
        place = self.place
        if not place or None in (place.latitude, one.latitude):
            return None
        return places.kilometers(place.latitude, place.longitude, one.latitude, one.longitude)

    @property
    def place(self):
        """The places.Place that the reader named; None for none, and for a whole country."""
        return self.chosen.get("place")

    @property
    def here(self) -> str:
        """The reader's country: chosen, said, or that of the place."""
        return self.chosen.get("country") or (self.place.country if self.place else "")

    @property
    def is_asked(self):
        return bool(self.chosen)

    @property
    def urgent(self):
        return self.question.urgent

    @property
    def named(self) -> list:
        """The organizations that the reader called by their names."""
        return [one for one in self.organizations if one.pk in self.asked.named]

    @property
    def says_something(self) -> bool:
        """Whether anything was asked that had an effect, apart from small talk."""
        kept = {*self.chosen} - {*self.left_out}
        if not self.asked.words and not self.asked.named:
            kept -= {WORDS}
        return bool(kept)

    def _nearest(self):
        order = LET_GO_TO_TRAVEL if self.chosen.get("kind") in TRAVEL else LET_GO
        asked = [name for name in order if name in self.chosen]
        for count in range(len(asked) + 1):
            for left_out in combinations(asked, count):
                if found := self.fitting(left_out):
                    self.left_out = left_out
                    return found
        return []

    def fitting(self, left_out):
        """Those that fit all but `left_out`, the best first."""
        tests = [name for name in LET_GO if name in self.chosen and name not in left_out]
        found = [one for one in self.organizations if all(self._fits(one, name) for name in tests)]
        if WORDS in left_out:
            return self._with_most_words(found, left_out)
        return sorted(found, key=lambda one: self.rank(one, left_out))

    def _with_most_words(self, found, left_out):
        """Those with the most of the words, a few if possible, but none without any of the words if
        another has some."""
        missing = sorted(self.missing[one.pk] for one in found)
        if not missing:
            return []
        most = max(missing[0], min(missing[:FEW][-1], len(self.asked.words) - 1))
        found = [one for one in found if self.missing[one.pk] <= most]
        return sorted(found, key=lambda one: (self.missing[one.pk], self.rank(one, left_out)))

    def _fits(self, one, name):
        value = self.chosen[name]
        is_named = one.pk in self.asked.named
        if name == WORDS:
            has_all = not self.missing[one.pk]
            others = self.asked.words or self.asked.said or not self.asked.named
            return is_named or bool(has_all and others)
        if name == "condition":
            is_said = value == self.asked.said.get(name)
            return (is_named and is_said) or one.fit(self.related[value]) is not None
        if name == "country":
            return one.far_from(value) is not None
        if name == "place":
            return one.far_from(value.country) is not None
        return value in VALUES[name](one)

    def rank(self, one, left_out):
        """Small for the best. Those that the reader called by name come first in every order."""
        related = (
            self.related.get(self.chosen.get("condition")) if "condition" not in left_out else None
        )
        km = math.inf if one.km is None else one.km
        if self.sort == DISTANCE or (self.sort == "" and "place" in left_out):
            order = (km,)
        elif self.sort == MEETING:
            order = (one.next_meeting is None, one.next_meeting or dt.datetime.max)
        else:
            is_near = self.is_near(one) and km < math.inf
            order = (not self.is_near(one), km // SAME_KM if is_near else 0)
        rank = one.rank(related, "" if {"place", "country"} & {*left_out} else self.here)
        is_it = self.chosen.get("kind") in (None, *one.kinds)
        return one.pk not in self.asked.named, *order, not is_it, rank, one.name

    def is_near(self, one) -> bool:
        """Based in the reader's state, or within a day's journey of the reader's town."""
        place = self.place
        if place and place.kind == "region":
            return (one.country, one.region) == (place.country, place.region or place.name)
        return one.km is not None and one.km <= NEAR_KM

    @property
    def is_none_near(self) -> bool:
        """Whether all that serve the reader's place are based elsewhere."""
        return bool(
            self.place
            and "place" not in self.left_out
            and not any(self.is_near(one) for one in self.found)
        )

    @cached_property
    def instead(self):
        """[(what they are, organizations)]: those that meet online, if nothing fits, and those to
        call, if none of those found has a number."""
        related = self.related.get(self.chosen.get("condition"))
        rest = [one for one in self.organizations if one not in self.found]
        rest = [one for one in rest if not related or one.fit(related) is not None]
        rest.sort(
            key=lambda one: (one.far_from(self.here) is None, one.rank(related)[1:], one.name)
        )
        online = [one for one in rest if self.left_out and Way.ONLINE in one.meets][:MOST_INSTEAD]
        can_call = any(one.contact_book.phones for one in [*self.found, *online])
        phones = [one for one in rest if one.contact_book.phones and not can_call][:MOST_INSTEAD]
        shown = [(_("They meet online"), online), (_("You can call"), phones)]
        return [(text, organizations) for text, organizations in shown if organizations]

    @property
    def left_out_labels(self):
        """What was left out besides the words."""
        return [self.form.fields[name].label for name in self.left_out if name != WORDS]

    @property
    def words_left_out(self) -> list[str]:
        """The reader's words that not all of those found have."""
        if WORDS not in self.left_out:
            return []
        typed = {word.text: vocabulary.stem(word.text) for word in words(self.words)}
        return [text for text, stem in typed.items() if stem in self.asked.words]

    @property
    def is_none_here(self) -> bool:
        """Whether those found only help people in the reader's country from elsewhere."""
        return bool(self.here and self.found) and not any(
            self.here in one.countries for one in self.found
        )

    @property
    def without_effect(self) -> dict[str, str]:
        """{field: why}: what was chosen without what it needs, and is left out."""
        has_point = self.place and self.place.latitude
        if self.sort == DISTANCE and not has_point and not self.place_question:
            return {"sort": _("Type your city or town, and we can show what is nearby.")}
        return {}

    @property
    def place_question(self):
        """places.fields.PlaceQuestion, where we cannot tell which place is meant."""
        return place_question(self.form)

    def address(self, **changes) -> str:
        """The question as parameters of an address, with these changes."""
        names = [name for name in (*self.form.fields, "for") if self.data.get(name)]
        asked = {name: self.data[name] for name in names} | changes
        return f"?{urlencode(asked)}" if asked else ""

    def options(self, name):
        """[(value, label)] of what can be chosen."""
        if name != "country":
            return self.form.fields[name].choices
        homes = {country for one in self.organizations for country in one.countries}
        chosen = {self.form.cleaned_data.get(name), self.asked.said.get(name)} - {"", None}
        return [(country, country) for country in sorted({*homes, *EUROPE, *chosen})]


def also_near(search: OrganizationSearch) -> list:
    """If none of those found is near, those near the reader's place, or based in the country, that
    do not fit all that was asked: they must not be denied."""
    if search.is_none_near:
        here = [one for one in search.organizations if search.is_near(one)]
    elif search.is_none_here:
        here = [one for one in search.organizations if one.country == search.here]
    else:
        return []
    return sorted(here, key=lambda one: search.rank(one, ("condition",)))[:MOST_INSTEAD]


VALUES = {
    "kind": lambda one: one.kinds_of_help,
    "audience": lambda one: [one_of for one_of in Audience if one_of.is_among(one.audience)],
    "language": lambda one: {*one.languages, *one.languages_in_part},
    "way": lambda one: one.meets,
}
