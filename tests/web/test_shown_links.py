"""Apps register the links that they show, and hear what a look at them found."""

import pytest

from links import checking
from links.choices import Finding
from links.fetch import Outcome
from links.models import Link
from web import shown_links
from web.shown_links import Place


@pytest.fixture
def sources(monkeypatch):
    """No app has registered any."""
    sources = []
    monkeypatch.setattr(shown_links, "_sources", sources)
    return sources


@pytest.fixture
def heard():
    """What is sent: (address, whether it answers)."""
    heard = []

    def hear(sender, address, answers, **kwargs):
        heard.append((address, answers))

    shown_links.link_checked.connect(hear)
    yield heard
    shown_links.link_checked.disconnect(hear)


def place(name):
    return Place(name, f"/{name}/", f"/admin/{name}/")


def test_links_of_all_apps_are_collected_with_every_place_where_they_stand(sources):
    shown_links.register(lambda: [("https://a.example/#part", place("one")), ("", place("one"))])
    shown_links.register(
        lambda: iter(
            [
                *(("https://a.example/", place(name)) for name in ("one", "two")),
                (f"https://a.example/{'x' * 500}", place("two")),
            ]
        )
    )
    assert checking.shown_addresses() == {"https://a.example/": [place("one"), place("two")]}


def test_a_source_that_registers_twice_counts_once(sources):
    def source():
        yield "https://a.example/", place("one")

    shown_links.register(source)
    shown_links.register(source)
    assert len(list(shown_links.shown_links())) == 1


def test_every_app_with_pages_has_registered():
    apps = {source.__module__.partition(".")[0] for source in shown_links._sources}
    assert apps == {"conditions", "organizations"}


@pytest.mark.parametrize(
    ("outcome", "answers"),
    [
        (Outcome(Finding.FINE, 200), True),
        (Outcome(Finding.FINE, 200, redirects=((301, "https://www.a.example/b"),)), True),
        (Outcome(Finding.FINE, 200, redirects=((301, "https://b.example/"),)), False),
        # One failure may be a bad day.
        (Outcome(Finding.GONE, 404), None),
        (Outcome(Finding.NOT_FOR_ROBOTS, 403), None),
    ],
)
def test_apps_hear_whether_a_site_answers(db, heard, outcome, answers):
    link = Link.objects.create(url="https://a.example/")
    link.take(outcome)
    checking.tell(link)
    assert heard == [("https://a.example/", answers)]


def test_apps_hear_that_a_link_is_broken(db, heard):
    link = Link.objects.create(
        url="https://a.example/", failed_on=["2026-01-01", "2026-01-02", "2026-01-03"]
    )
    checking.tell(link)
    assert heard == [("https://a.example/", False)]
