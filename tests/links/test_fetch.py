"""Looking at a page of somebody else, whatever it does: each look ends, and none goes inside."""

import gzip
import re
import socket
import ssl
import struct
from contextlib import closing

import pycurl
import pytest
import trustme

from links import fetch
from links.choices import Finding
from links.fetch import Limits, Looker, Outcome
from links.public_numbers import is_public, is_public_web

from .hostile import Hostile, page, redirect

# So short that a test which waits for the end of one still is quick.
LIMITS = Limits(seconds=2, head_seconds=0.5, connect_seconds=0.5, silent_seconds=1, bytes=64 * 1024)


@pytest.fixture
def site():
    with Hostile() as site:
        yield site


@pytest.fixture
def inside():
    """A server of our own network, which no look may ask."""
    with Hostile() as inside:
        inside.on("/", page())
        yield inside
        assert inside.asked == []


def only(site):
    return lambda number, port: (number, port) == ("127.0.0.1", site.port)


def look(site, path="/", **more):
    return Looker("tests", **{"limits": LIMITS, "may_reach": only(site)} | more).look(
        path if "://" in path or path.startswith("file:") else site.url + path
    )


# What is found


def test_a_page_that_is_there_is_asked_for_its_head_alone(site):
    site.on("/", page())
    assert look(site) == Outcome(Finding.FINE, 200, f"{site.url}/")
    assert site.asked == [("HEAD", "/")]


def test_it_says_who_asks_takes_nothing_packed_and_sends_no_cookies(site):
    site.on("/", redirect("/there", 302, "Set-Cookie: follow=me"))
    site.on("/there", page())
    looker = Looker("a portal (a contact)", LIMITS, only(site))
    assert [looker.look(site.url).finding for _ in range(2)] == [Finding.FINE] * 2
    for head in site.heads:
        assert "User-Agent: a portal (a contact)\r\n" in head
        assert "Accept-Encoding: identity\r\n" in head
        assert f"Host: 127.0.0.1:{site.port}\r\n" in head
        assert not re.search("(?i)cookie|referer|authorization", head)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_where_head_is_refused_get_is_asked(site, status):
    site.on("/", page(status), "HEAD")
    site.on("/", page(), "GET")
    assert look(site).finding == Finding.FINE
    assert site.asked == [("HEAD", "/"), ("GET", "/")]


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (204, Finding.FINE),
        (404, Finding.GONE),
        (410, Finding.GONE),
        (500, Finding.SERVER_ERROR),
        (503, Finding.SERVER_ERROR),
        (401, Finding.NOT_FOR_ROBOTS),
        (403, Finding.NOT_FOR_ROBOTS),
        (406, Finding.NOT_FOR_ROBOTS),
        (451, Finding.NOT_FOR_ROBOTS),
        (999, Finding.NOT_FOR_ROBOTS),
        (304, Finding.NOT_FOR_ROBOTS),
    ],
)
def test_a_status_is_understood(site, status, finding):
    site.on("/", page(status))
    outcome = look(site)
    assert (outcome.finding, outcome.status) == (finding, status)


def test_who_asks_too_often_does_not_ask_at_once_in_another_way(site):
    site.on("/", page(429, "Retry-After: 7200"))
    outcome = look(site)
    assert (outcome.finding, outcome.retry_after) == (Finding.NOT_FOR_ROBOTS, 7200)
    assert site.asked == [("HEAD", "/")]


@pytest.mark.parametrize("text", ["soon", "", "-5", "9" * 400, "Wed, 99 Oct 2015 07:28:00 GMT"])
def test_a_retry_after_that_cannot_be_read_asks_for_no_wait(site, text):
    site.on("/", page(503, f"Retry-After: {text}"))
    assert look(site).retry_after in (None, float("inf"))


def test_a_retry_after_may_be_a_moment(site):
    site.on("/", page(503, "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"))
    assert look(site).retry_after > 24 * 3600


# Redirects


