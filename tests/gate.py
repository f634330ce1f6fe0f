"""What `make test` leaves to `make test-exhaustive`; DEVELOPERS.md has the list."""

import pytest

exhaustive = pytest.mark.exhaustive


def first_in_gate(*values, gate=1):
    """Values of a parameter: as many as `gate` says are for `make test`, all others exhaustive."""
    return [*values[:gate], *(pytest.param(value, marks=exhaustive) for value in values[gate:])]
