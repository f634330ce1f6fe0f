"""The first page of the desk: the work that waits, and the portal in numbers.

Other apps add panels with Wagtail's hook `construct_homepage_panels`, and numbers with `count`.
"""

from collections.abc import Callable

from django.utils.functional import Promise, cached_property
from wagtail.admin.ui.components import Component

from .queues import all_queues


class Panel(Component):
    """A part of the first page. Its template gets it as `panel`."""

    order = 100

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        # Wagtail gives a panel nothing from the page, but forms in it need the token.
        token = parent_context.get("csrf_token")
        return {"panel": self, "request": self.request, "csrf_token": token}


class NeedsSomebody(Panel):
    order = 10
    template_name = "desk/needs_somebody.html"

    @cached_property
    def waiting(self) -> list[tuple[str, str]]:
        """[(how many of what, address)] of what this person can work on."""
        found = []
        for queue in all_queues():
            if queue.is_for(self.request.user) and (count := queue.count()):
                found.append((queue.count_in_words(count), queue.address))
        return found


_counts: list[tuple[int, Promise, Callable[[], int]]] = []


def count(order: int, words: Promise, number: Callable[[], int]) -> None:
    """Add a line to "The portal in numbers". `words` come from ngettext_lazy with %(count)d."""
    _counts.append((order, words, number))


class Counts(Panel):
    order = 320
    template_name = "desk/counts.html"

    @cached_property
    def rows(self) -> list[str]:
        lines = sorted(_counts, key=lambda line: line[0])
        return [words % {"count": number()} for _order, words, number in lines]
