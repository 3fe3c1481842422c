#!/usr/bin/env python3
"""Tries the archive of `make dist` in a bare Debian 12: no Swift, no Python, no fonts, no GNU Scientific Library.

As an ordinary user, in a folder with a space in its name and then in another: the version, a check, a comparison, a
letter in every form, exports, kept runs, the web app and the start script. What they give must be, byte for byte, what
the ordinary program gives on this machine. Nothing in the folder may change by use; and without any one of its
libraries, or without the document tools, it must fail and say so. Prints how long a first start takes.

Usage: WERKFIT=path try_archive.py ARCHIVE

WERKFIT names the ordinary program, built from the same source. Needs root and the packages of the purpose `test-dist`.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True

import bare_debian  # noqa: E402
from bare_debian import HOME, ROOT, Machine, stop  # noqa: E402

WERKFIT = os.path.realpath(os.environ.get("WERKFIT", ROOT / ".build/release/werkfit"))
STUDY = "Scenarios/voorbeeld.yaml"
# An amount as a Dutch reader writes it: the sign, a space that keeps the two together, and a point for thousands.
AMOUNT = "€\u00a0178.000"
# A study with waiting lists, funds and shared catalogues; few replications keep it short.
LARGE = ["Scenarios/gooi-bijstelling-2020.yaml", "--replications", "300"]
DATE = ["--date", "2026-11-22"]
DOCUMENTS = ["brief.md", "brief.html", "brief.pdf", "brief.docx", "brief.odt"]
EXPORTS = {"xlsx": [], "html": [], "svg": ["--chart", "balance"], "png": ["--chart", "balance"], "json": []}
BEGIN = time.monotonic()
problems: list[str] = []


def say(text: str) -> None:
    """Tells what was tried; what was not so stands above it."""
    print(f"{time.monotonic() - BEGIN:6.1f} s  {text}", flush=True)


def expect(holds: bool, problem: str) -> bool:
    if not holds:
        problems.append(problem)
        print(f"          NOT SO: {problem}", flush=True)
    return bool(holds)


def ordinary(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([WERKFIT, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL)


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with a hash of what is in it."""
    return {
        str(path.relative_to(folder)):
            os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_symlink() or path.is_file()
    }


def fetch(address: str, form: dict | None = None) -> tuple[int, bytes, str]:
    """What an address answers: status, content and where it led to."""
    data = urllib.parse.urlencode(form).encode() if form else None
    try:
        with urllib.request.urlopen(address, data, timeout=60) as answer:
            return answer.status, answer.read(), answer.url
    except urllib.error.HTTPError as error:
        return error.code, error.read(), address


