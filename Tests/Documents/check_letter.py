#!/usr/bin/env python3
"""Reads the council's letter as its readers' programs do, in every format.

- PDF: sound, tagged, with title, language, headings, table headers and an alternative text for every figure; what the
  pdfua package can check (a small part of PDF/UA-1: passing is no proof of conformance).
- HTML: no violation that axe-core finds in a real browser, light and dark, at 320 and 1280 pixels; nothing is asked of
  the network; the page never scrolls sideways.
- DOCX and ODT: LibreOffice reads them, with the headings, the tables with their header rows and the alternative texts.
- Headings and tables are the same in all formats, and the same as in the Markdown.

Needs WERKFIT, the path of the built program; or --folder F to check the letter.* in a folder.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pdfua
import pikepdf
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
STUDY = "Scenarios/gooi-bijstelling-2020.yaml"
FORMATS = ["md", "html", "pdf", "docx", "odt"]
CHROMIUM = "/usr/bin/chromium"
PROGRAMS = ["qpdf", "pdfinfo", "pdftotext", "soffice", CHROMIUM]
SECONDS = 300

problems: list[str] = []


def expect(holds: object, problem: str) -> None:
    if not holds:
        problems.append(problem)


def run(command: list[str]) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", cwd=ROOT,
                          stdin=subprocess.DEVNULL, timeout=SECONDS)


def make(folder: Path) -> None:
    outputs = [folder / f"letter.{form}" for form in FORMATS]
    words = [word for output in outputs for word in ("--output", str(output))]
    done = run([os.environ["WERKFIT"], "letter", STUDY, "--replications", "500", *words])
    for output in outputs:
        expect(done.returncode == 0 and output.exists(), f"werkfit letter --output {output.name}: {done.stderr.strip()}")


def plain(text: str) -> str:
    """The text without Markdown's escapes, with all spaces alike."""
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", text).split())


class Outline:
    """What every format of one letter must have alike."""

    def __init__(self, markdown: str):
        self.headings = [(len(level), plain(text)) for level, text in re.findall(r"^(#{1,3}) (.*)$", markdown, re.MULTILINE)]
        self.tables = len(re.findall(r"^\|?[ :]*-{3}[-:| ]*$", markdown, re.MULTILINE))
        self.alternatives = [plain(text) for text in re.findall(r"^!\[((?:[^\]\\]|\\.)*)\]", markdown, re.MULTILINE)]

    def check(self) -> None:
        levels = [level for level, _ in self.headings]
        expect(levels.count(1) == 1, f"the letter has {levels.count(1)} headings of the first level")
        expect(levels.count(2) >= 5, f"the letter has {levels.count(2)} headings of the second level")
        expect(all(after <= before + 1 for before, after in zip(levels, levels[1:])), "a level of headings is skipped")
        expect(self.tables >= 2, f"the letter has {self.tables} tables")
        expect(self.alternatives, "the letter has no chart")
        expect(all(len(text) >= 40 for text in self.alternatives), "an alternative text says too little")

    def compare(self, name: str, headings: list, tables: int, alternatives: list[str]) -> None:
        expect(headings == self.headings, f"{name}: other headings than the Markdown has: {headings}")
        expect(tables == self.tables, f"{name}: {tables} tables with a header row, not {self.tables}")
        expect(alternatives == self.alternatives, f"{name}: other alternative texts than the Markdown has: {alternatives}")


# PDF


