"""Datasets whose every study says which one it is of, and what an answer says about that."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from tests.studies import site, study

# In every title, so that any part of a study that a page shows gives its edition away.
MARK = re.compile(r"edition(\d{4})x")
# There a page says what older editions said.
HISTORY = re.compile("What has changed since we first listed it.*?</details>", re.S)


def dataset(number, count, first=1, length=0) -> Iterator[dict]:
    """`count` studies of edition `number`. `length` adds so many kilobytes to each."""
    mark = f"edition{number:04}x"
    for one in range(first, first + count):
        yield study(
            f"NCT98{one:06}",
            title=f"Dermatomyositis study {one} of {mark}",
            statusModule={
                "lastUpdatePostDateStruct": {"date": f"2026-10-{one % 28 + 1:02}"},
                "statusVerifiedDate": "2026-10",
            },
            sponsorCollaboratorsModule={"leadSponsor": {"name": f"Sponsor {mark}"}},
            contactsLocationsModule={"locations": [site(f"Lyon {mark}"), site(f"Paris {mark}")]},
            descriptionModule={"briefSummary": f"Summary of {mark}. {_noise(mark, one, length)}"},
        )


def _noise(mark, one, length):
    """Words that take as much room compressed as not."""
    parts = (hashlib.sha256(f"{mark} {one} {part}".encode()) for part in range(16 * length))
    return " ".join(part.hexdigest() for part in parts)


def put(registry, number, count, **options):
    """Let the stand-in registry serve this edition alone."""
    here = {f"NCT98{one:06}" for one in range(1, count + 1)}
    for key in [key for key in registry._entries if key not in here]:
        registry.remove(key)
    for record in dataset(number, count, **options):
        registry.put(record)
    processed = dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)
    registry.data_timestamp = f"{processed:%Y-%m-%dT%H:%M}:{number % 60:02}"


def shown(body: bytes) -> set[int]:
    """The editions that an answer shows."""
    return {int(number) for number in MARK.findall(HISTORY.sub("", body.decode(errors="replace")))}
