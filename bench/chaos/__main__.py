"""Break a real portal on purpose, and see whether it keeps its promises.

    make chaos [ARGS="--only database kills --kills 100"]

Each drill starts the site (and worker and beat, where it needs them) as the image and the compose
file do, on this machine, with a private PostgreSQL below var/chaos. Each line says what was
measured, and "ok" or "MISSED". The exit code is 1 if a promise is broken.
"""

import argparse
import platform
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# This folder's own name would hide the standard library's modules.
sys.path[0] = str(ROOT)

from bench.chaos.portal import Machine  # noqa: E402 (it needs the path above)
from bench.chaos.promises import DRILLS, run  # noqa: E402

WORDS = {True: "ok", False: "MISSED", None: "SKIPPED"}


def versions(machine):
    import django
    import granian

    [(server,)] = machine.portal("versions").rows("SHOW server_version")
    return (
        f"{platform.machine()}, Python {platform.python_version()}, Django {django.__version__}, "
        f"granian {granian.__version__}, PostgreSQL {server}"
    )


def end(*_):
    """End what was started as well; a second signal does not cut that short."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=DRILLS, default=DRILLS, metavar="DRILL")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10, help="how long something is away")
    parser.add_argument("--release", help="the commit that has to run on the tables of now")
    parser.add_argument("--seed", type=int, default=20261130)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, end)
    broken, skipped = 0, []
    with Machine() as machine:
        print(versions(machine), flush=True)
        for name in options.only:
            began = time.monotonic()
            for line in run(machine, name, options):
                if line.is_kept is None:
                    skipped.append(name)
                broken += line.is_kept is False
                print(f"{line.name}: {line.measured}  {WORDS[line.is_kept]}", flush=True)
            print(f"    ({name}: {time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
    print(f"{broken} promises are broken." if broken else "All promises that were tried are kept.")
    if skipped:
        print(f"Not tried: {', '.join(skipped)}.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