def test_redirects_are_followed_and_recorded(site):
    site.on("/", redirect("/second", 301))
    site.on("/second", redirect("third?a=b#part", 308))
    site.on("/third?a=b", redirect(f"//127.0.0.1:{site.port}/fourth", 302))
    site.on("/fourth", page())
    outcome = look(site)
    assert (outcome.finding, outcome.address) == (Finding.FINE, f"{site.url}/fourth")
    assert [status for status, _address in outcome.redirects] == [301, 308, 302]
    # Only as far as the servers say that it is for good.
    assert outcome.moved_to == f"{site.url}/third?a=b#part"


def test_a_page_that_is_elsewhere_for_today_has_not_moved(site):
    site.on("/", redirect("/second", 302))
    site.on("/second", redirect("/third", 301))
    site.on("/third", page())
    assert look(site).moved_to == ""


def test_a_redirect_may_be_written_in_any_letters(site):
    site.on("/", "HTTP/1.1 302 Found\r\nLocation: /müde Füße\r\n\r\n".encode())
    site.on("/m%C3%BCde%20F%C3%BC%C3%9Fe", page())
    assert look(site).finding == Finding.FINE


def test_circles_end(site):
    site.on("/", redirect("/second", 301))
    site.on("/second", redirect("/", 301))
    assert look(site).finding == Finding.IN_CIRCLES
    site.on("/self", redirect("/self"))
    assert look(site, "/self").finding == Finding.IN_CIRCLES


def test_a_chain_without_end_ends(site):
    for number in range(100):
        site.on(f"/{number}", redirect(f"/{number + 1}"))
    assert look(site, "/0").finding == Finding.IN_CIRCLES
    assert len(site.asked) == 2 * (fetch.MOST_REDIRECTS + 1)


def test_a_circle_that_a_cookie_would_leave_is_no_failure(site):
    site.on("/", redirect("/?cookies", 302, "Set-Cookie: a=b"))
    site.on("/?cookies", redirect("/"))
    assert look(site).finding == Finding.NOT_FOR_ROBOTS


def test_a_redirect_to_nowhere_is_taken_as_an_answer(site):
    site.on("/", page(302))
    assert look(site).finding == Finding.NOT_FOR_ROBOTS


# Never inside


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://0.0.0.0/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "https://localhost/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
    ],
)
def test_nothing_inside_is_asked_neither_at_once_nor_by_a_redirect(site, monkeypatch, address):
    reached = opened(monkeypatch)
    for status in (301, 302, 303, 307, 308):
        site.on(f"/{status}", redirect(address, status))
        assert look(site, f"/{status}").finding in (Finding.NOT_PUBLIC, Finding.NOT_LOOKED)
    assert set(reached) == {("127.0.0.1", site.port)}
    reached.clear()
    finding = Looker("tests", LIMITS).look(address).finding
    assert finding in (Finding.NOT_PUBLIC, Finding.NOT_LOOKED)
    assert reached == []


def test_what_the_client_would_open_by_itself_is_judged_once_more(site, inside, monkeypatch):
    """Even where the numbers that we judged were not the ones that libcurl uses."""
    judged = Looker._options

    def without_our_numbers(looker, *args):
        options = judged(looker, *args)
        del options[pycurl.RESOLVE]
        return options

    monkeypatch.setattr(Looker, "_options", without_our_numbers)
    monkeypatch.setattr(Looker, "_numbers", lambda looker, host, port: ["8.8.8.8"])
    reached = opened(monkeypatch)
    for host in ("127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]", "0", "[::1]"):
        outcome = Looker("tests", LIMITS).look(f"http://{host}:{inside.port}/")
        assert outcome.finding == Finding.NO_CONNECTION
    assert reached == []
    site.on("/", page())
    assert look(site).finding == Finding.FINE
    assert reached == [("127.0.0.1", site.port)]


def test_a_redirect_to_another_port_of_this_machine_is_not_followed(site, inside):
    site.on("/", redirect(f"{inside.url}/"))
    assert look(site).finding == Finding.NOT_PUBLIC
    site.on("/", redirect(f"http://localhost:{inside.port}/"))
    assert look(site).finding == Finding.NOT_PUBLIC


