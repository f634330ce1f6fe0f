"""The drills of `make chaos` still run, in their smallest form, and a broken promise is seen."""

import http.client
import io
from types import SimpleNamespace

import pytest

from bench.chaos import editions, promises
from bench.chaos.drills import kills, records, requests
from bench.chaos.promises import DRILLS, Line, Missed, Skipped
from tests.registry import Registry

SIZES = ["--kills", "2", "--records", "60", "--requests", "300"]
SIZES += ["--clients", "20", "--seconds", "3"]


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_keeps_its_promises(bench):
    printed = bench("chaos", *SIZES)
    assert "All promises that were tried are kept." in printed
    for drill in DRILLS:
        # It was done, or it says loudly what it lacks.
        assert f"({drill}: " in printed
    assert printed.count("  ok\n") > len(DRILLS) - printed.count("  SKIPPED\n")
    assert ("Not tried: " in printed) == ("  SKIPPED\n" in printed)


@pytest.fixture
def lines_of(monkeypatch):
    """The lines of a drill that gives these, or raises this."""

    def lines_of(*lines, raises=None):
        def drill(machine, options):
            yield from lines
            if raises:
                raise raises

        module = SimpleNamespace(drill=drill)
        monkeypatch.setattr(promises.importlib, "import_module", lambda name: module)
        return list(promises.run(None, "a drill", None))

    return lines_of


def test_a_promise_that_stops_a_drill_is_a_line_of_its_own(lines_of):
    lines = lines_of(Line("first", "1 s", True), raises=Missed("the site does not answer"))
    assert [line.is_kept for line in lines] == [True, False]
    assert lines[1] == Line("a drill", "the site does not answer", False)


def test_a_drill_that_fails_itself_is_a_broken_promise(lines_of, capsys):
    [line] = lines_of(raises=ValueError("odd"))
    assert not line.is_kept
    assert "Traceback" in capsys.readouterr().err


def test_what_a_machine_cannot_do_is_said_and_breaks_nothing(lines_of):
    assert lines_of(raises=Skipped("it needs nginx")) == [Line("a drill", "it needs nginx", None)]


def test_a_mixed_a_half_and_an_older_answer_are_seen():
    readers = object.__new__(kills.Readers)
    readers.lock, readers.allowed = kills.threading.Lock(), [(0, {1}), (10, {1, 2}), (20, {2})]
    readers.count, readers.seen, readers.wrong = kills.Counter(), kills.Counter(), []
    path = "/trials/compare/?id=NCT98000001&id=NCT98000002&id=NCT98000003"

    def judged(*marks, began, ended, status=200):
        readers.wrong.clear()
        body = " ".join(f"NCT980000{n:02} edition{mark:04}x" for n, mark in enumerate(marks))
        answer = SimpleNamespace(status=status, body=body.encode())
        readers.judge(path, answer, began, ended)
        return not readers.wrong

    assert judged(1, 1, 1, began=1, ended=2)
    assert judged(1, 1, 1, began=11, ended=12)
    assert judged(2, 2, 2, began=5, ended=12)
    assert not judged(1, 2, 2, began=11, ended=12)
    assert not judged(1, 1, began=1, ended=2)
    assert not judged(1, 1, 1, began=21, ended=22)
    assert not judged(2, 2, 2, began=1, ended=2)
    assert not judged(1, 1, 1, began=1, ended=2, status=500)
    # No page is wrong where there is none, but it counts.
    assert judged(1, 1, 1, began=1, ended=2, status=503)
    assert readers.count["refused"] == 1


def test_every_part_of_an_edition_says_which_one_it_is_of():
    registry = Registry()
    editions.put(registry, 3, 2)
    first = registry.data_timestamp
    editions.put(registry, 4, 2)
    assert registry.data_timestamp != first
    body = str(registry.get("NCT98000002")).encode()
    assert editions.shown(body) == {4}
    assert len(editions.MARK.findall(body.decode())) >= 4


def test_every_random_request_can_be_sent():
    routes = [
        "trials/<nct:nct_id>/",
        r"trials/(?P<nct_id>(?i:nct)?[ _-]?[0-9]{1,14})/",
        "",
        "a/^b$",
    ]
    made = requests.Requests(7, routes, ["q", "place"], ["dermatomyositis"])
    for _ in range(2000):
        method, path, _body, headers = made.request()
        sent = io.BytesIO()
        link = http.client.HTTPConnection("127.0.0.1")
        link.sock = SimpleNamespace(sendall=sent.write)
        link.request(method, path, headers=headers)
        assert sent.getvalue().startswith(f"{method} /".encode())
    assert isinstance(made.raw(), bytes)


def test_mutated_records_are_the_same_each_time_and_nearly_all_have_a_number():
    once, again = (list(map(str, records.mutated(30, 5))) for _ in range(2))
    assert once == again
    assert len(set(once)) == 30
    assert all("'nctId': 'NCT97" in text for text in once)
    *_, last = records.mutated(records.NAMELESS, 5)
    assert last["protocolSection"]["identificationModule"]["nctId"] in records.NO_NUMBERS
