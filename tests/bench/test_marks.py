"""The time that marks take is still measured: on invented records."""

import gzip
import json

from bench import marks
from tests.studies import study


def test_it_marks_each_record_and_says_how_long_that_took(tmp_path, capsys):
    text = {"eligibilityCriteria": "Inclusion Criteria:\n\n* People who had a biopsy before"}
    rows = [study(f"NCT9900000{n}", eligibilityModule=text) for n in (1, 2)]
    with gzip.open(tmp_path / "records.jsonl.gz", "wt") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    marks.report(tmp_path / "records.jsonl.gz")
    assert capsys.readouterr().out.startswith("2 records: median ")
    _summary, lines = marks.page_of(rows[0]["protocolSection"])
    assert "People who had a biopsy before" in lines
