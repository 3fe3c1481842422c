#!/usr/bin/env python3
"""How the time of a run grows with the size of its study, measured on generated studies.

Writes Benchmarks/growth.md (a table) and Benchmarks/growth.svg (a chart).
"""

import argparse
import math
import tempfile
from pathlib import Path

from machine import HERE, environment, measure, median

# The study in the middle; each series changes one of these.
MIDDLE = {"people": 4_000, "groups": 4, "replications": 200, "months": 48, "scenarios": 4, "phases": 4}
SERIES = {
    "people": [250, 1_000, 4_000, 16_000, 64_000, 256_000],
    "groups": [1, 2, 4, 8, 16],
    "replications": [50, 100, 200, 400, 800],
    "months": [12, 24, 48, 96, 192],
    "scenarios": [2, 4, 8, 16],
    "phases": [1, 2, 4, 8],
}


def study(people: int, groups: int, months: int, scenarios: int, phases: int, **_) -> str:
    """A study of so many people in groups, who go through the phases of a traject in every scenario but the first."""
    names = [f"groep{index}" for index in range(groups)]
    lines = ["format: 1", "study: Groei", "language: nl",
             f"clock: {{ start: 2021-01, horizon: {months} months }}",
             "money: { discount: 2.25%, confidence: own estimate }", "perspective: gemeente", "parameters:",
             "  bedrag: { gamma: { shape: 25, scale: 50 }, unit: EUR per month, confidence: own estimate }",
             "  prijs: { gamma: { shape: 25, scale: 10 }, unit: EUR per month, confidence: own estimate }",
             "  terugval: { beta: [2, 98], per: month, confidence: own estimate }",
             "  winst: { value: 1.2, confidence: own estimate }", "  kans: { value: 2% per month, confidence: own estimate }"]
    for name in names:
        lines.append(f"  kans-{name}: {{ beta: [2, 98], per: month, confidence: own estimate }}")
    lines.append("doelgroepen:")
    for index, name in enumerate(names):
        size = people * (index + 1) // groups - people * index // groups
        lines.append(f"  {name}: {{ size: {size}, in: bijstand, parameters: {{ kans: = kans-{name} }} }}")
    lines += ["states:", "  bijstand: { kind: benefit, moves: { werk: = kans } }",
              "  werk: { kind: work, moves: { bijstand: = terugval } }", "trajecten:", "  traject:", "    phases:"]
    for phase in range(phases):
        lines.append(f"      fase{phase}: {{ kind: benefit, stay: 3 months, exits: {{ werk: = kans }} }}")
    lines += ["    otherwise: bijstand", "    gain: { parameter: kans, riskRatio: = winst }", "parties: { gemeente: Gemeente, client: Cliënt }",
              "prices:",
              "  uitkering: { per: month in bijstand, amount: = bedrag, from: gemeente, to: client, category: benefit }",
              "  begeleiding:",
              f"    {{ per: month in {' | '.join(f'fase{phase}' for phase in range(phases))}, amount: = prijs, "
              "from: gemeente, to: samenleving, category: programme }",
              "scenarios:", "  niets: { reference: true }"]
    for number in range(1, scenarios):
        lines.append(f"  met{number}: {{ parameters: {{ winst: {1 + number / scenarios:.4f} }}, "
                     f"offer: {{ traject: [{', '.join(names)}] }} }}")
    return "\n".join(lines) + "\n"


def seconds(sizes: dict, folder: Path, rounds: int) -> float:
    file = folder / "groei.yaml"
    file.write_text(study(**sizes))
    return median(measure("simulate", file, sizes["replications"], 1, rounds)["cpu"])


def slope(sizes: list, times: list) -> float:
    """The power by which the time grows: the slope of the least squares line through the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(time) for time in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)


def chart(found: dict) -> dict:
    """The chart as a Vega-Lite specification: a panel per series, both axes logarithmic."""
    panels = []
    for name, times in found.items():
        values = [{"size": size, "time": time} for size, time in zip(SERIES[name], times)]
        panels.append({
            "title": f"{name}: power {slope(SERIES[name], times):.2f}", "width": 220, "height": 160,
            "data": {"values": values}, "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "size", "type": "quantitative", "title": name,
                      "scale": {"type": "log", "domain": [SERIES[name][0], SERIES[name][-1]], "nice": False},
                      "axis": {"values": SERIES[name], "format": "~s"}},
                "y": {"field": "time", "type": "quantitative", "title": "seconds of a core",
                      "scale": {"type": "log", "domain": [min(min(v) for v in found.values()) / 1.5,
                                                          max(max(v) for v in found.values()) * 1.5]},
                      "axis": {"format": "~g"}}}})
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "title": "How the time of a run grows with one size at a time", "background": "white",
            "concat": panels, "columns": 3, "config": {"view": {"stroke": "#ccc"}}}


def write(found: dict, about: str, rounds: int) -> None:
    lines = ["# How the time of a run grows", "", f"{about} CPU seconds of `simulate` on one thread, median of {rounds}.", "",
             "One size changes at a time; the others are " + ", ".join(f"{value:,} {key}" for key, value in MIDDLE.items())
             + ". Everybody starts a traject of the given phases in every scenario but the first. *Power* is the slope in "
             "the logarithms: 0 is flat, 1 is linear; *at the end* it is that between the last two. What is made once (compiling, tables) keeps it under 1 where a study "
             "is small.", "", "| size | power | at the end | seconds |", "|---|---|---|---|"]
    for name, times in found.items():
        lines.append(f"| {name} | {slope(SERIES[name], times):.2f} | {slope(SERIES[name][-2:], times[-2:]):.2f} | "
                     + ", ".join(f"{size:,}: {time:.2f}" for size, time in zip(SERIES[name], times)) + " |")
    lines += ["", "![How the time of a run grows with people, groups, replications, months, scenarios and phases](growth.svg)"]
    (HERE / "growth.md").write_text("\n".join(lines) + "\n")


def main(rounds: int = 3) -> None:
    import vl_convert

    about = environment()
    found = {name: [0.0] * len(sizes) for name, sizes in SERIES.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, sizes in SERIES.items():
            for index, size in enumerate(sizes):
                found[name][index] = seconds({**MIDDLE, name: size}, Path(folder), rounds)
            print(f"{name}: power {slope(sizes, found[name]):.2f}", flush=True)
    write(found, about, rounds)
    (HERE / "growth.svg").write_text(vl_convert.vegalite_to_svg(chart(found)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures how the time of a run grows.")
    parser.add_argument("--rounds", type=int, default=3)
    main(parser.parse_args().rounds)
