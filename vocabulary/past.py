"""Where a text tells of something long past: "I had chest pain two years ago".

Only years count: what happened some weeks ago may still need help. A word that says that it goes on
("since", "again", "worse") takes that back.
"""

import re
from collections.abc import Iterator

from .stems import word_set
from .tokens import Tokens

_MARKS = [
    re.compile(pattern)
    for pattern in (
        r"(?:(?:\w+|many) )?(?:years?|yrs|decades?) (?:ago|back|earlier)",
        r"last year|long ago|in the past|(?:back )?in (?:19|20)\d\d",
        r"(?:as|when i was) (?:a |an )?(?:little |small |young )?"
        r"(?:child|kid|teen|teenager|boy|girl|baby|young|little)",
        r"in my (?:childhood|youth|teens|twenties|thirties|20s|30s)",
        r"hace (?:\w+ )?(?:muchos )?anos|(?:el )?ano pasado|(?:de|cuando era) nin[oa]",
        r"vor (?:\w+ )?jahren|letztes jahr|als kind",
        r"il y a (?:\w+ )?ans|an dernier|annee derniere|quand etais enfant",
        r"ha \w+ anos|no ano passado|\w+ anni fa|anno scorso|da bambin[oa]",
    )
]
_HAD = word_set(
    "had got suffered experienced felt developed tuve tuvo tenia hatte bekam avais avait eu tive"
    " teve tinha avevo avuto"
)
# These say what happened, too.
_HAPPENED = word_set("fainted choked collapsed passed coughed vomited")
_GOES_ON = word_set(
    "now again still since started start starts began begun today tonight yesterday back worse"
    " worsening getting keeps keep ongoing always ever ahora vez hoy sigue todavia desde peor jetzt"
    " wieder heute seit immer maintenant encore depuis toujours agora ainda ora ancora"
)
# Another thought begins or ends with these.
_STOPS = word_set(
    "and i he she we they y und et e diagnosed diagnosis stopped started operated quit took tried"
    " off ich il elle je"
)
_BETWEEN = word_set(
    "about once some over more than almost only around maybe episode attack one a few it event"
    " nearly"
)
_MOST = 6


def positions(tokens: Tokens) -> frozenset[int]:
    """The places of all words about what is past."""
    spans = list(_spans(tokens))
    in_marks = {at for start, end in spans for at in range(start, end)}
    rest = (text for at, text in enumerate(tokens.texts) if at not in in_marks)
    if not spans or not _GOES_ON.isdisjoint(rest):
        return frozenset()
    return frozenset(
        at for start, end in spans for at in (*_before(tokens, start), *_behind(tokens, start, end))
    )


def _spans(tokens: Tokens) -> Iterator[tuple[int, int]]:
    text = " ".join(tokens.texts)
    begins, ends, offset = dict[int, int](), dict[int, int](), 0
    for at, word in enumerate(tokens.texts):
        begins[offset], ends[offset + len(word)] = at, at + 1
        offset += len(word) + 1
    for mark in _MARKS:
        for match in re.finditer(rf"\b(?:{mark.pattern})\b", text):
            if match.start() in begins and match.end() in ends:
                yield begins[match.start()], ends[match.end()]


def _before(tokens: Tokens, start: int) -> Iterator[int]:
    """The words right before the mark, back to "had": "I had chest pain two years ago"."""
    if start and start < len(tokens) and tokens.breaks(start):
        return
    at = start - 1
    while at >= 0 and tokens.texts[at] in _BETWEEN and not tokens.breaks(at):
        at -= 1
    for place in range(at, max(at - _MOST, -1), -1):
        if tokens.texts[place] in _HAD | _STOPS:
            return
        yield place
        if tokens.breaks(place):
            return


def _behind(tokens: Tokens, start: int, end: int) -> Iterator[int]:
    """The words behind "had" where the mark comes first: "in 2019 I had dark urine"."""
    stop = tokens.end_of_clause(max(start, end - 1), end + _MOST)
    for at in range(end, stop):
        if tokens.texts[at] in _HAD | _HAPPENED:
            first = at if tokens.texts[at] in _HAPPENED else at + 1
            for place in range(first, tokens.end_of_clause(at, at + _MOST)):
                # "Vor drei Jahren hatte ich Fieber": who had it may stand behind.
                if tokens.texts[place] in _STOPS and place > at + 1:
                    return
                yield place
            return
