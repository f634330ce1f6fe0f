"""Count the studies behind every choice of the search form.

A facet is counted as if nothing were chosen in it, so that readers see what else there is.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from .bitmaps import Bitmaps
from .facet_table import FACETS

# We do not sort more studies than this: the list then has the newest, and says "at least". The
# registry lists about 800 of myositis; to order 100,000 takes longer than a reader waits.
SHOWN_AT_MOST = 5_000


@dataclass
class Counts:
    total: int = 0
    is_capped: bool = False
    # {facet: {value: studies}}
    values: dict[str, Counter] = field(default_factory=lambda: {f.name: Counter() for f in FACETS})
    # {filter: how many more studies there would be without it alone}
    without: Counter = field(default_factory=Counter)
    # The studies that pass all filters, as a bitmap and as NCT numbers.
    studies: int = 0
    numbers: list[str] = field(default_factory=list)


def count(bitmaps: Bitmaps, candidates: int, filters: dict[str, int]) -> Counts:
    """Counts of the candidates that pass all filters. The filters' names are those of the form's
    fields."""
    counts = Counts()
    # {filter: the studies that pass all others}
    others = {
        name: reduce(and_, (f for n, f in filters.items() if n != name), candidates)
        for name in filters
    }
    passing = reduce(and_, filters.values(), candidates)
    for name, studies in others.items():
        if more := (studies & ~filters[name]).bit_count():
            counts.without[name] = more
    for facet in FACETS:
        studies = others.get(facet.name, passing)
        for value, bitmap in bitmaps.values[facet.name].items():
            if found := (studies & bitmap).bit_count():
                counts.values[facet.name][value] = found
    counts.studies, counts.numbers = passing, bitmaps.numbers_of(passing)
    if len(counts.numbers) > SHOWN_AT_MOST:
        counts.is_capped = True
        counts.numbers = counts.numbers[:SHOWN_AT_MOST]
        counts.studies = bitmaps.of(counts.numbers)
    counts.total = len(counts.numbers)
    return counts
