"""Nodes on one machine: network namespaces, joined by a bridge that nobody else can reach."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

PREFIX = "10.77.0"
BRIDGE = f"{PREFIX}.1"
LINK = "chaos0"


class Network:
    """Makes the nodes, and takes them away. Raises OSError where that is not allowed."""

    net = f"{PREFIX}.0/24"

    def __init__(self, nodes):
        self.nodes = nodes

    def name(self, node):
        return f"chaos-{node}"

    def address(self, node):
        return f"{PREFIX}.{self.nodes.index(node) + 10}"

    def __enter__(self):
        if os.geteuid() != 0:
            raise PermissionError("not root")
        self.__exit__()
        try:
            _ip("link", "add", LINK, "type", "bridge")
            _ip("address", "add", f"{BRIDGE}/24", "dev", LINK)
            _ip("link", "set", LINK, "up")
            for number, node in enumerate(self.nodes):
                self._add(node, _link(number))
        except OSError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in self.nodes:
            with contextlib.suppress(OSError):
                _ip("netns", "delete", self.name(node))
            shutil.rmtree(Path("/etc/netns") / self.name(node), ignore_errors=True)
        # A program that still runs in a node, of a run that was killed, keeps its end of the link.
        for link in (*map(_link, range(len(self.nodes))), LINK):
            with contextlib.suppress(OSError):
                _ip("link", "delete", link)

    def _add(self, node, link):
        name = self.name(node)
        _ip("netns", "add", name)
        _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("link", "set", link, "master", LINK)
        _ip("link", "set", link, "up")
        inside = ("-n", name)
        _ip(*inside, "address", "add", f"{self.address(node)}/24", "dev", "eth0")
        _ip(*inside, "link", "set", "eth0", "up")
        _ip(*inside, "link", "set", "lo", "up")
        # `ip netns exec` puts this in place of /etc/hosts, so that nodes find each other by name.
        hosts = Path("/etc/netns") / name / "hosts"
        hosts.parent.mkdir(parents=True, exist_ok=True)
        names = [f"{self.address(one)} {one}" for one in self.nodes]
        hosts.write_text("\n".join(["127.0.0.1 localhost", *names, ""]))


def _link(number):
    return f"chaosv{number}"


def _ip(*words):
    done = subprocess.run(["ip", *words], capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"ip {' '.join(words)}: {done.stderr.strip()}")
