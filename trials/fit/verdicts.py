"""What a person's answers say about each line of a study's criteria.

In doubt a line is for the study team. "Nothing you said conflicts" needs a line that is read to its
last word; "may rule you out" needs one answer that settles it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, zip_longest

from trials.reading import clauses, criteria, names
from trials.reading.clauses import Says
from trials.reading.criteria import Line
from trials.reading.effects import Part

from . import groups
from .answers import Answers
from .grammar import statement, unread
from .lexicon import Kind
from .segments import SINCE
from .tokens import ANTIBODY, TYPE, tokens
from .topics import TYPES
from .truth import Not, Statement, Unclear, all_of, any_of
from .wording import as_exceptions, plain


class Verdict(StrEnum):
    MAY_RULE_OUT = "may_rule_out"
    ASK = "ask"
    NO_CONFLICT = "no_conflict"


@dataclass(frozen=True)
class Judged:
    """A line with its verdict. `because` are the questions whose answers decide it."""

    line: Line
    verdict: Verdict
    because: tuple[str, ...] = ()
    # Questions that it touches, answered or not.
    questions: tuple[str, ...] = ()


# Lines of a text that a page can show; the registry takes 20,000 characters.
_MOST_LINES = 400
# Words of a heading or lead that change nothing of the lines below it.
_PLAIN_LEAD = re.compile(
    r"(?:key|main|major|general|core|additional|other|specific|inclusions?|exclusions?|criteri(?:a|on)|eligibility|medical|medicines?"
    r"|medications?|drugs?|treatments?|therap(?:y|ies)|conditions?|diseases?|disorders?|infections?|infectious|history|prior|previous"
    r"|related|and|or|the|of|any|all|following|below|listed|with|who|have|has|had|having|to|be|is|are|must|should|will|meet|fulfil+"
    r"|patients?|participants?|subjects?|people|persons?|individuals?|those|eligible|ineligible|excluded|included|not|if|they|you|can"
    r"|cannot|join|enrol+ed|enter|entered|study|trial|this|in|for|from|as|follows|safety|demographics?|characteristics|age|sex|reproductive"
    r"|laboratory|concomitant|a|an|it|by|taking|part|apply|applies|on|at|screening|baseline|one|more)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
# "One of the following", "two or more of": a line below it is a choice, and decides nothing alone.
_CHOICE = re.compile(
    r"\b(?:one|two|three|four|any|either|some|more|\d)\s+(?:or\s+more\s+)?(?:\w+\s+)?of\b|\beither\b",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"\ball\b", re.IGNORECASE)
# A group of people whose list this is: others need not mind it.
_GROUP = re.compile(
    r"\b(?:cohorts?|arms?|groups?|parts?|sub-?stud(?:y|ies)|controls?|healthy|volunteers?|phase|extension|population|stage)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z(])|;\s*")


def judge(text: str, answers: Answers) -> tuple[Judged, ...]:
    """Every line of an eligibility text but its headings, in its order."""
    lines = criteria.read(text).lines[:_MOST_LINES]
    # Whose list it is stands in words between them.
    are_of_groups = _has_several_lists(lines)
    found = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.is_heading or not _WORD.search(line.text):
            continue
        if are_of_groups:
            found.append(Judged(line, Verdict.ASK))
            continue
        is_lead = bool(following and following.depth > line.depth and not following.is_heading)
        found.append(_judged(line, answers, is_lead=is_lead))
    return tuple(found)


_LIST = re.compile(r"\b(in|ex)clusion\s+criteria\b", re.IGNORECASE)


def _has_several_lists(lines: Sequence[Line]) -> bool:
    """Whether the text has both lists again, as for adults and for children."""
    found = (_LIST.search(line.text) for line in lines if line.is_heading)
    heads = [match[1].lower() for match in found if match]
    return "in,ex,in" in ",".join(head for head, _same in groupby(heads))


def _judged(line: Line, answers: Answers, *, is_lead: bool) -> Judged:
    verdict = verdict_of(line, answers, is_lead=is_lead)
    read = _statement(line)
    questions = tuple(sorted(read.questions())) if read else ()
    because: tuple[str, ...] = ()
    if verdict != Verdict.ASK:
        because = tuple(
            question
            for question in questions
            if verdict_of(line, without(answers, question), is_lead=is_lead) != verdict
        )
    return Judged(line, verdict, because, questions)


def without(answers: Answers, question: str) -> Answers:
    """The answers as if one question had been left out."""
    left_out = Answers()
    fields = {"age": ("age", "age_months"), "antibodies": ("has", "lacks")}.get(
        question, (question,)
    )
    return replace(answers, **{name: left_out.get(name) for name in fields})


def verdict_of(line: Line, answers: Answers, *, is_lead: bool = False) -> Verdict:
    read = _statement(line)
    if read is None:
        return Verdict.ASK
    value = read.holds(answers)
    said = _said_of_type(line, answers)
    if said == Says.EXCLUDES and value is not True and line.within == Part.INCLUSION:
        return Verdict.MAY_RULE_OUT
    if value is False and not (is_lead and line.within == Part.EXCLUSION):
        return Verdict.MAY_RULE_OUT
    if value is True and said not in (Says.EXCLUDES, Says.UNCLEAR) and not is_lead:
        return Verdict.NO_CONFLICT
    return Verdict.ASK


@lru_cache(4096)
def _statement(line: Line) -> Statement | None:
    """What must be true of those who may join; None where its place in the text is unclear."""
    if line.within not in (Part.INCLUSION, Part.EXCLUSION) or not _is_in_force(line):
        return None
    is_exclusion = line.within == Part.EXCLUSION
    text = plain(as_exceptions(line.text) if is_exclusion else line.text)
    if any(token.kind == Kind.ALLOW for token in tokens(text)):
        # What it allows may take back what stands before.
        return statement(text, is_exclusion=is_exclusion)
    limit = _limit_of_leads(line)
    pieces = _sentences(text)
    if not is_exclusion and len(pieces) > 1 and _CHOICE.search(text):
        # "One of the following: grade 3; 45 years or younger"
        return unread(text)
    if not is_exclusion:
        of = groups.of_groups(pieces, lambda said: _demand(said, is_exclusion))
        if of:
            return of
        if groups.are_mixed(text) or (len(pieces) > 1 and _names_two_groups(text)):
            # "Women of 18 to 45 years; men of 18 to 60 years"
            return unread(text)
    demands = [
        (_demand(f"{limit} {piece}" if limit else piece, is_exclusion), piece) for piece in pieces
    ]
    if is_exclusion:
        at = next((n for n, piece in enumerate(pieces) if _has_exception(piece)), len(pieces))
        # "Steroids, except inhaled ones; ones for allergies": it may go on behind the semicolon.
        sure = demands[: at + 1] if ";" in text else demands
        rest = [unread(text)] if len(sure) < len(demands) else []
        return all_of([*(demand for demand, _piece in sure), *rest])
    # "DM; PM; IMNM" are ways to fit.
    types = [demand for demand, piece in demands if _names_types(piece)]
    others = [demand for demand, piece in demands if not _names_types(piece)]
    return all_of([*([any_of(types)] if types else []), *others])


def _sentences(text: str) -> list[str]:
    """Sentences and halves of them at a semicolon; what stands in brackets stays whole."""
    found, start = [], 0
    for end in _SENTENCE.finditer(text):
        if text.count("(", start, end.start()) <= text.count(")", start, end.start()):
            found.append(text[start : end.start()])
            start = end.end()
    found.append(text[start:])
    return [piece for piece in found if _WORD.search(piece)]


def _has_exception(text: str) -> bool:
    return any(token.kind == Kind.EXCEPT for token in tokens(text))


def _names_two_groups(text: str) -> bool:
    named = {token.topic for token in tokens(text) if token.is_topic}
    return named >= {"female", "male"} or named >= {"adult", "child"}


def _names_types(text: str) -> bool:
    topics = {token.topic for token in tokens(text) if token.is_topic}
    return topics == {TYPE} and not any(token.kind == Kind.NOT for token in tokens(text))


def _demand(text: str, is_exclusion: bool) -> Statement:
    said = statement(text, is_exclusion=is_exclusion)
    if not is_exclusion:
        return said
    first = next((t for t in tokens(text) if t.kind not in (Kind.FILLER, Kind.USE)), None)
    if first and first.kind == Kind.NOT and not _is_meant(first.text, text):
        # "No history of cancer" among the exclusions may mean either.
        return Unclear()
    return Not(said)


def _is_meant(word: str, text: str) -> bool:
    """Whether a negation among the exclusions is one: "unable to rise", "never had IVIG"."""
    topics = {token.topic for token in tokens(text) if token.is_topic}
    if topics and all(t.startswith("chair") or t in ("stable", "steroid") for t in topics):
        return bool(topics - {"steroid"})
    says_no = word.lower().split()[0] == "no"
    return bool(topics) and not says_no and topics <= {*SINCE, TYPE, ANTIBODY, "msa", "ild"}


def _is_in_force(line: Line) -> bool:
    """Whether the headings and outer lines above a line leave it as it stands."""
    for lead in line.under:
        if _GROUP.search(lead) or (_CHOICE.search(lead) and line.within == Part.INCLUSION):
            return False
        if _ALL_OF.search(lead) and line.within == Part.EXCLUSION:
            return False
        if re.search(r"\b(?:two|three|four|2|3|4)\s+(?:or\s+more\s+)?of\b", lead, re.IGNORECASE):
            return False
        words = [word for word in _WORD.findall(_without_limit(lead)) if not word.isdigit()]
        if not all(_PLAIN_LEAD.fullmatch(word) for word in words):
            return False
    return True


def _limit_of_leads(line: Line) -> str:
    return " ".join(_limit(lead) for lead in line.under).strip()


def _limit(lead: str) -> str:
    """ "within 6 months" of "Any of these within 6 months before screening:"."""
    match = _WITHIN.search(lead)
    return match[0] if match else ""


_WITHIN = re.compile(
    r"\b(?:with)?in\s+(?:the\s+)?(?:(?:last|past|previous|prior|preceding)\s+)?(?:\d+|\w+)\s+(?:days?|weeks?|months?|years?)"
    r"(?:\s+(?:before|prior\s+to|of|from)\s+(?:the\s+)?(?:screening|baseline|enrol+ment|randomi[sz]ation|study\s+entry|entry|inclusion))?",
    re.IGNORECASE,
)


def _without_limit(lead: str) -> str:
    return _WITHIN.sub("", lead)


def _said_of_type(line: Line, answers: Answers) -> Says | None:
    """What the rules for the types of myositis read of the person's own type in this line."""
    if answers.type not in TYPES:
        return None
    says = _types_said(line).get(TYPES[answers.type], set())
    for one in (Says.UNCLEAR, Says.EXCLUDES, Says.INCLUDES):
        if one in says:
            return Says.UNCLEAR if one == Says.EXCLUDES and Says.INCLUDES in says else one
    return None


@lru_cache(4096)
def _types_said(line: Line) -> dict[str, set[Says]]:
    found: dict[str, set[Says]] = {}
    for clause, _effect in line.clauses:
        here = names.mentions(clause)
        for said in clauses.said(clause, here, line.names) if here else []:
            for slug in said.mention.means:
                found.setdefault(slug, set()).add(said.says)
    return found


def questions_of(text: str) -> set[str]:
    """The questions that some line of these criteria touches."""
    return {question for judged in judge(text, Answers()) for question in judged.questions}
