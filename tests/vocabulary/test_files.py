"""The shipped files have the rows that the code expects."""

import tomllib

import msgspec
import pytest

from vocabulary import files


@pytest.mark.parametrize("name", ["conditions", "medicines", "findings", "urgent"])
def test_every_key_of_a_file_is_one_that_we_read(name):
    written = tomllib.loads(files._text(f"{name}.toml"))
    assert getattr(files, name)() == written


def test_a_row_without_a_key_that_we_need_is_refused(monkeypatch):
    text = '[[antibodies]]\nname = "anti-Jo-1"\n[[findings]]\nname = "rash"\nothers = []\n'
    monkeypatch.setattr(files, "_text", lambda name: text)
    with pytest.raises(msgspec.ValidationError, match="others"):
        files.findings()
