"""The HTML of cards: made once for each version of the content, and then only the place filled in.

The template of a card takes half of the time of a page of results. What is kept has placeholders
where a card says how far away a place is; everything else that a card depends on is in its key.
"""

import dataclasses
import re
import secrets
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.utils.html import conditional_escape
from django.utils.translation import get_language

from web import content_version
from web.last_used import LastUsed

from .cards import Result

# 5 kB each.
KEPT_AT_MOST = 1_000

# Each as pieces, with the number of a mark between them.
kept: LastUsed[list[str]] = LastUsed(KEPT_AT_MOST)
# Nobody outside of this process can know them, so no text of a record can contain one.
_SECRET = secrets.token_hex(12)
_ADDRESS, _IN_BRIEF, _SENTENCE = (f"mark-{_SECRET}-{number}" for number in range(3))
_MARK = re.compile(f"mark-{_SECRET}-([0-2])")


def html(result: Result, audience: str, is_ticked: bool, render: Callable[[Result], str]) -> str:
    """The card of a result; `render` fills the template."""
    version = content_version.of_snapshot()
    if version is None:
        return render(result)
    in_brief, sentence = result.nearest.in_brief, result.nearest.sentence
    key = (version, get_language(), audience, is_ticked, bool(in_brief), result.made_of)
    pieces = kept.get(key)
    if pieces is None:
        marks: Any = SimpleNamespace(in_brief=in_brief and _IN_BRIEF, sentence=_SENTENCE)
        pieces = _MARK.split(render(dataclasses.replace(result, address=_ADDRESS, nearest=marks)))
        kept.keep(key, pieces)
    texts = [conditional_escape(text) for text in (result.address, in_brief, sentence)]
    filled = pieces.copy()
    filled[1::2] = [texts[int(number)] for number in pieces[1::2]]
    return "".join(filled)
