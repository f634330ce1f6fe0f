"""What each file has: one study per line, and what our rules read in it.

Without contacts. They are personal data, which everywhere else go when a study takes nobody; a file
of last month would keep them, and whoever wants them finds them by the API.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from rest_framework.utils.encoders import JSONEncoder

from trials import feeds
from trials.api.readings import ReadingSerializer
from trials.api.serializers import AnswerSerializer, VerdictSerializer, WholeTrialSerializer
from trials.models import Trial
from trials.search.request import SearchRequest
from web.exports import csv_lines

from .parquet import FLAG, TEXT, Kind, columns_of

AT_ONCE = 100
READING_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("nct_id", "about", "name", "state", "quote", "field"), TEXT),
    "cues": [TEXT],
    "is_sample": FLAG,
}
READING_COLUMNS = tuple(READING_KINDS)

_OUTCOMES = [{"measure": TEXT, "description": TEXT, "time_frame": TEXT}]
# Parts of a study that their fields do not describe; None: not in any file.
_PARTS: dict[str, Kind] = {
    "url": TEXT,
    "subtypes": [columns_of(VerdictSerializer(), {})],
    "requirements": [columns_of(AnswerSerializer(), {})],
    "collaborators": [{"name": TEXT, "class": TEXT}],
    "arm_groups": [
        {"label": TEXT, "type": TEXT, "description": TEXT, "intervention_names": [TEXT]}
    ],
    "interventions": [
        {
            **{"type": TEXT, "name": TEXT, "description": TEXT},
            **{"arm_group_labels": [TEXT], "other_names": [TEXT]},
        }
    ],
    "primary_outcomes": _OUTCOMES,
    "secondary_outcomes": _OUTCOMES,
    "other_outcomes": _OUTCOMES,
    "overall_officials": [{"name": TEXT, "affiliation": TEXT, "role": TEXT}],
    "references": [{"pmid": TEXT, "type": TEXT, "citation": TEXT}],
    "see_also_links": [{"label": TEXT, "url": TEXT}],
    "central_contacts": None,
    "contacts": None,
}
STUDY_KINDS = columns_of(WholeTrialSerializer(), _PARTS)


class Here:
    """Stands in for a request: where the portal is."""

    def build_absolute_uri(self, address: str) -> str:
        return urljoin(settings.WAGTAILADMIN_BASE_URL, address)


def studies_as_json() -> Iterator[str]:
    return _json_lines(studies())


def readings_as_json() -> Iterator[str]:
    return _json_lines(_data(ReadingSerializer))


def studies_as_csv() -> Iterator[str]:
    rows = feeds.rows(Here(), SearchRequest({}), all_numbers())
    called = feeds.COLUMNS.index("call")
    lists = map(list, rows)
    return csv_lines(row[:called] + row[called + 1 :] for row in lists)


def readings_as_csv() -> Iterator[str]:
    joined = (row | {"cues": " | ".join(row["cues"])} for row in readings())
    return csv_lines(chain([READING_COLUMNS], (row.values() for row in joined)))


# {file: (its lines, what describes a row)}
LINES: dict[str, tuple[Callable[[], Iterable[str]], dict[str, Any]]] = {
    "trials.jsonl.gz": (studies_as_json, {"row": "WholeTrial"}),
    "trials.csv.gz": (
        studies_as_csv,
        {"columns": [name for name in feeds.COLUMNS if name != "call"]},
    ),
    "readings.jsonl.gz": (readings_as_json, {"row": "Reading"}),
    "readings.csv.gz": (readings_as_csv, {"columns": READING_COLUMNS}),
}


def studies() -> Iterator[dict[str, Any]]:
    """Each study as the API has it, without contacts."""
    return map(_without_contacts, _data(WholeTrialSerializer))


def readings() -> Iterator[dict[str, Any]]:
    """One row for each reading, with the words it is based on."""
    for trial in _trials():
        for about, name, state, quote, cues in _of(trial):
            words = (quote or {}).get("text"), (quote or {}).get("field")
            values = trial.nct_id, about, name, state, *words, cues, trial.is_sample
            yield dict(zip(READING_COLUMNS, values, strict=True))


# {file: (its rows, the kinds of its columns, how many rows it keeps together)}
TABLES: dict[str, tuple[Callable[[], Iterable[dict[str, Any]]], dict[str, Kind], int]] = {
    "trials.parquet": (studies, STUDY_KINDS, 200),
    "readings.parquet": (readings, READING_KINDS, 20_000),
}


def all_numbers() -> list[str]:
    return list(Trial.objects.listed().order_by("pk").values_list("pk", flat=True))


def _trials() -> Iterator[Trial]:
    numbers = all_numbers()
    for start in range(0, len(numbers), AT_ONCE):
        found = Trial.objects.displayed().in_bulk(numbers[start : start + AT_ONCE])
        yield from (found[number] for number in sorted(found))


def _data(serializer) -> Iterator[dict[str, Any]]:
    return (serializer(trial, context={"request": Here()}).data for trial in _trials())


def _json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    encoder = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    return (encoder.encode(row) + "\n" for row in rows)


def _without_contacts(data):
    sites = [site | {"contacts": []} for site in data["locations"]]
    return data | {"central_contacts": [], "locations": sites}


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
