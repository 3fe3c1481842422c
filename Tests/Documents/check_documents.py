#!/usr/bin/env python3
"""Holds the documents to what is there.

- The study shown in README.md is Scenarios/voorbeeld.yaml, and werkfit finds no error in it.
- The output shown in README.md is what werkfit prints, apart from the digits, which may differ between machines.
- Every relative link of a Markdown file leads to a file.
- Every symbol that the glossary and the articles name stands in the sources of its target.
- publiccode.yml has what version 0.5 of its standard asks.
- packages.txt names every package once with its purpose, and Tests/requirements.txt pins every version.

Needs WERKFIT, the path of the built program.
"""

import functools
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
problems: list[str] = []


def expect(holds: bool, problem: str) -> None:
    if not holds:
        problems.append(problem)


def documents() -> list[Path]:
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def check_example() -> None:
    readme = (ROOT / "README.md").read_text()
    example = ROOT / "Scenarios/voorbeeld.yaml"
    blocks = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    expect(example.read_text() in blocks, "README.md does not show Scenarios/voorbeeld.yaml as it is")
    checked = subprocess.run([os.environ["WERKFIT"], "check", str(example)], capture_output=True, text=True,
                             stdin=subprocess.DEVNULL)
    expect(checked.returncode == 0, f"werkfit check refuses the example:\n{checked.stdout}{checked.stderr}")


def wording(text: str) -> list[str]:
    """The words of a text: its digits, signs and layout may differ between machines."""
    return re.sub(r"[-−\d.,:%€─]+", " ", text).split()


def check_output() -> None:
    readme = (ROOT / "README.md").read_text()
    shown = re.search(r"\(`werkfit (compare [^`]*)`\):\n\n```text\n(.*?)```", readme, re.DOTALL)
    if shown is None:
        expect(False, "README.md shows no output")
        return
    printed = subprocess.run([os.environ["WERKFIT"], *shown.group(1).split()], capture_output=True, text=True,
                             cwd=ROOT, stdin=subprocess.DEVNULL).stdout
    expect(wording(shown.group(2)) == wording(printed), f"README.md shows other words than werkfit prints:\n{printed}")


def check_links() -> None:
    count = 0
    for document in documents():
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text()):
            if re.match(r"[a-z]+:", target):
                continue
            count += 1
            expect((document.parent / target).exists(), f"{document.relative_to(ROOT)}: no file {target}")
    expect(count >= 5, f"only {count} links were found; is the pattern still right?")


@functools.cache
def sources_of(target: Path) -> str:
    return "\n".join(path.read_text() for path in target.rglob("*.swift"))


def check_symbols() -> None:
    count = 0
    for document in documents():
        if ".docc" not in str(document):
            continue
        target = next((parent for parent in document.parents if parent.parent == ROOT / "Sources"), None)
        text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
        for symbol in re.findall(r"``([^`]+)``", text):
            # The handbook names the target first: ``/WerkfitStudy/Study``.
            owner, parts = target, symbol.split("/")
            if symbol.startswith("/"):
                owner, parts = ROOT / "Sources" / parts[1], parts[2:]
            if owner is None or not owner.is_dir():
                expect(False, f"{document.relative_to(ROOT)}: {symbol} names no target")
                continue
            if parts == [owner.name]:
                continue
            count += 1
            for part in parts:
                name = re.match(r"\w+", part)
                known = name and re.search(rf"\b{name.group()}\b", sources_of(owner))
                expect(bool(known), f"{document.relative_to(ROOT)}: {symbol} is not in {owner.name}")
    expect(count >= 30, f"only {count} symbols were found; is the pattern still right?")


def check_metadata() -> None:
    data = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    mandatory = ["publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
                 "softwareType", "description", "legal", "maintenance", "localisation"]
    for key in mandatory:
        expect(bool(data.get(key)), f"publiccode.yml: {key} is missing")
    expect(data["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"},
           "publiccode.yml: developmentStatus")
    expect(data["legal"].get("license") == "EUPL-1.2", "publiccode.yml: the licence")
    expect(data["maintenance"]["type"] in {"internal", "community"} and bool(data["maintenance"]["contacts"]),
           "publiccode.yml: maintenance")
    expect(isinstance(data["localisation"]["localisationReady"], bool), "publiccode.yml: localisationReady")
    for language, text in data["description"].items():
        expect(len(text["shortDescription"]) <= 150, f"publiccode.yml: {language}: the short description is too long")
        expect(150 <= len(text["longDescription"]) <= 10_000, f"publiccode.yml: {language}: the long description")
        expect(len(text["features"]) > 0, f"publiccode.yml: {language}: no features")


def check_packages() -> None:
    purposes = {"build", "test", "bench", "cluster", "dist", "test-dist", "docs", "random"}
    lines = [line.split("#")[0].split() for line in (ROOT / "packages.txt").read_text().splitlines()]
    lines = [line for line in lines if line]
    for line in lines:
        expect(len(line) == 2 and line[1] in purposes, f"packages.txt: {' '.join(line)}")
    names = [line[0] for line in lines]
    expect(len(names) == len(set(names)), "packages.txt names a package twice")
    for line in (ROOT / "Tests/requirements.txt").read_text().splitlines():
        expect(not line or line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line) is not None,
               f"Tests/requirements.txt: {line} is not pinned")


def main() -> int:
    checks = [check_example, check_output, check_links, check_symbols, check_metadata, check_packages]
    for check in checks:
        check()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(checks)} checks of the documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
