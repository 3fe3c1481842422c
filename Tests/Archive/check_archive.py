"""Reads an archive and its export with other programs than werkfit, and works its checksums out again.

The binary that the environment variable WERKFIT names keeps some runs of a small study, of which everything is known
beforehand. Python's sqlite3 reads what was kept, and pandas the export. Exit status 1 if anything differs.
"""

import hashlib
import json
import os
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile

import jsonschema
import pandas

STUDY = """\
format: 1
study: Met de hand
question: Wat doet een betere kans?
clock: { start: 2021-01, horizon: 2 months }
uses: [ staten.yaml ]
parameters:
  kans: { value: 50% per month, confidence: own estimate }
doelgroepen:
  mensen: { size: 8, in: bijstand }
scenarios:
  doorgaan: { label: Doorgaan zonder, reference: true }
  beter: { label: Betere kans, parameters: { kans: 75% per month } }
"""
STATES = """\
states:
  bijstand: { kind: benefit, moves: { werk: = kans } }
  werk: { kind: work }
"""
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: found {found!r}, expected {wanted!r}")


def field(text):
    data = text if isinstance(text, bytes) else str(text).encode()
    return struct.pack("<Q", len(data)) + data


def checksum(database, run):
    """SHA-256 as the documentation of WerkfitArchive describes it."""
    parts = ["werkfit archive 1"]
    parts += [run[key] or "" for key in ("made", "title", "question", "hash", "version", "stream", "seed", "replications",
                                         "detail", "settings", "environment", "findings")]
    for table, columns in (("study_file", ("name", "path", "text")), ("study_change", ("path", "value"))):
        rows = database.execute(f"SELECT * FROM {table} WHERE study = ? ORDER BY position", (run["study"],)).fetchall()
        parts.append(len(rows))
        parts += [row[column] for row in rows for column in columns]
    rows = database.execute("SELECT * FROM draw WHERE run = ? ORDER BY position", (run["id"],)).fetchall()
    parts.append(len(rows))
    parts += [row[column] for row in rows for column in ("kind", "scenario", "key", "unit", "chances", "numbers")]
    return hashlib.sha256(b"".join(field(part) for part in parts + [run["id"]])).hexdigest()


def study_hash(files, changes):
    parts = [part for file in files for part in file] + [part for change in changes for part in change]
    return hashlib.sha256(b"".join(field(part) for part in parts)).hexdigest()


