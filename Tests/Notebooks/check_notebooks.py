"""Exports the notebooks of all studies, holds their files against each other, and runs some of them.

Usage: check_notebooks.py [FOLDER...]
Without arguments the binary that the environment variable WERKFIT names exports every study of Scenarios and some of
Tests; with arguments the given folders, which were exported before, are checked and run. Exit status 1 if anything is
wrong. Needs nbformat, nbclient, ipykernel, pandas, altair and vl-convert-python.
"""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import nbclient
import nbformat

ROOT = pathlib.Path(__file__).resolve().parents[2]
# One scenario and no money; everything fixed.
OTHERS = ["Tests/WerkfitEngineTests/Studies/heart-valve.yaml", "Tests/WerkfitEngineTests/Studies/gooi-by-hand.yaml"]
RUN = ["gooi-bijstelling-2020", "pastiel", "heart-valve"]
REPLICATIONS = 60
LONGEST = 120
FILES = ["uitkomsten.json", "trekkingen.csv", "verschillen.csv", "aannames.csv", "maanden.csv", "woordenboek.csv", "requirements.txt",
         "LEESMIJ.md", "werkfit.ipynb"]
TABLES = {"trekkingen.csv": ["doorrekening", "trekking", "scenario"], "verschillen.csv": ["trekking", "scenario"],
          "aannames.csv": ["trekking"], "maanden.csv": ["scenario", "maand", "punt", "soort", "sleutel", "naam", "gemiddelde"]}


