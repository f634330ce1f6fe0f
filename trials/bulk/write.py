"""Write the files of the edition that readers see, beside those that are there, then all at once.

Nobody sees half of them: they are written in a folder of another name, which is renamed when all
are whole. An edition that is there already is not written again.
"""

import gzip
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from trials.models import SyncRun
from web.exports import CSV
from web.one_edition import snapshot

from . import editions, parquet
from .rows import LINES, TABLES, Here

UNFINISHED = "unfinished-"
MEDIA_TYPES = {
    ".jsonl.gz": "application/jsonl",
    ".csv.gz": CSV,
    ".parquet": "application/vnd.apache.parquet",
}


def write() -> int | None:
    """The number of the edition that was written; None if there was nothing to do."""
    with snapshot():
        edition = SyncRun.objects.published().first()
        if edition is None or edition.pk in editions.numbers():
            return None
        editions.folder().mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=editions.folder()))
        try:
            files = [_write_lines(beside / name, *of) for name, of in LINES.items()]
            files += [_write_table(beside / name, *of) for name, of in TABLES.items()]
            (beside / editions.MANIFEST).write_text(
                json.dumps(_manifest(edition, files), indent=2), encoding="utf-8"
            )
            # A server that runs as another user has to read them.
            beside.chmod(0o755)
            beside.rename(editions.folder() / str(edition.pk))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    tidy_up()
    return edition.pk


def tidy_up() -> None:
    """Remove all but the newest editions, and anything that a killed writer left behind."""
    for number in editions.numbers()[editions.KEPT :]:
        shutil.rmtree(editions.folder() / str(number), ignore_errors=True)
    for left in editions.folder().glob(f"{UNFINISHED}*"):
        if timezone.now().timestamp() - left.stat().st_mtime > 24 * 3600:
            shutil.rmtree(left, ignore_errors=True)


def _write_lines(path, lines, schema):
    """The file, and its entry in the manifest. The same rows give the same bytes."""
    count = 0
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        for line in lines():
            out.write(line.encode())
            # The mark of a table, and the names of its columns, are no rows.
            count += 1
    rows = count if path.name.endswith(".jsonl.gz") else count - 2
    return _entry(path, rows, dict(schema))


def _write_table(path, rows, kinds, at_once):
    count, types = parquet.write(path, kinds, rows(), at_once)
    return _entry(path, count, {"columns": list(types), "types": types})


def _entry(path, rows, schema):
    [kind] = [kind for suffix, kind in MEDIA_TYPES.items() if path.name.endswith(suffix)]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": path.name,
        "media_type": kind,
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": digest,
        "schema": schema,
    }


def _manifest(edition, files):
    return {
        "edition": edition.pk,
        "data_timestamp": edition.data_timestamp,
        "published_at": edition.finished_at and edition.finished_at.isoformat(),
        "is_sample": edition.is_sample,
        "studies": files[0]["rows"],
        "files": files,
        "rows_are_described_at": Here().build_absolute_uri("/api/v1/openapi.json"),
        "attribution": _(
            "Studies: ClinicalTrials.gov, a service of the U.S. National Library of Medicine,"
            " which does not endorse Myositis Portal. Readings: Myositis Portal. Please name both,"
            " and the date of the data."
        ),
        "license": _(
            "Our readings of the records are under the MIT license, like the portal. The records "
            "are under the terms of ClinicalTrials.gov; some of their text may belong to the "
            "people who wrote it."
        ),
        "notice": _("Information, not medical advice. Call before you travel."),
    }
