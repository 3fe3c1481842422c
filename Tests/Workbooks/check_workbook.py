#!/usr/bin/env python3
"""Opens an exported workbook in LibreOffice, lets it compute every formula anew, and compares with the results.

Usage: WERKFIT=path check_workbook.py                 exports the Gooi study and checks it
       check_workbook.py FILE.xlsx [RESULTS.json]     checks a given workbook

LibreOffice normally trusts the values that stand in an .xlsx file. Here it runs with a profile of its own that says
"always compute on loading"; that this works is tried first, by planting wrong values in a copy.
"""

import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

STUDY = str(Path(__file__).resolve().parents[2] / "Scenarios/gooi-bijstelling-2020.yaml")
REPLICATIONS = "500"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
failures = []


def check(holds, message):
    if not holds:
        failures.append(message)


def recalculated(workbook, folder):
    """The workbook as LibreOffice computes it, as openpyxl values."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.write_text(PROFILE, encoding="utf-8")
    target = folder / "out"
    target.mkdir(exist_ok=True)
    subprocess.run(
        [shutil.which("soffice"), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(workbook)],
        check=True, timeout=300, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return openpyxl.load_workbook(target / workbook.name, data_only=True)


def plant(workbook, copy):
    """Copies a workbook with a wrong value in every formula that gives a number."""
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = data.decode("utf-8")
                text = re.sub(r"(<c r=\"[A-Z]+\d+\"(?: s=\"\d+\")?><f>[^<]*</f><v>)[^<]*(</v>)", r"\g<1>123456789\2", text)
                data = text.encode("utf-8")
            target.writestr(name, data)


def cells(workbook):
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, cell


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return str(one) == str(other)


def check_formulas(path, computed):
    """Every formula comes to the value that the program wrote, and none to an error."""
    written = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    count = 0
    for title, cell in cells(formulas):
        if cell.data_type != "f":
            continue
        count += 1
        ours = written[title][cell.coordinate].value
        theirs = computed[title][cell.coordinate].value
        check(same(ours, theirs), f"{title} {cell.coordinate}: {cell.value} is {theirs}, written as {ours}")
    for title, cell in cells(computed):
        error = isinstance(cell.value, str) and re.fullmatch(r"#(REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!)|Err:\d+", cell.value)
        check(not error and cell.data_type != "e", f"{title} {cell.coordinate}: {cell.value}")
    check(count > 0, "no formulas found")
    return count


def check_verdicts(computed):
    sheet = next((computed[name] for name in ("Controles", "Checks") if name in computed.sheetnames), None)
    check(sheet is not None, "no sheet with checks")
    if sheet is None:
        return 0
    verdicts = [row[6] for row in sheet.iter_rows(values_only=True) if len(row) > 6 and isinstance(row[6], str)]
    verdicts = [text for text in verdicts if text[:1] in "✓✗"]
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        check(not str(row[6] or "").startswith("✗"), f"{sheet.title} row {number}: {row[0]}, {row[1]}: {row[2]} ≠ {row[3]}")
    return len(verdicts)


def check_results(computed, results):
    """Means, intervals and differences equal those of the JSON results."""
    comparison = results["comparison"]
    outcomes = {outcome["key"]: outcome for outcome in comparison["readings"][0]["outcomes"]}
    sheet = next(computed[name] for name in ("Vergelijking", "Comparison") if name in computed.sheetnames)
    rows = list(sheet.iter_rows(values_only=True))
    heading = next(number for number, row in enumerate(rows) if row[0] in ("Uitkomst", "Outcome"))
    labels = [scenario["label"] for scenario in comparison["scenarios"]]
    check(list(rows[heading][3:3 + len(labels)]) == labels, "the scenarios are not the columns")
    parts = {
        "Gemiddelde": ("values", "mean"), "Mean": ("values", "mean"),
        "80%-marge: van": ("values", "interval80", "lower"), "80%-marge: tot": ("values", "interval80", "upper"),
        "95%-marge: van": ("values", "interval95", "lower"), "95%-marge: tot": ("values", "interval95", "upper"),
        "Verschil": ("differences", "mean"), "Difference": ("differences", "mean"),
        "Verschil, 80%: van": ("differences", "interval80", "lower"),
        "Verschil, 80%: tot": ("differences", "interval80", "upper"),
        "Verschil, 95%: van": ("differences", "interval95", "lower"),
        "Verschil, 95%: tot": ("differences", "interval95", "upper"),
    }
    english = {"-marge: van": " interval: from", "-marge: tot": " interval: to", "Verschil": "Difference",
               ": van": ": from", ": tot": ": to"}
    for name, steps in list(parts.items()):
        for dutch, translation in english.items():
            name = name.replace(dutch, translation)
        parts[name] = steps
    count = 0
    for row in rows[heading + 1:]:
        if row[1] not in parts:
            continue
        # The key is in the last column that holds something.
        key = [value for value in row if value is not None][-1]
        check(key in outcomes, f"unknown outcome {key}")
        if key not in outcomes:
            continue
        kind, *steps = parts[row[1]]
        for position, value in enumerate(row[3:3 + len(labels)]):
            expected = outcomes[key][kind][position]
            if expected is None:
                check(value == "–", f"{key}, {row[1]}, {labels[position]}: {value} where there is nothing")
                continue
            for step in steps:
                expected = expected[step]
            count += 1
            check(same(value, expected), f"{key}, {row[1]}, {labels[position]}: {value} ≠ {expected}")
    check(count > 0, "nothing to compare with the results")
    return count


def check_charts(path):
    """Every chart has a title, an alternative text, and numbers of its own."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        charts = [name for name in names if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        described = 0
        for name in names:
            if not re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
                continue
            for element in ElementTree.fromstring(archive.read(name)).iter():
                if element.tag.endswith("}graphicFrame"):
                    frame = next(part for part in element.iter() if part.tag.endswith("}cNvPr"))
                    text = frame.get("descr", "")
                    described += 1
                    check(len(text) > 40 and re.search(r"\d", text), f"{name}: a chart says only “{text}”")
        check(described == len(charts), f"{len(charts)} charts, {described} of them on sheets")
        for name in charts:
            xml = archive.read(name).decode("utf-8")
            check("<c:title>" in xml.split("<c:plotArea>")[0], f"{name}: no title")
            check("numCache" in xml and "<c:v>" in xml, f"{name}: no numbers")
        core = archive.read("docProps/core.xml").decode("utf-8")
        check(re.search(r"(startgetal|seed) \d+", core), "the properties name no seed")
    return len(charts)


