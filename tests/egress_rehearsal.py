"""Ask both proxies of the containers, in a network of its own: `unshare --net`, as root.

    unshare --net python -m tests.egress_rehearsal FOLDER

Every address that is asked, public or private, is on this machine and has a server, so a proxy that
refuses one could have reached it. Prints what was found as JSON. See test_egress.py.
"""

import contextlib
import http.client
import ipaddress
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
from pathlib import Path

import django
import trustme
import yaml
from django.conf import settings

from links.fetch import Limits, Looker
from tests.links.hostile import Hostile, page, redirect
from trials.ctgov.client import Client

ROOT = Path(__file__).resolve().parent.parent
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PROXY_USER = "13"
NAMES = {
    "registry.example.org": ["9.9.9.9"],
    "sub.registry.example.org": ["9.9.9.9"],
    "mail.example.org": ["10.9.9.9"],
    "elsewhere.example.org": ["9.9.9.9", "2620:fe::9"],
    "inside.example.org": ["10.9.9.9"],
    "both.example.org": ["9.9.9.9", "10.9.9.9"],
    "closed.example.org": ["9.9.9.8"],
}
ADDRESSES = ["9.9.9.9/32", "10.9.9.9/32", "169.254.169.254/32", "2620:fe::9/128", "fd00::9/128"]
HOSTS_ASKED = [
    *("registry.example.org:443", "mail.example.org:465", "mail.example.org:587"),
    *("registry.example.org:80", "registry.example.org:22", "sub.registry.example.org:443"),
    *("elsewhere.example.org:443", "9.9.9.9:443", "169.254.169.254:443", "127.0.0.1:443"),
    "GET http://registry.example.org/",
]
LINKS_ASKED = [
    *("elsewhere.example.org:443", "elsewhere.example.org:80", "9.9.9.9:443", "[2620:fe::9]:443"),
    *("10.9.9.9:443", "169.254.169.254:80", "127.0.0.1:443", "[::1]:443", "[fd00::9]:443"),
    *("inside.example.org:443", "both.example.org:443", "localhost:443", "0x7f000001:80"),
    *("2130706433:80", "127.1:80", "[::ffff:10.9.9.9]:443", "9.9.9.9:22", "9.9.9.9:3128"),
    "GET http://elsewhere.example.org/",
]
PAGES = [
    *("https://elsewhere.example.org/", "http://elsewhere.example.org/"),
    *("https://elsewhere.example.org/gone", "http://elsewhere.example.org/to-the-inside"),
    *("https://inside.example.org/", "http://169.254.169.254/latest/"),
    *("http://closed.example.org/", "https://elsewhere.example.org/cut-off"),
    *("https://nowhere.example.org/", "http://elsewhere.example.org:8080/"),
]
VERSION = b'{"apiVersion": "2.0.5", "dataTimestamp": "2026-11-20T09:00:05"}'


def answer_names(server):
    """A name server: A and AAAA records of NAMES, and that there is no other name."""
    while True:
        question, asker = server.recvfrom(512)
        labels, place = [], 12
        while size := question[place]:
            labels.append(question[place + 1 : place + 1 + size].decode())
            place += size + 1
        (kind,) = struct.unpack("!H", question[place + 1 : place + 3])
        version = {1: 4, 28: 6}.get(kind)
        numbers = [ipaddress.ip_address(n) for n in NAMES.get(".".join(labels).lower(), [])]
        packed = [number.packed for number in numbers if number.version == version]
        flags = 0x8180 if numbers else 0x8183
        head = question[:2] + struct.pack("!HHHHH", flags, 1, len(packed), 0, 0)
        rows = [struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(row)) + row for row in packed]
        server.sendto(head + question[12 : place + 5] + b"".join(rows), asker)


