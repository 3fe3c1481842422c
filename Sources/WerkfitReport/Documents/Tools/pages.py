"""Turns Markdown into a page, a PDF or a file for a word processor."""

import base64
import datetime
import importlib.util
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from charts import FONTS, draw
from failure import CANNOT_READ, SOFTWARE, Failure

TOOLS = Path(__file__).resolve().parent

# Just what the letters need. Raw HTML, raw TeX, formulas, citations, smart quotes and metadata blocks are not among it.
READER = "commonmark-raw_html+pipe_tables+attributes+fenced_divs+definition_lists+footnotes"
SECONDS = 120
# The file in which the filter leaves alternative texts, one a line.
ALTERNATIVES = "alternatives.txt"

# What stands for a sign that the fonts lack, how often is tried to find them, and what no font of letters lacks.
BOX = "\u25a1"
ATTEMPTS = 8
LATIN = 0x17F
KEPT = frozenset("‘’“”–—…€−×≥≤•\u25a1")

WORDS = {
    "nl": {"skip": "Naar de inhoud", "table": "Tabel", "of": "van", "header": "Raadsinformatiebrief"},
    "en": {"skip": "Skip to the content", "table": "Table", "of": "of", "header": "Letter to the council"},
}
# The language of spelling checkers.
REGIONS = {"nl": "nl-NL", "en": "en-GB"}
# For which readers a chart's other forms are meant; the first that holds is shown.
MEDIA = {
    "narrowDark": "screen and (max-width: 30rem) and (prefers-color-scheme: dark)",
    "narrow": "screen and (max-width: 30rem)",
    "dark": "screen and (prefers-color-scheme: dark)",
}


def pandoc_path() -> Path:
    """The pandoc of our own environment: another one on the machine may know other formats."""
    found = importlib.util.find_spec("pypandoc")
    if found is None or found.origin is None:
        raise Failure(SOFTWARE, "the Python packages of Setup/documents.txt are missing: pypandoc")
    return Path(found.origin).parent / "files" / "pandoc"


def pandoc(arguments: list[str], folder: Path, date: datetime.date, text: bytes = b"") -> bytes:
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.timezone.utc)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "WERKFIT_DOCUMENT": str(folder / "facts.json"),
    }
    try:
        done = subprocess.run([str(pandoc_path()), *arguments], input=text, capture_output=True, cwd=folder,
                              env=environment, timeout=SECONDS)
    except OSError as error:
        raise Failure(SOFTWARE, f"pandoc: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise Failure(SOFTWARE, f"pandoc took more than {SECONDS} seconds") from error
    if done.returncode != 0:
        raise Failure(SOFTWARE, f"pandoc: {done.stderr.decode(errors='replace')}")
    return done.stdout


def data_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


def prepare_charts(request: dict, source: Path, folder: Path, suffix: str) -> dict:
    """Draws the charts of a document into the folder and says where each is."""
    result = {}
    charts = request.get("charts", {})
    if not isinstance(charts, dict):
        raise Failure(SOFTWARE, "charts is an object")
    for number, (name, chart) in enumerate(sorted(charts.items())):
        if not isinstance(chart, dict) or not isinstance(chart.get("specification"), str):
            raise Failure(SOFTWARE, f"chart {name} names no specification")
        path = source / chart["specification"]
        if suffix == ".html":
            sources = [{"media": media, "uri": data_uri(draw(source / chart[key], ".svg"))}
                       for key, media in MEDIA.items() if isinstance(chart.get(key), str)]
            result[name] = {"uri": data_uri(draw(path, ".svg")), "sources": sources,
                            "sheet": "dark" not in chart}
        else:
            form = ".svg" if suffix == ".pdf" else ".png"
            file = f"chart{number}{form}"
            (folder / file).write_bytes(draw(path, form, scale=3))
            result[name] = {"file": file}
    return result


def facts_of(request: dict) -> dict:
    """What a document says of itself, checked."""
    language = request.get("language", "nl")
    if language not in WORDS:
        raise Failure(SOFTWARE, f"language is nl or en, not {language}")
    facts = {"title": "", "author": "", "reference": "", "header": WORDS[language]["header"]}
    for key in facts:
        value = request.get(key, facts[key])
        if not isinstance(value, str):
            raise Failure(SOFTWARE, f"{key} is text")
        facts[key] = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", value).split())
    if not facts["title"]:
        raise Failure(SOFTWARE, "a document has a title")
    try:
        date = datetime.date.fromisoformat(str(request.get("date")))
    except ValueError as error:
        raise Failure(SOFTWARE, f"date is a day such as 2026-11-22, not {request.get('date')}") from error
    return {**facts, "lang": language, "day": date, "date": date.isoformat()}


def metadata(facts: dict, *keys: str) -> list[str]:
    # --metadata takes the value as it is: each writer escapes it.
    return [f"--metadata={key}={facts[key]}" for key in keys if facts[key]]


def html(text: bytes, facts: dict, folder: Path) -> bytes:
    style = (TOOLS / "document.css").read_text(encoding="utf-8")
    arguments = [f"--from={READER}", "--to=html5", "--standalone", f"--template={TOOLS / 'letter.html'}",
                 f"--lua-filter={TOOLS / 'letter.lua'}", "--wrap=none", f"--variable=style:{style}",
                 f"--metadata=skip={WORDS[facts['lang']]['skip']}",
                 *metadata(facts, "title", "author", "date", "lang", "header")]
    return pandoc(arguments, folder, facts["day"], text)


def pdf(text: bytes, facts: dict, folder: Path) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise Failure(SOFTWARE, f"the Python packages of Setup/documents.txt are missing: {error}") from error
    arguments = [f"--from={READER}", "--to=typst-smart", f"--lua-filter={TOOLS / 'letter.lua'}", "--wrap=none"]
    body = pandoc(arguments, folder, facts["day"], text).decode()
    (folder / "letter.typ").write_bytes((TOOLS / "letter.typ").read_bytes())
    main = folder / "main.typ"
    inputs = {key: facts[key] for key in ["title", "author", "reference", "header", "date", "lang"]}
    lacking: set[str] = set()
    for attempt in range(ATTEMPTS):
        shown = {sign: BOX for sign in map(ord, lacking)}
        main.write_text('#import "letter.typ": *\n#set smartquote(enabled: false)\n#show: letter\n' + body.translate(shown),
                        encoding="utf-8")
        try:
            return typst.compile(str(main), root=str(folder), format="pdf", pdf_standards=["ua-1"],
                                 font_paths=[str(FONTS)] if FONTS.is_dir() else [],
                                 sys_inputs={**{key: value.translate(shown) for key, value in inputs.items()},
                                             "of": WORDS[facts["lang"]]["of"]})
        except RuntimeError as error:
            # A PDF for everyone may hold no sign that the fonts lack; it would refuse the letter for one smiley.
            found = re.search(r'the text `?"(.*)"`? could not be displayed', str(error), re.DOTALL)
            named = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code.group(1), 16)), found.group(1)) if found else ""
            signs = {sign for sign in named if ord(sign) > 126} - lacking
            if found and (not signs or attempt == ATTEMPTS - 2):
                signs = {sign for sign in body + "".join(inputs.values()) if ord(sign) > LATIN and sign not in KEPT} - lacking
            if not signs:
                raise Failure(SOFTWARE, f"typst: {error}") from error
            lacking |= signs
    raise Failure(SOFTWARE, "typst: the fonts lack too many signs of this document")


