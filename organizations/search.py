"""The list of organizations: what fits a reader's question; and where nothing does, the nearest.

There are some fifty of them: they are read whole, and each is asked by the rules of its own model.
"""

from collections import Counter
from itertools import combinations

import places
from conditions import vocabulary

from .choices import EUROPE, Audience, Kind, Language
from .forms import OrganizationForm
from .models import Kin, Organization

WORDS = "q"
# Let go of in this order where nothing fits: the disease is what people need most.
LET_GO = (WORDS, "kind", "audience", "language", "country", "condition")
# What people say for a kind of help, beside its name.
SAID = {
    Kind.HELPLINE: "hotline call talk advice",
    Kind.GROUP: "peer people community meet club forum family grupo apoyo",
    Kind.GRANTS: "financial grant fund cost pay afford assistance bills ayuda",
    Kind.PRACTICAL: "equipment aids benefits rights wheelchair respite",
    Kind.CAMP: "summer kids",
    Kind.ADVOCACY: "advocate advocacy awareness rights policy",
    Kind.EVENTS: "event meeting webinar congress",
    Kind.STUDIES: "trial finder",
    Kind.CLINIC: "doctor specialist hospital center expert rheumatologist neurologist",
    Kind.CENTER_LIST: "doctor specialist hospital center expert find clinic",
    Kind.REGISTRY: "data",
    Kind.RESEARCH: "science scientist",
}
# Words that say nothing about an organization.
PASSING = set(
    vocabulary.stems(
        "a about an and any are at by can contact do e email find for from get have help how i in "
        "is it line mail me my near need number of on or organization organisation our people "
        "phone please site some someone telephone that the their there to us want website what "
        "where which who with you your con de del el en la las los para por un una"
    )
)


_GENERIC = set(vocabulary.stems(" ".join([*SAID.values(), *map(str, Kind.labels), "support"])))
# As people call them, beside our names of them.
_COUNTRIES = {
    "uk": "United Kingdom",
    "britain": "United Kingdom",
    "england": "United Kingdom",
    "scotland": "United Kingdom",
    "wales": "United Kingdom",
    "usa": "United States",
    "america": "United States",
}
_LANGUAGES = {
    "español": Language.SPANISH,
    "castellano": Language.SPANISH,
    "français": Language.FRENCH,
    "deutsch": Language.GERMAN,
    "italiano": Language.ITALIAN,
    "nederlands": Language.DUTCH,
    "svenska": Language.SWEDISH,
    "português": Language.PORTUGUESE,
}


class Question:
    """What a reader's words say: names of organizations, a disease, a country, a language, and
    the words that are left."""

    def __init__(self, text, organizations):
        mention = places.find_in(text)
        self.said = {}
        if mention:
            text = f"{text[: mention.start]} {text[mention.end :]}"
            if mention.place:
                self.said["country"] = mention.place.country
        names = {name: one.pk for one in organizations for name in _names(one)}
        known = _known_words(organizations)
        self.named, rest = set(), []
        stems = vocabulary.stems(text)
        while stems:
            # The longest run that is known, else a single word.
            for size in range(len(stems), 0, -1):
                run = stems[:size]
                if run in names:
                    self.named.add(names[run])
                    break
                if said := known.get(run) or _disease(run):
                    self.said.setdefault(*said)
                    break
            else:
                rest.append(run[0])
            stems = stems[size:]
        self.words = [word for word in dict.fromkeys(rest) if word not in PASSING]

    def missing(self, organization) -> int:
        """How many of the words it does not have."""
        if not self.words:
            return 0
        said = (SAID.get(kind, "") for kind in organization.kinds)
        text = set(vocabulary.stems(" ".join([*organization.words, *said])))
        return sum(word not in text for word in self.words)


def _names(organization):
    """Without those that many might bear: "Myositis Support Group"."""
    for name in (organization.name, *organization.other_names):
        stems = vocabulary.stems(name)
        if not all(stem in _GENERIC or stem in PASSING or _disease((stem,)) for stem in stems):
            yield stems


def _known_words(organizations):
    countries = {country: country for one in organizations for country in one.countries}
    languages = {str(label): value for value, label in Language.choices}
    found = {name: ("country", value) for name, value in (countries | _COUNTRIES).items()}
    found |= {name: ("language", value) for name, value in (languages | _LANGUAGES).items()}
    return {vocabulary.stems(name): said for name, said in found.items()}


