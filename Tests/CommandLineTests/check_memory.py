"""Holds the anonymous memory of a comparison against its bound.

Usage: WERKFIT=path check_memory.py
The study of the Gooi en Vechtstreek, with all scenarios and readings, on two threads. Tables are in a file, so that more
replications need no more memory: what is measured at 2,000 holds for 10,000. Only where /proc tells (Linux).
"""

import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Megabytes (of 2^20 bytes).
BOUND = 80


def main():
    if not pathlib.Path("/proc/self/status").exists():
        print("SKIPPED: there is no /proc")
        return 0
    command = [os.environ["WERKFIT"], "compare", "Scenarios/gooi-bijstelling-2020.yaml", "--threads", "2",
               "--replications", "2000"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            status = ""
        found = re.search(r"RssAnon:\s+(\d+) kB", status)
        if found:
            peak = max(peak, int(found[1]))
        time.sleep(0.01)
    megabytes = peak / 1024
    print(f"anonymous memory: {megabytes:.0f} MB, at most {BOUND}")
    return 0 if process.returncode == 0 and 0 < megabytes <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
