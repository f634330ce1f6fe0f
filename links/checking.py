"""Collect the addresses of other sites that we show, and check those that are due.

A batch is short, and its order spares each host: while one rests, others are checked.
"""

import heapq
import itertools
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from web import locks
from web.safe_links import host_of
from web.shown_links import Place, link_checked, links_collected, shown_links

from .choices import UNREACHED, Finding
from .models import Link

logger = logging.getLogger(__name__)

# A batch an hour. The worker has other things to do, too.
BATCH_SECONDS = 120
HOST_PAUSE_SECONDS = 5
# If this many hosts, and no other, could not be reached, the fault is probably ours.
HOSTS_IN_VAIN = 10
# How many pages that worked before we ask again, to see whether we have a network at all.
WITNESSES = 3


class CheckBusy(Exception):
    """Another process is checking; there is nothing to do."""


# What the site shows


def shown_addresses() -> dict[str, list[Place]]:
    """{address without its fragment: where it is shown}"""
    longest = Link._meta.get_field("url").max_length or 0
    found: dict[str, dict[Place, None]] = defaultdict(dict)
    for url, place in shown_links():
        # The editors' form refuses longer ones.
        if url and len(url) <= longest:
            found[urldefrag(url).url][place] = None
    return {url: list(places) for url, places in found.items()}


def collect_links() -> None:
    """Add links that the site has begun to show, and delete those that it no longer shows."""
    shown = shown_addresses().keys()
    links_collected.send(Link, addresses=shown)
    Link.objects.exclude(url__in=shown).delete()
    Link.objects.bulk_create([Link(url=url) for url in sorted(shown)], ignore_conflicts=True)


def tell(link: Link) -> None:
    """Tell the apps whether a site answers. One that redirects to another site does not."""
    has_left = bool(link.moved_to) and host_of(link.moved_to) != host_of(link.url)
    answers = None
    if link.is_broken or has_left:
        answers = False
    elif link.finding == Finding.FINE:
        answers = True
    link_checked.send(Link, address=link.url, answers=answers)


# Looking


@dataclass
class Clock:
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def check(looker, clock=None) -> int:
    """Check one batch of what is due, and return how many. Raises CheckBusy."""
    with locks.held(locks.Lock.LINKS, CheckBusy):
        collect_links()
        return _Batch(looker, clock or Clock()).run()


class _Batch:
    def __init__(self, looker, clock):
        self.looker = looker
        self.clock = clock
        self.ends_at = clock.now() + BATCH_SECONDS
        # host -> when it may be asked again
        self.rests_until = {}
        # What may still turn out to be our own fault.
        self.in_vain = []
        self.is_anything_reached = False

    def run(self):
        count = 0
        for link in self._in_turn(Link.objects.due()):
            outcome = self._look(link)
            count += 1
            if outcome.finding not in UNREACHED:
                self.is_anything_reached = True
                self._take(link, outcome)
                continue
            self.in_vain.append((link, outcome))
            hosts = {_host(link) for link, _outcome in self.in_vain}
            if not self.is_anything_reached and len(hosts) >= HOSTS_IN_VAIN:
                break
        self._settle()
        return count

    def _look(self, link):
        outcome = self.looker.look(link.url)
        self.rests_until[_host(link)] = self.clock.now() + HOST_PAUSE_SECONDS
        return outcome

    def _in_turn(self, links):
        """Give each host's links one at a time, always from the host that has rested longest."""
        queues = defaultdict(list)
        for link in links:
            queues[_host(link)].append(link)
        # The number decides if two hosts are ready at the same moment.
        ready = [(0.0, number, host) for number, host in enumerate(queues)]
        number = itertools.count(len(ready))
        while ready:
            at, _number, host = heapq.heappop(ready)
            if max(at, self.clock.now()) >= self.ends_at:
                return
            self._wait(at)
            yield queues[host].pop(0)
            if queues[host]:
                heapq.heappush(ready, (self.rests_until[host], next(number), host))

    def _wait(self, at):
        if (wait := at - self.clock.now()) > 0:
            self.clock.sleep(wait)

    def _take(self, link, outcome):
        link.take(outcome)
        tell(link)

    def _settle(self):
        """Blame the servers that could not be reached, if any other could."""
        if not self.in_vain:
            return
        if self.is_anything_reached or self._has_a_witness():
            for link, outcome in self.in_vain:
                self._take(link, outcome)
        else:
            logger.warning(
                "none of %d links could be reached: this may be our own network, none is counted",
                len(self.in_vain),
            )

    def _has_a_witness(self):
        """Whether a page that worked recently can be reached now. If not, it may be our own
        network."""
        hosts = {_host(link) for link, _outcome in self.in_vain}
        others = (link for link in Link.objects.fine_lately() if _host(link) not in hosts)
        for link in itertools.islice(others, WITNESSES):
            self._wait(self.rests_until.get(_host(link), 0.0))
            outcome = self._look(link)
            if outcome.finding not in UNREACHED:
                self._take(link, outcome)
                return True
        return False


def _host(link) -> str:
    host = urlsplit(link.url).hostname or ""
    return host.removeprefix("www.")
