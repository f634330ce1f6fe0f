"""Send the API odd requests, made from its own description: no error of ours, every answer matches.

    make bench-api [ARGS="--cases 200"]

For a server on this machine with the starter content and some invented studies. First come values
that broke other programs, each in every parameter. Then Schemathesis makes valid and invalid cases
from /api/v1/openapi.json, for one address after the other. `--cases` is how many random ones it
makes for each address, in addition to those that come from the description. `--only trials` leaves
out the addresses without this word.
"""

import argparse
import contextlib
import functools
import http.client
import json
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)
from bench.crowding import SERVER  # noqa: E402

# We check what a client that sends nonsense is told, but not whether we refuse everything odd: we
# accept a page beyond the last one, and other sites' tracking parameters.
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance"
)
PROGRAM = Path(sys.executable).with_name("st")
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
# In the form in which they are in an address.
HOSTILE = [
    *("", "+", "%00", "%FF", "%C0%AF", "%ED%A0%80", "%", "%zz", "%25", "%0D%0AX-Odd:+1", "%0A"),
    *("-1", "0", "9" * 400, "1e309", "NaN", "0x10", "%D9%A3", "1,2", ",", ",,,", "true", "null"),
    *(
        "%27",
        "%27+OR+1%3D1--",
        "%22%3B+DROP+TABLE+trials_trial%3B--",
        "1%27%22%5C",
        "%3F",
        "%3A%3A",
    ),
    *(
        "%28%28%28%28",
        "%7C%7C%26%26%21",
        "%27%27%3A*",
        "*",
        "-",
        "--",
        "%22",
        "%5C",
        "a*b*",
        "%22-%22",
    ),
    *("%3Cscript%3Ealert(1)%3C/script%3E", "%7B%7B7*7%7D%7D", "$%7B7*7%7D", "%7B%25+debug+%25%7D"),
    *("..%2F..%2F..%2Fetc%2Fpasswd", "file:///etc/passwd", "http://127.0.0.1:1/", "%E2%80%AE"),
    *("%F0%9F%A6%B4", "I%CC%87" * 50, "a%CC%81" * 500, "a" * 5000, "a+" * 2000, "(a%2B)%2B%24"),
    *("NCT00000000", "nct1", "NCT" + "9" * 60, "2026-02-30", "0000-00-00", "99999-01-01", "cD0x"),
]


def hostile(port, paths, most):
    """Send each of these in each parameter of each address: [what is wrong], and the number of
    requests."""
    wrong, count = [], 0
    for route, operations in paths.items():
        parameters = operations["get"].get("parameters", [])
        for value in HOSTILE[:most]:
            for address in _addresses(route, parameters, value):
                count += 1
                wrong += [f"{said}: {address[:200]}" for said in ask(port, route, address)]
        print(f"{route:44} {count:>6,} so far, wrong: {len(wrong)}", flush=True)
    return wrong, count


def _addresses(route, parameters, value):
    """The value in each parameter in turn, twice in one, and in all at once."""
    queried = [one["name"] for one in parameters if one["in"] == "query"]
    named = [one["name"] for one in parameters if one["in"] == "path"]
    if named:
        yield route.replace(f"{{{named[0]}}}", urllib.parse.quote(value, safe="%"))
    here = route.replace("{nct_id}", "NCT99000001").replace("{slug}", "dermatomyositis")
    for name in queried:
        yield f"{here}?{name}={value}"
    if queried:
        yield f"{here}?{queried[0]}=x&{queried[0]}={value}"
    yield f"{here}?{'&'.join(f'{name}={value}' for name in queried)}"
    yield f"{here}?{value}"
    yield f"{here}?{value}=1"


def ask(port, route, address):
    """What is wrong with the answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(link):
        link.putrequest("GET", address, skip_accept_encoding=True)
        link.endheaders()
        answer = link.getresponse()
        body = answer.read()
    # An address that redirects, or that is no route of the description, has no schema. The server
    # itself refuses one longer than 64 KiB.
    described = _described(route).get(str(answer.status))
    if answer.status >= 500:
        yield f"{answer.status}"
    elif described is None:
        if answer.status not in (301, 404, 414):
            yield f"{answer.status} is not described"
    elif answer.headers.get_content_type() != described[0]:
        yield f"{answer.status} comes as {answer.headers.get_content_type()}"
    else:
        for error in described[1].iter_errors(json.loads(body)):
            yield f"{answer.status} does not fit: {error.message[:200]}"
            break


@functools.cache
def _described(route):
    """{status: (content type, validator)}"""
    import jsonschema

    from myositis_portal import api

    whole = api.description()
    formats = jsonschema.FormatChecker()
    # Without it, an empty text would be valid as a text and as an address.
    formats.checks("uri")(lambda value: not isinstance(value, str) or "://" in value)
    found = {}
    for status, response in whole["paths"][route]["get"]["responses"].items():
        for kind, content in response.get("content", {}).items():
            schema = {
                "$schema": SCHEMA,
                **content["schema"],
                "components": whole["components"],
            }
            found[status] = kind, jsonschema.Draft202012Validator(schema, format_checker=formats)
    return found


def generated(port, routes, cases, seed):
    """Let Schemathesis test each address: [what is wrong], and the number of requests."""
    here = f"http://127.0.0.1:{port}"
    wrong, count = [], 0
    for route in routes:
        with tempfile.NamedTemporaryFile(suffix=".json") as report:
            command = [PROGRAM, "run", f"{here}/api/v1/openapi.json", "--url", here]
            command += ["--include-path", route, "--checks", CHECKS]
            command += ["--max-examples", str(cases), "--phases", "examples,coverage,fuzzing"]
            command += ["--workers", "1", "--seed", str(seed), "--continue-on-failure"]
            command += ["--generation-database", "none", "--suppress-health-check", "all"]
            command += ["--report", "json", "--report-json-path", report.name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            told = json.loads(Path(report.name).read_text() or "{}")
        asked = told.get("test_cases", {}).get("generated", 0)
        count += asked
        if done.returncode:
            wrong.append(f"{route}\n{done.stdout[-4000:]}{done.stderr[-1000:]}")
        print(f"{route:44} {asked:>6,}  {'wrong' if done.returncode else 'fits'}", flush=True)
    return wrong, count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=300)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--hostile", type=int, default=len(HOSTILE), help="how many of the values")
    parser.add_argument("--only", default="", help="a part of the addresses to ask")
    arguments = parser.parse_args()
    search.ask("load", arguments.studies)
    with search.database(arguments.studies):
        from django.core.management import call_command

        from myositis_portal import api

        call_command("load_starter", verbosity=0)
        paths = api.description()["paths"]
        paths = {route: of for route, of in paths.items() if arguments.only in route}
        with search.served(SERVER, "/healthz") as port:
            wrong, count = hostile(port, paths, arguments.hostile)
            print(f"values that broke other programs: {count:,} asked, {len(wrong)} wrong")
            if arguments.cases:
                more, count = generated(port, paths, arguments.cases, arguments.seed)
                print(f"generated: {count:,} asked, at {len(more)} addresses something was wrong")
                wrong += more
    print("\n".join(wrong[:50]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
