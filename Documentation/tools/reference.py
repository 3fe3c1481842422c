"""Writes the reference of the study format from its JSON Schema: every key with its meaning, values, default and an example.

Usage: reference.py SCHEMA OUTPUT
SCHEMA is what `werkfit schema` prints. Examples come from studies and catalogues that are there. It fails if a key of the schema has
no meaning, or does not come out on the page.
"""

import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Where examples come from: what users have first.
STUDIES = ["Scenarios", "Tests/WerkfitStudyTests/Valid", "Tests/WerkfitEngineTests/Studies"]
# What the kinds of values are called in a table; how they are written is told once, at the end of the page.
VALUES = {
    "text": "woorden", "name": "naam", "names": "namen, met `|` ertussen", "quantity": "getal, bedrag of duur", "amount": "getal of formule",
    "formula": "formule", "chance": "kans", "flow": "mensen per periode", "duration": "duur", "period": "periode", "month": "maand",
    "account": "partij of rekening", "basis": "wat wordt geteld", "comparison": "vergelijking", "subject": "uitkomst",
}
# Under which heading the blocks of a study stand.
CHAPTERS = [
    ("Het bestand", ["study", "clock", "money", "source", "catalogue"]),
    ("Getallen", ["parameter", "beta", "normal", "truncatedNormal", "lognormal", "gamma", "pert", "discrete", "empirical", "table",
                  "correlation"]),
    ("Mensen en toestanden", ["doelgroep", "hiddenClass", "state", "move"]),
    ("Trajecten", ["traject", "phase", "stay", "exit", "extension", "lockIn", "gain", "placeUse", "places"]),
    ("Budgetten", ["fund", "shift", "reserve", "reserveMeasure", "budgetRule", "budgetBand"]),
    ("Geld en andere uitkomsten", ["party", "partyMember", "price", "outcome", "outcomeLine"]),
    ("Vragen aan de studie", ["target", "criterion", "observation"]),
    ("Scenario's en lezingen", ["scenario", "offerChanges", "reading"]),
]
TITLES = {"offerChanges": "offer"}


def resolved(node):
    return node["$ref"].rsplit("/", 1)[-1] if "$ref" in node else None


def title(name):
    return TITLES.get(name, name)


def code(value):
    return f"`{value}`".replace("|", "\\|")


def values_of(node, definitions):
    """In words what a key takes."""
    name = resolved(node)
    if name:
        if name in VALUES:
            return VALUES[name]
        if "properties" in definitions[name]:
            return f"blok {code(title(name))}"
        return values_of(definitions[name], definitions)
    if "const" in node:
        return code(node["const"])
    if "enum" in node:
        return ", ".join(code(value) for value in node["enum"])
    if "anyOf" in node:
        words = []
        for choice in node["anyOf"]:
            said = values_of(choice, definitions)
            if said and said not in words and not (resolved(choice) or "").endswith("Changes"):
                words.append(said)
        return ", of ".join(words)
    kind = node.get("type")
    if kind == "boolean":
        return "`true` of `false`"
    if kind == "integer":
        return f"geheel getal van {node['minimum']} tot {node['maximum']}" if "minimum" in node and "maximum" in node else "geheel getal"
    if kind == "array":
        least, most = node.get("minItems"), node.get("maxItems")
        count = f"{least} " if least is not None and least == most else ""
        return f"lijst van {count}{values_of(node['items'], definitions)}".replace("van 2 getal", "van 2 keer een getal").replace(
            "van 3 getal", "van 3 keer een getal")
    if kind == "object" and isinstance(node.get("additionalProperties"), dict):
        return f"per naam: {values_of(node['additionalProperties'], definitions)}"
    if "pattern" in node or kind == "string":
        return "woorden"
    if kind == "number":
        return "getal"
    return "zie het schema"


def meaning(text):
    """A description, and the default that stands at its end."""
    text = text.strip()
    for pattern in (r"(.*?)[;,] standaard (.*?)\.?$", r"(.*?) \(standaard (.*?)\)\.?$"):
        found = re.match(pattern, text, re.S)
        if found:
            return found[1].rstrip(".") + ".", found[2]
    named = re.search(r"(\w+) \(standaard\)", text)
    return (text.replace(" (standaard)", ""), named[1]) if named else (text, "")


