#!/usr/bin/env python3
"""Plants bugs one by one and checks that the named test catches each.

Every entry of mutants.toml is a bug: a file, the exact text there, what replaces it, the test that must catch
it, and why the bug is one that people make. The script copies the tree to a place of its own, checks that the
named tests pass there without any bug, and then plants each bug, builds, and runs only its test.

It fails when a bug is missed, when its text no longer stands in the file exactly once, when the mutant does not
compile, or when no test of that name runs.

    Tests/Mutants/mutants.py                  all
    Tests/Mutants/mutants.py half-cycle ...   only these
    Tests/Mutants/mutants.py --list           names and reasons
    Tests/Mutants/mutants.py --check          only whether each text still stands where it should
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"name", "file", "original", "replacement", "test", "why"}


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    original: str
    replacement: str
    test: str
    why: str

    def applied(self, text: str) -> str:
        count = text.count(self.original)
        if count != 1:
            raise LookupError(f"the original text stands {count} times in {self.file}, not once")
        if self.original == self.replacement:
            raise LookupError("the replacement is the same as the original")
        return text.replace(self.original, self.replacement)


def read_mutants(path: Path) -> tuple[list[str], list[Mutant]]:
    """The targets that the tests need, and the mutants."""
    with path.open("rb") as file:
        document = tomllib.load(file)
    entries = document.get("mutant", [])
    for entry in entries:
        if set(entry) != KEYS:
            sys.exit(f"{path}: {entry.get('name', '?')}: keys differ: {sorted(set(entry) ^ KEYS)}")
    names = [entry["name"] for entry in entries]
    if len(names) != len(set(names)):
        sys.exit(f"{path}: two mutants have the same name")
    targets = document.get("targets", [])
    for entry in entries:
        if targets and entry["test"].split(".")[0] not in targets:
            sys.exit(f"{path}: {entry['name']}: its test {entry['test']} is in none of the targets that are built")
    return targets, [Mutant(**entry) for entry in entries]


def tracked(root: Path) -> list[str]:
    """The files of the tree: those that git knows or would add."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    return [name for name in names if name and (root / name).is_file()]


def mirror(root: Path, tree: Path, targets: list[str]) -> None:
    """Makes `tree` equal to `root`, touching only what differs, so that builds stay incremental.

    Its package holds only `targets`, since the others would be built anew for every mutant; none means all.
    """
    wanted = tracked(root)
    for name in wanted:
        contents, copy = (root / name).read_bytes(), tree / name
        if name == "Package.swift" and targets:
            names = ", ".join(f'"{target}"' for target in targets)
            contents += (f"\npackage.products = []\n"
                         f"package.targets.removeAll {{ ![{names}].contains($0.name) }}\n").encode()
        if not copy.exists() or copy.read_bytes() != contents:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(contents)
    keep = set(wanted) | {"Package.resolved"}
    for path in tree.rglob("*"):
        if path.is_file() and str(path.relative_to(tree)) not in keep:
            path.unlink()
    resolved = root / "Package.resolved"
    if resolved.exists() and not (tree / "Package.resolved").exists():
        shutil.copy(resolved, tree / "Package.resolved")


@dataclass(frozen=True)
class Outcome:
    code: int
    output: str
    timed_out: bool = False


