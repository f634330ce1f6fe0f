"""Readings of invented records, and what they say of the types in short.

"DM PM -IBM ?JM" includes two types, excludes one and is unclear about another. What is left out is
not stated.
"""

from bench.blind import CODES
from tests.studies import study
from trials import reading
from trials.ctgov import StudyRecord
from trials.reading.subtypes import State

SIGNS = {State.INCLUDED: "", State.EXCLUDED: "-", State.UNCLEAR: "?"}
TITLE = "An Investigational Medicine for Adults With Myositis"


def record(
    title=TITLE,
    conditions=("Myositis",),
    includes=(),
    excludes=(),
    summary=None,
    keywords=(),
    **modules,
):
    """A record; `takes` and `bars` are the lines of its two lists of criteria."""
    lists = [("Inclusion Criteria:", includes), ("Exclusion Criteria:", excludes)]
    texts = {
        "conditionsModule": {"conditions": list(conditions), "keywords": list(keywords)},
        "descriptionModule": {"briefSummary": summary},
        "eligibilityModule": {
            "eligibilityCriteria": "\n\n".join(
                f"{heading}\n\n" + "\n".join(f"* {line}" for line in _lines(lines))
                for heading, lines in lists
                if lines
            )
        },
    }
    for name, module in modules.items():
        texts[name] = texts.get(name, {}) | module
    return StudyRecord.read(study(title=title, **texts))


def read(title=TITLE, **parts):
    return reading.read(record(title, **parts))


def criteria(text):
    """The module that holds criteria as they stand, headings and all."""
    return {"eligibilityModule": {"eligibilityCriteria": text}}


def types(found):
    return {
        SIGNS[verdict.state] + CODES[verdict.subtype]
        for verdict in found.subtypes
        if verdict.state != State.NOT_STATED
    }


def quote(found, code):
    return next(verdict.quote for verdict in found.subtypes if CODES[verdict.subtype] == code)


def _lines(lines):
    return [lines] if isinstance(lines, str) else lines
