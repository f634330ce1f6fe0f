"""Addresses of other people's sites that our pages show.

Each app registers the ones on its own pages when it starts. links/ checks all of them, and sends a
signal with what it found; it knows no other app.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.dispatch import Signal
from django.urls import reverse

# Sent after a check: `address`, and `answers`: True, False, or None if the check decides nothing.
link_checked = Signal()
# Sent when all shown addresses were collected: `addresses`. We know nothing about any other
# address.
links_collected = Signal()


@dataclass(frozen=True)
class Place:
    """Where an address is shown: the title and page that readers see, and where it is edited."""

    title: str
    page: str
    edit: str

    @classmethod
    def of(cls, thing, page: str = "") -> "Place":
        """The place of something that is edited on the desk."""
        edit = reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
        return cls(str(thing), page or thing.get_absolute_url(), edit)


Source = Callable[[], Iterable[tuple[str, Place]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a function that gives (address, place) for all links of one kind."""
    if source not in _sources:
        _sources.append(source)


def shown_links() -> Iterator[tuple[str, Place]]:
    """Every (address, place) of every app. An address may come more than once."""
    for source in _sources:
        yield from source()