def run(command: list[str], tree: Path, seconds: int) -> Outcome:
    # A group of its own, so that a test that never ends is stopped with its children.
    process = subprocess.Popen(
        command, cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, text=True, errors="replace", env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    try:
        output, _ = process.communicate(timeout=seconds)
        return Outcome(process.returncode, output)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return Outcome(1, output, timed_out=True)


class Bench:
    """A copy of the tree with a build of its own."""

    def __init__(self, tree: Path, scratch: Path, timeout: int):
        self.tree, self.timeout = tree, timeout
        self.scratch = ["--scratch-path", str(scratch)]

    def build(self) -> Outcome:
        return run(["swift", "build", "--build-tests", *self.scratch], self.tree, 1800)

    def test(self, name: str) -> Outcome:
        only = ["--filter", "^" + re.escape(name) + r"(\(|/|$)"]
        return run(["swift", "test", "--skip-build", *self.scratch, *only], self.tree, self.timeout)


def tests_run(output: str) -> int:
    found = re.findall(r"Test run with (\d+) tests?", output)
    return max(map(int, found), default=0)


def tail(output: str, lines: int = 15) -> str:
    return "\n".join("    " + line for line in output.strip().splitlines()[-lines:])


def judge(mutant: Mutant, bench: Bench) -> tuple[bool, str]:
    """Plants one bug, and says whether the named test caught it and how."""
    path = bench.tree / mutant.file
    clean = path.read_text()
    try:
        path.write_text(mutant.applied(clean))
        built = bench.build()
        if built.code != 0:
            return False, "does not compile\n" + tail(built.output)
        tested = bench.test(mutant.test)
    except LookupError as problem:
        return False, f"no longer applies: {problem}"
    finally:
        path.write_text(clean)
    if tested.timed_out:
        return True, "caught: the test did not end"
    if tested.code == 0:
        return False, f"MISSED by {mutant.test}"
    return True, f"caught by {mutant.test}" + ("" if tests_run(tested.output) else " (it crashed)")


def main() -> int:
    parser = argparse.ArgumentParser(description="Plants bugs and checks that the named test catches each.")
    parser.add_argument("names", nargs="*", help="the mutants to run; none means all")
    parser.add_argument("--list", action="store_true", help="print names and reasons")
    parser.add_argument("--check", action="store_true", help="only check that each text stands in its file once")
    parser.add_argument("--file", type=Path, default=Path(__file__).with_name("mutants.toml"))
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to copy")
    parser.add_argument("--scratch", type=Path, help="where to copy and build (default: ROOT/.build-mutants)")
    parser.add_argument("--timeout", type=int, default=600, help="seconds that one test may take")
    options = parser.parse_args()

    targets, mutants = read_mutants(options.file)
    unknown = set(options.names) - {mutant.name for mutant in mutants}
    if unknown:
        sys.exit(f"no such mutant: {', '.join(sorted(unknown))}")
    if options.names:
        mutants = [mutant for mutant in mutants if mutant.name in options.names]
    if options.list:
        for mutant in mutants:
            print(f"{mutant.name}: {mutant.why}\n    {mutant.file}, {mutant.test}")
        return 0

    stale = []
    for mutant in mutants:
        try:
            mutant.applied((options.root / mutant.file).read_text())
        except (LookupError, OSError) as problem:
            stale.append(mutant)
            print(f"{mutant.name}: no longer applies: {problem}")
    if options.check:
        print(f"{len(mutants) - len(stale)} of {len(mutants)} mutants apply")
        return 1 if stale else 0
    if not mutants:
        sys.exit(f"{options.file} holds no mutants")

    scratch = options.scratch or options.root / ".build-mutants"
    tree = scratch / "tree"
    tree.mkdir(parents=True, exist_ok=True)
    mirror(options.root, tree, targets)
    bench = Bench(tree, scratch / "build", options.timeout)

    print("Building without a bug", flush=True)
    built = bench.build()
    if built.code != 0:
        print(tail(built.output, 40))
        return 1
    sound = set()
    for name in sorted({mutant.test for mutant in mutants}):
        tested = bench.test(name)
        if tests_run(tested.output) == 0:
            print(f"{name}: no test of this name ran")
        elif tested.code != 0:
            print(f"{name}: fails without any bug\n" + tail(tested.output, 40))
        else:
            sound.add(name)

    missed = []
    for number, mutant in enumerate(mutants, 1):
        start = time.monotonic()
        if mutant.test in sound:
            caught, verdict = judge(mutant, bench)
        else:
            caught, verdict = False, f"{mutant.test} does not pass without a bug"
        if not caught:
            missed.append(mutant.name)
        print(f"{number:2}/{len(mutants)} {mutant.name}: {verdict} ({time.monotonic() - start:.0f} s)", flush=True)

    print(f"{len(mutants) - len(missed)} of {len(mutants)} mutants caught")
    if missed:
        print("Not caught: " + ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
