"""The registry is away for weeks: what readers and programs are told, and what happens after."""

import html
import re

from bench.chaos.editions import put, shown
from bench.chaos.promises import Line
from tests.registry import Registry

WEEKS = 6
PAGES = ("/", "/trials/", "/trials/NCT98000001/", "/conditions/")
AGE = re.compile(
    r"These data are (\d+) days old: ClinicalTrials.gov processed them on ([^.]*\. ?[^.]*)\."
)
BACK_IN_TIME = """
    UPDATE trials_syncrun SET started_at = started_at - %s * interval '1 week',
        finished_at = finished_at - %s * interval '1 week',
        data_timestamp = to_char(now() - %s * interval '1 week', 'YYYY-MM-DD"T"HH24:MI:SS')
"""


def drill(machine, options):
    with Registry() as registry, machine.portal("registry", registry=registry.url) as portal:
        put(registry, 1, 20)
        portal.sync()
        # Waiting is not possible, so what was published is moved back in time.
        portal.rows(BACK_IN_TIME, WEEKS, WEEKS, WEEKS)
        registry.stop()
        failed = portal.sync(expect=(1,))
        registry.start()
        registry.fail(403, times=100)
        refused = portal.sync(expect=(1,))
        portal.serve()
        days = WEEKS * 7
        silent = []
        for path in PAGES:
            found = AGE.search(portal.ask(path).text)
            if not found or int(found[1]) != days:
                silent.append(path)
        status = portal.ask("/status/").text
        ready = portal.ask("/readyz").text
        program = portal.ask("/status.json").text
        for what, is_said in {
            "/status/": f"{days} days ago" in status
            and all(html.escape(_why(run)) in status for run in (failed, refused)),
            "/readyz": f'"age_days": {days}' in ready,
            "/status.json": f'"age_days": {days}' in program and '"outcome": "failed"' in program,
        }.items():
            if not is_said:
                silent.append(what)
        yield Line(
            f"registry away for {WEEKS} weeks",
            f"{len(PAGES)} pages, /status/, /readyz and /status.json; "
            f"without the age of the data: {', '.join(silent) or 'none'}; "
            f"two failed syncs said why: {_why(failed)}; {_why(refused)}",
            not silent,
        )
        registry._faults.clear()
        put(registry, 2, 20)
        portal.sync()
        page = portal.ask("/trials/")
        is_new = shown(page.body) == {2} and not AGE.search(page.text)
        yield Line("registry is back", f"the next sync publishes: {is_new}", is_new)


def _why(said):
    return said.partition("The sync failed: ")[2].strip()[:80] or "NOTHING SAID"
