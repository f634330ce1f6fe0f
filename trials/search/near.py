"""The place that a reader names, and what distances are measured from and in."""

from typing import Any

from django.utils.translation import gettext as _

import places


class Near:
    def __init__(
        self, values: dict[str, Any], own: places.Place | None, mention: places.Mention | None
    ):
        """`own` is the place in its own field; `mention` the one among the words, without it."""
        self._values, self.mention = values, mention
        self.place: places.Place | None = own or (mention.place if mention else None)

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) from which distances are measured; None for a whole country or
        region, or without a place."""
        place = self.place
        if not place or place.kind not in ("town", "zip"):
            return None
        if place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude

    @property
    def unit(self) -> str:
        return (
            self._values.get("unit")
            or (self.mention.unit if self.mention else None)
            or ("mi" if self.place and self.place.uses_miles else "km")
        )

    @property
    def unit_in_words(self) -> str:
        is_known = self.place or self._values.get("unit") or (self.mention and self.mention.unit)
        if not is_known:
            return _("miles or km")
        return _("miles") if self.unit == "mi" else _("km")

    @property
    def within_km(self) -> float | None:
        within = self._values.get("within") or (self.mention.within if self.mention else None)
        if not within or not self.point:
            return None
        return within * (places.KM_PER_MILE if self.unit == "mi" else 1)
