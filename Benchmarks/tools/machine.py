"""Where things are, on which machine they run, and how long they take there."""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "Benchmarks"
WERKFIT = ROOT / ".build/release/werkfit"
MEASURE = HERE / ".build/release/measure"
TRAJECT = HERE / "yardstick/traject"
TRAJECT_STUDY = HERE / "traject-1.yaml"
GOOI_STUDY = ROOT / "Scenarios/gooi-bijstelling-2020.yaml"
# What `traject counts 1000 10000 1` takes on the machine of yardstick/README.md.
COUNTS_THERE = 0.064


def build() -> None:
    print("Building", flush=True)
    subprocess.run(["make", "--silent", "-C", str(TRAJECT.parent)], check=True)
    for folder, product in ((ROOT, "werkfit"), (HERE, "measure")):
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)


def run(command: list) -> tuple[float, float, str]:
    """CPU seconds (of the process and its threads), wall seconds, and the output."""
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(str(part) for part in command)} failed with status {status >> 8}")
    return usage.ru_utime + usage.ru_stime, wall, output


def measure(mode: str, study: Path, replications: int, threads: int, rounds: int = 1, *changes: str) -> dict:
    """What `measure` says: seconds of the library alone, in its own process."""
    return json.loads(run([MEASURE, mode, study, replications, threads, rounds, *changes])[2])


def yardstick(method: str, people: int, replications: int) -> dict:
    """What the hand-written C++ says of itself: seconds of the simulation alone, and means."""
    return json.loads(run([TRAJECT, method, people, replications, 1])[2])


def peak_memory(command: list) -> float:
    """The most anonymous memory that a process had, in MB."""
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
                if line.startswith("RssAnon:"):
                    peak = max(peak, int(line.split()[1]))
        except (FileNotFoundError, ProcessLookupError):
            break
        time.sleep(0.005)
    if process.wait() != 0:
        sys.exit(f"{' '.join(str(part) for part in command)} failed")
    return peak / 1024


def environment() -> str:
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.processor())
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    commit = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True,
                            text=True).stdout.strip()
    return (f"{datetime.date.today()}, commit {commit}. {model}, {os.cpu_count()} cores, {platform.platform()}. "
            f"{swift}; {compiler}. Load when begun: {os.getloadavg()[0]:.1f}.")


median = statistics.median
