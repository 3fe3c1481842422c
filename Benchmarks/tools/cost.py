#!/usr/bin/env python3
"""What a run of every study in Scenarios/ costs, in core-seconds, and what the national case would.

Writes the table into the article of what a run costs (RunCost.md), between its two marks.
"""

import argparse
import json
import re
from pathlib import Path

from machine import COUNTS_THERE, ROOT, WERKFIT, environment, median, run, yardstick

ARTICLE = ROOT / "Sources/WerkfitEngine/WerkfitEngine.docc/RunCost.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MUNICIPALITIES = 342
MILLION = 1_000_000


def cost(study: Path, replications: int, rounds: int) -> tuple[float, int, int]:
    """Core-seconds per 10,000 replications of the base reading, the number of scenarios, and of steps."""
    def once(count: int) -> tuple[float, str]:
        cpu, _, output = run([WERKFIT, "compare", study, "--replications", count, "--reading", "basis",
                              "--format", "json"])
        return cpu, output

    start = median([once(8)[0] for _ in range(rounds)])
    # At most 2,000 draws also get expected values: what takes little is measured over more replications than that.
    if once(replications)[0] - start < 2:
        replications = max(replications, 10_000)
    times = [once(replications) for _ in range(rounds)]
    comparison = json.loads(times[0][1])["comparison"]
    spent = max(median([cpu for cpu, _ in times]) - start, 0.001)
    return spent * 10_000 / replications, len(comparison["scenarios"]), comparison["run"]["steps"]


def hours(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    if seconds < 5_400:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.1f} hours"
    return f"{seconds / 86_400:.1f} days"


def table(replications: int, rounds: int) -> str:
    about = environment()
    slower = median([yardstick("counts", 1_000, 10_000)["inner_cpu"] for _ in range(5)]) / COUNTS_THERE
    lines = [f"Measured {about} Core-seconds are those of this machine, which is {slower:.2f} times slower than that of "
             f"`Benchmarks/yardstick/README.md`; start-up (the time of 8 replications) is left out. Studies that take under 2 s at {replications:,} replications were "
             f"measured at 10,000, the others at {replications:,}; median of {rounds}.", "",
             "| study | scenarios | steps | core-seconds per 10,000 replications | a million replications on 2 cores |",
             "|---|---|---|---|---|"]
    total, largest, count = 0.0, (0.0, ""), 0
    for study in sorted((ROOT / "Scenarios").glob("*.yaml")):
        spent, scenarios, steps = cost(study, replications, rounds)
        total, count = total + spent, count + 1
        largest = max(largest, (spent, study.stem))
        lines.append(f"| {study.stem} | {scenarios} | {steps} | {spent:.2f} | {hours(spent * 100 / 2)} |")
        print(lines[-1], flush=True)
    lines.append(f"| **all together** | | | {total:.1f} | {hours(total * 100 / 2)} |")
    mean = total / max(count, 1)
    lines += [
        "", "### The national case, by arithmetic", "",
        f"- One municipality, 10,000 replications of the dearest study ({largest[1]}): {largest[0]:.1f} core-seconds; on a "
        f"laptop of 8 cores {hours(largest[0] / 8)}.",
        f"- A million replications of every study in `Scenarios/`: {total * 100:,.0f} core-seconds, so "
        f"{hours(total * 100 / 8)} on 8 cores, {hours(total * 100 / 64)} on 64.",
        f"- All {MUNICIPALITIES} municipalities, each with a study of the mean cost ({mean:.1f} core-seconds per 10,000): at "
        f"10,000 replications {MUNICIPALITIES * mean:,.0f} core-seconds, {hours(MUNICIPALITIES * mean / 8)} on 8 cores; at a "
        f"million {hours(MUNICIPALITIES * mean * 100 / 8)} on 8 cores, {hours(MUNICIPALITIES * mean * 100 / 64)} on 64 and "
        f"{hours(MUNICIPALITIES * mean * 100 / 512)} on 512.",
        f"- All {MUNICIPALITIES} municipalities, each with every study in `Scenarios/`, a million replications: "
        f"{MUNICIPALITIES * total * 100 / 3600:,.0f} core-hours, {hours(MUNICIPALITIES * total * 100 / 512)} on 512 cores.",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what every study costs.")
    parser.add_argument("--replications", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    text = ARTICLE.read_text()
    measured = table(options.replications, options.rounds)
    pattern = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.DOTALL)
    ARTICLE.write_text(pattern.sub(lambda _: f"{BEGIN}\n{measured}\n{END}", text))


if __name__ == "__main__":
    main()
