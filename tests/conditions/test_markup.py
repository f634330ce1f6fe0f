"""Statements are bold, emphasis and links; whatever else somebody types stays text."""

import pytest
from django.utils import translation

from conditions import markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain text.", "Plain text."),
        ("**bold** and *slanted*", "<strong>bold</strong> and <em>slanted</em>"),
        ("[here](/guides/placebo/)", '<a href="/guides/placebo/">here</a>'),
        ("[there](https://example.org/a)", '<a href="https://example.org/a">there</a>'),
        ("[**both**](/glossary/)", '<a href="/glossary/"><strong>both</strong></a>'),
        ("one\n\n  two", "one two"),
        ("5 < 6 & “so”", "5 &lt; 6 &amp; “so”"),
    ],
)
def test_what_may_be_written(text, html):
    assert markup.render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](data:text/html,x)",
        "[x](//evil.example/)",
        "[x](/\\evil.example/)",
        "[x](http://evil.example/)",
        "[x](https:///evil.example/)",
        "[x](evil.html)",
        "![x](https://evil.example/x.png)[y](ftp://evil.example)",
        "<https://evil.example/>",
        "https://evil.example/",
        "# heading",
        "- item",
        "`code`",
    ],
)
def test_everything_else_stays_text(text):
    html = markup.render(text)
    for sign in ("<script", "<b", "<img", "<h1", "<li", "<code"):
        assert sign not in html
    assert 'href="http:' not in html
    assert 'href="//' not in html
    assert "javascript:" not in html.lower() or "<a" not in html


def test_a_quote_does_not_end_an_attribute():
    html = markup.render('[x](/a"onmouseover="alert(1))')
    assert 'onmouseover="' not in html


def test_our_own_links_stay_in_the_language_of_the_page(settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    with translation.override("es"):
        assert 'href="/es/guides/placebo/"' in markup.render("[x](/guides/placebo/)")
    assert 'href="/guides/placebo/"' in markup.render("[x](/guides/placebo/)")


def test_words_without_their_marks():
    html = markup.render("A **dummy** [treatment](/glossary/) & more")
    assert markup.unmarked(html) == "A dummy treatment & more"
