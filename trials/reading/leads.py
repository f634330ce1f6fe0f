"""What a line makes of the list below it: "IIM, with the exception of:", "We do not accept:".

The lead is read as if the list stood behind it in the same sentence, by the same cues as any other
clause. The list says yes only where nothing in its lead refuses.
"""

import re
from typing import Protocol

import msgspec

from . import clauses
from .cues import Kind
from .effects import Part, clauses_of, effect_of, is_bare
from .names import Mention, may_name, mentions
from .scopes import Clause, Found
from .wording import lazy

OPPOSITE = {
    Part.INCLUSION: Part.EXCLUSION,
    Part.EXCLUSION: Part.INCLUSION,
    Part.NEITHER: Part.EXCLUSION,
    Part.UNCLEAR: Part.UNCLEAR,
    Part.ASIDE: Part.ASIDE,
}
_OF_LEAD = {
    clauses.Says.EXCLUDES: Part.EXCLUSION,
    clauses.Says.UNCLEAR: Part.UNCLEAR,
    clauses.Says.NEITHER: Part.ASIDE,
}
# "Any type of myositis, except for the following:" turns the list below it.
_OPENS_EXCEPTION = lazy(
    r"\bdo(?:es)?\s+not\s+(?:belong\s+to|have|fulfil|meet|suffer\s+from)\s+(?:any|one|either|at\s+least\s+one)\s+of\b[^.;]*$|\b(?:except(?:ing|ions?)?|excluding|excl\.?|exclusive\s+of|other\s+than|apart\s+from|aside\s+from|not\s+including"
    r"|but(?:\s+(?:not|no|none))?|none|save|minus|besides|with\s+the\s+exclusion\s+of)"
    r"(?:\s+(?:for|of|in|being|are|is|to|this|the|those|these|any|one|following|with|who|have|having|patients|people|sub-?types?"
    r"|types?|forms?|diseases?|diagnos[ie]s|conditions?|criteria|cases?|exceptions?|listed|below))*\W*$",
    re.IGNORECASE,
)
# A sentence that goes on with what the one before it speaks of.
_GOES_ON = lazy(
    r"(?:this|these|those|such|that|they|it|examples?|e\.g|i\.e|namely|among|including)\b",
    re.IGNORECASE,
)
# "Any type (excluding the following)": the list belongs into the brackets.
_ANNOUNCES_IN_BRACKETS = lazy(
    r"[(\[][^()\[\]]*\b(?:following|these|those|below|of|for|with|in|is|are|have|list\w*|except\w*|exclu\w+|not)\W*[)\]]$",
    re.IGNORECASE,
)
_LIST = (
    r"(?:following|these|those|below|(?:sub-?)?types?|forms?|diseases?|diagnos[ie]s|conditions?|exceptions?"
    r"|patients?|people|participants?|subjects)"
)
# Words that want what they speak of right behind them.
_GOVERNING = (
    r"of|for|with|from|have|has|having|is|are|be|not|no|but|than|to|except|excluding|accept|take|enrol+"
    r"|barring|minus|save|unless"
)
_GOVERNS = lazy(rf"\b(?:{_GOVERNING})$", re.IGNORECASE)
# What ends a lead that speaks of its list, with or without a colon.
_DANGLES = lazy(
    rf"(?:[:：]|[-–—]|\b(?:{_GOVERNING}|includ(?:e|es|ing)|excludes?|except(?:ed|ing|ions?))|[(\[]"
    r"|\b(?:sub-?)?types?|\b(?:following|these|below)\b(?![^.;]*\babove\b)[^.;]*"
    r"|\b(?:sub-?)?types\s+(?:that\s+)?(?:are\s+)?(?:not|never|excluded|ineligible|barred|do\s+not)\b[^.;]*"
    r"|^(?:not\s+(?:eligible|allowed|accepted|permitted|included|suitable|enrolled)|ineligible|excluded|exclusion|exceptions?)(?:\s+\w+){0,3})"
    r"[\s)\]]*$",
    re.IGNORECASE,
)
_LIST_BEFORE = lazy(rf"\b{_LIST}(?:\W+\w+){{0,3}}\W*$|^\W*$", re.IGNORECASE)
_LIST_BEHIND = lazy(
    rf"\W*(?:\w+\W+){{0,4}}{_LIST}\b|\W*(?:(?:to|from|in|for)\s+(?:this|our|the)\s+\w+\W*)?it\b",
    re.IGNORECASE,
)
_ITEM = "it"
# Characters of a lead above a list that stands no deeper.
_LONGEST = 200


class Piece(Protocol):
    """A line of the criteria as far as a lead is concerned; see criteria.py."""

    text: str
    marker: str
    depth: int
    is_heading: bool
    opens: bool
    within: Part
    names: Part
    clauses: tuple[tuple[str, Part], ...]


class Turn(msgspec.Struct):
    """What a lead makes of the list below it. `depth` is that of the lead, -1 above a whole list.

    A `loose` list stands no deeper than its lead: it ends with its short items.
    """

    depth: int
    within: Part
    names: Part
    loose: bool = False
    items: int = 0

    @property
    def parts(self) -> tuple[Part, Part]:
        return self.within, self.names


