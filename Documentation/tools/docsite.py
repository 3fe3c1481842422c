#!/usr/bin/env python3
"""Makes the documentation: one site of the handbook and the articles and declarations of every library.

Usage: docsite.py --binary PROGRAM --build FOLDER --output FOLDER
PROGRAM prints the schema of study files; FOLDER of --build is that of `swift build`, such as .build/debug. Needs docc of the Swift toolchain and
PyYAML; nothing is fetched. Any warning of docc (but that a parameter has no words), a link that leads nowhere, and a key of the format without a meaning make it fail.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Each may link to those before it, and the handbook to all.
LIBRARIES = ["WerkfitStudy", "WerkfitEngine", "WerkfitDecision", "WerkfitAnalysis", "WerkfitReport", "WerkfitArchive", "WerkfitWeb", "werkfit"]
HANDBOOK = "Handleiding"
# The pages in Dutch, by their names in addresses.
DUTCH = {"handleiding", "eerstestudie", "scenariosvergelijken", "briefaanderaad", "eigengegevens", "aannamesijken", "watuitzoekenwaardis",
         "notebookverder", "opeencluster", "doorrekeningenbewaren", "studiemetkengetallen", "sleutels", "begrippen", "privacy",
         "toegankelijkheid"}


# Comments name the parameters that need words, and leave out the others.
ALLOWED = re.compile(r"Parameter '\w+' is missing documentation")

# What the pages of DocC do not know: where the site stands, so that it works in any folder, and which pages are in Dutch.
BASE = """var baseUrl = new URL(document.currentScript.dataset.up, document.baseURI).pathname;
(function () {
  const dutch = new Set(DUTCH);
  function name() {
    const parts = location.pathname.toLowerCase().split("/").filter(Boolean);
    const language = parts.includes("HANDBOOK") && dutch.has(parts[parts.length - 1]) ? "nl" : "en";
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  }
  name();
  new MutationObserver(name).observe(document.documentElement, { attributes: true, subtree: true, childList: true });
})();
"""


def run(command, **settings):
    """Runs a program; what it says is shown only if it fails."""
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, **settings)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command[:3]))} … ended with status {done.returncode}:\n{done.stdout[-6000:]}{done.stderr[-6000:]}")
    return done.stdout


def symbol_graphs(build, folder):
    """The public declarations of every library with their comments, from the modules that were built."""
    places = [*(ROOT / "Sources").rglob("module.modulemap"), *(ROOT / ".build/checkouts").glob("*/Sources/**/module.modulemap"),
              *build.glob("*.build/module.modulemap")]
    maps = [part for place in sorted(set(places)) for part in ("-Xcc", f"-fmodule-map-file={place}")]
    target = json.loads(run(["swift", "-print-target-info"]))["target"]["unversionedTriple"]

    def extract(library):
        (folder / library).mkdir(parents=True)
        run(["swift", "symbolgraph-extract", "-module-name", library, "-I", build / "Modules", "-target", target, "-minimum-access-level",
             "public", "-skip-synthesized-members", "-skip-inherited-docs", "-output-dir", folder / library, *maps,
             "-Xcc", f"-I{ROOT / 'Sources/CPhilox/include'}"], cwd=ROOT)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(extract, LIBRARIES))


def handbook(binary, folder):
    """The pages of the handbook with those that are made: the reference, and SECURITY.md as a page."""
    catalogue = folder / f"{HANDBOOK}.docc"
    shutil.copytree(ROOT / "Documentation" / f"{HANDBOOK}.docc", catalogue)
    schema = folder / "schema.json"
    schema.write_text(run([binary, "schema"]), encoding="utf-8")
    run([sys.executable, ROOT / "Documentation/tools/reference.py", schema, catalogue / "Sleutels.md"])
    # The site has no files of the repository beside it: links to them become their names.
    text = re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]+\)", r"`\1`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    first, rest = text.split("\n", 1)
    (catalogue / "Security.md").write_text(f"{first}\n\n@Metadata {{\n  @TitleHeading(\"Trust\")\n}}\n\nHow to report a weakness, what is defended against whom, and what is tested.\n{rest}",
                                           encoding="utf-8")
    return catalogue


def archives(binary, build, folder):
    """One documentation archive for each library and for the handbook."""
    graphs = folder / "symbols"
    symbol_graphs(build, graphs)
    made, warnings = [], []
    for name in [*LIBRARIES, HANDBOOK]:
        catalogue = handbook(binary, folder) if name == HANDBOOK else ROOT / "Sources" / name / f"{name}.docc"
        output = folder / f"{name}.doccarchive"
        command = ["docc", "convert", catalogue, "--output-path", output, "--enable-experimental-external-link-support",
                   "--fallback-bundle-identifier", f"werkfit.{name}"]
        if name != HANDBOOK:
            command += ["--additional-symbol-graph-dir", graphs / name, "--fallback-default-module-kind", "Bibliotheek"]
        for earlier in made:
            command += ["--dependency", earlier]
        said = run(command)
        found = [part for part in re.split(r"\n(?=(?:warning|error): )", "\n" + said) if re.match(r"(?:warning|error): ", part)]
        warnings += [part for part in found if not ALLOWED.search(part.split("\n", 1)[0])]
        made.append(output)
    if warnings:
        sys.exit("\n".join(warnings) + f"\n{len(warnings)} warnings of docc")
    return made


def finish(site):
    """Lets the site work from any folder of a web server, and names the language of each page."""
    for page in site.rglob("index.html"):
        depth = len(page.relative_to(site).parts) - 1
        up = "../" * depth or "./"
        text = page.read_text(encoding="utf-8")
        text = text.replace('<script>var baseUrl = "/"</script>', f'<script src="{up}base.js" data-up="{up}"></script>')
        text = re.sub(r'(href|src)="/(?!/)', rf'\1="{up}', text)
        page.write_text(text, encoding="utf-8")
    (site / "base.js").write_text(BASE.replace("DUTCH", json.dumps(sorted(DUTCH))).replace("HANDBOOK", HANDBOOK.lower()), encoding="utf-8")
    (site / "theme-settings.json").write_text(json.dumps({"meta": {"title": "werkfit"}, "theme": {}, "features": {}}), encoding="utf-8")
    (site / "index.html").write_text(
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>werkfit</title>'
        f'<meta http-equiv="refresh" content="0; url=documentation/{HANDBOOK.lower()}/">'
        f'<a href="documentation/{HANDBOOK.lower()}/">De handleiding van werkfit</a></html>\n', encoding="utf-8")


def problems(site):
    """Links between pages that lead nowhere, and anything that would be loaded from elsewhere."""
    pages = {"/" + str(page.relative_to(site / "data").with_suffix("")).lower() for page in (site / "data").rglob("*.json")}
    count = 0

    def links(node):
        if isinstance(node, dict):
            if node.get("type") in ("topic", "section") and isinstance(node.get("url"), str):
                yield node["url"]
            if node.get("type") == "link" and isinstance(node.get("destination"), str):
                yield node["destination"]
            for value in node.values():
                yield from links(value)
        elif isinstance(node, list):
            for value in node:
                yield from links(value)

    for page in sorted((site / "data").rglob("*.json")):
        document = json.loads(page.read_text(encoding="utf-8"))
        for reference in document.get("references", {}).values():
            for variant in reference.get("variants", []):
                if reference.get("type") == "image" and not (site / variant["url"].lstrip("/")).exists():
                    yield f"{page.relative_to(site)}: no picture {variant['url']}"
        for url in links(document):
            count += 1
            if url.startswith("/") and url.split("#")[0].rstrip("/").lower() not in pages:
                yield f"{page.relative_to(site)}: a link to {url}, which is not there"
    if count < 1000:
        yield f"only {count} links were found; is the site whole?"
    for page in site.rglob("index.html"):
        for address in re.findall(r'(?:src|href)="((?:https?:)?//[^"]+)"', page.read_text(encoding="utf-8").split("<noscript>")[0]):
            yield f"{page.relative_to(site)}: loads {address}"
    print(f"{len(pages)} pages, {count} links")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    options = parser.parse_args()
    begun = time.monotonic()
    scratch = options.output.parent / f"{options.output.name}-parts"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    made = archives(options.binary.resolve(), options.build.resolve(), scratch)
    shutil.rmtree(options.output, ignore_errors=True)
    # The handbook comes first in the list of everything.
    run(["docc", "merge", made[-1], *made[:-1], "--synthesized-landing-page-name", "werkfit", "--synthesized-landing-page-kind", "Documentatie",
         "--output-path", options.output])
    finish(options.output)
    wrong = list(problems(options.output))
    for problem in dict.fromkeys(wrong):
        print(problem, file=sys.stderr)
    shutil.rmtree(scratch)
    print(f"The documentation is in {options.output} ({time.monotonic() - begun:.0f} s). Look at it with")
    print(f"  python3 -m http.server --directory {options.output} 8000")
    print("and open http://localhost:8000/")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
