"""Holds results of werkfit as JSON against their JSON Schema.

Usage: check_results.py [SCHEMA RESULT...]
Each RESULT is a file made by `werkfit compare`, `run` or `validate` with `--format json`; SCHEMA is what
`werkfit schema --results` prints. Without arguments the binary that the environment variable WERKFIT names makes
them, from some studies of Scenarios and Tests. Needs the package jsonschema. Exit status 1 if anything does not fit.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema


def problems(schema, path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        place = "/".join(str(part) for part in error.absolute_path)
        yield f"{path}: {place}: {error.message[:300]}"


ROOT = pathlib.Path(__file__).resolve().parents[2]
STUDIES = ["Scenarios/voorbeeld.yaml", "Scenarios/gooi-bijstelling-2020.yaml",
           "Tests/WerkfitEngineTests/Studies/three-states.yaml"]
# With figures of every kind: shares, counts, money, and what nothing can be held against.
VALIDATED = ["Scenarios/pastiel.yaml", "Scenarios/corona-2020.yaml", "Scenarios/lelystad.yaml",
             "Scenarios/rotterdam-begeleide-participatie.yaml"]


def made(binary, folder):
    """Makes the schema and some results in a folder, and gives their paths."""
    def output(name, *arguments):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            subprocess.run([binary, *arguments], check=True, stdout=file, stdin=subprocess.DEVNULL)
        return path

    paths = [output("schema.json", "schema", "--results")]
    for number, study in enumerate(STUDIES):
        for command in ("compare", "run", "validate"):
            paths.append(output(f"{command}-{number}.json", command, str(ROOT / study), "--format", "json",
                                "--replications", "200"))
    # Every analysis, on the smallest study that has what it needs.
    study = str(ROOT / "Scenarios/voorbeeld.yaml")
    for number, words in enumerate([
            ("sensitivity",), ("sensitivity", "--threshold", "kans"), ("sensitivity", "--two-way", "kans,winst"),
            ("sensitivity", "--sobol", "--base-points", "32"), ("sensitivity", "--given-data"), ("voi",),
            ("voi", "--measure", "terugval"), ("cost-effectiveness",), ("equity",), ("check", "--deep")]):
        few = () if words[0] == "check" else ("--replications", "200")
        paths.append(output(f"analysis-{number}.json", words[0], study, *words[1:], *few, "--format", "json"))
    # Several studies are one document.
    paths.append(output("validate.json", "validate", *(str(ROOT / study) for study in VALIDATED), "--format", "json",
                        "--replications", "200"))
    return paths


def main(arguments):
    if not arguments and "WERKFIT" in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            return main(made(os.environ["WERKFIT"], folder))
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = [problem for path in arguments[1:] for problem in problems(schema, path)]
    for problem in found:
        print(problem)
    print(f"{len(arguments) - 1} results held against their schema: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
