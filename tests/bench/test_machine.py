"""Each bench says on which machine and with which versions its figures were measured."""

import os
import re

from bench import machine
from tests import tracked


def test_the_line_names_the_machine_its_load_and_the_versions():
    said = machine.described()
    assert f"{os.cpu_count()} × " in said
    for name in ("load", "Python", "django", "granian", "PostgreSQL"):
        assert re.search(rf"{name} \d+\.\d+", said), said


def test_every_bench_prints_it_first():
    rules = re.findall(
        r"(?m)^(eval|chaos|bench-[\w-]+): .*\n((?:\t.*\n)+)", tracked.read("Makefile")
    )
    assert len(rules) >= 11
    for name, commands in rules:
        assert commands.splitlines()[0] == "\t@$(BIN)/python bench/machine.py", name