class Given:
    """What the ordinary program gives, made once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.compared = ordinary("compare", STUDY).stdout
        self.large = ordinary("compare", *LARGE, "--all").stdout
        outputs = [part for name in DOCUMENTS for part in ("--output", str(folder / name))]
        done = ordinary("letter", STUDY, *DATE, *outputs)
        for kind, more in EXPORTS.items():
            done = ordinary("export", STUDY, "--to", kind, *more, *DATE, "--output", str(folder / f"uit.{kind}"))
            if done.returncode != 0:
                raise SystemExit(f"test-dist: the ordinary program cannot export {kind}: {done.stderr}")


class Try:
    """The archive at one place of a machine."""

    def __init__(self, machine: Machine, place: str, given: Given):
        self.machine, self.place, self.given = machine, place, given

    def werkfit(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.machine.run(f"{self.place}/bin/werkfit", *arguments, cwd=self.place)

    def succeeds(self, *arguments: str) -> str:
        done = self.werkfit(*arguments)
        expect(done.returncode == 0, f"{arguments}: status {done.returncode}: {done.stdout[-500:]}{done.stderr[-1500:]}")
        return done.stdout

    def same_file(self, name: str, out: str) -> None:
        path = self.machine.outside(out) / name
        if expect(path.is_file(), f"{name} was not made"):
            expect(path.read_bytes() == (self.given.folder / name).read_bytes(),
                   f"{name} differs from that of the ordinary program")

    def texts(self) -> None:
        version = self.succeeds("--version").strip()
        expect(version == ordinary("--version").stdout.strip(), f"the version is {version}")
        self.succeeds("check", *sorted(f"Scenarios/{path.name}" for path in (ROOT / "Scenarios").glob("*.yaml")))
        said = self.succeeds("compare", STUDY)
        expect(AMOUNT in said, "an amount is not written as in Dutch, without a language set")
        expect(said == self.given.compared, f"compare {STUDY} differs from the ordinary program:\n{said}")
        expect(self.succeeds("compare", *LARGE, "--all") == self.given.large, f"compare {LARGE} differs")
        say("tried check and compare against the ordinary program")

    def documents(self) -> None:
        out = f"{HOME}/uit"
        self.machine.outside(out).mkdir(exist_ok=True)
        self.succeeds("letter", STUDY, *DATE, *[part for name in DOCUMENTS for part in ("--output", f"{out}/{name}")])
        for name in DOCUMENTS:
            self.same_file(name, out)
        for kind, more in EXPORTS.items():
            self.succeeds("export", STUDY, "--to", kind, *more, *DATE, "--output", f"{out}/uit.{kind}")
            self.same_file(f"uit.{kind}", out)
        say(f"held {', '.join(DOCUMENTS)} and exports to {', '.join(EXPORTS)} against it byte for byte")
        shutil.rmtree(self.machine.outside(out))

    def kept_runs(self) -> None:
        self.succeeds("compare", STUDY, "--keep")
        expect(self.machine.outside(f"{HOME}/.local/share/werkfit/archief.sqlite").is_file(), "no archive in the home")
        expect("Arbeidstraining" in self.succeeds("archive", "list"), "the kept run is not listed")
        self.succeeds("archive", "verify", "--rerun", "1")
        shutil.rmtree(self.machine.outside(f"{HOME}/.local"))
        say("kept a run, listed it and computed it again")

    def web_app(self) -> None:
        reference = subprocess.Popen([WERKFIT, "serve", STUDY, "--port", "0", "--no-archive"], cwd=ROOT, text=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process = self.machine.start(f"{self.place}/bin/werkfit", "serve", STUDY, "--port", "0", "--no-archive",
                                     cwd=self.place)
        try:
            own, other = (address_of(server.stdout.readline()) for server in (process, reference))
            if not expect(bool(own), "serve did not start"):
                return
            for path in ["/", "/studies/voorbeeld/vergelijk", "/assets/werkfit.js", "/uitleg"]:
                status, body, _ = fetch(own + path)
                expect(status == 200 and body == fetch(other + path)[1], f"the page {path} differs (status {status})")
            expect(AMOUNT in fetch(own + "/studies/voorbeeld/vergelijk")[1].decode(), "no amounts on the page")
            form = {"scenario": "training", "taal": "nl", "stuk": "brief.pdf"}
            _, _, job = fetch(own + "/studies/voorbeeld/overhandigen", form)
            end, status, body = time.monotonic() + 90, 0, b""
            while time.monotonic() < end and status != 200:
                time.sleep(0.5)
                status, body, _ = fetch(job + "/bestand")
            expect(body.startswith(b"%PDF-"), f"the web app made no letter: status {status}")
            say("held pages of the web app against those of the ordinary one, and made a letter in it")
        finally:
            stop(process)
            stop(reference)

    def start_script(self, opened: Path) -> None:
        processes = []
        try:
            addresses = []
            for _ in range(2):
                opened.unlink(missing_ok=True)
                processes.append(self.machine.start(f"{self.place}/start-werkfit"))
                end = time.monotonic() + 30
                while not (opened.is_file() and opened.read_text().strip()) and time.monotonic() < end:
                    time.sleep(0.1)
                if not expect(opened.is_file(), "start-werkfit opened no browser"):
                    return
                addresses.append(opened.read_text().strip())
            expect(len(set(addresses)) == 2, f"two at once had one address: {addresses}")
            for address in addresses:
                status, body, _ = fetch(address)
                expect(status == 200 and b"gooi-bijstelling-2020" in body, f"{address} does not show the studies")
            say(f"start-werkfit opens {addresses[0]}, and at once again {addresses[1]}")
        finally:
            for process in processes:
                stop(process)
        done = self.machine.run(f"{self.place}/start-werkfit", "--menu")
        entry = self.machine.outside(f"{HOME}/.local/share/applications/werkfit.desktop")
        if expect(done.returncode == 0 and entry.is_file(), f"no entry in the menu: {done.stderr}"):
            expect(f'Exec="{self.place}/start-werkfit"' in entry.read_text(), f"the menu says {entry.read_text()}")
        shutil.rmtree(self.machine.outside(f"{HOME}/.local"))

    def incomplete(self) -> None:
        """Without any of its parts it fails, so all of them are needed and none came from the machine."""
        folder = self.machine.outside(self.place)
        for library in sorted((folder / "lib").iterdir()):
            hidden = library.rename(folder / library.name)
            plain = self.werkfit("--version")
            page = self.werkfit("letter", STUDY, "--replications", "10", "--output", "/tmp/brief.html")
            expect(plain.returncode != 0 or page.returncode != 0, f"{library.name} is not missed when it is not there")
            expect(library.name in plain.stderr + page.stderr, f"that {library.name} is missing is not said")
            hidden.rename(library)
        tools = folder / "werkfit-documents"
        hidden = tools.rename(folder / "weg")
        done = self.werkfit("letter", STUDY, "--output", "/tmp/brief.pdf")
        expect(done.returncode == 69 and "documentgereedschappen" in done.stderr, f"without tools: {done.stderr}")
        self.succeeds("check", STUDY)
        hidden.rename(tools)
        say("took away each library, and the document tools")

    def times(self) -> None:
        """How long the first start takes with nothing of it in memory, and the next."""
        for arguments in (["--version"], ["compare", STUDY]):
            took = []
            for cold in (True, False):
                if cold:
                    for path in self.machine.outside(self.place).rglob("*"):
                        if path.is_file():
                            forget(path)
                begin = time.monotonic()
                self.succeeds(*arguments)
                took.append(time.monotonic() - begin)
            say(f"werkfit {' '.join(arguments)}: {took[0]:.2f} s from the disk, {took[1]:.2f} s again")


def forget(path: Path) -> None:
    """Lets the machine drop a file from its memory, so that it is read from the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def address_of(line: str) -> str:
    found = re.search(r"http://[^\s/]+", line)
    return found[0] if found else ""


