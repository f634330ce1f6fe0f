"""The packages that the image installs: a list for others (SBOM), and what is known against them.

    python deploy/packages.py                 # CycloneDX 1.6
    python deploy/packages.py --advisories    # asks osv.dev; the exit code is 1 if it knows any

`make check` does both. If the database of advisories cannot be reached, it says so and goes on.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

import requests

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-mcp.txt")
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.M)
ADVISORIES = "https://api.osv.dev/v1/querybatch"
SECONDS = 10


class Package(NamedTuple):
    name: str
    version: str

    @property
    def purl(self):
        """The package's address in the form that such lists use."""
        return f"pkg:pypi/{self.name.lower().replace('_', '-')}@{self.version}"


def packages() -> list[Package]:
    texts = [(ROOT / file).read_text() for file in FILES]
    return sorted({Package(*found) for text in texts for found in PINNED.findall(text)})


def sbom() -> dict:
    libraries = [
        {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}
        for name, version, purl in ((*one, one.purl) for one in packages())
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "myositis-portal"}},
        "components": libraries,
    }


def advisories() -> dict[Package, list[str]]:
    """{package: the numbers of what is known against its version}. Raises RequestException."""
    asked = packages()
    queries = [
        {"package": {"ecosystem": "PyPI", "name": name}, "version": version}
        for name, version in asked
    ]
    answer = requests.post(ADVISORIES, json={"queries": queries}, timeout=SECONDS)
    answer.raise_for_status()
    results = answer.json()["results"]
    found = {
        package: [known["id"] for known in result.get("vulns", ())]
        for package, result in zip(asked, results, strict=True)
    }
    return {package: numbers for package, numbers in found.items() if numbers}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--advisories", action="store_true")
    if not parser.parse_args().advisories:
        print(json.dumps(sbom(), indent=1))
        return 0
    try:
        found = advisories()
    except requests.RequestException as error:
        reason = type(error).__name__
        print(f"SKIPPED: no advisories were looked up, {ADVISORIES} does not answer ({reason})")
        return 0
    for package, numbers in found.items():
        print(f"{package.name} {package.version}: {', '.join(numbers)}", file=sys.stderr)
    print(f"{len(packages())} packages, {len(found)} with advisories")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
