"""What a drill says, and how one is run."""

import importlib
import traceback
from typing import NamedTuple

DRILLS = (
    *("database", "disk", "clock", "registry", "kills", "records", "slow", "requests", "nodes"),
    "upgrade",
)


class Line(NamedTuple):
    """What one part of a drill measured, and whether its promise was kept; None: not tried."""

    name: str
    measured: str
    is_kept: bool | None


class Missed(Exception):
    """A promise is broken, so the drill cannot go on."""


class Skipped(Exception):
    """This machine lacks what the drill needs."""


def run(machine, name, options):
    """The lines of one drill; a broken promise that keeps it from going on is one of them."""
    drill = importlib.import_module(f"bench.chaos.drills.{name}").drill
    try:
        yield from drill(machine, options)
    except Missed as missed:
        yield Line(name, str(missed), False)
    except Skipped as skipped:
        yield Line(name, str(skipped), None)
    except Exception as error:
        # The other drills are still worth their time.
        traceback.print_exc()
        yield Line(name, f"the drill itself failed: {error!r}", False)
