"""Count the studies behind every choice of the search form, in one pass.

A facet is counted as if it were not chosen itself, so that a reader sees what else there is. For
that, a study may miss one filter: it then counts for that filter's facet alone.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Case, Q, Value, When

from trials.models import rows_by_index, rows_of

from .facet_table import FACETS

# More studies than this are not counted: the totals then are "at least". The registry lists about
# 800 studies of myositis; counting 100,000 would take longer than a reader waits.
COUNTED_AT_MOST = 5_000
# Of so many counted, this many that pass all filters are enough to choose the best from.
ENOUGH = 500


# In the place of a facet's number: the row that holds the studies themselves.
_NUMBERS = -1


@dataclass
class Counts:
    total: int = 0
    is_capped: bool = False
    # {facet: {value: studies}}
    values: dict[str, Counter] = field(default_factory=lambda: {f.name: Counter() for f in FACETS})
    # {filter: how many more studies there would be without it alone}
    without: Counter = field(default_factory=Counter)
    # The NCT numbers of the studies that pass all filters, in no order.
    numbers: list[str] = field(default_factory=list)


def count(trials, filters: dict[str, Q], has_words: bool = True) -> Counts:
    """Counts of the studies that pass all filters, and their numbers.

    The filters' names are those of the form's fields.
    """
    names = list(filters)
    missed = {
        f"missed_{number}": Case(When(condition, then=Value(0)), default=Value(1))
        for number, condition in enumerate(filters.values(), start=1)
    }
    columns = [facet.column for facet in FACETS]
    rows = trials.annotate(**missed).order_by().values_list("nct_id", *columns, *missed)
    inner, parameters = rows.query.sql_with_params()
    ask = rows_by_index if has_words else rows_of
    counts = Counts()
    for failed, number, value, values, studies in ask(
        _sql(inner, columns, list(missed)), parameters
    ):
        missing = names[failed - 1] if failed else None
        if number == _NUMBERS:
            counts.numbers = values or []
        elif number is None:
            if missing:
                counts.without[missing] = studies
            else:
                counts.total = studies
        elif missing in (None, FACETS[number].name):
            for one in [value] if values is None else values:
                if one is not None:
                    counts.values[FACETS[number].name][one] += studies
    counts.is_capped = counts.total + counts.without.total() > COUNTED_AT_MOST
    if counts.is_capped and counts.total < ENOUGH:
        # Those counted were mostly others: these are asked for by themselves.
        passing = trials.filter(*filters.values()).order_by().values_list("nct_id")
        sql, parameters = passing[:COUNTED_AT_MOST].query.sql_with_params()
        counts.numbers = [number for (number,) in ask(sql, parameters)]
        counts.total = len(counts.numbers)
    return counts


def _sql(inner, columns, missed):
    """One statement: the rows that miss at most one filter, then every count of them.

    Its rows: the filter missed (0 for none), the number of the facet, its value or its array of
    values, how many studies. Arrays are counted whole: few differ, and taking each of them apart
    in PostgreSQL takes four times as long as all the counting.
    """
    misses = " + ".join(missed) or "0"
    failed = " + ".join(f"{number} * {name}" for number, name in enumerate(missed, 1)) or "0"
    sets = ", ".join(f"(failed, {column})" for column in columns)
    which, single, many = [], [], []
    for number, facet in enumerate(FACETS):
        here = f"WHEN GROUPING({facet.column}) = 0 THEN"
        which.append(f"{here} {number}")
        if facet.is_array:
            many.append(f"{here} {facet.column}")
        else:
            single.append(f"{here} {facet.column}::text")
    # Every name in here is one of ours; what a reader typed is among the parameters.
    # OFFSET 0 keeps PostgreSQL from working out each filter once for every place that names it.
    return (
        f"WITH found AS MATERIALIZED (SELECT nct_id, {', '.join(columns)}, {failed} AS failed"  # noqa: S608
        f" FROM ({inner} OFFSET 0) AS asked WHERE {misses} <= 1 LIMIT {COUNTED_AT_MOST + 1}) "
        f"SELECT failed, CASE {' '.join(which)} END, CASE {' '.join(single)} END,"
        f" CASE {' '.join(many)} END, count(*)"
        f" FROM found GROUP BY GROUPING SETS ((failed), {sets})"
        f" UNION ALL SELECT 0, {_NUMBERS}, NULL, array_agg(nct_id::text), count(*)"
        f" FROM found WHERE failed = 0"
    )
