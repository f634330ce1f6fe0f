"""Where cues stand in a clause, and which names each of them reaches.

A cue before names reaches the next one and those listed with it; a verb reaches back to its subject
and those listed with it. Brackets, dashes, semicolons and "but" end a scope, and so do words that
begin something else ("such as", "who", "with").
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from . import budget
from .brackets import BRACKETS, WORD
from .cues import BESIDE, NAME, NEAR, OPPOSITE, PEOPLE, VERBS, Cue, Kind, Scanner
from .diseases import AMYOPATHIC, UMBRELLA
from .enumerations import separators, without_numbers
from .idle import without_idle
from .names import Mention
from .nesting import Nesting
from .reach import (
    LIST_OF_PEOPLE,
    SUCH_AS,
    deny_exceptions,
    partly_together,
    reach_back,
    reach_forward,
)
from .subjects import RELATIVE
from .wording import lazy

# "patients with a diagnosis of" and the like read as one word: their "with" begins nothing new.
_PEOPLE = lazy(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|those|anyone|anybody|cases"
    r"|men|women|adolescents|sufferers)\s+(?:with|who\s+(?:have|has|had)|having|diagnosed\s+with|suffering\s+from"
    rf"|affected\s+by)(?=\s+(?:[\w'’/-]+\s+){{0,5}}{NAME})",
    re.IGNORECASE,
)
# "Patients with IBM or with JDM": the next of the same list.
_AND_WITH = lazy(
    rf"(?:(?<=,\s)|(?<=\bor\s)|(?<=\band\s)|(?<=\bnor\s))with(?=\s+(?!(?:or|and|no|without)\b)(?:[\w'’/-]+\s+){{0,2}}{NAME}++(?!\s+(?:being|as)\b))",
    re.IGNORECASE,
)
_BOUNDARY = lazy(
    r";|(?<!\bsec)(?<!\bacc)(?<!\be\.g)(?<!\bi\.e)(?<!\bincl)[.!?]\s|(?<![:：])\s[-–—]\s|(?<![:：]\s)[–—]|\b(?:but|however(?!,\s+(?:is|are|was|were|may|can|will|must|should|has|have|do|does|cannot|not|never|be|been)\b)|whereas|while|although|though(?!,)|yet)\b",
    re.IGNORECASE,
)
# Between two names of one list stands none of these.
_BREAK = lazy(
    rf"\b(?:{SUCH_AS}|like|in\s+particular|so|thus|who|which|that|with|having|were|was|is|are|will|must|be|in\s+whom|if|when"
    r"|after|once|provided|now|re-?classif\w*|re-?diagnos\w*)\b|:|=|,\s*(?:all|any|every|the\s+other)\b",
    re.IGNORECASE,
)
# "If the diagnosis is PM, IBM has to be ruled out": the comma ends the condition.
_CONDITION = lazy(rf"\b(?:if|when|once|in\s+case)\s[^,;.{NAME}]*$", re.IGNORECASE)
# Names and what stands between those of a list.
_LIST = lazy(
    rf"(?:\W|{NAME}|\b(?:and|or|nor|no|not|an?|the|any|of|with|having|active|known|definite)\b)*+",
    re.IGNORECASE,
)
# "DM not of the amyopathic type"
_OF_THE = lazy(r"\bof\s+(?:the|an?)\s+$", re.IGNORECASE)
_NOT_OF_THE = lazy(r"\bnot\s+of\s+(?:the|an?)\s+$", re.IGNORECASE)


# "Neither part A nor part B takes IBM"
_NEITHER = lazy(
    rf"\b(?:neither|nor|none\s+of|no\s+(?:part|cohort|arm|cent(?:er|re)|site))\b[^.;{NAME}]*$",
    re.IGNORECASE,
)
_WHO_ARE = lazy(
    r"\s*,\s*(?:who\s+(?:are|can|will|agree|give|have\s+(?:signed|given))|confirmed\s+by)\b",
    re.IGNORECASE,
)


@dataclass
class Found:
    """A cue at its place.

    `group` is the innermost pair of brackets around it, 0 outside of any. `reaches` are the numbers
    of the names in its scope. `is_settled`: it is known to be about something else than a name.
    `is_uncertain`: it may end before the name that it reaches.
    """

    cue: Cue
    start: int
    end: int
    group: int
    text: str
    # That of the cue, or its opposite behind another verb.
    kind: Kind
    reaches: list[int] = field(default_factory=list)
    is_settled: bool = False
    is_uncertain: bool = False


class Clause:
    """A clause with its names masked, its cues, and what each of them reaches.

    `loose` are the numbers of names that may or may not belong to the list before them, `shared`
    those that may share the verb of the name behind them, `doubtful` those that may be excepted.
    `beside` are the cues that tell of something or somebody else, or of some people only; `partly`
    are the numbers of names of whose people only some are meant; `taken` are all places in a cue.
    """

    def __init__(self, text: str, mentions: list[Mention]):
        self.text, self.mentions = text, mentions
        self.masked = self._masked()
        self.brackets = Nesting(self.masked)
        self.groups = self.brackets.innermost
        self.cues = [self._found(VERBS, match) for match in VERBS.all_in(self.masked)]
        self._complete()
        self.cues = [cue for cue in self.cues if not self._is_contrast(cue)]
        taken = {at for cue in self.cues for at in range(cue.start, cue.end)}
        self.boundaries = [
            match.start() for match in _BOUNDARY.finditer(self.masked) if match.start() not in taken
        ]
        self.loose: set[int] = set()
        self.shared: set[int] = set()
        self.doubtful: set[int] = set()
        if self.boundaries:
            self._join_lists()
        self.beside = [self._found(BESIDE, match) for match in BESIDE.all_in(self.masked)]
        self.taken = taken | {at for cue in self.beside for at in range(cue.start, cue.end)}
        self._near = [self._right_behind(mention) for mention in mentions]
        self.partly: set[int] = set()
        self._give_scopes()

    def _right_behind(self, mention: Mention) -> re.Match[str] | None:
        near = NEAR.at(self.masked, mention.end)
        if near and mention.means == (AMYOPATHIC,) and near[0].strip() == "type":
            return None if _NOT_OF_THE.search(self.masked, 0, mention.start) else near
        if near and near[0].strip() == "type" and _OF_THE.search(self.masked, 0, mention.start):
            return None
        return near

    def _join_lists(self) -> None:
        """Drop the boundaries that only part the items of one list, as they do behind a colon.

        Without one, "other than IBM; JDM" leaves open whether JDM is excepted as well.
        """
        for start, end, last, is_list in separators(self.masked):
            if is_list:
                self.boundaries = [b for b in self.boundaries if not start <= b < end]
            else:
                self.loose |= {n for n, m in enumerate(self.mentions) if start < m.start < last}

    def _give_scopes(self) -> None:
        for cue in (*self.cues, *self.beside):
            budget.check()
            if cue.cue.where == "before":
                reach_forward(self, cue)
            elif cue.cue.where == "after":
                reach_back(self, cue)
        deny_exceptions(self)
        self._near = [
            None if near and self._is_of_another(number, near) else near
            for number, near in enumerate(self._near)
        ]
        self.partly |= partly_together(self)

    def _is_of_another(self, number: int, near: re.Match[str]) -> bool:
        """Whether words behind a name lead to its verb, or go on behind an exception in commas."""
        if self._is_relative(number, near) or self._is_next_turn(number, near):
            return True
        # "Myositis of any type, excluding IBM, with weakness", "types except IBM, who can walk"
        return near[0].startswith(",") and any(
            cue.kind in (Kind.EXCEPTS, Kind.DENIES)
            and number in cue.reaches
            and cue.cue.where == "before"
            and (
                self.masked[: cue.start].rstrip().endswith(",")
                or _WHO_ARE.match(self.masked, self.mentions[number].end)
                or self._is_of_any(number, cue)
            )
            for cue in self.cues
        )

    def _is_of_any(self, number: int, cue: Found) -> bool:
        """Whether a type alone is excepted of any: "IIM other than IBM, refractory to steroids"."""
        return (
            cue.kind == Kind.EXCEPTS
            and number == len(self.mentions) - 1 > 0
            and self.mentions[number - 1].means == (UMBRELLA,)
            and self.mentions[number - 1].end <= cue.start
        )

    def _is_next_turn(self, number: int, near: re.Match[str]) -> bool:
        """Whether words behind a refused name refuse the next one: "not PM, not CADM"."""
        if not near[0].startswith(","):
            return False
        turns = [cue for cue in self.cues if cue.kind in (Kind.EXCEPTS, Kind.DENIES, Kind.REFUSES)]
        return any(number in cue.reaches and cue.cue.where == "before" for cue in turns) and any(
            number not in cue.reaches
            and number + 1 in cue.reaches
            and cue.start < near.end()
            and near.start() < cue.end
            for cue in turns
        )

    def _is_relative(self, number: int, near: re.Match[str]) -> bool:
        """Whether words behind a name only lead to its verb: "IBM, which is not eligible"."""
        return any(
            cue.kind in OPPOSITE
            and number in cue.reaches
            and (
                RELATIVE.fullmatch(self.masked, near.start(), cue.start)
                or LIST_OF_PEOPLE.fullmatch(self.masked, near.start(), cue.start)
            )
            for cue in self.cues
        )

    def in_force(self, number: int) -> list[Found]:
        """The cues that reach a name, in their order."""
        aside = [cue for cue in self.beside if number in cue.reaches]
        # "Possible, but not definite, DM": its "but not" is part of another cue.
        found = [
            cue
            for cue in self.cues
            if number in cue.reaches
            and not any(other.start <= cue.start and cue.end <= other.end for other in aside)
        ]
        return sorted((*found, *aside), key=lambda cue: cue.start)

    def near(self, number: int) -> re.Match[str] | None:
        """Words right behind a name that make it part of something else, or mean some people."""
        return self._near[number]

    def _complete(self) -> None:
        """Give verbs without their second half the opposite of the verb before them."""
        before = None
        for cue in self.cues:
            if cue.kind not in OPPOSITE:
                continue
            if cue.cue.where == "before" and _NEITHER.search(self.masked, 0, cue.start):
                cue.kind = Kind.REFUSES
            if cue.cue.elliptic and before:
                cue.kind = OPPOSITE[before.kind]
            elif cue.text.lower() in ("is", "are"):
                cue.kind = Kind.PLAIN
                continue
            before = cue

    def _is_contrast(self, but: Found) -> bool:
        """Whether "but" ends a denial: "neither PM nor IBM, but DM"."""
        if but.text.lower() != "but" or but.kind != Kind.EXCEPTS:
            return False
        before = [m for m in self.mentions if m.end <= but.start]
        return any(
            cue.end <= but.start
            and (cue.kind == Kind.DENIES or cue.text.lower() == "not")
            and before
            and before[-1].means != (UMBRELLA,)
            and _LIST.fullmatch(self.masked, cue.end, but.start)
            for cue in self.cues
        )

    def _masked(self) -> str:
        parts, at = [], 0
        for mention in self.mentions:
            parts += [self.text[at : mention.start], NAME * (mention.end - mention.start)]
            at = mention.end
        masked = "".join((*parts, self.text[at:]))
        masked = without_idle(without_numbers(masked))
        masked = _PEOPLE.sub(lambda match: PEOPLE * len(match[0]), masked)
        return _AND_WITH.sub(
            lambda match: PEOPLE * 4 if PEOPLE in masked[: match.start()] else match[0], masked
        )

    def _found(self, scanner: Scanner, match: re.Match[str]) -> Found:
        cue = scanner.of_match(match)
        group = self.groups[match.start()]
        text = " ".join(self.text[match.start() : match.end()].split())
        return Found(cue, match.start(), match.end(), group, text, cue.kind)

    def group_of(self, number: int) -> int:
        return self.groups[self.mentions[number].start]

    def holds(self, outer: int, inner: int) -> bool:
        """Whether brackets are the same as others, or around them."""
        return self.brackets.holds(outer, inner)

    def are_nested(self, one: int, other: int) -> bool:
        """Whether one pair of brackets is the other, in it, or around it."""
        return self.holds(one, other) or self.holds(other, one)

    def is_of_remark(self, number: int, at: int) -> bool:
        """Whether words stand in brackets with another name: "DM (PM: see section 5.1)"."""
        group = self.groups[at]
        if self.holds(group, self.group_of(number)):
            return False
        return any(
            self.mentions[other].end <= at and self.group_of(other) == group
            for other in range(number + 1, len(self.mentions))
        )

    def is_parted(self, start: int, end: int) -> bool:
        return any(start <= boundary < end for boundary in self.boundaries)

    def between(self, number: int) -> str:
        """The masked text between a name and the next one."""
        return self.masked[self.mentions[number].end : self.mentions[number + 1].start]

    @cached_property
    def joined(self) -> list[bool]:
        """For each name but the last: whether the next one belongs to the same list."""
        return [self._is_joined(n) for n in range(len(self.mentions) - 1)]

    def _is_joined(self, number: int) -> bool:
        start, end = self.mentions[number].end, self.mentions[number + 1].start
        text = BRACKETS.sub(" ", self.between(number))
        if self.is_parted(start, end) or _BREAK.search(text):
            return False
        if text.strip() == "," and _CONDITION.search(self.masked, 0, self.mentions[number].start):
            return False
        if any(start <= cue.start < end and cue.kind != Kind.PLAIN for cue in self.cues):
            return False
        return len(WORD.findall(text)) <= 6
