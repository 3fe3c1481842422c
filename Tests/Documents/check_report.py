#!/usr/bin/env python3
"""Reads the comparison report as a programme manager does: from a file, without a network, on a phone and on a screen.

- No violation that axe-core finds, light and dark, at 320 and 1440 pixels; with the data behind the charts opened too.
- Nothing is asked of the network; no error is thrown; the page never scrolls sideways.
- Every chart is drawn with nothing cut off, has an alternative text, and keeps a still picture without scripts.
- The assumptions can be searched; the contents lead to sections that are there.
- It prints on paper: every section is there.
- A study without money has a report that holds to the same.

Needs WERKFIT, the path of the built program; or --file F to check a report that is there already.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
STUDIES = ["Scenarios/gooi-bijstelling-2020.yaml", "Tests/WerkfitEngineTests/Studies/heart-valve.yaml"]
CHROMIUM = "/usr/bin/chromium"
SECONDS = 600

problems: list[str] = []


def expect(holds: object, problem: str) -> None:
    if not holds:
        problems.append(problem)


def opened(browser: Browser, path: Path, **settings) -> Page:
    """The report in a window that lets nothing but the file itself through."""
    page = browser.new_context(**settings).new_page()

    def only_the_file(route) -> None:
        address = route.request.url
        if address == path.as_uri() or address.startswith(("data:", "blob:")):
            route.continue_()
        else:
            expect(False, f"asked of the network: {address}")
            route.abort()

    page.route("**/*", only_the_file)
    page.on("pageerror", lambda error: expect(False, f"an error on the page: {error}"))
    page.on("console", lambda message: expect(message.type not in {"error", "warning"}, f"on the console: {message.text}"))
    page.goto(path.as_uri())
    return page


def accessible(page: Page, name: str) -> None:
    for violation in Axe().run(page).response["violations"]:
        nodes = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
        expect(False, f"{name}: axe-core: {violation['id']}: {violation['help']}: {nodes}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    expect(wide <= 0, f"{name}: the page is {wide} pixels too wide")


# The texts of a drawn chart that reach over its edge by more than a pixel.
CUT_OFF = """figure => {
  const box = figure.querySelector(".live svg").getBoundingClientRect();
  return [...figure.querySelectorAll(".live svg text")].filter(text => {
    const own = text.getBoundingClientRect();
    return own.width > 0 && (own.left < box.left - 1 || own.right > box.right + 1
      || own.top < box.top - 1 || own.bottom > box.bottom + 1);
  }).map(text => text.textContent);
}"""


def all_drawn(page: Page, name: str) -> None:
    charts = page.locator("figure.chart")
    expect(charts.count() >= 1, f"{name}: {charts.count()} charts")
    for chart in charts.all():
        try:
            chart.locator(".live svg").wait_for(timeout=15_000)
        except Exception:  # noqa: BLE001 - the browser's own kinds of error say no more
            expect(False, f"{name}: {chart.get_attribute('id')} is not drawn")
            continue
        cut = chart.evaluate(CUT_OFF)
        expect(not cut, f"{name}: {chart.get_attribute('id')} cuts off {cut[:3]}")
        text = chart.locator(".drawing").get_attribute("aria-label") or ""
        expect(len(text) >= 40, f"{name}: {chart.get_attribute('id')} has hardly an alternative text: {text}")


def check_use(page: Page) -> None:
    rows = page.locator("#assumption-table tbody tr")
    everything = rows.count()
    if everything > 1:
        name = rows.first.locator("th").evaluate("cell => cell.firstChild.textContent")
        page.locator("#filter-text").fill(name.upper())
        shown = page.locator("#assumption-table tbody tr:visible").count()
        expect(0 < shown <= everything, f"the search for {name} shows {shown} of {everything} assumptions")
        expect(str(shown) in (page.locator(".count").text_content() or ""), "the number of assumptions shown is not said")
        page.locator("#filter-text").fill("there is nothing like this")
        expect(page.locator("#assumption-table tbody tr:visible").count() == 0, "the search finds what is not there")
        page.locator("#filter-text").fill("")
    lost = page.evaluate("[...document.querySelectorAll('nav a')].filter(a => !document.getElementById(a.hash.slice(1))).length")
    expect(lost == 0, f"{lost} lines of the contents lead nowhere")
    expect(page.locator("h1").count() == 1, "not one h1")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    expect(all(after <= before + 1 for before, after in zip(levels, levels[1:])), "a level of headings is skipped")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    accessible(page, "with all data shown")


def check_without_scripts(browser: Browser, path: Path) -> None:
    page = opened(browser, path, java_script_enabled=False)
    for drawing in page.locator(".drawing").all():
        expect(drawing.locator("img.still, .missing").count() == 1, "without scripts a chart is an empty box")
    rows = page.locator("#assumption-table tbody tr")
    expect(page.locator("#assumption-table tbody tr:visible").count() == rows.count(), "without scripts assumptions are hidden")
    expect(not page.locator("form.filter").is_visible(), "without scripts a search is offered that does nothing")


def check_paper(page: Page, folder: Path) -> None:
    printed = folder / "report.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(printed), "-"], capture_output=True, encoding="utf-8",
                          errors="replace", timeout=SECONDS).stdout
    folded = " ".join(text.split())
    for heading in page.locator("h2").all_text_contents():
        expect(" ".join(heading.split()) in folded, f"on paper there is no “{heading}”")


def check(path: Path, scratch: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme in ["light", "dark"]:
            for width in [320, 1440]:
                name = f"{path.stem}, {scheme}, {width} px"
                page = opened(browser, path, viewport={"width": width, "height": 900}, color_scheme=scheme)
                all_drawn(page, name)
                accessible(page, name)
                if (scheme, width) == ("light", 1440):
                    check_paper(page, scratch)
                    check_use(page)
                page.context.close()
        check_without_scripts(browser, path)
        browser.close()


def report(study: str, scratch: Path) -> Path:
    """The report of a study, made by the program under test."""
    path = scratch / f"{Path(study).stem}.html"
    done = subprocess.run([os.environ["WERKFIT"], "export", study, "--to", "html", "--replications", "300",
                           "--output", str(path)], capture_output=True, text=True, cwd=ROOT,
                          stdin=subprocess.DEVNULL, timeout=SECONDS)
    expect(done.returncode == 0, f"werkfit export {study} --to html: {done.stderr.strip()}")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the comparison report in a browser.")
    parser.add_argument("--file", type=Path, help="a report that is there already")
    path = parser.parse_args().file
    missing = [program for program in ["pdftotext", CHROMIUM] if shutil.which(program) is None]
    if missing:
        print(f"Not there: {', '.join(missing)}. Install the Debian packages with: Setup/packages test", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        paths = [path] if path is not None else [report(study, scratch) for study in STUDIES]
        for path in paths:
            if path.exists():
                check(path.resolve(), scratch)
            else:
                expect(False, f"no file {path}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"The comparison report, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
