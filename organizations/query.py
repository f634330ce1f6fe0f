"""What a reader's words ask for: "JDM parents group Florida", read as a question for organizations.

Names of organizations, diseases, places and languages are known; words for a kind of help, or for
whom it is, become choices of the form; what is left must be found in what is said of one.
"""

import re
from contextlib import suppress

import places
import vocabulary

from .choices import Audience, Kind, Language, Way
from .models import FAMILY

# What people say for a kind of help, beside its name.
SAID = {
    Kind.HELPLINE: "hotline call talk advice",
    Kind.GROUP: (
        "peer people community meet club forum family talk grupo apoyo groupe soutien gruppo "
        "selbsthilfegruppe selbsthilfe"
    ),
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
        "where which who with you your know nearest close con de del el en la las los "
        "para por un una"
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
# What stands for a choice of the form, whatever else is said.
_CHOICES = {
    ("kind", Kind.GRANTS): (
        "financial help; financial assistance; financial support; financial aid; help with money; "
        "help paying; help to pay; pay for; paying for; grant; grants; ayuda económica"
    ),
    ("kind", Kind.CLINIC): (
        "specialist; specialists; specialist center; specialist clinic; expert center; clinic; "
        "doctor; doctors; rheumatologist; neurologist; hospital; especialista; médico; facharzt"
    ),
    ("kind", Kind.HELPLINE): "helpline; help line; hotline",
    ("kind", Kind.CAMP): "camp; summer camp; campamento",
    ("kind", Kind.REGISTRY): "registry; patient registry; registro",
    ("audience", Audience.NEW): "newly diagnosed; just diagnosed; recién diagnosticado",
    ("audience", Audience.UNDIAGNOSED): (
        "undiagnosed; no diagnosis; without a diagnosis; not diagnosed; sin diagnóstico"
    ),
    ("audience", Audience.CAREGIVER): (
        "caregiver; caregivers; carer; carers; care partner; my husband; my wife; my mother; "
        "my father; my mom; my dad; cuidador; cuidadores"
    ),
    ("audience", Audience.PARENT): (
        "parents; parent; my child; my son; my daughter; my kid; padres; mi hijo; mi hija"
    ),
    ("audience", Audience.YOUNG_PERSON): (
        "teenager; teenagers; teen; teens; young people; young adults; young adult; jóvenes"
    ),
}
# The family's name where the vocabulary, of English and Spanish, ends.
_MYOSITIS = ("myosite", "miosite", "myosites")
_WAYS = {
    "online": Way.ONLINE,
    "virtual": Way.ONLINE,
    "zoom": Way.ONLINE,
    "in person": Way.IN_PERSON,
    "face to face": Way.IN_PERSON,
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
                self.said |= where(mention.place)
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
        if not mention:
            rest = self._without_place(text, rest)
        self.words = [word for word in dict.fromkeys(rest) if word not in PASSING]

    def _without_place(self, text, rest):
        """A name that is written like one, and that nothing else knows, may be a place."""
        for name in re.findall(r"\b[^\W\d_a-z]\w{3,}(?: [^\W\d_a-z]\w+)?", text):
            stems = vocabulary.stems(name)
            if set(stems) <= {*rest} - {*PASSING, *_GENERIC}:
                with suppress(places.NotResolved):
                    for found, place in where(places.resolve(name)).items():
                        self.said.setdefault(found, place)
                    return [word for word in rest if word not in stems]
        return rest

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
    found |= {name: ("way", value) for name, value in _WAYS.items()}
    found |= dict.fromkeys(_MYOSITIS, ("condition", FAMILY))
    for said, names in _CHOICES.items():
        found |= dict.fromkeys(names.split("; "), said)
    return {vocabulary.stems(name): said for name, said in found.items()}


def where(place):
    """A whole country is no place to be near to."""
    return {"country": place.country} if place.kind == "country" else {"place": place}


def _disease(run):
    """("condition", its slug), or nothing."""
    if short := vocabulary.abbreviations().get(run):
        slug = short.means if short.when != "never" else ""
    else:
        readings = vocabulary.readings().get(run, ())
        slug = next((slug for slug in readings if ":" not in slug), "")
    return ("condition", slug) if slug else None
