#!/usr/bin/env python3
"""Counts the instructions of a few runs and holds them against the committed numbers of instructions.json.

Instructions, counted by valgrind's callgrind, are the same on a busy machine and on a quiet one; another compiler or C
library gives other ones, so the tolerance is wide enough for a neighbour and narrow enough for a real loss.

Usage: instructions.py check | update
"""

import json
import os
import re
import subprocess
import sys
import tempfile

from machine import GOOI_STUDY, HERE, MEASURE, TRAJECT_STUDY

COUNTS = HERE / "instructions.json"
TOLERANCE = 0.05
PEOPLE = "doelgroepen.people.size="
# Everything on one thread; the counts of one round less those of none would need two runs, so start-up counts too.
RUNS = {
    "TRAJECT-1, 1,000 people, 2,000 replications": ["simulate", TRAJECT_STUDY, 2_000, 1, 1, f"{PEOPLE}1000"],
    "TRAJECT-1, 100,000 people, 2,000 replications": ["simulate", TRAJECT_STUDY, 2_000, 1, 1, f"{PEOPLE}100000"],
    "TRAJECT-1 by expectation, 2,000 draws": ["expected", TRAJECT_STUDY, 2_000, 1, 1],
    "Gooi, 40 replications": ["simulate", GOOI_STUDY, 40, 1, 1],
    "Gooi, 40 replications and 20 other prices": ["price", GOOI_STUDY, 40, 1, 20],
}


def count(arguments: list) -> int:
    with tempfile.TemporaryDirectory() as folder:
        # Debian's valgrind cannot read the debugging information of this compiler.
        program = f"{folder}/measure"
        subprocess.run(["strip", "-o", program, str(MEASURE)], check=True)
        found = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program,
             *[str(argument) for argument in arguments]],
            # Swift's dictionaries are in another order in every process otherwise.
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}, capture_output=True, text=True, check=False)
    match = re.search(r"Collected : (\d+)", found.stderr)
    if found.returncode != 0 or not match:
        sys.exit(f"valgrind failed:\n{found.stderr}")
    return int(match.group(1))


def main(action: str) -> int:
    counts = {name: count(arguments) for name, arguments in RUNS.items()}
    if action == "update":
        COUNTS.write_text(json.dumps(counts, indent=1) + "\n")
    known = json.loads(COUNTS.read_text())
    worse = []
    print("| run | millions of instructions | committed | difference |\n|---|---|---|---|")
    for name, instructions in counts.items():
        change = instructions / known[name] - 1 if name in known else float("inf")
        print(f"| {name} | {instructions / 1e6:,.0f} | {known.get(name, 0) / 1e6:,.0f} | {change:+.1%} |")
        if change > TOLERANCE:
            worse.append(name)
    if worse:
        print(f"More than {TOLERANCE:.0%} more instructions: {'; '.join(worse)}.")
        print("Where that is meant, `make bench-update` writes the new numbers.")
    return 1 if worse else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("check", "update"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
