"""The addresses of other people's sites on pages about diseases, in guides and the glossary."""

import itertools
from collections.abc import Iterator

from django.urls import reverse

from web.shown_links import Place, register

from .models import Condition, GlossaryTerm, Guide, Reference, Topic


def sources_of_statements() -> Iterator[tuple[str, Place]]:
    urls = dict(Reference.objects.values_list("pk", "url"))
    for page in itertools.chain(Condition.objects.live(), Guide.objects.live()):
        place = Place.of(page)
        for pk in _references(page):
            # A deleted source may still be on a page.
            if pk in urls:
                yield urls[pk], place


def _references(page):
    """Read the stored data: building the page's blocks takes ten times as long."""
    for block in page.body.raw_data:
        if block["type"] == "statement":
            for one in block["value"].get("references", ()):
                yield one["value"] if isinstance(one, dict) else one


def sources_of_words() -> Iterator[tuple[str, Place]]:
    for term in GlossaryTerm.objects.filter(live=True).prefetch_related("references"):
        place = Place.of(term)
        for reference in term.references.all():
            yield reference.url, place


def topics() -> Iterator[tuple[str, Place]]:
    for topic in Topic.objects.all():
        yield topic.url, Place.of(topic, page=reverse("conditions:index"))


def register_all() -> None:
    for source in (sources_of_statements, sources_of_words, topics):
        register(source)
