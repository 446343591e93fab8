"""How quick the desk is at a hundred thousand events: every page, a cached one, and boards while reports are read.

It serves the desk with the real server in a process of its own. Times are of the client beside it, on the same
machine; the processor time of the server stands beside them, for a machine that others work on too. Ends with 1 where
something takes longer, or is larger, than it may.
"""

import argparse
import datetime as dt
import http.client
import itertools
import os
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from desk_made import desk_of

ROOT = Path(__file__).parents[2]
PAGE_SECONDS, PAGE_KB = 0.2, 100.0
CACHED, BOARDS = 200.0, 40.0
"""Requests a second of a cached public page, and of boards with a reader beside."""
FIRST_DAY = dt.date(2019, 3, 4)
TICKS = os.sysconf("SC_CLK_TCK")
ADDRESSES = (
    "/", "/?days=90", "/ceasefires", "/ceasefires/ossering", "/mines", "/map", "/agreements", "/institutions",
    "/platforms", "/projects", "/relations", "/statements", "/statements/phrases", "/expectations", "/contradictions",
    "/watches", "/review", "/review/next", "/release", "/documents", "/documents?language=en", "/incidents",
    "/incidents?country=UKR", "/search?q=fire", "/search?q=Tolvane", "/sources", "/accuracy", "/method",
)  # fmt: skip
STRANGERS = itertools.count()
ASKED_MOST = 100
"""Requests of one stranger: the desk bounds how many pages a minute go to one address."""
LONGEST = 3_600.0
"""Seconds after which a page that says that it is being worked out is given up."""


@contextmanager
def served(folder: Path, *more: str) -> Iterator[tuple[int, int, str]]:
    """Serve a desk, and yield its port, its process and the key of who uses it alone, if anybody."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "detente", "serve", str(folder), "--port", str(port), *more]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as run:
        try:
            out = run.stdout
            assert out is not None
            out.readline()
            key = out.readline().strip().rpartition("/")[2] if "--alone" in more else ""
            _wait(port)
            yield port, run.pid, key
        finally:
            run.terminate()
            run.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the desk did not start"
    raise SystemExit(message)


class Browser:
    """One who asks, over one connection; a stranger comes from another address before one has asked too much."""

    def __init__(self, port: int, key: str = "") -> None:
        self._port = port
        self._headers = {"Accept": "text/html"}
        self._change = not key
        self._meet()
        if key:
            self._at.request("GET", f"/enter/{key}", headers=self._headers)
            answer = self._at.getresponse()
            answer.read()
            cookie = answer.headers.get("set-cookie")
            self._headers["Cookie"] = str(cookie).partition(";")[0]

    def _meet(self) -> None:
        number = next(STRANGERS)
        source = (f"127.1.{number // 250}.{number % 250 + 1}", 0) if self._change else None
        self._at = http.client.HTTPConnection("127.0.0.1", self._port, timeout=900, source_address=source)
        self._asked = 0

    def get(self, address: str) -> tuple[float, float, int]:
        """Return in how many seconds a page came, how many kB it has and its status.

        One that is not ready says so, and is asked for until it is.
        """
        begun = time.perf_counter()
        answer, body = self._ready(address)
        return time.perf_counter() - begun, len(body) / 1000, answer.status

    def _ready(self, address: str) -> tuple[http.client.HTTPResponse, bytes]:
        begun = time.perf_counter()
        while True:
            answer, body = self.ask(address)
            if answer.headers.get("refresh") is None or time.perf_counter() - begun > LONGEST:
                return answer, body
            time.sleep(0.2)

    def ask(self, address: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Return the answer to one request, and what it says."""
        if self._change and self._asked >= ASKED_MOST:
            self._at.close()
            self._meet()
        self._asked += 1
        self._at.request("GET", address, headers=self._headers)
        answer = self._at.getresponse()
        return answer, answer.read()

    def first_of(self, address: str, kind: str) -> str | None:
        """Return the first address of a thing of a kind that a page leads to."""
        found = re.search(rf'href="(/{kind}/[0-9a-f]{{32}})', self._ready(address)[1].decode())
        return found[1] if found else None


