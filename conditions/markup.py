"""The text of statements as safe HTML: **bold**, *emphasis* and links, and nothing else."""

import html
import re

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_LINK = re.compile(r"/(?![/\\])|https://[^/]")


class _Markdown(MarkdownIt):
    def validateLink(self, url):  # noqa: N802 (markdown-it's name)
        return bool(_LINK.match(url))


_markdown = _Markdown("zero", {"html": False}).enable(["emphasis", "link"])


def render(text: str, words=None) -> SafeString:
    """With `words`, a linking.Words, the first mention of each word of the glossary is a link."""
    tokens = _markdown.parseInline(" ".join(text.split()))
    tokens[0].children = list(_linked(tokens[0].children, words))
    # The parser escaped all that is not its own.
    return SafeString(_markdown.renderer.render(tokens, _markdown.options, {}))


def own_addresses(text: str) -> list[str]:
    """The addresses of our own pages that links in a text lead to."""
    tokens = _markdown.parseInline(" ".join(text.split()))[0].children or []
    links = (str(token.attrs["href"]) for token in tokens if token.type == "link_open")
    return [address for address in links if address.startswith("/")]


def unmarked(rendered: str) -> str:
    """The words of such HTML."""
    return html.unescape(strip_tags(rendered))


def _linked(tokens, words):
    in_link = False
    for token in tokens:
        if token.type == "link_open":
            token.attrs = {"href": _address(token.attrs["href"])}
        in_link = token.type == "link_open" or (in_link and token.type != "link_close")
        if token.type != "text" or in_link or not words:
            yield token
            continue
        for text, term in words.pieces(token.content):
            if term:
                href = term.get_absolute_url()
                yield Token("link_open", "a", 1, attrs={"class": "word", "href": href})
            yield Token("text", "", 0, content=text)
            if term:
                yield Token("link_close", "a", -1)


def _address(href):
    """Our own addresses in the language of the page."""
    return reverse("home") + href[1:] if href.startswith("/") else href
