"""Which names a cue reaches: those behind it, or the subject of its verb and its list."""

import re
from typing import TYPE_CHECKING

from .brackets import BRACKETS, WORD, reach_before
from .cues import NEAR, OPPOSITE, PEOPLE, Kind, kind_of
from .diseases import (
    AMYOPATHIC,
    DERMATOMYOSITIS,
    INCLUSION_BODY,
    JUVENILE,
    POLYMYOSITIS,
    UMBRELLA,
)
from .enumerations import end_of_bullet
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
from .wording import lazy

if TYPE_CHECKING:
    from .scopes import Clause, Found

SUCH_AS = (
    r"such\s+as|inclusive\s+of|among\s+(?:them|these|those)|including|includes?|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|especially"
    r"|particularly|namely"
)
# "Weakness from another cause, including IBM": the cause is what counts.
_EXAMPLES = lazy(rf"\b(?:{SUCH_AS})", re.IGNORECASE)
# Between a denial and a name: then it is something else that is denied.
_OTHER_MATTER = lazy(
    r"\b(?:for|to|treat\w*|respon\w*|therap\w*|drugs?(?![-\s]induced)|medic\w*|use|taking|receiv\w*|steroids?|change|because|due|by"
    r"|other|than|but|since|more|less|longer|years?|months?|weeks?|caused|related|restrict\w*|limit\w*|upper|lower|prior|cut-?off"
    r"|explained)\b",
    re.IGNORECASE,
)
# Words in front of a name that belong to it.
_FILLERS = lazy(
    r"\b(?:an?|the|any|active|confirmed|definite|probable|possible|known|suspected|idiopathic|current|isolated|primary"
    r"|(?:clinical\s+)?diagnosis\s+of|biopsy[-\s]proven|documented|established)\b\s*",
    re.IGNORECASE,
)
_ACTIVE = lazy(
    r"(?!.*\b(?:be|been|being|is|are|was|were)\b).*\b(?:accept|include|enrol|enroll|recruit|admit|take|study|consider|allow|permit"
    r"|invite|treat|screen|randomi[sz]e)",
    re.IGNORECASE,
)
# Behind a verb without a subject: "not eligible: IBM", "ineligible subtypes: IBM".
_COLON = lazy(
    r"(?:\s*\b(?:if\s+they\s+have|the|any|following|these|those|of|(?:sub-?)?types?|forms?|diseases?|diagnos[ie]s|conditions?|patients?|people"
    r"|participants?|subjects?|with|are|is|from|for|in|to|this|our|study|trial|protocol|criteri(?:on|a)|rule|as\s+follows|below)\b){0,7}"
    r"(?:\s*[:=：]|\s+[-–—]\s)",
    re.IGNORECASE,
)
# Words for the items of a list, which are no distance from a cue to its name.
_OF_LIST = lazy(
    r"\b(?:it\s+is|they\s+have|being|one\s+(?:or\s+more\s+)?of|any\s+of|either\s+of|the|these|those|following|(?:sub-?)?types?|forms?)\b\s*",
    re.IGNORECASE,
)
# "(excluding the following): IBM" is about what stands behind the brackets.
_LIST_BEHIND_BRACKETS = lazy(
    r"(?:\s*\b(?:for|of|with|in|one|any|the|these|those|following|(?:sub-?)?types?|forms?|diseases?|diagnos[ie]s|conditions?|below|listed|are|is))*"
    r"\s*[)\]]\s*[:：]",
    re.IGNORECASE,
)
_OR = lazy(r"\b(?:and|or|nor)\b|/", re.IGNORECASE)
_TIGHT = lazy(rf"\s*(?:and|or|/|&|nor|and/or)\s*(?:{PEOPLE}+\s*)?", re.IGNORECASE)
# Right before a name: what begins another item, whatever governs the one before.
NEXT_ITEM = lazy(
    rf"(?<=[\w)])(?:\s*,)?\s*\b(?:and|as\s+well\s+as)\s+(?:(?:all|any|every|each|the|those|other)\s+)*(?:(?:all|any|every|those)\s+|{PEOPLE}+\s*)$"
    rf"|(?<=[\w)]),\s*or\s+(?:(?:all|any|every|each|the|those|other)\s+)*(?:(?:all|any|every|those)\s+|{PEOPLE}+\s*)$",
    re.IGNORECASE,
)
_UNLESS = lazy(r"\bunless\b", re.IGNORECASE)
_OTHER = lazy(r"\s*others?\b", re.IGNORECASE)
_OF_SOME = lazy(r"\s*(?:with|without|who|whose|that|having)\b[^,;:()]*$", re.IGNORECASE)


def deny_exceptions(clause: "Clause") -> None:
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
            is_part = denial.text.lower().startswith("non")
            if denial.kind == Kind.DENIES and whole in denial.reaches and not is_part:
                denial.reaches += [n for n in cue.reaches if n not in denial.reaches]


