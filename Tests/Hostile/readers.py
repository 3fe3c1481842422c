"""What independent readers see of an output: the parts in which a text of a study could do more than be read.

Each gives a value that must be the same for a study with hostile and with tame texts.
"""

from __future__ import annotations

import ast
import collections
import json
import os
import re
import subprocess
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
import openpyxl
import pikepdf
from lxml import etree
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

from hostile_study import FACTORS, MARK, PRODUCT

CHROMIUM = "/usr/bin/chromium"
# The site of the sources in the studies of the check: a link to it is meant.
MEANT = "https://bron.example"


def outside(addresses) -> list[str]:
    """The addresses that lead to another place than a source of the study."""
    return sorted({address for address in addresses if address and not address.startswith((MEANT, "#"))})


def difference(found, wanted) -> str:
    if isinstance(found, dict) and isinstance(wanted, dict):
        return "; ".join(f"{key}: {found.get(key)!r} instead of {wanted.get(key)!r}" for key in sorted(found.keys() | wanted.keys())
                         if found.get(key) != wanted.get(key))[:500]
    return f"{found!r} instead of {wanted!r}"[:500]


def markdown(text: str) -> dict:
    """The blocks of a text and what stands in its lines, apart from text itself."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: collections.Counter = collections.Counter()
    for token in parser.parse(text):
        found[token.type] += 1
        for child in token.children or []:
            if child.type in {"link_open", "image"}:
                address = str(child.attrs.get("href") or child.attrs.get("src"))
                found[f"{child.type} {'a source' if address.startswith(MEANT) else address}"] += 1
            elif child.type not in {"text", "text_special", "softbreak"}:
                found[child.type] += 1
    # A source whose address is none is not a link.
    return {key: count for key, count in found.items() if key not in {"link_open a source", "link_close"}}


def workbook(path: Path) -> dict:
    with zipfile.ZipFile(path) as file:
        names = sorted(file.namelist())
        links = [node.get("Target") for name in names if name.endswith(".rels")
                 for node in etree.fromstring(file.read(name)) if node.get("TargetMode") == "External"]
    book = openpyxl.load_workbook(path)
    formulas, computed = 0, []
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            text = str(cell.value)
            if cell.data_type == "f":
                formulas += 1
                bare = re.sub(r"'(?:[^']|'')*'!", "", re.sub(r'"(?:[^"]|"")*"', '""', text))
                if MARK in bare or FACTORS in bare:
                    computed.append(text[:80])
            elif cell.data_type == "s" and text.startswith(("=", "+", "-", "@")) and not cell.quotePrefix and cell.number_format != "@":
                computed.append(f"not kept as text: {text[:60]}")
            if PRODUCT in text:
                computed.append(text[:80])
        links += [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target]
    return {"parts": names, "formulas": formulas, "computed": computed, "links": outside(links),
            "names": [] if not book.defined_names else sorted(book.defined_names)}


def office(path: Path) -> dict:
    """The fields, scripts and addresses of a DOCX or ODT."""
    found = {"parts": [], "fields": [], "links": [], "scripts": 0, "text": ""}
    with zipfile.ZipFile(path) as file:
        found["parts"] = [name for name in sorted(file.namelist()) if not name.startswith(("Pictures/", "word/media/"))]
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for node in etree.fromstring(file.read(name)).iter():
                tag = etree.QName(node).localname if isinstance(node.tag, str) else "comment"
                if tag in {"instrText", "fldSimple"}:
                    found["fields"].append((node.text or "").strip() + str(dict(node.attrib)) if tag == "fldSimple" else (node.text or "").strip())
                if tag in {"script", "scripts", "event-listener", "dde-connection-decl", "object", "object-ole", "plugin", "applet", "database-display", "execute-macro", "altChunk", "control"}:
                    found["scripts"] += 1
                if tag == "Relationship" and node.get("TargetMode") == "External":
                    found["links"].append(node.get("Target"))
                if tag in {"a", "image"}:
                    found["links"] += [value for key, value in node.attrib.items() if key.endswith("href") and not value.startswith("Pictures/")]
                if PRODUCT in (node.text or "") + (node.tail or ""):
                    found["text"] = "a text was computed"
    found["fields"] = sorted(set(found["fields"]) - {f'HYPERLINK "{MEANT}"'})
    found["links"] = outside(found["links"])
    # A style is written where something has it; a source without a link has none.
    return found


def pdf(path: Path) -> dict:
    forbidden = {"/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/AA", "/GoToR", "/GoToE", "/EmbeddedFile", "/RichMedia"}
    found = {"actions": set(), "links": []}

    def walk(thing: object) -> None:
        # What stands elsewhere in the file has its own turn.
        if isinstance(thing, pikepdf.Array):
            for inner in thing:
                if not getattr(inner, "is_indirect", False):
                    walk(inner)
            return
        if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            return
        for key, value in thing.items():
            if key in forbidden or (key in {"/S", "/Type", "/Subtype"} and str(value) in forbidden):
                found["actions"].add(f"{key} {value}"[:40])
            if key == "/URI" and isinstance(value, pikepdf.String):
                found["links"].append(str(value))
            if not getattr(value, "is_indirect", False):
                walk(value)

    with pikepdf.open(path) as file:
        for thing in file.objects:
            walk(thing)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, encoding="utf-8", errors="replace").stdout
    return {"actions": sorted(found["actions"]), "links": outside(found["links"]),
            "computed": PRODUCT in re.sub(r"[\s.,\u202f]", "", text), "marked": MARK in text}


class Bare(ast.NodeTransformer):
    """Makes all texts in code the same."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("text") if isinstance(node.value, str) else node


