"""The registry's Markdown as safe HTML. Sponsors write it, so it is hostile until cleaned."""

import re

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from web.safe_links import web_address

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "br", "a", "sub", "sup"}


class _Markdown(MarkdownIt):
    def validateLink(self, url):  # noqa: N802 (markdown-it's name)
        return bool(web_address(url))


_markdown = _Markdown("commonmark", {"html": False, "breaks": True}).disable(
    # A heading would break our own outline; ">= 18 years" is not a quotation; an indented line is
    # not code; we load no pictures; "[1]: …" is a footnote, not a link that disappears.
    ["heading", "lheading", "blockquote", "code", "fence", "hr", "image", "reference"]
)
# The registry escapes the ampersand of entities that sponsors typed: `\\&gt;`, `\\&#8805;`
# (NCT05263050, NCT00657033, seen 2026-11).
_ESCAPED_ENTITY = re.compile(r"(?:\\&|&amp;)(?=#?\w{2,8};)")


def render(text: str) -> SafeString:
    """HTML of paragraphs, lists and emphasis; links lead only to web addresses."""
    html = _markdown.render(_ESCAPED_ENTITY.sub("&", text))
    return SafeString(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https"},
            link_rel="nofollow noopener noreferrer",
        )
    )