def main():
    if shutil.which("soffice") is None:
        print("skipped: no soffice; apt-get install libreoffice-calc-nogui")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = None
        if len(sys.argv) > 1:
            path = Path(sys.argv[1]).resolve()
            results = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")) if len(sys.argv) > 2 else None
        else:
            path = folder / "gooi.xlsx"
            common = [STUDY, "--replications", REPLICATIONS]
            werkfit = os.environ["WERKFIT"]
            subprocess.run([werkfit, "export", *common, "--to", "xlsx", "--output", str(path)], check=True, timeout=600)
            made = subprocess.run(
                [werkfit, "compare", *common, "--all", "--format", "json"], check=True, timeout=600,
                stdout=subprocess.PIPE)
            results = json.loads(made.stdout)
        computed = recalculated(path, folder)
        formulas = check_formulas(path, computed)
        verdicts = check_verdicts(computed)
        compared = check_results(computed, results) if results else 0
        charts = check_charts(path)
        planted = folder / "planted.xlsx"
        plant(path, planted)
        wrong = openpyxl.load_workbook(planted, data_only=True)
        healed = recalculated(planted, folder)
        lies = [(title, cell.coordinate) for title, cell in cells(wrong) if cell.value == 123456789]
        check(lies, "no wrong value could be planted")
        for title, place in lies:
            check(same(healed[title][place].value, computed[title][place].value), f"{title} {place} was not computed anew")
        print(f"{formulas} formulas computed anew, {len(lies)} planted values put right, {verdicts} checks, "
              f"{compared} numbers equal to the results, {charts} charts")
    for failure in failures[:20]:
        print(f"  {failure}")
    if len(failures) > 20:
        print(f"  … and {len(failures) - 20} more")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
