"""The contacts of one organization, as readers may see them today."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from organizations.choices import ContactKind

if TYPE_CHECKING:
    from .contact import Contact

# The quickest ways to reach somebody, and what to show if there are none.
QUICKEST = (ContactKind.PHONE, ContactKind.WEBSITE)
SLOWER = (ContactKind.EMAIL,)


class ContactBook:
    def __init__(self, contacts: Iterable["Contact"]) -> None:
        self.contacts = list(contacts)

    @cached_property
    def shown(self) -> list["Contact"]:
        """The contacts that readers may use."""
        return [one for one in self.contacts if one.is_shown]

    @property
    def is_unchecked(self) -> bool:
        """Whether none of those shown has been checked, so that we need to say it only once."""
        return bool(self.shown) and not any(one.checked_on for one in self.shown)

    @property
    def outdated(self) -> list["Contact"]:
        """Checked, but more than a year ago: readers have to unfold them."""
        return [one for one in self.contacts if one.checked_on and not one.is_in_time]

    @property
    def hides_some(self) -> bool:
        """Whether some wait for their first check."""
        return any(not one.is_shown and not one.checked_on for one in self.contacts)

    @property
    def phones(self) -> list["Contact"]:
        return self._shown_of(ContactKind.PHONE)

    @property
    def calendars(self) -> list["Contact"]:
        return self._shown_of(ContactKind.CALENDAR)

    def _shown_of(self, kind: ContactKind) -> list["Contact"]:
        return [one for one in self.shown if one.kind == kind]

    @property
    def on_card(self) -> list["Contact"]:
        for kinds in (QUICKEST, SLOWER):
            if found := [one for one in self.shown if one.kind in kinds]:
                return sorted(found, key=lambda one: kinds.index(ContactKind(one.kind)))
        return self.shown[:1]