def used(process: int) -> float:
    """Return the seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def time_pages(folder: Path, times: int, who: str, *more: str) -> list[str]:
    """Print how long each page takes, first and then, and return what takes longer or is larger than it may."""
    slow = []
    with served(folder, *more) as (port, process, key):
        browser = Browser(port, key)
        begun = time.perf_counter()
        ones = [browser.first_of(f"/{kind}", kind) for kind in ("documents", "incidents")]
        print(f"{who:<44} first s   median ms   95 % ms   server ms    kB")  # noqa: T201
        for address in (*ADDRESSES, *filter(None, ones)):
            first, _, status = browser.get(address)
            if status != 200:
                print(f"{address:<44} {status}")  # noqa: T201
                continue
            before = used(process)
            found = [browser.get(address) for _ in range(times)]
            own = (used(process) - before) / times
            seconds = sorted(one[0] for one in found)
            last, size = seconds[int(0.95 * (len(seconds) - 1))], max(one[1] for one in found)
            median = statistics.median(seconds)
            row = f"{first:>7.2f} {1000 * median:>11.0f} {1000 * last:>9.0f} {1000 * own:>11.1f} {size:>5.0f}"
            print(f"{address:<44} {row}", flush=True)  # noqa: T201
            if last > PAGE_SECONDS or size > PAGE_KB:
                slow.append(f"{address} for {who}: {1000 * last:.0f} ms, {size:.0f} kB")
        print(f"all pages, each asked for so often: {time.perf_counter() - begun:.0f} s after the start")  # noqa: T201
    return slow


def weeks() -> Iterator[str]:
    """Yield addresses of boards, each of another week."""
    for number in range(300):
        first = FIRST_DAY + dt.timedelta(weeks=number)
        yield f"/ceasefires/ossering?from={first}&to={first + dt.timedelta(days=6)}"


def rate(port: int, addresses: list[str], *, seconds: float, at_once: int = 4) -> float:
    """Return how many answers a second come, asked for by several at once."""
    until = time.perf_counter() + seconds

    def ask(start: int) -> int:
        browser, count = Browser(port), 0
        while time.perf_counter() < until:
            browser.get(addresses[(start + count * at_once) % len(addresses)])
            count += 1
        return count

    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        done = sum(pool.map(ask, range(at_once)))
    return done / (time.perf_counter() - begun)


def time_rates(folder: Path, seconds: float) -> list[str]:
    """Print how many requests a second are answered, and return what is slower than it may be."""
    found = []
    with served(folder, "--public", "--read-only") as (port, process, _):
        Browser(port).get("/ceasefires/ossering")
        before, begun = used(process), time.perf_counter()
        cached = rate(port, ["/ceasefires/ossering"], seconds=seconds)
        load = (used(process) - before) / (time.perf_counter() - begun)
        print(f"a cached public page: {cached:.0f} a second, {load:.2f} cores of the server")  # noqa: T201
        if cached < CACHED:
            found.append(f"a cached public page: {cached:.0f} a second of {CACHED:.0f}")
        with reading(folder):
            for name, asked in (("one board", ["/ceasefires/ossering"]), ("a board of another week", [*weeks()])):
                before, begun = used(process), time.perf_counter()
                boards = rate(port, asked, seconds=seconds)
                load = (used(process) - before) / (time.perf_counter() - begun)
                print(f"{name}, with a reader beside: {boards:.1f} a second, {load:.2f} cores")  # noqa: T201
                if boards < BOARDS:
                    found.append(f"{name}: {boards:.1f} a second of {BOARDS:.0f}")
    return found


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let documents be added by another process meanwhile."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for number in range(2_000):
            path = Path(made) / f"{number}.txt"
            path.write_text(
                f"Reported on day {number} ({secrets.token_hex(8)}): {number + 2} shells fell on Tolvane.\n"
            )
            files.append(str(path))
        command = [sys.executable, "-m", "detente", "add", str(folder), *files]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            try:
                yield
            finally:
                run.terminate()
                run.wait()


def main() -> None:
    """Time the desk."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--keep", type=Path, help="a folder to make the desk in, once; by default one that is removed")
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=20)
    given = asked.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp())
    try:
        desk_of(folder, given.events)
        slow = time_pages(folder, given.times, "administrator", "--alone", "Wanda Pell")
        slow += time_pages(folder, given.times, "the public", "--public", "--read-only")
        slow += time_rates(folder, given.seconds)
    finally:
        if given.keep is None:
            shutil.rmtree(folder)
    for one in slow:
        print(f"TOO SLOW {one}")  # noqa: T201
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
