import pytest

from trials.presenting.markup import render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"Age \>= 18 years", "<p>Age &gt;= 18 years</p>"),
        (r"Platelets \&gt; 100", "<p>Platelets &gt; 100</p>"),
        (r"Age \&#8805; 18", "<p>Age ≥ 18</p>"),
        ("> 18 years", "<p>&gt; 18 years</p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
    ],
)
def test_the_registrys_habits_read_as_they_were_meant(text, html):
    assert render(text).strip() == html


def test_nested_lists_stay_nested():
    html = render("* outer\n\n  * inner")
    assert html.count("<ul>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,AAAA)",
        "<a href='x' onclick='alert(1)'>a</a>",
        r"\&lt;script\&gt;alert(1)\&lt;/script\&gt;",
        "&amp;lt;script&amp;gt;",
    ],
)
def test_hostile_text_becomes_harmless(text):
    html = render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


def test_a_web_address_becomes_a_link_that_tells_nothing():
    html = render("See [the site](https://example.org/a)")
    assert '<a href="https://example.org/a" rel="nofollow noopener noreferrer">the site</a>' in html


def test_nobodys_picture_is_loaded():
    assert "<img" not in render("![a](https://example.org/pixel.png)")
