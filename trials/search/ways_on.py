"""Where a reader can look whose disease no study accepts that was found for their words."""

from typing import NamedTuple
from urllib.parse import urlencode

from trials.presenting.explanations import name_in_a_sentence

from .order import named_types
from .request import SearchRequest
from .result import SearchResult


class WayOn(NamedTuple):
    """A search for one disease, and not for other words."""

    disease: str
    # "" for anywhere.
    place: str
    # Whether the place limits the search, or only its order.
    is_limited: bool
    open_studies: int
    # The parameters of its address.
    address: str


def ways_on(request: SearchRequest) -> list[WayOn]:
    """For each type that the reader named: near the place, if there is one, and anywhere."""
    found, near = [], request.near
    places = [near.place.label, ""] if near.place else [""]
    for slug in named_types(request):
        for place in places:
            asked = {"condition": slug, "place": place, "for": request.audience}
            asked = {name: value for name, value in asked.items() if value}
            result = SearchResult(SearchRequest(asked))
            found.append(
                WayOn(
                    name_in_a_sentence(slug),
                    place,
                    bool(place) and not near.point,
                    result.counts.total if result.shows_open_only else 0,
                    f"?{urlencode(asked)}",
                )
            )
            if place and near.point:
                # Those anywhere are the same studies in another order.
                break
    return found
