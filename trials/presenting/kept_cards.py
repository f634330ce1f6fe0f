"""The HTML of cards: made once for each version of the content, and then only the place filled in.

The template of a card takes half of the time of a page of results. What is kept has placeholders
where a card says how far away a place is; everything else that a card depends on is in its key.
"""

import dataclasses
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

kept: LastUsed[str] = LastUsed(KEPT_AT_MOST)
# Nobody outside of this process can know them, so no text of a record can contain one.
_ADDRESS, _IN_BRIEF, _SENTENCE = (f"mark-{secrets.token_hex(12)}" for _ in range(3))


def html(result: Result, audience: str, is_ticked: bool, render: Callable[[Result], str]) -> str:
    """The card of a result; `render` fills the template."""
    version = content_version.of_snapshot()
    if version is None:
        return render(result)
    in_brief, sentence = result.nearest.in_brief, result.nearest.sentence
    key = (version, get_language(), audience, is_ticked, bool(in_brief), result.made_of)
    card = kept.get(key)
    if card is None:
        marks: Any = SimpleNamespace(in_brief=in_brief and _IN_BRIEF, sentence=_SENTENCE)
        card = render(dataclasses.replace(result, address=_ADDRESS, nearest=marks))
        kept.keep(key, card)
    for mark, text in (
        (_ADDRESS, result.address),
        (_IN_BRIEF, in_brief),
        (_SENTENCE, sentence),
    ):
        card = card.replace(mark, conditional_escape(text))
    return card
