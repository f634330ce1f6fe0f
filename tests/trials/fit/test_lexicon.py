import pytest

from bench import fit
from trials.fit import lexicon

EXAMPLES = [
    (row.topic or row.kind.value, example) for row in lexicon.rows() for example in row.examples
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda part: str(part)[:70])
def test_each_row_of_the_table_reads_its_examples(name, example):
    heading, line, answers, expected = example
    row = {"heading": heading, "line": line, "answers": answers}
    assert fit.ours(row) == expected, f"{name}: {line}"


def test_every_topic_has_an_example():
    assert [row.topic for row in lexicon.rows() if row.topic and not row.examples] == []
