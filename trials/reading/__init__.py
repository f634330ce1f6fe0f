"""What a record says to a person: pure functions, by rules that anyone can inspect.

A changed rule takes effect on all stored studies: the next sync, or `manage.py reread_trials`,
reads those anew that were read under another `rules_hash`, without fetching.
"""

import hashlib
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import (
    antibodies,
    budget,
    limits,
    passages,
    population,
    relevance,
    requirements,
    subtypes,
    topics,
    verdicts,
)
from .relevance import Relevance
from .subtypes import State

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

logger = logging.getLogger(__name__)

# All that readings rest on: the rules, the names of diseases and medicines, and places.
_ROOT = Path(__file__).resolve().parent.parent.parent
_RESTS_ON = ("trials/reading", "trials/ctgov", "vocabulary", "places")


@cache
def rules_hash() -> int:
    """A positive number of 31 bits that is another one after every change of the rules."""
    whole = hashlib.sha256()
    for folder in _RESTS_ON:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml", ".tsv"):
                whole.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
                whole.update(path.read_bytes())
    return int.from_bytes(whole.digest()[:4]) >> 1


@dataclass(frozen=True)
class Reading:
    """All that our rules make of a record, each part with the words that it rests on."""

    relevance: relevance.Reason
    # Whether a word for the whole family describes the study; its silence then leaves types open.
    is_umbrella: bool
    subtypes: tuple[verdicts.Verdict, ...]
    topics: tuple[topics.Topic, ...]
    antibodies: tuple[antibodies.Asked, ...]
    limits: tuple[limits.Limit, ...]
    requirements: tuple[requirements.Answer, ...]
    # Whether our rules gave up: then the rest says nothing, neither yes nor no.
    is_unread: bool = False
    # Where it takes caregivers, relatives, doctors or healthy people, and nobody with myositis.
    for_others: population.Others | None = None

    def in_state(self, state: State) -> list[str]:
        return [verdict.subtype for verdict in self.subtypes if verdict.state == state]

    @property
    def includes(self) -> list[str]:
        """The types that the study takes by name."""
        return self.in_state(State.INCLUDED)

    @property
    def may_include(self) -> list[str]:
        """The types that it includes, names in unclear words or, as a study of the whole family,
        does not name."""
        states = [State.INCLUDED, State.UNCLEAR]
        if self.is_umbrella:
            states.append(State.NOT_STATED)
        return [verdict.subtype for verdict in self.subtypes if verdict.state in states]


UNREAD = Reading(
    relevance.Reason(Relevance.UNREAD), False, verdicts.verdicts([]), (), (), (), (), is_unread=True
)


def read(record: "StudyRecord") -> Reading:
    """Read a record by all rules; UNREAD where they take too long.

    What is no study of myositis has no verdicts on its types.
    """
    try:
        with budget.budget():
            return _read(record)
    except budget.OverBudget:
        logger.warning(
            "%s takes more than %.0f s to read: left unread", record.nct_id, budget.SECONDS
        )
        return UNREAD


def _read(record: "StudyRecord") -> Reading:
    texts = passages.passages(record)
    named = subtypes.named(texts)
    told = subtypes.told(named)
    said = subtypes.evidence(named, told)
    is_observational = record.protocol_section.design_module.study_type == "OBSERVATIONAL"
    reason = relevance.relevance(texts, said, is_observational)
    answers = requirements.read(record, texts)
    if reason.relevance != Relevance.MYOSITIS:
        return Reading(reason, False, verdicts.verdicts([]), (), (), (), answers)
    takes_healthy = record.protocol_section.eligibility_module.healthy_volunteers
    for_others = population.others(named, told, texts, takes_healthy)
    joining = [] if for_others else population.of_those_enrolled(named, said)
    asked = antibodies.asked(texts, subtypes.narrow(said))
    return Reading(
        reason,
        subtypes.is_umbrella(joining),
        verdicts.verdicts(joining),
        topics.topics(record, texts),
        asked,
        limits.limits(texts, asked),
        answers,
        for_others=for_others,
    )
