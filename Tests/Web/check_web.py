#!/usr/bin/env python3
"""Walks through the web app in a real browser.

Usage: check_web.py [--screenshots FOLDER] [--study NAME] [--latency MOVES]

Starts `serve` of the program that WERKFIT names on a copy of a study, on this computer and a free port, and fails unless

- every journey can be made: start, check a file, compare, tune, find out, hand over, archive, guide;
- the same without script, and with the keyboard alone;
- axe finds nothing on any page, light and dark;
- the console stays empty: no error, nothing that the content security policy blocked;
- no page scrolls sideways at 320 px, nor at 640 px and 200% zoom;
- an adjustment is answered, newest first, and what an address holds comes back from it.

`--latency 100` also measures as many moves of a slider and prints the 50th and 95th percentile.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BROWSER = "/usr/bin/chromium"
problems: list[str] = []


def expect(holds: bool, problem: str) -> bool:
    if not holds:
        problems.append(problem)
    return bool(holds)


# MARK: The server

class Server:
    """The program, serving a folder of studies."""

    def __init__(self, studies: pathlib.Path, archive: pathlib.Path, log: pathlib.Path):
        # A file, not a pipe: a pipe that nobody empties would stop the server one day.
        self.log = log
        told = subprocess.run([os.environ["WERKFIT"], "serve", "--help"], capture_output=True, text=True).stdout
        self.has_archive = "--archive" in told
        more = ["--archive", str(archive)] if self.has_archive else []
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [os.environ["WERKFIT"], "serve", str(studies), "--port", "0", *more],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        self.address = self.wait_for_address(30)

    def wait_for_address(self, seconds: float) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            found = re.search(r"http://(?:127\.0\.0\.1|localhost):([1-9]\d*)", self.log.read_text(errors="replace"))
            if found:
                return f"http://127.0.0.1:{found.group(1)}"
            time.sleep(0.1)
        self.stop()
        sys.exit(f"the server did not say its address:\n{self.log.read_text(errors='replace')}")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


# MARK: The browser

class Visitor:
    """Someone at a browser; everything that the console says is kept."""

    def __init__(self, browser, address: str, *, width=1280, dark=False, script=True, name="", zoom=1):
        self.address, self.name = address, name
        self.context = browser.new_context(
            viewport={"width": width // zoom, "height": 900 // zoom}, device_scale_factor=zoom, locale="nl-NL",
            color_scheme="dark" if dark else "light", java_script_enabled=script, reduced_motion="reduce",
            accept_downloads=True)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        # A page that is not there is a message of the browser, and wanted once.
        self.page.on("console", lambda message: self.heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.heard("page error", str(error)))
        self.expected: list[str] = []

    def heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning", "page error") and not any(part in text for part in self.expected):
            problems.append(f"{self.name}: {self.page.url}: console {kind}: {text[:300]}")

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.address + path)
        expect(answer is not None and answer.ok, f"{self.name}: {path} answers {answer.status if answer else 'nothing'}")
        return self.page

    def close(self) -> None:
        self.context.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Waits; the policy of the pages does not allow what playwright waits with."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if page.evaluate(expression):
                return
        except Error:  # the page went on to another one just now
            pass
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url}: not within {seconds:.0f} s: {expression}")


def drawn(page: Page) -> None:
    """Waits for the charts of a page that are in sight."""
    if page.locator("script[src^='/assets/vega']").count():
        until(page, """[...document.querySelectorAll("figure.chart")]
            .every(each => each.classList.contains("drawn") || each.querySelector(".drawing").clientWidth === 0)""")


# MARK: The journeys

BROKEN = "format: 1\nstudy: Een proef\nscenarioos: { a: { reference: true } }\n"


def start(visitor: Visitor, study: str) -> None:
    page = visitor.go("/")
    expect(page.locator(".study-card").count() >= 1, "start: no studies")
    for word in ("Vergelijk", "Stel bij", "Zoek uit", "Overhandig"):
        expect(page.locator(".study-card .ways a", has_text=word).count() >= 1, f"start: no link {word}")
    page.locator("input[name=studie]").set_input_files(
        {"name": "proef.yaml", "mimeType": "text/yaml", "buffer": BROKEN.encode()})
    visitor.expected = ["422"]
    page.get_by_role("button", name="Controleer").click()
    page.wait_for_url("**/controle*")
    visitor.expected = []
    expect(page.locator(".finding.error").count() >= 1, "check: no error in a broken study")
    shown = " ".join(page.locator(".finding .here").all_inner_texts())
    expect("scenarioos" in shown, "check: the line of the error is not shown")
    expect(page.locator(".finding .caret").count() >= 1, "check: no caret")


def compare(visitor: Visitor, study: str) -> None:
    page = visitor.go(f"/studies/{study}/vergelijk")
    expect(page.locator("table.comparison").first.locator("thead th").count() >= 3, "compare: no scenarios")
    page.locator("#interval").select_option("95")
    parties = page.locator("#perspectief option")
    if parties.count() > 1:
        page.locator("#perspectief").select_option(index=parties.count() - 1)
    chosen = page.locator("#perspectief").input_value()
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**interval=95**")
    table = page.locator("table.comparison").first.inner_text()
    expect("95%" in table and "80%" not in table, "compare: another interval than chosen")
    expect(page.locator("#perspectief").input_value() == chosen, "compare: the perspective is forgotten")
    with Visitor(visitor.context.browser, visitor.address, name="link") as other:
        other.page.goto(page.url)
        expect(other.page.locator("table.comparison").first.inner_text() == table, "compare: the link shows something else")
    for row in page.locator("#aannamelijst tbody tr").all()[:3]:
        expect(bool(row.get_attribute("id")), "compare: an assumption has no anchor")


def move(page: Page, index: int, value: str) -> float:
    """Sets a slider as a hand would, and gives the milliseconds until the first answer."""
    return page.evaluate("""([index, value]) => new Promise((done, failed) => {
        const form = document.getElementById("bijstellen");
        const slider = form.querySelectorAll(".parameter input[type=range]")[index];
        const begun = performance.now();
        setTimeout(() => failed(new Error("no answer in 20 s")), 20000);
        form.addEventListener("voorlopig", () => done(performance.now() - begun), { once: true });
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    })""", [index, value])


def answered(page: Page) -> None:
    """Waits until what is shown answers the last change, if only by the first answer."""
    until(page, "document.getElementById('bijstellen').dataset.bij === 'true'")


def digits(text: str) -> str:
    """The digits of a number that count, however it is written."""
    return re.sub(r"\D", "", text).strip("0")


def tune(visitor: Visitor, study: str, moves: int) -> None:
    page = visitor.go(f"/studies/{study}/bijstellen")
    boxes = page.locator(".parameter")
    if not expect(boxes.count() >= 1, "tune: no assumptions"):
        return
    before = page.locator(".headline .value").inner_text()
    slider = boxes.first.locator("input[type=range]")
    least, most = (float(slider.get_attribute(name)) for name in ("min", "max"))
    move(page, 0, str(most))
    answered(page)
    expect("changed" in boxes.first.get_attribute("class"), "tune: the assumption is not marked as changed")
    expect(boxes.first.locator("input[type=number]").input_value() == slider.input_value(), "tune: field and slider differ")
    expect(page.locator("#uitkomst .changes li").count() == 1, "tune: what changed is not told")
    until(page, "location.search.includes('p.')")
    page.reload()
    answered(page)
    expect("changed" in page.locator(".parameter").first.get_attribute("class"), "tune: the address does not hold the change")
    # A quick hand: only the last of many moves counts.
    for share in (0.2, 0.4, 0.6, 0.8):
        page.evaluate("""value => {
            const slider = document.querySelector(".parameter input[type=range]");
            slider.value = value;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""", str(least + share * (most - least)))
    page.wait_for_timeout(400)
    answered(page)
    shown = page.locator("#uitkomst .changes ins").first.inner_text()
    value = page.locator(".parameter input[type=number]").first.input_value()
    expect(digits(value)[:2] == digits(shown)[:2], f"tune: {shown} is shown where {value} was set last")
    page.locator(".parameter [data-restore]").first.click()
    page.wait_for_timeout(300)
    answered(page)
    expect(page.locator(".headline .value").inner_text() == before, "tune: back to the source gives another outcome")
    until(page, """document.getElementById("uitkomst").getAttribute("aria-busy") === "false"
        || Number(document.querySelector(".running progress").value) > 0""", 30)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download de studie").click()
    text = pathlib.Path(download.value.path()).read_text()
    expect("scenarios:" in text, "tune: what is downloaded is no study")
    move(page, 0, str(most))
    page.locator("#naam").fill("Proef <b>")
    page.get_by_role("button", name="Bewaar als scenario").click()
    page.wait_for_url("**bewaard=**")
    expect("Proef <b>" in page.locator(".notice").inner_text(), "tune: what was saved is not told by its name")
    if moves:
        page = visitor.go(f"/studies/{study}/bijstellen")
        times = sorted(move(page, 0, str(least + (most - least) * ((index * 37) % 101) / 101)) for index in range(moves))
        print(f"tuning: {moves} moves, median {times[len(times) // 2]:.0f} ms, 95% within {times[int(len(times) * .95)]:.0f} ms")


def find_out(visitor: Visitor, study: str) -> None:
    for question in ("tornado", "omslagpunten", "waarde", "grens", "verdeling"):
        page = visitor.go(f"/studies/{study}/zoek-uit?vraag={question}")
        expect(page.locator(".questions [aria-current]").count() == 1, f"find out: {question} is not the question shown")
        said = page.locator("figure.chart, table.data, .notice, form.ask, .live-job").count()
        expect(said >= 1, f"find out: {question} says nothing")
    page = visitor.go(f"/studies/{study}/zoek-uit?vraag=grens")
    if page.locator("form.ask button").count():
        page.locator("form.ask button").click()
        # The page of the work may be gone before it is seen: it opens the answer by itself.
        until(page, "location.pathname.endsWith('/zoek-uit') && document.querySelectorAll('table.data, figure.chart').length > 0", 60)


def finished(page: Page, seconds: float = 60) -> None:
    """Waits for a job, with or without script."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not page.locator(".job.done, .job.failed, .job.stopped").count():
        page.wait_for_timeout(300)
    expect(page.locator(".job.done").count() >= 1, f"job: {page.locator('main').inner_text()[:300]}")


def hand_over(visitor: Visitor, study: str, script: bool = True) -> None:
    page = visitor.go(f"/studies/{study}/overhandigen")
    button = page.locator("button[value='json.json'], button[value='werkboek.xlsx']").first
    if not expect(button.count() == 1, "hand over: neither JSON nor a workbook is offered"):
        return
    button.click()
    page.wait_for_url("**/taken/**")
    if script:
        finished(page)
    else:
        end = time.monotonic() + 60
        while time.monotonic() < end and not page.locator(".job.done").count():
            page.wait_for_timeout(1000)
        expect(page.locator(".job.done").count() == 1, "hand over without script: the page does not follow the work")
    link = page.locator(".job.done a[download]").first
    if expect(link.count() == 1, "hand over: no file to download"):
        with page.expect_download() as download:
            link.click()
        expect(pathlib.Path(download.value.path()).stat().st_size > 500, "hand over: the file is empty")


def archive(visitor: Visitor) -> None:
    # What was saved while tuning is a study as well: each comparison is kept as a run.
    page = visitor.go("/")
    for address in [link.get_attribute("href") for link in page.locator(".study-card h3 a").all()]:
        visitor.go(address)
    page = visitor.go("/archief")
    runs = page.locator(".run")
    if not expect(runs.count() >= 2, f"archive: {runs.count()} runs"):
        return
    runs.nth(0).locator("input[name=a]").check()
    runs.nth(1).locator("input[name=b]").check()
    page.get_by_role("button", name="Vergelijk de twee").click()
    page.wait_for_url("**/archief/vergelijk?**")
    expect(page.locator(".answer").count() == 1, "archive: two runs are not compared")
    page = visitor.go("/archief")
    page.locator(".run h2 a").first.click()
    page.get_by_role("button", name="Doe deze run opnieuw").click()
    until(page, "location.pathname.startsWith('/archief/') && document.querySelector('.verdict') !== null", 60)
    expect(page.locator(".verdict.good").count() == 1, "archive: a run made again is another run")


def keyboard(visitor: Visitor, study: str) -> None:
    """Every journey begins with the tab key, and what has the focus can be seen."""
    page = visitor.go("/")
    page.keyboard.press("Tab")
    expect(page.evaluate("document.activeElement.className") == "skip", "keyboard: no way past the menu")
    page.keyboard.press("Enter")
    expect(page.evaluate("document.activeElement.id") == "inhoud", "keyboard: the way past the menu leads nowhere")
    page = visitor.go(f"/studies/{study}/bijstellen")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    if not expect(page.evaluate("document.activeElement.type") == "range", "keyboard: no slider is reached"):
        return
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    expect(outline != "none", "keyboard: the focus cannot be seen")
    before = page.evaluate("document.activeElement.value")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.evaluate("document.activeElement.value") != before, "keyboard: the slider does not move")
    page.wait_for_timeout(300)
    answered(page)
    expect(page.evaluate("document.activeElement.type") == "range", "keyboard: the answer takes the focus away")
    expect(page.locator("#uitkomst .changes li").count() == 1, "keyboard: the slider has no answer")
    page = visitor.go(f"/studies/{study}/vergelijk")
    page.locator("#interval").focus()
    page.keyboard.press("End")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**interval=**")