def main() -> None:
    archive = Path(sys.argv[1]).resolve()
    sums = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=archive.parent,
                          capture_output=True, text=True)
    expect(sums.returncode == 0, f"SHA256SUMS does not hold: {sums.stdout}{sums.stderr}")
    system = bare_debian.made()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        home = scratch / "home"
        (home / "Mijn mappen").mkdir(parents=True)
        (scratch / "given").mkdir()
        with tarfile.open(archive) as tar:
            tar.extractall(home / "Mijn mappen", filter="tar")
        (folder,) = (home / "Mijn mappen").iterdir()
        libraries = sorted(path.name for path in (folder / "lib").iterdir())
        bare_debian.stripped(system, libraries)
        opener = scratch / "xdg-open"
        opener.write_text(f'#!/bin/sh\necho "$1" >"{HOME}/geopend"\n')
        opener.chmod(0o755)
        machine = Machine(system, home, opener)
        within = machine.run("sh", "-c", "id -u; command -v python3 swift pandoc; ls /usr/share/fonts; touch /etc/x")
        expect(within.stdout == "1000\n", f"the bare Debian is not bare: {within.stdout}")
        say(f"a bare Debian 12; the archive brings {', '.join(libraries)}")
        started = machine.run(f"{HOME}/{folder.relative_to(home)}/bin/werkfit", "--version")
        if started.returncode != 0:
            raise SystemExit(f"test-dist: it does not start: {started.stderr}")
        given = Given(scratch / "given")
        say("made the same with the ordinary program")
        before = state(folder)
        elsewhere = home / "Elders én verder" / "werkfit"
        for place in (folder, elsewhere):
            if place == elsewhere:
                place.parent.mkdir()
                folder.rename(place)
            there = Try(machine, f"{HOME}/{place.relative_to(home)}", given)
            print(f"== in {there.place}", flush=True)
            if place == folder:
                there.times()
                there.texts()
                there.documents()
                there.kept_runs()
                there.web_app()
                there.start_script(machine.outside(f"{HOME}/geopend"))
                there.incomplete()
            else:
                there.texts()
                there.documents()
                there.web_app()
            expect(state(place) == before, "using it changed the folder")
    if problems:
        raise SystemExit(f"test-dist: {len(problems)} things are not as they should be")
    print("The archive works in a bare Debian.")


if __name__ == "__main__":
    main()