def partly_together(clause: "Clause") -> set[int]:
    """Names before the one that "with cancer" or the like stands behind, joined by "and"."""
    found: set[int] = set()
    for number in range(len(clause.mentions) - 1, 0, -1):
        if _is_any_myositis(clause, number):
            continue
        if number in found or kind_of(clause.near(number)) == Kind.PARTLY:
            middle = clause.between(number - 1)
            if (PEOPLE not in middle and _TIGHT.fullmatch(_FILLERS.sub("", middle))) or (
                number in found and middle.strip() == ","
            ):
                found.add(number - 1)
    return found


def _is_any_myositis(clause: "Clause", number: int) -> bool:
    """Whether a condition is of the last item alone: "JDM, IBM and any myositis with cancer"."""
    return (
        clause.mentions[number].means == (UMBRELLA,)
        and clause.mentions[number - 1].means != (UMBRELLA,)
        and not _ANOTHER.search(clause.between(number - 1))
    )


# "IBM or another myositis with cancer" may be about both.
_ANOTHER = lazy(r"\bother\b|another", re.IGNORECASE)


def reach_forward(clause: "Clause", cue: "Found", start: int | None = None) -> None:
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
    if cue.text.lower() == "unless" and OF_SOME_STATE.fullmatch(
        clause.masked[start:end].rstrip(f" {PEOPLE}")
    ):
        return
    if _ends_with_item(clause, cue, first, start):
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
    is_list = cue.kind == Kind.REFUSES and _LIST_OF_OTHERS.fullmatch(gap)
    if (len(words) > cue.cue.gap and not is_list) or is_example:
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
    _reach_listed(clause, cue, first, gap, start)


# "We do not take patients with heart failure, patients with a pacemaker, nor those with IBM"
_LIST_OF_OTHERS = lazy(
    rf"(?=[^,]*,)(?:(?!\b(?:is|are|was|were|be|been|will|can|may|must|should|unless|except|but|if|when|who|which|that|because|as|than|for)\b)[\w\s,{PEOPLE}/'’-])+",
    re.IGNORECASE,
)


# "People with IBM, with heart failure or who had surgery cannot take part"
_SORT = r"(?:with|who|whose|on|having|taking|under|over|aged|in\s+whom)\b"
_LAST_SORT = rf"\bor\s+(?:(?:those|people|patients)\s+)?{_SORT}"
# One way to read each character, so that a long line takes no longer than its length.
LIST_OF_PEOPLE = lazy(
    rf"(?:\s*+,\s*+{_SORT}(?:(?!{_LAST_SORT})[^,;.()])*+)*+\s*+,?\s*+{_LAST_SORT}[^,;.()]*+,?\s*+",
    re.IGNORECASE,
)


def _ends_with_item(clause: "Clause", cue: "Found", first: int, start: int) -> bool:
    """Whether a scope ends before the first name behind a cue, where another item begins."""
    end = clause.mentions[first].start
    if cue.kind in (Kind.ELSEWHERE, Kind.DENIES) and NEXT_ITEM.search(clause.masked, start, end):
        # "Patients whose CK was never raised, and all patients with CADM"
        cue.is_settled = cue.kind == Kind.ELSEWHERE
        cue.is_uncertain = not cue.is_settled
        if cue.is_uncertain:
            cue.reaches.append(first)
        return True
    if cue.cue.gap == 0 and "," in clause.masked[cue.end : end]:
        # "Associated with cancer, IBM, …"
        cue.is_settled = True
        return True
    return False


def _reach_listed(clause: "Clause", cue: "Found", first: int, gap: str, start: int) -> None:
    """Reach the first name behind a cue, and those listed with it."""
    cue.reaches.append(first)
    # "No dysphagia, DM" may list two things, or begin another.
    cue.is_uncertain = ("," in gap and not _OR.search(clause.masked, cue.end)) or ends_before(
        clause, cue, clause.masked[start : clause.mentions[first].start]
    )
    if cue.cue.gap == 0:
        cue.reaches += of_both(clause, cue, first)
        return
    for number in range(first, len(clause.mentions) - 1):
        if not clause.joined[number] or not clause.holds(cue.group, clause.group_of(number + 1)):
            break
        if cue.kind == Kind.EXCEPTS and (inside := _of_the_whole(clause, number)):
            clause.loose.update(set(inside) - clause.doubtful)
            break
        if number == first and _ends_exception(clause, cue, first):
            clause.loose.add(number + 1)
            break
        cue.reaches.append(number + 1)