def without_script(visitor: Visitor, study: str) -> None:
    visitor.name = "without script"
    start(visitor, study)
    compare(visitor, study)
    page = visitor.go(f"/studies/{study}/bijstellen")
    box = page.locator(".parameter").first
    box.locator("input[type=number]").fill(box.locator("input[type=range]").get_attribute("max"))
    page.get_by_role("button", name="Reken door").last.click()
    page.wait_for_url("**p.**")
    expect("changed" in page.locator(".parameter").first.get_attribute("class"), "without script: nothing is changed")
    expect(page.locator("#uitkomst .changes li").count() == 1, "without script: what changed is not told")
    page.locator(".parameter [data-restore]").first.click()
    page.wait_for_load_state()
    expect(page.locator("#uitkomst .changes li").count() == 0, "without script: nothing goes back to its source")
    find_out(visitor, study)
    hand_over(visitor, study, script=False)


def wrong(visitor: Visitor, study: str) -> None:
    visitor.expected = ["404", "400"]
    for path, status in (("/bestaat-niet", 404), ("/studies/bestaat-niet/vergelijk", 404),
                         (f"/studies/{study}/vergelijk?interval=70", 400)):
        answer = visitor.page.goto(visitor.address + path)
        expect(answer.status == status, f"wrong: {path} answers {answer.status}, not {status}")
        expect(visitor.page.locator(".failure h1, main h1").count() == 1, f"wrong: {path} has no page of its own")
        expect("content-security-policy" in answer.headers, f"wrong: {path} has no policy")
    visitor.expected = []


