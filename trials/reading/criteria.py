"""Eligibility text as lines: what a person must be or have, what rules a person out.

The registry takes any text. Most records follow its template (two headings, a list under each);
the rest is headed, numbered, nested and escaped in every way that people can think of.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import msgspec

from . import budget, leads
from .effects import EXCLUDED_WORDS, Part, clauses_of, effect_of
from .names import may_name, mentions
from .wording import holds, lazy


class Line(msgspec.Struct, frozen=True):
    """One line of the text, escapes undone. Marker and text hold every word of the original.

    `part` is the heading that it stands under. `effect` is what it does with those whom it names:
    takes them, bars them, or neither where its words are not clear. `depth` is 0 for the outermost
    list; `under` are the sub-headings and outer lines that it belongs to, outermost first.
    `within` is the part that its heading and outer lines put it in, before its own words are read;
    `names` is the same for the diseases that it names, and may be UNCLEAR or ASIDE.
    `clauses` are its sentences and halves of them, each with an effect of its own: "No active
    cancer; treated skin cancer is allowed" bars one thing and takes another.
    """

    text: str
    marker: str = ""
    part: Part = Part.NEITHER
    within: Part = Part.NEITHER
    names: Part = Part.NEITHER
    effect: Part = Part.NEITHER
    depth: int = 0
    under: tuple[str, ...] = ()
    is_heading: bool = False
    clauses: tuple[tuple[str, Part], ...] = ()

    @property
    def is_turned(self) -> bool:
        """Whether it says the opposite of its heading: "No active cancer" among the inclusions."""
        return not self.is_heading and self.part != Part.NEITHER and self.effect != self.part


@dataclass(frozen=True)
class Criteria:
    lines: tuple[Line, ...]

    def of(self, part: Part) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.part == part)

    @property
    def is_split(self) -> bool:
        """Whether both lists were found, with a line of text in each."""
        return all(
            any(not line.is_heading for line in self.of(part))
            for part in (Part.INCLUSION, Part.EXCLUSION)
        )


@dataclass(frozen=True)
class Item:
    """A line with the lines that belong to it, as a page shows them."""

    line: Line
    items: tuple["Item", ...] = ()


def nested(lines: tuple[Line, ...]) -> tuple[Item, ...]:
    """Lines of one part as a tree. A sub-heading without a marker holds what follows it."""

    def take(at: int, depth: int, heading: bool) -> tuple[tuple[Item, ...], int]:
        items: list[Item] = []
        while at < len(lines):
            line = lines[at]
            is_section = line.is_heading and not line.marker and not line.depth
            if line.depth < depth or (is_section and heading):
                break
            if is_section:
                inner, at = take(at + 1, 0, True)
            else:
                inner, at = take(at + 1, line.depth + 1, heading)
            items.append(Item(line, inner))
        return tuple(items), at

    return take(0, 0, False)[0]


_WORD = lazy(r"\w")
_ESCAPE = lazy(r"\\([!-/:-@\[-`{-~])")
# Nobody can follow a list inside of so many others.
DEEPEST = 8
# Whole entities only: "R&Dlt" is none. A longer number is no character.
_ENTITY = lazy(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Blanks and hyphens that look like plain ones.
_ODD = {ord("\r"): None, 0xA0: " ", 0x202F: " ", 0x2010: "-", 0x2011: "-", 0xAD: None}
_HAS_ODD = lazy("[\r\xa0\u202f\u2010\u2011\xad]").search
# Bullets; numbers (`1.`, `2)`, `3.1.`, `4、`), letters and Roman numbers. `2.5 mg` and `E. coli`
# are neither.
_MARKER = lazy(
    r"""(?:
      [-*•·●○◦▪■□►▶➢➤✓✔‣⁃∙–—+§](?=\s|[A-Z(≥≤<>])[-*•]*
    | o(?=\s+[A-Z0-9(≥≤<>])
    | \(?\d{1,2}(?:\.\d{1,2})*[.)、．](?=\s|[^\W\d_]|[(≥≤<>"“])
    | \d{1,2}(?:\.\d{1,2})+(?=\s+[A-Z])
    | \d{1,2}[,:](?=\s+[^\W\d_])
    | \((?:[a-z]|[ivx]{1,5}|[A-Z])\)
    | (?:[a-z]|[ivx]{1,5})[.)](?=\s)
    | (?:[A-Z]|[IVX]{1,4})(?:\)|\.(?=\s+[A-Z]))(?=\s)
    )\s*""",
    re.VERBOSE,
)
_NOUN = r"(?:crit[ei]*r\w*|citeria|requirements?|conditions|factors)"
# "Inclusion Criteria:", "Key exclusion", "Non-inclusion criteria (controls):".
_PART = lazy(
    rf"""^(?P<before>(?:[\w/&().,'’+-]+\s+){{0,9}}?)
    (?P<negated>non[-\s]*)?
    (?P<part>inclusion|exclusion|inclusive|exclusive|ineligibility|eligibility|entry|selection
      |enrol?lment)
    (?P<plural>s?)
    (?P<noun>\s+{_NOUN})?
    \s*(?P<rest>\(.*\)|\[.*\]|(?:for|of|specific|related|based|includes?|including|are|is|were|was|as
      |to|in|during|at|that|which)\b.*|[-–—/,].*)?
    \s*[.:：;-]*\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# Such a heading with text of its own after the colon, or stuck to the end of another line.
_EMBEDDED = lazy(
    rf"""(?<![\w/-])
    (?:(?i:key|main|major|general|additional|other|specific|core|primary|basic|common|study|patient|
       subject|participant|clinical|medical|non)[-\s]+){{0,2}}
    (?:(?:Inclusion|Exclusion|INCLUSION|EXCLUSION|Eligibility)(?i:\s+{_NOUN})?\s*[:：]
      |(?:(?<=[.;)\]]\s)|(?<=[.;)\]]))(?:Inclusion|Exclusion|INCLUSION|EXCLUSION)(?i:\s+{_NOUN})\s*[:：-]?\s*$
      |(?:INCLUSION|EXCLUSION)\s+CRITERIA\s*$
      |^(?i:inclusion|exclusion|eligibility)(?i:\s+{_NOUN})?\s*[:：])""",
    re.VERBOSE,
)
_TAKEN = (
    r"(?<!in)(?<!not\s)eligible|can\s+(?:join|participate|take\s+part)|includ(?:ed|es?)"
    r"|may\s+(?:join|participate|take\s+part|be\s+(?:included|enrolled|eligible))"
    r"|(?:must|should|shall|need\s+to|have\s+to)\s+(?:meet|fulfil\w*|satisfy|have|be|present)"
    r"|who\s+(?:can|may)\s+(?:join|participate|take\s+part)|to\s+(?:enter|join|participate)"
)
_BARRED_HEADING = lazy(
    rf"(?:\b(?:{EXCLUDED_WORDS})\b.*|\b(?:must|should|do|can|may)\s*(?:not|n['’]t))\s*[:：]\s*$"
    r"|^who\s+(?:can(?:\s?not|['’]t)|(?:should|may|must|is)\s*(?:not|n['’]t))\b.{0,40}$",
    re.IGNORECASE,
)
_TAKEN_HEADING = lazy(
    rf"(?:\b(?:{_TAKEN})\b.*|^(?:you|participants?|patients?|people)\s+(?:must|should|can|may))\s*[:：]\s*$"
    r"|^who\s+(?:can|may|is\s+eligible)\b.{0,40}$",
    re.IGNORECASE,
)
# "The following must have been ruled out:" opens a list within its part.
_TURNED_HEADING = lazy(
    r"\b(?:ruled|exclu\w+|absent|never|no|not|none|without|except\w*)\b", re.IGNORECASE
)
CONTROLS = lazy(r"\bcontrols?\b|\bhealthy\b|\bvolunteers\b", re.IGNORECASE)
# Parts of words without which the patterns above find nothing: looking for these is far faster.
_REMARK = lazy(r"\([^()]*\)")
# Lines below a lead that are looked at for names of diseases.
_LONGEST_LIST = 40
_PART_WORDS = ("clusi", "ligib", "entry", "selec", "nrol")


def unescaped(text: str) -> str:
    r"""Markdown's escapes and HTML's entities as the characters that they stand for.

    The registry escapes twice in places: `\\&gt;` and `\\&#8805;` (seen 2026-11).
    """
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text.translate(_ODD) if _HAS_ODD(text) else text


def read(text: str) -> Criteria:
    """The lines of an eligibility text, in its order. No word is lost, none is added."""
    pieces = list(_pieces(unescaped(text)))
    _nest(pieces)
    _part(pieces)
    _turn(pieces, may_name(text))
    return Criteria(
        tuple(
            Line(
                text=piece.text,
                marker=piece.marker,
                part=piece.part,
                within=piece.within,
                names=piece.names,
                effect=piece.effect,
                depth=piece.depth,
                under=piece.under,
                is_heading=piece.is_heading,
                clauses=piece.clauses,
            )
            for piece in pieces
        )
    )


class _Piece(msgspec.Struct):
    indent: int
    marker: str
    text: str
    depth: int = 0
    is_heading: bool = False
    # Whether it opens a part: "Exclusion Criteria:".
    opens: bool = False
    part: Part = Part.NEITHER
    within: Part = Part.NEITHER
    names: Part = Part.NEITHER
    effect: Part = Part.NEITHER
    under: tuple[str, ...] = ()
    clauses: tuple[tuple[str, Part], ...] = ()


def _pieces(text: str) -> Iterator[_Piece]:
    """Written lines with their indent and marker; wrapped ones are joined, stuck ones parted."""
    before: _Piece | None = None
    after_blank = True
    for raw in text.split("\n"):
        body = raw.strip()
        if not _WORD.search(body):
            # Also what only parts two lists in Markdown: `<!-- -->`, `---`.
            after_blank = True
            continue
        written = raw.expandtabs(4)
        indent = len(written) - len(written.lstrip())
        marker, body = _marked(body.replace("**", ""))
        if before and not marker and not after_blank and _continues(before, body):
            before.text += f" {body}"
            continue
        after_blank = False
        parts = [piece for part in budget.cut(body) for piece in _unstuck(part)]
        for number, piece in enumerate(parts or [""]):
            if before:
                yield before
            before = _Piece(indent, "" if number else marker, " ".join(piece.split()))
    if before:
        yield before


def _marked(body: str) -> tuple[str, str]:
    markers: list[str] = []
    at = 0
    while match := _MARKER.match(body, at):
        markers.append(match[0].strip())
        at = match.end()
    return " ".join(markers), body[at:]


def _continues(before: _Piece, body: str) -> bool:
    """Whether a line goes on with the sentence of the one before it, which was wrapped."""
    long = len(before.text) > 60 and len(before.text) + len(body) < budget.LONGEST_TEXT
    return long and before.text[-1] not in ".:;?!" and body[0].islower()


def _unstuck(body: str) -> list[str]:
    if not holds(body.lower(), _PART_WORDS):
        return [body] if body else []
    pieces: list[str] = []
    at = 0
    for match in _EMBEDDED.finditer(body):
        pieces += [body[at : match.start()].strip(), match[0].strip()]
        at = match.end()
    return [piece for piece in (*pieces, body[at:].strip()) if piece]


def _nest(pieces: list[_Piece]) -> None:
    """Gives lines their depth, from the indents of the lists that are open."""
    indents: list[int] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        while indents and piece.indent < indents[-1]:
            indents.pop()
        if piece.marker:
            if not indents or piece.indent > indents[-1]:
                indents.append(piece.indent)
            piece.depth = min(len(indents) - 1, DEEPEST)
        else:
            if not piece.indent:
                indents = []
            piece.depth = min(len(indents), DEEPEST)
            if _leads_same_list(piece, following, indents):
                piece.depth -= 1
        piece.is_heading = _heads_list(piece, following)


def _leads_same_list(piece: _Piece, following: _Piece | None, indents: list[int]) -> bool:
    """Whether a line among the items of a list leads those that follow: "Not allowed:"."""
    return bool(
        indents
        and piece.indent == indents[-1]
        and following
        and following.marker
        and following.indent == piece.indent
        and piece.text.endswith((":", "："))
    )


_COHORT = lazy(
    r"(?:[\w-]+ ){0,4}(?:cohorts?|groups?|arms?|sub-?stud(?:y|ies))(?: (?:[A-Z]|\d+))?",
    re.IGNORECASE,
)


def _heads_list(piece: _Piece, following: _Piece | None) -> bool:
    text = piece.text
    if not text or len(text) > 200:
        return False
    if text[-1] in ":：":
        return not piece.marker or bool(following and following.indent > piece.indent)
    if piece.marker or not following:
        return False
    # "Juvenile cohort", right above "Inclusion Criteria:"
    names_cohort = _COHORT.fullmatch(text) and _part_of_heading(following) is not None
    opens_list = following.marker or names_cohort
    return bool(opens_list and len(text) <= 80 and text[-1] not in ".;,")


def _part_of_heading(piece: _Piece) -> Part | None:
    """The part that a line opens as its heading; None where it is no such heading."""
    text = piece.text
    if not text or len(text) > 200:
        return None
    match = holds(text.lower(), _PART_WORDS) and _PART.match(text)
    if match and _is_title(match, piece):
        if match["negated"] or match["part"].lower().startswith(("exclu", "inelig")):
            return Part.EXCLUSION
        return Part.INCLUSION
    if piece.is_heading and not piece.marker and not piece.depth:
        text = _REMARK.sub("", text)
        last = clauses_of(text)[-1]
        if last != text and _TAKEN_HEADING.search(last) and not _BARRED_HEADING.search(last):
            return Part.INCLUSION
        if _BARRED_HEADING.search(text):
            return Part.EXCLUSION
        if _TAKEN_HEADING.search(text) and not _TURNED_HEADING.search(text):
            return Part.INCLUSION
    return None


# "A disease other than those in the inclusion criteria, such as IBM"
_SPEAKS_OF_LIST = lazy(
    r"\bthan\b|\b(?:in|under|from|by|with|to)\s+(?:the|our|these|those)\s+(?:\w+\s+)?$"
)


def _is_title(match: re.Match[str], piece: _Piece) -> bool:
    before, rest = (match["before"] or "").lower(), (match["rest"] or "").lower()
    if re.search(r"\b(?:inclusion|exclusion|meet\w*|met|any|not?|per|fits?|fulfil\w*)\b", before):
        return False
    if re.search(r"\b(?:inclusion|exclusion|apply|applied|met|not)\b", rest):
        return False
    if _SPEAKS_OF_LIST.search(before):
        return False
    named = match["part"].lower() in ("inclusion", "exclusion", "ineligibility")
    has_colon = piece.text.endswith((":", "："))
    if not match["noun"]:
        # "Exclusions", "Key inclusion:"; never "Inclusion in another trial".
        return named and (has_colon or not (rest or piece.marker))
    if not named:
        return has_colon or not (rest or before or piece.marker)
    # "Inclusion criteria. Age 22 or older …" is a paragraph under a heading without a line break.
    return (
        has_colon
        or not rest
        or rest.startswith(("(", "[", "specific", "for ", "of ", "-", "–", "—", ","))
    )


def _part(pieces: list[_Piece]) -> None:
    """Puts lines under the heading in force, and under their sub-headings and outer lines.

    A sub-heading right above a heading names a group of people, whose lists follow; one below it
    ends with that list.
    """
    part, group, listed, section = Part.NEITHER, "", "", ""
    outer: list[str] = []
    before: _Piece | None = None
    for piece in pieces:
        opened = _part_of_heading(piece)
        is_section = piece.is_heading and not piece.marker and not piece.depth
        if opened:
            part, outer = opened, []
            if before and before.is_heading and section == before.text:
                group, before.part = section, part
            # A group in the heading's own words has this one list.
            listed = piece.text if _names_group(piece.text) else ""
            section = ""
            piece.is_heading, piece.opens, piece.under = True, True, _present(listed or group)
        elif is_section:
            section, outer = piece.text, []
            if part == Part.EXCLUSION and group and CONTROLS.search(group):
                # The list that barred healthy people has ended, and patients are spoken of again.
                part, group = Part.NEITHER, ""
            elif part == Part.EXCLUSION and listed and CONTROLS.search(listed):
                part, listed = Part.NEITHER, ""
        else:
            outer = outer[: piece.depth]
            piece.under = _present(listed or group, section, *outer)
            outer += [""] * (piece.depth - len(outer)) + [piece.text]
        piece.part, before = part, piece


def _names_group(text: str) -> bool:
    """Whether a heading also says whose list it is: "Exclusion Criteria (healthy volunteers):"."""
    return bool(
        re.search(r"clusion.*(?:\(|\bfor\b|\bspecific\b|\bcontrols?\b)", text, re.IGNORECASE)
    )


def _present(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _turn(pieces: list[_Piece], names_myositis: bool) -> None:
    """Gives lines their effect: that of their heading, unless they or an outer line say else."""
    turns: list[leads.Turn] = []  # of the outer lines of a line, the innermost last
    # "Anti-PM-Scl" only looks like a name.
    named = [names_myositis and may_name(p.text) and bool(mentions(p.text)) for p in pieces]
    for number, (piece, following) in enumerate(zip_longest(pieces, pieces[1:]), start=1):
        turns = leads.still_open(turns, piece)
        piece.within, piece.names = turns[-1].parts if turns else (piece.part, piece.part)
        plain = piece.within
        first, *others = clauses_of(piece.text)
        piece.effect = effect_of(first, plain)
        piece.clauses = (
            (first, piece.effect),
            *((text, effect_of(text, plain)) for text in others),
        )
        names_below = any(named[number : number + _LONGEST_LIST])
        if turn := leads.turn_of(piece, following, names_below):
            turns.append(turn)