def notebook(path: Path) -> list:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    cells = []
    for cell in book.cells:
        if cell.cell_type == "code":
            cells.append(("code", ast.dump(Bare().visit(ast.parse(cell.source)))))
        else:
            cells.append((cell.cell_type, sorted(markdown(cell.source).items())))
    return cells


def picture(path: Path) -> dict:
    """What an SVG has beside shapes and words; it must be sound XML."""
    found: collections.Counter = collections.Counter()
    for node in etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, huge_tree=True)).iter():
        tag = etree.QName(node).localname if isinstance(node.tag, str) else "comment"
        if tag not in {"g", "path", "text", "tspan", "rect", "line", "svg", "clipPath", "defs", "title", "desc"}:
            found[tag] += 1
        for key, value in node.attrib.items():
            if key.startswith("on") or (key.endswith("href") and not value.startswith("#")):
                found[f"{key}={value}"] += 1
    return dict(found)


def specification(path: Path) -> dict:
    """The keys under which a chart computes or links, with what stands there outside quotation marks."""
    found: collections.Counter = collections.Counter()

    def walk(value, key: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in {"href", "url", "usermeta"}:
                    found[name] += 1
                walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, key)
        elif isinstance(value, str) and key in {"expr", "signal", "calculate", "filter", "test", "labelExpr", "update"}:
            bare = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "''", value)
            if MARK in bare or FACTORS in bare:
                found[bare[:80]] += 1

    walk(json.loads(path.read_text()), "")
    return dict(found)


READERS = {"xlsx": workbook, "docx": office, "odt": office, "pdf": pdf, "ipynb": notebook, "svg": picture, "vl": specification}

# What stands in a page beside text; whether a link leads to a source is no difference.
SEEN = """() => {
  const found = {};
  const count = name => found[name] = (found[name] || 0) + 1;
  for (const node of document.querySelectorAll("*")) {
    const name = node.localName;
    if (["script", "img", "iframe", "object", "embed", "base", "meta", "link", "style", "form", "input", "button", "video",
         "audio", "template", "foreignObject", "dialog", "table", "h1", "h2", "section", "b", "body", "textarea", "animate"].includes(name)) count(name);
    for (const attribute of node.attributes) {
      if (/^on/i.test(attribute.name) || ["autofocus", "srcdoc", "formaction", "ping"].includes(attribute.name)) count("handler " + attribute.name);
      if (/^\\s*(javascript|vbscript|data:text)/i.test(attribute.value) && ["href", "src", "action", "xlink:href"].includes(attribute.name)) count("script " + attribute.value.slice(0, 60));
      if (["href", "src", "xlink:href"].includes(attribute.name) && /evil/.test(attribute.value) && !attribute.value.startsWith("https://bron.example")) count("link " + attribute.value.slice(0, 60));
    }
  }
  found.words = document.body.innerText.includes("%MARK%");
  return found;
}""".replace("%MARK%", MARK)


class Browser:
    """One browser for all pages."""

    def __init__(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()

    def page(self, address: str) -> dict:
        context = self.browser.new_context()
        page = context.new_page()
        seen = {"asked": [], "dialogs": 0, "errors": [], "computed": False}
        own = address if address.startswith("file:") else "/".join(address.split("/")[:3]) + "/"

        def only_own(route) -> None:
            asked = route.request.url
            if asked.startswith((own, "data:", "blob:")):
                return route.continue_()
            seen["asked"].append(asked[:80])
            route.abort()

        def dialog(box) -> None:
            seen["dialogs"] += 1
            box.dismiss()

        page.route("**/*", only_own)
        page.on("dialog", dialog)
        page.on("pageerror", lambda error: seen["errors"].append(str(error)[:120]))
        page.goto(address, wait_until="load")
        page.wait_for_timeout(300)
        seen |= page.evaluate(SEEN)
        seen["computed"] = PRODUCT in page.evaluate("document.body.innerText.replace(/[\\s.,]/g, '')")
        context.close()
        return seen


@contextmanager
def serving(study: Path):
    """The address of a server over one study."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [os.environ["WERKFIT"], "serve", str(study), "--port", "0", "--archive", f"{folder}/archief.sqlite"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            found = re.search(r"http://[^:]+:\d+", process.stdout.readline())
            if found is None:
                raise RuntimeError("the server did not start")
            yield found.group()
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