def test_in_production_this_machine_is_never_connected_to(inside):
    assert Looker("tests").look(inside.url).finding == Finding.NOT_PUBLIC


def opened(monkeypatch):
    """Where a look opened sockets to, from now on."""
    found = []
    open_ = Looker._open

    def watched(looker, sockets, purpose, address):
        answer = open_(looker, sockets, purpose, address)
        if answer != pycurl.SOCKET_BAD:
            found.append(address.addr[:2])
        return answer

    monkeypatch.setattr(Looker, "_open", watched)
    return found


def resolver(monkeypatch, *answers):
    """Names have these numbers, the first at the first question; numbers have themselves."""
    real, left, asked = socket.getaddrinfo, list(answers), []

    def resolve(host, *args, **kwargs):
        if re.fullmatch(r"[\d.:]+", host):
            return real(host, *args, **kwargs)
        asked.append(host)
        numbers = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 0)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_of_a_number_inside_is_not_asked(inside, monkeypatch):
    resolver(monkeypatch, ["127.0.0.1"])
    outcome = Looker("tests").look("http://innocent.example/")
    assert outcome.finding == Finding.NOT_PUBLIC


def test_one_number_inside_is_enough(site, monkeypatch):
    resolver(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    assert look(site, f"http://both.example:{site.port}/").finding == Finding.NOT_PUBLIC
    assert site.asked == []


def test_a_name_that_changes_its_number_after_it_was_judged_gains_nothing(
    site, inside, monkeypatch
):
    asked = resolver(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    site.on("/", page())
    assert look(site, f"http://rebinding.example:{site.port}/").finding == Finding.FINE
    assert asked == ["rebinding.example"]
    assert f"Host: rebinding.example:{site.port}\r\n" in site.heads[0]


def test_a_proxy_of_the_environment_is_not_used(site, inside, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, inside.url)
    site.on("/", page())
    assert look(site).finding == Finding.FINE


@pytest.mark.parametrize(
    "number",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254"),
        *("172.16.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:20::1", "2001:db8::1"),
        *("2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0"),
        *("fec0::1", "ff02::1", "ff0e::1"),
    ],
)
def test_what_is_not_everybodys_is_not_public(number):
    assert not is_public(number)
    assert not is_public_web(number, 443)


@pytest.mark.parametrize("number", ["8.8.8.8", "130.14.29.110", "2607:f220:41e:4290::110"])
def test_the_public_web_has_two_ports(number):
    assert is_public(number)
    allowed = [port for port in (22, 25, 80, 443, 5432, 6379, 8080) if is_public_web(number, port)]
    assert allowed == [80, 443]


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8:22/",
        "https://8.8.8.8:8443/",
        "http://user:password@example.org/",
        "http://example.org:99999/",
        "http://",
        "http://[::1/",
        "http://exa mple.org/",
        "http://*.example.org/",
        "https://example.org:443\r\n/",
    ],
)
def test_an_odd_address_is_left_to_people(monkeypatch, address):
    reached = opened(monkeypatch)
    resolver(monkeypatch, ["8.8.8.8"])
    assert Looker("tests", LIMITS).look(address).finding == Finding.NOT_LOOKED
    assert reached == []


def test_a_line_break_in_an_address_asks_nothing_more(site):
    site.on("/a", redirect("/b\tHTTP/1.1\x0b\x0cX-More:%0d%0ay"))
    look(site, "/a\r\nX-More: y")
    assert len(site.heads) > 0
    assert not any("\nX-More" in head for head in site.heads)


# Whatever it does, it ends


