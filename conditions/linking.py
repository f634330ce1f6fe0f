"""Words of the glossary in the texts of a page: each is a link where it first appears."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from web import content_version

from .choices import TermCategory
from .models import GlossaryTerm

_WORD = re.compile(r"\w+")

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


class Names:
    """All names in a glossary, prepared once so that we can find them in texts.

    A text is split into words, and only words that begin a name are checked further: one pattern
    with all names takes twenty times as long.
    """

    def __init__(self, terms: list[GlossaryTerm]):
        self._terms = {name: term for term in terms for name in _names(term)}
        # The longest first.
        beginnings = defaultdict(list)
        for name in sorted(self._terms, key=lambda name: (-len(name), name)):
            for beginning in _beginnings(name):
                beginnings[beginning].append(_pattern(name))
        self._at = {
            beginning: re.compile(rf"(?:{'|'.join(patterns)})(?![\w-])")
            for beginning, patterns in beginnings.items()
        }

    def found(self, text: str) -> Iterator[tuple[re.Match[str], GlossaryTerm]]:
        """Whole words only; if several names start at one place, the longest."""
        end = 0
        for word in _WORD.finditer(text):
            pattern = self._at.get(word[0].lower())
            at = word.start()
            if pattern is None or at < end or text[max(at - 1, 0)] == "-":
                continue
            if match := pattern.match(text, at):
                end = match.end()
                yield match, self._terms[_written(match[0], self._terms)]


def names() -> Names:
    """The published words of the glossary."""
    return _compiled(content_version.current(GlossaryTerm))


@lru_cache(maxsize=1)
def _compiled(_version: int) -> Names:
    return Names(list(GlossaryTerm.objects.live()))


class Words:
    """The glossary for one page; `met` are the terms that the page uses, in its order."""

    def __init__(self, names: Names):
        self.met: list[GlossaryTerm] = []
        self._names = names

    def pieces(self, text: str):
        """The text, cut into (text, the term that it is a first mention of, or None)."""
        at = 0
        # Comparing rows is slow, and a page does it for every word.
        met = {id(term) for term in self.met}
        for match, term in self._names.found(text):
            if id(term) in met:
                continue
            met.add(id(term))
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
    """CK, MRI, IVIg: words that count only in this spelling."""
    return " " not in name and sum(letter.isupper() for letter in name) > 1


def _beginnings(name):
    """The words that a text of this name may begin with, in small letters."""
    [beginning] = re.findall(r"^\w+", name.lower()) or [""]
    if beginning != name.lower():
        return {beginning}
    return {beginning, f"{beginning}s", re.sub("y$", "ies", beginning)}


def _pattern(name):
    pattern = re.escape(name).replace("'", "['’]")
    if _is_code(name):
        return f"{pattern}s?"
    if name.endswith("y"):
        return f"(?i:{pattern[:-1]}(?:y|ies))"
    return f"(?i:{pattern}s?)"


def _written(found, names):
    """Which of the names this is."""
    found = found.replace("’", "'")
    for text in (found, found.lower()):
        forms = (text, text.removesuffix("s"), re.sub("ies$", "y", text))
        for form in forms:
            if form in names:
                return form
    raise KeyError(found)
