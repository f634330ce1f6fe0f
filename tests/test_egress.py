"""The way out of the containers: what squid lets through, with the files that its image has.

As root, squid runs in a network of its own, where public and private addresses are on this machine:
nothing that these tests ask leaves it.
"""

import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from links.public_numbers import is_public

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "deploy" / "egress"
PUBLIC, PUBLIC_6 = "9.9.9.9", "2620:fe::9"


def read(name):
    return (FOLDER / name).read_text()


def networks(acl):
    """What an `acl … dst` of the proxy for links names."""
    text = read("common.conf") + read("links.conf")
    words = re.findall(rf"(?m)^acl {acl} dst (.*)$", text)
    return [ipaddress.ip_network(word) for line in words for word in line.split()]


def odd_addresses():
    """The first and the last address of each special network, and their neighbors."""
    found = {PUBLIC, PUBLIC_6, "1.1.1.1", "223.255.255.255", "2000::1", "3ffe::1"}
    for network in networks("private") + networks("never"):
        ends = (network.network_address, network.broadcast_address)
        for number in [*map(int, ends), int(ends[0]) - 1, int(ends[1]) + 1]:
            if 0 <= number < 2**network.max_prefixlen:
                found.add(str(type(ends[0])(number)))
    return sorted(number for number in found if not is_of_nobody(number))


def is_of_nobody(number):
    """The rest of ::/8 was never handed out. Squid keeps its IPv4 addresses there, so a rule for
    all of it would be one for them."""
    address = ipaddress.ip_address(number)
    named = networks("private") + networks("never")
    return address in ipaddress.ip_network("::/8") and not any(address in one for one in named)


def test_the_proxy_for_links_calls_private_what_the_check_of_links_does():
    refused = networks("private") + networks("never")
    for number in odd_addresses():
        address = ipaddress.ip_address(number)
        is_refused = any(address in network for network in refused)
        assert is_refused != is_public(number), number


def test_the_image_has_both_files_and_starts_as_nobody_of_importance():
    dockerfile = read("Dockerfile")
    assert "COPY common.conf hosts.conf links.conf /etc/squid/\n" in dockerfile
    assert "USER 13:13\n" in dockerfile
    for name in ("hosts.conf", "links.conf"):
        assert "include /etc/squid/common.conf\n" in read(name)
        assert read(name).rstrip().endswith("http_access deny all")
    # No line says what somebody looked at.
    assert "access_log none\n" in read("common.conf")


@pytest.fixture(scope="module")
def asked():
    """What a program in a network of its own heard: see tests/egress_rehearsal.py."""
    missing = [name for name in ("squid", "unshare", "ip") if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs root and squid: missing {', '.join(missing) or 'root'}")
    if subprocess.run(["unshare", "--net", "true"]).returncode != 0:
        pytest.skip("needs the right to make a network of its own: unshare --net")
    # Not pytest's own folder, which only its user may enter.
    with tempfile.TemporaryDirectory(prefix="portal-egress-") as folder:
        os.chmod(folder, 0o755)
        words = ["unshare", "--net", sys.executable, "-m", "tests.egress_rehearsal", folder]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.processes
def test_only_named_hosts_are_reached_and_only_on_their_ports(asked):
    assert asked["hosts"] == {
        "registry.example.org:443": 200,
        "mail.example.org:465": 200,
        # A mail server of one's own network.
        "mail.example.org:587": 200,
        "registry.example.org:80": 403,
        "registry.example.org:22": 403,
        "sub.registry.example.org:443": 403,
        "elsewhere.example.org:443": 403,
        # By its number, whatever name somebody gives to that.
        f"{PUBLIC}:443": 403,
        "169.254.169.254:443": 403,
        "127.0.0.1:443": 403,
        "GET http://registry.example.org/": 403,
    }


@pytest.mark.processes
def test_links_lead_to_public_addresses_only(asked):
    reached = {name for name, status in asked["links"].items() if status == 200}
    assert reached == {
        *("elsewhere.example.org:443", "elsewhere.example.org:80"),
        *(f"{PUBLIC}:443", f"[{PUBLIC_6}]:443"),
    }
    refused = {name for name, status in asked["links"].items() if status == 403}
    assert asked["links"].keys() - reached - refused == set()
    assert refused > {
        *("10.9.9.9:443", "169.254.169.254:80", "127.0.0.1:443", "[::1]:443", "[fd00::9]:443"),
        # Names of private addresses, one of them with a public one beside it.
        *("inside.example.org:443", "both.example.org:443", "localhost:443"),
        # Other ways to write a number.
        *("0x7f000001:80", "2130706433:80", "127.1:80", "[::ffff:10.9.9.9]:443"),
        *(f"{PUBLIC}:22", "GET http://elsewhere.example.org/"),
    }


@pytest.mark.processes
def test_the_check_of_links_finds_through_the_proxy_what_it_finds_without(asked):
    assert asked["findings"] == {
        "https://elsewhere.example.org/": "fine",
        "http://elsewhere.example.org/": "fine",
        "https://elsewhere.example.org/gone": "gone",
        "http://elsewhere.example.org/to-the-inside": "not-public",
        "https://inside.example.org/": "not-public",
        "http://169.254.169.254/latest/": "not-public",
        "http://closed.example.org/": "no-connection",
        "https://elsewhere.example.org/cut-off": "no-answer",
        "https://nowhere.example.org/": "no-name",
        "http://elsewhere.example.org:8080/": "not-looked",
    }


@pytest.mark.processes
def test_studies_and_mails_go_out_through_the_proxy(asked):
    assert asked["registry"] == "2026-11-20T09:00:05"
    assert asked["mail"] == {"smtp": "sent", "smtps": "sent", "elsewhere": "refuses elsewhere"}
