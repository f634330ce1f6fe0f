"""The comparison with labels still runs: on invented records and labels, in its whole length."""

import gzip
import json
import sys

import pytest

from bench import blind, readings
from tests.studies import study


@pytest.fixture
def registry(tmp_path):
    """Two studies with labels, one of which is wrong, and two of other diseases."""
    texts = {"eligibilityCriteria": "Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* X"}
    ours = [
        study("NCT99000001", title="Dermatomyositis", eligibilityModule=texts),
        study("NCT99000002", title="Dermatomyositis too"),
    ]
    asthma = {"conditions": ["Asthma"]}
    others = [study(f"NCT9900000{n}", title="Asthma", conditionsModule=asthma) for n in (3, 4)]
    sure = {"confidence": "sure", "subtypes": {}}
    state = {"dermatomyositis": {"state": "included", "quote": ""}}
    labels = [
        {"nct_id": "NCT99000001", "family": "myositis", **sure, "subtypes": state},
        {"nct_id": "NCT99000002", "family": "other-muscle", **sure},
    ]
    muscle, studies = tmp_path / "muscle", tmp_path / "studies"
    muscle.mkdir()
    studies.mkdir()

    def write(name, rows):
        (muscle / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    write("gold.jsonl", labels)
    write("records.jsonl", ours)
    write("gold-negatives.jsonl", [{"nct_id": "NCT99000003"}])
    write("mentions.jsonl", others[1:])
    with gzip.open(studies / "full-dev.jsonl.gz", "wt") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in [*ours, *others])
    return tmp_path


def test_it_compares_every_label_and_names_the_misses(registry, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["readings.py", "--registry", str(registry)])
    monkeypatch.setattr(blind, "names", lambda: ["antibodies"])
    readings.main()
    printed = capsys.readouterr().out
    assert "included, all types: precision 1.000 (1/1), recall 1.000 (1/1)" in printed
    assert "NCT99000002 (sure) relevance: label other-muscle, ours myositis" in printed
    assert "studies of other diseases taken for studies of muscle: 0 of 2" in printed
    assert "criteria of 1 real records: 0 lost a word" in printed


def test_without_labels_it_says_where_it_looked(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["readings.py", "--registry", str(tmp_path)])
    with pytest.raises(SystemExit, match="The labeled records are not here"):
        readings.main()