def problems(folder):
    """What is wrong with an exported folder, without running anything."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        yield f"missing: {', '.join(missing)}"
        return
    notebook = nbformat.read(folder / "werkfit.ipynb", as_version=nbformat.NO_CONVERT)
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        yield f"not a valid notebook: {error.message}"
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"notebook format {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"
    for cell in notebook.cells:
        if re.search(r"\{\{\w+\}\}", cell.source):
            yield f"cell {cell.id}: a placeholder is not filled"
        if re.search(r"https?://", cell.source) and cell.cell_type == "code":
            yield f"cell {cell.id}: names an address on the network"
    study = re.search(r"^STUDIE = (\".*?\")", "\n".join(cell.source for cell in notebook.cells), re.M)
    if not study or not (folder / json.loads(study[1])).is_file():
        yield "the study file that the notebook names is not there"

    with open(folder / "uitkomsten.json", encoding="utf-8") as file:
        comparison = json.load(file)["comparison"]
    run, base = comparison["run"], comparison["readings"][0]
    scenarios = len(comparison["scenarios"])
    rows = {"trekkingen.csv": run["replications"] * scenarios, "verschillen.csv": run["draws"] * (scenarios - 1),
            "aannames.csv": run["draws"]}
    with open(folder / "woordenboek.csv", encoding="utf-8", newline="") as file:
        dictionary = list(csv.DictReader(file))
    if not dictionary or list(dictionary[0]) != ["bestand", "kolom", "betekenis", "eenheid"]:
        yield "woordenboek.csv: other columns than bestand, kolom, betekenis, eenheid"
        return
    for name, first in TABLES.items():
        with open(folder / name, encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        header, found = lines[0], lines[1:]
        described = [row["kolom"] for row in dictionary if row["bestand"] == name]
        if header[:len(first)] != first:
            yield f"{name}: begins with {header[:len(first)]}, not {first}"
        if sorted(described) != sorted(header):
            yield f"{name}: woordenboek.csv describes other columns: {sorted(set(described) ^ set(header))[:8]}"
        if any(len(line) != len(header) for line in found):
            yield f"{name}: rows of another length"
        if name in rows and len(found) != rows[name]:
            yield f"{name}: {len(found)} rows, not {rows[name]}"
    if any(not row["betekenis"].strip() for row in dictionary):
        yield "woordenboek.csv: a column without a meaning"
    with open(folder / "trekkingen.csv", encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    # Those of lines, states, funds and members are in the results, not among the draws.
    wanted = [outcome["key"] for outcome in base["outcomes"] if any(outcome["values"])
              and ("/" not in outcome["key"] and (":" not in outcome["key"] or outcome["key"].startswith("balance:")))]
    absent = [key for key in wanted if key not in columns]
    if absent:
        yield f"trekkingen.csv: no column for {', '.join(absent[:8])}"


def ran(folder, binary=None):
    """Runs the notebook of a folder; gives what went wrong, and the notebook with its outputs."""
    notebook = nbformat.read(folder / "werkfit.ipynb", as_version=4)
    environment = {name: text for name, text in os.environ.items() if name != "WERKFIT"}
    if binary:
        environment["WERKFIT"] = str(pathlib.Path(binary).resolve())
    client = nbclient.NotebookClient(notebook, timeout=LONGEST, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    start = time.monotonic()
    try:
        client.execute(env=environment)
    except nbclient.exceptions.CellExecutionError as error:
        return [f"stopped: {error.ename}: {error.evalue[:600]}"], notebook
    except Exception as error:  # a kernel that does not start or does not end in time
        return [f"did not run: {type(error).__name__}: {str(error)[:600]}"], notebook
    found = []
    pictures = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            pictures += "image/png" in data
            if "image/png" in data and not output.metadata.get("image/png", {}).get("alt"):
                found.append(f"cell {cell.id}: a picture without an alternative text")
            if re.search(r"<script|(src|href)=.https?://", str(data.get("text/html", ""))):
                found.append(f"cell {cell.id}: an output loads something")
            if output.output_type == "stream":
                found.append(f"cell {cell.id}: wrote {output.text[:300]!r}")
    if pictures < 2:
        found.append(f"only {pictures} charts")
    print(f"   ran in {time.monotonic() - start:.1f} s, {pictures} charts")
    return found, notebook


def notices_a_wrong_number(folder, scratch):
    """Whether the notebook stops when one draw is not what werkfit made."""
    copy = scratch / "fout"
    shutil.copytree(folder, copy)
    with open(copy / "trekkingen.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    column = next(i for i in range(3, len(lines[0])) if float(lines[1][i]) != 0)
    lines[1][column] = repr(float(lines[1][column]) * 1.01 + 0.01)
    with open(copy / "trekkingen.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    found, _ = ran(copy)
    return any("niet gelijk aan uitkomsten.json" in problem for problem in found)


def main(arguments):
    failed = 0
    binary = os.environ.get("WERKFIT")
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        folders = [pathlib.Path(argument) for argument in arguments]
        if not folders:
            if not binary:
                print("set WERKFIT to the binary under test", file=sys.stderr)
                return 1
            binary = str(pathlib.Path(binary).resolve())
            for study in [*sorted((ROOT / "Scenarios").glob("*.yaml")), *(ROOT / other for other in OTHERS)]:
                folder = scratch / study.stem
                done = subprocess.run([binary, "export", str(study), "--to", "notebook", "--replications", str(REPLICATIONS),
                                       "--output", str(folder)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
                if done.returncode != 0:
                    print(f"{study.name}: export ended with {done.returncode}: {done.stderr[-600:]}")
                    failed += 1
                    continue
                folders.append(folder)
        for folder in folders:
            print(folder.name)
            found = list(problems(folder))
            if not found and (arguments or folder.name in RUN):
                found, _ = ran(folder, binary)
            for problem in found:
                print(f"   {problem}")
            failed += bool(found)
        small = next((folder for folder in folders if folder.name in (RUN[-1], "voorbeeld")), None)
        if small and not failed:
            if notices_a_wrong_number(small, scratch):
                print("A wrong number stops the notebook.")
            else:
                print("A wrong number does not stop the notebook.")
                failed += 1
    print(f"Notebooks: {len(folders)} checked, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
