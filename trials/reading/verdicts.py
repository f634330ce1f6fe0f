"""One verdict for each type of myositis, from all that a record says of it.

The strongest word decides: a title before the criteria, these before lists and summaries. Of two
that are equally strong, the one that excludes decides.
"""

from dataclasses import dataclass

from .clauses import Says
from .diseases import DERMATOMYOSITIS, JUVENILE, POLYMYOSITIS, SUBTYPES, UMBRELLA
from .effects import Part
from .passages import Quote
from .subtypes import LISTED, TITLE, TOLD, Evidence, State
from .word_grades import Grade


@dataclass(frozen=True)
class Verdict:
    """`cues` are the words of the quote that decide, beside the heading that it stands under."""

    subtype: str
    state: State
    quote: Quote | None = None
    # Words of the same record that say the opposite: a person had better look.
    against: Quote | None = None
    cues: tuple[str, ...] = ()


_STATES = {
    Says.INCLUDES: State.INCLUDED,
    Says.EXCLUDES: State.EXCLUDED,
    Says.UNCLEAR: State.UNCLEAR,
}


def verdicts(said: list[Evidence]) -> tuple[Verdict, ...]:
    """One verdict for each type, in the order of SUBTYPES."""
    said = _of_the_ages_in_titles(said)
    about = {e.means for e in said if e.includes and e.strength >= LISTED}.intersection(SUBTYPES)
    found = []
    for subtype in SUBTYPES:
        of_it = [e for e in said if e.means == subtype]
        # Where a study says by name whom it takes, what it tells of other types is background.
        if about and subtype not in about:
            of_it = [e for e in of_it if e.strength > TOLD or e.excludes]
        found.append(_verdict(subtype, of_it))
    return tuple(found)


def _of_the_ages_in_titles(said: list[Evidence]) -> list[Evidence]:
    """Without "Dermatomyositis" as a mere condition or keyword where the title says "juvenile".

    The registry's list of conditions has no word for the juvenile disease in many records. It is
    meant as it stands if the title names adults' disease as well ("myositis or juvenile myositis")
    and the list names the juvenile disease apart.
    """
    titled = {e.means for e in said if e.includes and e.strength == TITLE}
    if JUVENILE not in titled:
        return said
    if UMBRELLA in titled and JUVENILE in {e.means for e in said if e.passage.field in _MERE_LISTS}:
        return said
    spoken = {e.means for e in said if e.passage.field not in _MERE_LISTS}
    return [
        e
        for e in said
        if e.passage.field not in _MERE_LISTS
        or e.means not in (DERMATOMYOSITIS, POLYMYOSITIS)
        or e.means in spoken
    ]


_MERE_LISTS = ("registry_conditions", "keywords")


def _verdict(subtype: str, of_it: list[Evidence]) -> Verdict:
    if not of_it:
        return Verdict(subtype, State.NOT_STATED)
    best = _strongest(of_it)
    state = _STATES[best.says]
    against = next((e.quote for e in of_it if {e.says, best.says} == _OPPOSITES), None)
    if _is_contradicted(best, of_it):
        state = State.UNCLEAR
    shown = best
    if state == State.INCLUDED:
        # Readers must see what is asked of them, where the title takes the type without a word.
        shown = next((e for e in of_it if e.includes and e.grade == Grade.ASKS), best)
    return Verdict(subtype, state, shown.quote, against, shown.cues)


_OPPOSITES = {Says.INCLUDES, Says.EXCLUDES}


def _is_contradicted(best: Evidence, of_it: list[Evidence]) -> bool:
    """Whether one line of the criteria says both, or bars and then leaves it open.

    So do criteria that bar what the title and other criteria take: "IBM > 12 years from onset".
    """
    in_criteria = [e for e in of_it if e.passage.field == "eligibility_criteria"]
    if best.includes and {e.says for e in in_criteria} >= _OPPOSITES:
        return True
    return best.says in _OPPOSITES and any(
        e.says != best.says
        and (e.says in _OPPOSITES or best.excludes)
        and e.passage.line
        and e.passage.line == best.passage.line
        and e.passage.within == best.passage.within
        and e.strength == best.strength
        for e in of_it
    )


def _strongest(said: list[Evidence]) -> Evidence:
    """The strongest word on a type decides.

    Of equally strong ones the one that excludes does, unless it is about another cohort. An unclear
    word among the exclusions leaves it open whether the study takes the type at all.
    """
    strength = max(e.strength for e in said)
    strong = [e for e in said if e.strength == strength]
    taking = [e for e in strong if e.includes]
    barring = [e for e in strong if e.excludes]
    unclear = [e for e in strong if e.says == Says.UNCLEAR]
    if taking and barring:
        elsewhere = {e.passage.under[:1] for e in taking} - {e.passage.under[:1] for e in barring}
        return taking[0] if elsewhere and () not in elsewhere else barring[0]
    if barring:
        return barring[0]
    if taking and not any(e.passage.within == Part.EXCLUSION for e in unclear):
        return taking[0]
    return (unclear or taking)[0]
