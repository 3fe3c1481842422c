"""Holds the JSON Schema of study files to files that were written for the purpose.

Usage: check_schema.py [SCHEMA], where SCHEMA is a file with what `werkfit schema` prints; without it the
binary that the environment variable WERKFIT names is asked.

- Every file under Valid is accepted: studies by the whole schema, catalogues by `#/$defs/catalogue`.
- Every file under Broken whose problem is one of shape (see Broken/expected.tsv) is refused.
- Every key, form and word of the schema is used by a file under Valid.
- With the binary: for variants of the valid files with one thing changed, the schema refuses nothing that
  `werkfit check` accepts, and refuses every variant with a key that is unknown to the reader.

The Swift test "Every valid file is accepted" holds the reader to the same files.
"""

import copy
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

TESTS = pathlib.Path(__file__).resolve().parent
CATALOGUES = "kengetallen"
# So many variants are compared with the reader, spread evenly over all.
VARIANTS = 600


class CoreLoader(yaml.SafeLoader):
    """Reads plain scalars by the core schema of YAML 1.2, as editors do: `2021-01` and `yes` are text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        result = {}
        for key_node, value_node in node.value:
            # Keys of JSON are text.
            key = key_node.value
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(None, None, "a key is no scalar", key_node.start_mark)
            if key in result:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key} stands twice", key_node.start_mark)
            result[key] = self.construct_object(value_node, deep=True)
        return result


def construct_mapping(loader, node):
    return loader.construct_mapping(node, deep=True)


CoreLoader.add_constructor("tag:yaml.org,2002:map", construct_mapping)
for tag, pattern, starts in [
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(|~|null|Null|NULL)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
     "-+.0123456789"),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(starts))


def construct_int(loader, node):
    return int(node.value)


def construct_float(loader, node):
    return float(node.value.replace(".inf", "inf").replace(".nan", "nan"))


CoreLoader.add_constructor("tag:yaml.org,2002:int", construct_int)
CoreLoader.add_constructor("tag:yaml.org,2002:float", construct_float)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=CoreLoader)


class Coverage:
    """Which keys, forms and words of the schema there are, and which of them files have used."""

    def __init__(self, schema):
        self.definitions = schema["$defs"]
        self.all = set()
        self.used = set()
        self.seen = set()
        for root in ("study", "catalogue"):
            self.list({"$ref": f"#/$defs/{root}"}, root)

    def resolve(self, schema, place):
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if reference is None:
            return schema, place
        name = reference.rsplit("/", 1)[1]
        return self.definitions[name], name

    def is_scalar(self, schema):
        """Scalars differ in writing, not in keys; their patterns are held by the files as a whole."""
        if not isinstance(schema, dict):
            return True
        if schema.keys() & {"properties", "additionalProperties", "items", "enum", "oneOf"}:
            return False
        # A number or a text with a pattern is one scalar.
        return all("type" in part and part["type"] != "array" for part in schema.get("anyOf", []))

    def list(self, schema, place):
        schema, place = self.resolve(schema, place)
        if place in self.seen or self.is_scalar(schema):
            return
        self.seen.add(place)
        for key, value in schema.get("properties", {}).items():
            self.all.add(f"{place}: {key}")
            self.list(value, f"{place}.{key}")
        for word in schema.get("enum", []):
            self.all.add(f"{'|'.join(map(str, schema['enum']))} = {word}")
        for part in ("additionalProperties", "items"):
            if part in schema:
                self.list(schema[part], f"{place}.*")
        for kind in ("anyOf", "oneOf"):
            for number, branch in enumerate(schema.get(kind, [])):
                if "properties" not in branch:
                    self.list(branch, f"{place}/{number}")
                # Without `required` a form only says which keys do not go together.
                if "properties" not in branch or "required" in branch:
                    self.all.add(f"{place}, form {number + 1} of {len(schema[kind])}")

    def note(self, schema, instance, place, validator):
        schema, place = self.resolve(schema, place)
        if self.is_scalar(schema):
            return
        if isinstance(instance, dict):
            for key, value in instance.items():
                if key in schema.get("properties", {}):
                    self.used.add(f"{place}: {key}")
                    self.note(schema["properties"][key], value, f"{place}.{key}", validator)
                elif "additionalProperties" in schema:
                    self.note(schema["additionalProperties"], value, f"{place}.*", validator)
        if isinstance(instance, list) and "items" in schema:
            for item in instance:
                self.note(schema["items"], item, f"{place}.*", validator)
        if instance in schema.get("enum", []):
            self.used.add(f"{'|'.join(map(str, schema['enum']))} = {instance}")
        for kind in ("anyOf", "oneOf"):
            for number, branch in enumerate(schema.get(kind, [])):
                if validator.evolve(schema=branch).is_valid(instance):
                    self.used.add(f"{place}, form {number + 1} of {len(schema[kind])}")
                    if "properties" not in branch:
                        self.note(branch, instance, f"{place}/{number}", validator)

    def unused(self):
        return sorted(self.all - self.used)


def deepest(error):
    """The most telling of the errors within an `anyOf`."""
    while error.context:
        error = max(error.context, key=lambda part: len(part.absolute_path))
    return f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def places(value, path=()):
    """The paths of all values within a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def variants(study):
    """The study with one thing changed, in every way that a hasty author might, with what was changed."""
    for path in places(study):
        value = at(study, path)
        if isinstance(value, dict):
            changed = copy.deepcopy(study)
            at(changed, path)["onbekend"] = 1
            yield changed, f"{path} with an extra key"
        if not path:
            continue
        *parent, last = path
        for replacement in ({"onbekend": 1}, [["a"]], "een tekst", "= 1 per month", -1, True):
            if replacement != value:
                changed = copy.deepcopy(study)
                at(changed, parent)[last] = copy.deepcopy(replacement)
                yield changed, f"{path} replaced by {replacement}"
        changed = copy.deepcopy(study)
        del at(changed, parent)[last]
        yield changed, f"{path} left out"