def test_a_site_that_there_is_not(monkeypatch):
    def nothing(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    assert Looker("tests").look("http://nothing.invalid/").finding == Finding.NO_NAME


def test_a_name_that_no_resolver_takes():
    address = f"http://{'a' * 70}.example/"
    assert Looker("tests").look(address).finding in (Finding.NO_NAME, Finding.NOT_LOOKED)


def test_a_server_that_is_not_there(site):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    outcome = look(site, f"http://127.0.0.1:{port}/", may_reach=lambda number, port: True)
    assert outcome.finding == Finding.NO_CONNECTION


def test_a_second_number_of_a_name_is_tried(site, monkeypatch):
    resolver(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    site.on("/", page())
    reached = opened(monkeypatch)
    # The server listens on the second number alone.
    address = f"http://two.example:{site.port}/"
    assert look(site, address, may_reach=lambda number, port: True).finding == Finding.FINE
    assert reached == [("127.0.0.2", site.port), ("127.0.0.1", site.port)]


def test_a_server_that_has_only_an_address_of_the_new_kind(monkeypatch):
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with Hostile(listener=listener) as site:
        site.on("/", page())
        for host in ("[::1]", "localhost6.example"):
            resolver(monkeypatch, ["::1"])
            address = f"http://{host}:{site.port}/"
            outcome = look(site, address, may_reach=lambda number, port: number == "::1")
            assert outcome.finding == Finding.FINE, host
    assert len(site.asked) == 2


def drip(site, start, again):
    """Sends the start, then a little now and then: never silent for long, and never at an end."""

    def answer(client):
        client.sendall(start)
        while not site.over.wait(0.02):
            client.sendall(again)

    return answer


def flood(client):
    while True:
        client.sendall(b"x" * 65536)


def reset(client):
    # Closed with this, the other side is told that something broke.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def flood_of_headers(client):
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        client.sendall(b"X-More: " + b"y" * 50000 + b"\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda site: drip(site, b"H", b""), id="silent"),
        pytest.param(lambda site: drip(site, b"", b"H"), id="a byte now and then"),
        pytest.param(lambda site: drip(site, b"HTTP/1.1 200 OK\r\nX: ", b"y"), id="slow headers"),
        pytest.param(
            lambda site: drip(site, b"", b"HTTP/1.1 100 Continue\r\n\r\n"), id="always go on"
        ),
        pytest.param(lambda site: flood, id="a line without end"),
        pytest.param(lambda site: flood_of_headers, id="headers without end"),
        pytest.param(lambda site: reset, id="reset"),
        pytest.param(lambda site: lambda client: None, id="nothing"),
        pytest.param(lambda site: b"\x16\x03\x01\x00\x00", id="no HTTP"),
        pytest.param(lambda site: b"HTTP/1.1 200 OK\r\nX: y", id="cut off"),
        pytest.param(lambda site: b"HTTP/1.1 99999 OK\r\n\r\n", id="a strange status"),
        pytest.param(lambda site: b"HTTP/1.1 100 Continue\r\n\r\n", id="go on, and nothing"),
        pytest.param(
            lambda site: b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX:" + b"y" * 70000,
            id="go on, and too much",
        ),
    ],
)
def test_an_answer_that_is_none_is_a_failure_that_ends(site, answer):
    site.on("/", answer(site))
    assert look(site).finding == Finding.NO_ANSWER
    assert {method for method, _path in site.asked} == {"HEAD", "GET"}


def body(site, start, again):
    def answer(client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n" + start + b"\r\n")
        while not site.over.is_set():
            client.sendall(again)

    return answer


class Measured(closing):
    def __init__(self, curl, sizes):
        super().__init__(curl)
        self.sizes = sizes

    def __exit__(self, *problem):
        self.sizes.append(self.thing.getinfo(pycurl.SIZE_DOWNLOAD_T))
        super().__exit__(*problem)


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (b"", b"x" * 65536),
        (b"Content-Encoding: gzip\r\n", gzip.compress(b"\0" * 10_000_000)),
        (b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n" + b"x" * 65536),
    ],
    ids=["huge", "a gzip bomb", "chunks"],
)
def test_no_body_is_read_however_large(site, monkeypatch, start, again):
    sizes = []
    monkeypatch.setattr(fetch, "closing", lambda curl: Measured(curl, sizes))
    site.on("/", page(405), "HEAD")
    site.on("/", body(site, start, again), "GET")
    assert look(site).finding == Finding.FINE
    # What came in the same packet as the head.
    assert sum(sizes) <= LIMITS.bytes


def test_a_slow_body_is_not_waited_for(site):
    site.on("/", page(501), "HEAD")
    site.on("/", drip(site, b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"x"), "GET")
    assert look(site).finding == Finding.FINE


def test_each_answer_may_be_as_large_as_the_limit_and_no_larger(site):
    small = Limits(**{**vars(LIMITS), "bytes": 2000})
    site.on("/", page(200, "X: " + "y" * 1500))
    assert look(site, limits=small).finding == Finding.FINE
    site.on("/", page(200, "X: " + "y" * 2500))
    assert look(site, limits=small).finding == Finding.NO_ANSWER


# TLS


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def secured(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return Hostile(context)


@pytest.fixture
def trusted(authority, tmp_path):
    file = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


def test_tls_that_is_in_order(authority, trusted):
    with secured(authority, "127.0.0.1") as site:
        site.on("/", page())
        assert look(site, authorities=trusted).finding == Finding.FINE


def test_tls_is_checked_for_the_name_that_was_asked(authority, trusted, monkeypatch):
    resolver(monkeypatch, ["127.0.0.1"])
    with secured(authority, "right.example") as site:
        site.on("/", page())
        for name, finding in (("right", Finding.FINE), ("wrong", Finding.BAD_TLS)):
            address = f"https://{name}.example:{site.port}/"
            assert look(site, address, authorities=trusted).finding == finding


def test_tls_of_an_authority_that_nobody_knows(authority):
    with secured(authority, "127.0.0.1") as site:
        assert look(site).finding == Finding.BAD_TLS
        assert site.asked == []


def test_a_server_that_speaks_no_tls(site):
    site.on("/", page())
    address = site.url.replace("http:", "https:") + "/"
    assert look(site, address).finding in (Finding.BAD_TLS, Finding.NO_ANSWER)
    assert site.asked == []


def test_hands_that_are_never_shaken():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        address = f"https://127.0.0.1:{port}/"
        looker = Looker("tests", LIMITS, lambda number, port: True)
        assert looker.look(address).finding == Finding.NO_ANSWER


def test_slow_headers_end_under_tls_too(authority, trusted):
    with secured(authority, "127.0.0.1") as site:
        site.on("/", drip(site, b"HTTP/1.1 200 OK\r\nX: ", b"y"))
        assert look(site, authorities=trusted).finding == Finding.NO_ANSWER


# Through a proxy; tests/test_egress.py asks a real one


class Proxy(Hostile):
    """A proxy that answers every tunnel in the same way."""

    def __init__(self, status, *headers):
        super().__init__()
        self.answers = self
        self.said = page(status, *headers)

    def get(self, _question):
        return self.said


@pytest.mark.parametrize(
    ("status", "header", "finding"),
    [
        (403, "X-Squid-Error: ERR_ACCESS_DENIED 0", Finding.NOT_PUBLIC),
        (503, "X-Squid-Error: ERR_DNS_FAIL 0", Finding.NO_NAME),
        (500, "X-Squid-Error: ERR_CANNOT_FORWARD 0", Finding.NO_NAME),
        (503, "X-Squid-Error: ERR_CONNECT_FAIL 111", Finding.NO_CONNECTION),
        (502, "X-Other: 1", Finding.NO_CONNECTION),
        # It closes its tunnel at once.
        (200, "X-Other: 1", Finding.NO_ANSWER),
    ],
)
def test_what_the_proxy_says_is_what_is_found(status, header, finding):
    with Proxy(status, header) as proxy:
        looker = Looker("tests", LIMITS, proxy=proxy.url)
        assert looker.look("http://page.example.org/secret").finding == finding
    # The proxy hears where to, and nothing else.
    assert set(proxy.asked) == {("CONNECT", "page.example.org:80")}


@pytest.mark.parametrize("name", ["127.0.0.1", "egress.invalid"])
def test_without_its_proxy_nothing_is_reached_and_nothing_goes_out(site, name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    site.on("/", page())
    assert look(site, proxy=f"http://{name}:{port}").finding == Finding.NOT_LOOKED
    looker = Looker("tests", LIMITS, proxy=f"http://{name}:{port}")
    assert looker.look("http://127.0.0.1/").finding == Finding.NO_CONNECTION
    assert site.asked == []
