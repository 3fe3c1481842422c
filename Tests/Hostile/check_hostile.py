#!/usr/bin/env python3
"""Holds every output of a study whose every text is hostile against a reader that is not ours.

The texts of some studies are replaced (see hostile_study.py): by HTML and scripts, Markdown, Typst, formulas of
spreadsheets, templates, code for a notebook, long texts and addresses of other sites. The same studies with tame texts
show what an output looks like without. Together they have every text that the schema of studies knows.

- Terminal: no control character and nothing that turns the direction of writing.
- Markdown (markdown-it): no HTML, link or picture, and the same blocks as the tame one.
- CSV: no field that a spreadsheet computes, and as many columns on every line.
- HTML (Chromium, with scripts on): nothing asked of the network, no dialog, no handler, the same elements as the tame one.
- Workbook (openpyxl): no formula with a text of the study in it, as many formulas as the tame one, nothing outside.
- DOCX, ODT: no field, script or link outside that the tame one lacks. PDF (pikepdf): no action and no script.
- Notebook (nbformat): the same cells, and code in which texts are only texts. Charts: nothing computed, no link.
- Nowhere the product of two numbers that stand in the texts as a sum to do.
- What a terminal would obey is refused at the door, and what is said of it obeys nothing.

Needs WERKFIT, the path of the built program. Without --all only what the terminal shows of one study, its archive and
the door: the documents and the other studies take minutes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import readers  # noqa: E402
from hostile_study import PRODUCT, Texts  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300
FEW = ["--replications", "20"]
# Studies of which everything is made, and others for the texts that those lack.
WHOLE = ["Scenarios/voorbeeld.yaml"]
TABLES = ["Scenarios/gooi-bijstelling-2020.yaml"]
OTHERS = [f"Tests/WerkfitStudyTests/Valid/{name}.yaml" for name in [
    "catalogue-changes", "correlations", "doelgroepen", "parameter-changes", "places-and-funds", "prices", "readings",
    "reserves", "scenario-changes", "tables", "trajecten"]] + ["Scenarios/wsp-den-haag.yaml"]
# Texts that no study of the project has, and that are read and shown as those of the same name in the study itself.
ALIKE = {("catalogue", "unpriced"), ("correlationChanges", "at"), ("correlationChanges", "note")}
PAGES = ["/", "/studies/STUDY/vergelijk", "/studies/STUDY/bijstellen", "/studies/STUDY/zoek-uit?vraag=gevoeligheid",
         "/studies/STUDY/overhandigen", "/archief"]
# How often everything is made, each time with other texts in each place.
TURNS = 1
CATALOGUES = "Scenarios/kengetallen"

BEGIN = time.monotonic()

problems: list[str] = []


def expect(holds: object, problem: str) -> None:
    if not holds:
        problems.append(problem[:600])


def werkfit(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([os.environ["WERKFIT"], *words], capture_output=True, encoding="utf-8", errors="replace",
                          cwd=ROOT, stdin=subprocess.DEVNULL, timeout=SECONDS)


def made(name: str, *words: str) -> str:
    done = werkfit(*words)
    expect(done.returncode == 0, f"{name}: status {done.returncode}: {done.stderr}")
    obeys_nothing(f"{name}: the error output", done.stderr)
    return done.stdout


def obeys_nothing(name: str, text: str) -> None:
    bad = {f"U+{ord(sign):04X}" for sign in text if sign not in "\n" and (
        unicodedata.category(sign) == "Cc" or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069")}
    expect(not bad, f"{name}: what a terminal obeys: {bad}")
    expect(PRODUCT not in text, f"{name}: a text was computed")


def tables(name: str, path: Path, tame: Path, is_brief: bool = False) -> None:
    """Every form of what the terminal shows; briefly those in which a text of any section may come."""
    for command, more in [("compare", ["--all"]), ("run", [])]:
        for form in ("text", "markdown", "csv", "json"):
            if is_brief and (command, form) not in {("compare", "markdown"), ("compare", "csv"), ("run", "text")}:
                continue
            words = [*more, "--format", form, *FEW]
            text = made(f"{name}: {command} {form}", command, str(path), *words)
            label = f"{name}: {command} --format {form}"
            if form in {"text", "csv"} or command == "json":
                obeys_nothing(label, re.sub("\r\n|\t", "\n", text) if form == "csv" else text)
            if form == "csv":
                expect_csv(label, text)
            elif form == "json":
                json.loads(text)
            elif form == "markdown":
                expect_markdown(label, text, made(f"{name}: tame", command, str(tame), *words))
    made(f"{name}: check", "check", str(path))


def step(name: str) -> None:
    print(f"{time.monotonic() - BEGIN:4.0f} s  {name}", flush=True)


def expect_csv(name: str, text: str) -> None:
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    expect(len({len(line) for line in lines}) == 1, f"{name}: lines of different lengths")
    for field in {field for line in lines for field in line if field}:
        expect(field[0] not in "=+-@\t\r\n" or is_number(field), f"{name}: a field that is computed: {field[:80]!r}")


def is_number(text: str) -> bool:
    try:
        float(text)
        return True
    except ValueError:
        return False


def expect_markdown(name: str, text: str, tame: str) -> None:
    found, wanted = readers.markdown(text), readers.markdown(tame)
    expect(found == wanted, f"{name}: other blocks: {readers.difference(found, wanted)}")


def archive(name: str, path: Path, folder: Path) -> None:
    file = folder / "archief.sqlite"
    made(f"{name}: keep", "compare", str(path), "--archive", str(file), *FEW)
    for words in (["list"], ["show", "1"], ["verify"]):
        for form in ("text", "markdown", "csv", "json"):
            text = made(f"{name}: archive {words[0]} {form}", "archive", *words, "--archive", str(file), "--format", form)
            label = f"{name}: archive {words[0]} --format {form}"
            if form == "text":
                obeys_nothing(label, text)
            elif form == "csv":
                expect_csv(label, text)
            elif form == "json":
                json.loads(text)


def documents(name: str, path: Path, folder: Path) -> list[str]:
    """Makes every document of a study in a folder."""
    folder.mkdir()
    forms = ["md", "html", "pdf", "docx", "odt"]
    made(f"{name}: letter", "letter", str(path), *FEW, *[word for form in forms for word in ("--output", str(folder / f"letter.{form}"))])
    for form in ("advies", "begroting"):
        made(f"{name}: {form}", "letter", str(path), "--form", form, *FEW, "--output", str(folder / f"{form}.md"),
             "--output", str(folder / f"{form}.html"))
    for kind, file in [("html", "report.html"), ("xlsx", "book.xlsx"), ("notebook", "notebook"), ("csv", "tables"),
                       ("json", "result.json"), ("vega-lite", "specifications"), ("svg", "pictures")]:
        made(f"{name}: export {kind}", "export", str(path), "--to", kind, *FEW, "--output", str(folder / file))
    return forms


def expect_documents(name: str, hostile: Path, tame: Path, browser: readers.Browser) -> None:
    for file in sorted(hostile.rglob("*")):
        if not file.is_file():
            continue
        other, label = tame / file.relative_to(hostile), f"{name}: {file.relative_to(hostile)}"
        expect(other.exists(), f"{label}: a file that the tame study does not give")
        if not other.exists():
            continue
        form = "vl" if file.parent.name == "specifications" else file.suffix.lstrip(".")
        if form in {"md", "csv", "json", "svg", "yaml", "txt"}:
            text = file.read_text()
            expect(PRODUCT not in text, f"{label}: a text was computed")
        if form == "csv":
            expect_csv(label, text)
        elif form == "md":
            found, wanted = readers.markdown(text), readers.markdown(other.read_text())
            expect(found == wanted, f"{label}: other blocks: {readers.difference(found, wanted)}")
        elif form in readers.READERS:
            found, wanted = readers.READERS[form](file), readers.READERS[form](other)
            expect(found == wanted, f"{label}: {readers.difference(found, wanted)}")
    for file in [*hostile.rglob("*.html")]:
        other = tame / file.relative_to(hostile)
        found, wanted = browser.page(file.as_uri()), browser.page(other.as_uri())
        expect(found == wanted, f"{name}: {file.name}: {readers.difference(found, wanted)}")


def pages(name: str, path: Path, tame: Path, browser: readers.Browser) -> None:
    """The pages of the web app and the API."""
    with readers.serving(path) as hostile, readers.serving(tame) as other:
        for page in PAGES:
            page = page.replace("STUDY", path.stem)
            found, wanted = browser.page(hostile + page), browser.page(other + page)
            expect(found == wanted, f"{name}: the page {page}: {readers.difference(found, wanted)}")


def door(folder: Path) -> None:
    """What a terminal obeys, or what turns the direction of writing, is refused at the door, also where YAML escapes it."""
    example = (ROOT / "Scenarios/voorbeeld.yaml").read_text()
    for number, sign in enumerate(["\\e]0;weg\\a", "\\e[2J", "\\x9b31m", "\\b\\b", "\\x7f", "\\u202Eneb", "\\u2066x", "\\0"]):
        path = folder / f"deur-{number}.yaml"
        path.write_text(example.replace("label: Kandidaten", f'label: "Kandidaten{sign}"'))
        done = werkfit("compare", str(path), *FEW)
        expect(done.returncode == 65, f"a label with {sign}: status {done.returncode}")
        obeys_nothing(f"a label with {sign}", done.stdout + done.stderr)
        path.write_text(example.replace("kans: 1.0% per month", "kans: 1.0% per month").replace("sd: 0.2%", f'sd: "0.2%{sign}"'))
        done = werkfit("check", str(path))
        obeys_nothing(f"a number with {sign}", done.stdout + done.stderr)
    for argument in ["--set", "--scenario"]:
        done = werkfit("compare", str(ROOT / "Scenarios/voorbeeld.yaml"), argument, "parameters.\x1b]0;x\x07=1")
        obeys_nothing(f"{argument} with what a terminal obeys", done.stdout + done.stderr)


def study_pair(source: Path, schema: dict, folder: Path, shift: int, places: set) -> tuple[Path, Path]:
    pair = []
    for is_hostile in (True, False):
        texts = Texts(schema, is_hostile, shift)
        path = folder / ("hostile" if is_hostile else "tame") / source.relative_to(ROOT)
        path.write_text(texts.study(source))
        places |= texts.places
        pair.append(path)
    return pair[0], pair[1]


def terminal() -> None:
    """What takes seconds: one study on the terminal and in an archive, and the door."""
    schema = json.loads(made("schema", "schema"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("hostile", "tame"):
            shutil.copytree(ROOT / "Scenarios", folder / kind / "Scenarios")
        path, tame = study_pair(ROOT / WHOLE[0], schema, folder, 0, set())
        tables("voorbeeld", path, tame)
        archive("voorbeeld", path, folder)
        door(folder)


def main() -> int:
    if "--all" not in sys.argv[1:]:
        terminal()
        return finished("one study on the terminal")
    return finished(everything())


def finished(what: str) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{what}: {len(problems)} problems, {time.monotonic() - BEGIN:.0f} s")
    return 1 if problems else 0


def everything() -> str:
    """All studies in every form; how much it was."""
    schema, places = json.loads(made("schema", "schema")), set()
    browser = readers.Browser()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("hostile", "tame"):
            for part in ("Scenarios", "Tests/WerkfitStudyTests/Valid"):
                shutil.copytree(ROOT / part, folder / kind / part)
        for catalogue in sorted((ROOT / CATALOGUES).glob("*.yaml")):
            for is_hostile in (True, False):
                texts = Texts(schema, is_hostile, 3)
                path = folder / ("hostile" if is_hostile else "tame") / catalogue.relative_to(ROOT)
                path.write_text(texts.study(catalogue, "catalogue"))
                places |= texts.places
        for number, study in enumerate(WHOLE + TABLES + OTHERS):
            path, tame = study_pair(ROOT / study, schema, folder, number * 5, places)
            label = Path(study).stem
            if study in WHOLE:
                for turn in range(TURNS):
                    path, tame = study_pair(ROOT / study, schema, folder, turn * 7, places)
                    for kind, file in (("hostile", path), ("tame", tame)):
                        documents(f"{label} {turn}", file, folder / f"{label}-{turn}-{kind}")
                    step(f"the documents of {label} are made")
                    expect_documents(f"{label} {turn}", folder / f"{label}-{turn}-hostile", folder / f"{label}-{turn}-tame", browser)
                    step("and looked at")
                    tables(f"{label} {turn}", path, tame)
                step(f"the tables of {label}")
                archive(label, path, folder)
                step(f"the archive of {label}")
                pages(label, path, tame, browser)
            else:
                tables(label, path, tame, is_brief=True)
            step(label)
        browser.close()
        door(folder)
        missing = Texts(schema, True).every_place() - places - ALIKE
        expect(not missing, f"texts of the schema that no study here has: {sorted(missing)}")
    return f"{len(places)} kinds of text in {len(WHOLE + TABLES + OTHERS)} studies"


if __name__ == "__main__":
    sys.exit(main())