def compare_with_reader(werkfit, studies, validator):
    """Where the schema and `werkfit check` differ on variants of the studies, and how many were compared."""
    every = [(path.stem, changed, what) for path, study in studies for changed, what in variants(study)]
    chosen = every[:: max(1, len(every) // VARIANTS)]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder) / "Valid"
        shutil.copytree(TESTS / "Valid", folder)
        chosen += [(path.stem, study, "nothing changed") for path, study in studies]
        for number, (_, changed, _) in enumerate(chosen):
            # JSON is YAML too.
            (folder / f"variant-{number}.yaml").write_text(json.dumps(changed, ensure_ascii=False), "utf-8")
        names = [f"variant-{number}.yaml" for number in range(len(chosen))]
        command = [werkfit, "check", *names]
        told = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8").stderr
    refused, unknown = set(), set()
    for line in told.splitlines():
        match = re.match(r"variant-(\d+)\.yaml(:\d+:\d+)?: fout", line)
        if match:
            refused.add(int(match[1]))
            if "onbekende sleutel" in line:
                unknown.add(int(match[1]))
    for number, (name, changed, what) in enumerate(chosen):
        is_valid = validator.is_valid(changed)
        if not is_valid and number not in refused:
            errors = "; ".join(deepest(error) for error in validator.iter_errors(changed))
            failures.append(f"{name}, {what}: the reader accepts what the schema refuses: {errors}")
        if is_valid and number in unknown:
            failures.append(f"{name}, {what}: the schema accepts a key that the reader does not know")
        if what == "nothing changed" and number in refused:
            failures.append(f"{name}: the reader refuses the file written as JSON")
    return failures, len(chosen), len(refused)


def main(schema_text, werkfit):
    schema = json.loads(schema_text)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []

    coverage = Coverage(schema)
    valid = sorted((TESTS / "Valid").rglob("*.yaml"))
    studies = []
    for path in valid:
        root = "catalogue" if path.parent.name == CATALOGUES else "study"
        instance = read(path)
        if root == "study":
            studies.append((path, instance))
        own = validator.evolve(schema={"$ref": f"#/$defs/{root}", "$defs": schema["$defs"]})
        errors = [deepest(error) for error in own.iter_errors(instance)]
        failures += [f"{path.name} is refused: {error}" for error in errors]
        coverage.note({"$ref": f"#/$defs/{root}"}, instance, root, own)
    failures += [f"no file under Valid uses {item}" for item in coverage.unused()]

    with open(TESTS / "Broken" / "expected.tsv", encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    broken = sorted({row["file"] for row in rows if row["problem of"] == "shape"})
    for name in broken:
        if validator.is_valid(read(TESTS / "Broken" / name)):
            failures.append(f"{name} is accepted, though its problem is one of shape")

    compared = ""
    if werkfit:
        differences, count, refused = compare_with_reader(werkfit, studies, validator)
        failures += differences
        compared = f"{count} variants compared with the reader, which refused {refused}, "
        if not 0 < refused < count:
            failures.append("the reader gave the same answer for all variants")

    for failure in failures:
        print(failure)
    print(
        f"{len(valid)} valid files, {len(broken)} files broken in shape, "
        f"{len(coverage.all)} keys, forms and words, {compared}{len(failures)} failures"
    )
    return 1 if failures or not valid or not broken else 0


if __name__ == "__main__":
    binary = os.environ.get("WERKFIT")
    if len(sys.argv) == 2:
        printed = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    elif len(sys.argv) == 1 and binary:
        printed = subprocess.run(
            [binary, "schema"], check=True, capture_output=True, encoding="utf-8").stdout
    else:
        sys.exit(__doc__)
    sys.exit(main(printed, binary))
