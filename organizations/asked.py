"""What a question asks of organizations: "JDM parents group Florida".

Names of organizations, diseases, places and languages are known. Words for a kind of help, or for
the people it is for, become choices of the form. The text about an organization must have the rest.
"""

import re
from contextlib import suppress

import places
import vocabulary
from query import languages, other_words, small_talk
from query.question import Question
from query.subjects import Subject
from vocabulary.folding import words

from .choices import WORDS_FOR_KINDS, Audience, Kind, Language, Way
from .models import FAMILY

# So many people has a town that is believed in small letters.
TOWN_PEOPLE = 300_000
_GENERIC = set(
    vocabulary.stems(" ".join([*WORDS_FOR_KINDS.values(), *map(str, Kind.labels), "support"]))
)
# What people call countries, other than our names.
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
# Somebody who asks in a language may want a group that speaks it, unless a place is named.
_OF_THE_QUESTION = {
    "de": Language.GERMAN,
    "es": Language.SPANISH,
    "fr": Language.FRENCH,
    "pt": Language.PORTUGUESE,
}
_WHERE = {"country", "place"}
# Words that mean a choice of the form, whatever the other words are.
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
    ("kind", Kind.GROUP): (
        "support group; support groups; self help group; self help groups; grupo de apoyo; "
        "grupos de apoyo; grupo apoyo; selbsthilfegruppe; selbsthilfegruppen"
    ),
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
# Myositis in languages other than English and Spanish, which the vocabulary has.
_MYOSITIS = ("myosite", "miosite", "myosites")
_WAYS = {
    "online": Way.ONLINE,
    "virtual": Way.ONLINE,
    "zoom": Way.ONLINE,
    "in person": Way.IN_PERSON,
    "face to face": Way.IN_PERSON,
}


# A name in two languages or with its place has a dash; a short form stands in parentheses.
_PART = re.compile(r"\s[-–/]\s")
_IN_PARENTHESES = re.compile(r"\(([^\W\d_]\w{2,})\)")
_IN_CAPITALS = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*")
# "Cure JM" is what everybody calls the Cure JM Foundation.
_ENDS_OF_NAMES = (" foundation", " coalition", " support network")
# In these, a short form may be an ordinary word: "Nord".
_SHORTEST_ABROAD = 5


def _ways_to_say(organization, language=""):
    """The names of an organization, and what people shorten the first one to."""
    name, country = organization.name, organization.country
    yield from (name, *organization.other_names)
    before, _parenthesis, behind = name.partition(" (")
    parts = [before if behind.endswith(")") else name, *_PART.split(before)]
    found = [*parts, *_IN_PARENTHESES.findall(name)]
    for end in _ENDS_OF_NAMES:
        found += [part[: -len(end)] for part in parts if part.lower().endswith(end)]
    for one in found:
        if " " in one or (_IN_CAPITALS.fullmatch(one) and len(one) >= _shortest(language)):
            yield one
    if country and name.endswith(f" {country}"):
        # "Myositis Association of Australia" is not the one in the United States.
        yield f"{name.removesuffix(country)}of {country}"


def _shortest(language):
    return _SHORTEST_ABROAD if language else 3


class Asked:
    """What a question says: names of organizations, choices of the form, and the other words."""

    def __init__(self, question: Question, organizations):
        text, mention = question.text_without_place, question.mention
        self.small_talk = small_talk.words("organizations")
        self.language = question.language
        self.said: dict = where(mention.place) if mention and mention.place else {}
        names = {name: one.pk for one in organizations for name in self._names(one)}
        self._of_names = {stem for run in names for stem in run}
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
        if (language := _OF_THE_QUESTION.get(question.language)) and not self.said.keys() & _WHERE:
            self.said.setdefault("language", language)
        rest = [*other_words.in_english(tuple(rest))]
        self.words = [word for word in dict.fromkeys(rest) if word not in self.small_talk]
        if Subject.PRICE in question.subjects:
            # Groups that help with money are the answer, whatever the medicine.
            self.said["kind"] = Kind.GRANTS
            self.words = []

    def _without_place(self, text, rest):
        """A capitalized word that has no other meaning may be a place."""
        for name in re.findall(r"\b[^\W\d_a-z]\w{3,}(?:[ -][^\W\d_a-z]\w+)?", text):
            stems = vocabulary.stems(name)
            if set(stems) <= {*rest} - self.small_talk - _GENERIC:
                with suppress(places.NotResolved):
                    for found, place in where(places.resolve(name)).items():
                        self.said.setdefault(found, place)
                    return [word for word in rest if word not in stems]
        return self._without_town(text, rest)

    def _without_town(self, text, rest):
        """A large town in small letters: "support group birmingham"."""
        known = self.small_talk | _GENERIC | self._of_names
        for word in words(text):
            stem = vocabulary.stem(word.text)
            if stem not in {*rest} - known or word.text in languages.not_misspelled():
                continue
            if mention := places.find_last(word.text, TOWN_PEOPLE):
                for found, place in where(mention.place).items():
                    self.said.setdefault(found, place)
                return [other for other in rest if other != stem]
        return rest

    def missing(self, organization) -> int:
        """How many of the words are missing in it."""
        if not self.words:
            return 0
        return sum(word not in organization.stems for word in self.words)

    def _names(self, organization):
        """Without names that many could have: "Myositis Support Group"."""
        for name in _ways_to_say(organization, self.language):
            stems = vocabulary.stems(name)
            common = self.small_talk | _GENERIC
            if not all(stem in common or _disease((stem,)) for stem in stems):
                yield stems
            if Kind.CLINIC in organization.kinds and (short := self._without_what_it_is(stems)):
                yield short

    def _without_what_it_is(self, stems):
        """What people call a center: "Johns Hopkins" for "Johns Hopkins Myositis Center"; ()."""
        end = len(stems)
        while end and (stems[end - 1] in _GENERIC or _disease((stems[end - 1],))):
            end -= 1
        return stems[:end] if 2 <= end < len(stems) else ()


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
    """Nothing can be near a whole country."""
    return {"country": place.country} if place.kind == "country" else {"place": place}


def _disease(run):
    """("condition", its slug), or None."""
    if short := vocabulary.abbreviations().get(run):
        slug = short.means if short.when != "never" else ""
    else:
        readings = vocabulary.readings().get(run, ())
        slug = next((slug for slug in readings if ":" not in slug), "")
    return ("condition", slug) if slug else None