def kept(binary, folder, *options):
    """Keeps a run, and gives what it printed as JSON."""
    done = subprocess.run(
        [binary, "compare", "klein.yaml", "--archive", "a.sqlite", "--format", "json", "--all", *options], cwd=folder,
        check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return json.loads(done.stdout)


def check_archive(database, results):
    expect("application", database.execute("PRAGMA application_id").fetchone()[0], 0x776B6674)
    expect("integrity", database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
    runs = database.execute("SELECT * FROM run ORDER BY id").fetchall()
    expect("numbers of runs", [run["id"] for run in runs], [1, 2, 3])
    expect("seeds", [run["seed"] for run in runs], ["1", "18446744073709551615", "1"])
    expect("replications", [run["replications"] for run in runs], [16, 16, 16])
    expect("studies", [run["study"] for run in runs], [1, 1, 2])
    for run, result in zip(runs, results):
        name = f"run {run['id']}"
        expect(f"{name}: title", run["title"], "Met de hand")
        expect(f"{name}: question", run["question"], "Wat doet een betere kans?")
        expect(f"{name}: findings", json.loads(run["findings"]), result)
        expect(f"{name}: version", run["version"], result["version"])
        expect(f"{name}: stream", run["stream"], result["comparison"]["run"]["stream"])
        settings = json.loads(run["settings"])
        expect(f"{name}: seed in settings", settings["seed"], int(run["seed"]))
        expect(f"{name}: detail", run["detail"], "full")
        expect(f"{name}: checksum", checksum(database, run), run["checksum"])
        files = [tuple(row) for row in database.execute(
            "SELECT name, path, text FROM study_file WHERE study = ? ORDER BY position", (run["study"],))]
        expect(f"{name}: files", files, [("klein.yaml", "", STUDY), ("staten.yaml", "staten.yaml", STATES)])
        changes = [tuple(row) for row in database.execute(
            "SELECT path, value FROM study_change WHERE study = ? ORDER BY position", (run["study"],))]
        expect(f"{name}: changes", changes, [("doelgroepen.mensen.size", "12")] if run["id"] == 3 else [])
        expect(f"{name}: hash", run["hash"], study_hash([(path, text) for _, path, text in files], changes))
    # The columns of draws: eight bytes a number.
    draws = database.execute("SELECT * FROM draw WHERE run = 2 AND kind = 'outcome'").fetchall()
    expect("runs with draws", [row[0] for row in database.execute("SELECT DISTINCT run FROM draw")], [2])
    expect("numbers per column", {len(row["numbers"]) // 8 for row in draws}, {16})
    for statement in ("UPDATE run SET title = 'x'", "DELETE FROM run", "DELETE FROM draw", "DELETE FROM study_file"):
        try:
            database.execute(statement)
            problems.append(f"{statement}: was not refused")
        except sqlite3.IntegrityError:
            pass


def check_export(path, results):
    database = sqlite3.connect(path)
    runs = pandas.read_sql("SELECT * FROM runs", database, parse_dates=["made"])
    expect("exported runs", list(runs["run"]), [1, 2, 3])
    expect("exported times", bool(runs["made"].is_monotonic_increasing), True)
    expect("exported findings", [json.loads(text) for text in runs["findings"]], results)
    outcomes = pandas.read_sql("SELECT * FROM outcomes", database)
    expect("exported scenarios", sorted(outcomes["scenario"].unique()), ["beter", "doorgaan"])
    draws = pandas.read_sql("SELECT * FROM draws WHERE kind = 'outcome'", database)
    expect("exported draws", len(draws.groupby(["scenario", "key"])["value"].count().unique()), 1)
    for number, result in enumerate(results, start=1):
        base = result["comparison"]["readings"][0]
        for place, scenario in enumerate(result["comparison"]["scenarios"]):
            for outcome in base["outcomes"]:
                for kind in ("value", "difference"):
                    wanted = outcome[kind + "s"][place]
                    rows = outcomes[(outcomes["run"] == number) & (outcomes["scenario"] == scenario["key"])
                                    & (outcomes["outcome"] == outcome["key"]) & (outcomes["kind"] == kind)
                                    & outcomes["reading"].isna()]
                    expect(f"run {number} {scenario['key']} {outcome['key']} {kind}", list(rows["mean"]),
                           [] if wanted is None else [wanted["mean"]])
    # Every mean of the second run is that of its draws.
    means = draws.groupby(["scenario", "key"])["value"].mean()
    for (scenario, key), mean in means.items():
        row = outcomes[(outcomes["run"] == 2) & (outcomes["scenario"] == scenario) & (outcomes["outcome"] == key)
                       & (outcomes["kind"] == "value")]
        expect(f"mean of draws of {scenario} {key}", [abs(value - mean) < 1e-9 * max(1, abs(mean)) for value in row["mean"]],
               [True])


def check_documents(binary, folder):
    """What the commands say as JSON fits the schema of results, and lists what was kept."""
    def said(*arguments):
        return json.loads(subprocess.run([binary, *arguments], cwd=folder, check=True, capture_output=True,
                                         stdin=subprocess.DEVNULL).stdout)

    schema = said("schema", "--results")
    place = ("--archive", "a.sqlite", "--format", "json")
    documents = [said("archive", *words, *place) for words in (["list"], ["diff", "1", "3"], ["verify"], ["show", "1"],
                                                               ["prune", "--keep", "1", "--dry-run"])]
    for number, document in enumerate(documents):
        for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
            problems.append(f"document {number}: {error.message[:200]}")
    rows = documents[0]["analysis"]["tables"][0]["rows"]
    expect("listed", [(row["key"], row["seed"], row["replications"], row["kept"]) for row in rows],
           [("3", "1", 16, "full"), ("2", "18446744073709551615", 16, "full+draws"), ("1", "1", 16, "full")])


def main():
    binary = os.path.abspath(os.environ["WERKFIT"])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "klein.yaml").write_text(STUDY, encoding="utf-8")
        (folder / "staten.yaml").write_text(STATES, encoding="utf-8")
        common = ("--replications", "16", "--chances-per-draw", "1")
        results = [kept(binary, folder, *common),
                   kept(binary, folder, *common, "--seed", "18446744073709551615", "--keep-draws"),
                   kept(binary, folder, *common, "--set", "doelgroepen.mensen.size=12")]
        for command in (["verify", "--rerun", "3"], ["export", "export.sqlite"]):
            subprocess.run([binary, "archive", *command, "--archive", "a.sqlite"], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        check_documents(binary, folder)
        database = sqlite3.connect(folder / "a.sqlite")
        database.row_factory = sqlite3.Row
        check_archive(database, results)
        check_export(folder / "export.sqlite", results)
        database.close()
    for problem in problems:
        print(problem)
    print(f"An archive of 3 runs and its export: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
