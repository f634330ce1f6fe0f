"""Which studies have which values, in memory: a bitmap is an int with one bit for each study.

PostgreSQL needs 40 ms to count all facets of 5,000 studies; with bitmaps it takes less than one.
They are valid for one version of the content. The first request for another version makes new ones.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import reduce
from itertools import compress
from operator import and_

from django.db.models import F

from trials.models import Location, Trial, TrialQuerySet, rows_by_index
from web import content_version
from web.last_used import LastUsed
from web.one_edition import snapshot

from .facet_table import FACETS
from .sort_keys import Numbers, SortKey

# How many bitmaps of words, ages and places we keep of one version. Each takes 625 bytes with 5,000
# studies.
KEPT_AT_MOST = 1_000
# How many keys to sort by we keep of one version: two for each question in words, and one for each
# place. Each takes 40 kB with 5,000 studies.
SORT_KEYS_AT_MOST = 60
# Someone may still be reading the previous version.
VERSIONS = 2
_ZERO_AND_ONE = bytes.maketrans(b"01", b"\0\1")

_building = threading.Lock()
_of_version: LastUsed["Bitmaps"] = LastUsed(VERSIONS)


class Bitmaps:
    """All studies that we have, listed or not; the lower of two bits belongs to the study that was
    updated later."""

    def __init__(self) -> None:
        rows = Trial.objects.order_by(F("last_update_posted_date").desc(nulls_last=True), "pk")
        columns = [facet.column for facet in FACETS]
        # The numbers of all studies, by their bits.
        self.numbers: list[str] = []
        bits: list[dict[str, list[int]]] = [defaultdict(list) for _ in FACETS]
        for bit, (number, *values) in enumerate(rows.values_list("pk", *columns)):
            self.numbers.append(number)
            for of_facet, value in zip(bits, values, strict=True):
                for one in value if isinstance(value, list) else [value]:
                    if one is not None:
                        of_facet[_as_text(one)].append(bit)
        self._bits = {number: bit for bit, number in enumerate(self.numbers)}
        # {facet: {value: bitmap}}
        self.values: dict[str, dict[str, int]] = {
            facet.name: {value: self._bitmap(ones) for value, ones in of_facet.items()}
            for facet, of_facet in zip(FACETS, bits, strict=True)
        }
        self.kept: LastUsed[int] = LastUsed(KEPT_AT_MOST)
        self.sort_numbers: LastUsed[Numbers] = LastUsed(SORT_KEYS_AT_MOST)

    def _bitmap(self, bits: Iterable[int]) -> int:
        digits = bytearray(b"0") * (len(self.numbers) or 1)
        for bit in bits:
            digits[~bit] = ord("1")
        return int(digits, 2)

    def of(self, numbers: Iterable[str]) -> int:
        """The bitmap of these studies."""
        found = map(self._bits.get, numbers)
        return self._bitmap(bit for bit in found if bit is not None)

    def numbers_of(self, bitmap: int) -> list[str]:
        """The studies of a bitmap, the one that was updated last first."""
        return list(compress(self.numbers, _digits(bitmap)))

    def in_order(self, bitmap: int, keys: Sequence[SortKey]) -> list[str]:
        """The studies of a bitmap, sorted by the first key, then by the second, and so on; then the
        one that was updated last first."""
        bits = list(compress(range(len(self.numbers)), _digits(bitmap)))
        for numbers in reversed(self._to_sort_by(bitmap, keys)):
            bits.sort(key=numbers.of_bits.__getitem__)
        return [self.numbers[bit] for bit in bits]

    def _to_sort_by(self, bitmap, keys) -> list[Numbers]:
        """The numbers of each key. One query asks for all that nobody has asked for."""
        found = [self.sort_numbers.get(key.name) or Numbers(len(self.numbers)) for key in keys]
        known = reduce(and_, (numbers.known for numbers in found), bitmap)
        if missing := self.numbers_of(bitmap & ~known):
            rows = Trial.objects.numbered(missing).order_by()
            for number, *values in rows.values_list("pk", *(key.expression() for key in keys)):
                bit = self._bits[number]
                for key, numbers, value in zip(keys, found, values, strict=True):
                    numbers.of_bits[bit] = key.number(value)
            for key, numbers in zip(keys, found, strict=True):
                numbers.known |= bitmap
                self.sort_numbers.keep(key.name, numbers)
        return found

    def of_query(
        self, key: Hashable, trials: Callable[[], TrialQuerySet], by_index: bool = False
    ) -> int:
        """The bitmap of what a query finds. The query is made and runs once. The key must contain
        everything that the query depends on."""
        if (bitmap := self.kept.get(key)) is not None:
            return bitmap
        found = trials().order_by().values_list("pk")
        rows = rows_by_index(*found.query.sql_with_params()) if by_index else found
        bitmap = self.of(number for (number,) in rows)
        self.kept.keep(key, bitmap)
        return bitmap


def _digits(bitmap):
    """0 or 1 for each study."""
    return f"{bitmap:b}"[::-1].encode().translate(_ZERO_AND_ONE)


def _as_text(value):
    return str(value).lower() if isinstance(value, bool) else value


def current() -> Bitmaps:
    """The bitmaps of the version that the surrounding queries see."""
    with snapshot():
        version = content_version.current(Trial, Location)
        with _building:
            bitmaps = _of_version.get(version)
            if bitmaps is None:
                bitmaps = Bitmaps()
                _of_version.keep(version, bitmaps)
            return bitmaps
