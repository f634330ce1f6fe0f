"""What the first page of the desk says about pages: overdue reviews, and the number of pages."""

from django.utils.functional import cached_property
from django.utils.translation import ngettext_lazy

from conditions.models import Condition, GlossaryTerm, Guide
from desk.first_page import Panel, count
from desk.tables import edit_address

from .queues import WRITES, days_overdue, overdue

SHOWN = 5


class OverdueReviews(Panel):
    order = 300
    template_name = "conditions/desk/overdue_reviews.html"

    @cached_property
    def overdue(self) -> list[tuple[str, str, str]]:
        """[(title, how long overdue, address of the form, or "")]"""
        return [(str(thing), days_overdue(thing), self.address_of(thing)) for thing in overdue()]

    def address_of(self, thing) -> str:
        """Return where this person can change or sign it; empty if they may not."""
        policy = thing.snippet_viewset.permission_policy
        may = policy.user_has_permission_for_instance(self.request.user, "change", thing)
        return edit_address(thing) if may else ""

    @property
    def may_see_all(self) -> bool:
        return any(map(self.request.user.has_perm, WRITES))

    @property
    def shown(self):
        return self.overdue[:SHOWN]


count(
    10,
    ngettext_lazy("%(count)d page on a disease", "%(count)d pages on diseases", "count"),
    lambda: Condition.objects.live().count(),
)
count(
    20,
    ngettext_lazy("%(count)d guide", "%(count)d guides", "count"),
    lambda: Guide.objects.live().count(),
)
count(
    30,
    ngettext_lazy("%(count)d word in the glossary", "%(count)d words in the glossary", "count"),
    lambda: GlossaryTerm.objects.live().count(),
)