def flow(value):
    """A value on one line, as a study file writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return " ".join(str(value).split())


def examples(definitions):
    """For every key of every block a short value from a study that is there."""
    found = {}

    def blocks_of(node, value):
        name = resolved(node)
        if name:
            yield from ([name] if "properties" in definitions[name] else blocks_of(definitions[name], value))
        for choice in node.get("anyOf", []):
            yield from blocks_of(choice, value)

    def walk(node, value):
        if isinstance(value, list):
            for item in value:
                for choice in [node, *node.get("anyOf", [])]:
                    if isinstance(choice.get("items"), dict):
                        walk(choice["items"], item)
            return
        if not isinstance(value, dict):
            return
        for choice in [node, *node.get("anyOf", [])]:
            if isinstance(choice.get("additionalProperties"), dict):
                for item in value.values():
                    walk(choice["additionalProperties"], item)
        for name in blocks_of(node, value):
            properties = definitions[name]["properties"]
            if not set(map(str, value)) <= set(properties):
                continue
            for key, item in value.items():
                base = name.removesuffix("Changes")
                place = (base if base in definitions else name, str(key))
                shown = flow(item)
                if len(shown) <= 44 and (place not in found or len(shown) < len(found[place]) and len(found[place]) > 24):
                    found[place] = shown
                walk(properties[str(key)], item)

    paths = [path for folder in STUDIES for path in sorted((ROOT / folder).rglob("*.yaml"))]
    # The simplest study comes first: the first short value of a key is its example.
    for path in sorted(paths, key=lambda path: path.name != "voorbeeld.yaml"):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if not isinstance(document, dict):
            continue
        walk({"$ref": "#/$defs/study" if "format" in document else "#/$defs/catalogue"}, document)
    return found


def table(name, definitions, shown):
    block = definitions[name]
    lines = ["| sleutel | betekenis | waarde | standaard | voorbeeld |", "|---|---|---|---|---|"]
    for key, node in block["properties"].items():
        text, default = meaning(node.get("description", ""))
        if key in block.get("required", []):
            default = "**verplicht**"
        example = shown.get((name, key), "")
        text = text.replace("|", "\\|")
        lines.append(f"| `{key}` | {text} | {values_of(node, definitions)} | {default} | {code(example) if example else ''} |")
    return lines


def choices(block):
    """In words which keys go together, where a block has more than one form."""
    forms = [form.get("required", []) for form in block.get("oneOf", []) + block.get("anyOf", [])]
    forms = [" en ".join(code(key) for key in form) for form in forms if form]
    return f"Kies één vorm: {'; '.join(dict.fromkeys(forms))}." if len(forms) > 1 else ""


def page(schema):
    definitions = schema["$defs"]
    shown = examples(definitions)
    lines = ["# Alle sleutels van een studiebestand", "", "@Metadata {", '  @TitleHeading("Naslag")', "}", "", "Elke sleutel met zijn betekenis, waarden, standaard en een voorbeeld.", "",
             "## Vooraf", "",
             "Deze pagina is gemaakt uit het schema dat `werkfit schema` geeft. Een redacteur die het kent, vult aan en controleert terwijl u typt. "
             "Een onbekende sleutel is altijd een fout. Hoe de delen samenwerken staat in <doc:/documentation/WerkfitStudy/StudyFormat> (Engels); de "
             "voorbeelden komen uit de studies in `Scenarios/`.", "",
             "In een scenario, een lezing, en een studie die een kengetallenbestand gebruikt, noemt een blok alleen wat anders is: daar is geen sleutel "
             "verplicht. Bij prijzen, toestanden en overgangen haalt `none` iets weg.", ""]
    placed = set()
    for chapter, names in CHAPTERS:
        lines += [f"## {chapter}", ""]
        for name in names:
            block = definitions[name]
            placed.add(name)
            lines += [f"### {title(name)}", "", block.get("description", ""), ""]
            if name == "catalogue":
                lines += ["Het heeft dezelfde blokken als een studie: " + ", ".join(code(key) for key in block["properties"]) + ".", ""]
                continue
            form = choices(block)
            lines += [form, ""] if form else []
            lines += table(name, definitions, shown) + [""]
    lines += ["## Soorten waarden", "", "| waarde | betekenis | voorbeelden |", "|---|---|---|"]
    for name, words in VALUES.items():
        placed.add(name)
        examples_of = ", ".join(code(value) for value in definitions[name].get("examples", []))
        lines.append(f"| {words.replace('|', chr(92) + '|')} | {definitions[name]['description']} | {examples_of} |")
    return "\n".join(lines) + "\n", placed


def problems(schema, text, placed):
    """What of the schema has no meaning, or is not on the page."""
    definitions = schema["$defs"]
    for name, block in definitions.items():
        base = name.removesuffix("Changes")
        twin = name != base and base in definitions
        if not twin and name not in placed:
            yield f"{name} is in no chapter"
        if not block.get("description"):
            yield f"{name} has no meaning"
        for key, node in block.get("properties", {}).items():
            if not node.get("description"):
                yield f"{name}: {key} has no meaning"
            if twin and key not in definitions[base]["properties"]:
                yield f"{name}: {key} is not in {base}"
            if not twin and f"`{key}`" not in text:
                yield f"{name}: {key} is not on the page"
    if "zie het schema" in text:
        yield "some values have no words: " + "; ".join(line for line in text.splitlines() if "zie het schema" in line)


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    text, placed = page(schema)
    wrong = list(problems(schema, text, placed))
    for problem in wrong:
        print(f"reference of the study format: {problem}", file=sys.stderr)
    pathlib.Path(sys.argv[2]).write_text(text, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