# MARK: Every page

def paths(visitor: Visitor, study: str) -> list[str]:
    found = ["/", "/uitleg", f"/controle?studie={study}"] + [
        f"/studies/{study}/{name}" for name in (
            "vergelijk", "bijstellen", "zoek-uit?vraag=tornado", "zoek-uit?vraag=grens", "overhandigen")]
    page = visitor.go("/")
    if not page.locator("a[href='/archief']").count():
        return found
    found.append("/archief")
    page = visitor.go("/archief")
    runs = [link.get_attribute("href") for link in page.locator(".run h2 a").all()[:2]]
    found += runs[:1]
    if len(runs) == 2:
        identities = [run.rsplit("/", 1)[-1] for run in runs]
        found.append(f"/archief/vergelijk?a={identities[0]}&b={identities[1]}")
    return found


def look(browser, address: str, found: list[str], folder: pathlib.Path | None) -> None:
    # The widths asked for, and 640 px enlarged twice; axe once in light and once in dark.
    looks = [(1440, False, 1, True), (320, True, 1, True), (640, False, 2, False)]
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        looks += [(320, False, 1, False), (768, False, 1, False), (768, True, 1, False), (1440, True, 1, False)]
    for width, dark, zoom, examined in looks:
        name = f"{width} px{', twice as large' if zoom == 2 else ''}, {'dark' if dark else 'light'}"
        with Visitor(browser, address, width=width, dark=dark, zoom=zoom, name=name) as visitor:
            for path in found:
                page = visitor.go(path)
                drawn(page)
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                expect(over <= 0, f"{name}: {path} scrolls sideways by {over} px")
                if examined:
                    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
                    for violation in Axe().run(page).response["violations"]:
                        where = [node["html"][:120] for node in violation["nodes"][:2]]
                        problems.append(f"{name}: {path}: axe {violation['id']}: {violation['help']}: {where}")
                if folder:
                    file = re.sub(r"\W+", "-", path).strip("-") or "start"
                    page.screenshot(path=str(folder / f"{file}-{width}{'x2' if zoom == 2 else ''}-{'dark' if dark else 'light'}.png"),
                                    full_page=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--screenshots", type=pathlib.Path, help="write pictures of every page here")
    parser.add_argument("--study", default="voorbeeld", help="the study of Scenarios that is walked through")
    parser.add_argument("--latency", type=int, default=0, metavar="MOVES", help="measure so many moves of a slider")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        studies = pathlib.Path(scratch) / "studies"
        shutil.copytree(ROOT / "Scenarios", studies)
        for file in studies.glob("*.yaml"):
            if file.stem != options.study:
                file.unlink()
        log = pathlib.Path(scratch) / "server.log"
        server = Server(studies, pathlib.Path(scratch) / "archief.sqlite", log)
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        try:
            def journey(name: str, walk, **settings) -> None:
                from_here = time.monotonic()
                try:
                    with Visitor(browser, server.address, name=name, **settings) as visitor:
                        walk(visitor)
                except Exception as error:  # noqa: BLE001 - one journey that ends does not hide the others
                    problems.append(f"{name}: {type(error).__name__}: {str(error)[:600]}")
                times.append(f"{name} {time.monotonic() - from_here:.0f}")

            times: list[str] = []
            study = options.study
            journey("start", lambda each: start(each, study))
            journey("compare", lambda each: compare(each, study))
            journey("tune", lambda each: tune(each, study, options.latency))
            journey("find out", lambda each: find_out(each, study))
            journey("hand over", lambda each: hand_over(each, study))
            if server.has_archive:
                journey("archive", archive)
            journey("keyboard", lambda each: keyboard(each, study))
            journey("without script", lambda each: without_script(each, study), script=False)
            journey("wrong", lambda each: wrong(each, study))
            found: list[str] = []
            journey("pages", lambda each: found.extend(paths(each, study)))
            try:
                look(browser, server.address, found, options.screenshots)
            except Exception as error:  # noqa: BLE001
                problems.append(f"looking at every page: {type(error).__name__}: {str(error)[:600]}")
        finally:
            browser.close()
            status = server.stop()
        expect(status == 0, f"the server ended with status {status}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"web: {len(found)} pages, {len(problems)} problems, {time.monotonic() - begun:.0f} s ({', '.join(times)})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