def _disease(run):
    """("condition", its slug), or nothing."""
    if short := vocabulary.abbreviations().get(run):
        slug = short.means if short.when != "never" else ""
    else:
        readings = vocabulary.readings().get(run, ())
        slug = next((slug for slug in readings if ":" not in slug), "")
    return ("condition", slug) if slug else None


class OrganizationSearch:
    """One question. `found` is its answer, and empty only where there is no organization at all."""

    def __init__(self, data):
        self.organizations = list(Organization.objects.live().whole())
        self.kin = Kin.all()
        self.form = OrganizationForm(data)
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.words = given.get(WORDS, "")
        self.question = Question(self.words, self.organizations)
        self.missing = {one.pk: self.question.missing(one) for one in self.organizations}
        # What is chosen goes before what the words say.
        self.chosen = self._said() | given
        # What had to be let go of for an answer.
        self.left_out = ()
        self.found = self._nearest()

    def _said(self):
        said = self.question.said.items()
        return {name: value for name, value in said if value in dict(self.options(name))}

    @property
    def is_asked(self):
        return bool(self.chosen)

    @property
    def urgent(self):
        return vocabulary.urgent(frozenset(vocabulary.stems(self.words)))

    def _nearest(self):
        asked = [name for name in LET_GO if name in self.chosen]
        for count in range(len(asked) + 1):
            for left_out in combinations(asked, count):
                if found := self._fitting(left_out):
                    self.left_out = left_out
                    return found
        return []

    def _fitting(self, left_out):
        """Those that fit all but this, the best first; of the words, as many as any of them has."""
        tests = [name for name in LET_GO if name in self.chosen and name not in left_out]
        found = [one for one in self.organizations if all(self._fits(one, name) for name in tests)]
        if WORDS in left_out:
            least = min((self.missing[one.pk] for one in found), default=0)
            found = [one for one in found if self.missing[one.pk] == least]
        return sorted(found, key=lambda one: self._rank(one, left_out))

    def _fits(self, one, name):
        value = self.chosen[name]
        is_named = one.pk in self.question.named
        if name == WORDS:
            has_all = not self.missing[one.pk]
            others = self.question.words or self.question.said or not self.question.named
            return is_named or bool(has_all and others)
        if name == "condition":
            is_said = value == self.question.said.get(name)
            return (is_named and is_said) or one.fit(self.kin[value]) is not None
        if name == "country":
            return one.far_from(value) is not None
        return value in _VALUES[name](one)

    def _rank(self, one, left_out):
        kin = self.kin.get(self.chosen.get("condition")) if "condition" not in left_out else None
        country = self.chosen.get("country", "") if "country" not in left_out else ""
        return one.pk not in self.question.named, one.rank(kin, country), one.name

    @property
    def left_out_labels(self):
        return [self.form.fields[name].label for name in self.left_out]

    @property
    def country(self):
        return self.chosen.get("country", "")

    def options(self, name):
        if name != "country":
            return self.form.fields[name].choices
        homes = {country for one in self.organizations for country in one.countries}
        chosen = {self.form.cleaned_data.get(name), self.question.said.get(name)} - {"", None}
        return [(country, country) for country in sorted({*homes, *EUROPE, *chosen})]

    def choices(self):
        """[(name, label, chosen value, [(value, label, how many fit)])]; what none fits is left
        out."""
        for name in LET_GO[::-1]:
            if name != WORDS:
                chosen = self.chosen.get(name, "")
                counts = self._counts(name)
                options = [
                    (value, label, counts[value])
                    for value, label in self.options(name)
                    if counts[value] or value == chosen
                ]
                yield name, self.form.fields[name].label, chosen, options

    def _counts(self, name):
        found = self._fitting({*self.left_out, name})
        if name == "condition":
            return Counter(
                slug for slug, kin in self.kin.items() for one in found if one.fit(kin) is not None
            )
        if name == "country":
            return Counter(
                country
                for country, _label in self.options(name)
                for one in found
                if one.far_from(country) is not None
            )
        return Counter(value for one in found for value in _VALUES[name](one))


_VALUES = {
    "kind": lambda one: one.kinds,
    "audience": lambda one: [audience for audience in Audience if one.is_for(audience)],
    "language": lambda one: {*one.languages, *one.languages_in_part},
}
