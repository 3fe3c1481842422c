#!/usr/bin/env python3
"""Plants in each kind of output what check_hostile.py looks for, and holds that its readers see it.

Needs the environment of `make documents` for the documents.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import openpyxl

sys.path.insert(0, str(Path(__file__).parent))
import readers  # noqa: E402
from hostile_study import FACTORS, MARK, PRODUCT  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(os.environ.get("WERKFIT_DOCUMENTS", ROOT / ".build-venv-documents"))
EVIL = "http://evil.example"
# Makes documents with the same tools as werkfit, without what it does against hostile texts.
MAKE = """
import importlib.util, subprocess, sys, typst
from pathlib import Path
folder = Path(sys.argv[1])
pandoc = Path(importlib.util.find_spec("pypandoc").origin).parent / "files/pandoc"
for form in ("docx", "odt", "html"):
    subprocess.run([str(pandoc), str(folder / "a.md"), "-o", str(folder / f"a.{form}")], check=True)
(folder / "a.pdf").write_bytes(typst.compile(str(folder / "a.typ")))
"""

missed: list[str] = []


def expect(holds: object, name: str) -> None:
    if not holds:
        missed.append(name)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = f"# {MARK}\n\n[klik]({EVIL}) <script>alert(1)</script>\n"
        (folder / "a.md").write_text(text)
        (folder / "a.typ").write_text(f'#link("{EVIL}")[{MARK}] #({FACTORS})')
        subprocess.run([str(DOCUMENTS / "bin/python"), "-c", MAKE, str(folder)], check=True, stderr=subprocess.DEVNULL)
        expect(f"link_open {EVIL}" in readers.markdown(text), "Markdown: a link")
        expect("html_inline" in readers.markdown(text), "Markdown: HTML")
        for form in ("docx", "odt"):
            expect(readers.office(folder / f"a.{form}")["links"] == [EVIL], f"{form}: a link")
        pdf = readers.pdf(folder / "a.pdf")
        expect(pdf["links"] == [EVIL], "PDF: a link")
        expect(pdf["computed"] and pdf["marked"], "PDF: something computed")
        browser = readers.Browser()
        try:
            expect(browser.page((folder / "a.html").as_uri())["dialogs"] == 1, "HTML: a script")
            (folder / "b.html").write_text(f'<p onmouseover=x>{MARK}</p><img src="{EVIL}/x"><a href="javascript:1">x</a>')
            seen = browser.page((folder / "b.html").as_uri())
            expect(seen["asked"] and "handler onmouseover" in seen and "script javascript:1" in seen, "HTML: a handler, a link")
        finally:
            browser.close()
        book = openpyxl.Workbook()
        for cell, value in {"A1": f'=HYPERLINK("{EVIL}",{FACTORS})', "A2": f"={MARK}1+1", "A3": PRODUCT}.items():
            book.active[cell] = value
        book.save(folder / "a.xlsx")
        expect(len(readers.workbook(folder / "a.xlsx")["computed"]) == 3, "workbook: formulas of a text")
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('x = "a"')])
        nbformat.write(notebook, folder / "a.ipynb")
        notebook.cells[0].source += "; import os"
        nbformat.write(notebook, folder / "b.ipynb")
        expect(readers.notebook(folder / "a.ipynb") != readers.notebook(folder / "b.ipynb"), "notebook: code")
        (folder / "a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><a href="{EVIL}"><text onclick="x"/></a><script/></svg>')
        expect(len(readers.picture(folder / "a.svg")) == 4, "SVG: a link, a handler, a script")
        (folder / "a.vl").write_text(json.dumps({"expr": f"'{MARK}' + {MARK}", "href": "x"}))
        expect(len(readers.specification(folder / "a.vl")) == 2, "chart: code and a link")
    for name in missed:
        print(f"not seen: {name}", file=sys.stderr)
    print(f"{'all' if not missed else 'not all'} that was planted is seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
