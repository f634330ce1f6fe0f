"""Ask the API what nobody would ask, by its own description: no error of ours, every answer fits.

    make bench-api [ARGS="--cases 200"]

Schemathesis makes cases from /api/v1/openapi.json, good ones and bad ones, for a server on this
machine with the starter content and some invented studies. `--cases` is how many for each address.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)
from bench.crowding import SERVER  # noqa: E402

# What a client that sends nonsense is told is checked; whether we refuse all that is odd is not: a
# page too many is a wish, and a parameter of somebody's tracking is none of ours.
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance"
)
PROGRAM = Path(sys.executable).with_name("st")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=300)
    parser.add_argument("--cases", type=int, default=100)
    arguments = parser.parse_args()
    search.ask("load", arguments.studies)
    with search.database(arguments.studies):
        from django.core.management import call_command

        call_command("load_starter", verbosity=0)
        with search.served(SERVER, "/healthz") as port:
            here = f"http://127.0.0.1:{port}"
            command = [PROGRAM, "run", f"{here}/api/v1/openapi.json", "--url", here]
            command += ["--checks", CHECKS, "--max-examples", str(arguments.cases)]
            command += ["--phases", "examples,coverage,fuzzing", "--workers", "2"]
            done = subprocess.run([*command, "--seed", "22", "--continue-on-failure"], check=False)
    raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
