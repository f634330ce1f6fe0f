"""Words of the glossary in the registry's texts: each is a link where it first appears on a page.

The link leads to the meaning at the end of the same page, so it works without a script, and without
loading the whole glossary. The texts are hostile: they are escaped here, or were cleaned before.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from conditions import linking

# A link must be in a sentence: alone on its line it would have to be as large as a button.
WORDS_BESIDE = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"(<[^>]*>)")


@dataclass
class Glossary:
    """The glossary words that a page has shown so far."""

    words: linking.Words

    @property
    def met(self) -> list[Any]:
        return sorted(self.words.met, key=lambda term: term.term.casefold())

    def in_text(self, text: str) -> SafeString:
        """A plain text, escaped."""
        before = len(self.words.met)
        pieces = list(self.words.pieces(text))
        if len(self.words.met) == before:
            return escape(text)
        beside = " ".join(piece for piece, term in pieces if term is None)
        if len(_WORD.findall(beside)) < WORDS_BESIDE:
            del self.words.met[before:]
            pieces = [(text, None)]
        return format_html_join("", "{}", ((_piece(piece, term),) for piece, term in pieces))

    def in_markup(self, markup: SafeString) -> SafeString:
        """What markup.render returns: cleaned HTML. Nothing inside a link becomes another link."""
        found, is_in_link = [], False
        for part in _TAG.split(markup):
            if part.startswith("<"):
                is_in_link = part.startswith("<a ") or (is_in_link and part != "</a>")
                found.append(part)
            else:
                found.append(part if is_in_link else self.in_text(html.unescape(part)))
        return SafeString("".join(found))


def _piece(text, term):
    if term is None:
        return text
    return format_html('<a class="word" id="at-{0}" href="#word-{0}">{1}</a>', term.slug, text)


def glossary() -> Glossary:
    return Glossary(linking.Words(linking.names()))
