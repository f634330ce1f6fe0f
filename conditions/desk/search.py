"""What the desk's search box finds among pages, statements, words and sources."""

import json
from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from conditions import markup
from conditions.models import Condition, GlossaryTerm, Guide, Reference, Topic
from desk.finding import has_words
from desk.search import QUOTED_LENGTH, Found, Section, register, register_model, section
from desk.tables import may_look, where_to_open


def _statements(user, text) -> Section:
    """Find single statements in the newest version of each page, published or not."""
    found = []
    for model in (Condition, Guide):
        if not may_look(user, model):
            continue
        for page in model.objects.select_related("latest_revision"):
            for block in _blocks(page):
                value = block["value"]
                texts = [value.get("label") or "", value.get("text") or ""]
                if has_words(texts, text):
                    found.append((page, block["id"], " ".join(filter(None, texts))))
    return section(_("statements"), found, lambda one: _found_statement(user, *one))


def _found_statement(user, page, block, text) -> Found:
    # The form opens at the statement.
    address = f"{where_to_open(user, page)}#block-{block}-section"
    words = markup.unmarked(markup.render(text))
    return Found(str(page), address, Truncator(words).chars(QUOTED_LENGTH))


def _blocks(page) -> Iterable[dict]:
    """Read the blocks as stored: building forty pages would take seconds."""
    revision = page.latest_revision
    body = revision and revision.content.get("body")
    blocks = json.loads(body) if isinstance(body, str) else body or page.body.raw_data
    return [block for block in blocks if block["type"] == "statement"]


for order, model in (
    (10, Condition),
    (20, Guide),
    (40, GlossaryTerm),
    (50, Reference),
    (60, Topic),
):
    register_model(order, model)
register(30, _statements)
