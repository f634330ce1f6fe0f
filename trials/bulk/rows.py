"""What each file has: one study per line, and what our rules read in it.

Without contacts. They are personal data, which everywhere else go when a study takes nobody; a file
of last month would keep them, and whoever wants them finds them by the API.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from rest_framework.utils.encoders import JSONEncoder

from trials import feeds
from trials.api.readings import ReadingSerializer
from trials.api.serializers import WholeTrialSerializer
from trials.models import Trial
from trials.search.request import SearchRequest
from web.exports import csv_lines

AT_ONCE = 100
COLUMNS = tuple(name for name in feeds.COLUMNS if name != "call")
READING_COLUMNS = ("nct_id", "about", "name", "state", "quote", "field", "cues", "is_sample")


class Here:
    """Stands in for a request: where the portal is."""

    def build_absolute_uri(self, address: str) -> str:
        return urljoin(settings.WAGTAILADMIN_BASE_URL, address)


def studies_as_json() -> Iterator[str]:
    return _json_lines(WholeTrialSerializer)


def readings_as_json() -> Iterator[str]:
    return _json_lines(ReadingSerializer)


def studies_as_csv() -> Iterator[str]:
    rows = feeds.rows(Here(), SearchRequest({}), all_numbers())
    called = feeds.COLUMNS.index("call")
    lists = map(list, rows)
    return csv_lines(row[:called] + row[called + 1 :] for row in lists)


def readings_as_csv() -> Iterator[str]:
    return csv_lines(_readings())


# {file: (its lines, what describes a row)}
FILES: dict[str, tuple[Callable[[], Iterable[str]], dict[str, Any]]] = {
    "trials.jsonl.gz": (studies_as_json, {"row": "WholeTrial"}),
    "trials.csv.gz": (
        studies_as_csv,
        {"columns": [name for name in feeds.COLUMNS if name != "call"]},
    ),
    "readings.jsonl.gz": (readings_as_json, {"row": "Reading"}),
    "readings.csv.gz": (readings_as_csv, {"columns": READING_COLUMNS}),
}


def all_numbers() -> list[str]:
    return list(Trial.objects.listed().order_by("pk").values_list("pk", flat=True))


def _studies() -> Iterator[Trial]:
    numbers = all_numbers()
    for start in range(0, len(numbers), AT_ONCE):
        found = Trial.objects.displayed().in_bulk(numbers[start : start + AT_ONCE])
        yield from (found[number] for number in sorted(found))


def _json_lines(serializer):
    encoder = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    for trial in _studies():
        data = serializer(trial, context={"request": Here()}).data
        yield encoder.encode(_without_contacts(data)) + "\n"


def _without_contacts(data):
    if "locations" not in data:
        return data
    sites = [site | {"contacts": []} for site in data["locations"]]
    return data | {"central_contacts": [], "locations": sites}


def _readings():
    """One row for each reading, with the words it is based on."""
    yield READING_COLUMNS
    for trial in _studies():
        for about, name, state, quote, cues in _of(trial):
            words = (quote or {}).get("text"), (quote or {}).get("field")
            yield trial.nct_id, about, name, state, *words, " | ".join(cues), trial.is_sample


def _of(trial):
    of = trial.readings.get
    yield "relevance", trial.relevance, "", (of("relevance") or {}).get("quote"), ()
    for verdict in trial.verdicts:
        quote = {"text": verdict["quote"], "field": verdict["field"]}
        yield "subtype", verdict["subtype"], verdict["state"], quote, verdict["cues"]
    for entry in of("topics", ()):
        yield "topic", entry["topic"], "", entry["quote"], ()
    for entry in of("antibodies", ()):
        yield "antibody", entry["antibody"], entry["demand"], entry["quote"], ()
    for entry in of("limits", ()):
        yield "limit", entry["limit"], "", entry["quote"], ()
    for answer in of("requirements", ()):
        quotes = answer["quotes"] or [None]
        for quote in quotes:
            yield "requirement", answer["name"], answer["state"], quote, ()
