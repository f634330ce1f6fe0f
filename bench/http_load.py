"""Request one address from a server on many connections, and measure how fast it answers.

With `wrk` if it is installed, else with threads in this process. These are slower than the servers,
so only the ratios mean something.
"""

import http.client
import re
import shutil
import statistics
import subprocess
import threading
import time

# After this many seconds, we stop waiting for an answer.
PATIENCE = 10


def ask_often(port, path, connections, seconds, header=None):
    """(answers a second, ms that half of them take at most, ms that 99 % take at most).

    `header` is a (name, value) to send. Ends the program if an answer is not 200.
    """
    ask = _by_wrk if shutil.which("wrk") else _by_threads
    return ask(port, path, connections, seconds, header)


def _by_wrk(port, path, connections, seconds, header):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += ["--timeout", f"{PATIENCE}s"]
    command += ["-H", ": ".join(header)] if header else []
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if re.search("Non-2xx|timeout [1-9]", said):
        raise SystemExit(f"{path}: not all answers were 200\n{said}")
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])
    return rate, *(_milliseconds(re.search(rf"(?m)^\s+{p}%\s+(\S+)", said)[1]) for p in (50, 99))


def _milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _by_threads(port, path, connections, seconds, header):
    took, faults = [], []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask_until, args=(port, path, header, until, took, faults))
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(f"{path}: {faults[0]}")
    hundredths = statistics.quantiles(took, n=100)
    return len(took) / seconds, hundredths[49], hundredths[98]


def _ask_until(port, path, header, until, took, faults):
    """A thread cannot end the program, so errors are recorded."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        while (began := time.monotonic()) < until:
            connection.request("GET", path, headers=dict([header] if header else ()))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                faults.append(f"answers {answer.status}")
                return
            took.append((time.monotonic() - began) * 1000)
    except (OSError, http.client.HTTPException) as problem:
        faults.append(repr(problem))
