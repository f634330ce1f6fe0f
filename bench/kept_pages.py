"""How long a kept page takes, compared with the same page made again, within the process.

    make bench-kept [ARGS="--studies 5000"]

With the studies of `make bench-search`, through all middleware, alternating.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)

ADDRESSES = ("/", "/trials/", "/trials/?q=dermatomyositis&place=Boston")
TIMES = 15


def measure(address):
    """Seconds (made, kept, not modified) of one page, each the median of several."""
    from django.core.cache import caches
    from django.test import Client

    client, times = Client(), []
    client.get(address)
    for _ in range(TIMES):
        caches["pages"].clear()
        caches["questions"].clear()
        began = time.perf_counter()
        tag = client.get(address)["ETag"]
        made = time.perf_counter()
        client.get(address)
        kept = time.perf_counter()
        status = client.get(address, headers={"If-None-Match": tag}).status_code
        if status != 304:
            raise SystemExit(f"{address} answers {status}")
        times.append((made - began, kept - made, time.perf_counter() - kept))
    return [statistics.median(column) for column in zip(*times, strict=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=5_000)
    studies = parser.parse_args().studies
    search.ask("load", studies)
    with search.database(studies):
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        print(f"{studies:,} studies, ms (medians): made, kept, not modified, made / kept")
        for address in ADDRESSES:
            made, kept, unmodified = (1000 * seconds for seconds in measure(address))
            ratio = f"×{made / kept:.0f}"
            print(f"{address:42}{made:>8.1f}{kept:>8.1f}{unmodified:>8.1f}{ratio:>6}")


if __name__ == "__main__":
    main()
