"""The database goes away and comes back: stopped in order, killed, and frozen.

A frozen one closes no connection, as one whose network is cut.
"""

import itertools
import signal
import threading
import time

from bench.chaos.editions import put
from bench.chaos.portal import eventually
from bench.chaos.promises import Line, Missed
from tests.registry import Registry

KEPT = ("/", "/trials/", "/trials/NCT98000001/", "/conditions/", "/organizations/", "/guides/")
ALWAYS = ("/urgent/", "/about/", "/privacy/")
# {what happens: how long the others may wait for a 503}
SECONDS_TO_REFUSE = {"stopped": 2, "killed": 2, "frozen": 5}
SECONDS_TO_COME_BACK = 10
KIND = "We will be back in a few minutes"


def drill(machine, options):
    with Registry() as registry, machine.portal("database", registry=registry.url) as portal:
        put(registry, 1, 60)
        portal.sync()
        portal.serve()
        away = {
            "stopped": machine.postgres.stop,
            "killed": lambda: machine.signal_postgres(signal.SIGKILL),
            "frozen": lambda: machine.signal_postgres(signal.SIGSTOP),
        }
        for how in SECONDS_TO_REFUSE:
            for _ in range(20):  # often enough that both processes have each page
                for path in KEPT:
                    if portal.ask(path).status != 200:
                        raise Missed(f"{path} does not answer before the drill")
            away[how]()
            try:
                yield _while_away(portal, how, options.seconds)
            finally:
                machine.signal_postgres(signal.SIGCONT)
                machine.postgres.start()
            questions = (f"/trials/?q=back{number}" for number in itertools.count())
            _, seconds = eventually(
                lambda questions=questions: portal.ask(next(questions)).status == 200,
                3 * SECONDS_TO_COME_BACK,
                "pages after the database is back",
            )
            yield Line(
                f"database {how}: back",
                f"new pages answer {seconds:.1f} s after its return",
                seconds <= SECONDS_TO_COME_BACK,
            )


def _while_away(portal, how, seconds):
    """What readers are answered for some seconds."""
    kept, always, new = [], [], []
    until = time.monotonic() + seconds

    def read(paths, answers):
        for path in paths:
            if time.monotonic() > until:
                return
            answers.append(portal.ask(path))

    numbers = itertools.count()
    addresses = ("/trials/?q=new{0}", "/trials/NCT98000002/?age={0}", "/search/?q=new{0}")
    new_paths = (address.format(number) for number in numbers for address in addresses)
    readers = [
        threading.Thread(target=read, args=arguments)
        for arguments in (
            (itertools.cycle(KEPT), kept),
            (itertools.cycle(ALWAYS), always),
            (new_paths, new),
        )
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    wrong = sum(answer.status != 200 for answer in kept + always)
    unkind = sum(
        answer.status != 503 or KIND not in answer.text or "retry-after" not in answer.headers
        for answer in new
    )
    slowest = max((answer.seconds for answer in new), default=0)
    slowest_kept = max((answer.seconds for answer in kept), default=0)
    ready, alive = portal.ask("/readyz").status, portal.ask("/healthz").status
    is_kept = not wrong and not unkind and slowest <= SECONDS_TO_REFUSE[how]
    return Line(
        f"database {how}: away",
        f"{len(kept)} kept pages and {len(always)} that need none, {wrong} not answered, "
        f"slowest kept {slowest_kept:.2f} s; "
        f"{len(new)} others, {unkind} without a kind 503, slowest {slowest:.2f} s; "
        f"/readyz {ready}, /healthz {alive}",
        bool(is_kept and kept and new and (ready, alive) == (503, 200)),
    )
