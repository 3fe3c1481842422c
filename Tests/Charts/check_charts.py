#!/usr/bin/env python3
"""Compiles every chart in a folder and fails on whatever Vega-Lite or Vega complains of.

Usage: check_charts.py [FOLDER] [--png FOLDER] [--scale 1.5]

Without a folder it exports the charts of some studies with the program that WERKFIT names.

Each .json file holds one Vega-Lite specification. A file passes when Vega-Lite compiles it without a message on
standard error, the SVG is made, nothing in it is NaN or undefined, and it has its alternative text.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import vl_convert


def with_messages(work):
    """What `work` gives, with what was written to standard error below Python meanwhile."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as messages:
        os.dup2(messages.fileno(), 2)
        try:
            result = work()
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        messages.seek(0)
        return result, messages.read().decode(errors="replace").strip()


def problems(specification):
    """What is wrong with a specification, and its SVG."""
    text = json.dumps(specification)
    found = []
    try:
        vega, messages = with_messages(lambda: vl_convert.vegalite_to_vega(text))
        found += [messages] if messages else []
        svg, messages = with_messages(lambda: vl_convert.vega_to_svg(json.dumps(vega)))
        found += [messages] if messages else []
    except ValueError as error:
        return [str(error)], None
    found += [f"the SVG holds {word}" for word in ("NaN", "undefined", "[object") if word in svg]
    if not specification.get("description"):
        found.append("no description")
    if not specification.get("title"):
        found.append("no title")
    return found, svg


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--png", type=pathlib.Path, help="also write each chart as a picture here")
    parser.add_argument("--scale", type=float, default=1.5)
    parser.add_argument("--only", default="", help="only files whose name holds this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folders = [options.folder] if options.folder else exported(pathlib.Path(scratch))
        return check([file for folder in folders for file in sorted(folder.glob("*.json"))], options)


def exported(scratch):
    """Folders with the charts of some studies: wide, narrow and dark, in Dutch and in English."""
    root = pathlib.Path(__file__).resolve().parents[2]
    cases = [
        ("Scenarios/gooi-bijstelling-2020.yaml", []),
        ("Scenarios/voorbeeld.yaml", ["--width", "340", "--page", "dark"]),
        ("Scenarios/ferm-werk.yaml", ["--language", "en"]),
        ("Tests/WerkfitEngineTests/Studies/three-states.yaml", []),
    ]
    for number, (study, words) in enumerate(cases):
        folder = scratch / str(number)
        command = [os.environ["WERKFIT"], "export", str(root / study), "--to", "vega-lite", "--replications", "200",
                   "--output", str(folder), *words]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600)
        if done.returncode:
            raise SystemExit(f"{study}: status {done.returncode}: {done.stderr}")
        yield folder


def check(files, options):
    files = [file for file in files if options.only in file.name]
    failed = 0
    for file in files:
        specification = json.loads(file.read_text(encoding="utf-8"))
        found, svg = problems(specification)
        for problem in found:
            print(f"{file.name}: {problem}", file=sys.stderr)
        failed += bool(found)
        if options.png and svg:
            options.png.mkdir(parents=True, exist_ok=True)
            png = vl_convert.svg_to_png(svg, scale=options.scale)
            (options.png / f"{file.stem}.png").write_bytes(png)
    print(f"{len(files)} charts, {failed} with problems")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
