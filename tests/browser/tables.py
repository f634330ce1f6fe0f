"""What the tests measured, for the end of the run."""

MISSING = "Debian and Ubuntu have it: apt install chromium-headless-shell"

presses = {}
weights = {}
goals = {}
paints = {}
# Lines of other processes.
elsewhere = []


def lines():
    if presses:
        yield f"{'Journeys by keyboard on a phone':62}  script  presses  typings  pages"
        for (name, script), (count, typings, pages) in sorted(presses.items()):
            yield f"  {name.replace('_', ' '):60}  {script:>6}  {count:7}  {typings:7}  {pages:5}"
    if weights:
        yield f"{'First visit':62}  requests  bytes over the wire"
        for name, (requests, size) in sorted(weights.items()):
            yield f"  {name:60}  {requests:8}  {size:19}"
    if goals:
        yield f"{'Goals of the second face':70}  figure  goal"
        for name, (figure, goal) in goals.items():
            yield f"  {name:68}  {figure:>6}  {goal}"
    if paints:
        yield f"{'Milliseconds, processor slowed four times':62}  first paint  largest paint"
        for name, (first, largest) in paints.items():
            yield f"  {name:60}  {first:11}  {largest:13}"