def _of_the_whole(clause: "Clause", number: int) -> list[int]:
    """The names in brackets behind an excepted one that are no kinds of it.

    "Types other than PM (IBM, IMNM)": these are the others. "Other than DM (classic DM, CADM)".
    """
    group = clause.group_of(number + 1)
    if clause.holds(group, clause.group_of(number)):
        return []
    inside = [n for n in range(number + 1, len(clause.mentions)) if clause.group_of(n) == group]
    before = {slug for n in range(number + 1) for slug in clause.mentions[n].means}
    kinds = before.union(*(_KINDS_OF.get(slug, ()) for slug in before))
    of_it = {slug for n in inside for slug in clause.mentions[n].means}
    if UMBRELLA in clause.mentions[number].means or of_it & before:
        return [] if of_it <= kinds or UMBRELLA in before else inside
    if of_it <= kinds and not _CLASSIC.search(clause.masked, 0, clause.mentions[number].start):
        # "Other than DM (CADM, JDM)" may mean either.
        clause.doubtful.update(inside)
    return inside


_CLASSIC = lazy(r"\b(?:classic|classical|pure|adult|typical)\s+$", re.IGNORECASE)
_KINDS_OF = {DERMATOMYOSITIS: (AMYOPATHIC, JUVENILE), JUVENILE: (DERMATOMYOSITIS, POLYMYOSITIS)}


def _is_closed(clause: "Clause", number: int) -> bool:
    """Whether a list ends with a name: "DM or PM", "IMNM, ASyS and PM"."""
    mention = clause.mentions[number]
    before = clause.between(number - 1) if number and clause.joined[number - 1] else ""
    return bool(_OR.search(clause.text, mention.start, mention.end) or _OR.search(before))


def _is_behind_types(clause: "Clause", group: int) -> bool:
    """Whether brackets stand behind types: "DM or PM (IBM, JDM not allowed)"."""
    before = [n for n, m in enumerate(clause.mentions) if m.end <= clause.groups.index(group)]
    return bool(before) and clause.mentions[before[-1]].means != (UMBRELLA,)


def _ends_exception(clause: "Clause", cue: "Found", first: int) -> bool:
    """Whether a list may go on behind an exception: "DM, except the juvenile form, and PM"."""
    if cue.kind != Kind.EXCEPTS or not first or clause.mentions[first - 1].means == (UMBRELLA,):
        return False
    is_in_commas = clause.masked[clause.mentions[first - 1].end : cue.start].strip() == ","
    return is_in_commas and bool(AND_THEN.fullmatch(clause.between(first)))


def reach_back(clause: "Clause", cue: "Found") -> None:
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
            reach_forward(clause, cue, is_of_list.end() if is_of_list else cue.end)
        else:
            cue.is_settled = True
        return
    last = inside[-1]
    start = clause.mentions[last].end
    between = BRACKETS.sub(" ", clause.masked[start : cue.start]).lstrip(" )]")
    if clause.is_parted(start, cue.start) or any(
        start <= other.start < cue.start and other.cue.where == "after" for other in clause.cues
    ):
        cue.is_settled = True
        return
    words = WORD.findall(between)
    if _UNLESS.search(between):
        # "IBM, unless they take part in the observational arm"
        cue.is_settled = True
        return
    if SOONER_OR_LATER.match(between) and not RELATIVE.fullmatch(between):
        cue.is_settled = True
        return
    is_list = cue.kind == Kind.REFUSES and LIST_OF_PEOPLE.fullmatch(between)
    if is_list or RELATIVE.fullmatch(between) or OF_THAT_NAME.search(between):
        pass
    elif words and is_of_its_own(cue, between):
        cue.is_settled = True
        return
    elif NEAR.at(between) and words:
        clause.partly.add(last)
    elif ANOTHER_SUBJECT.search(between) and not THE_SAME.fullmatch(between):
        cue.is_settled = True
        return
    elif len(words) > 6 or (cue.cue.tight and len(words) > 2):
        return
    _reach_list(clause, cue, last, clause.masked[start : cue.start])


def _reach_list(clause: "Clause", cue: "Found", last: int, between: str) -> None:
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
            if not (cue.kind == Kind.REFUSES and middle.strip() == "," and cue.group):
                break
            if not _is_behind_types(clause, cue.group):
                # "IIM (DM, IBM excluded)" bars one of them, or both.
                clause.shared.add(number)
                continue
        if cue.kind == Kind.DENIES and OF_ONE.match(cue.text) and AND_THEN.match(middle):
            break
        if middle.strip() == "," and _is_closed(clause, number):
            # "DM or PM, IBM must have been excluded"
            is_mimic = clause.mentions[number + 1].means == (INCLUSION_BODY,)
            if cue.kind == Kind.REFUSES or (cue.kind == Kind.DENIES and not is_mimic):
                clause.shared.add(number)
            break
        cue.reaches.append(number)
    first = cue.reaches[-1]
    if first and cue.kind in OPPOSITE and not cue.cue.tight:
        middle = clause.between(first - 1)
        if _OF_SOME.match(middle) and clause.holds(cue.group, clause.group_of(first - 1)):
            # "PM without antibodies of the antisynthetase syndrome is excluded"
            cue.reaches.append(first - 1)
            clause.partly.add(first - 1)
