"""Words of the glossary in the texts of a page: each is a link where it first stands."""

import re

from .choices import TermCategory
from .models import GlossaryTerm

# Names of the glossary that mean something else in most sentences: people lift an arm, a screening
# is mostly one for cancer, SAE is an antibody, and cyclophosphamide is not only given before cells.
ELSEWHERE = {
    "active",
    "allocation",
    "arm",
    "blind",
    "center",
    "collaborator",
    "completed",
    "cyclophosphamide",
    "fludarabine",
    "follow-up",
    "group",
    "intervention",
    "location",
    "pivotal",
    "protocol",
    "recruiting",
    "registry",
    "sae",
    "screening",
    "seamless",
    "suspended",
    "terminated",
    "withdrawn",
}


class Words:
    """The glossary for one page; `met` are the terms that the page uses, in its order."""

    def __init__(self, terms: list[GlossaryTerm]):
        self.met: list[GlossaryTerm] = []
        self._terms = {name: term for term in terms for name in _names(term)}
        names = sorted(self._terms, key=lambda name: (-len(name), name))
        alternatives = "|".join(map(_pattern, names))
        self._any = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])") if names else None

    def pieces(self, text: str):
        """The text, cut into (text, the term that it is a first mention of, or None)."""
        at = 0
        for match in self._any.finditer(text) if self._any else ():
            term = self._terms[_written(match[0], self._terms)]
            if term in self.met:
                continue
            self.met.append(term)
            if match.start() > at:
                yield text[at : match.start()], None
            yield match[0], term
            at = match.end()
        if at < len(text):
            yield text[at:], None


def _names(term):
    for name in (term.term, *term.other_names):
        name = name.replace("’", "'")
        if name.lower() not in ELSEWHERE and term.category != TermCategory.STATUS:
            yield name if _is_code(name) else name.lower()


def _is_code(name):
    """CK, MRI, IVIg: words that count only as they are written."""
    return " " not in name and sum(letter.isupper() for letter in name) > 1


def _pattern(name):
    pattern = re.escape(name).replace("'", "['’]")
    if _is_code(name):
        return f"{pattern}s?"
    if name.endswith("y"):
        return f"(?i:{pattern[:-1]}(?:y|ies))"
    return f"(?i:{pattern}s?)"


def _written(found, names):
    """Which of the names stands there."""
    found = found.replace("’", "'")
    for text in (found, found.lower()):
        forms = (text, text.removesuffix("s"), re.sub("ies$", "y", text))
        for form in forms:
            if form in names:
                return form
    raise KeyError(found)