def word_processor(text: bytes, facts: dict, folder: Path, suffix: str) -> bytes:
    form = suffix[1:]
    original = pandoc([f"--print-default-data-file=reference.{form}"], folder, facts["day"])
    words = WORDS[facts["lang"]]
    if form == "docx":
        from wordstyles import finished, styled

        template = "letter.openxml"
    else:
        from writerstyles import finished, styled

        template = "letter.opendocument"
    (folder / f"reference.{form}").write_bytes(styled(original, facts, words))
    arguments = [f"--from={READER}", f"--to={form}", f"--reference-doc=reference.{form}",
                 f"--template={TOOLS / template}", f"--lua-filter={TOOLS / 'letter.lua'}",
                 *metadata(facts, "title", "author", "date"), f"--metadata=lang={REGIONS[facts['lang']]}", "--output=-"]
    written = pandoc(arguments, folder, facts["day"], text)
    alternatives = folder / ALTERNATIVES
    return finished(written, alternatives.read_text(encoding="utf-8").splitlines() if alternatives.exists() else [])


def document(request: dict, source: Path, suffix: str) -> bytes:
    """The document that a request asks for, in the format of its extension."""
    if suffix not in {".html", ".pdf", ".docx", ".odt"}:
        raise Failure(SOFTWARE, f"a document cannot be written as {suffix or 'a file without an extension'}")
    facts = facts_of(request)
    if not isinstance(request.get("markdown"), str):
        raise Failure(SOFTWARE, "the request names no markdown")
    path = source / request["markdown"]
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Failure(CANNOT_READ, f"{path}: {error.strerror}") from error
    with tempfile.TemporaryDirectory(prefix="werkfit-") as name:
        folder = Path(name)
        charts = prepare_charts(request, source, folder, suffix)
        told = {"charts": charts, "words": WORDS[facts["lang"]], "alternatives": str(folder / ALTERNATIVES)}
        (folder / "facts.json").write_text(json.dumps(told))
        if suffix == ".html":
            return html(text, facts, folder)
        if suffix == ".pdf":
            return pdf(text, facts, folder)
        return word_processor(text, facts, folder, suffix)
