"""The release before runs on the tables of this one, while both serve: as in an upgrade, or after
going back to it.

Where nothing was released, it is the commit before the last one that changed a table, or the one
that `--release` names.
"""

import io
import re
import shutil
import subprocess
import sys
import tarfile

from bench.chaos.editions import put, shown
from bench.chaos.portal import FOLDER, ROOT, Portal
from bench.chaos.promises import Line, Missed, Skipped
from tests.registry import Registry

BEFORE = FOLDER / "before"
PAGES = (
    *("/", "/trials/", "/trials/?q=dermatomyositis&place=Lyon&within=100", "/trials/NCT98000001/"),
    *("/conditions/", "/conditions/dermatomyositis/", "/guides/", "/organizations/", "/about/"),
    *("/search/?q=dermatomyositis", "/trials.csv?status=all", "/trials.atom", "/status/"),
    *("/status.json", "/readyz", "/sitemap.xml", "/api/v1/trials/", "/api/v1/trials/NCT98000001/"),
    *("/api/v1/conditions/", "/api/v1/organizations/", "/data/"),
)
STUDIES = 20
# What editors do: they publish a guide, keep a draft of it, and decide on a study.
EDITS = """
from conditions.models import Guide
from trials.models import Trial, TrialCuration
guide = Guide.objects.live().first()
guide.title += " (edited)"
guide.save_revision().publish()
guide.save_revision()
TrialCuration(trial_id="NCT98000002", note="A drill.", decided_as="Data stewards").save()
print("saved", TrialCuration.objects.count())
"""


def drill(machine, options):
    commit = _commit(options.release)
    _unpack(commit)
    with Registry() as registry, machine.portal("upgrade", registry=registry.url) as now:
        put(registry, 1, STUDIES)
        now.sync()
        with Portal("upgrade", machine.postgres, registry=registry.url, code=BEFORE) as before:
            _run(before, "collectstatic", "--noinput", "--verbosity", "0")
            changes = _changes(before, now)
            now.serve()
            before.serve()
            pages, wrong = _asked(before, now)
            yield Line(
                f"{commit[:7]} on the tables of now",
                f"{changes} migrations behind; {pages}",
                not wrong,
            )
            for number, (writes, reads) in enumerate(((before, now), (now, before)), 2):
                put(registry, number, STUDIES)
                writes.sync()
                seen = [shown(one.ask("/trials/").body) for one in (writes, reads)]
                who = "the release before" if writes is before else "this one"
                yield Line(
                    f"{who} publishes a sync", f"both show {seen}", seen == [{number}, {number}]
                )
            said = _run(before, "shell", "-c", EDITS)
            pages, wrong = _asked(before, now)
            yield Line(
                "editors work with the release before",
                f"a guide is published, a draft and a decision are saved: {'saved 1' in said}; "
                f"then {pages}",
                "saved 1" in said and not wrong,
            )


def _commit(release):
    if not shutil.which("git") or not (ROOT / ".git").exists():
        raise Skipped("it needs git, and a clone with its history")
    if release:
        return _git("rev-parse", release).strip()
    last = _git("log", "-1", "--diff-filter=A", "--format=%H", "--", "*/migrations/0*.py").strip()
    return _git("rev-parse", f"{last}^").strip()


def _git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise Skipped(done.stderr.strip())
    return done.stdout


def _unpack(commit):
    done = subprocess.run(["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as files:
        files.extractall(BEFORE, filter="data")


def _changes(before, now):
    """How many migrations the database has that the release before does not know."""
    ours = _run(now, "showmigrations", "--plan")
    known = set(re.findall(r"\] +(\S+)", _run(before, "showmigrations", "--plan")))
    return len(set(re.findall(r"\] +(\S+)", ours)) - known)


def _run(portal, *words):
    code, said = portal.manage(*words)
    if code:
        print(said[-2000:], file=sys.stderr)
        raise Missed(f"manage.py {words[0]} of {portal.code.name} ended with {code}")
    return said


def _asked(*portals):
    """What became of all pages, in words, and those that are an error of ours. An address that a
    release does not have is none."""
    answers = [(one, path, one.ask(path).status) for one in portals for path in PAGES]
    wrong = [
        f"{path} of {one.code.name}: {status}"
        for one, path, status in answers
        if status == 0 or status >= 500
    ]
    found = sum(status == 200 for _one, _path, status in answers)
    told = f"{found} of {len(answers)} pages of both are there, wrong: {', '.join(wrong) or 'none'}"
    return told, wrong
