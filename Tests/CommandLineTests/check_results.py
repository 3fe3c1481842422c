"""Holds results of werkfit as JSON against their JSON Schema.

Usage: check_results.py SCHEMA RESULT...
Each RESULT is a file made by `werkfit compare --format json` or `werkfit run --format json`; SCHEMA is what
`werkfit schema --results` prints. Needs the package jsonschema. Exit status 1 if anything does not fit.
"""

import json
import sys

import jsonschema


def problems(schema, path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        place = "/".join(str(part) for part in error.absolute_path)
        yield f"{path}: {place}: {error.message[:300]}"


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = [problem for path in arguments[1:] for problem in problems(schema, path)]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