def still_open(turns: list[Turn], piece: Piece) -> list[Turn]:
    """The leads whose lists a line still belongs to."""
    if not piece.marker and not piece.depth and not (turns and turns[-1].loose):
        return []
    found = []
    for turn in turns:
        if turn.loose and turn.depth == piece.depth:
            turn.items += 1
            if turn.items > 1 and not is_bare(piece.text):
                if not may_name(piece.text):
                    break
                turn.names = Part.UNCLEAR
        elif turn.depth >= piece.depth:
            break
        found.append(turn)
    return found


def turn_of(piece: Piece, following: Piece | None, names_below: bool) -> Turn | None:
    """What a line makes of those that follow; None where these stand as if it were not there."""
    if not following or piece.opens or following.opens or not piece.text:
        return None
    is_outer = following.depth > piece.depth
    is_section = not piece.marker and not piece.depth and following.marker
    if not is_outer and len(piece.text) > _LONGEST:
        return None
    if not (is_outer or is_section or names_below):
        # Above lines of its own depth a lead counts for the diseases in them alone.
        return None
    ends_open = is_outer or bool(_DANGLES.search(piece.text))
    if not (ends_open or (is_section and piece.is_heading)):
        return None
    last = piece.clauses[-1][1]
    within = _part_of_items(piece.text, piece.within, last)
    names = within
    if names_below:
        names = _part_of_names(piece.text, piece.names, last)
    if within == piece.within and names == piece.names:
        return None
    if is_outer:
        return Turn(piece.depth, within, names)
    if is_section:
        return Turn(-1, within if within == names else piece.within, names)
    return Turn(piece.depth, piece.within, names, loose=True)


def _part_of_items(lead: str, plain: Part, last: Part) -> Part:
    """The part in which the lines of a list below a lead stand. `last` is what its end says."""
    if _OPENS_EXCEPTION.search(lead):
        return OPPOSITE[plain]
    return last if lead.endswith((":", "：")) else plain


def _part_of_names(lead: str, plain: Part, last: Part) -> Part:
    """The part of the diseases in a list below a lead; UNCLEAR or ASIDE where it is neither.

    Cues and the pattern for leads have to agree before a list says yes.
    """
    if plain in (Part.UNCLEAR, Part.ASIDE):
        return plain
    clause, item = _with_item(lead)
    read = Clause(clause, [*mentions(clause), item])
    says = clauses.said_in(read, plain)[-1].says
    by_cues = _OF_LEAD.get(says, Part.INCLUSION)
    words = _without_plain(read)
    if len(words) < len(clause) and last != plain:
        # "No more than one of": its "no" denies nothing.
        last = effect_of(words, plain)
    by_pattern = _part_of_items(lead, plain, last)
    if by_cues == Part.ASIDE:
        return by_cues
    if plain == Part.EXCLUSION:
        is_conflict = (by_cues, by_pattern) == (Part.EXCLUSION, Part.INCLUSION)
        return Part.UNCLEAR if is_conflict else by_cues
    if Part.EXCLUSION in (by_cues, by_pattern):
        return Part.EXCLUSION
    if loose := _refusal(read):
        return Part.EXCLUSION if _is_of_list(read, loose) else Part.UNCLEAR
    is_denied = effect_of(words, Part.INCLUSION) == Part.EXCLUSION
    # "IBM is excluded": the refusal is about a name of its own.
    is_explained = any(cue.kind == Kind.REFUSES and cue.reaches for cue in read.cues)
    return Part.UNCLEAR if is_denied and not is_explained else by_cues


# "One of the following, confirmed by the medical file:"
_PROVEN = lazy(
    r"(?<=following),\s*(?:confirmed|documented|recorded|verified|proven|noted|as\s+\w+)\s+(?:by|in|on|from)\s[^,;.:()]{3,50}\Z",
    re.IGNORECASE,
)


def _with_item(lead: str) -> tuple[str, Mention]:
    """The last sentence of a lead with an item behind it: (text, mention of the item)."""
    *before, text = clauses_of(lead)
    if before and _GOES_ON.match(text):
        text = lead[lead.rfind(before[-1]) :]
    closing = ""
    if _ANNOUNCES_IN_BRACKETS.search(text.rstrip(" :：-–—")):
        text = text.rstrip(" :：-–—")
        text, closing = text[:-1], text[-1]
    text = _PROVEN.sub("", text.rstrip(" :：-–—.,;"))
    text += " " if _GOVERNS.search(text) else ": "
    item = Mention((_ITEM,), len(text), len(text) + len(_ITEM))
    return text + _ITEM + closing, item


def _without_plain(read: Clause) -> str:
    """The text of a lead without the words that look like a refusal and are none."""
    text = read.text
    for cue in reversed(read.cues):
        if cue.kind == Kind.PLAIN:
            text = text[: cue.start] + text[cue.end :]
    return text


def _refusal(read: Clause) -> Found | None:
    """A refusal or exception in a lead that is about no name in it, nor in brackets of its own."""
    group = read.group_of(len(read.mentions) - 1)
    for cue in read.cues:
        if cue.kind not in (Kind.REFUSES, Kind.EXCEPTS) or cue.text.lower() == "not":
            continue
        if not cue.reaches and read.holds(cue.group, group):
            return cue
    return None


def _is_of_list(read: Clause, cue: Found) -> bool:
    """Whether a refusal is about the list: "subtypes that do not qualify"."""
    before = read.text[: cue.start]
    return bool(_LIST_BEFORE.search(before) or _LIST_BEHIND.match(read.text, cue.end))
