#!/usr/bin/env python3
"""Twenty sessions at once, memory over many runs, and how soon a moved slider is answered.

The time of an answer is printed, not asserted: it depends on the machine.

Usage: WERKFIT=path python check_load.py [--runs 2000] [--study voorbeeld]
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Server, serving  # noqa: E402

STUDY = "voorbeeld"


def get(server: Server, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def first_answer(server: Server, query: str, study: str = STUDY) -> float:
    """The seconds until the first answer to a moved slider is here; then the reader goes away."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    begin = time.monotonic()
    connection.request("GET", f"/studies/{study}/bijstellen/stroom?{query}")
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.read()[:300]!r}")
    line = answer.readline()
    while line and not line.startswith(b"event:"):
        line = answer.readline()
    if b"voorlopig" not in line:
        raise RuntimeError(f"found {line!r}: {answer.readline()[:300]!r}")
    json.loads(answer.readline()[5:])
    took = time.monotonic() - begin
    connection.close()
    return took


def session(server: Server, number: int) -> list[str]:
    """What one reader does."""
    wrong = []
    for path in ["/", f"/studies/{STUDY}/vergelijk", f"/studies/{STUDY}/bijstellen", "/uitleg"]:
        status, _ = get(server, path)
        if status != 200:
            wrong.append(f"{path}: {status}")
    for step in range(3):
        try:
            first_answer(server, f"p.kans={1 + number / 50 + step / 100:.3f}")
        except (OSError, RuntimeError) as error:
            wrong.append(str(error))
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--study", default=STUDY)
    parser.add_argument("--parameter", default="kans=0.8:1.2")
    given = parser.parse_args()
    with serving(*dict.fromkeys([STUDY, given.study])) as server:
        with ThreadPoolExecutor(20) as pool:
            wrong = [text for found in pool.map(lambda i: session(server, i), range(20)) for text in found]
        print(f"20 sessions at once: {len(wrong)} wrong {wrong[:3]}")

        name, ends = given.parameter.split("=")
        low, high = map(float, ends.split(":"))
        first_answer(server, f"p.{name}={low}", given.study)
        chance = random.Random(1)
        times = sorted(
            first_answer(server, f"p.{name}={chance.uniform(low, high):.4f}", given.study) for _ in range(100))
        print(
            f"100 moves of a slider of {given.study}: median {times[49] * 1000:.0f} ms, "
            f"95th percentile {times[94] * 1000:.0f} ms, longest {times[99] * 1000:.0f} ms")

        early, done, end = 0, 0, time.monotonic() + given.seconds
        while done < given.runs and time.monotonic() < end:
            first_answer(server, f"p.kans={chance.uniform(0.5, 2):.5f}")
            done += 1
            if done == 200:
                early = server.memory()
        late = server.memory()
        print(f"{done} runs; memory after 200: {early / 1e6:.0f} MB, at the end: {late / 1e6:.0f} MB")
        if early and late > early * 1.3 + 40e6:
            wrong.append("memory grows")
    if wrong:
        print(f"WRONG: {wrong[:10]}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