def serve(port, talk):
    server = socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)

    def accept():
        while True:
            client, _address = server.accept()
            threading.Thread(target=talk, args=[client], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def speak_smtp(context, received):
    def talk(client):
        with contextlib.suppress(OSError):
            client = context.wrap_socket(client, server_side=True) if context else client
            with client, client.makefile("rb") as lines:
                client.sendall(b"220 mail.example.org\r\n")
                for line in lines:
                    word = line[:4].upper().strip()
                    client.sendall(b"354 go on\r\n" if word == b"DATA" else b"250 fine\r\n")
                    if word == b"DATA":
                        received.append(b"".join(iter(lines.readline, b".\r\n")))
                        client.sendall(b"250 fine\r\n")

    return talk


def tunnel_status(port, target):
    """What this proxy answers to a tunnel there, or to an ordinary request."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        line = target if target.startswith("GET ") else f"CONNECT {target}"
        connection.sendall(f"{line} HTTP/1.1\r\nHost: {target.split()[-1]}\r\n\r\n".encode())
        response = http.client.HTTPResponse(connection, method="CONNECT")
        response.begin()
        return response.status


def start_squid(folder, service, port):
    """What the compose file starts, with the files of the image, as the image's user."""

    def here(text):
        text = text.replace("/etc/squid/", f"{place}/").replace("/tmp/hosts", f"{place}/hosts")
        return text.replace("$$", "$")

    place = folder / service
    place.mkdir()
    os.chown(place, int(PROXY_USER), int(PROXY_USER))
    for file in (ROOT / "deploy" / "egress").glob("*.conf"):
        text = here(file.read_text()).replace("http_port 3128", f"http_port 127.0.0.1:{port}")
        text = text.replace("visible_hostname", "dns_nameservers 127.0.0.1\nvisible_hostname")
        (place / file.name).write_text(text)
    hosts = "registry.example.org mail.example.org"
    rights = ["setpriv", f"--reuid={PROXY_USER}", f"--regid={PROXY_USER}", "--clear-groups"]
    return subprocess.Popen(
        [*rights, "--no-new-privs", *map(here, SERVICES[service]["command"])],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "OUTBOUND_HOSTS": hosts},
        stdout=(place / "log").open("w"),
        stderr=subprocess.STDOUT,
    )


def wait_until_it_listens(process, port):
    while process.poll() is None:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        threading.Event().wait(0.1)
    raise SystemExit(f"squid ended: {process.args}")


def findings(proxy, authorities):
    limits = Limits(seconds=8, head_seconds=4, connect_seconds=5, silent_seconds=3)
    looker = Looker("rehearsal", limits, authorities=str(authorities), proxy=proxy)
    return {address: looker.look(address).finding for address in PAGES}


def data_timestamp(proxy):
    client = Client("https://registry.example.org/api/v2", "rehearsal", 0, proxy)
    return client.version().data_timestamp


def mails(proxy, received):
    from django.core import mail

    from myositis_portal import environment

    settings.OUTBOUND_PROXY = proxy
    found = {}
    for name, address in {
        "smtp": "smtp://mail.example.org:587",
        "smtps": "smtps://mail.example.org:465",
        "elsewhere": "smtps://elsewhere.example.org:465",
    }.items():
        os.environ["EMAIL_URL"] = address
        for setting, value in environment.env_mail("EMAIL_URL").items():
            setattr(settings, setting, value)
        before = len(received)
        try:
            mail.send_mail("subject", "text", "a@example.org", ["b@example.org"])
        except OSError as problem:
            found[name] = "refuses elsewhere" if " refuses elsewhere." in str(problem) else problem
        else:
            found[name] = "sent" if len(received) == before + 1 else "lost"
    return found


def main(folder):
    settings.configure(
        USE_TZ=True, CACHES={"shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    )
    django.setup()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in ADDRESSES:
        subprocess.run(["ip", "addr", "add", address, "dev", "lo"], check=True)
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.1", 53))
    threading.Thread(target=answer_names, args=[names], daemon=True).start()

    authority = trustme.CA()
    authorities = folder / "authorities.pem"
    authority.cert_pem.write_to_path(authorities)
    # Whom requests and smtplib trust; and no proxy but those that the code is told.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = str(authorities)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*NAMES).configure_cert(context)
    received: list[bytes] = []
    serve(587, speak_smtp(None, received))
    serve(465, speak_smtp(context, received))
    serve(22, lambda client: client.close())
    both = {"family": socket.AF_INET6, "dualstack_ipv6": True}
    with (
        Hostile(context, socket.create_server(("", 443), **both)) as tls,
        Hostile(None, socket.create_server(("", 80), **both)) as plain,
    ):
        for site in (tls, plain):
            site.on("/", page())
            site.on("/latest/", page())
            site.on("/to-the-inside", redirect("https://inside.example.org/"))
            site.on("/cut-off", lambda client: None)
        kind = "Content-Type: application/json"
        length = f"Content-Length: {len(VERSION)}"
        head = "\r\n".join(["HTTP/1.1 200 Fine", kind, length, "", ""]).encode()
        tls.on("/api/v2/version", head + VERSION)
        squids = [start_squid(folder, "egress", 3128), start_squid(folder, "egress-links", 3129)]
        try:
            for port, squid in zip((3128, 3129), squids, strict=True):
                wait_until_it_listens(squid, port)
            named, public = "http://127.0.0.1:3128", "http://127.0.0.1:3129"
            found = {
                "hosts": {target: tunnel_status(3128, target) for target in HOSTS_ASKED},
                "links": {target: tunnel_status(3129, target) for target in LINKS_ASKED},
                "findings": findings(public, authorities),
                "registry": data_timestamp(named),
                "mail": mails(named, received),
            }
        finally:
            for squid in squids:
                squid.terminate()
                squid.wait()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
