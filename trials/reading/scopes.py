"""Where cues stand in a clause, and which names each of them reaches.

A cue before names reaches the next one and those listed with it; a verb reaches back to its subject
and those listed with it. Brackets, dashes, semicolons and "but" end a scope, and so do words that
begin something else ("such as", "who", "with").
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from . import budget
from .brackets import WORD, reach_before
from .cues import ASIDE, NAME, PEOPLE, Cue, Kind, Scanner
from .enumerations import end_of_bullet, separators, without_numbers
from .names import AMYOPATHIC, UMBRELLA, Mention
from .subjects import (
    AND_THEN,
    ANOTHER_SUBJECT,
    OF_ONE,
    OF_SOME_STATE,
    OF_THAT_NAME,
    RELATIVE,
    SOONER_OR_LATER,
    THE_SAME,
    ends_before,
    is_apposed,
    is_of_its_own,
    of_both,
)

_VERBS = Scanner.of(*(kind for kind in Kind if kind not in ASIDE))
_BESIDE = Scanner.of(*ASIDE)
_NEAR = Scanner.of(*ASIDE, near=True)
# "patients with a diagnosis of" and the like read as one word: their "with" begins nothing new.
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|those|anyone|anybody|cases"
    r"|men|women|adolescents|sufferers)\s+(?:with|who\s+(?:have|has|had)|having|diagnosed\s+with|suffering\s+from"
    rf"|affected\s+by)(?=\s+(?:[\w'’/-]+\s+){{0,5}}{NAME})",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r";|[.!?]\s|(?<![:：])\s[-–—]\s|(?<![:：]\s)[–—]|\b(?:but|however(?!,\s+(?:is|are|was|were|may|can|will|must|should|has|have|do|does|cannot)\b)|whereas|while|although|though(?!,)|yet)\b",
    re.IGNORECASE,
)
_SUCH_AS = (
    r"such\s+as|including|includes?|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|especially"
    r"|particularly|namely"
)
# Between two names of one list stands none of these.
_BREAK = re.compile(
    rf"\b(?:{_SUCH_AS}|like|in\s+particular|so|thus|who|which|that|with|having|were|was|is|are|will|must|be|in\s+whom|if|when"
    r"|after|once|now|re-?classif\w*|re-?diagnos\w*)\b|:|=|,\s*(?:all|any|every|the\s+other)\b",
    re.IGNORECASE,
)
# "Weakness from another cause, including IBM": the cause is what counts.
_EXAMPLES = re.compile(rf"\b(?:{_SUCH_AS})", re.IGNORECASE)
# Between a denial and a name: then it is something else that is denied.
_OTHER_MATTER = re.compile(
    r"\b(?:for|to|treat\w*|respon\w*|therap\w*|drugs?(?![-\s]induced)|medic\w*|use|taking|receiv\w*|steroids?|change|because|due|by"
    r"|other|than|but|since|more|less|longer|years?|months?|weeks?|caused|related|restrict\w*|limit\w*|upper|lower|prior|cut-?off"
    r"|explained)\b",
    re.IGNORECASE,
)
# Words in front of a name that belong to it.
_FILLERS = re.compile(
    r"\b(?:an?|the|any|active|confirmed|definite|probable|possible|known|suspected|idiopathic|current|isolated|primary"
    r"|(?:clinical\s+)?diagnosis\s+of|biopsy[-\s]proven|documented|established)\b\s*",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?!.*\b(?:be|been|being|is|are|was|were)\b).*\b(?:accept|include|enrol|enroll|recruit|admit|take|study|consider|allow|permit"
    r"|invite|treat|screen|randomi[sz]e)",
    re.IGNORECASE,
)
# Behind a verb without a subject: "not eligible: IBM", "ineligible subtypes: IBM".
_COLON = re.compile(
    r"(?:\s*\b(?:if\s+they\s+have|the|any|following|these|those|of|(?:sub-?)?types?|forms?|diseases?|diagnos[ie]s|conditions?|patients?|people"
    r"|participants?|subjects?|with|are|is|from|for|in|to|this|our|study|trial|protocol|criteri(?:on|a)|rule|as\s+follows|below)\b){0,7}"
    r"(?:\s*[:=：]|\s+[-–—]\s)",
    re.IGNORECASE,
)
# Words for the items of a list, which are no distance from a cue to its name.
_OF_LIST = re.compile(
    r"\b(?:it\s+is|they\s+have|being|one\s+(?:or\s+more\s+)?of|any\s+of|either\s+of|the|these|those|following|(?:sub-?)?types?|forms?)\b\s*",
    re.IGNORECASE,
)
# "(excluding the following): IBM" is about what stands behind the brackets.
_LIST_BEHIND_BRACKETS = re.compile(
    r"(?:\s*\b(?:for|of|with|in|one|any|the|these|those|following|(?:sub-?)?types?|forms?|diseases?|diagnos[ie]s|conditions?|below|listed|are|is))*"
    r"\s*[)\]]\s*[:：]",
    re.IGNORECASE,
)
_OR = re.compile(r"\b(?:and|or|nor)\b|/", re.IGNORECASE)
_TIGHT = re.compile(rf"\s*(?:and|or|/|&|nor|and/or)\s*(?:{PEOPLE}+\s*)?", re.IGNORECASE)
# "If the diagnosis is PM, IBM has to be ruled out": the comma ends the condition.
_CONDITION = re.compile(rf"\b(?:if|when|once|in\s+case)\s[^,;.{NAME}]*$", re.IGNORECASE)
_OTHER = re.compile(r"\s*others?\b", re.IGNORECASE)
# "DM not of the amyopathic type"
_NOT_OF_THE = re.compile(r"\bnot\s+of\s+(?:the|an?)\s+$", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OF_SOME = re.compile(r"\s*(?:with|without|who|whose|that|having)\b[^,;:()]*$", re.IGNORECASE)


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


def kind_of(near: re.Match[str] | None) -> Kind | None:
    """The kind of the words right behind a name; see Clause.near."""
    return _NEAR.of_match(near).kind if near else None


_OPPOSITE = {Kind.INCLUDES: Kind.REFUSES, Kind.REFUSES: Kind.INCLUDES}


class Clause:
    """A clause with its names masked, its cues, and what each of them reaches.

    `loose` are the numbers of names that may or may not belong to the list before them.
    `beside` are the cues that tell of something or somebody else, or of some people only; `partly`
    are the numbers of names of whose people only some are meant; `taken` are all places in a cue.
    """

    def __init__(self, text: str, mentions: list[Mention]):
        self.text, self.mentions = text, mentions
        self.masked = self._masked()
        self.groups, self.parents = self._bracketed()
        self.cues = [self._found(_VERBS, match) for match in _VERBS.all_in(self.masked)]
        self._complete()
        taken = {at for cue in self.cues for at in range(cue.start, cue.end)}
        self.boundaries = [
            match.start() for match in _BOUNDARY.finditer(self.masked) if match.start() not in taken
        ]
        self.loose: set[int] = set()
        if self.boundaries:
            self._join_lists()
        self.beside = [self._found(_BESIDE, match) for match in _BESIDE.all_in(self.masked)]
        self.taken = taken | {at for cue in self.beside for at in range(cue.start, cue.end)}
        self._near = [self._right_behind(mention) for mention in mentions]
        self.partly: set[int] = set()
        self._give_scopes()

    def _right_behind(self, mention: Mention) -> re.Match[str] | None:
        near = _NEAR.at(self.masked, mention.end)
        if near and mention.means == (AMYOPATHIC,) and near[0].strip() == "type":
            return None if _NOT_OF_THE.search(self.masked, 0, mention.start) else near
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
                _reach_forward(self, cue)
            elif cue.cue.where == "after":
                _reach_back(self, cue)
        _deny_exceptions(self)
        self._near = [
            None if near and self._is_relative(number, near) else near
            for number, near in enumerate(self._near)
        ]
        self.partly |= _partly_together(self)

    def _is_relative(self, number: int, near: re.Match[str]) -> bool:
        """Whether words behind a name only lead to its verb: "IBM, which is not eligible"."""
        return any(
            cue.kind in _OPPOSITE
            and number in cue.reaches
            and RELATIVE.fullmatch(self.masked, near.start(), cue.start)
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
            if cue.kind not in _OPPOSITE:
                continue
            if cue.cue.elliptic and before:
                cue.kind = _OPPOSITE[before.kind]
            elif cue.text.lower() in ("is", "are"):
                cue.kind = Kind.PLAIN
                continue
            before = cue

    def _masked(self) -> str:
        parts, at = [], 0
        for mention in self.mentions:
            parts += [self.text[at : mention.start], NAME * (mention.end - mention.start)]
            at = mention.end
        masked = "".join((*parts, self.text[at:]))
        masked = without_numbers(masked)
        return _PEOPLE.sub(lambda match: PEOPLE * len(match[0]), masked)

    def _bracketed(self) -> tuple[list[int], dict[int, int | None]]:
        """The innermost brackets around each character, and the brackets around each."""
        groups: list[int] = []
        parents: dict[int, int | None] = {0: None}
        open_, count = [0], 0
        for character in self.masked:
            if character in "([":
                count += 1
                parents[count] = open_[-1]
                open_.append(count)
            groups.append(open_[-1])
            if character in ")]" and len(open_) > 1:
                open_.pop()
        groups.append(0)
        return groups, parents

    def _found(self, scanner: Scanner, match: re.Match[str]) -> Found:
        cue = scanner.of_match(match)
        group = self.groups[match.start()]
        text = " ".join(self.text[match.start() : match.end()].split())
        return Found(cue, match.start(), match.end(), group, text, cue.kind)

    def group_of(self, number: int) -> int:
        return self.groups[self.mentions[number].start]

    def holds(self, outer: int, inner: int | None) -> bool:
        """Whether brackets are the same as others, or around them."""
        while inner is not None:
            if inner == outer:
                return True
            inner = self.parents[inner]
        return False

    def are_nested(self, one: int, other: int) -> bool:
        """Whether one pair of brackets is the other, in it, or around it."""
        return self.holds(one, other) or self.holds(other, one)

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
        text = _BRACKETS.sub(" ", self.between(number))
        if self.is_parted(start, end) or _BREAK.search(text):
            return False
        if text.strip() == "," and _CONDITION.search(self.masked, 0, self.mentions[number].start):
            return False
        if any(start <= cue.start < end and cue.kind != Kind.PLAIN for cue in self.cues):
            return False
        return len(WORD.findall(text)) <= 6


def _deny_exceptions(clause: Clause) -> None:
    """Let a denial of the whole reach what is excepted: "no myositis other than DM"."""
    for cue in clause.cues:
        if cue.kind != Kind.EXCEPTS or not cue.reaches:
            continue
        whole = max((n for n, m in enumerate(clause.mentions) if m.end <= cue.start), default=None)
        if whole is None or clause.mentions[whole].means != (UMBRELLA,):
            continue
        if len(WORD.findall(clause.masked[clause.mentions[whole].end : cue.start])) > 3:
            continue
        for denial in clause.cues:
            if denial.kind == Kind.DENIES and whole in denial.reaches:
                denial.reaches += [n for n in cue.reaches if n not in denial.reaches]


def _partly_together(clause: Clause) -> set[int]:
    """Names before the one that "with cancer" or the like stands behind, joined by "and"."""
    found: set[int] = set()
    for number in range(len(clause.mentions) - 1, 0, -1):
        if number in found or kind_of(clause.near(number)) == Kind.PARTLY:
            middle = clause.between(number - 1)
            if _TIGHT.fullmatch(_FILLERS.sub("", middle)) or (
                number in found and middle.strip() == ","
            ):
                found.add(number - 1)
    return found


def _reach_forward(clause: Clause, cue: Found, start: int | None = None) -> None:
    """Reach the names behind a cue, or behind the words between it and its list."""
    start = cue.end if start is None else start
    first = next((n for n, m in enumerate(clause.mentions) if m.start >= start), None)
    if first is None:
        cue.is_settled = True
        return
    end = clause.mentions[first].start
    if cue.group and (closing := _LIST_BEHIND_BRACKETS.match(clause.masked, start)):
        start, cue.group = closing.end(), clause.groups[closing.end()]
    start = end_of_bullet(clause.masked, start)
    if not clause.holds(cue.group, clause.group_of(first)) or clause.is_parted(start, end):
        cue.is_settled = True
        return
    if cue.text.lower() == "unless" and OF_SOME_STATE.fullmatch(clause.masked[start:end].rstrip()):
        return
    gap = _FILLERS.sub("", clause.masked[start:end])
    passes = (Kind.PLAIN,)
    if cue.kind == Kind.ELSEWHERE:
        passes = (Kind.PLAIN, Kind.DENIES, *(() if "," in gap else (Kind.EXCEPTS,)))
    if any(start <= other.start < end and other.kind not in passes for other in clause.cues):
        return
    words = WORD.findall(_OF_LIST.sub("", gap).replace(PEOPLE, ""))
    is_example = _EXAMPLES.search(gap)
    if is_example and cue.kind in (Kind.DENIES, Kind.EXCEPTS) and _OTHER.match(gap):
        # "No other muscle disease, such as IBM"
        words, is_example, gap = [], None, ""
    if len(words) > cue.cue.gap or is_example:
        cue.is_settled = True
        return
    is_in_brackets = clause.group_of(first) != cue.group and words
    if cue.kind == Kind.DENIES and is_in_brackets and "(" in gap:
        # "DM with no weakness (CADM)"
        cue.is_settled = True
        return
    if cue.kind in (Kind.DENIES, Kind.EXCEPTS) and _OTHER_MATTER.search(gap):
        cue.is_settled = True
        return
    cue.reaches.append(first)
    # "No dysphagia, DM" may list two things, or begin another.
    cue.is_uncertain = ("," in gap and not _OR.search(clause.masked, cue.end)) or ends_before(
        clause, cue, clause.masked[start:end]
    )
    if cue.cue.gap == 0:
        cue.reaches += of_both(clause, cue, first)
        return
    for number in range(first, len(clause.mentions) - 1):
        if not clause.joined[number] or not clause.holds(cue.group, clause.group_of(number + 1)):
            break
        cue.reaches.append(number + 1)


def _reach_back(clause: Clause, cue: Found) -> None:
    numbers = [n for n, m in enumerate(clause.mentions) if m.end <= cue.start]
    inside = [n for n in numbers if clause.holds(cue.group, clause.group_of(n))]
    if cue.group and not inside:
        reach_before(clause, cue, numbers)
        return
    is_of_list = _COLON.match(clause.masked, cue.end)
    if inside and is_of_list and clause.mentions[inside[-1]].means == (UMBRELLA,):
        # "IIM, subtypes that do not qualify: IBM"
        inside = []
    if not inside:
        # "We do not accept IBM", "not eligible: IBM": the verb in front of what it is about.
        if is_of_list or _ACTIVE.fullmatch(cue.text):
            _reach_forward(clause, cue, is_of_list.end() if is_of_list else cue.end)
        else:
            cue.is_settled = True
        return
    last = inside[-1]
    start = clause.mentions[last].end
    between = _BRACKETS.sub(" ", clause.masked[start : cue.start]).lstrip(" )]")
    if clause.is_parted(start, cue.start) or any(
        start <= other.start < cue.start and other.cue.where == "after" for other in clause.cues
    ):
        cue.is_settled = True
        return
    words = WORD.findall(between)
    if SOONER_OR_LATER.match(between) and not RELATIVE.fullmatch(between):
        cue.is_settled = True
        return
    if RELATIVE.fullmatch(between) or OF_THAT_NAME.search(between):
        pass
    elif words and is_of_its_own(cue, between):
        cue.is_settled = True
        return
    elif _NEAR.at(between) and words:
        clause.partly.add(last)
    elif ANOTHER_SUBJECT.search(between) and not THE_SAME.fullmatch(between):
        cue.is_settled = True
        return
    elif len(words) > 6 or (cue.cue.tight and len(words) > 2):
        return
    _reach_list(clause, cue, last, clause.masked[start : cue.start])


def _reach_list(clause: Clause, cue: Found, last: int, between: str) -> None:
    """Reach a name, and those listed before it."""
    cue.reaches.append(last)
    # "IBM, JDM: not allowed" is about the whole list.
    is_tight = (
        # "PM, IBM having been ruled out"
        (cue.cue.tight or cue.text.lower().startswith("having"))
        and not between.lstrip(" )]").startswith((":", "="))
        and cue.text[0] not in ":="
    )
    for number in range(last - 1, -1, -1):
        middle = clause.between(number)
        is_listed = clause.joined[number] or is_apposed(between, middle)
        if not is_listed or not clause.holds(cue.group, clause.group_of(number)):
            break
        if is_tight and not _TIGHT.fullmatch(middle):
            break
        if cue.kind == Kind.DENIES and OF_ONE.match(cue.text) and AND_THEN.match(middle):
            break
        cue.reaches.append(number)
    first = cue.reaches[-1]
    if first and cue.kind in _OPPOSITE and not cue.cue.tight:
        middle = clause.between(first - 1)
        if _OF_SOME.match(middle) and clause.holds(cue.group, clause.group_of(first - 1)):
            # "PM without antibodies of the antisynthetase syndrome is excluded"
            cue.reaches.append(first - 1)
            clause.partly.add(first - 1)
