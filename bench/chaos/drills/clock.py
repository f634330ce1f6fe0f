"""The portal's clock is 48 hours ahead, or behind; that of its database is right."""

import glob
import re

from bench.chaos.editions import put, shown
from bench.chaos.promises import Line, Skipped
from tests.registry import Registry

HOURS = (48, -48)
PAGES = (
    *("/", "/trials/", "/trials/NCT98000001/", "/trials.csv?status=all", "/trials.atom"),
    *("/conditions/", "/organizations/", "/organizations/meetings.ics", "/status/", "/status.json"),
    *("/readyz", "/api/v1/trials/", "/search/?q=myositis", "/guides/", "/sitemap.xml"),
)
NEGATIVE = re.compile(r'-\d+ days?|"age_days": -|in -\d')


def faketime():
    """Where Debian has the library that shifts a program's clock, or None."""
    found = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    return found[0] if found else None


def drill(machine, options):
    library = faketime()
    if not library:
        raise Skipped("it needs apt install libfaketime")
    with Registry() as registry, machine.portal("clock", registry=registry.url) as portal:
        put(registry, 1, 20)
        portal.sync()
        for number, hours in enumerate(HOURS, start=2):
            shifted = {
                "LD_PRELOAD": library,
                "FAKETIME": f"{hours:+}h",
                # Only the time of day: waiting is measured by another clock.
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "FAKETIME_NO_CACHE": "1",
            }
            portal.serve(**shifted)
            before = [portal.ask(path) for path in PAGES]
            put(registry, number, 20)
            said = portal.sync(**shifted)
            after = [portal.ask(path) for path in PAGES]
            yield _judged(portal, hours, before, after, number, said)
            portal.kill("web")
        portal.serve()
        put(registry, 9, 20)
        portal.sync()
        page = portal.ask("/trials/")
        yield Line(
            "clock is right again",
            f"the next sync is shown: {shown(page.body) == {9}}",
            shown(page.body) == {9},
        )


def _judged(portal, hours, before, after, number, said):
    answers = before + after
    wrong = [path for path, a in zip(PAGES * 2, answers, strict=True) if a.status != 200]
    below = [path for path, a in zip(PAGES * 2, answers, strict=True) if NEGATIVE.search(a.text)]
    age = re.search(r'"age_days": (-?\d+)', after[PAGES.index("/readyz")].text)
    is_new = shown(after[PAGES.index("/trials/")].body) == {number}
    return Line(
        f"clock {hours:+} h",
        f"{len(answers)} answers, not 200: {', '.join(wrong) or 'none'}; "
        f"with a negative age: {', '.join(dict.fromkeys(below)) or 'none'}; "
        f"age said: {age and age[1]} days; a sync publishes and is shown: {is_new}",
        not wrong and not below and is_new and bool(said),
    )
