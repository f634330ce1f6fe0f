"""So many in a time, and then a page that says when to come back."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils.translation import override

from web import rate_limits
from web.rate_limits import is_over, too_many


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_as_many_as_the_limit_pass_and_no_more():
    assert [is_over(3, 60, "a") for _ in range(5)] == [False, False, False, True, True]


def test_each_thing_is_counted_by_itself():
    assert [is_over(1, 60, what) for what in "aabba"] == [False, True, False, True, True]


def test_the_count_begins_again_after_its_time():
    assert [is_over(1, 60, "a") for _ in range(2)] == [False, True]
    cache.clear()
    assert not is_over(1, 60, "a")


def test_a_count_that_ends_at_the_same_moment_is_the_first_of_the_next(monkeypatch):
    def ended(key):
        raise ValueError(key)

    monkeypatch.setattr(cache, "incr", ended)
    assert not is_over(1, 60, "a")


def test_the_cache_never_holds_what_was_counted(monkeypatch):
    kept = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda key, *more: (kept.append(key), add(key, *more)))
    is_over(1, 60, "reader@example.org")
    assert kept
    assert "reader" not in str(kept)


def test_the_answer_says_when_to_come_back():
    answer = too_many(RequestFactory().get("/"), 90)
    assert (answer.status_code, answer["Retry-After"]) == (429, "90")


def test_the_page_of_a_refusal_is_made_once_for_each_language_and_audience(monkeypatch):
    made = []
    render = rate_limits.render_to_string
    monkeypatch.setattr(
        rate_limits, "render_to_string", lambda *of: (made.append(of), render(*of))[1]
    )
    rate_limits._page_without_context.cache_clear()

    def page(language="en", audience=""):
        with override(language):
            return too_many(RequestFactory().get("/", {"for": audience}), 90).content.decode()

    assert "You did nothing wrong" in page()
    assert "/trials/?for=child" in page(audience="child")
    assert 'lang="es"' in page("es")
    first = (page(), page(audience="child"), page("es"))
    assert (page(), page(audience="child"), page("es")) == first
    assert len(set(first)) == len(made) == 3
