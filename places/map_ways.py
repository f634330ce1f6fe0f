"""Links that move a map, and lead into its marks: it works without scripts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .drawn_map import Mark
from .map_view import View


@dataclass(frozen=True)
class Ways:
    """Links to the views around this one. `address_of` gives the address with these parameters."""

    view: View
    address_of: Callable[[dict[str, str]], str]

    def to(self, view: View) -> str:
        return f"{self.address_of(view.parameters)}#map"

    @property
    def whole(self) -> str:
        return f"{self.address_of({})}#map"

    @property
    def all(self) -> list[tuple[str, str]]:
        """[(what it does, address)]"""
        found = []
        if self.view.zoomed(1) != self.view:
            found.append((_("Zoom in"), self.to(self.view.zoomed(1))))
        if self.view.zoom:
            found += [
                (_("Zoom out"), self.to(self.view.zoomed(-1))),
                (_("North"), self.to(self.view.moved(0, 1))),
                (_("South"), self.to(self.view.moved(0, -1))),
                (_("East"), self.to(self.view.moved(1, 0))),
                (_("West"), self.to(self.view.moved(-1, 0))),
            ]
        return found

    def into(self, mark: Mark) -> str:
        """To what a mark holds; "" where the map cannot take it apart."""
        closer = self.view.zoomed(2, mark.middle)
        return self.to(closer) if mark.count > 1 and closer.zoom > self.view.zoom else ""
