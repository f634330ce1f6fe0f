"""Rules on taking part that readers ask for by name: a past cancer, time off a medicine.

Each is a value of the filter `rules`. The filter finds studies in whose record we read such a rule,
and a card shows the rule in the record's own words.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import F, Q, Value
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

import vocabulary
from trials.models import HasPath, Trial
from vocabulary import Kind, Term

from .quoted import Quoted

_WASHOUT = "washout"
# A limit on the dose, and medicines for the skin or to inhale, are not a reason to stop. The same
# pattern serves Python and PostgreSQL's path language.
_UNLESS = (
    r"[0-9] ?mg|(^|[^a-z])(mg|dose|doses|dosage|dosing|topical|inhaled|stable|taper|tapered"
    r"|increase|increased|change|changed|changes)([^a-z]|$)"
)


@dataclass(frozen=True)
class Rule:
    slug: str
    label: str | Promise
    # On a card, before the record's words.
    says: str | Promise
    # In `Trial.readings`: the list that contains it, and the name of its entry there.
    part: str
    entry: str
    # What the words must contain, and what they must not.
    names: re.Pattern[str] | None = None

    @property
    def _key(self) -> str:
        return "limit" if self.part == "limits" else "name"

    @property
    def filter(self) -> Q:
        path = f'$.{self.part}[*] ? (@.{self._key} == "{self.entry}")'
        if self.names:
            text = _json_string(self.names.pattern)
            path += (
                f'.quotes[*] ? (@.text like_regex {text} flag "i"'
                f' && !(@.text like_regex {_json_string(_UNLESS)} flag "i"))'
            )
        return Q(HasPath(F("readings"), Value(path)))

    def quotes(self, trial: Trial) -> Iterator[Quoted]:
        """The rule in the words of the record."""
        for entry in trial.readings.get(self.part, ()):
            if entry[self._key] == self.entry:
                for quote in entry.get("quotes", [entry.get("quote")]):
                    if quote and self._is_in(quote["text"]):
                        yield Quoted(str(self.says), quote["text"], quote["field"])

    def _is_in(self, text: str) -> bool:
        if not self.names:
            return True
        return bool(self.names.search(text)) and not re.search(_UNLESS, text, re.IGNORECASE)


def _json_string(pattern: str) -> str:
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@cache
def rules() -> dict[str, Rule]:
    """{value of the filter: rule}."""
    found = [
        Rule(
            "cancer",
            _("Cancer in the past"),
            _("About cancer in the past"),
            "limits",
            "no-recent-cancer",
        )
    ]
    for term in vocabulary.terms().values():
        if term.kind == Kind.MEDICINE_GROUP:
            found.append(
                Rule(
                    f"no-{term.slug.removeprefix('medicines:').replace(' ', '-')}",
                    format_lazy("{} {}", _("Time off a medicine:"), term.name),
                    format_lazy("{} {}", _("About time off a medicine:"), term.name),
                    "requirements",
                    _WASHOUT,
                    _names(term),
                )
            )
    return {rule.slug: rule for rule in found}


def _names(term: Term) -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace("\\ ", "[ -]") for name in term.names)
    # Not "non-steroidal".
    return re.compile(f"(^|[^a-z-])({names})", re.IGNORECASE)


def choices() -> list[tuple[str, str | Promise]]:
    return [(rule.slug, rule.label) for rule in rules().values()]


def rule_without(term: Term | None) -> Rule | None:
    """The rule of studies that ask people to have stopped a medicine, or one of its group."""
    if not term:
        return None
    group = vocabulary.medicine_group(term.name) if term.kind == Kind.MEDICINE else term.name
    return rules().get(f"no-{group.casefold().replace(' ', '-')}")


def on_card(trial: Trial, chosen: Collection[str]) -> list[Quoted]:
    """What a study says about the rules that the reader asks for; one quote for each."""
    found = []
    for slug in chosen:
        if (rule := rules().get(slug)) and (quote := next(rule.quotes(trial), None)):
            found.append(quote)
    return found