def elements(node: object, found: list, depth: int = 0) -> list:
    """The structure elements of a tagged PDF, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            elements(child, found, depth)
    elif isinstance(node, pikepdf.Dictionary) and depth < 200:
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            elements(node["/K"], found, depth + 1)
    return found


def tagged_headings(structure: str) -> list[tuple[int, str]]:
    """The headings with their text in what pdfinfo -struct-text prints."""
    result: list[tuple[int, str]] = []
    inside = None
    for line in structure.splitlines():
        indent = len(line) - len(line.lstrip())
        heading = re.match(r" *H(\d)\b", line)
        if heading:
            inside = indent
            result.append((int(heading.group(1)), ""))
        elif inside is not None and indent > inside:
            quoted = re.fullmatch(r' *"(.*)"', line)
            if quoted:
                level, text = result[-1]
                result[-1] = (level, text + quoted.group(1))
        else:
            inside = None
    return [(level, plain(text)) for level, text in result]


def check_pdf(path: Path, outline: Outline) -> None:
    sound = run(["qpdf", "--check", str(path)])
    expect(sound.returncode == 0, f"qpdf: {sound.stdout}{sound.stderr}")
    facts = dict(re.findall(r"^(\w[\w ]*): +(.*)$", run(["pdfinfo", str(path)]).stdout, re.MULTILINE))
    expect(facts.get("Tagged") == "yes", "the PDF is not tagged")
    expect(facts.get("Title"), "the PDF has no title")
    expect(re.search(r"\(A4\)", facts.get("Page size", "")), f"the PDF's pages are {facts.get('Page size')}")
    headings = tagged_headings(run(["pdfinfo", "-struct-text", str(path)]).stdout)
    expect(headings == outline.headings, f"pdfinfo shows other headings than the Markdown has: {headings}")
    with pikepdf.open(path) as document:
        root = document.Root
        expect(str(root.get("/Lang", "")).startswith("nl"), f"the PDF's language is {root.get('/Lang')}")
        expect(bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)), "a viewer would show no title")
        parts = elements(root["/StructTreeRoot"]["/K"], []) if "/StructTreeRoot" in root else []
        kinds = [str(part["/S"]) for part in parts]
        figures = [plain(str(part.get("/Alt", ""))) for part in parts if str(part["/S"]) == "/Figure"]
        expect(figures == outline.alternatives, f"the PDF's figures say: {figures}")
        expect(kinds.count("/Table") == outline.tables, f"the PDF has {kinds.count('/Table')} tables")
        expect(kinds.count("/TH") >= 2 * outline.tables, f"the PDF has {kinds.count('/TH')} header cells")
    report = pdfua.validate(str(path))
    for finding in report.findings:
        expect(False, f"pdfua: {finding.rule_id}: {finding.message}")
    text = run(["pdftotext", "-layout", str(path), "-"]).stdout.split("\f")
    annex = [number for number, page in enumerate(text, 1) if re.search(r"^ *Bijlage", page, re.MULTILINE)]
    expect(annex and annex[0] <= 3, f"the annex starts on page {annex[:1]}: the letter itself has at most two")
    print(f"PDF: {facts.get('Pages')} pages. The pdfua package checks a small part of PDF/UA-1: "
          "this is no full test of conformance.")


# HTML


def check_page(page: Page, name: str) -> None:
    for violation in Axe().run(page).response["violations"]:
        nodes = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
        expect(False, f"HTML, {name}: axe-core: {violation['id']}: {violation['help']}: {nodes}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    expect(wide <= 0, f"HTML, {name}: the page is {wide} pixels too wide")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    expect(str(focused).startswith("#"), f"HTML, {name}: the first stop of Tab is no skip link but {focused}")


def check_html(path: Path, outline: Outline) -> None:
    asked: list[str] = []

    def only_the_file(route) -> None:
        address = route.request.url
        if address == path.as_uri() or address.startswith("data:"):
            route.continue_()
        else:
            asked.append(address)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme in ["light", "dark"]:
            for width in [320, 1280]:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                page.route("**/*", only_the_file)
                page.on("pageerror", lambda error: expect(False, f"HTML: {error}"))
                page.goto(path.as_uri())
                check_page(page, f"{scheme}, {width} px")
                context.close()
        page = browser.new_page()
        page.route("**/*", only_the_file)
        page.goto(path.as_uri())
        headings = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => [Number(h.tagName[1]), h.textContent])")
        scoped = page.evaluate("[...document.querySelectorAll('table')].filter("
                               "t => t.querySelector('thead th') && ![...t.querySelectorAll('th')].some(h => !h.scope)).length")
        images = page.evaluate("[...document.images].map(i => [i.alt, i.naturalWidth])")
        outline.compare("HTML", [(level, plain(text)) for level, text in headings], scoped, [plain(alt) for alt, _ in images])
        expect(all(width > 0 for _, width in images), "HTML: a chart cannot be drawn")
        expect(page.evaluate("document.documentElement.lang") == "nl", "HTML: the language is not nl")
        expect(page.title(), "HTML: no title")
        expect(page.locator("main").count() == 1, "HTML: not one main")
        expect(page.locator("script").count() == 0, "HTML: there is a script")
        browser.close()
    expect(not asked, f"HTML: asked of the network: {asked}")


# DOCX and ODT

ODF = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def converted(path: Path, folder: Path, form: str) -> Path:
    """The file as LibreOffice writes it again: what it did not understand is gone."""
    done = run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
                "--outdir", str(folder / path.suffix[1:]), str(path)])
    result = folder / path.suffix[1:] / f"{path.stem}.{form}"
    expect(result.exists(), f"LibreOffice makes no {form} of {path.name}: {done.stderr.strip()}")
    return result


def check_word_processor(path: Path, folder: Path, outline: Outline) -> None:
    flat = converted(path, folder, "fodt")
    if not flat.exists():
        return
    root = ElementTree.parse(flat).getroot()
    level = f"{{{ODF['text']}}}outline-level"
    headings = [(int(node.get(level, "0")), plain("".join(node.itertext()))) for node in root.iterfind(".//text:h", ODF)]
    tables = root.findall(".//table:table[table:table-header-rows]", ODF)
    alternatives = [plain(node.findtext("svg:desc", "", ODF)) for node in root.iterfind(".//draw:frame[draw:image]", ODF)]
    outline.compare(path.name, headings, len(tables), alternatives)
    expect(root.findtext(".//dc:title", "", ODF), f"{path.name}: no title")
    expect(root.findtext(".//dc:language", "", ODF).startswith("nl"), f"{path.name}: the language is not nl")
    printed = converted(path, folder, "pdf")
    pages = re.search(r"^Pages: +(\d+)", run(["pdfinfo", str(printed)]).stdout, re.MULTILINE)
    expect(pages and 2 <= int(pages.group(1)) <= 8, f"{path.name}: not two to eight pages on paper")


def check(folder: Path, scratch: Path) -> None:
    missing = [form for form in FORMATS if not (folder / f"letter.{form}").exists()]
    expect(not missing, f"no letter in {', '.join(missing)}")
    if missing:
        return
    outline = Outline((folder / "letter.md").read_text(encoding="utf-8"))
    outline.check()
    check_pdf(folder / "letter.pdf", outline)
    check_html((folder / "letter.html").resolve(), outline)
    for form in ["docx", "odt"]:
        check_word_processor(folder / f"letter.{form}", scratch, outline)


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the council's letter in every format.")
    parser.add_argument("--folder", type=Path, help="a folder with letter.md, .html, .pdf, .docx and .odt")
    folder = parser.parse_args().folder
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"Not there: {', '.join(missing)}. Install the Debian packages with: Setup/packages test", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if folder is None:
            make(scratch)
        check((folder or scratch).resolve(), scratch)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"The letter in {len(FORMATS)} formats, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
